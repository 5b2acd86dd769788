"""The thresholds of the peers, found on the working half: every reading, every threshold, every longest message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.judging import SILENCE, Given, Verdict, judge
from benchmarks.peers import Hit, Memo, Setting, Terms, Way, answer, hits, pieces
from benchmarks.questions import Row
from knowledge.text import clean, tokens

MOST_WORDS = (3, 4, 5, 6, 8, 10, 13, 17, 1000)
"""The longest messages to try: a short one that holds a term is more often a question about it."""


@dataclass(slots=True)
class Tally:
    """How often each verdict was given, in scope and out of it."""

    within: Counter[Verdict] = field(default_factory=Counter)
    outside: Counter[Verdict] = field(default_factory=Counter)

    def add(self, row: Row, verdict: Verdict, count: int = 1) -> None:
        """Count a verdict."""
        (self.within if row.in_scope else self.outside)[verdict] += count

    @property
    def score(self) -> int:
        """What the thresholds are chosen by: a wrong or a false answer costs what three right ones are worth."""
        return self.within["right"] - 3 * self.within["wrong"] - 3 * self.outside["false"]

    @property
    def score_within(self) -> int:
        """The same for one who never gets anything but questions."""
        return self.within["right"] - 3 * self.within["wrong"]


Tried = list[tuple[Setting, Tally]]


@dataclass(frozen=True, slots=True)
class Bench:
    """What all peers work with."""

    terms: Terms
    joining: frozenset[str]

    def hits(self, memo: Memo, way: Way, texts: Sequence[str]) -> list[list[Hit]]:
        """For each text the terms found in it, at the lowest threshold."""
        cut = [pieces(text, way.policy, self.joining) for text in texts]
        scored = memo.nearest(piece.text for row in cut for piece in row)
        return [hits(row, [scored[piece.text] for piece in row]) for row in cut]

    def answers(self, memo: Memo, setting: Setting, texts: Sequence[str]) -> list[Given]:
        """What a tuned peer answers."""
        found = self.hits(memo, setting.way, texts)
        return [
            answer(row, self.terms, setting.way.policy, setting.least) if length(text) <= setting.most_words else SILENCE
            for text, row in zip(texts, found, strict=True)
        ]


def length(text: str) -> int:
    """How many words a message has."""
    return sum(token.is_word for token in tokens(clean(text)))


def tried(bench: Bench, ways: Iterable[tuple[Way, Memo]], rows: Sequence[Row]) -> Tried:
    """Every setting of a peer, and what it gets on these rows."""
    return [result for way, memo in ways for result in _tried(bench, way, memo, rows)]


def _tried(bench: Bench, way: Way, memo: Memo, rows: Sequence[Row]) -> Iterator[tuple[Setting, Tally]]:
    lengths = [length(row.text) for row in rows]
    silent = [judge(row, SILENCE) for row in rows]
    found = bench.hits(memo, way, [row.text for row in rows])
    for least in way.thresholds:
        spoken = [judge(row, answer(hit, bench.terms, way.policy, least)) for row, hit in zip(rows, found, strict=True)]
        for most in MOST_WORDS:
            tally = Tally()
            for row, words, aloud, quiet in zip(rows, lengths, spoken, silent, strict=True):
                tally.add(row, aloud if words <= most else quiet)
            yield Setting(way, least, most), tally


def best(results: Tried, worth: Callable[[Tally], float]) -> tuple[Setting, Tally]:
    """The setting of most worth; of equals the strictest."""
    return max(results, key=lambda result: (worth(result[1]), result[0].least, -result[0].most_words))


def as_careful(results: Tried, wrong: int, false: int) -> tuple[Setting, Tally]:
    """The setting that gets most right while no more are wrong and false than said."""
    return best(results, lambda tally: _right_if_careful(tally, wrong, false))


def _right_if_careful(tally: Tally, wrong: int, false: int) -> float:
    over = max(0, tally.within["wrong"] - wrong) + max(0, tally.outside["false"] - false)
    return tally.within["right"] if over == 0 else -over
