"""What all parts of a rendering share: the words, how much room there is, the blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from bot.blocks.writing import Json, Writer
from bot.labels import Labels
from knowledge.wording import Wording

Item = TypeVar("Item")
HEADER, SMALL = 150, 300


@dataclass(frozen=True, slots=True)
class Room:
    """How much is shown: characters of a text and of a cell, items of a list, cards in all."""

    text: int
    cell: int
    items: int
    sides: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a rendering is made with."""

    wording: Wording
    labels: Labels
    private: bool
    room: Room

    @property
    def writer(self) -> Writer:
        """Writes the words around the cards."""
        return Writer(self.wording.language.direction)

    def writer_for(self, code: str) -> Writer:
        """Writes a card's text, which may be in another language than the words around it."""
        language = self.wording.deck.languages.get(code)
        return Writer(language.direction if language is not None else "ltr")

    def more(self, number: int) -> str:
        """How many are not shown."""
        return self.labels.say("more", number=self.wording.number(number))

    def some(self, items: Sequence[Item]) -> tuple[Sequence[Item], str]:
        """As many as there is room for, and what to say of the others ("" when there are none)."""
        left = len(items) - self.room.items
        return (items[: self.room.items], self.more(left)) if left > 0 else (items, "")


def header(writer: Writer, text: str) -> Json:
    """The line at the top."""
    return {"type": "header", "text": writer.plain(text, HEADER)}


def paragraph(writer: Writer, text: str, most: int, *, bold: bool = False) -> Json:
    """A text by itself."""
    return rich(writer.line(writer.words(text, most, bold=bold)))


def rich(*parts: Json) -> Json:
    """Paragraphs, lists and quotes that belong together."""
    return {"type": "rich_text", "elements": list(parts)}


def bullets(lines: Iterable[Json]) -> Json:
    """A list."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def named(writer: Writer, name: str, text: str, most: int) -> Json:
    """A line that says whose it is."""
    return writer.line(
        writer.words(name, SMALL, bold=True),
        {"type": "text", "text": ": "},
        writer.words(text, most),
    )


def note(text: Json) -> Json:
    """A small line."""
    return {"type": "context", "elements": [text]}


def hint(page: Page, text: str) -> Json:
    """A small line in the bot's own words."""
    return note(page.writer.plain(text, SMALL))


def titled(page: Page, name: str, *parts: Json) -> Json:
    """Something under a title of its own."""
    return rich(page.writer.line(page.writer.words(page.wording.say(name), SMALL, bold=True)), *parts)


def listed(page: Page, lines: Iterable[Json], of: int) -> Json:
    """A list of as many lines as there is room for, the others not even made."""
    shown = list(islice(lines, page.room.items))
    if of > len(shown):
        shown.append(page.writer.line(page.writer.words(page.more(of - len(shown)), SMALL)))
    return bullets(shown)
