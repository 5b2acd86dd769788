"""What stands in the slot of a question -> the things asked about, each a concept, a choice of concepts, or words that no card has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from knowledge.language import Language
from knowledge.matching import SURENESS, Index, Mention, Name, Piece, clear
from knowledge.nearness import allowance
from knowledge.text import Token, as_typed, fold

SHORTEST_SURE = 4
"""A shorter text is never surely a misspelling."""

FEWEST_ROW = 3
"""So many terms side by side are several things; of two, one may describe the other: "SaaS churn"."""

MOST_EDITS_REGROUPED = 1.5
"""A misspelt term in more or fewer words than its own has no more edits than this: "resiliência" is no "reter clientes"."""

LONGEST_ABBREVIATION = 4
"""Terms that are so short are abbreviations: "B2B SaaS" is two of them, and "CSS" not more than one CS."""

CENTURIES = ("19", "20")
"""What a number of four figures begins with that is rather a year."""

MOST_SIDES = 8
MOST_CHOICES = 5
Join = Literal["", "together", "either", "versus"]


@dataclass(frozen=True, slots=True)
class Side:
    """One thing asked about. `concepts`: one is settled, several are a choice, none is unmatched."""

    text: str
    first: int
    last: int
    concepts: tuple[str, ...] = ()
    mention: Mention | None = None
    extra: int = 0
    """Words beside the mention that are neither part of it nor empty."""
    sure: bool = True
    """False: a guess too far to be answered, only to be offered."""

    @property
    def settled(self) -> bool:
        """Whether it is surely one concept."""
        return len(self.concepts) == 1 and self.sure


@dataclass(frozen=True, slots=True)
class Slot:
    """All that a slot holds."""

    sides: tuple[Side, ...]
    join: Join = ""
    pronoun: bool = False
    definite: bool = False
    personal: bool = False
    """Somebody's own ("our churn"), or tied to here and now ("this month"), or a count."""
    counts: bool = False
    """It holds a figure that is no part of a term."""
    context: tuple[tuple[int, Token], ...] = ()
    """The words behind the things asked about that only say where, with their places."""


@dataclass(frozen=True, slots=True)
class _Part:
    first: int
    end: int
    aside: bool = False


