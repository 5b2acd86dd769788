"""Our answers as they are judged."""

from __future__ import annotations

from typing import assert_never

from benchmarks.judging import Given
from knowledge.answering import Answer, Answerer, Choices, Comparison, Definition, Help, Listing, NotAsked, Unknown, kind


def ask(answerer: Answerer, text: str) -> Given:
    """What we answer to a message."""
    return given(answerer.ask(text))


def given(answer: Answer) -> Given:
    """As much of an answer as is judged; it says the same as the command line's JSON object, which a test holds it to."""
    language = answer.basis.language
    match answer:
        case Definition() | Comparison():
            focus = answer.focus if isinstance(answer, Comparison) else answer.request.focus
            concepts = frozenset(shown.card.id for shown in answer.shown)
            return Given(kind(answer), concepts, frozenset(), focus, language, bool(answer.unmatched))
        case Choices():
            concepts = frozenset(candidate.shown.card.id for candidate in answer.candidates)
            return Given("choices", concepts, frozenset(answer.settled), answer.request.focus, language, bool(answer.request.quoted))
        case Listing() | Help() | Unknown() | NotAsked():
            return Given(kind(answer), language=language)
        case _:
            assert_never(answer)
