"""The terms of a deck, indexed; and the mentions of them in a text, each with how and how surely it was found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, islice, product
from math import inf
from sys import intern
from typing import Literal, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from knowledge.card import Card, Deck
from knowledge.language import Language
from knowledge.nearness import NearTerms, allowance
from knowledge.text import Token, as_typed, clean, fold, tokens

How = Literal["exact", "folded", "inflected", "misspelt"]
SURENESS: Mapping[How, float] = {"exact": 1.0, "folded": 0.98, "inflected": 0.95, "misspelt": 0.9}
"""How sure a mention is at best; one edit in a term of n letters takes 1/n off."""

LONGEST = 7
"""How many words of a text are read as one term at most."""

COMMON = 4
"""A word that so many concepts begin or end with may be left out where several are named: "service, success and experience"."""

MOST_MODIFIERS = 12

MOST_FORMS = 64
"""In how many ways a term is indexed whose words may be written together with others."""

MOST_READINGS = 8
"""In how many ways a misspelt text is taken apart before it is compared."""

MOST_CORRECTIONS = 3
"""As how many words of terms an unknown word is read at most."""

LONGEST_WORD = 60
"""A longer word is not looked at for misspellings, nor taken apart."""

TELLING, FEWEST_TELLING = 4, 2
"""Words of so many letters tell a term. So many others beside it make a slip of an ordinary word: "self *serve* support portals".

With one other word "client person" would be a client persona, unless the word is the rarer one: "customer *heath*".
"""

SHORTEST_LACKING = 4
"""A shorter text is not read as a term that lacks a letter: "GDP" is no misspelling."""

SHORTEST_BORROWED = 6
"""A borrowed word with fewer letters is rather a slip: Polish "chun" is churn."""

SHORTEST_STEM = 5
"""Stems with fewer letters are not searched for misspellings: too many words are near them."""


@dataclass(frozen=True, slots=True)
class Name:
    """One way to say a concept. `language` is None where it is no evidence of one: abbreviations, loanwords."""

    text: str
    concept: str
    language: str | None
    words: tuple[str, ...]
    shared: bool = False
    instead: str | None = None
    """What is shown for it, where it is found but never shown itself."""

    @property
    def is_abbreviation(self) -> bool:
        """Whether it is written in capitals. Such a name takes endings and has no stem: "SLAs", but Swedish "kamera" is no KAM."""
        return self.text.isupper() and self.text.isalpha()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names a concept, or one of several.

    `first` and `last` are the tokens it spans, `concepts` the candidates (more than one: ambiguous), `term` the term it was read as.
    """

    text: str
    first: int
    last: int
    concepts: tuple[str, ...]
    how: How
    confidence: float
    languages: frozenset[str | None]
    term: str
    hidden: bool = False
    """It was found by a form that is never shown."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A concept that a misspelt text may mean: what it was read as, and how far that is, in edits.

    A stem is half an edit farther than the word itself, so that "succes manager" is nearer to the manager than to management.
    """

    name: Name
    distance: float
    length: int
    """Of the key that was met, in letters: it decides how many edits are few."""


class Piece(NamedTuple):
    """Some words of a term, which stand before the rest of it or behind."""

    before: bool
    words: tuple[str, ...]


class Correction(NamedTuple):
    """A word of a term that an unknown word may be a misspelling of, and how far it is, in edits."""

    distance: float
    word: str


class Found(NamedTuple):
    """Tokens of a text that spell names, and how."""

    first: int
    last: int
    how: How
    names: Sequence[Name]
    code: str | None = None
    """The language that it is inflected in."""


Spanning = TypeVar("Spanning", Mention, Found)


