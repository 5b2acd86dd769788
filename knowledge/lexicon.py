"""What the words of a deck and its languages say: which language speaks, whose voice is meant, which terms stand in a text."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from knowledge.card import Deck
from knowledge.clauses import Phrasebook
from knowledge.language import Language
from knowledge.matching import Index, Mention
from knowledge.phrases import Phrases
from knowledge.text import Token, clean, fold, tokens, words

BY_THE_WAY = 60
"""A word that another language has so many times as often only stands in a pattern by the way."""

LISTED = 100
"""So many patterns a word is worth that stands in a list of its language."""


@contextmanager
def _collecting_later() -> Iterator[None]:
    """A big index is millions of objects and none of them garbage: looking for garbage between them would take a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class Lexicon:
    """All that reading needs to know of one deck. Built once; reading changes nothing."""

    @_collecting_later()
    def __init__(self, deck: Deck) -> None:
        self.index = Index.of(deck)
        self.languages = deck.languages
        self.phrases = Phrasebook(deck.languages.values(), self.index.words)
        for code, known in self.phrases.known_in.items():
            self.index.ordinary[code] |= known - self.index.words
        self.vocabularies = _vocabularies(deck.languages)
        self.asking = {code: frozenset(_asking(language)) for code, language in deck.languages.items()}
        """The words of each language that a question may hold beside its terms and still ask for no more than a meaning."""
        self.joining = {code: _joining(code, deck.languages) for code in deck.languages}
        """What joins terms in a text of each language: its own words, and those of other languages that it does not have."""
        self.grammar = {code: language.function_words - language.generic for code, language in deck.languages.items()}
        """The words of each language that are never a term in another form: Portuguese "você" is no VoC."""
        shared: dict[str, int] = {}
        for vocabulary in self.vocabularies.values():
            for word in vocabulary:
                shared[word] = shared.get(word, 0) + 1
        self._languages_of = shared
        self.spelt_out = lru_cache(maxsize=20_000)(self._spelt_out)
        self._spelt_in = lru_cache(maxsize=20_000)(self._letters)
        self._spoken_by = lru_cache(maxsize=20_000)(self._speaks)
        self._asked_as = {row: code for code, language in deck.languages.items() for row in language.asked_as}
        self._asked_first = frozenset(row[0] for row in self._asked_as if row)
        self._longest_ask = max((len(row) for row in self._asked_as), default=0)
        self._voices = _voices(deck)
        self.joints = {code: _joints(language) for code, language in deck.languages.items()}
        """What joins terms in several words, in each language: "as well as"."""
        self.pleas = {code: Phrases(language.pleas) for code, language in deck.languages.items()}
        """The pleas of each language."""

    def _spelt_out(self, key: str, language: str, speaking: frozenset[str]) -> tuple[str, ...]:
        """The words that a contraction stands for, in a language, else in those that speak beside it; none for other words."""
        known = self.vocabularies.get(language, frozenset())
        codes = [code for code in self.languages if code == language or (code in speaking and key not in known)]
        for word in dict.fromkeys((key, self.phrases.mended(key, language))):
            for code in codes:
                if word in self.languages[code].contractions:
                    return self.languages[code].contractions[word]
        return ()

    def mentions(self, text: str) -> list[Mention]:
        """The terms in a text, exact or inflected."""
        return self.index.mentions(tokens(clean(text)))

    def language_asked(self, text: Sequence[Token], inside: frozenset[int], spoken: str) -> tuple[str | None, frozenset[int]]:
        """The language that an answer is asked in, and the places of the words that ask for it."""
        keys = [self.phrases.mended(token.key, spoken) for token in text]
        for first in range(len(text)):
            if keys[first] not in self._asked_first:
                continue
            for length in range(min(self._longest_ask, len(text) - first), 0, -1):
                row = tuple(keys[first : first + length])
                if row in self._asked_as and first not in inside:
                    return self._asked_as[row], frozenset(range(first, first + length))
        return None, frozenset()

    def scores(self, text: Sequence[Token], mentions: Sequence[Mention]) -> dict[str, float]:
        """How much the words of a text speak for each language; a word of several languages speaks for each a little."""
        scores = dict.fromkeys(self.languages, 0.0)
        inside = {place for mention in mentions for place in range(mention.first, mention.last + 1)}
        for place, token in enumerate(text):
            whole = token.word and place not in inside
            for code, score in self._spoken_by(token.word, token.key) if whole else self._spelt_in(token.word or token.text):
                scores[code] += score
        for mention in mentions:
            spoken = {code for code in mention.languages if code in scores}
            if None not in mention.languages and spoken:
                for code in spoken:
                    scores[code] += 1.2 / len(spoken)
        return {code: round(score, 3) for code, score in scores.items() if score > 0}

    def _speaks(self, word: str, key: str) -> tuple[tuple[str, float], ...]:
        """How much a word speaks for each language that has it, or its letters.

        A slip speaks half as much as the word that is meant, and its letters do not count where they are another language's: "exçlain".
        """
        known = self._known_by(key)
        letters = dict(self._spelt_in(word))
        meant = self._known_by(self.phrases.mended(key)) if not known else {}
        if meant and meant.keys().isdisjoint(letters):
            return tuple((code, score / 2) for code, score in meant.items())
        return tuple((code, known.get(code, 0.0) + letters.get(code, 0.0)) for code in known | letters)

    def _known_by(self, key: str) -> dict[str, float]:
        """How much a key speaks for each language that has it: for one of several a little."""
        return {code: 1 / self._languages_of[key] for code, vocabulary in self.vocabularies.items() if key in vocabulary}

    def _letters(self, word: str) -> tuple[tuple[str, float], ...]:
        return tuple((code, 0.6) for code, language in self.languages.items() if not language.letters.isdisjoint(word))

    def voice(self, name: str) -> str | None:
        """The attributed voice of the deck that a name means."""
        wanted = words(name)
        endings = {ending for language in self.languages.values() for ending in language.endings if wanted and wanted[-1].endswith(ending)}
        owners = [(*wanted[:-1], wanted[-1].removesuffix(ending)) for ending in sorted(endings)]
        for said in (wanted, *owners):
            for by, row in self._voices.items():
                surname = len(said) == 1 and said[0] in row and len(said[0]) > 3
                if said == row or surname or (row and said[: len(row)] == row):
                    return by
        return None