class SlotReader:
    """Reads slots of one text in one language."""

    def __init__(
        self, index: Index, language: Language, text: Sequence[Token], mentions: Sequence[Mention], inside: frozenset[int],
        remarks: frozenset[int], joining: frozenset[str], mend: Callable[[str, str], str],
    ) -> None:  # fmt: skip
        self.index = index
        self._mend = mend
        self.language = language
        self.text = text
        self.mentions = mentions
        self._inside = inside
        self._joining = joining
        self._ordinary = index.ordinary[language.code]
        self._stems = index.stems[language.code]
        self._remarks = remarks

    def read(self, first: int, end: int, *, guess: bool = True, apart: bool = False) -> Slot:
        """The things named between two places. Without `guess`, nothing is read as misspelt; `apart`: terms side by side are several."""
        if self._is_pronoun(first, end):
            return Slot((), pronoun=True)
        first, end, definite, owned = self._trimmed(first, end)
        if first < end and first not in self._inside and self.text[first].key in self.language.context:
            return Slot(())
        end, context = self._without_context(first, end)
        first, end, _, owned_behind = self._trimmed(first, end)
        parts, join = self._parts(first, end)
        parts = [piece for part in parts for piece in (self._apart(part) if apart or self._is_row(part) else [part])]
        sides = [self._plain(part) for part in parts[:MOST_SIDES]]
        sides = self._asides_merged(parts, sides)
        sides = self._completed(sides)
        if guess:
            sides = [side if side.concepts and not side.extra else self._guessed(side) for side in sides]
            sides = self._completed(sides, guess=True)
        sides = settled_by_each_other([side for side in sides if side.concepts or side.text])
        personal = owned or owned_behind or self._ties_to_now(first, end) or self._ties_to_now(*context)
        personal = personal or self._owned(first, end) or self._owned(*context)
        return Slot(
            tuple(sides), join if len(sides) > 1 else "", definite=definite, personal=personal, counts=self._counts(first, end),
            context=tuple(enumerate(self.text[context[0] : context[1]], start=context[0])),
        )  # fmt: skip

    # ---- what surrounds the things asked about -----------------------------------------------------------------

    def _trimmed(self, first: int, end: int) -> tuple[int, int, bool, bool]:
        """The span without empty words at its ends; whether a definite article and a possessive went away."""
        definite = owned = False
        while first < end and first not in self._inside and self._is_empty(self.text[first]):
            definite |= self.text[first].key in self.language.definite
            owned |= self.text[first].key in self.language.possessives
            first += 1
        while end > first and (end - 1) not in self._inside and self._is_empty(self.text[end - 1], trailing=True):
            owned |= self.text[end - 1].key in self.language.possessives
            end -= 1
        return first, end, definite, owned

    def _is_empty(self, token: Token, *, trailing: bool = False) -> bool:
        language = self.language
        if not token.is_word:
            return token.text not in ("%", "#")
        key = token.key if token.is_abbreviation else self._mend(token.key, language.code)
        if key in language.fillers or key in language.definite or key in language.possessives:
            return True
        return not trailing and ((key in language.linking and key not in language.context) or key in language.together)

    def _is_pronoun(self, first: int, end: int) -> bool:
        """Whether it only points back: "it", "these two", "the two things"."""
        row = [token.key for token in self.text[first:end] if token.is_word]
        language = self.language
        around = language.beside_terms
        pointing = any(key in language.definite for key in row) and any(key in language.generic for key in row)
        return (
            (pointing or any(key in language.pronouns for key in row))
            and all(key in language.pronouns or key in around for key in row)
            and not any(place in self._inside for place in range(first, end))
        )

    def _without_context(self, first: int, end: int) -> tuple[int, tuple[int, int]]:
        """Where the things asked about end, and the span of the context behind them ("in a subscription business")."""
        for place in range(first + 1, end):
            if place in self._inside or self.text[place].key not in self.language.context:
                continue
            named = any(mention.last < place and mention.first >= first for mention in self.mentions)
            later = any(mention.first > place and mention.last < end for mention in self.mentions)
            joined = any(self.join_at(other) for other in range(place + 1, end)) and later
            if (named or not later) and not (joined and not named):
                return place, (place, end)
        return end, (end, end)

    def _ties_to_now(self, first: int, end: int) -> bool:
        return any(
            place not in self._inside
            and ((token.key in self.language.deictic and not self._is_part(place)) or self._is_figure(place) or token.text in ("%", "#"))
            for place, token in enumerate(self.text[first:end], start=first)
        )

    def _is_part(self, place: int) -> bool:
        """Whether a word is a part of a longer one: "burn-*down* chart"."""
        return self.text[place].glued or (place + 1 < len(self.text) and self.text[place + 1].glued)

    def _is_figure(self, place: int) -> bool:
        """Whether a number stands there that is no part of a name, as that of "ISO 9001" is and that of "GDPR 2016" not."""
        key = self.text[place].key
        if place in self._remarks:
            return False
        named = place > 0 and self.text[place - 1].is_abbreviation and place - 1 not in self._inside and not self.text[place].glued
        return key[0].isdigit() and (not named or (len(key) == 4 and key[:2] in CENTURIES))

    def _counts(self, first: int, end: int) -> bool:
        return any(self._is_figure(place) and place not in self._inside for place in range(first, end))

    def _owned(self, first: int, end: int) -> bool:
        return any(
            place not in self._inside and token.key in self.language.possessives
            for place, token in enumerate(self.text[first:end], start=first)
        )

    # ---- sides ---------------------------------------------------------------------------------------------------

    def _parts(self, first: int, end: int) -> tuple[list[_Part], Join]:
        """The span cut at "and", "or", "vs", commas and brackets; and the strongest of these joins."""
        parts: list[_Part] = []
        join: Join = ""
        begin, aside = first, False
        order: tuple[Join, ...] = ("", "together", "either", "versus")
        for place in range(first, end + 1):
            mark = "" if place == end else self.text[place].text
            here = self.join_at(place) if place < end else ""
            if place < end and not here and mark not in ("(", ")"):
                continue
            if place > begin and any(token.is_word for token in self.text[begin:place]):
                parts.append(_Part(begin, place, aside))
            join = max(join, here, key=order.index)
            aside = mark == "("
            begin = place + 1
        return parts, join

    def _is_row(self, part: _Part) -> bool:
        """Whether many terms stand side by side with nothing between them: "UX CX EX"."""
        named = [mention for mention in self.mentions if part.first <= mention.first and mention.last < part.end]
        fewest = 2 if all(len(mention.text) <= LONGEST_ABBREVIATION for mention in named) else FEWEST_ROW
        return len(named) >= fewest and len({mention.concepts for mention in named}) == len(named)

    def _apart(self, part: _Part) -> list[_Part]:
        """A part with a boundary before each further term of another concept: "NPS CSAT difference"."""
        inside = [mention for mention in self.mentions if part.first <= mention.first and mention.last < part.end]
        cuts = [second.first for first, second in pairwise(inside) if not set(first.concepts) & set(second.concepts)]
        edges = [part.first, *cuts, part.end]
        return [_Part(first, end, part.aside) for first, end in pairwise(edges)]

    def join_at(self, place: int) -> Join:
        """How the word or mark at a place joins things asked about, if it does."""
        if place in self._inside:
            return ""
        token = self.text[place]
        if token.key in self.language.versus or token.text == "=":
            return "versus"
        if token.word in self.language.either:
            return "either"
        if token.word in self._joining or token.text in (",", "\u060c", "\u3001", "/", "&", "+"):
            return "together"
        return ""

    def _plain(self, part: _Part) -> Side:
        """A side as its exact and inflected mentions tell it."""
        first, end, _, _ = self._trimmed(part.first, part.end)
        if first >= end:
            return Side("", part.first, part.end - 1)
        inside = [mention for mention in self.mentions if first <= mention.first and mention.last < end]
        text = as_typed(self.text[first:end])
        if not inside:
            return Side(text, first, end - 1, extra=self._extra(first, end))
        mention = self._head(inside)
        return Side(text, first, end - 1, mention.concepts, mention, self._extra(first, end))

    def _extra(self, first: int, end: int) -> int:
        """How many words stand there that are neither part of a term nor without weight."""
        row = [place for place in range(first, end) if place not in self._inside and self.text[place].is_word]
        return sum(not self._is_light(place) for place in row)

    def _is_light(self, place: int) -> bool:
        """Whether a word beside a term leaves its meaning as it is."""
        token = self.text[place]
        return (
            self._is_empty(token)
            or token.key.isdigit()
            or token.key in self.language.generic
            or (token.key in self.language.deictic and not self._is_part(place))
            or self._mend(token.key, self.language.code) in self.language.generic
        )

    def _head(self, mentions: list[Mention]) -> Mention:
        """Of terms side by side the one that the others describe: the last in "SaaS churn", the first in "churn SaaS"."""
        common = frozenset(mentions[0].concepts)
        for mention in mentions[1:]:
            common &= frozenset(mention.concepts)
        if common:
            fullest = max(mentions, key=lambda mention: len(mention.text))
            return replace(fullest, concepts=tuple(concept for concept in fullest.concepts if concept in common))
        return mentions[0] if self.language.head == "first" else mentions[-1]

    def _asides_merged(self, parts: list[_Part], sides: list[Side]) -> list[Side]:
        """ "Customer success (CS)" is one thing: what stands in brackets settles what stands before them, or is settled by it."""
        merged: list[Side] = []
        for part, side in zip(parts, sides, strict=False):
            if part.aside and merged:
                merged[-1] = _with_aside(merged[-1], side)
            else:
                merged.append(side)
        return merged

    # ---- shortened pairs -----------------------------------------------------------------------------------------

    def completed(self, sides: list[Side]) -> tuple[Side, ...]:
        """The sides of several slots, with what one lends another: "*customer* vs employee experience"."""
        return tuple(self._completed(sides)) if len(sides) > 1 else tuple(sides)

    def _completed(self, sides: list[Side], *, guess: bool = False) -> list[Side]:
        """Sides that lean on another: "suporte e sucesso do cliente", "kundservice och -framgång", "service, success and experience"."""
        open_places = [place for place, side in enumerate(sides) if not side.concepts and side.text]
        if not open_places or len(sides) < 2:
            return sides
        terms = [side.mention.term for side in sides if side.mention is not None and side.settled]
        for place in open_places:
            found = self._leaning(sides[place], terms, guess=guess)
            if found is not None:
                sides = [*sides[:place], found, *sides[place + 1 :]]
        if (any(not side.concepts for side in sides) and len(open_places) > 1) or not terms:
            sides = self._sharing_a_modifier(sides)
        return sides

    def _leaning(self, side: Side, terms: Iterable[str], *, guess: bool) -> Side | None:
        pieces = [piece for term in terms for piece in self.index.pieces(term) if len(piece.words[0]) > 2]
        for piece in pieces:
            found = self._with_piece(side, piece)
            if found is not None:
                return found
        row = [token for token in self.text[side.first : side.last + 1] if token.is_word]
        for piece in pieces if guess and len(row) <= 2 else ():
            borrowed = [Token(word, word, fold(word), 0, 0) for word in piece.words]
            found = self._guess([*borrowed, *row] if piece.before else [*row, *borrowed], side)
            if found is not None and found.settled:
                return found
        return None

    def _sharing_a_modifier(self, sides: list[Side]) -> list[Side]:
        open_sides = [side for side in sides if not side.concepts and side.text]
        if not open_sides:
            return sides
        for piece in self.index.modifiers:
            completed = [self._with_piece(side, piece) for side in open_sides]
            if all(completed):
                found = iter(completed)
                return [side if side.concepts or not side.text else next(found) or side for side in sides]
        return sides

    def _with_piece(self, side: Side, piece: Piece) -> Side | None:
        first = side.first + (side.first < side.last and self.text[side.first].key in self.language.possessives)
        names = self.index.completed(self.text[first : side.last + 1], piece)
        concepts = tuple(dict.fromkeys(name.concept for name in names))
        if len(concepts) != 1:
            return None
        mention = Mention(
            side.text, side.first, side.last, concepts, "inflected", SURENESS["inflected"], frozenset({self.language.code}),
            names[0].instead or names[0].text,
        )  # fmt: skip
        return replace(side, concepts=concepts, mention=mention, extra=0)

    # ---- misspelt ------------------------------------------------------------------------------------------------

    def _guessed(self, side: Side) -> Side:
        """The side read as misspelt, if all of it can be; else as it was."""
        if not side.text:
            return side
        row = [token for token in self.text[side.first : side.last + 1] if token.is_word]
        while len(row) > 1 and (row[0].key in self.language.linking or row[0].key in self.language.definite):
            row = row[1:]
        best = self._guess(row, side)
        if best is not None and (best.settled or not side.concepts):
            return best
        if side.concepts:
            return side
        trimmed = [token for token in row if token.key not in self.language.generic and token.key not in self.language.fillers]
        if trimmed and len(trimmed) < len(row):
            best = self._guess(trimmed, side)
        return best or side

    def _guess(self, row: Sequence[Token], side: Side) -> Side | None:
        length = sum(len(token.key) for token in row)
        if not row or length > 60:
            return None
        if length < self.language.shortest:
            return self._short(row, side)
        misses = self.index.near(row, self.language.code)
        if not misses:
            return self._short(row, side)
        name = misses[0].name
        if self._is_another_word(row, name):
            slip = self._slip(row, name)
            if slip is None:
                return None
            if slip.key not in self.language.rarer:
                return self._offered([name], side)
        if len(row) != len(name.words) and misses[0].distance > MOST_EDITS_REGROUPED:
            return None
        if not clear(misses):
            return self._offered([miss.name for miss in misses], side)
        distance = misses[0].distance
        how: Literal["misspelt", "folded"] = "misspelt" if distance else "folded"
        confidence = SURENESS["misspelt"] - distance / misses[0].length / 2 if distance else SURENESS["folded"]
        return self._as(side, (name.concept,), name, how, confidence)

    def _short(self, row: Sequence[Token], side: Side) -> Side | None:
        """A short text read as the one word that lacks or has a letter more, else as a choice: "chrn" is churn, "nsp" may be NPS."""
        names = self.index.short_near(row)
        typed = "".join(token.key for token in row)
        sure = len({name.concept for name in names}) == 1 and len(typed) >= SHORTEST_SURE and typed not in self._ordinary
        if sure and len(names[0].words) == 1 and len(names[0].words[0]) > len(typed) and names[0].words[0][0] == typed[0]:
            return self._as(side, (names[0].concept,), names[0], "misspelt", SURENESS["misspelt"] - 1 / len(typed) / 2)
        return self._offered(names, side)

    def _is_another_word(self, row: Sequence[Token], name: Name) -> bool:
        """Whether a word of the text is an ordinary one, or that of another term, and so no misspelling of a word of the term."""
        if len(row) == 1 and only_looks_alike(row[0], self.language):
            return True
        keys = [fold(word) for word in name.words]
        stems = {stem for word in name.words for stem in self._stems(word)}
        alone = len(row) == 1 and row[0].key in self.index.words
        strange = [token for token in row if token.key not in keys and (alone or token.key in self._ordinary)]
        if any(stems.isdisjoint(self._stems(token.word)) for token in strange):
            return True
        pairs = list(zip(row, name.words, strict=True)) if len(row) == len(keys) > 1 else []
        return any(self._is_unlike(token, meant) for token, meant in pairs)

    def _slip(self, row: Sequence[Token], name: Name) -> Token | None:
        """The one word that is not that of a term, but for one letter within it: "*local* customer"; none in "client person"."""
        pairs = zip(row, name.words, strict=True) if len(row) == len(name.words) > 1 else ()
        others = [(token, meant) for token, meant in pairs if self._stems(token.word)[1] != self._stems(meant)[1]]
        if len(others) != 1:
            return None
        token, meant = others[0][0], fold(others[0][1])
        inflected = token.key.startswith(meant) or meant.startswith(token.key)
        near = len(token.key) >= self.language.shortest and token.key[0] == meant[0] and OSA.distance(token.key, meant) == 1
        return token if near and not inflected else None

    def _is_unlike(self, token: Token, meant: str) -> bool:
        """Whether a word is farther from the word of the term in its place than that word alone might be misspelt."""
        key = fold(meant)
        if len(key) < self.language.shortest and len(token.key) == len(key) and token.key[0] != key[0]:
            return True
        stems = zip(self._stems(token.word), self._stems(meant), strict=True)
        most = 1 if len(key) < 6 else allowance(len(key)) + 1
        return all(OSA.distance(typed, form) > most for typed, form in ((token.key, key), *stems))

    def _offered(self, names: Sequence[Name], side: Side) -> Side | None:
        concepts = tuple(dict.fromkeys(name.concept for name in names))[:MOST_CHOICES]
        if not concepts:
            return None
        return replace(self._as(side, concepts, names[0], "misspelt", 0.5), sure=False)

    def _as(self, side: Side, concepts: tuple[str, ...], name: Name, how: Literal["misspelt", "folded"], sureness: float) -> Side:
        mention = Mention(
            side.text, side.first, side.last, concepts, how, round(max(sureness, 0.5), 3), frozenset({name.language}),
            name.instead or name.text, hidden=name.instead is not None,
        )  # fmt: skip
        return replace(side, concepts=concepts, mention=mention, extra=0)


