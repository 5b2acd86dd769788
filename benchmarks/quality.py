"""Answer quality, beside other ways of doing the same job.

    python -m benchmarks.quality                  both halves, with the peers (minutes)
    python -m benchmarks.quality --no-peers       ours alone (seconds)
    python -m benchmarks.quality --half work --failures
    python -m benchmarks.quality --record         write the floors that the tests hold us to

Rows of the reported half are never printed. The peers need the extra `benchmarks`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.util import find_spec

from benchmarks.comparing import PEER_TWINS, Compared, Result, balanced_table, compare, eager_table
from benchmarks.floors import record
from benchmarks.misspelling import TWINS
from benchmarks.outcomes import Outcome, beside, count, is_one, is_several, outside_groups, run, run_twins, split, tally, within_groups
from benchmarks.peers import PEERS, Terms, joints
from benchmarks.questions import HALVES, Half, Row, load
from benchmarks.tables import percent, share, table
from benchmarks.tuning import Bench
from knowledge.answering import Answerer
from knowledge.loading import BUILTIN
from knowledge.loading import load as load_deck


def in_scope_table(outcomes: Sequence[Outcome]) -> str:
    """Right, offered, missed and wrong by kind, language and intent."""
    rows = []
    for name, pick in within_groups(outcome.row for outcome in outcomes):
        some = [outcome for outcome in outcomes if outcome.row.in_scope and pick(outcome.row)]
        if some:
            counts = Counter(outcome.verdict for outcome in some)
            rows.append((name, str(len(some)), share(counts["right"], len(some)), str(counts["offered"]), str(counts["missed"]),
                         share(counts["wrong"], len(some))))  # fmt: skip
    return table(("in scope", "questions", "right (95 %)", "offered", "missed", "wrong (95 %)"), rows)


def out_of_scope_table(outcomes: Sequence[Outcome]) -> str:
    """Right, quiet, noisy and false by kind and language."""
    rows = []
    for name, pick in outside_groups(outcome.row for outcome in outcomes):
        some = [outcome for outcome in outcomes if not outcome.row.in_scope and pick(outcome.row)]
        if some:
            counts = Counter(outcome.verdict for outcome in some)
            rows.append((name, str(len(some)), share(counts["right"], len(some)), str(counts["quiet"]), share(counts["noisy"], len(some)),
                         share(counts["false"], len(some))))  # fmt: skip
    return table(("out of scope", "messages", "right (95 %)", "quiet", "noisy (95 %)", "false (95 %)"), rows)


def twins_table(outcomes: Sequence[Outcome]) -> str:
    """The same for each kind of twin, in short."""
    rows = []
    for kind in TWINS:
        some = [outcome for outcome in outcomes if outcome.twin == kind]
        within, outside = split(some)
        one = [outcome for outcome in within if is_one(outcome.row)]
        several = [outcome for outcome in within if is_several(outcome.row)]
        if some:
            rows.append((kind, share(count(one, "right"), len(one)), share(count(several, "right"), len(several)),
                         share(count(within, "right"), len(within)), percent(count(within, "offered"), len(within)),
                         percent(count(within, "missed"), len(within)), share(count(within, "wrong"), len(within)),
                         percent(count(outside, "noisy"), len(outside)), share(count(outside, "false"), len(outside))))  # fmt: skip
    head = ("twins", "one concept right", "several right", "all in scope right", "offered", "missed", "wrong",
            "noisy (out of scope)", "false (out of scope)")  # fmt: skip
    return table(head, rows)


def beside_table(outcomes: Sequence[Outcome]) -> str:
    """What is judged of right answers beside their concepts."""
    return table(("of the right answers", "answers", "so (95 %)"), [
        (name, str(of), share(hits, of)) for name, hits, of in beside(outcomes)
    ])  # fmt: skip


PEER_ROWS = 700
"""Peers are tuned and counted on about so many messages of a half, ours beside them on the same: some take a second for each."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.failures is not None and options.half != "work":
        sys.stderr.write("Failures are printed for the working half alone: add --half work. Nobody looks at the other's rows.\n")
        return 2
    answerer = Answerer(load_deck([BUILTIN]))
    if options.record:
        record(answerer)
        return 0
    halves = [options.half] if options.half else list(HALVES)
    rows = {half: load([half], options.language or ()) for half in halves}
    outcomes = {half: run(answerer, some) for half, some in rows.items()}
    for half in halves:
        _print_ours(half, answerer, outcomes[half], rows[half])
    if options.failures is not None:
        _print_failures(outcomes["work"], set(options.failures))
    if not options.no_peers:
        work = rows.get("work") or load(["work"], options.language or ())
        _print_peers(answerer, {"work": work, **rows}, outcomes, halves)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description="Answer quality, beside other ways of doing it.")
    parser.add_argument("--half", choices=HALVES, help="one half alone (default: both)")
    parser.add_argument("--language", action="append", help="questions written in this language alone; repeat for several")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument("--failures", nargs="*", metavar="VERDICT", help="what went wrong (working half only): all, or these verdicts")
    parser.add_argument("--record", action="store_true", help="write floors.yaml from this run")
    return parser


