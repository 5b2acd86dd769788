"""Cards, whole or by the facet asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks.actions import under_definition
from bot.blocks.notes import names_line, preface
from bot.blocks.page import SMALL, Page, header, hint, listed, named, note, paragraph, rich, titled
from bot.blocks.sources import footer, numbered
from bot.blocks.writing import Json, Writer
from knowledge.answering import Definition, Shown
from knowledge.card import Voice
from knowledge.wording import cited


def definition(answer: Definition, page: Page) -> Iterator[Json]:
    """One card, or several one below the other."""
    yield from preface(answer.basis.understood, answer.unmatched, page)
    for place, shown in enumerate(answer.shown[: page.room.sides]):
        if place:
            yield {"type": "divider"}
        yield from _Card(answer, shown, page).blocks()
    if len(answer.shown) > page.room.sides:
        yield hint(page, page.more(len(answer.shown) - page.room.sides))
    yield from under_definition(answer, page)


class _Card:
    """One card of an answer, as it is drawn: beside others without what can be read by itself."""

    def __init__(self, answer: Definition, shown: Shown, page: Page) -> None:
        self.answer, self.shown, self.page = answer, shown, page
        self.entry = shown.entry
        self.writer: Writer = page.writer_for(shown.entry.language)
        self.alone = len(answer.shown) == 1
        self.voices = answer.heard(shown) if "voice" in answer.facets else ()
        self.marks = numbered(self._texts(), (voice.source for voice in self.voices), page)

    def blocks(self) -> Iterator[Json]:
        page, entry = self.page, self.entry
        yield header(self.writer, entry.term)
        if missing := page.wording.fallback(self.shown):
            yield hint(page, missing)
        if self.answer.names:
            names = ", ".join(f'"{name}"' for name in self.answer.names)
            yield paragraph(page.writer, page.wording.say("same_concept", names=names), page.room.text)
        if self.answer.whole and (also := page.wording.also_called(self.shown)):
            yield note(page.writer.plain(names_line(page, page.wording.say("also_called"), also), SMALL))
        yield from self._body()
        for facet in self.answer.facets:
            yield from self._facet(facet)
        marks = self.marks or numbered((), self.shown.card.sources, page)
        yield from footer(marks, page.wording.standing(self.shown), page)

    def _body(self) -> Iterator[Json]:
        entry, room = self.entry, self.page.room
        if entry.summary:
            yield self._paragraph(entry.summary, bold=self.answer.whole)
        if self.answer.whole or not entry.summary:
            yield self._paragraph(entry.definition)
        if self.answer.whole and self.alone and entry.points:
            points = (self.writer.words(self._cited(point), room.cell) for point in entry.points)
            lines = (self.writer.line(point) for point in points)
            yield rich(listed(self.page, lines, len(entry.points)))
        if self.answer.whole and self.alone and entry.usage:
            yield titled(self.page, "usage", self._line(entry.usage))

    def _facet(self, facet: str) -> Iterator[Json]:
        page = self.page
        if facet == "terms":
            yield self._terms()
        elif facet == "voice":
            yield from self._heard()
        elif text := getattr(self.entry, facet):
            yield titled(page, facet, self._line(text), *self._formula(facet))
        else:
            yield paragraph(page.writer, page.wording.say("no_facet", term=self.entry.term), page.room.text)

    def _formula(self, facet: str) -> list[Json]:
        metric = self.shown.card.metric
        if facet != "measuring" or metric is None:
            return []
        lines = self.page.wording.formula(metric, self.entry).splitlines()
        return [self.writer.quote(line, self.page.room.cell) for line in lines]

    def _terms(self) -> Json:
        others = self.page.wording.translations(self.shown.card, self.entry.language)
        room, writer = self.page.room, self.page.writer
        lines = [named(writer, language.name, entry.term, room.cell) for language, entry in others]
        if not lines:
            lines = [
                named(
                    writer,
                    self.page.wording.name_of(self.entry.language),
                    self.entry.term,
                    room.cell,
                )
            ]
        return titled(self.page, "terms", listed(self.page, lines, len(lines)))

    def _heard(self) -> Iterator[Json]:
        page, wording = self.page, self.page.wording
        if not self.voices:
            yield paragraph(page.writer, wording.say("no_facet", term=self.entry.term), page.room.text)
            return
        if self.answer.unheard(self.shown):
            told = wording.say("no_voice", term=self.entry.term, by=self.answer.voice or "")
            yield paragraph(page.writer, told, page.room.text)
        lines = voice_lines(self.writer, self.voices, self.marks, page)
        yield titled(page, "voice", listed(page, lines, len(self.voices)))

    def _texts(self) -> list[str]:
        entry = self.entry
        details = (*entry.points, entry.usage)
        body = (
            [entry.summary, entry.definition, *(details if self.alone else ())]
            if self.answer.whole
            else [entry.summary or entry.definition]
        )
        return [
            *body,
            *(str(getattr(entry, facet, "")) for facet in self.answer.facets if facet != "voice"),
        ]

    def _cited(self, text: str) -> str:
        return cited(text, self.marks)

    def _line(self, text: str) -> Json:
        return self.writer.line(self.writer.words(self._cited(text), self.page.room.text))

    def _paragraph(self, text: str, *, bold: bool = False) -> Json:
        return paragraph(self.writer, self._cited(text), self.page.room.text, bold=bold)


def voice_lines(writer: Writer, voices: Sequence[Voice], marks: dict[str, int], page: Page) -> Iterator[Json]:
    """Who says what, each with the mark of its source."""
    for voice in voices:
        says = cited(f"{voice.says} [{voice.source}]", marks)
        yield named(writer, voice.by, says, page.room.cell)