class Index:
    """All names of a deck by their keys. Built once; read-only afterwards."""

    def __init__(self, cards: Mapping[str, Card], languages: Mapping[str, Language]) -> None:
        self.languages = languages
        self.stems = {code: lru_cache(maxsize=20_000)(language.stems) for code, language in languages.items()}
        """The two keys that the inflected forms of a word share, by language: see `Language.stems`; kept for words met before."""
        self._by_key: dict[str, tuple[Name, ...]] = {}
        self._by_stem: dict[str, dict[str, tuple[Name, ...]]] = {code: {} for code in languages}
        self._with_ending: dict[str, dict[str, tuple[Name, ...]]] = {code: {} for code in languages}
        self._first_keys: dict[str, int] = {}
        self._openings: dict[str, set[str]] = {code: set() for code in languages}
        self._first_stems: dict[str, dict[str, int]] = {code: {} for code in languages}
        """What terms begin with, and how many words the longest of these terms has."""
        self.words: set[str] = set()
        self._short: set[str] = set()
        """The words of terms that are too short to be cut from what is written together with them, unless they are known."""
        self._stem_words: dict[str, dict[str, str]] = {code: {} for code in languages}
        """The stems of the words of terms, each with a word that has it."""
        self.ordinary: dict[str, frozenset[str]] = {code: _ordinary(language, languages) for code, language in languages.items()}
        self.ordinary[""] = frozenset().union(*self.ordinary.values())
        """Words that are what they are in a language, and no misspelling of a term's word; in any, where none is known."""
        for card in cards.values():
            for name in names_of(card):
                self._add(name)
        self._opened_by = lru_cache(maxsize=20_000)(self._openings_of)
        self._lacking: dict[str, list[str]] = {}
        for key in self._by_key:
            if len(key) <= SHORTEST_LACKING + 2:
                for place in range(len(key)):
                    self._lacking.setdefault(key[:place] + key[place + 1 :], []).append(key)
        self.modifiers = self._modifiers(name for names in self._by_key.values() for name in names)
        self._near = NearTerms(sorted(self._by_key))
        self._near_words = NearTerms(sorted(self.words))
        self._near_short_words = NearTerms(sorted(word for word in self.words if len(word) == TELLING), lambda _: 1)
        self._near_word_stems = {code: NearTerms(sorted(stems)) for code, stems in self._stem_words.items()}
        self._squashed = lru_cache(maxsize=20_000)(self._squashed_of)
        self.corrections = lru_cache(maxsize=20_000)(self._corrections_of)
        self.one_letter_off = lru_cache(maxsize=20_000)(self._words_one_off)
        self._near_stems = {
            code: NearTerms(sorted(key for key in stems if len(key) >= SHORTEST_STEM)) for code, stems in self._by_stem.items()
        }

    @classmethod
    def of(cls, deck: Deck) -> Index:
        """The index of a deck."""
        return cls(deck.cards, deck.languages)

    def _add(self, name: Name) -> None:
        keys = [fold(word) for word in name.words]
        _add_name(self._by_key, "".join(keys), name)
        _keep_most(self._first_keys, keys[0], len(keys))
        self.words.update(keys)
        self._short.update(key for key in keys if len(key) == 2)
        for code in [name.language] if name.language in self.languages else self.languages:
            language = self.languages[code]  # type: ignore[index]
            content = [word for word in name.words if fold(word) not in language.linking] or name.words
            for stems in self._variants(content, language) if language.prefixes or not name.is_abbreviation else ():
                _add_name(self._by_stem[language.code], "".join(stems), name)
                self._stem_words[language.code].update(zip(stems, content, strict=True))
                _keep_most(self._first_stems[language.code], stems[0], len(stems))
                if language.prefixes:
                    self._openings[language.code].update(accumulate(stems))
                    self.words.update(stems)
            if len(keys) == 1 and (name.language is None or name.is_abbreviation):
                for ending in language.endings:
                    _add_name(self._with_ending[language.code], keys[0] + ending, name)
                    _keep_most(self._first_stems[language.code], keys[0], 1)
                    _keep_most(self._first_stems[language.code], keys[0] + ending, 1)

    def _variants(self, row: Sequence[str], language: Language) -> set[tuple[str, ...]]:
        """The stems of a row of words: as spelt, without diacritics, and without what may be written together with them."""
        if language.prefixes:
            return set(islice(product(*(self._forms(fold(word), language) for word in row)), MOST_FORMS))
        return {tuple(variant) for variant in zip(*(self.stems[language.code](word) for word in row), strict=True)}

    def _forms(self, key: str, language: Language) -> tuple[str, ...]:
        """The stems of a word and of what is left of it without each prefix that it may have."""
        stems = self.stems[language.code]
        forms = dict.fromkeys(stems(form)[0] for form in language.cut(key))
        forms |= {key[len(prefix) :]: None for prefix in language.prefixes if key.startswith(prefix) and key[len(prefix) :] in self._short}
        return tuple(forms)

    # ---- exact and inflected -------------------------------------------------------------------------------------

    def mentions(self, text: Sequence[Token], codes: Collection[str] = ()) -> list[Mention]:
        """The mentions of a text that need no guessing: chosen together, so that the longest reading of the whole wins.

        Inflected forms are looked for in the languages of these codes, or in all.
        """
        found = [found for place in range(len(text)) for found in self._starting_at(text, place, codes)]
        return [_mention(text, chosen, found) for chosen in _best_row(found, text)] if found else []

    def whole(self, text: Sequence[Token]) -> Mention | None:
        """The mention that spans all of the words given, if they are a term."""
        return next((_mention(text, found) for found in self._starting_at(text, 0) if found.last == len(text) - 1), None)

    def _starting_at(self, text: Sequence[Token], place: int, codes: Collection[str] = ()) -> Iterator[Found]:
        token = text[place]
        if not token.word:
            return
        opened, glued = self._opened_by(token.word), place + 1 < len(text) and text[place + 1].glued
        longest = LONGEST if glued else self._first_keys.get(token.key, 0)
        if not (opened or longest):
            return
        ends = _window_ends(text, place)
        if longest:
            key = ""
            for last in range(place, ends):
                if last > place and not text[last].glued:
                    longest -= 1
                if longest <= 0:
                    break
                key += text[last].key
                names = self._by_key.get(key)
                if names:
                    found = _as_typed(names, text, place, last)
                    if found.how == "exact" or not _ends_in_a_letter(text, place, last):
                        yield found
        for code in opened:
            if codes and code not in codes:
                continue
            yield from self._inflected_at(text, place, ends, code, self.languages[code])

    def _openings_of(self, word: str) -> tuple[str, ...]:
        """The languages in which a term may begin with an inflected form of a word."""
        key = fold(word)
        found = []
        for code, language in self.languages.items():
            forms = self._forms(key, language) if language.prefixes else (*self.stems[code](word), key)
            if any(form in self._first_stems[code] for form in forms):
                found.append(code)
        return tuple(found)

    def _inflected_at(self, text: Sequence[Token], place: int, ends: int, code: str, language: Language) -> Iterator[Found]:
        if language.prefixes:
            yield from self._prefixed_at(text, place, ends, code, language)
            return
        stems, starts, named, ended = self.stems[code], self._first_stems[code], self._by_stem[code], self._with_ending[code]
        for variant in (0, 1):
            key, typed, left, alone = "", "", 0, True
            for last in range(place, ends):
                token = text[last]
                if last > place and token.key in language.linking:
                    alone = False
                    continue
                stem = stems(token.word)[variant]
                if last == place:
                    left = starts.get(stem, 0)
                elif not token.glued:
                    left, alone = left - 1, False
                if left <= 0:
                    break
                key += stem
                typed += token.key
                names = named.get(key) or (ended.get(typed) if alone else None)
                if names:
                    yield Found(place, last, "inflected", _likest(names, text[place : last + 1]), code)
            if all(token.word == token.key for token in text[place:ends]):
                break

    def _prefixed_at(self, text: Sequence[Token], place: int, ends: int, code: str, language: Language) -> Iterator[Found]:
        """Terms in a language whose words may be written together with what stands before them: each reading of each word is tried."""
        keys = {""}
        for last in range(place, ends):
            if last > place and text[last].key in language.linking:
                continue
            keys = {key + form for key in keys for form in self._forms(text[last].key, language)}
            names = [name for key in sorted(keys) for name in self._by_stem[code].get(key) or self._with_ending[code].get(key) or ()]
            if names:
                yield Found(place, last, "inflected", _likest(list(dict.fromkeys(names)), text[place : last + 1]), code)
            keys &= self._openings[code]
            if not keys:
                break

    # ---- misspelt ------------------------------------------------------------------------------------------------

    def misspelt(
        self, text: Sequence[Token], mentions: list[Mention], code: str, codes: Collection[str], elsewhere: Callable[[str], float]
    ) -> list[Mention]:
        """The mentions of a text, with those that appear when words are read as the words of terms nearest to them.

        Unknown words are read so anywhere, others only within a term whose other words stand there: "customer heath score".
        `elsewhere` says how many edits a key is from a word that is no term's: one nearer to that is no term by itself.
        """
        inside = {place for mention in mentions for place in range(mention.first, mention.last + 1)}
        rows = {
            place: corrections
            for place, token in enumerate(text)
            if len(token.key) >= SHORTEST_STEM and place not in inside and (corrections := self.corrections(token.word, code))
        }
        nearer = {place for place, row in rows.items() if row[0].distance > elsewhere(text[place].key)}
        near: dict[tuple[int, int], list[Mention]] = {}
        for number in range(max(map(len, rows.values()), default=0)):
            chosen = {place: row[min(number, len(row) - 1)] for place, row in rows.items()}
            changed = [_spelt(token, chosen[place].word) if place in chosen else token for place, token in enumerate(text)]
            for first in range(len(text)):
                for found in self._starting_at(changed, first, codes):
                    edits = sum(chosen[place].distance for place in range(first, found.last + 1) if place in chosen)
                    if edits and not nearer.issuperset(range(first, found.last + 1)):
                        near.setdefault((first, found.last), []).append(_guessed(_mention(text, found), edits))
        for found in self._around_a_slip(text, rows, code, codes):
            near.setdefault((found.first, found.last), []).append(_guessed(_mention(text, found), 1))
        for found, edits in self._written_as_one(text, inside, code):
            near.setdefault((found.first, found.last), []).append(_guessed(_mention(text, found), edits))
        sure = [mention for row in near.values() if (mention := _clearest(row)) is not None]
        return _best_row([*mentions, *sure], text) if sure else mentions

    def _written_as_one(self, text: Sequence[Token], inside: Set[int], code: str) -> Iterator[tuple[Found, float]]:
        """The terms that words with nothing but hyphens between them may be a misspelling of: "onmi-channel", "cros-selling"."""
        for first, last in _glued(text):
            key = "".join(token.key for token in text[first : last + 1])
            if inside.isdisjoint(range(first, last + 1)) and key not in self.ordinary[code]:
                for distance, other in self._near.near(key):
                    edits = distance + _first_letter(key, other)
                    if edits <= 1:
                        yield Found(first, last, "exact", self._by_key[other]), edits

    def _around_a_slip(self, text: Sequence[Token], unknown: Collection[int], code: str, codes: Collection[str]) -> Iterator[Found]:
        """Terms that stand in a text but for one letter of a word, if enough of their other words stand there as they are."""
        for place, token in enumerate(text):
            if len(token.key) < TELLING or place in unknown or token.key in self.words:
                continue
            if not any(beside.key in self.words for beside in text[max(0, place - 1) : place + 2]):
                continue
            forms = self.languages[code].cut(token.key) if code in self.languages else [token.key]
            if not self.words.isdisjoint(forms):
                continue
            rarer = code in self.languages and len(token.key) >= SHORTEST_STEM and token.key in self.languages[code].rarer
            fewest = 1 if rarer or self.ordinary[code].isdisjoint(forms) else FEWEST_TELLING
            for word in dict.fromkeys(word for form in forms if len(form) >= TELLING for word in self.one_letter_off(form)):
                changed = [*text[:place], _spelt(token, word), *text[place + 1 :]]
                for first in range(max(0, place - LONGEST + 1), place + 1):
                    for found in self._starting_at(changed, first, codes):
                        if found.last >= place and _others(text, found, place) >= fewest:
                            yield found

    def _words_one_off(self, key: str) -> tuple[str, ...]:
        """The words of terms that are one edit from a key, with the same first letter."""
        near = chain(self._near_words.near(key), self._near_short_words.near(key) if len(key) <= TELLING + 1 else ())
        return tuple(word for distance, word in near if distance == 1 and key[0] == word[0])

    def _corrections_of(self, word: str, code: str) -> tuple[Correction, ...]:
        """The words of terms that an unknown word may be a misspelling of, nearest first; inflected as in a language."""
        key = fold(word)
        if len(key) > LONGEST_WORD or key.isdigit() or key in self.words or key in self.ordinary[code]:
            return ()
        found: dict[str, float] = {}
        for form in self._bare_forms(key, code):
            shortened = 0.5 if key.startswith(form) and form != key else 0.0
            for edits, other in self._words_near(form):
                if edits + shortened <= allowance(len(other)):
                    found[other] = min(edits + shortened, found.get(other, inf))
        if not found and code in self.languages:
            stem = self.stems[code](word)[0]
            for distance, other in self._near_word_stems[code].near(stem):
                edits = distance + _first_letter(stem, other) + 0.5
                if int(edits) <= allowance(len(other)):
                    whole = self._stem_words[code][other]
                    found[whole] = min(edits, found.get(whole, edits))
        ranked = sorted((edits, other) for other, edits in found.items())
        return tuple(Correction(edits, other) for edits, other in ranked[:MOST_CORRECTIONS])

    def farness(self, key: str) -> float:
        """How many edits a key is from the nearest word of a term as it stands; infinitely many where it is near none."""
        return min((edits for edits, _ in self._words_near(key)), default=inf)

    def _words_near(self, key: str) -> Iterator[tuple[float, str]]:
        """The words of terms that a key may be a misspelling of, each with how many edits it is from it."""
        for distance, word in self._near_words.near(key):
            edits = distance + _first_letter(key, word)
            if edits <= allowance(len(word)):
                yield edits, word

    def _bare_forms(self, key: str, code: str) -> list[str]:
        """A word, and what it is without what a language may put before or behind it."""
        if code not in self.languages:
            return [key]
        language = self.languages[code]
        shortest = max(SHORTEST_STEM, language.shortest)
        ends = {key[: -len(ending)] for ending in language.endings if key.endswith(ending) and len(key) - len(ending) >= shortest}
        return [*language.cut(key), *sorted(ends)]

    def near(self, text: Sequence[Token], code: str) -> list[NearMiss]:
        """What the words, taken as one term, may be a misspelling of, inflected as in a language: nearest first, one for each concept."""
        found: dict[str, NearMiss] = {}
        plain = "".join(token.key for token in text)
        for distance, key in self._near.near(plain):
            _keep_nearest(found, self._by_key[key], distance + _first_letter(plain, key), len(key))
        language = self.languages[code]
        content = [token.word for token in text if token.key not in language.linking]
        queries = sorted({"".join(row) for row in self._variants(content, language)} - {plain}, key=lambda query: (-len(query), query))
        for stems in queries[:MOST_READINGS]:
            if len(stems) < SHORTEST_STEM - 1:
                continue
            for distance, key in self._near_stems[code].near(stems):
                _keep_nearest(found, self._by_stem[code][key], distance + _first_letter(stems, key) + 0.5, len(key))
        return sorted(found.values(), key=lambda miss: (miss.distance, miss.name.concept))

    def short_near(self, text: Sequence[Token]) -> list[Name]:
        """Abbreviations and short words that a slip of the finger makes of the text: two letters swapped, one too many or too few."""
        key = "".join(token.key for token in text)
        found: dict[str, Name] = {}
        if not 3 <= len(key) <= 5:
            return []
        longer = (other for other in self._lacking.get(key, ()) if len(key) >= SHORTEST_LACKING)
        for other in dict.fromkeys((*sorted(_slips(key)), *longer)):
            for name in self._by_key.get(other, ()):
                found.setdefault(name.concept, name)
        return list(found.values())

    # ---- parts of terms ------------------------------------------------------------------------------------------

    def pieces(self, term: str) -> list[Piece]:
        """The pieces of a term that another word may lean on: "customer" of "customer service", "kund" of "kundservice"."""
        row = tuple(token.word for token in tokens(clean(term)) if token.is_word)
        found = [Piece(True, row[:cut]) for cut in range(len(row) - 1, 0, -1)]
        found += [Piece(False, row[cut:]) for cut in range(1, len(row))]
        if len(row) == 1:
            found += [Piece(True, (row[0][:cut],)) for cut in range(len(row[0]) - 3, 2, -1)]
        return found

    def completed(self, row: Sequence[Token], piece: Piece) -> Sequence[Name]:
        """The names that a row of words makes together with a piece."""
        plain, own = "".join(fold(word) for word in piece.words), "".join(token.key for token in row)
        names = self._by_key.get(plain + own if piece.before else own + plain)
        if names:
            return names
        inner = tuple(token.word for token in row)
        for code in self.languages:
            for around, within in product(self._squashed(piece.words, code), self._squashed(inner, code)):
                names = self._by_stem[code].get(around + within if piece.before else within + around)
                if names:
                    return names
        return []

    def _squashed_of(self, row: tuple[str, ...], code: str) -> tuple[str, ...]:
        """The stems of words in a language, written together; in each of their variants."""
        language = self.languages[code]
        content = [word for word in row if fold(word) not in language.linking]
        return tuple(sorted({"".join(stems) for stems in self._variants(content, language)}))

    def _modifiers(self, names: Iterable[Name]) -> list[Piece]:
        """What many concepts begin or end with, the most common first."""
        ends: dict[tuple[bool, str], list[str]] = {}
        for name in names:
            if len(name.words) > 1:
                ends.setdefault((True, name.words[0]), []).append(name.concept)
                ends.setdefault((False, name.words[-1]), []).append(name.concept)
            elif name.language is not None and name.language in self.languages and self.languages[name.language].compounds:
                ends.setdefault((True, name.words[0][:4]), []).append(name.concept)
        counted = ((len(set(concepts)), end) for end, concepts in ends.items())
        common = sorted(((count, end) for count, end in counted if count >= COMMON), reverse=True)
        return [Piece(before, (word,)) for _, (before, word) in common[:MOST_MODIFIERS]]


