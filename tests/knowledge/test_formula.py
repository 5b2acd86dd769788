"""The arithmetic of metrics, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from knowledge.answering import Answerer
from knowledge.card import Metric
from knowledge.formula import FormulaError, value, variables
from knowledge.wording import Wording


def test_a_formula_is_computed() -> None:
    """Plain arithmetic over named figures."""
    formula = "100 * (promoters - detractors) / answers"

    assert frozenset({"promoters", "detractors", "answers"}) == variables(formula)
    assert value(formula, {"promoters": 60, "detractors": 20, "answers": 100}) == 40


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')",
        "a ** b",
        "a if b else c",
        "a b",
        "1 / 0",
        "f(a)",
        "'x'",
        "(" * 500,
        "1" + "0" * 400,
        "1e999",
        "+".join("a" * 2000),
    ],
)
def test_anything_else_is_refused(formula: str) -> None:
    """A card can't run code, and a division by zero is told."""
    with pytest.raises(FormulaError):
        value(formula, {"a": 1, "b": 2, "c": 3})


@pytest.mark.parametrize(
    ("formula", "names", "example", "shown"),
    [
        ("100 * öppna / alla", {}, {"öppna": 2, "alla": 8, "result": 25}, ["100 × öppna ÷ alla", "100 × 2 ÷ 8 = 25 %"]),
        ("1e3 * a + 1e-3", {}, {"a": 2, "result": 2000}, ["1e3 × a + 1e-3", "1e3 × 2 + 1e-3 = 2,000 %"]),
        ("a_b-c", {"c": "e-post/dag"}, {"a_b": 5, "c": -2, "result": 7}, ["a b−e-post/dag", "5−−2 = 7 %"]),
    ],
)
def test_a_formula_is_shown_with_names_and_figures(
    builtin: Answerer, formula: str, names: Mapping[str, str], example: Mapping[str, float], shown: list[str]
) -> None:
    """Names of any letters; numbers and the names of a language stay as they are written, only signs are printed otherwise."""
    deck = builtin.deck
    entry = replace(deck.cards["churn"].languages["en"], variables=names)
    lines = Wording(deck, deck.languages["en"]).formula(Metric(formula, "percent", "higher", example), entry).splitlines()

    assert [lines[0], lines[1].partition(" (")[0]] == shown
