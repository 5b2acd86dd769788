"""Small lines that say what was understood and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks.page import Page, hint
from bot.blocks.writing import Json

_NAMES, _NAMES_LENGTH = 8, 150


def preface(understood: Sequence[tuple[str, str]], unmatched: Sequence[str], page: Page) -> Iterator[Json]:
    """What the answer shows instead of what was typed, and what it leaves out."""
    say = page.wording.say
    told = [say("showing", term=term, typed=typed) for typed, term in understood]
    told += [say("unmatched", typed=typed) for typed in unmatched]
    shown, rest = page.some(told)
    yield from (hint(page, text) for text in shown)
    if rest:
        yield hint(page, rest)


def names_line(page: Page, title: str, names: Sequence[str]) -> str:
    """A few names in one line, and how many there are besides."""
    shown: list[str] = []
    for name in names[:_NAMES]:
        if shown and sum(map(len, shown)) + len(name) > _NAMES_LENGTH:
            break
        shown.append(name)
    rest = len(names) - len(shown)
    return f"{title}: {' · '.join([*shown, page.more(rest)] if rest else shown)}"
