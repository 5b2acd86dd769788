"""The arithmetic of a metric's formula: names, numbers, + - * / and brackets, and nothing else."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from math import isfinite

_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


class FormulaError(ValueError):
    """A formula that is not plain arithmetic, or that these figures do not fit."""


def variables(formula: str) -> frozenset[str]:
    """The names in a formula. Raises FormulaError."""
    return frozenset(node.id for node in ast.walk(_parsed(formula)) if isinstance(node, ast.Name))


def value(formula: str, figures: Mapping[str, float]) -> float:
    """What a formula gives for some figures, a finite number. Raises FormulaError."""
    try:
        found = _value(_parsed(formula), figures)
    except (OverflowError, RecursionError) as error:
        raise FormulaError("it is too big to be computed") from error
    if not isfinite(found):
        raise FormulaError("it is too big to be computed")
    return found


def _parsed(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("this is no arithmetic") from error


def _value(node: ast.expr, figures: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name) if name in figures:
            return figures[name]
        case ast.Name(id=name):
            raise FormulaError(f"{name} has no figure")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, figures)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATIONS:
            try:
                return _OPERATIONS[type(sign)](_value(left, figures), _value(right, figures))
            except ZeroDivisionError as error:
                raise FormulaError("it divides by zero") from error
    raise FormulaError("only names, numbers, + - * / and brackets may stand in a formula")
