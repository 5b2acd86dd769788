"""What is asked -> an answer: a value that says all that is to be shown, and nothing about how."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, assert_never

from knowledge.card import PROFILE_ROWS, Card, Deck, Entry, Voice
from knowledge.language import code_of
from knowledge.matching import How, Mention
from knowledge.question import META, Question, Surface
from knowledge.reading import Reader
from knowledge.sides import MOST_CHOICES, Side

FACETS = ("measuring", "example", "importance", "improving", "voice")
"""What a card can be asked for beside its definition."""

MOST_RELATED = 3
"""So many other cards are offered beside an answer."""

MOST_ECHO = 80
"""How many characters of what a person typed come back at most."""

A_SLIP = 0.5
"""What speaks no more for a language than this is at most one misspelt word, and no reason to overrule what a person has chosen."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to show: sides (each with its candidates), in which language, under which focus. It is what a click carries."""

    sides: tuple[tuple[str, ...], ...]
    intents: tuple[str, ...] = ("definition",)
    compared: bool = False
    language: str = ""
    voice: str | None = None
    quoted: tuple[str, ...] = ()

    @property
    def focus(self) -> str:
        """What is asked first."""
        return self.intents[0] if self.intents else "definition"

    def encode(self) -> str:
        """As a short text, for the value of a button."""
        value = [list(map(list, self.sides)), list(self.intents), int(self.compared), self.language, self.voice, list(self.quoted)]
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def decode(cls, text: str) -> Request:
        """From the value of a button, which anybody may have forged: ValueError when it is none of ours."""
        try:
            sides, intents, compared, language, voice, quoted = json.loads(text)
            rows = tuple(tuple(str(concept) for concept in side) for side in sides)
            if not all(rows) or len(rows) > 20:
                raise ValueError("sides")
            return cls(
                rows,
                tuple(map(str, intents)),
                bool(compared),
                str(language),
                None if voice is None else str(voice),
                tuple(map(str, quoted)),
            )
        except (ValueError, TypeError, RecursionError) as error:
            raise ValueError("this is no request") from error


