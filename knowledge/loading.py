"""Files -> a deck. Every problem in every file is collected, and raised all at once."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from math import inf, isnan
from pathlib import Path

from knowledge.card import Card, Deck, Entry, Pair, PairEntry, Source
from knowledge.card_files import read_address, read_card, read_entry, read_pair_entry
from knowledge.checking import check
from knowledge.language import Language
from knowledge.language_files import read_language
from knowledge.parsing import Block, DeckError, Problem, Problems, document, errors_of, yaml_files
from knowledge.provenance import LOCK, followed

BUILTIN = Path(__file__).parent
"""Our own deck."""

PARTS = ("cards", "languages", "comparisons", "terms.csv", "sources.yaml", "deck.yaml")
"""What makes a folder a deck; beside them lies the record of its translations, and nothing else is read."""

EVIDENCE = "evidence.txt"
MOST_WEIGHT = 1000.0
"""Learned weights are single digits; sums of bigger ones would not stay finite."""

RESTORE = "The file is written by `python -m benchmarks.evidence`: restore it."

_CODE = re.compile(r"[a-z]{2,3}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(slots=True)
class Pile:
    """A deck as it grows, folder by folder."""

    problems: Problems = field(default_factory=Problems)
    cards: dict[str, Card] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """Where things are written, file and line: by card or pair, and "", a language, ".field" or "language.field"."""
    own: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """Where the folder that is being read writes a card in a language."""
    followed: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """For each card and language the source text that the translation follows."""
    complete: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each card the languages that its deck promises."""
    evidence: dict[str, float] = field(default_factory=dict)
    name: str = ""
    review_days: int = 0

    def forget(self, card: str, codes: Collection[str]) -> None:
        """Drop what the earlier translations into these languages follow: they are written anew."""
        self.followed[card] = {code: mark for code, mark in self.followed.get(card, {}).items() if code not in codes}


def folder_of(name: str) -> Path:
    """The folder of a deck as people name it: `builtin` is ours."""
    return BUILTIN if name == "builtin" else Path(name)


def load(folders: Sequence[Path] = (BUILTIN,)) -> Deck:
    """The deck that some folders stacked in order make. Raises DeckError with all errors (warnings do not count)."""
    deck, problems = read(folders)
    errors = errors_of(problems)
    if errors:
        raise DeckError(errors)
    return deck


def read(folders: Sequence[Path]) -> tuple[Deck, list[Problem]]:
    """The deck as far as it can be read, and all problems, warnings too, by file and line."""
    pile = Pile()
    for folder in folders:
        _read_folder(folder, pile)
    cards = _closed(pile.cards)
    promised = [code for codes in pile.complete.values() for code in codes]
    languages = {code: pile.languages[code] for code in (*promised, *pile.languages) if code in pile.languages}
    deck = Deck(cards, pile.pairs, languages, pile.sources, pile.name, pile.review_days, tuple(folders), pile.evidence)
    if not languages:
        cure = "Add languages/XX.yaml, or name a deck that has languages before it, such as builtin."
        pile.problems.add(str(folders[-1] if folders else "."), 1, "no-language", f"The deck has no language to be asked in. {cure}")
    check(deck, pile.places, pile.complete, pile.followed, pile.problems)
    return deck, sorted(pile.problems.found)


def _read_folder(folder: Path, pile: Pile) -> None:
    if not folder.is_dir():
        pile.problems.add(str(folder), 1, "no-deck", "There is no such folder. A deck is a folder with a folder cards/ in it.")
        return
    if not any((folder / part).exists() for part in PARTS):
        pile.problems.add(str(folder), 1, "no-deck", "This folder has no cards/, languages/, comparisons/ or terms.csv.")
    pile.own = {}
    complete = _read_settings(folder, pile)
    for path in _files(folder / "languages", pile):
        _read_language(path, pile)
    _read_evidence(folder / "languages" / EVIDENCE, pile)
    _read_sources(folder / "sources.yaml", pile)
    for path in _files(folder / "cards", pile):
        _read_card(path, pile, complete)
    _read_terms(folder / "terms.csv", pile)
    _read_lock(folder, pile)
    for path in _files(folder / "comparisons", pile):
        _read_pair(path, pile)


