"""The deck in use, and the words for Slack around it: questions and clicks in, rendered answers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.blocks import Rendered, render
from bot.labels import Labels
from knowledge.answering import Answer, Answerer, Preferences, Request, Unknown
from knowledge.card import Deck
from knowledge.question import Question, Surface
from knowledge.wording import Wording


@dataclass(slots=True)
class Glossary:
    """Answers from one deck, which the local workspace replaces while it runs."""

    answerer: Answerer
    labels: Mapping[str, Labels]
    default_language: str = "en"
    today: Callable[[], date] = date.today

    @property
    def deck(self) -> Deck:
        """The deck in use."""
        return self.answerer.deck

    def use(self, deck: Deck) -> None:
        """Answers from another deck from now on."""
        self.answerer = Answerer(deck)

    def read(self, text: str, surface: Surface) -> Question:
        """What a text asks. Never raises, whatever the text."""
        return self.answerer.reader.read(text, surface)

    def answer(self, question: Question, stored: str | None, locale: str | None) -> Answer:
        """The answer to a question of somebody who chose a language, or whose Slack is in one."""
        return self.answerer.answer(question, Preferences(stored, locale, self.default_language))

    def requested(self, value: str) -> Request | None:
        """What a click asks for; None when the value is none of ours, or of a language that is gone."""
        try:
            request = Request.decode(value)
        except (ValueError, RecursionError):
            return None
        return request if request.language in self.deck.languages else None

    def show(self, request: Request) -> Answer | None:
        """The answer to a click; None when its cards are gone."""
        answer = self.answerer.show(request)
        return None if isinstance(answer, Unknown) else answer

    def render(self, answer: Answer, *, private: bool) -> Rendered:
        """The answer as Slack takes it."""
        wording = Wording(self.deck, self._language(answer.basis.language), self.today())
        return render(answer, wording, self.words(answer.basis.language), private=private)

    def words(self, language: str | None) -> Labels:
        """The bot's own words in a language, or in the nearest that has any."""
        for code in (language, self.default_language, "en"):
            if code in self.labels:
                return self.labels[code]
        return next(iter(self.labels.values()))

    def line(self, name: str, language: str | None) -> Rendered:
        """One of the bot's own lines as a message."""
        return Rendered(self.words(language).say(name), [])
