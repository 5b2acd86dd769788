"""What was given for each row and for its misspelt twins, judged; and the groups that they are counted in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import ours
from benchmarks.judging import Given, Verdict, judge, same_form
from benchmarks.misspelling import TWINS, twin
from benchmarks.questions import ANY, Row
from benchmarks.tuning import Tally
from knowledge.answering import Answerer

FULL_OF_OUR_WORDS = frozenset({"contact", "figure", "statement"})
"""Sorts of messages that have terms of ours and ask for no meaning."""

CLOSE = "close"
"""The sort of those that were written to come as close to asking as they can: "my intern asked me what churn is, I told her"."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was given for a row, or for a twin of it, and the verdict."""

    row: Row
    given: Given
    verdict: Verdict
    twin: str = ""
    text: str = ""


Pick = Callable[[Row], bool]


# ---- running -----------------------------------------------------------------------------------------------------


def twins(rows: Sequence[Row], kinds: Iterable[str] = tuple(TWINS), every: int = 1) -> list[tuple[Row, str, str]]:
    """The twins of these kinds: of each row, or of every so many."""
    return [(row, kind, made) for kind in kinds for row in rows[::every] if (made := twin(kind, row.text)) is not None]


def run(answerer: Answerer, rows: Sequence[Row]) -> list[Outcome]:
    """Ours, on the rows."""
    return [outcome_of(row, ours.ask(answerer, row.text), "", row.text) for row in rows]


def run_twins(answerer: Answerer, rows: Sequence[Row], kinds: Iterable[str] = tuple(TWINS), every: int = 1) -> list[Outcome]:
    """Ours, on the twins of the rows."""
    return [outcome_of(row, ours.ask(answerer, text), kind, text) for row, kind, text in twins(rows, kinds, every)]


def outcome_of(row: Row, given: Given, kind: str, text: str) -> Outcome:
    """What was given, judged."""
    return Outcome(row, given, judge(row, given), kind, text)


def count(outcomes: Iterable[Outcome], verdict: Verdict) -> int:
    """How many have this verdict."""
    return sum(outcome.verdict == verdict for outcome in outcomes)


# ---- groups ------------------------------------------------------------------------------------------------------


def is_hard(row: Row) -> bool:
    """Written to be hard: rambling, indirect, in unusual words. Counted apart from what people ask as a rule."""
    return row.sort == "hard" and row.in_scope


def is_one(row: Row) -> bool:
    """One concept asked about, as people ask."""
    return row.kind == "definition" and len(row.concepts) == 1 and not is_hard(row)


def is_several(row: Row) -> bool:
    """Several concepts asked about, compared or not, as people ask."""
    return row.kind in ("definition", "comparison") and len(row.concepts) > 1 and not is_hard(row)


def within_groups(rows: Iterable[Row]) -> Iterator[tuple[str, Pick]]:
    """The groups that questions in scope are counted in."""
    rows = list(rows)
    yield "one concept", is_one
    yield "several concepts", is_several
    yield "ambiguous (choices)", lambda row: row.kind == "choices"
    yield "list, help", lambda row: row.kind in ("listing", "help")
    yield "written to be hard", is_hard
    for language in sorted({row.file for row in rows}):
        yield f"in {language}", lambda row, language=language: row.file == language  # type: ignore[misc]
    for focus in sorted({row.focus or "" for row in rows if row.in_scope}):
        yield f"intent {focus or '(any)'}", lambda row, focus=focus: (row.focus or "") == focus  # type: ignore[misc]
    yield "all in scope", lambda row: True


def outside_groups(rows: Iterable[Row]) -> Iterator[tuple[str, Pick]]:
    """The groups that messages out of scope are counted in."""
    yield "none: asks for no meaning", lambda row: row.kind == "none"
    yield "none, full of our words", lambda row: row.kind == "none" and row.sort in FULL_OF_OUR_WORDS
    yield "none, close to asking", lambda row: row.kind == "none" and row.sort == CLOSE
    yield "unknown: no card for it", lambda row: row.kind == "unknown"
    for language in sorted({row.file for row in rows}):
        yield f"in {language}", lambda row, language=language: row.file == language  # type: ignore[misc]
    yield "all but those close to asking", lambda row: row.sort != CLOSE
    yield "all out of scope", lambda row: True


def beside(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, int, int]]:
    """What is judged of right answers beside their concepts: what, how many, of how many."""
    right = [outcome for outcome in outcomes if outcome.verdict == "right" and outcome.given.concepts]
    focused = [outcome for outcome in right if outcome.row.focus]
    compared = [outcome for outcome in right if outcome.row.kind == "comparison"]
    plain = [outcome for outcome in right if outcome.row.kind == "definition" and is_several(outcome.row)]
    open_side = [outcome for outcome in right if outcome.row.unmatched]
    closed = [outcome for outcome in right if not outcome.row.unmatched]
    spoken = [outcome for outcome in right if outcome.row.language != ANY]
    yield "in the right language", sum(outcome.given.language == outcome.row.language for outcome in spoken), len(spoken)
    yield "with the right focus", sum(outcome.given.focus == outcome.row.focus for outcome in focused), len(focused)
    yield "a comparison, where one was asked for", sum(same_form(outcome.row, outcome.given) for outcome in compared), len(compared)
    yield "definitions, where several were asked for", sum(same_form(outcome.row, outcome.given) for outcome in plain), len(plain)
    yield "the unknown side said", sum(outcome.given.unmatched for outcome in open_side), len(open_side)
    yield "no unknown side said, where there is none", sum(not outcome.given.unmatched for outcome in closed), len(closed)


def split(outcomes: Iterable[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """Those in scope, and those out of it."""
    kept = list(outcomes)
    return [outcome for outcome in kept if outcome.row.in_scope], [outcome for outcome in kept if not outcome.row.in_scope]


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """All verdicts counted."""
    counted = Tally()
    for outcome in outcomes:
        counted.add(outcome.row, outcome.verdict)
    return counted
