"""What a deck holds. Frozen values, typed, without behaviour beyond looking things up in themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from knowledge.language import Language

Status = Literal["draft", "reviewed", "deprecated"]
PROFILE_ROWS = ("stance", "horizon", "focus", "goal", "scope")
"""The rows of any comparison, in the order shown."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a concept in one language."""

    text: str
    region: str | None = None
    """Where it is said, such as `pt-BR`; None: everywhere."""
    loanword: bool = False
    """A word of another language kept by practitioners: no evidence of the language of a question."""
    shared: bool = False
    """It belongs to several concepts, and a question with it is ambiguous."""
    deprecated: bool = False
    """Heard, but better said otherwise; `say` tells how."""
    say: str | None = None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short name of a concept in any language."""

    text: str
    shared: bool = False
    """It belongs to several concepts, and a question with it is ambiguous."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A view of a concept that somebody holds, in our words."""

    by: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who read an entry, and when."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A card's text in one language."""

    language: str
    term: str
    definition: str
    aliases: tuple[Alias, ...] = ()
    hidden: tuple[str, ...] = ()
    summary: str = ""
    usage: str = ""
    points: tuple[str, ...] = ()
    example: str = ""
    importance: str = ""
    measuring: str = ""
    improving: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    """The name in this language of each variable of the card's formula."""
    profile: Mapping[str, str] = field(default_factory=dict)
    voices: tuple[Voice, ...] = ()
    reviewed: Reviewed | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """How a figure is computed: a formula over named variables, and an example of it."""

    formula: str
    unit: str
    better: Literal["higher", "lower"]
    example: Mapping[str, float]
    """The value of each variable, and `result`."""


@dataclass(frozen=True, slots=True)
class Card:
    """A concept, in all its languages. Relations are closed: each is there from both sides where it has two."""

    id: str
    languages: Mapping[str, Entry]
    domain: str = ""
    status: Status = "draft"
    replaced_by: str | None = None
    source_language: str = "en"
    kind_of: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    contrasts_with: tuple[str, ...] = ()
    measured_by: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    sources: tuple[str, ...] = ()
    metric: Metric | None = None

    def entry(self, *wanted: str) -> Entry:
        """The entry in the first of the wanted languages that there is, else in English, else the first written."""
        for language in (*wanted, "en"):
            if language in self.languages:
                return self.languages[language]
        return next(iter(self.languages.values()))


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line of a written comparison: an aspect, and what it is for each of the two."""

    aspect: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A written comparison in one language. `when_to_use` has one text for each of the two, or is empty."""

    language: str
    takeaway: str
    rows: tuple[PairRow, ...] = ()
    when_to_use: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A written comparison of two concepts, ids sorted."""

    first: str
    second: str
    languages: Mapping[str, PairEntry]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from."""

    id: str
    title: str
    author: str = ""
    publisher: str = ""
    languages: tuple[str, ...] = ()
    year: str = ""
    address: str = ""
    seen: date | None = None


@dataclass(frozen=True, slots=True)
class Deck:
    """All that is known: one or more folders stacked, parsed and checked."""

    cards: Mapping[str, Card]
    pairs: Mapping[tuple[str, str], Pair] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    """Those that the deck promises first, in its order: where nothing speaks for a language, the first is meant."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    name: str = ""
    review_days: int = 0
    """After how many days a reading counts as old; 0: never."""
    folders: tuple[Path, ...] = ()
    evidence: Mapping[str, float] = field(default_factory=dict)
    """How much each phrase of a message speaks for a question: see `knowledge.evidence`."""

    def current(self, concept: str) -> Card:
        """The card of a concept, or the one that takes its place, over any number of deprecated ones. Raises KeyError without a card."""
        card = self.cards[concept]
        passed: list[str] = []
        while card.status == "deprecated" and card.id not in passed:
            passed.append(card.id)
            card = self.cards.get(card.replaced_by or "", card)
        return card

    def is_due(self, reviewed: Reviewed, today: date) -> bool:
        """Whether a reading is so old that somebody should read again."""
        return 0 < self.review_days < (today - reviewed.on).days

    def pair(self, first: str, second: str) -> Pair | None:
        """The written comparison of two concepts, whichever is named first."""
        return self.pairs.get((min(first, second), max(first, second)))
