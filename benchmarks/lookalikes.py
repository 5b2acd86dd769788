"""Ordinary words that would be read as a misspelt term or question word: the `lookalikes` of a language.

    python -m benchmarks.lookalikes en

writes them to knowledge/languages/en.lookalikes.txt. Needs the package wordfreq (an extra of the benchmarks, not of the bot).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace

from wordfreq import top_n_list, zipf_frequency

from knowledge.card import Deck
from knowledge.clauses import SHORTEST_MENDED
from knowledge.language_files import RARER
from knowledge.lexicon import Lexicon
from knowledge.loading import BUILTIN, load
from knowledge.matching import names_of
from knowledge.text import fold, tokens

MOST = 100_000
"""How many of the commonest words of a language are looked at."""

RARE = 3.2
"""Zipf frequency (powers of ten in a billion words) below which a word is as likely a misspelling."""

OUTDONE = 1.6
"""A word this much rarer (Zipf) than what it looks like is more often a misspelling of it."""

OUTDONE_BESIDE = 1.0
"""A word this much rarer is more often a misspelling beside the other word of a term: "customer heath", but not "local customer"."""


def lookalikes(deck: Deck, code: str) -> list[str]:
    """The words of a language that are read as something else by a deck that knows no lookalikes, sorted; "~" behind the rarer ones."""
    bare = {name: replace(language, lookalikes=frozenset(), rarer=frozenset()) for name, language in deck.languages.items()}
    naive = Lexicon(replace(deck, languages=bare))
    commonness = _commonness(deck, code)
    found: dict[str, str] = {}
    for word in _ordinary(code):
        own = zipf_frequency(word, code)
        others = [max(zipf_frequency(other, code), commonness.get(fold(other), 0.0)) for other in _read_as(word, naive, code)]
        if any(own >= other - OUTDONE for other in others):
            found.setdefault(fold(word), RARER if own < max(others) - OUTDONE_BESIDE else "")
    return sorted(word + mark for word, mark in found.items())


def _commonness(deck: Deck, code: str) -> dict[str, float]:
    """How common the words of terms are as they are spelt, by their weak keys."""
    found: dict[str, float] = {}
    for word in {word for card in deck.cards.values() for name in names_of(card) for word in name.words}:
        found[fold(word)] = max(found.get(fold(word), 0.0), zipf_frequency(word, code))
    return found


def _ordinary(code: str) -> list[str]:
    """The words of a language that are common enough to be no misspellings."""
    return [
        word
        for word in top_n_list(code, MOST)
        if word.isalpha() and len(fold(word)) >= SHORTEST_MENDED and zipf_frequency(word, code) >= RARE
    ]


def _read_as(word: str, lexicon: Lexicon, code: str) -> Iterator[str]:
    """What a word, unless it is a term, is taken for; mended to, unless it is that in another form; the word of a term for itself."""
    row, index = tokens(word), lexicon.index
    key = fold(word)
    if len(row) != 1 or index.whole(row) is not None:
        return
    if key in index.words:
        yield word
        return
    mended, stems = lexicon.phrases.mended(key, code), index.stems[code]
    if mended != key and set(stems(mended)).isdisjoint(stems(word)):
        yield mended
    yield from (correction.word for correction in index.corrections(word, code))
    yield from index.one_letter_off(key)
    yield from (miss.name.text for miss in index.near(row, code))


def main() -> int:
    """Write the list of a language."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lookalikes", description=__doc__)
    parser.add_argument("language")
    options = parser.parse_args()
    deck = load([BUILTIN])
    found = lookalikes(deck, options.language)
    (BUILTIN / "languages" / f"{options.language}.lookalikes.txt").write_text("\n".join(found) + "\n", "utf-8")
    sys.stdout.write(f"{len(found)} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
