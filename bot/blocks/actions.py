"""What can be clicked. Each value is a whole request, so that a click needs nothing remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.blocks.page import Page, hint
from bot.blocks.writing import Json
from knowledge.answering import FACETS, MOST_RELATED, Candidate, Comparison, Definition, Request, Shown

BUTTON_TEXT, OPTION_VALUE, MOST_OPTIONS = 75, 150, 100
MOST_FACETS, MOST_CANDIDATES = 5, 10
_HALF = re.compile("[\ud800-\udfff]")
BUTTON_VALUE = 600
"""Slack takes 2,000; but ten of those would be more than a message may have in all."""


def under_definition(answer: Definition, page: Page) -> list[Json]:
    """The other sides of a card, its other languages, and what is near it (or each of several)."""
    several = len(answer.shown) > 1
    title = page.labels.cards if several else page.labels.see_also
    elements = [*_facets(answer, page), *_menu(answer.request, answer.shown, page)]
    others = _each(answer.shown if several else answer.related, answer.request, page)
    rows = [*_row(elements), *_titled(page, title, others)]
    return [*rows, *_hint(page)] if rows else []


def under_comparison(answer: Comparison, page: Page) -> list[Json]:
    """The cards compared, each by itself, and the other languages."""
    request, shown = answer.request, answer.shown
    elements = [*_each(shown, request, page), *_menu(request, shown, page)]
    return [*_titled(page, page.labels.cards, elements), *_hint(page)] if elements else []


def choices(candidates: Sequence[Candidate], page: Page) -> list[Json]:
    """A button a candidate."""
    elements = []
    for number, candidate in enumerate(candidates[:MOST_CANDIDATES], start=1):
        shown = candidate.shown
        value = _value(candidate.request) or _value(_alone(shown, candidate.request))
        writer = page.writer_for(shown.entry.language)
        if value:
            elements.append(_button(f"choice:{number}", writer.plain(shown.entry.term, BUTTON_TEXT), value))
    return _row(elements)


def _facets(answer: Definition, page: Page) -> list[Json]:
    names = [facet for facet in FACETS if facet not in answer.facets and any(getattr(one.entry, _field(facet)) for one in answer.shown)]
    if not answer.whole:
        names.insert(0, "definition")
    elements = []
    for name in names[:MOST_FACETS]:
        label = page.labels.say(name)
        value = _value(replace(answer.request, intents=(name,), compared=False, voice=None, quoted=()))
        if value:
            told = page.labels.say("facet_of", facet=label, term=answer.shown[0].entry.term)
            button = _button(f"facet:{name}", page.writer.plain(label, BUTTON_TEXT), value)
            elements.append(button | {"accessibility_label": page.writer.plain(told, BUTTON_TEXT)["text"]})
    return elements


def _field(facet: str) -> str:
    return "voices" if facet == "voice" else facet


def _menu(request: Request, shown: Sequence[Shown], page: Page) -> list[Json]:
    """The languages that all of these cards have, besides the one shown."""
    languages = page.wording.deck.languages
    codes = [
        code
        for code in shown[0].card.languages
        if code in languages and any(one.entry.language != code for one in shown) and all(code in one.card.languages for one in shown)
    ]
    asked = replace(request, quoted=())
    values = {code: _value(replace(asked, language=code), OPTION_VALUE) for code in codes[:MOST_OPTIONS]}
    if not values or not all(values.values()):
        return []
    options = [{"text": page.writer.plain(languages[code].name, BUTTON_TEXT), "value": value} for code, value in values.items()]
    placeholder = page.writer.plain(page.labels.language, BUTTON_TEXT)
    return [
        {
            "type": "static_select",
            "action_id": "language",
            "placeholder": placeholder,
            "options": options,
        }
    ]


def _each(shown: Sequence[Shown], request: Request, page: Page) -> list[Json]:
    return _buttons(page, [(one, _alone(one, request)) for one in shown[:MOST_RELATED]])


def _alone(shown: Shown, request: Request) -> Request:
    return Request(((shown.card.id,),), language=request.language)


def _buttons(page: Page, targets: Sequence[tuple[Shown, Request]]) -> list[Json]:
    elements = []
    for number, (shown, request) in enumerate(targets, start=1):
        term, value = shown.entry.term, _value(request)
        if value:
            told = page.writer.plain(page.labels.say("open_card", term=term), BUTTON_TEXT)
            button = _button(
                f"related:{number}",
                page.writer_for(shown.entry.language).plain(term, BUTTON_TEXT),
                value,
            )
            elements.append(button | {"accessibility_label": told["text"]})
    return elements


def _value(request: Request, most: int = BUTTON_VALUE) -> str:
    """A request as it is carried; without what was typed, or "", where it is too long."""
    values = (_carried(one) for one in (request, replace(request, quoted=())))
    return next((value for value in values if len(value) <= most and not _HALF.search(value)), "")


def _carried(request: Request) -> str:
    """Slack gives these three back as entities (slackapi/bolt-python#513): JSON can spell them."""
    value = request.encode()
    return "".join(f"\\u{ord(one):04x}" if one in "&<>" else one for one in value)


def _button(action: str, text: Json, value: str) -> Json:
    return {"type": "button", "action_id": action, "text": text, "value": value}


def _row(elements: list[Json]) -> list[Json]:
    return [{"type": "actions", "elements": elements}] if elements else []


def _titled(page: Page, title: str, elements: list[Json]) -> list[Json]:
    return [hint(page, title), *_row(elements)] if elements else []


def _hint(page: Page) -> list[Json]:
    return [] if page.private else [hint(page, page.labels.opens_for_you)]
