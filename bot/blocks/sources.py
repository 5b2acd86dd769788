"""Where it comes from: numbered marks in the texts, and a small line that tells what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.blocks.page import SMALL, Page, note
from bot.blocks.writing import Json
from knowledge.wording import citations, described

_SOURCE, _LINE = 140, 2000


def numbered(texts: Iterable[str], cited_besides: Iterable[str], page: Page) -> dict[str, int]:
    """A number for each source that some texts cite, in order."""
    known = page.wording.deck.sources
    ids = dict.fromkeys((*citations(texts), *cited_besides))
    return {name: number for number, name in enumerate((name for name in ids if name in known), start=1)}


def footer(marks: Mapping[str, int], standing: str, page: Page) -> list[Json]:
    """The sources with their numbers, and what is true of who read the card."""
    writer = page.writer
    lines = [_listed(marks, page)] if marks else []
    if standing:
        lines.append(writer.inert(standing, SMALL))
    return [note(writer.mrkdwn(*lines))] if lines else []


def _listed(marks: Mapping[str, int], page: Page) -> str:
    writer, deck = page.writer, page.wording.deck
    line = f"{writer.inert(page.wording.say('sources'), SMALL)}: "
    names, rest = page.some(list(marks))
    pieces: list[str] = []
    for place, name in enumerate(names):
        source = deck.sources[name]
        piece = f"[{marks[name]}] {writer.link(described(source), source.address, _SOURCE)}"
        if len(line) + sum(map(len, pieces)) + len(piece) > _LINE:
            rest = page.more(len(marks) - place)
            break
        pieces.append(piece)
    return line + " · ".join([*pieces, rest] if rest else pieces)
