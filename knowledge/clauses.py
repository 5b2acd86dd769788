"""A message cut into clauses, its small slips in question words mended, and each clause tried against the frames."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, takewhile

from rapidfuzz.distance import OSA

from knowledge.frames import Alphabet, Frame
from knowledge.language import Language
from knowledge.nearness import NearTerms
from knowledge.text import QUESTION_MARKS, Token

MOST_CLAUSE_WORDS = 40
"""Longer clauses are read up to here; nobody asks for a meaning in a longer one."""

LONGEST_MENDED = 24
"""No question word is longer in any of our languages; a longer one is left alone, whatever it is."""

SHORTEST_UNUSED = 5
"""A word that only stands around questions is not what a shorter word is mended to."""

SHORTEST_MENDED = 4
"""Shorter words are not mended."""

TWO_SLIPS = 7
"""From so many letters on a question word may have two slips; with fewer, one."""

CLOSED = "\x00"
"""Put before the words of a term, so that no word of a frame that asks is found inside it."""

COMMAS = frozenset(",\u060c%")
"""Patterns do not see these marks: Polish puts a comma before each "że", and a figure is one with or without its "%"."""

_PAUSES = frozenset(",\u060c()/&+")

Starters = dict[tuple[str, ...], dict[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a message: the tokens from `first` up to `end`, and whether a question mark follows."""

    first: int
    end: int
    question: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in a clause: where its slots and names lie (token places, end exclusive), and what stands around it."""

    frame: Frame
    language: Language
    slots: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int], ...]
    before: tuple[int, int]
    after: tuple[int, int]
    weight: int
    """How many words of the frame itself were found."""


class Phrasebook:
    """The frames of all languages, found by the words that they need."""

    def __init__(self, languages: Collection[Language], term_words: Iterable[str]) -> None:
        self._terms = frozenset(term_words)
        self._prefixes = {language.code: language.prefixes for language in languages}
        self._find_anchors(languages)
        self._alphabet = Alphabet(word for language in languages for frame in language.frames for word in frame.vocabulary)
        self._expressions: dict[int, re.Pattern[str]] = {}
        self.starters = _starters(languages)
        said = {language.code: question_words(language) for language in languages}
        asked = {word for language in languages for row in language.asked_as for word in row}
        self.known = self._terms.union(asked, *said.values())
        """The words of terms, and all those that questions are made with."""
        self.known_in = {language.code: said[language.code] | language.lookalikes | asked for language in languages}
        self.known_in[""] = self.known.union(*(language.lookalikes for language in languages))
        """The words that need no mending in each language; in any, where none is known."""
        self._uses = _uses(languages)
        unused = {word for word in self.known - self._terms if len(word) >= SHORTEST_UNUSED}
        self._near = NearTerms(sorted(unused.union(self._uses)), slips_allowed)
        self.mended = lru_cache(maxsize=20_000)(self._mended)

    def _find_anchors(self, languages: Collection[Language]) -> None:
        """Each frame is found by the rarest of the words that it needs."""
        self.by_anchor: dict[str, list[tuple[int, Frame, Language]]] = {}
        common = Counter(word for language in languages for frame in language.frames for need in frame.needs for word in need)
        framed = ((frame, language) for language in languages for frame in language.frames)
        for order, (frame, language) in enumerate(framed):
            for anchor in min(frame.needs, key=lambda need: max(common[word] for word in need)):
                self.by_anchor.setdefault(anchor, []).append((order, frame, language))

    def _mended(self, key: str, language: str = "") -> str:
        """The question word that a slip of the finger made this of, or the word as it is: ordinary words are left alone.

        Of several as near, one of the language is meant, and of these the one that most frames use. Slips stay in an alphabet.
        """
        if not SHORTEST_MENDED <= len(key) <= LONGEST_MENDED or key in self._terms or key in self.known_in[language] or key.isdigit():
            return key
        if any(key.startswith(prefix) and key[len(prefix) :] in self.known_in[language] for prefix in self._prefixes.get(language, ())):
            return key
        near = [word for _, word in self._near.near(key) if word.isascii() == key.isascii()]
        return min(near, key=lambda word: self._farness(key, word, language), default=key)

    def _farness(self, key: str, word: str, language: str) -> tuple[float, int, str]:
        uses = self._uses.get(word, {})
        foreign = 0.5 if language and uses and language not in uses else 0.0
        return OSA.distance(key, word) + foreign, -uses.get(language, sum(uses.values())), word

    def matches(self, keys: Sequence[str], first: int) -> list[Match]:
        """The frames that fit a clause of these keys, whose first token is number `first`; most literal first."""
        places = [place for place, key in enumerate(keys, start=first) if key not in COMMAS] + [first + len(keys)]
        row = [key for key in keys if key not in COMMAS]
        opened = [key.removeprefix(CLOSED) for key in row]
        line = self._alphabet.spelt(opened)
        closed = line if opened == row else self._alphabet.spelt(row)
        said = set(opened)
        tried: dict[int, tuple[Frame, Language]] = {}
        for key in said:
            for order, frame, language in self.by_anchor.get(key, ()):
                for need in frame.needs:
                    if need.isdisjoint(said):
                        break
                else:
                    tried[order] = (frame, language)
        found = []
        for order in sorted(tried):
            frame, language = tried[order]
            hit = self._expression(order, frame).match(line if frame.intent == "none" else closed)
            if hit is not None:
                found.append(_match(frame, language, hit, places))
        found.sort(key=lambda match: (-match.weight, match.before[1] - match.before[0], match.after[1] - match.after[0]))
        return found

    def _expression(self, order: int, frame: Frame) -> re.Pattern[str]:
        """Made when first tried: most of a language's frames never are, and all together would cost half a second at every start."""
        found = self._expressions.get(order)
        if found is None:
            found = self._expressions[order] = frame.expression(self._alphabet)
        return found


