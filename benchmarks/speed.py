"""Speed, beside other ways of doing the same job.

    python -m benchmarks.speed                       the built-in deck, 10,000 and 100,000 concepts; with the peers (minutes)
    python -m benchmarks.speed --concepts 10000      that many synthetic concepts beside the built-in ones alone; repeat for several
    python -m benchmarks.speed --no-peers

Every row is measured in a process of its own, on one core, with one thread and the garbage collector on.
Times are processor time, so that a busy machine lengthens none: on a core of its own it is what a clock on the wall shows.
Questions: those of the working half and their twins of one and two edits, in one shuffled order for everybody.
Warm-up: questions of the other half, so that no cache has seen what is timed. A slow way gets as many questions as its time allows.
Time and memory of an index: from the cards in memory to the first question; memory is what the process's resident set grew by.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks import ours, peers
from benchmarks.decks import synthetic
from benchmarks.misspelling import twin
from benchmarks.questions import load
from benchmarks.tables import table
from knowledge.answering import Answerer
from knowledge.card import Deck
from knowledge.loading import BUILTIN
from knowledge.loading import load as load_deck

SIZES = (0, 10_000, 100_000)
TWINS = ("one edit", "two edits")
OURS = "ours"
WARM_UP = 300
SECONDS = 20.0
"""How long one way is timed at most."""

FEWEST = 10
"""So many questions are timed however slow a way is."""

STARTS = 7
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
OUTDATED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""Settings that some machines have for older numpy: they would slow the peers that use it."""

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """One way over one deck. Times of questions in milliseconds, of the index in seconds; memory in megabytes."""

    terms: int
    build: float
    memory: float
    peak: float
    asked: int
    median: float
    high: float
    rate: float
    note: str = ""


# ---- in the process that is measured -----------------------------------------------------------------------------


def measure(way: str, concepts: int, seconds: float = SECONDS) -> Measured:
    """Build the index of one way over one deck and time its answers, in this process."""
    deck = load_deck([BUILTIN])
    deck = synthetic(deck, concepts) if concepts else deck
    texts, warm = questions()
    gc.collect()
    before, peak_before, started = _resident(), _peak(), time.process_time()
    ask, note = _built(way, deck)
    build = time.process_time() - started
    gc.collect()
    after, peak = _resident(), _peak()
    times = _timed(ask, texts, warm, seconds)
    return Measured(
        terms=len(peers.Terms.of(deck.cards.values()).texts), build=build, memory=after - before,
        peak=max(peak - max(before, peak_before), after - before), asked=len(times), median=statistics.median(times),
        high=statistics.quantiles(times, n=100)[98], rate=1000 * len(times) / sum(times), note=note,
    )  # fmt: skip


def questions() -> tuple[list[str], list[str]]:
    """What is timed, and what is asked before to warm up."""
    rows = load(["work"])
    texts = [row.text for row in rows] + [made for kind in TWINS for row in rows if (made := twin(kind, row.text)) is not None]
    random.Random(1).shuffle(texts)
    return texts, [row.text for row in load(["report"])][:: max(1, len(rows) // WARM_UP)]


def _built(way: str, deck: Deck) -> tuple[Ask, str]:
    if way == OURS:
        answerer = Answerer(deck)
        return (lambda text: ours.ask(answerer, text)), ""
    peer = next(peer for peer in peers.PEERS if peer.name == way)
    terms = peers.Terms.of(deck.cards.values())
    scorer = peer.build(terms)
    policy, least = peer.usual
    setting = peers.Setting(peers.Way(scorer, policy, (least,)), least, most_words=1000)
    joining = peers.joints(deck.languages.values())
    note = "; ".join(part for part in (f"{policy}, from {least:g}", getattr(scorer, "note", "")) if part)
    return (lambda text: peers.ask(setting, terms, joining, text)), note


def _timed(ask: Ask, texts: Sequence[str], warm: Sequence[str], seconds: float) -> list[float]:
    until = time.perf_counter() + seconds / 4
    for text in warm:
        ask(text)
        if time.perf_counter() > until:
            break
    times: list[float] = []
    until = time.perf_counter() + seconds
    for text in texts:
        started = time.process_time()
        ask(text)
        times.append(1000 * (time.process_time() - started))
        if time.perf_counter() > until and len(times) >= FEWEST:
            break
    return times


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


# ---- in the process that asks for it -----------------------------------------------------------------------------


def measured_apart(way: str, concepts: int, seconds: float) -> Measured | str:
    """The same in a fresh process on one core; the last line of its complaint if it failed."""
    command = [sys.executable, "-m", "benchmarks.speed", "--measure", way, "--concepts", str(concepts), "--seconds", str(seconds)]
    environment = {name: value for name, value in os.environ.items() if name not in OUTDATED} | ONE_THREAD
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["it failed"])[-1]
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def start_up() -> tuple[float, float]:
    """Seconds of processor time that `python -m knowledge ask` takes, and an empty Python beside it: the median of several starts."""
    ask = [sys.executable, "-m", "knowledge", "ask", "what is churn?"]
    return _median_start(ask), _median_start([sys.executable, "-c", ""])


def _median_start(command: Sequence[str]) -> float:
    times = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def row_of(way: str, found: Measured | str, mine: Measured | None) -> list[str]:
    """A line of the table."""
    if isinstance(found, str):
        return [way, *["-"] * 8, found]
    ratio = found.median / mine.median if mine is not None else 1.0
    times = "-" if mine is None and way != OURS else f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2f}"
    return [way, f"{found.median:.3f}", times, f"{found.high:.2f}", f"{found.rate:,.0f}", f"{found.build:.2f}", f"{found.memory:.0f}",
            f"{found.peak:.0f}", str(found.asked), found.note]  # fmt: skip


HEAD = ("way", "median ms", "times ours", "99th percentile ms", "questions/s", "index s", "index MB", "peak MB", "questions timed", "note")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.measure:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        print(json.dumps(asdict(measure(options.measure, (options.concepts or [0])[0], options.seconds))))
        return 0
    print(f"The machine's load as it starts: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    ask, empty = start_up()
    print(f"Start-up: python -m knowledge ask takes {ask:.2f} s (an empty Python {empty:.2f} s), median of {STARTS}.\n")
    ways = [OURS] if options.no_peers else [OURS, *(peer.name for peer in peers.PEERS if not peer.needs or find_spec(peer.needs))]
    for concepts in options.concepts or SIZES:
        _print_deck(concepts, ways, options.seconds)
    return 0


def _print_deck(concepts: int, ways: Sequence[str], seconds: float) -> None:
    mine: Measured | None = None
    rows = []
    for way in ways:
        sys.stderr.write(f"{concepts} concepts: {way}\n")
        found = measured_apart(way, concepts, seconds)
        rows.append(row_of(way, found, mine))
        mine = found if way == OURS and isinstance(found, Measured) else mine
    terms = f"{mine.terms:,} terms" if mine is not None else ""
    print(f"## {f'{concepts:,} synthetic concepts and the built-in deck' if concepts else 'The built-in deck'}: {terms}\n")
    print(table(HEAD, rows), end="\n\n", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="Speed, beside other ways of doing the same job.")
    parser.add_argument("--concepts", action="append", type=int, help="so many synthetic concepts; repeat for several")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"how long one way is timed at most (default {SECONDS:g})")
    parser.add_argument("--measure", metavar="WAY", help="one way, in this process: prints JSON (what the command runs for each row)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
