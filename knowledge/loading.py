"""Files -> a deck. Every problem in every file is collected, and raised all at once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import Stemmer

from knowledge.card import (
    PROFILE_ROWS,
    Abbreviation,
    Alias,
    Card,
    Deck,
    Entry,
    Metric,
    Pair,
    PairEntry,
    PairRow,
    Reviewed,
    Source,
    Voice,
)
from knowledge.checking import check
from knowledge.frames import Frame, compile_frame
from knowledge.language import Language
from knowledge.parsing import Block, DeckError, Problem, Problems, document
from knowledge.text import fold, words

BUILTIN = Path(__file__).parent
"""Our own deck."""

LIMITS: Mapping[str, int] = {
    "term": 60, "summary": 160, "definition": 600, "usage": 300, "example": 400, "importance": 400, "measuring": 500,
    "improving": 500, "point": 180, "profile": 90, "voice": 300, "takeaway": 300, "cell": 120, "when": 200,
}  # fmt: skip
"""The most characters of each text: together they keep a card under 10,000, where Slack takes about 13,200."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORD_SETS = ("linking", "fillers", "asking", "generic", "context", "together", "either", "versus", "pronouns", "possessives",
              "definite", "deictic", "social")  # fmt: skip


@dataclass(slots=True)
class Pile:
    """A deck as it grows, folder by folder."""

    problems: Problems = field(default_factory=Problems)
    cards: dict[str, Card] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """Where a card or pair (and, with its language, an entry) is written: file and line."""
    complete: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each card the languages that its deck promises."""
    name: str = ""
    review_days: int = 0


def load(folders: Sequence[Path] = (BUILTIN,)) -> Deck:
    """The deck that some folders stacked in order make. Raises DeckError with all errors (warnings do not count)."""
    deck, problems = read(folders)
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        raise DeckError(errors)
    return deck


def read(folders: Sequence[Path]) -> tuple[Deck, list[Problem]]:
    """The deck as far as it can be read, and all problems, warnings too, by file and line."""
    pile = Pile()
    for folder in folders:
        _read_folder(folder, pile)
    deck = Deck(
        _closed(pile.cards), pile.pairs, pile.languages, pile.sources, pile.name, pile.review_days, tuple(folders)
    )
    check(deck, pile.places, pile.complete, pile.problems)
    return deck, sorted(pile.problems.found)


def _read_folder(folder: Path, pile: Pile) -> None:
    if not folder.is_dir():
        pile.problems.add(str(folder), 1, "no-deck", "There is no such folder. A deck is a folder with a folder cards/ in it.")
        return
    if not any((folder / part).exists() for part in ("cards", "languages", "comparisons", "terms.csv")):
        pile.problems.add(str(folder), 1, "no-deck", "This folder has no cards/, languages/, comparisons/ or terms.csv.")
    complete = _read_settings(folder, pile)
    for path in sorted((folder / "languages").glob("*.yaml")):
        _read_language(path, pile)
    _read_sources(folder / "sources.yaml", pile)
    for path in sorted((folder / "cards").glob("*.yaml")):
        _read_card(path, pile, complete)
    _read_terms(folder / "terms.csv", pile)
    for path in sorted((folder / "comparisons").glob("*.yaml")):
        _read_pair(path, pile)


def _shown(path: Path) -> str:
    """The path as a person in the working directory would write it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
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
    days = block.text("review_days")
    if days:
        pile.review_days = int(block.number("review_days"))
    complete = block.texts("complete")
    block.close()
    return complete


# ---- languages ---------------------------------------------------------------------------------------------------