def _asking(language: Language) -> Iterator[str]:
    yield from (*language.function_words, *language.cues, *language.contractions, *language.plea_words)


def _joining(code: str, languages: Mapping[str, Language]) -> frozenset[str]:
    known = languages[code].function_words
    others = {word for language in languages.values() for word in language.together if len(word) > 1 and word not in known}
    return languages[code].together | others


def _joints(language: Language) -> Phrases:
    several = sorted(join for join in language.together | language.either if " " in join)
    return Phrases({tuple(map(fold, join.split())): join for join in several})


def _vocabularies(languages: Mapping[str, Language]) -> dict[str, frozenset[str]]:
    """The words that questions are made with in each language; none that stands there by the way, as "what is" in a Swedish pattern.

    What counts is the share that a word has of its file, so that a small file keeps its words beside a big one.
    """
    shares = {code: _shares(language) for code, language in languages.items()}
    most: dict[str, float] = {}
    for shared in shares.values():
        for word, share in shared.items():
            most[word] = max(share, most.get(word, 0.0))
    return {code: frozenset(word for word, share in shared.items() if share * BY_THE_WAY >= most[word]) for code, shared in shares.items()}


def _shares(language: Language) -> dict[str, float]:
    """How much of a language file a word is; what its lists have counts as much as many patterns."""
    uses = Counter(word for frame in language.frames if frame.intent != "none" for word in frame.vocabulary)
    uses.update(word for row in language.pleas for word in row)
    for word in (*language.function_words, *language.cues, *language.contractions):
        uses[word] += LISTED
    total = uses.total()
    return {word: count / total for word, count in uses.items() if word}


def _voices(deck: Deck) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for card in deck.cards.values():
        for entry in card.languages.values():
            for voice in entry.voices:
                found.setdefault(voice.by, words(voice.by))
    for pair in deck.pairs.values():
        for written in pair.languages.values():
            for voice in written.voices:
                found.setdefault(voice.by, words(voice.by))
    return found
