"""What a text asks: the intent, the things asked about, the language; or that it asks for no meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from knowledge.language import Language
from knowledge.sides import Side

Surface = Literal["command", "mention", "message"]
COMPARING = frozenset({"difference", "relation"})
INTENT_ORDER = ("difference", "relation", "voice", "measuring", "improving", "example", "importance", "terms", "definition")
"""Of several things that the words of a question ask for, the most particular one is meant."""

META = frozenset({"list", "help"})


@dataclass(frozen=True, slots=True)
class Question:
    """What a text asks.

    `intents`: the first is the focus, further ones are asked as well; empty: it asks for no meaning.
    `scores`: how much speaks for each language; `wanted`: the language asked for ("in Polish").
    """

    text: str
    intents: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    compared: bool = False
    scores: Mapping[str, float] = field(default_factory=dict)
    wanted: str | None = None
    voice: str | None = None
    quoted: tuple[str, ...] = ()
    """What was asked about and is in no card, as typed."""
    trace: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks for anything that the bot is there for."""
        return bool(self.intents)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one clause asks."""

    intent: str
    sides: tuple[Side, ...]
    language: Language | None
    compared: bool = False
    pronoun: bool = False
    weight: int = 0
    name: str | None = None
    unknown: bool = False
    start: int = 0
    """Where the question itself begins: what a pronoun stands for was named before."""
    end: int = 0
    """Where it ends: what stands behind it in its clause may ask something else. Nought where nobody knows."""
