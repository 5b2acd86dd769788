"""Misspelt terms are found without looking at every term."""

from __future__ import annotations

import random
import string
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge import nearness
from knowledge.nearness import MOST_MEASURED, NearTerms, allowance

KEYS = sorted(
    {"customersuccess", "customersupport", "churn", "retention", "netpromoterscore", "omnichannel", "touchpoint", "wskaznikodejsc"}
)


@given(
    st.sampled_from(KEYS),
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from("dis"), st.sampled_from(string.ascii_lowercase)), max_size=4),
)
def test_every_term_within_its_allowance_is_found(key: str, edits: list[tuple[int, str, str]]) -> None:
    """The index finds what measuring every term would find."""
    text = key
    for place, kind, letter in edits:
        place %= max(len(text), 1)
        text = text[:place] + ("" if kind == "d" else letter) + text[place + (kind != "i") :]

    found = {near for _, near in NearTerms(KEYS).near(text)}

    assert {other for other in KEYS if len(text) and OSA.distance(text, other) <= allowance(len(other))} <= found


def test_the_work_for_a_hostile_text_is_bounded() -> None:
    """However many terms are nearly alike, only so many are measured."""
    dice = random.Random(1)
    keys = sorted({"customer" + "".join(dice.choices("ab", k=8)) + "".join(dice.choices("xy", k=4)) for _ in range(20_000)})
    terms = NearTerms(keys)

    with mock.patch.object(nearness.process, "extract", wraps=process.extract) as scorer:
        terms.near("customerabababababxyxy"[:20])

    assert sum(len(call.args[1]) for call in scorer.call_args_list) <= MOST_MEASURED
