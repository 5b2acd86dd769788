"""Phrases with gaps: which is found where, and the patterns that they are written as."""

from __future__ import annotations

import pytest

from knowledge.frames import MOST_ROWS, spelt_out
from knowledge.phrases import MOST_GAP_WORDS, Phrases, Spoken


def test_a_pattern_stands_for_its_phrases() -> None:
    """Each alternative, each optional word, and a gap as it is."""
    assert spelt_out("(no|not a) clue what [on earth] * is") == [
        ("no", "clue", "what", "*", "is"),
        ("no", "clue", "what", "on", "earth", "*", "is"),
        ("not", "a", "clue", "what", "*", "is"),
        ("not", "a", "clue", "what", "on", "earth", "*", "is"),
    ]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "begin and end"),
        ("* is what", "begin and end"),
        ("what is *", "begin and end"),
        ("[please]", "begin and end"),
        ("what @ says", "no meaning here"),
        ("# of them", "no meaning here"),
        ("no (idea", "not closed"),
        ("a * b * c * d", "gaps"),
        ("a * * b", "gaps"),
        ("no " * 2000 + "idea", "side by side"),
        ("(" * 1500 + "no" + ")" * 1500, "within each other"),
        ("x " + "[a|a] " * 11 + "y", "make two of it"),
    ],
)
def test_what_is_no_phrase_is_refused(pattern: str, reason: str) -> None:
    """A gap needs words on both sides; a name or a number says nothing here."""
    with pytest.raises(ValueError, match=reason):
        spelt_out(pattern)


def test_a_pattern_of_too_many_phrases_is_refused_at_once() -> None:
    """However many it stands for, no more are written out than are allowed."""
    with pytest.raises(ValueError, match=str(MOST_ROWS)):
        spelt_out(" ".join(["(a|b|c|d|e|f|g|h)"] * 40))


def test_the_longest_phrase_at_a_place_is_found() -> None:
    """Also where a longer one begins the same way and goes on otherwise."""
    phrases = Phrases({("no", "idea"): "definition", ("no", "idea", "what", "to", "do"): "none", ("is", "it", "?"): "terms"})
    row = ["i", "have", "no", "idea", "what", "it", "is"]
    assert phrases.longest_at(row, 2, question=False) == Spoken((2, 3), "definition")
    assert phrases.longest_at(["no", "idea", "what", "to", "do"], 0, question=False) == Spoken((0, 1, 2, 3, 4), "none")
    assert phrases.longest_at(row, 0, question=False) is None
    assert phrases.longest_at(["is", "it"], 0, question=False) is None
    assert phrases.longest_at(["is", "it"], 0, question=True) == Spoken((0, 1), "terms")


def test_a_gap_holds_a_few_words_and_at_least_one() -> None:
    """The places of a phrase are those of its own words."""
    phrases = Phrases({("know", "what", "*", "is"): "definition"})
    filled = ["know", "what", *["word"] * MOST_GAP_WORDS, "is"]
    assert phrases.longest_at(filled, 0, question=False) == Spoken((0, 1, MOST_GAP_WORDS + 2), "definition")
    assert phrases.longest_at([*filled[:-1], "word", "is"], 0, question=False) is None
    assert phrases.longest_at(["know", "what", "is"], 0, question=False) is None