def only_looks_alike(token: Token, language: Language) -> bool:
    """Whether a word is an ordinary one of a language that only looks like a term: "kamera" is no KAM; in capitals none is."""
    return not token.is_abbreviation and token.key in language.lookalikes


def _with_aside(side: Side, aside: Side) -> Side:
    common = [concept for concept in side.concepts if concept in aside.concepts]
    if common:
        return replace(side, concepts=tuple(common))
    if (side.concepts and not side.extra) or not aside.concepts:
        return side
    return replace(aside, extra=0)


def sides_of(mentions: Iterable[Mention]) -> tuple[Side, ...]:
    """Terms as things asked about."""
    return tuple(Side(mention.text, mention.first, mention.last, mention.concepts, mention) for mention in mentions)


def settled_by_each_other(sides: Iterable[Side]) -> list[Side]:
    """An ambiguous side does not mean what another side already says: "CS vs customer support" is about success."""
    sides = list(sides)
    settled = {side.concepts[0] for side in sides if side.settled}
    rest: list[Side] = []
    for side in sides:
        left = tuple(concept for concept in side.concepts if concept not in settled)
        ambiguous = len(side.concepts) > 1
        rest.append(replace(side, concepts=left) if ambiguous and len(left) < len(side.concepts) and left else side)
    return rest
