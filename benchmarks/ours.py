"""Our answers as they are judged."""

from __future__ import annotations

from benchmarks.judging import Given
from knowledge.answering import Answerer, told


def ask(answerer: Answerer, text: str) -> Given:
    """What we answer to a message: as much of it as is judged."""
    found = told(answerer.ask(text))
    settled = frozenset(found.get("settled", ()))
    return Given(found["kind"], frozenset(found["concepts"]), settled, found["focus"], found["language"], "unmatched" in found)
