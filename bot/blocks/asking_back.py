"""Answers that ask back, or say that there is none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks.actions import MOST_CANDIDATES, choices
from bot.blocks.page import Page, hint, named, paragraph, rich
from bot.blocks.writing import Json
from knowledge.answering import Choices, Unknown
from knowledge.wording import cited


def choice(answer: Choices, page: Page) -> Iterator[Json]:
    """The question, what each candidate is, and a button for each."""
    candidates = answer.candidates[:MOST_CANDIDATES]
    yield paragraph(page.writer, page.wording.choice_question(answer), page.room.text, bold=True)
    for candidate in candidates:
        entry = candidate.shown.entry
        meaning = cited(entry.summary or entry.definition, {})
        yield rich(named(page.writer_for(entry.language), entry.term, meaning, page.room.cell))
    if len(answer.candidates) > len(candidates):
        yield hint(page, page.more(len(answer.candidates) - len(candidates)))
    yield from choices(candidates, page)
    if candidates and not page.private:
        yield hint(page, page.labels.choice_for_all)


def unknown(answer: Unknown, page: Page) -> Iterator[Json]:
    """That there is no card, what is near, and what to do."""
    say = page.wording.say
    typed, rest = page.some(answer.typed or ("?",))
    for text in typed:
        yield paragraph(page.writer, say("unknown", typed=text), page.room.text)
    if rest:
        yield hint(page, rest)
    if answer.near:
        yield hint(page, say("near"))
        yield from choices(answer.near, page)
    yield hint(page, say("unknown_cure"))