def _files(folder: Path, pile: Pile) -> Iterator[Path]:
    return yaml_files(folder, _shown(folder), pile.problems)


def _shown(path: Path) -> str:
    """The path as a person in the working directory would write it. The file itself may be a link that leads in a circle."""
    try:
        return str((path.parent.resolve() / path.name).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _read_settings(folder: Path, pile: Pile) -> tuple[str, ...]:
    path = folder / "deck.yaml"
    if not path.exists():
        return ()
    block = document(path, _shown(path), pile.problems)
    if block is None:
        return ()
    pile.name = block.text("name") or pile.name
    pile.review_days = block.whole("review_days", pile.review_days)
    complete = block.texts("complete")
    block.close()
    return complete


# ---- languages ---------------------------------------------------------------------------------------------------


def _read_language(path: Path, pile: Pile) -> None:
    if not _CODE.fullmatch(path.stem):
        pile.problems.add(
            _shown(path), 1, "bad-code", "The file's name is the language's code: two or three small letters, as in pl.yaml or fil.yaml."
        )
        return
    block = document(path, _shown(path), pile.problems)
    if block is not None:
        pile.languages[path.stem] = read_language(block, path.stem, path.with_suffix(".lookalikes.txt"))
        pile.places[(path.stem, "language")] = (_shown(path), 1)


def _read_evidence(path: Path, pile: Pile) -> None:
    """Lines of a weight, a space and a phrase. Only the first bad one is reported: the file is written by a command."""
    if not path.exists():
        return
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        pile.problems.add(_shown(path), 1, "unreadable", f"This is no text in UTF-8: {error}. {RESTORE}")
        return
    own: dict[str, float] = {}
    for number, line in enumerate(lines, start=1):
        weight, _, phrase = line.partition(" ")
        try:
            own[phrase] = float(weight)
        except ValueError:
            own[phrase] = inf
        if not phrase or abs(own[phrase]) > MOST_WEIGHT or isnan(own[phrase]) or len(own) < number:
            cure = f"A line holds a number of at most {MOST_WEIGHT:g}, a space and a phrase, each phrase once. {RESTORE}"
            pile.problems.add(_shown(path), number, "bad-weight", cure)
            return
    pile.evidence |= own


# ---- sources -----------------------------------------------------------------------------------------------------


def _read_sources(path: Path, pile: Pile) -> None:
    if not path.exists():
        return
    block = document(path, _shown(path), pile.problems)
    if block is None:
        return
    for name in block.names():
        inner = block.block(name)
        if inner is None:
            continue
        pile.sources[name] = Source(
            id=name, title=inner.text("title", required=True), author=inner.text("author"), publisher=inner.text("publisher"),
            languages=inner.texts("language", one_is_fine=True), year=inner.text("year"), address=read_address(inner),
            seen=inner.day("seen"),
        )  # fmt: skip
        inner.close()


# ---- cards -------------------------------------------------------------------------------------------------------


def _read_card(path: Path, pile: Pile, complete: tuple[str, ...]) -> None:
    file = _shown(path)
    if not _ID.fullmatch(path.stem):
        pile.problems.add(
            file, 1, "bad-id", "The file's name is the concept's id: small letters, digits and hyphens, as in customer-journey.yaml."
        )
        return
    block = document(path, file, pile.problems)
    if block is None:
        return
    entries = _entries(block, pile, path.stem)
    pile.forget(path.stem, entries)
    head = {key for key in block.names() if key != "languages"}
    known = pile.cards.get(path.stem)
    if known is not None and not head:
        pile.cards[path.stem] = replace(known, languages={**known.languages, **entries})
    else:
        pile.cards[path.stem] = read_card(block, path.stem, entries)
        pile.complete[path.stem] = complete
        pile.places[(path.stem, "")] = (file, 1)
        pile.places.update({(path.stem, f".{name}"): (file, block.line_of(name)) for name in block.names()})
    if not pile.cards[path.stem].languages:
        block.problem("no-language", 'A card needs at least one language, with "term" and "definition", under "languages:".')
        del pile.cards[path.stem]
    block.close()


def _entries(block: Block, pile: Pile, card: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for code, line, inner in _languages(block):
        pile.places[(card, code)] = pile.own[(card, code)] = (block.file, line)
        pile.places.update({(card, f"{code}.{name}"): (block.file, inner.line_of(name)) for name in inner.names()})
        written_entry = read_entry(inner, code)
        if written_entry.term and written_entry.definition:
            entries[code] = written_entry
    return entries


def _languages(block: Block) -> Iterator[tuple[str, int, Block]]:
    """What stands under "languages:": the code, its line and the block of each."""
    written = block.block("languages", required=True)
    if written is not None:
        for code in written.names():
            inner = written.block(code)
            if inner is not None:
                yield code, written.line_of(code), inner


def _read_terms(path: Path, pile: Pile) -> None:
    """A team's list of one-liners: a card each, or a language more for a card."""
    if not path.exists():
        return
    file = _shown(path)
    try:
        rows = csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        missing = {"id", "language", "term", "definition"} - set(rows.fieldnames or ())
        if missing:
            cure = f"The first line must name the columns id, language, term, definition; {', '.join(sorted(missing))} is missing."
            pile.problems.add(file, 1, "missing-column", cure)
            return
        for row in rows:
            _read_term(file, rows.line_num, row, pile)
    except (UnicodeDecodeError, csv.Error) as error:
        pile.problems.add(file, 1, "unreadable", f"This is no CSV file in UTF-8: {error}. Save it as UTF-8 with commas.")


def _read_term(file: str, line: int, row: Mapping[str, str | None], pile: Pile) -> None:
    name, code, term, definition = (" ".join((row[key] or "").split()) for key in ("id", "language", "term", "definition"))
    if not (_ID.fullmatch(name) and code and term and definition):
        cure = "A row needs an id (small letters, digits, hyphens), a language, a term and a definition."
        pile.problems.add(file, line, "bad-row", cure)
        return
    first = pile.own.setdefault((name, code), (file, line))
    if first != (file, line):
        cure = f'This deck has "{name}" in "{code}" already: {first[0]}, line {first[1]}. Keep one of the two.'
        pile.problems.add(file, line, "duplicate-id", cure)
        return
    known = pile.cards.get(name, Card(name, {}, source_language=code))
    pile.cards[name] = replace(known, languages={**known.languages, code: Entry(code, term, definition)})
    pile.forget(name, [code])
    pile.places.setdefault((name, ""), (file, line))
    pile.places[(name, code)] = (file, line)


def _read_lock(folder: Path, pile: Pile) -> None:
    try:
        for name, row in followed(folder).items():
            pile.followed[name] = {**pile.followed.get(name, {}), **row}
    except ValueError as error:
        pile.problems.add(_shown(folder / LOCK), 1, "bad-lock", f'{error}. Remove it and run "python -m knowledge translated --all".')


# ---- comparisons -------------------------------------------------------------------------------------------------


def _read_pair(path: Path, pile: Pile) -> None:
    file = _shown(path)
    first, parted, second = path.stem.partition("--")
    if not parted or not first < second:
        pile.problems.add(file, 1, "bad-name", "A comparison's file is named A--B.yaml, the two ids in alphabetical order.")
        return
    block = document(path, file, pile.problems)
    if block is None:
        return
    entries: dict[str, PairEntry] = {}
    for code, line, inner in _languages(block):
        pile.places[(path.stem, code)] = (file, line)
        entries[code] = read_pair_entry(inner, code, first, second)
    pile.places[(path.stem, "")] = (file, 1)
    known = pile.pairs.get((first, second))
    sources = block.texts("sources")
    if known is not None and set(block.names()) == {"languages"}:
        pile.pairs[(first, second)] = replace(known, languages={**known.languages, **entries})
    else:
        pile.pairs[(first, second)] = Pair(first, second, entries, sources)
    block.close()


def _closed(cards: Mapping[str, Card]) -> dict[str, Card]:
    """The cards with the symmetric relations written from both sides."""
    contrasts = {name: dict.fromkeys(card.contrasts_with) for name, card in cards.items()}
    related = {name: dict.fromkeys(card.related) for name, card in cards.items()}
    for name, card in cards.items():
        for links, others in ((contrasts, card.contrasts_with), (related, card.related)):
            for other in others:
                links.get(other, {})[name] = None
    return {name: replace(card, contrasts_with=tuple(contrasts[name]), related=tuple(related[name])) for name, card in cards.items()}
