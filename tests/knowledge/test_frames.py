"""The notation of patterns."""

from __future__ import annotations

import pytest

from knowledge.frames import Alphabet, Frame, compile_frames


def _fitted(frame: Frame, clause: str) -> dict[str, str] | None:
    """The words of each group of a frame that fits a clause."""
    alphabet, row = Alphabet(frame.vocabulary), clause.split()
    hit = frame.expression(alphabet).match(alphabet.spelt(row))
    return hit and {name: " ".join(row[slice(*hit.span(name))]) for name in hit.groupdict()}


def test_a_pattern_finds_its_slot() -> None:
    """The star is what is asked about; optional words are not."""
    frame = compile_frames("definition", "what (is|are) [a|the] *")[0]

    assert _fitted(frame, "tell me what is the churn rate") == {"before": "tell me", "slot0": "churn rate"}


def test_the_longest_alternative_wins() -> None:
    """ "is supposed to mean" is not cut after "is"."""
    frame = compile_frames("definition", "what * (is|is supposed to mean)")[0]

    assert _fitted(frame, "what churn is supposed to mean") == {"before": "", "slot0": "churn", "after": ""}


def test_words_are_compared_without_case_and_diacritics() -> None:
    """Patterns are written as people write."""
    assert _fitted(compile_frames("definition", "Vad är *")[0], "vad ar churn")


def test_a_slot_before_an_optional_last_word_is_read_whole() -> None:
    """ "how is * [done]" finds two words, with or without the last one."""
    found = [_fitted(frame, "how is churn rate") for frame in compile_frames("measuring", "how is * [done]")]

    assert [groups["slot0"] for groups in found if groups] == ["churn rate"]


def test_a_number_is_any_number() -> None:
    """Also one that stands in a pattern itself."""
    frame = compile_frames("none", "churn # of (100|all)")[0]

    assert all(_fitted(frame, f"churn {number} of all") is not None for number in ("7", "100", "2,5", "\u0663"))
    assert _fitted(frame, "churn some of all") is None


def test_a_pattern_may_have_any_number_of_slots() -> None:
    """Each has a number of its own."""
    frame = compile_frames("definition", f"what ({'|'.join(f'w{number} *' for number in range(150))})")[0]

    groups = _fitted(frame, "what w140 churn") or {}
    assert [text for name, text in groups.items() if text and name.startswith("slot")] == ["churn"]


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