def clauses(text: Sequence[Token], starters: Starters, spoken: Collection[str], inside: frozenset[int]) -> Iterator[Clause]:
    """The clauses of a text: cut at marks, and before a question word of a spoken language that follows a comma or an "and".

    One that begins with a bracket ends with it.
    """
    first = 0
    for place, token in enumerate(text):
        if token.stop:
            yield from _clause(text, first, place, asked(text, place))
            first = place + 1
        elif token.text == ")" and first and text[first - 1].text == "(":
            yield from _clause(text, first, place, question=False)
            first = place + 1
        elif place > first and place + 2 < len(text) and text[place + 2].word and place + 1 not in inside:
            joining = joined(text, place + 1, starters, spoken)
            if joining is not None and (token.text in _PAUSES or (token.word in joining and place not in inside)):
                yield from _clause(text, first, place, _question_follows(text, place))
                first = place + 1
    yield from _clause(text, first, len(text), question=False)


def asked(text: Sequence[Token], place: int) -> bool:
    """Whether the marks that end a sentence have a question mark among them: "what is this...?" """
    marks = takewhile(lambda token: token.stop, text[place:])
    return any(mark.text in QUESTION_MARKS for mark in marks)


def joined(text: Sequence[Token], place: int, starters: Starters, spoken: Collection[str]) -> frozenset[str] | None:
    """What may join a question to what stands before it, if one begins here; None if none does: "and *what is* ...", "e *o que* ..."."""
    single = (text[place].key,)
    alone, both = starters.get(single), starters.get((*single, text[place + 1].key)) if place + 1 < len(text) else None
    if alone is None and both is None:
        return None
    found = [joining for start in (alone, both) if start for code, joining in start.items() if code in spoken]
    return frozenset().union(*found) if found else None


def _clause(text: Sequence[Token], first: int, end: int, question: bool) -> Iterator[Clause]:
    if any(token.is_word for token in text[first:end]):
        yield Clause(first, min(end, first + MOST_CLAUSE_WORDS), question)


def _question_follows(text: Sequence[Token], place: int) -> bool:
    return next((token.text in QUESTION_MARKS for token in text[place:] if token.stop), False)


def _match(frame: Frame, language: Language, hit: re.Match[str], places: Sequence[int]) -> Match:
    spans = {name: (places[hit.start(name)], places[hit.end(name)]) for name, text in hit.groupdict().items() if text is not None}
    slots = tuple(span for name, span in spans.items() if name.startswith("slot"))
    names = tuple(span for name, span in spans.items() if name.startswith("name"))
    begins, ends = places[0], places[-1]
    before, after = spans.get("before", (begins, begins)), spans.get("after", (ends, ends))
    used = sum(end - start for start, end in (*slots, *names, before, after))
    return Match(frame, language, slots, names, before, after, ends - begins - used)


def _starters(languages: Collection[Language]) -> Starters:
    """The words that open a question, each with its languages and the words that may join it there to what stands before.

    "And", "the" or "for" alone open none, although a pattern may begin so.
    """
    found: Starters = {}
    for language in languages:
        joining = language.together | language.either
        light = joining | language.definite | language.linking | language.context
        own = {language.code: joining}
        for row in set().union(*(frame.openers for frame in language.frames)):
            if len(row) > 1 or row[0] not in light:
                found[row] = {**found[row], **own} if row in found else own
    return found


def question_words(language: Language) -> frozenset[str]:
    """The words that questions in a language are made with."""
    framed = (word for frame in language.frames for word in frame.vocabulary)
    return language.function_words.union(framed, language.plea_words, language.cues, language.contractions)


def _uses(languages: Collection[Language]) -> dict[str, dict[str, int]]:
    """In how many frames of each language a word stands; words of pleas, cues and contractions count as in none."""
    found: dict[str, dict[str, int]] = {}
    for language in languages:
        for word in chain(language.plea_words, language.cues, language.contractions):
            found.setdefault(word, {})
        for word in (word for frame in language.frames for word in frame.vocabulary):
            uses = found.setdefault(word, {})
            uses[language.code] = uses.get(language.code, 0) + 1
    return found


def slips_allowed(length: int) -> int:
    """How many edits a question word of that many letters may have and still be read."""
    return 0 if length < SHORTEST_MENDED else 1 if length < TWO_SLIPS else 2
