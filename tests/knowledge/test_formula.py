"""The arithmetic of metrics."""

from __future__ import annotations

import pytest

from knowledge.formula import FormulaError, value, variables


def test_a_formula_is_computed() -> None:
    """Plain arithmetic over named figures."""
    formula = "100 * (promoters - detractors) / answers"

    assert frozenset({"promoters", "detractors", "answers"}) == variables(formula)
    assert value(formula, {"promoters": 60, "detractors": 20, "answers": 100}) == 40


@pytest.mark.parametrize("formula", ["__import__('os')", "a ** b", "a if b else c", "a b", "1 / 0", "f(a)", "'x'", "(" * 500])
def test_anything_else_is_refused(formula: str) -> None:
    """A card can't run code, and a division by zero is told."""
    with pytest.raises(FormulaError):
        value(formula, {"a": 1, "b": 2, "c": 3})