@dataclass(frozen=True, slots=True)
class Matched:
    """A mention and a candidate of it: the text as typed, the concept, and how it was found."""

    text: str
    concept: str
    how: How


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on. `understood` has (typed, term) wherever the answer shows something else than was typed."""

    language: str
    confidence: float = 0.0
    matched: tuple[Matched, ...] = ()
    understood: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A card in the language shown. `missing`: the language that was wanted and is not there."""

    card: Card
    entry: Entry
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One card, or several one after another."""

    basis: Basis
    shown: tuple[Shown, ...]
    request: Request
    facets: tuple[str, ...] = ()
    """What is asked beside or instead of the definition, of `FACETS` and `terms`; the first is the focus."""
    names: tuple[str, ...] = ()
    """Several names of this one concept that were compared."""
    unmatched: tuple[str, ...] = ()
    voice: str | None = None
    related: tuple[Shown, ...] = ()
    """What a single card is easily confused with, then what it belongs with."""

    @property
    def whole(self) -> bool:
        """Whether the whole card is shown, rather than the facets of it that were asked for."""
        return not self.facets or "definition" in self.request.intents or bool(self.names)

    def heard(self, shown: Shown) -> tuple[Voice, ...]:
        """The views of a card that were asked for; all, when it lacks the one wanted."""
        return tuple(voice for voice in shown.entry.voices if voice.by == self.voice) or shown.entry.voices

    def unheard(self, shown: Shown) -> bool:
        """Whether a card lacks the view that was wanted."""
        return bool(self.voice) and all(voice.by != self.voice for voice in shown.entry.voices)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a comparison: an aspect and a cell for each side. `aspect` is a text, or (a profile's) the name of a row."""

    aspect: str
    cells: tuple[str, ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """How two concepts stand to each other: `kind_of`, `part_of`, `measured_by`, `contrasts_with`, `related`."""

    name: str
    first: Shown
    second: Shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more cards side by side."""

    basis: Basis
    shown: tuple[Shown, ...]
    request: Request
    focus: str
    rows: tuple[Row, ...] = ()
    relations: tuple[Relation, ...] = ()
    takeaway: str = ""
    when_to_use: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    sources: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be meant, and what to show if it is."""

    shown: Shown
    request: Request


@dataclass(frozen=True, slots=True)
class Choices:
    """Several readings, or one that is not sure enough to be answered."""

    basis: Basis
    typed: str
    candidates: tuple[Candidate, ...]
    request: Request
    settled: tuple[str, ...] = ()
    sure: bool = True
    """Whether the term is in the deck (and ambiguous), rather than guessed."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All cards, by domain."""

    basis: Basis
    groups: tuple[tuple[str, tuple[Shown, ...]], ...]


@dataclass(frozen=True, slots=True)
class Help:
    """How to ask."""

    basis: Basis


@dataclass(frozen=True, slots=True)
class Unknown:
    """It asks for a meaning that the deck does not have. `near`: cards with a term in what was asked."""

    basis: Basis
    typed: tuple[str, ...]
    near: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAsked:
    """It asks for no meaning."""

    basis: Basis


Answer = Definition | Comparison | Choices | Listing | Help | Unknown | NotAsked


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is known about the languages of the one who asks, weakest last."""

    stored: str | None = None
    locale: str | None = None


@dataclass(slots=True)
class Answerer:
    """Answers questions from one deck. Built once; the same question gets the same answer."""

    deck: Deck
    default: str = "en"
    """The language where nothing tells of another, and of a card that lacks the one wanted."""
    reader: Reader = field(init=False)
    _groups: dict[str, tuple[tuple[str, tuple[Shown, ...]], ...]] = field(init=False, default_factory=dict)
    """The cards by domain in each language that was asked for a list: sorting a big deck takes long."""

    def __post_init__(self) -> None:
        self.reader = Reader(self.deck)

    def ask(self, text: str, surface: Surface = "message", preferences: Preferences | None = None) -> Answer:
        """The answer to a text. Never raises, whatever the text."""
        return self.answer(self.reader.read(text, surface), preferences or Preferences())

    def answer(self, question: Question, preferences: Preferences) -> Answer:
        """The answer to a question that was read."""
        language = self.language_of(question, preferences)
        basis = self._basis(language, question.sides)
        if not question.asks:
            return NotAsked(basis)
        known = [replace(side, concepts=self._current(side.concepts)) for side in question.sides if side.concepts]
        if not known:
            return self._without_cards(question, basis)
        request = Request(
            tuple(side.concepts for side in known), question.intents, question.compared, language, question.voice,
            tuple(text[:MOST_ECHO] for text in question.quoted),
        )  # fmt: skip
        open_side = next((side for side in known if not side.settled), None)
        if open_side is not None:
            return self._choices(request, known.index(open_side), basis, open_side.text, sure=open_side.sure)
        return self._shown(request, basis, tuple(dict.fromkeys(side.text for side in known)))

    def show(self, request: Request) -> Answer:
        """The answer to a click. Concepts that are no longer there are left out."""
        sides = tuple(left for side in request.sides if (left := self._current(side)))
        request = replace(request, sides=_settled(sides), language=self._known(request.language) or self._default())
        basis = Basis(request.language, 1.0)
        if not sides:
            return Unknown(basis, request.quoted)
        open_place = next((place for place, side in enumerate(request.sides) if len(side) > 1), None)
        if open_place is not None:
            return self._choices(request, open_place, basis, "", sure=True)
        return self._shown(request, basis, ())

    def language_of(self, question: Question, preferences: Preferences) -> str:
        """Asked for > language of the question > stored choice > Slack locale > default."""
        chosen = [code for tag in (preferences.stored, preferences.locale) if tag and (code := self._known(tag))]
        naming = bool(question.intents) and question.intents[0] == "terms"
        if question.wanted and not naming:
            return question.wanted
        most = max(question.scores.values(), default=0.0)
        near = next((code for code in chosen if question.scores.get(code, 0.0) >= most - A_SLIP), None)
        if near is not None or not most:
            return near or self._default()
        best = [code for code, score in question.scores.items() if score > most - 0.05]
        return self._default() if self._default() in best else best[0]

    def _basis(self, language: str, sides: Sequence[Side]) -> Basis:
        mentions = [(side, side.mention) for side in sides if side.mention is not None]
        matched = tuple(Matched(mention.text, concept, mention.how) for side, mention in mentions for concept in side.concepts)
        understood = tuple(
            (mention.text, self._card(side.concepts[0], language).entry.term if mention.hidden else mention.term)
            for side, mention in mentions
            if side.settled and (mention.how == "misspelt" or mention.hidden)
        )
        confidence = min((mention.confidence for _, mention in mentions), default=0.0)
        return Basis(language, round(confidence, 3), matched, understood)

    def _known(self, tag: str) -> str | None:
        code = code_of(tag)
        return code if code in self.deck.languages else None

    def _default(self) -> str:
        return self._known(self.default) or self._known("en") or next(iter(self.deck.languages))

    # ---- kinds ---------------------------------------------------------------------------------------------------

    def _without_cards(self, question: Question, basis: Basis) -> Answer:
        if question.intents[0] in META:
            return Help(basis) if question.intents[0] == "help" else self._listing(basis)
        near = self._current(concept for side in question.sides for concept in self._near(side))
        candidates = tuple(
            Candidate(self._card(concept, basis.language), Request(((concept,),), question.intents, language=basis.language))
            for concept in near[:MOST_CHOICES]
        )
        return Unknown(basis, tuple(text[:MOST_ECHO] for text in question.quoted), candidates)

    def _near(self, side: Side) -> Iterable[str]:
        mentions: Sequence[Mention] = self.reader.lexicon.mentions(side.text)
        return [concept for mention in mentions for concept in mention.concepts]

    def _shown(self, request: Request, basis: Basis, typed: tuple[str, ...]) -> Answer:
        concepts = tuple(dict.fromkeys(side[0] for side in request.sides))
        shown = tuple(self._card(concept, request.language) for concept in concepts)
        if request.compared and len(concepts) > 1:
            return self._comparison(request, basis, shown)
        names = typed if request.compared and len(typed) > 1 else ()
        facets = tuple(intent for intent in request.intents if intent in (*FACETS, "terms"))
        related = self._related(shown[0].card, request.language) if len(shown) == 1 else ()
        return Definition(basis, shown, request, facets, names, request.quoted, request.voice, related)

    def _related(self, card: Card, language: str) -> tuple[Shown, ...]:
        others = (self.deck.cards.get(name) for name in dict.fromkeys((*card.contrasts_with, *card.related)))
        offered = (other.id for other in others if other is not None and other.status != "deprecated")
        return tuple(self._card(other, language) for other in islice(offered, MOST_RELATED))

    def _current(self, concepts: Iterable[str]) -> tuple[str, ...]:
        """The concepts that stand for some today, each once; without those that are no longer there."""
        return tuple(dict.fromkeys(self.deck.current(concept).id for concept in concepts if concept in self.deck.cards))

    def _card(self, concept: str, language: str) -> Shown:
        card = self.deck.current(concept)
        entry = card.entry(language, self._default())
        return Shown(card, entry, language if entry.language != language else None)

    def _choices(self, request: Request, place: int, basis: Basis, typed: str, *, sure: bool) -> Choices:
        candidates = []
        for concept in request.sides[place][:MOST_CHOICES]:
            sides = (*request.sides[:place], (concept,), *request.sides[place + 1 :])
            candidates.append(Candidate(self._card(concept, request.language), replace(request, sides=_settled(sides))))
        settled = tuple(side[0] for number, side in enumerate(request.sides) if number != place and len(side) == 1)
        return Choices(basis, typed[:MOST_ECHO], tuple(candidates), request, settled, sure)

    def _listing(self, basis: Basis) -> Listing:
        if basis.language not in self._groups:
            self._groups[basis.language] = self._grouped(basis.language)
        return Listing(basis, self._groups[basis.language])

    def _grouped(self, language: str) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
        groups: dict[str, list[Shown]] = {}
        for card in self.deck.cards.values():
            if card.status != "deprecated":
                groups.setdefault(card.domain, []).append(self._card(card.id, language))
        return tuple((domain, tuple(sorted(shown, key=lambda one: one.entry.term.casefold()))) for domain, shown in groups.items())

    def _comparison(self, request: Request, basis: Basis, shown: tuple[Shown, ...]) -> Comparison:
        focus = request.focus if request.focus in ("difference", "relation") else "difference"
        plain = Comparison(
            basis, shown, request, focus, self._rows(shown, basis.language), self._relations(shown), unmatched=request.quoted
        )
        if len(shown) != 2:
            return plain
        pair = self.deck.pair(shown[0].card.id, shown[1].card.id)
        written = None if pair is None else pair.languages.get(basis.language)
        if pair is None or written is None:
            return plain
        turned = pair.first != shown[0].card.id
        rows = tuple(Row(row.aspect, (row.second, row.first) if turned else (row.first, row.second)) for row in written.rows)
        return replace(
            plain, takeaway=written.takeaway, rows=rows or plain.rows, voices=written.voices, sources=pair.sources,
            when_to_use=written.when_to_use[::-1] if turned else written.when_to_use,
        )  # fmt: skip

    def _rows(self, shown: tuple[Shown, ...], language: str) -> tuple[Row, ...]:
        """The profiles side by side, and what each is measured by. A row that only some have is left out."""
        rows = [
            Row(name, tuple(one.entry.profile[name] for one in shown), named=True)
            for name in PROFILE_ROWS
            if all(name in one.entry.profile for one in shown)
        ]
        measures = tuple(
            ", ".join(self._card(metric, language).entry.term for metric in one.card.measured_by if metric in self.deck.cards)
            for one in shown
        )
        if all(measures):
            rows.append(Row("measures", measures, named=True))
        if not rows:
            rows.append(Row("meaning", tuple(one.entry.summary or one.entry.definition for one in shown), named=True))
        return tuple(rows)

    def _relations(self, shown: tuple[Shown, ...]) -> tuple[Relation, ...]:
        """What the deck says of each two: the most telling relation of them."""
        found = []
        for place, first in enumerate(shown):
            for second in shown[place + 1 :]:
                relation = _relation(self.deck.cards, first, second)
                if relation is not None:
                    found.append(relation)
        return tuple(found)


def _relation(cards: Mapping[str, Card], first: Shown, second: Shown) -> Relation | None:
    for one, other in ((first, second), (second, first)):
        for name in ("kind_of", "part_of"):
            if other.card.id in _above(cards, one.card, name):
                return Relation(name, one, other)
        if other.card.id in one.card.measured_by:
            return Relation("measured_by", one, other)
    for name in ("contrasts_with", "related"):
        if second.card.id in getattr(first.card, name):
            return Relation(name, first, second)
    return None


def _above(cards: Mapping[str, Card], card: Card, name: str) -> set[str]:
    """All that a card is a kind (or a part) of, over any number of steps."""
    found: set[str] = set()
    rest = list(getattr(card, name))
    while rest:
        other = rest.pop()
        if other in cards and other not in found:
            found.add(other)
            rest.extend(getattr(cards[other], name))
    return found


def _settled(sides: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """An ambiguous side does not mean what another side already says."""
    said = {side[0] for side in sides if len(side) == 1}
    return tuple(side if len(side) == 1 else tuple(one for one in side if one not in said) or side for side in sides)


_KINDS: Mapping[type[Answer], str] = {
    Definition: "definition",
    Comparison: "comparison",
    Choices: "choices",
    Listing: "listing",
    Help: "help",
    Unknown: "unknown",
    NotAsked: "none",
}


def kind(answer: Answer) -> str:
    """The answer's kind, as the contract names it."""
    return _KINDS[type(answer)]


def told(answer: Answer) -> dict[str, Any]:
    """The answer as the contract's JSON object, without its text."""
    basis = answer.basis
    found: dict[str, Any] = {
        "kind": kind(answer), "concepts": [], "focus": None, "language": basis.language, "confidence": basis.confidence,
        "matched": [{"text": row.text, "concept": row.concept, "how": row.how} for row in basis.matched],
    }  # fmt: skip
    unmatched: tuple[str, ...] = ()
    match answer:
        case Definition() | Comparison():
            found["concepts"] = [shown.card.id for shown in answer.shown]
            found["focus"] = answer.focus if isinstance(answer, Comparison) else answer.request.focus
            unmatched = answer.unmatched
        case Choices():
            found["concepts"] = [candidate.shown.card.id for candidate in answer.candidates]
            found["focus"] = answer.request.focus
            found["settled"] = list(answer.settled)
            unmatched = answer.request.quoted
        case Listing() | Help() | Unknown() | NotAsked():
            pass
        case _:
            assert_never(answer)
    return found | ({"unmatched": list(unmatched)} if unmatched else {})
