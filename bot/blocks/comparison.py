"""Two cards in two columns; more of them row by row, since columns stack on phones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks.actions import under_comparison
from bot.blocks.definition import voice_lines
from bot.blocks.notes import preface
from bot.blocks.page import (
    SMALL,
    Page,
    bullets,
    header,
    hint,
    listed,
    named,
    paragraph,
    rich,
    titled,
)
from bot.blocks.sources import footer, numbered
from bot.blocks.writing import Json
from knowledge.answering import Comparison, Row
from knowledge.wording import cited

MOST_FIELDS = 10
_SIGNS = ("\u25cf", "\u25cb")  # tell the two columns apart where they are stacked


def comparison(answer: Comparison, page: Page) -> Iterator[Json]:
    """What sets the concepts apart, what joins them, and when to say which."""
    drawn = _Drawn(answer, page)
    yield from preface(answer.basis.understood, answer.unmatched, page)
    yield header(page.writer, " / ".join(shown.entry.term for shown in answer.shown))
    yield from drawn.opening()
    yield from drawn.rows()
    yield from drawn.closing()
    yield from footer(drawn.marks or numbered((), answer.sources, page), "", page)
    yield from under_comparison(answer, page)


class _Drawn:
    """A comparison as it is drawn."""

    def __init__(self, answer: Comparison, page: Page) -> None:
        self.answer, self.page, self.writer = answer, page, page.writer
        self.shown = answer.shown[: page.room.sides]
        cells = [cell for row in answer.rows for cell in row.cells]
        meanings = [] if answer.takeaway else [one.entry.summary or one.entry.definition for one in self.shown]
        texts = [answer.takeaway, *meanings, *cells, *answer.when_to_use]
        self.marks = numbered(texts, (voice.source for voice in answer.voices), page)

    def opening(self) -> Iterator[Json]:
        """The difference in a sentence, and the relations; what was asked comes first."""
        takeaway = [self._takeaway()] if self.answer.takeaway or not self._meant() else []
        relations = list(self._relations())
        yield from ([*relations, *takeaway] if self.answer.focus == "relation" else [*takeaway, *relations])
        if len(self.answer.shown) > len(self.shown):
            yield hint(self.page, self.page.more(len(self.answer.shown) - len(self.shown)))

    def _meant(self) -> bool:
        """Whether the rows already say what each of them is."""
        return any(row.named and row.aspect == "meaning" for row in self.answer.rows)

    def _takeaway(self) -> Json:
        if self.answer.takeaway:
            return paragraph(self.writer, self._cited(self.answer.takeaway), self.page.room.text, bold=True)
        return rich(self._each([one.entry.summary or one.entry.definition for one in self.shown]))

    def _relations(self) -> Iterator[Json]:
        told = [self.page.wording.relation(one) for one in self.answer.relations]
        if len(told) == 1:
            yield paragraph(self.writer, told[0], self.page.room.text)
        elif told:
            cell = self.page.room.cell
            lines = (self.writer.line(self.writer.words(text, cell)) for text in told)
            yield rich(listed(self.page, lines, len(told)))

    def rows(self) -> Iterator[Json]:
        """The aspects, one after the other."""
        rows, rest = self.page.some(self.answer.rows)
        if len(self.shown) == 2:
            yield from self._columns(rows)
        else:
            yield from (self._many(row) for row in rows)
        if rest:
            yield hint(self.page, rest)

    def _columns(self, rows: Sequence[Row]) -> Iterator[Json]:
        """Two columns. Each cell names its aspect and bears the sign of its side, for a phone."""
        terms = zip(_SIGNS, self.shown, strict=True)
        fields = [self.writer.mrkdwn(f"{sign} {self.writer.bold(one.entry.term, SMALL)}") for sign, one in terms]
        for row in rows:
            aspect = self.writer.bold(self._aspect(row), SMALL)
            cells = zip(_SIGNS, row.cells, strict=True)
            fields += [self.writer.mrkdwn(aspect, f"{sign} {self._cell(cell)}") for sign, cell in cells]
        for start in range(0, len(fields), MOST_FIELDS):
            yield {"type": "section", "fields": fields[start : start + MOST_FIELDS]}

    def _cell(self, text: str) -> str:
        return self.writer.inert(self._cited(text), self.page.room.cell)

    def _many(self, row: Row) -> Json:
        title = self.writer.line(self.writer.words(self._aspect(row), SMALL, bold=True))
        return rich(title, self._each(row.cells))

    def _aspect(self, row: Row) -> str:
        return self.page.wording.say(row.aspect) if row.named else row.aspect

    def _each(self, texts: Sequence[str]) -> Json:
        """A line for each side, with its name."""
        sides = zip(self.shown, texts, strict=False)
        cell = self.page.room.cell
        return bullets(named(self.writer, one.entry.term, self._cited(text), cell) for one, text in sides)

    def closing(self) -> Iterator[Json]:
        """When to say which, and who sees it how."""
        answer, page = self.answer, self.page
        if answer.when_to_use:
            yield titled(page, "when_to_use", self._each(answer.when_to_use))
        if answer.voices:
            lines = voice_lines(self.writer, answer.voices, self.marks, page)
            yield titled(page, "voice", listed(page, lines, len(answer.voices)))

    def _cited(self, text: str) -> str:
        return cited(text, self.marks)