def _read_language(path: Path, pile: Pile) -> None:
    block = document(path, _shown(path), pile.problems)
    if block is None:
        return
    sets = {name: frozenset(" ".join(words(word)) for word in block.texts(name)) for name in _WORD_SETS}
    irregular: dict[str, str] = {}
    forms = block.block("irregular")
    if forms is not None:
        irregular = {fold(form): forms.text(form) for form in forms.keys()}
    contracted = block.block("contractions")
    phrases = block.block("phrases")
    shortest = block.text("shortest")
    pile.languages[path.stem] = Language(
        code=path.stem,
        name=block.text("name", required=True),
        direction="rtl" if block.choice("direction", ("ltr", "rtl"), "ltr") == "rtl" else "ltr",
        stemmer=_stemmer(block),
        head="first" if block.choice("head", ("first", "last"), "last") == "first" else "last",
        irregular=irregular,
        endings=tuple(fold(ending) for ending in block.texts("endings")),
        contractions={} if contracted is None else {fold(word): words(contracted.text(word)) for word in contracted.keys()},
        prefixes=tuple(sorted((fold(prefix) for prefix in block.texts("prefixes")), key=len, reverse=True)),
        compounds=block.flag("compounds"),
        shortest=int(shortest) if shortest.isdigit() else 5,
        letters=frozenset(block.text("letters").replace(" ", "")),
        decimal=block.choice("decimal", (".", ","), "."),
        avoid=frozenset(block.texts("avoid")),
        lookalikes=_lookalikes(path.with_suffix(".lookalikes.txt")),
        asked_as=frozenset(words(text) for text in block.texts("asked_as")),
        frames=tuple(_frames(block)),
        phrases={} if phrases is None else {name: phrases.text(name) for name in phrases.keys()},
        **sets,
    )
    pile.places[(path.stem, "language")] = (_shown(path), 1)
    block.close()


def _lookalikes(path: Path) -> frozenset[str]:
    """A word a line, made by `python -m benchmarks.lookalikes`; a language may do without."""
    return frozenset(fold(word) for word in path.read_text("utf-8").split()) if path.exists() else frozenset()


def _stemmer(block: Block) -> Stemmer.Stemmer | None:
    name = block.choice("stemmer", Stemmer.algorithms())
    return Stemmer.Stemmer(name) if name else None


def _frames(block: Block) -> Iterable[Frame]:
    for group in block.blocks("frames"):
        intent = group.choice("intent", INTENTS)
        anywhere, weak = group.flag("anywhere"), group.flag("weak")
        for item in group.items("patterns"):
            if isinstance(item, Block):
                item.problem("not-a-text", "A pattern must be a text; put it in quotes.")
                continue
            pattern, line = item
            try:
                yield compile_frame(intent, pattern, anywhere=anywhere, weak=weak)
            except ValueError as error:
                group.problem("not-a-pattern", f'"{pattern}": {error}.', line)
        group.close()


INTENTS = ("definition", "difference", "relation", "measuring", "importance", "example", "improving", "voice", "terms", "list", "help", "none")
"""What a frame may ask for; `none` marks sentences that look like a question about meaning and are none."""


# ---- sources -----------------------------------------------------------------------------------------------------


def _read_sources(path: Path, pile: Pile) -> None:
    if not path.exists():
        return
    block = document(path, _shown(path), pile.problems)
    if block is None:
        return
    for name in block.keys():
        inner = block.block(name)
        if inner is None:
            continue
        pile.sources[name] = Source(
            id=name, title=inner.text("title", required=True), author=inner.text("author"), publisher=inner.text("publisher"),
            languages=inner.texts("language", one_is_fine=True), year=inner.text("year"), address=_address(inner), seen=inner.day("seen"),
        )  # fmt: skip
        inner.close()


def _address(block: Block) -> str:
    address = block.text("address")
    if address and not re.fullmatch(r"https?://[^\s<>|]+", address):
        block.problem("not-an-address", f'"{address}" is no web address. It begins with https:// and has no spaces.', block.line_of("address"))
        return ""
    return address


# ---- cards -------------------------------------------------------------------------------------------------------


