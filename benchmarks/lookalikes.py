"""Ordinary words that would be read as a misspelt term or question word, or as a form of an abbreviation: a language's `lookalikes`.

    python -m benchmarks.lookalikes en

writes them to knowledge/languages/en.lookalikes.txt. Needs the package wordfreq (an extra of the benchmarks, not of the bot).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator
from dataclasses import replace

from rapidfuzz.distance import Prefix
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

LONGEST_ENDING = 3
"""What makes a form of a word has so many letters at most; "personlighet" is no persona."""


def lookalikes(deck: Deck, code: str) -> list[str]:
    """The words of a language that are read as something else by a deck that knows no lookalikes, sorted; "~" behind the rarer ones."""
    bare = {name: replace(language, lookalikes=frozenset(), rarer=frozenset()) for name, language in deck.languages.items()}
    naive = Lexicon(replace(deck, languages=bare))
    commonness = _commonness(deck, code)
    single = list(_single(deck, code))
    found: dict[str, str] = {}
    for word in _ordinary(code):
        own = zipf_frequency(word, code)
        others = [max(zipf_frequency(other, code), commonness.get(fold(other), 0.0)) for other in _read_as(word, naive, code, single)]
        if any(own >= other - OUTDONE for other in others):
            found.setdefault(fold(word), RARER if own < max(others) - OUTDONE_BESIDE else "")
    return sorted(word + mark for word, mark in found.items())


def _commonness(deck: Deck, code: str) -> dict[str, float]:
    """How common the words of terms are as they are spelt, by their weak keys."""
    found: dict[str, float] = {}
    for word in {word for card in deck.cards.values() for name in names_of(card) for word in name.words}:
        found[fold(word)] = max(found.get(fold(word), 0.0), zipf_frequency(word, code))
    return found


def _single(deck: Deck, code: str) -> Iterator[tuple[str, bool]]:
    """The terms that are one word in a language, apart from what links words there, each with whether it is one of that language."""
    linking = deck.languages[code].linking
    for name in (name for card in deck.cards.values() for name in names_of(card)):
        content = [word for word in name.words if fold(word) not in linking]
        if len(content) == 1 and not name.is_abbreviation:
            yield content[0], name.language == code


def _ordinary(code: str) -> list[str]:
    """The words of a language that are common enough to be no misspellings."""
    return [word for word in top_n_list(code, MOST) if word.isalpha() and zipf_frequency(word, code) >= RARE]


def _read_as(word: str, lexicon: Lexicon, code: str, single: Collection[tuple[str, bool]]) -> Iterator[str]:
    """What a word, unless it is a term, is taken for; mended to, unless it is that in another form; the word of a term for itself."""
    row, index = tokens(word), lexicon.index
    key = fold(word)
    whole = index.whole(row)
    if whole is not None and whole.how == "inflected" and not any(_is_form(word, *term, lexicon, code) for term in single):
        yield whole.term
    if len(row) != 1 or whole is not None or len(key) < SHORTEST_MENDED:
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


def _is_form(word: str, term: str, native: bool, lexicon: Lexicon, code: str) -> bool:
    """Whether a word is another form of a term; of what is not of its language only with another ending: "tickets"."""
    language, stems = lexicon.languages[code], lexicon.index.stems[code]
    forms, whole = language.cut(word), language.cut(term)
    if native:
        return not {stem for form in forms for stem in stems(form)}.isdisjoint(stem for form in whole for stem in stems(form))
    same, form, shortest = max((Prefix.similarity(form, other), form, other) for form in forms for other in whole)
    return same >= len(shortest) - 1 and len(form) - same <= LONGEST_ENDING


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
