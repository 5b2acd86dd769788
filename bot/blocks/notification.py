"""An answer in one line, for notifications and screen readers."""

from __future__ import annotations

import re
from typing import assert_never

from bot.blocks.page import Page
from bot.blocks.writing import Writer
from knowledge.answering import (
    Answer,
    Choices,
    Comparison,
    Definition,
    Help,
    Listing,
    NotAsked,
    Shown,
    Unknown,
)
from knowledge.wording import cited

MOST = 300
_SENTENCE = re.compile(r".+?[.!?\u061f\u3002](?=\s|$)", re.S)


def notification(answer: Answer, page: Page) -> str:
    """What matters most of an answer, without markup."""
    say = page.wording.say
    match answer:
        case Definition():
            return _definition(answer, page)
        case Comparison():
            return _line(page.writer, _comparison(answer, page))
        case Choices():
            return _line(page.writer, page.wording.choice_question(answer))
        case Listing():
            return _line(page.writer, say("listing"))
        case Help():
            return _line(page.writer, say("help"))
        case Unknown():
            return _line(page.writer, say("unknown", typed=(answer.typed or ("?",))[0]))
        case NotAsked():
            return _line(page.writer, page.labels.hint)
        case _:
            assert_never(answer)


def _definition(answer: Definition, page: Page) -> str:
    first = answer.shown[0]
    if len(answer.shown) > 1:
        return _line(page.writer, _terms(answer.shown))
    text = _asked(answer, page) or first.entry.summary or first.entry.definition
    return _line(page.writer_for(first.entry.language), f"{first.entry.term}: {text}")


def _asked(answer: Definition, page: Page) -> str:
    """The first sentence of the facet asked for; "" when the card itself is."""
    shown = answer.shown[0]
    if answer.whole:
        return _first_sentence(shown.entry.summary or shown.entry.definition)
    facet = answer.facets[0]
    if facet == "terms":
        others = page.wording.translations(shown.card, shown.entry.language)
        return " · ".join(f"{language.name}: {entry.term}" for language, entry in others)
    if facet == "voice":
        return "".join(f"{one.by}: {cited(one.says, {})}" for one in answer.heard(shown)[:1])
    return _first_sentence(str(getattr(shown.entry, facet)))


def _comparison(answer: Comparison, page: Page) -> str:
    terms = _terms(answer.shown)
    if answer.takeaway:
        return f"{terms}: {cited(answer.takeaway, {})}"
    for one in answer.relations[:1]:
        return page.wording.relation(one)
    return terms


def _terms(shown: tuple[Shown, ...]) -> str:
    return " / ".join(one.entry.term for one in shown)


def _first_sentence(text: str) -> str:
    text = cited(text, {})
    found = _SENTENCE.match(text)
    return found[0] if found else text


def _line(writer: Writer, text: str) -> str:
    return str(writer.mrkdwn(writer.inert(text, MOST))["text"])
