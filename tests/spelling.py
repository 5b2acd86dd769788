"""The spelling of the cards: `make spell`.

Every word that people read goes through hunspell, and what it does not know must stand in
tests/spelling/XX.txt, one word a line, sorted. Arabic is left to readers.
`python tests/spelling.py pl sv` looks at these languages only; `--words` prints the bare words,
to choose from for the list.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from knowledge.card import Deck, Entry, Pair, PairEntry  # noqa: E402 - run as a script, it finds them through the line above
from knowledge.checking import texts_of  # noqa: E402
from knowledge.loading import load  # noqa: E402

DICTIONARIES = {"en": "en_US", "pl": "pl_PL", "sv": "sv_SE", "pt": "pt_BR"}
LISTS = Path(__file__).with_suffix("")
MUST_RUN = ("CI", "REQUIRE_SPELLING")
"""Where one of these is set, a missing checker is a failure."""

_NOT_PROSE = re.compile(r"\[[a-z0-9-]+\]|\{\w+\}|https?://\S+")
_CHUNK = re.compile(r"[\w'’-]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands."""

    file: str
    field: str


def main(arguments: list[str]) -> int:
    """Checks the languages; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python tests/spelling.py", description="Spelling of the cards.")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help=f"of {', '.join(DICTIONARIES)}; without any: all of them")
    parser.add_argument("--words", action="store_true", help="print the unknown words alone, sorted")
    options = parser.parse_args(arguments)
    wanted = options.languages or list(DICTIONARIES)
    if unknown := sorted(set(wanted) - set(DICTIONARIES)):
        parser.error(f"no dictionary for {', '.join(unknown)}")
    if lacking := list(_lacking(wanted)):
        return _skipped(lacking)
    deck = load()
    return max([_check(deck, code, bare=options.words) for code in wanted])


def _check(deck: Deck, code: str, *, bare: bool) -> int:
    places: dict[str, list[Place]] = {}
    for place, text in texts(deck, code):
        for word in words(text):
            places.setdefault(word, []).append(place)
    own_words = own(code)
    wrong = sorted(misspelt(places, DICTIONARIES[code], own_words), key=str.casefold)
    if bare:
        _say("\n".join(wrong))
        return bool(wrong)
    for word in wrong:
        place, more = places[word][0], len(places[word]) - 1
        _say(f"{place.file}: {code}.{place.field}: {word}" + (f" (and {more} more)" if more else ""))
    unsorted = own_words != sorted(set(own_words))
    if unsorted:
        _say(f"tests/spelling/{code}.txt: one word a line, sorted as `LC_ALL=C sort -u` does.")
    unused = sorted(set(own_words) - {part for word in places for part in _with_parts(word)})
    if unused:
        _say(f"tests/spelling/{code}.txt has words that no card uses now: {', '.join(unused)}.")
    _say(f"{code}: {len(places)} words, {len(wrong)} unknown.")
    return bool(wrong or unsorted)


def texts(deck: Deck, code: str) -> Iterator[tuple[Place, str]]:
    """All that is read in one language: cards, comparisons, and the phrases around them."""
    for name, card in deck.cards.items():
        if code in card.languages:
            entry = card.languages[code]
            yield from ((Place(f"knowledge/cards/{name}.yaml", field), text) for field, text in [*texts_of(entry), *_names(entry)])
    for pair in deck.pairs.values():
        if code in pair.languages:
            file = f"knowledge/comparisons/{pair.first}--{pair.second}.yaml"
            yield from ((Place(file, field), text) for field, text in _compared(pair, pair.languages[code]))
    for name, phrase in deck.languages[code].phrases.items():
        yield Place(f"knowledge/languages/{code}.yaml", f"phrases.{name}"), phrase


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Terms are shown as well, but for misspellings (`hidden`) and loanwords, which are another language's."""
    yield "term", entry.term
    for alias in entry.aliases:
        if not alias.loanword:
            yield "aliases", alias.text
    for name in entry.variables.values():
        yield "variables", name


def _compared(pair: Pair, entry: PairEntry) -> Iterator[tuple[str, str]]:
    yield "takeaway", entry.takeaway
    for row in entry.rows:
        yield from (("rows", text) for text in (row.aspect, row.first, row.second))
    yield from (("when_to_use", text) for text in entry.when_to_use)
    yield from (("voices", voice.says) for voice in entry.voices)


def words(text: str) -> Iterator[str]:
    """The words of a text. What has a digit in it ("B2B", "10k") is no word."""
    for chunk in _CHUNK.findall(_NOT_PROSE.sub(" ", text)):
        if not any(letter.isdigit() for letter in chunk):
            yield from _LETTERS.findall(chunk)


def misspelt(found: Iterable[str], dictionary: str, own_words: Collection[str]) -> Iterator[str]:
    """The words that neither hunspell nor our list knows. A word with hyphens is known when its parts are."""
    accepted = set(own_words)
    asked = sorted(word for word in set(found) if not _listed(word, accepted))
    rejected = _rejected(asked, dictionary)
    doubtful = [word for word in asked if not rejected.isdisjoint(_with_parts(word))]
    rejected_parts = _rejected([part for word in doubtful for part in word.split("-")], dictionary)
    for word in doubtful:
        if any(part in rejected_parts and not _listed(part, accepted) for part in word.split("-")):
            yield word


def _with_parts(word: str) -> set[str]:
    return {word, word[:1].lower() + word[1:], *word.split("-")}


def _listed(word: str, accepted: Collection[str]) -> bool:
    """At the head of a sentence a listed word has a capital; a listed name always has."""
    return word in accepted or word[:1].lower() + word[1:] in accepted


def _rejected(asked: Iterable[str], dictionary: str) -> set[str]:
    """What `hunspell -l` prints, given a word a line."""
    told = subprocess.run(
        ["hunspell", "-i", "UTF-8", "-l", "-d", dictionary],
        input="\n".join(asked) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(told.stdout.split())


def own(code: str) -> list[str]:
    """Our list for a language; empty where there is none yet."""
    path = LISTS / f"{code}.txt"
    return path.read_text("utf-8").split() if path.exists() else []


def _lacking(wanted: Iterable[str]) -> Iterator[str]:
    if shutil.which("hunspell") is None:
        yield "hunspell"
        return
    for code in wanted:
        tried = subprocess.run(["hunspell", "-l", "-d", DICTIONARIES[code]], input="", capture_output=True, encoding="utf-8", check=False)
        if tried.returncode:
            yield f"its dictionary {DICTIONARIES[code]}"


def _skipped(lacking: list[str]) -> int:
    cure = "Install them, for example: apt-get install hunspell hunspell-en-us hunspell-pl hunspell-sv hunspell-pt-br"
    must = next((name for name in MUST_RUN if os.environ.get(name)), None)
    if must:
        _say(f"The spelling must be checked, because {must} is set, and this is missing: {', '.join(lacking)}.\n{cure}")
        return 1
    _say(f"Spelling: skipped, because this is missing: {', '.join(lacking)}.\n{cure}")
    return 0


def _say(text: str) -> None:
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
