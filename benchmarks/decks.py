"""Synthetic decks: the built-in one and as many concepts more, with terms made from real vocabulary. The same every time.

Words are drawn as languages use them, a few very often and most hardly ever (Zipf), so that thousands of terms share
a word or begin alike: an index of evenly spread words would be flattered. The cards are built directly, without YAML.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from knowledge.card import Alias, Card, Deck, Entry
from knowledge.clauses import question_words
from knowledge.language import Language
from knowledge.matching import names_of
from knowledge.text import fold, words

SEED = 1
MOST_WORDS = 25_000
"""How many of the commonest words of a language terms are made of."""

SHORTEST = 3
WORDS_IN_A_TERM = {1: 0.12, 2: 0.48, 3: 0.28, 4: 0.12}
"""How long terms are; those of the built-in deck (1: 0.23, 2: 0.43, 3: 0.27, 4: 0.05) with fewer single words, which run out."""

TERMS_OF_A_CONCEPT = {2: 0.25, 3: 0.5, 4: 0.25}
FLATTER = 3
"""Zipf-Mandelbrot's shift: the commonest word of a language is in about one of twenty of its terms."""

_LENGTHS, _LENGTH_WEIGHTS = list(WORDS_IN_A_TERM), list(accumulate(WORDS_IN_A_TERM.values()))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language, commonest first, and how often each is drawn."""

    code: str
    words: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, code: str, words: Sequence[str]) -> Vocabulary:
        """Words in the order of their frequency."""
        return cls(code, words, list(accumulate(1 / (rank + FLATTER) for rank in range(len(words)))))

    def term(self, dice: random.Random) -> str:
        """A term of one to four words. A single word is any of the list: glossaries hold rare words alone, common ones joined."""
        count = dice.choices(_LENGTHS, cum_weights=_LENGTH_WEIGHTS)[0]
        if count == 1:
            return dice.choice(self.words)
        return " ".join(dice.choices(self.words, cum_weights=self.weights, k=count))


def synthetic(base: Deck, concepts: int, seed: int = SEED) -> Deck:
    """The deck with so many concepts more, about three terms each, none of which another card has."""
    dice = random.Random(seed)
    taken = {"".join(fold(word) for word in name.words) for card in base.cards.values() for name in names_of(card)}
    spoken = [vocabulary(language, base) for language in base.languages.values()]
    spoken = [one for one in spoken if one.words]
    cards = {card.id: card for card in _cards(concepts, spoken, taken, dice)}
    return replace(base, cards={**base.cards, **cards}, name=f"{base.name} and {concepts} synthetic concepts")


def _cards(concepts: int, spoken: Sequence[Vocabulary], taken: set[str], dice: random.Random) -> Iterator[Card]:
    for number in range(concepts):
        first, second = dice.sample(spoken, 2) if len(spoken) > 1 else (spoken[0], spoken[0])
        count = dice.choices(list(TERMS_OF_A_CONCEPT), list(TERMS_OF_A_CONCEPT.values()))[0]
        term, other, *aliases = (_new(language, taken, dice) for language in (first, second, *[first] * (count - 2)))
        named = tuple(Alias(alias) for alias in aliases)
        entries = {second.code: Entry(second.code, other, other), first.code: Entry(first.code, term, term, named)}
        yield Card(f"synthetic-{number}", entries, domain="synthetic", source_language=first.code)


def _new(spoken: Vocabulary, taken: set[str], dice: random.Random) -> str:
    """A term that no card has yet; after a few vain tries a longer one."""
    term = spoken.term(dice)
    tries = 0
    while (key := fold(term.replace(" ", ""))) in taken:
        tries += 1
        term = spoken.term(dice) if tries < 5 else f"{term} {dice.choice(spoken.words)}"
    taken.add(key)
    return term


def vocabulary(language: Language, base: Deck) -> Vocabulary:
    """The words of a language that terms are made of, commonest first; without the words that questions are made of."""
    try:
        from wordfreq import top_n_list

        common = top_n_list(language.code, MOST_WORDS)
    except (ImportError, LookupError):  # not installed, or a language that it does not know
        common = _words_of_cards(language.code, base)
    asking = question_words(language)
    return Vocabulary.of(language.code, [word for word in common if len(word) >= SHORTEST and word.isalpha() and fold(word) not in asking])


def _words_of_cards(code: str, base: Deck) -> list[str]:
    counts: dict[str, int] = {}
    for card in base.cards.values():
        if code in card.languages:
            entry = card.languages[code]
            for word in words(" ".join((entry.definition, entry.usage, *entry.points, entry.importance, entry.improving))):
                counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))