def _print_ours(half: Half, answerer: Answerer, outcomes: Sequence[Outcome], rows: Sequence[Row]) -> None:
    started = time.perf_counter()
    misspelt = run_twins(answerer, rows)
    took = 1000 * (time.perf_counter() - started) / max(1, len(misspelt))
    print(f"\n## Ours, {half} half ({len(rows)} messages, {len(misspelt)} twins, {took:.2f} ms each)\n")
    for written in (in_scope_table(outcomes), out_of_scope_table(outcomes), beside_table(outcomes), twins_table(misspelt)):
        print(written, end="\n\n")


def _print_failures(outcomes: Iterable[Outcome], verdicts: Collection[str]) -> None:
    for outcome in outcomes:
        row, given = outcome.row, outcome.given
        bad = outcome.verdict in verdicts if verdicts else outcome.verdict not in ("right", "quiet")
        if bad:
            print(f"{outcome.verdict:8} {row.file} {row.kind:10} {row.text!r}: wanted {sorted(row.concepts)}, "
                  f"got {given.kind} {sorted(given.concepts)}")  # fmt: skip


def _print_peers(
    answerer: Answerer, rows: Mapping[Half, Sequence[Row]], outcomes: Mapping[Half, Sequence[Outcome]], halves: Sequence[Half]
) -> None:
    deck = answerer.deck
    rows = {half: some[:: max(1, len(some) // PEER_ROWS)] for half, some in rows.items()}
    outcomes = {half: some[:: max(1, len(some) // PEER_ROWS)] for half, some in outcomes.items()}
    bench = Bench(Terms.of(deck.cards.values()), joints(deck.languages.values()))
    on_work = tally(outcomes.get("work") or run(answerer, rows["work"]))
    found: list[Compared] = []
    missing: dict[str, str] = {}
    for peer in PEERS:
        if peer.needs and find_spec(peer.needs) is None:
            missing[peer.name] = "not installed: pip install '.[benchmarks]'"
            continue
        started = time.perf_counter()
        found.append(compare(peer, bench, rows, on_work))
        sys.stderr.write(f"{peer.name}: {time.perf_counter() - started:.0f} s\n")
    for half in halves:
        mine = Result("ours", "as shipped", outcomes[half], run_twins(answerer, rows[half], every=PEER_TWINS))
        print(f"\n## Beside the peers, {len(rows[half])} messages of the {half} half "
              f"({len(bench.terms.texts)} terms; tuned on {len(rows['work'])} of the working half)\n")  # fmt: skip
        pairs = [(mine, None), *((one.balanced[half], one.careful[half]) for one in found)]
        print(balanced_table(pairs, missing), end="\n\n")
        print(eager_table([mine, *(one.eager[half] for one in found)]))


if __name__ == "__main__":
    sys.exit(main())