def _read_card(path: Path, pile: Pile, complete: tuple[str, ...]) -> None:
    file = _shown(path)
    if not _ID.fullmatch(path.stem):
        pile.problems.add(file, 1, "bad-id", "The file's name is the concept's id: small letters, digits and hyphens, as in customer-journey.yaml.")
        return
    block = document(path, file, pile.problems)
    if block is None:
        return
    entries = _entries(block, pile, path.stem)
    head = {key for key in block.keys() if key != "languages"}
    known = pile.cards.get(path.stem)
    if known is not None and not head:
        pile.cards[path.stem] = replace(known, languages={**known.languages, **entries})
    else:
        pile.cards[path.stem] = _card(block, path.stem, entries)
        pile.complete[path.stem] = complete
        pile.places[(path.stem, "")] = (file, 1)
    if not pile.cards[path.stem].languages:
        block.problem("no-language", 'A card needs at least one language, with "term" and "definition", under "languages:".')
        del pile.cards[path.stem]
    block.close()


def _entries(block: Block, pile: Pile, card: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    written = block.block("languages", required=True)
    for code in [] if written is None else written.keys():
        inner = written.block(code) if written is not None else None
        if inner is None:
            continue
        pile.places[(card, code)] = (block.file, inner.line - 1)
        entry = _entry(inner, code)
        if entry.term and entry.definition:
            entries[code] = entry
    return entries


def _card(block: Block, name: str, entries: dict[str, Entry]) -> Card:
    status = block.choice("status", ("draft", "reviewed", "deprecated"), "draft")
    return Card(
        id=name,
        languages=entries,
        domain=block.text("domain"),
        status="reviewed" if status == "reviewed" else "deprecated" if status == "deprecated" else "draft",
        replaced_by=block.text("replaced_by") or None,
        source_language=block.text("source_language") or "en",
        kind_of=block.texts("kind_of"),
        part_of=block.texts("part_of"),
        contrasts_with=block.texts("contrasts_with"),
        measured_by=block.texts("measured_by"),
        related=block.texts("related"),
        abbreviations=tuple(_abbreviations(block)),
        sources=block.texts("sources"),
        metric=_metric(block),
    )


def _abbreviations(block: Block) -> Iterable[Abbreviation]:
    for item in block.items("abbreviations"):
        if isinstance(item, Block):
            yield Abbreviation(item.text("term", required=True), item.flag("shared"))
            item.close()
        else:
            yield Abbreviation(item[0])


def _metric(block: Block) -> Metric | None:
    inner = block.block("metric")
    if inner is None:
        return None
    example = inner.block("example", required=True)
    figures = {} if example is None else {name: example.number(name) for name in example.keys()}
    formula = inner.text("formula", required=True)
    unit = inner.choice("unit", ("points", "percent", "score", "money", "minutes", "hours", "months"), "points")
    better = inner.choice("better", ("higher", "lower"), "higher")
    inner.close()
    return Metric(formula, unit, "lower" if better == "lower" else "higher", figures)


def _entry(block: Block, code: str) -> Entry:
    profile = block.block("profile")
    variables = block.block("variables")
    entry = Entry(
        language=code,
        term=block.text("term", required=True, limit=LIMITS["term"]),
        definition=block.text("definition", required=True, limit=LIMITS["definition"]),
        aliases=tuple(_aliases(block)),
        hidden=block.texts("hidden", limit=LIMITS["term"]),
        points=block.texts("points", limit=LIMITS["point"]),
        variables={} if variables is None else {name: variables.text(name, limit=LIMITS["term"]) for name in variables.keys()},
        profile={} if profile is None else {row: text for row in PROFILE_ROWS if (text := profile.text(row, limit=LIMITS["profile"]))},
        voices=tuple(_voices(block)),
        reviewed=_reviewed(block),
        summary=block.text("summary", limit=LIMITS["summary"]),
        usage=block.text("usage", limit=LIMITS["usage"]),
        example=block.text("example", limit=LIMITS["example"]),
        importance=block.text("importance", limit=LIMITS["importance"]),
        measuring=block.text("measuring", limit=LIMITS["measuring"]),
        improving=block.text("improving", limit=LIMITS["improving"]),
    )
    if profile is not None:
        profile.close()
    block.close()
    return entry


def _aliases(block: Block) -> Iterable[Alias]:
    for item in block.items("aliases"):
        if isinstance(item, Block):
            yield Alias(
                text=item.text("term", required=True, limit=LIMITS["term"]), region=item.text("region") or None,
                loanword=item.flag("loanword"), shared=item.flag("shared"),
                deprecated=item.choice("status", ("admitted", "deprecated"), "admitted") == "deprecated", say=item.text("say") or None,
            )  # fmt: skip
            item.close()
        else:
            yield Alias(item[0])


def _voices(block: Block) -> Iterable[Voice]:
    for item in block.blocks("voices"):
        yield Voice(item.text("by", required=True), item.text("says", required=True, limit=LIMITS["voice"]), item.text("source", required=True))
        item.close()


def _reviewed(block: Block) -> Reviewed | None:
    inner = block.block("reviewed")
    if inner is None:
        return None
    day, by = inner.day("on"), inner.text("by", required=True)
    inner.close()
    return Reviewed(day, by) if day is not None else None


def _read_terms(path: Path, pile: Pile) -> None:
    """A team's list of one-liners: a card each, or a language more for a card."""
    if not path.exists():
        return
    file = _shown(path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = {"id", "language", "term", "definition"} - set(rows.fieldnames or ())
        if missing:
            pile.problems.add(file, 1, "missing-column", f"The first line must name the columns id, language, term, definition; {', '.join(sorted(missing))} is missing.")
            return
        for row in rows:
            name, code, term, definition = (str(row[key] or "").strip() for key in ("id", "language", "term", "definition"))
            if not (_ID.fullmatch(name) and code and term and definition):
                pile.problems.add(file, rows.line_num, "bad-row", "A row needs an id (small letters, digits, hyphens), a language, a term and a definition.")
                continue
            known = pile.cards.get(name, Card(name, {}, source_language=code))
            pile.cards[name] = replace(known, languages={**known.languages, code: Entry(code, term, definition)})
            pile.places.setdefault((name, ""), (file, rows.line_num))
            pile.places[(name, code)] = (file, rows.line_num)


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
    written = block.block("languages", required=True)
    entries: dict[str, PairEntry] = {}
    for code in [] if written is None else written.keys():
        inner = written.block(code) if written is not None else None
        if inner is not None:
            pile.places[(path.stem, code)] = (file, inner.line - 1)
            entries[code] = _pair_entry(inner, code, first, second)
    pile.places[(path.stem, "")] = (file, 1)
    known = pile.pairs.get((first, second))
    sources = block.texts("sources")
    if known is not None and set(block.keys()) == {"languages"}:
        pile.pairs[(first, second)] = replace(known, languages={**known.languages, **entries})
    else:
        pile.pairs[(first, second)] = Pair(first, second, entries, sources)
    block.close()


def _pair_entry(block: Block, code: str, first: str, second: str) -> PairEntry:
    rows = []
    for item in block.blocks("rows"):
        limit = LIMITS["cell"]
        rows.append(PairRow(item.text("aspect", required=True, limit=limit), item.text(first, required=True, limit=limit), item.text(second, required=True, limit=limit)))
        item.close()
    when = block.block("when_to_use")
    when_to_use: tuple[str, ...] = ()
    if when is not None:
        when_to_use = tuple(when.text(name, required=True, limit=LIMITS["when"]) for name in (first, second))
        when.close()
    entry = PairEntry(code, block.text("takeaway", required=True, limit=LIMITS["takeaway"]), tuple(rows), when_to_use, tuple(_voices(block)))
    block.close()
    return entry


def _closed(cards: Mapping[str, Card]) -> dict[str, Card]:
    """The cards with the symmetric relations written from both sides."""
    closed: dict[str, Card] = {}
    for name, card in cards.items():
        contrasts = dict.fromkeys((*card.contrasts_with, *(other.id for other in cards.values() if name in other.contrasts_with)))
        related = dict.fromkeys((*card.related, *(other.id for other in cards.values() if name in other.related)))
        closed[name] = replace(card, contrasts_with=tuple(contrasts), related=tuple(related))
    return closed
