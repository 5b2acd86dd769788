"""The notation of patterns."""

from __future__ import annotations

import pytest

from knowledge.frames import compile_frames


def test_a_pattern_finds_its_slot() -> None:
    """The star is what is asked about; optional words are not."""
    frame = compile_frames("definition", "what (is|are) [a|the] *")[0]

    found = frame.expression.match(" tell me what is the churn rate")

    assert found is not None
    assert found["slot0"] == " churn rate"
    assert found["before"] == " tell me"


def test_the_longest_alternative_wins() -> None:
    """ "is supposed to mean" is not cut after "is"."""
    found = compile_frames("definition", "what * (is|is supposed to mean)")[0].expression.match(" what churn is supposed to mean")

    assert found is not None
    assert found["slot0"] == " churn"


def test_words_are_compared_without_case_and_diacritics() -> None:
    """Patterns are written as people write."""
    assert compile_frames("definition", "Vad är *")[0].expression.match(" vad ar churn")


def test_a_slot_before_an_optional_last_word_is_read_whole() -> None:
    """ "how is * [done]" finds two words, with or without the last one."""
    found = [frame.expression.match(" how is churn rate") for frame in compile_frames("measuring", "how is * [done]")]

    assert [match["slot0"] for match in found if match is not None] == [" churn rate"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("what (is *", "not closed"),
        ("* *", "always there"),
        ("[what is] *", "always there"),
        ("", "empty"),
        ("what ) *", "outside brackets"),
    ],
)
def test_a_broken_pattern_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    """A translator sees what is wrong."""
    with pytest.raises(ValueError, match=reason):
        compile_frames("definition", pattern)
