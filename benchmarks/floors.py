"""Floors: our own totals on both halves, recorded by `python -m benchmarks.quality --record`, which the tests hold us to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.outcomes import beside, count, is_one, is_several, run, run_twins, split
from benchmarks.questions import HALVES, Row, load
from knowledge.answering import Answerer

FLOORS = Path(__file__).with_name("floors.yaml")

FLOOR_TWINS = 6
"""The floors count the twins of every so many questions, so that the test takes seconds."""

SLACK = 1
"""A floor is that many questions below what was counted when it was recorded."""

FLOORED_TWINS = ("one edit", "two edits")

_NOTE = """\
# Our own totals may not fall below these (tests/benchmarks/test_quality.py).
# Written by: python -m benchmarks.quality --record
"""


def totals(answerer: Answerer, rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """The totals that floors are kept for: `of` (how many there are), `good` (may not fall), `bad` (may not rise)."""
    plain, misspelt = run(answerer, rows), run_twins(answerer, rows, FLOORED_TWINS, FLOOR_TWINS)
    within, outside = split(plain)
    good = {
        "one concept right": count((outcome for outcome in within if is_one(outcome.row)), "right"),
        "several right": count((outcome for outcome in within if is_several(outcome.row)), "right"),
        "in scope right": count(within, "right"),
        "out of scope right": count(outside, "right"),
        **{f"{name} (of the right)": hits for name, hits, _ in beside(plain)},
    }
    bad = {"wrong": count(within, "wrong"), "noisy": count(outside, "noisy"), "false": count(outside, "false")}
    for kind in FLOORED_TWINS:
        some, others = split(outcome for outcome in misspelt if outcome.twin == kind)
        good[f"{kind}: right"] = count(some, "right")
        bad[f"{kind}: wrong"] = count(some, "wrong")
        bad[f"{kind}: false"] = count(others, "false")
    of = {"in scope": len(within), "out of scope": len(outside), "twins": len(misspelt)}
    return {"of": of, "good": good, "bad": bad}


def recorded(found: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Floors for these totals: one question of slack on each, so that an unlucky tie does not break the build."""
    return {
        "of": dict(found["of"]),
        "at least": {name: max(0, number - SLACK) for name, number in found["good"].items()},
        "at most": {name: number + SLACK for name, number in found["bad"].items()},
    }


def fallen(found: Mapping[str, Mapping[str, int]], floors: Mapping[str, Mapping[str, int]]) -> list[str]:
    """What is worse than its floor, or counted over other questions: totals only, so that it may be printed for either half."""
    if found["of"] != floors["of"]:
        return [f"the questions are others ({found['of']}) than when the floors were recorded ({floors['of']}): record them anew"]
    low = [(name, found["good"][name], least, "at least") for name, least in floors["at least"].items() if found["good"][name] < least]
    high = [(name, found["bad"][name], most, "at most") for name, most in floors["at most"].items() if found["bad"][name] > most]
    return [f"{name}: {number}, and it should be {bound} {floor}" for name, number, floor, bound in (*low, *high)]


def record(answerer: Answerer) -> None:
    """Write the floors of both halves."""
    found = {half: recorded(totals(answerer, load([half]))) for half in HALVES}
    FLOORS.write_text(_NOTE + yaml.safe_dump(found, sort_keys=False), "utf-8")