def _add_name(found: dict[str, tuple[Name, ...]], key: str, name: Name) -> None:
    found[key] = (*found.get(key, ()), name)


def _keep_most(found: dict[str, int], key: str, count: int) -> None:
    if found.get(key, 0) < count:
        found[key] = count


def _keep_nearest(found: dict[str, NearMiss], names: Iterable[Name], distance: float, length: int) -> None:
    for name in names:
        known = found.get(name.concept)
        if known is None or distance < known.distance:
            found[name.concept] = NearMiss(name, distance, length)


def names_of(card: Card) -> Iterator[Name]:
    """Every name of a concept, in all its languages."""
    for abbreviation in card.abbreviations:
        yield _name(abbreviation.text, card.id, None, shared=abbreviation.shared)
    for code, entry in card.languages.items():
        yield _name(entry.term, card.id, code)
        for alias in entry.aliases:
            yield _name(alias.text, card.id, None if alias.loanword else code, shared=alias.shared)
        for hidden in entry.hidden:
            yield _name(hidden, card.id, None, instead=entry.term)


def _name(text: str, concept: str, language: str | None, *, shared: bool = False, instead: str | None = None) -> Name:
    cleaned = clean(text)
    plain = cleaned.replace(" ", "").isalpha()
    row = cleaned.casefold().split() if plain else [token.word for token in tokens(cleaned) if token.word]
    return Name(text, concept, language, tuple(map(intern, row)), shared, instead)


