"""Whether an answer is right: one verdict for a row and what was given for it, the same for us and for every peer."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from benchmarks.questions import DEFINITE, Row

Verdict = Literal["right", "offered", "missed", "wrong", "quiet", "noisy", "false"]
"""In scope: right, offered (the right ones are among what it offers), missed (nothing said), wrong.
Out of scope: right, quiet (silent where it might have said that it does not know), noisy (says something, shows no card), false.
"""

NORMAL = 1.959964
"""How many standard deviations hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a system answered: as much of the contract's JSON object as is judged."""

    kind: str
    concepts: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    focus: str | None = None
    language: str | None = None
    unmatched: bool = False


SILENCE = Given("none")


def judge(row: Row, given: Given) -> Verdict:
    """The verdict. A comparison answered with the definitions of the same concepts is right (see `same_form`)."""
    if row.kind in DEFINITE:
        return _judge_definite(row, given)
    if row.kind == "choices":
        return _judge_choices(row, given)
    if row.in_scope:
        return "right" if given.kind == row.kind else "wrong" if given.concepts else "missed"
    if given.kind == row.kind:
        return "right"
    if given.kind in DEFINITE:
        return "false"
    return "quiet" if given.kind == "none" else "noisy"


def _judge_definite(row: Row, given: Given) -> Verdict:
    if given.kind in DEFINITE:
        return "right" if given.concepts == row.concepts else "wrong"
    if given.kind == "choices":
        return "offered" if row.concepts <= given.concepts | given.settled else "wrong"
    return "missed"


def _judge_choices(row: Row, given: Given) -> Verdict:
    if given.kind == "choices":
        if row.concepts in (given.concepts, given.concepts | given.settled):
            return "right"
        return "offered" if row.concepts <= given.concepts | given.settled else "wrong"
    return "wrong" if given.kind in DEFINITE else "missed"


def same_form(row: Row, given: Given) -> bool:
    """Whether a right answer has the form that was asked for: a comparison, or definitions."""
    return given.kind == row.kind


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), which stays sensible at none and at all.

    It takes the questions for independent. Those of one family are not quite, so the true interval is a little wider.
    """
    if of == 0:
        return 0.0, 1.0
    share, spread = hits / of, NORMAL * NORMAL / of
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
