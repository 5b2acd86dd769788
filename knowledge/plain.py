"""An answer in plain text: for the command line, and wherever there are no blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

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
from knowledge.card import Voice
from knowledge.wording import HELP_EXAMPLES, Wording, citations, cited, described


def plain(answer: Answer, wording: Wording) -> str:
    """The answer as lines of text; "" when nothing was asked."""
    match answer:
        case Definition():
            lines = _definition(answer, wording)
        case Comparison():
            lines = _comparison(answer, wording)
        case Choices():
            lines = _choices(answer, wording)
        case Listing():
            lines = _listing(answer, wording)
        case Help():
            lines = _help(wording)
        case Unknown():
            lines = _unknown(answer, wording)
        case NotAsked():
            lines = iter(())
        case _:
            assert_never(answer)
    return "\n".join(lines).strip()


def _definition(answer: Definition, wording: Wording) -> Iterator[str]:
    yield from _preface(answer.basis.understood, answer.unmatched, wording)
    if answer.names:
        yield wording.say("same_concept", names=wording.listed(f'"{name}"' for name in answer.names))
    for place, shown in enumerate(answer.shown):
        if place:
            yield ""
        yield from _card(answer, shown, wording)


def _card(answer: Definition, shown: Shown, wording: Wording) -> Iterator[str]:
    entry = shown.entry
    marks = {name: number for number, name in enumerate(shown.card.sources, start=1)}
    yield entry.term
    if note := wording.fallback(shown):
        yield note
    if answer.whole:
        yield cited(f"{entry.summary} {entry.definition}".strip(), marks)
        yield from (f"- {cited(point, marks)}" for point in entry.points)
        if entry.usage:
            yield f"{wording.say('usage')}: {cited(entry.usage, marks)}"
        if also := wording.also_called(shown):
            yield f"{wording.say('also_called')}: {wording.listed(also)}"
    else:
        yield cited(entry.summary or entry.definition, marks)
    for facet in answer.facets:
        yield from _facet(answer, facet, shown, marks, wording)
    used = citations(
        (entry.summary, entry.definition, *entry.points, *(getattr(entry, name, "") or "" for name in answer.facets if name != "voice"))
    )
    listed = wording.sources(used if len(answer.shown) > 1 else shown.card.sources)
    if listed:
        yield f"{wording.say('sources')}: " + "; ".join(f"[{marks[one.id]}] {described(one)}" for one in listed if one.id in marks)
    if standing := wording.standing(shown):
        yield standing


def _facet(answer: Definition, facet: str, shown: Shown, marks: dict[str, int], wording: Wording) -> Iterator[str]:
    if facet == "terms":
        yield f"{wording.say('terms')}:"
        yield from (f"- {language.name}: {entry.term}" for language, entry in wording.translations(shown.card, shown.entry.language))
        return
    if facet == "voice":
        yield from _voices(answer, shown, wording)
        return
    text = getattr(shown.entry, facet)
    if not text:
        yield wording.say("no_facet", term=shown.entry.term)
        return
    yield f"{wording.say(facet)}: {cited(text, marks)}"
    if facet == "measuring" and shown.card.metric is not None:
        yield from wording.formula(shown.card.metric, shown.entry).splitlines()


def _voices(answer: Definition, shown: Shown, wording: Wording) -> Iterator[str]:
    voices = answer.heard(shown)
    if not voices:
        yield wording.say("no_facet", term=shown.entry.term)
        return
    if answer.unheard(shown):
        yield wording.say("no_voice", term=shown.entry.term, by=answer.voice or "")
    yield from (_voice(voice) for voice in voices)


def _voice(voice: Voice) -> str:
    return f"- {voice.by}: {cited(voice.says, {})}"


def _comparison(answer: Comparison, wording: Wording) -> Iterator[str]:
    yield from _preface(answer.basis.understood, answer.unmatched, wording)
    yield " / ".join(shown.entry.term for shown in answer.shown)
    if answer.takeaway:
        yield cited(answer.takeaway, {})
    for relation in answer.relations:
        yield wording.relation(relation)
    if not answer.takeaway:
        yield from (f"- {shown.entry.term}: {cited(shown.entry.summary or shown.entry.definition, {})}" for shown in answer.shown)
    for row in answer.rows:
        yield f"{wording.say(row.aspect) if row.named else row.aspect}:"
        yield from (f"- {shown.entry.term}: {cited(cell, {})}" for shown, cell in zip(answer.shown, row.cells, strict=True))
    if answer.when_to_use:
        yield f"{wording.say('when_to_use')}:"
        yield from (f"- {shown.entry.term}: {cited(text, {})}" for shown, text in zip(answer.shown, answer.when_to_use, strict=True))
    if answer.voices:
        yield f"{wording.say('voice')}:"
        yield from (_voice(voice) for voice in answer.voices)
    if listed := wording.sources(answer.sources):
        yield f"{wording.say('sources')}: " + "; ".join(described(one) for one in listed)


def _choices(answer: Choices, wording: Wording) -> Iterator[str]:
    yield wording.choice_question(answer)
    for candidate in answer.candidates:
        entry = candidate.shown.entry
        yield f"- {entry.term}: {cited(entry.summary or entry.definition, {})}"


def _listing(answer: Listing, wording: Wording) -> Iterator[str]:
    yield wording.say("listing")
    for domain, shown in answer.groups:
        yield f"{wording.say('domain_' + (domain or 'other'))}: {wording.listed(one.entry.term for one in shown)}"


def _help(wording: Wording) -> Iterator[str]:
    yield wording.say("help")
    yield from (f"- {wording.say(name)}" for name in HELP_EXAMPLES)
    yield wording.say("help_limits")


def _unknown(answer: Unknown, wording: Wording) -> Iterator[str]:
    for typed in answer.typed or ("?",):
        yield wording.say("unknown", typed=typed)
    if answer.near:
        yield f"{wording.say('near')}: {wording.listed(candidate.shown.entry.term for candidate in answer.near)}"
    yield wording.say("unknown_cure")


def _preface(understood: tuple[tuple[str, str], ...], unmatched: tuple[str, ...], wording: Wording) -> Iterator[str]:
    yield from (wording.say("showing", term=term, typed=typed) for typed, term in understood)
    yield from (wording.say("unmatched", typed=typed) for typed in unmatched)