def _window_ends(text: Sequence[Token], place: int) -> int:
    last = place
    while last < len(text) and last - place < LONGEST and text[last].is_word:
        last += 1
    return last


def _as_typed(names: Sequence[Name], text: Sequence[Token], first: int, last: int) -> Found:
    typed = tuple([token.word for token in text[first : last + 1]])
    exact = [name for name in names if name.words == typed]
    return Found(first, last, "exact", exact) if exact else Found(first, last, "folded", names)


def _glued(text: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The first and the last place of each row of words with nothing but hyphens between them."""
    first = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not text[place].glued:
            if place - first > 1:
                yield first, place - 1
            first = place


def _likest(names: Sequence[Name], text: Sequence[Token]) -> Sequence[Name]:
    """Of names with the same stems, those nearest to the text as it stands: managers and management may share one."""
    if len({name.concept for name in names}) == 1:
        return names
    said = [token.word for token in text]
    far = [OSA.distance(said, name.words) + OSA.normalized_distance(" ".join(said), " ".join(name.words)) for name in names]
    return [name for name, distance in zip(names, far, strict=True) if distance == min(far)]


def _ends_in_a_letter(text: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word of one letter stands behind longer ones: "CX o" is no CXO, while "C S M" is spelt out."""
    return last > first and len(text[last].key) == 1 and not text[last].glued and len(text[first].key) > 1


def _mention(text: Sequence[Token], found: Found, others: Iterable[Found] = ()) -> Mention:
    """What was found, as a mention; an ending that only some languages have speaks for these, also behind an international word."""
    languages = {name.language for name in found.names}
    if found.how == "inflected":
        languages = languages - {None} or {other.code for other in (found, *others) if other[:3] == found[:3]}
    return Mention(
        text=as_typed(text[found.first : found.last + 1]), first=found.first, last=found.last,
        concepts=tuple(dict.fromkeys(name.concept for name in found.names)), how=found.how, confidence=SURENESS[found.how],
        languages=frozenset(languages), term=found.names[0].instead or found.names[0].text,
        hidden=found.names[0].instead is not None,
    )  # fmt: skip


def _first_letter(query: str, key: str) -> int:
    """A wrong first letter counts twice: people seldom miss it, and it often makes another word ("attention", "retention")."""
    if query[0] == key[0] or (len(query) > 1 and query[0] == key[1] and query[1] == key[0]):
        return 0
    return 1 if len(key) < 13 else 0


def _slips(key: str) -> set[str]:
    swapped = {key[:place] + key[place + 1] + key[place] + key[place + 2 :] for place in range(len(key) - 1)}
    fewer = {key[:place] + key[place + 1 :] for place in range(len(key))} if len(key) > 3 else set()
    return (swapped | fewer) - {key}


def _spelt(token: Token, word: str) -> Token:
    return token._replace(word=word, key=fold(word))


def _ordinary(language: Language, languages: Mapping[str, Language]) -> frozenset[str]:
    """The words that only look like misspelt terms, those that a language borrows among them."""
    borrowed = (word for code in language.borrows if code in languages for word in languages[code].lookalikes)
    return language.lookalikes.union(word for word in borrowed if len(word) >= SHORTEST_BORROWED)


def _others(text: Sequence[Token], found: Found, place: int) -> int:
    """How many telling words of what was found stand beside one of them."""
    return sum(len(text[other].key) >= TELLING for other in range(found.first, found.last + 1) if other != place)


def _guessed(mention: Mention, edits: float) -> Mention:
    """A mention that was found in a corrected text."""
    return replace(mention, how="misspelt", confidence=round(max(0.5, SURENESS["misspelt"] - edits / max(1, len(mention.text)) / 2), 3))


def _clearest(row: list[Mention]) -> Mention | None:
    """The surest of several readings of the same words, if no other concept is as sure."""
    row = sorted(row, key=lambda mention: -mention.confidence)
    rivals = [mention for mention in row if mention.concepts != row[0].concepts]
    return None if rivals and rivals[0].confidence == row[0].confidence else row[0]


def _best_row(candidates: Iterable[Spanning], text: Sequence[Token]) -> list[Spanning]:
    """The candidates that do not overlap and together say most: many letters in one term beat as many in two."""
    ending: dict[int, list[Spanning]] = {}
    for candidate in candidates:
        ending.setdefault(candidate.last, []).append(candidate)
    reached = list(accumulate((len(token.text) + 1 for token in text), initial=0))
    best: list[tuple[float, Spanning | None]] = [(0.0, None)]
    for last in range(len(text)):
        most, choice = best[last][0], None
        for candidate in ending.get(last, ()):
            letters = reached[last + 1] - reached[candidate.first] - 1
            worth = best[candidate.first][0] + letters**1.5 * _sureness(candidate)
            if worth > most:
                most, choice = worth, candidate
        best.append((most, choice))
    row: list[Spanning] = []
    place = len(text)
    while place > 0:
        found = best[place][1]
        if found is None:
            place -= 1
        else:
            row.append(found)
            place = found.first
    return row[::-1]


def _sureness(candidate: Mention | Found) -> float:
    return candidate.confidence if isinstance(candidate, Mention) else SURENESS[candidate.how]


def clear(misses: Sequence[NearMiss]) -> bool:
    """Whether the nearest concept is near enough to answer, and clearly nearer than any other."""
    if not misses or int(misses[0].distance) > allowance(misses[0].length):
        return False
    return len(misses) == 1 or misses[1].distance > misses[0].distance
