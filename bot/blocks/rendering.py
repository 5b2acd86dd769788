"""An answer -> a message that Slack takes, whatever the deck."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from bot.blocks.asking_back import choice, unknown
from bot.blocks.comparison import comparison
from bot.blocks.definition import definition
from bot.blocks.notification import notification
from bot.blocks.overview import guide, listing
from bot.blocks.page import Page, Room, paragraph
from bot.blocks.writing import Json
from bot.labels import Labels
from knowledge.answering import (
    Answer,
    Choices,
    Comparison,
    Definition,
    Help,
    Listing,
    NotAsked,
    Unknown,
)
from knowledge.wording import Wording

MOST_BLOCKS = 50
MOST_CHARACTERS = 11_900
"""Of the blocks as JSON. Slack refused about 13,200 (slackapi/bolt-js#2509)."""

ROOMS = (
    Room(text=2800, cell=900, items=20, sides=10),
    Room(text=900, cell=320, items=12, sides=10),
    Room(text=500, cell=180, items=8, sides=6),
    Room(text=260, cell=120, items=6, sides=5),
    Room(text=120, cell=60, items=3, sides=4),
)
"""The first that fits is taken. Cards within the loader's limits fit the first or second."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: its blocks, and what stands in for them in a notification."""

    text: str
    blocks: list[Json]


def render(answer: Answer, wording: Wording, labels: Labels, *, private: bool) -> Rendered:
    """The message that says an answer. `private`: only the one who asked sees it."""
    blocks: list[Json] = []
    for room in ROOMS:
        page = Page(wording, labels, private, room)
        blocks = list(_blocks(answer, page))
        if fits(blocks):
            break
    while not fits(blocks):
        blocks.pop()
    return Rendered(notification(answer, Page(wording, labels, private, ROOMS[0])), blocks)


def fits(blocks: list[Json]) -> bool:
    """Whether Slack takes so much."""
    if len(blocks) > MOST_BLOCKS:
        return False
    return len(json.dumps(blocks, ensure_ascii=False)) <= MOST_CHARACTERS


def _blocks(answer: Answer, page: Page) -> Iterator[Json]:
    match answer:
        case Definition():
            yield from definition(answer, page)
        case Comparison():
            yield from comparison(answer, page)
        case Choices():
            yield from choice(answer, page)
        case Listing():
            yield from listing(answer, page)
        case Help():
            yield from guide(page)
        case Unknown():
            yield from unknown(answer, page)
        case NotAsked():
            yield paragraph(page.writer, page.labels.hint, page.room.text)
        case _:
            assert_never(answer)
