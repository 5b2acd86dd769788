"""The deck in use, and the words for Slack around it: questions and clicks in, rendered answers
out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.blocks import Rendered, render
from bot.labels import Labels, labels_for
from knowledge.answering import Answer, Answerer, Preferences, Request, Unknown
from knowledge.card import Deck
from knowledge.language import code_of
from knowledge.question import Question, Surface
from knowledge.wording import Wording

Line = Literal["hint", "gone", "refused", "failed"]
"""What the bot says where there is no answer."""


@dataclass(slots=True)
class Glossary:
    """Answers from one deck, which the local workspace replaces while it runs."""

    answerer: Answerer
    labels: Mapping[str, Labels]
    today: Callable[[], date] = date.today

    @property
    def default_language(self) -> str:
        """The language where nothing tells of another."""
        return self.answerer.default

    @property
    def deck(self) -> Deck:
        """The deck in use."""
        return self.answerer.deck

    def read(self, text: str, surface: Surface) -> Question:
        """What a text asks. Never raises, whatever the text."""
        return self.answerer.reader.read(text, surface)

    def answer(self, question: Question, stored: str | None, locale: str | None) -> Answer:
        """The answer to a question of somebody who chose a language, or whose Slack is in one."""
        return self.answerer.answer(question, Preferences(stored, locale))

    def requested(self, value: str) -> Request | None:
        """What a click asks for; None when the value is none of ours, or of a language that is
        gone."""
        try:
            request = Request.decode(value)
        except ValueError:
            return None
        return request if request.language in self.deck.languages else None

    def show(self, request: Request) -> Answer | None:
        """The answer to a click; None when its cards are gone."""
        answer = self.answerer.show(request)
        return None if isinstance(answer, Unknown) else answer

    def render(self, answer: Answer, *, private: bool) -> Rendered:
        """The answer as Slack takes it."""
        code = answer.basis.language
        wording = Wording(self.deck, self.deck.languages[code], self.today())
        return render(answer, wording, labels_for(self.labels, code, self.default_language), private=private)

    def line(self, name: Line, tag: str | None) -> Rendered:
        """One of the bot's own lines as a message, in a language or that of a locale."""
        code = code_of(tag or self.default_language)
        return Rendered(str(getattr(labels_for(self.labels, code, self.default_language), name)), [])
