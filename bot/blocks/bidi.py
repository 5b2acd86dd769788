"""Texts that run right to left and left to right in one line, without Slack's help.

Block Kit has no field for a direction: clients look at the first letter. So a text begins with a
letter (or an invisible mark) of its own direction, and what runs the other way is isolated.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Direction = Literal["ltr", "rtl"]

_MARK: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}

_BLOCKS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010cff\U00010e80-\U00010fff\U0001e800-\U0001efff"
_RTL = rf"(?=[{_BLOCKS}])[^\W\d_]"
_LTR = rf"(?![{_BLOCKS}])[^\W\d_][\u0300-\u036f]*"
_JOINS = r" \-'\u2019.&/,:_@+#"
_NUMBER = r"\d+(?:[.,\u066b\u066c]\d+)*%?"
_FIGURES = (  # arithmetic, and a number with its sign: both fall apart in a line from the right
    rf"\(*{_NUMBER}\)*(?:\s*[×÷−+]\s*\(*{_NUMBER}\)*)+(?:\s*=\s*[−\-]?{_NUMBER}(?:\s?%)?)?"
    rf"|(?<![\w\-+−])[+\-−]{_NUMBER}"
)
_RTL_LETTER, _LTR_LETTER = re.compile(_RTL), re.compile(_LTR)
_RTL_RUN = re.compile(rf"{_RTL}(?:[{_JOINS}\d]*[{_BLOCKS}])*")
_LTR_RUN = re.compile(rf"\d*{_LTR}(?:[{_JOINS}\d]*{_LTR})*[\d+#%]*|{_FIGURES}")


def isolated(text: str, direction: Direction) -> str:
    """A text in which what runs the other way is wrapped, so that it disturbs no neighbours."""
    if direction == "ltr":
        return _wrapped(text, _RTL_LETTER, _LTR_LETTER, _RTL_RUN, _RLI)
    return _wrapped(text, _LTR_LETTER, _RTL_LETTER, _LTR_RUN, _LRI)


def opened(text: str, direction: Direction) -> str:
    """A text whose first letter tells its direction, with an invisible mark where it has to."""
    first = next((found for one in text if (found := _STRONG.get(unicodedata.bidirectional(one)))), None)
    if first == direction or (first is None and direction == "ltr"):
        return text
    return _MARK[direction] + text


def _wrapped(text: str, other: re.Pattern[str], own: re.Pattern[str], run: re.Pattern[str], opener: str) -> str:
    if own.search(text) is None and other.search(text) is not None:
        inner = text.strip(" ")
        start = text.index(inner)
        return f"{text[:start]}{opener}{inner}{_PDI}{text[start + len(inner) :]}"
    return run.sub(lambda found: f"{opener}{found[0]}{_PDI}", text)
