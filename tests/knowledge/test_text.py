"""Cleaning and cutting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import MAX_TOKENS, clean, fold, tokens, words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("What's <@U123ABC> NPS?", "whats nps"),
        ("<!channel> <!subteam^S1|@x> <#C1|general> churn", "churn"),
        ("<https://example.com|churn> rate", "churn rate"),
        ("A&amp;B &lt;!here&gt;", "a b here"),
        ("churn :thinking_face: :+1:", "churn"),
        ("cust\u200bomer \u202esuccess", "customer success"),
        ("ＣＸ ﬁrst", "cx first"),
        ("عَمِيلٌ والعُمَلاءُ", "عميل والعملاء"),
        ("Łódź się różni", "lodz sie rozni"),
        ("ولاءــ ١٢", "ولاء 12"),
        ("customer_success *churn* `NPS` ~x~", "customer success churn nps x"),
    ],
)
def test_only_words_are_left(typed: str, expected: str) -> None:
    """Markup, invisible characters, case and diacritics do not count."""
    assert expected == " ".join(words(typed))


def test_a_dot_ends_a_sentence_but_not_an_abbreviation() -> None:
    """ "X vs. Y" and "S.L.A." are one clause; "churn. What" is two."""
    assert not any(token.stop for token in tokens("churn vs. success"))
    assert not any(token.stop for token in tokens("the S.L.A is"))
    assert any(token.stop for token in tokens("this is churn. What is it"))


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=5000))
def test_any_text_can_be_cut_into_boundedly_many_tokens(text: str) -> None:
    """Nothing raises, and a pasted log costs no more than a long message."""
    found = tokens(clean(text))

    assert len(found) <= MAX_TOKENS
    assert all(token.key for token in found if token.is_word and token.word.isascii())


def test_lone_surrogates_and_controls_disappear() -> None:
    """Half a character is no word."""
    assert words("\ud800churn\udfff\x00\x1b") == ("churn",)


def test_a_word_of_nothing_that_counts_is_no_word() -> None:
    """An Arabic stretching mark alone has no letter that is compared."""
    assert [token.key for token in tokens("\u0640\u0640 churn \u0640")] == ["churn"]
