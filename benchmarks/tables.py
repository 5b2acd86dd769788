"""Tables in Markdown, aligned so that a terminal shows them as well as a README does."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.judging import wilson


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column stands left, all others right."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    ruler = [("-" * width if not place else "-" * (width - 1) + ":") for place, width in enumerate(widths)]
    return "\n".join(_line(row, widths) for row in (head, ruler, *rows))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.ljust(width) if not place else cell.rjust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True))]
    return f"| {' | '.join(cells)} |"


def percent(hits: int, of: int) -> str:
    """A share, such as `98.5 %`."""
    return f"{100 * hits / of:.1f} %" if of else "-"


def share(hits: int, of: int) -> str:
    """A count, the share that it is, and the 95 % interval of that: `133: 99.3 % (95.9 to 99.9)`."""
    if not of:
        return "-"
    low, high = wilson(hits, of)
    return f"{hits}: {percent(hits, of)} ({100 * low:.1f} to {100 * high:.1f})"
