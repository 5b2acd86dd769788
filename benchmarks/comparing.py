"""The peers tuned on the working half, and their tables beside ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.misspelling import TWINS
from benchmarks.outcomes import FULL_OF_OUR_WORDS, Outcome, count, is_one, is_several, outcome_of, split, tally, twins
from benchmarks.peers import Memo, Peer, Setting
from benchmarks.questions import Half, Row
from benchmarks.tables import percent, share, table
from benchmarks.tuning import Bench, Tally, Tried, as_careful, best, tried

PEER_TWINS = 4
"""Peers are given the twins of every so many questions: thousands of windows take some of them minutes."""


@dataclass(frozen=True, slots=True)
class Result:
    """A way of doing the job on one half: at which setting, and what it gave for rows and for twins."""

    name: str
    setting: str
    plain: Sequence[Outcome]
    twins: Sequence[Outcome] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A peer at the three settings that are compared, by half."""

    balanced: Mapping[Half, Result]
    eager: Mapping[Half, Result]
    careful: Mapping[Half, Result]


def compare(peer: Peer, bench: Bench, rows: Mapping[Half, Sequence[Row]], ours_on_work: Tally) -> Compared:
    """A peer tuned on the working half, and what it gets on each half at its settings."""
    memo_of: dict[int, Memo] = {}
    ways = []
    for way in peer.ways(bench.terms):
        ways.append((way, memo_of.setdefault(id(way.scorer), Memo(way.scorer, min(way.thresholds)))))
    results: Tried = tried(bench, ways, rows["work"])
    memo = ways[0][1]
    wrong, false = ours_on_work.within["wrong"], ours_on_work.outside["false"]

    def at(setting: Setting, *, misspelt: bool = False) -> dict[Half, Result]:
        return {half: _result(peer.name, bench, memo, setting, some, misspelt=misspelt) for half, some in rows.items()}

    return Compared(
        balanced=at(best(results, lambda tally: tally.score)[0]),
        eager=at(best(results, lambda tally: tally.score_within)[0], misspelt=True),
        careful=at(as_careful(results, wrong, false)[0]),
    )


def _result(name: str, bench: Bench, memo: Memo, setting: Setting, rows: Sequence[Row], *, misspelt: bool) -> Result:
    plain = bench.answers(memo, setting, [row.text for row in rows])
    made = twins(rows, every=PEER_TWINS) if misspelt else []
    given = bench.answers(memo, setting, [text for _, _, text in made])
    return Result(
        name, f"{setting.way.policy}, from {setting.least:g}" + (f", to {setting.most_words} words" if setting.most_words < 1000 else ""),
        [outcome_of(row, answer, "", row.text) for row, answer in zip(rows, plain, strict=True)],
        [outcome_of(row, answer, kind, text) for (row, kind, text), answer in zip(made, given, strict=True)],
    )  # fmt: skip


def balanced_table(results: Sequence[tuple[Result, Result | None]], missing: Mapping[str, str]) -> str:
    """Each way at the threshold that maximises right - 3 wrong - 3 false; and how many it gets right when as careful as ours."""
    rows: list[Sequence[str]] = []
    for result, careful in results:
        within, outside = split(result.plain)
        one = [outcome for outcome in within if is_one(outcome.row)]
        several = [outcome for outcome in within if is_several(outcome.row)]
        full = [outcome for outcome in outside if outcome.row.sort in FULL_OF_OUR_WORDS]
        hard = [outcome for outcome in within if outcome.row.sort == "hard"]
        rows.append((
            result.name, result.setting, share(count(one, "right"), len(one)), share(count(several, "right"), len(several)),
            percent(count(hard, "right"), len(hard)), percent(count(within, "offered"), len(within)),
            share(count(within, "wrong"), len(within)), percent(count(outside, "noisy"), len(outside)),
            share(count(outside, "false"), len(outside)), percent(count(full, "false"), len(full)),
            str(tally(result.plain).score), _careful(careful) if careful else "",
        ))  # fmt: skip
    rows.extend((name, why, *["-"] * 10) for name, why in missing.items())
    head = ("tuned by right - 3 wrong - 3 false", "reading, threshold", "one concept right", "several right", "hard right", "offered",
            "wrong", "noisy", "false",
            "false, full of our words", "right - 3w - 3f", "as careful as ours: right, wrong, false")  # fmt: skip
    return table(head, rows)


def _careful(result: Result) -> str:
    within, outside = split(result.plain)
    return ", ".join((percent(count(within, "right"), len(within)), percent(count(within, "wrong"), len(within)),
                      percent(count(outside, "false"), len(outside))))  # fmt: skip


def eager_table(results: Sequence[Result]) -> str:
    """Each way tuned as if nothing but questions came in; and the twins of every fourth question."""
    rows = []
    for result in results:
        within, outside = split(result.plain)
        one = [outcome for outcome in within if is_one(outcome.row)]
        several = [outcome for outcome in within if is_several(outcome.row)]
        found = [result.name, result.setting, percent(count(one, "right"), len(one)), percent(count(several, "right"), len(several)),
                 percent(count(within, "wrong"), len(within)), percent(count(outside, "false"), len(outside))]  # fmt: skip
        for kind in TWINS:
            some = [outcome for outcome in result.twins if outcome.twin == kind and outcome.row.in_scope]
            found.append(f"{percent(count(some, 'right'), len(some))}, {percent(count(some, 'wrong'), len(some))}")
        rows.append(found)
    head = ("tuned for questions in scope alone", "reading, threshold", "one right", "several right", "wrong", "false",
            *(f"{kind}: right, wrong" for kind in TWINS))  # fmt: skip
    return table(head, rows)
