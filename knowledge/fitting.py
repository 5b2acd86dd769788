"""A frame found in a clause -> what it asks, if what stands in its slots and around it lets it ask that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.clauses import Clause, Match
from knowledge.frames import Frame
from knowledge.language import Language
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, META, Asked
from knowledge.sides import Slot, SlotReader
from knowledge.text import words

MOST_NAME_WORDS = 3
"""Words before a question that name what it asks about are at most so many, where the deck does not have it."""

MOST_UNKNOWN_WORDS = 5
"""The name of something that the deck does not have is at most so long."""


def fitted(match: Match, clause: Clause, prepared: Prepared) -> Asked | None:
    """What a frame makes of a clause, or None when the rest of the clause says that it asks something else."""
    frame, language = match.frame, match.language
    if (frame.question and not clause.question) or not may_stand_around(match, prepared):
        return None
    name = _name(match, prepared)
    if name is not None and _is_term(match.names[0], prepared) and prepared.lexicon.voice(name) is None:
        return None
    if not match.slots:
        pronoun = frame.intent not in META
        if pronoun and not _something_before(match, prepared):
            return None
        compared = frame.intent in COMPARING
        return Asked(
            frame.intent, (), language, compared=compared, pronoun=pronoun, weight=match.weight,
            name=name, start=match.before[1], end=match.after[0],
        )  # fmt: skip
    reader = prepared.slots(language)
    spans = [_without_asking(span, language, prepared) if frame.pattern.startswith("*") else span for span in _parted(match, prepared)]
    slots = [_slot(reader, span, prepared, frame) for span in spans]
    if any(not slot.sides and not slot.pronoun for slot in slots):
        return None
    if any(slot.counts for slot in slots) and frame.intent != "measuring":
        return None
    sides = reader.completed([side for slot in slots for side in slot.sides])
    unowned = frame.weak or frame.intent == "importance" or (frame.intent in COMPARING and len(sides) < len(slots) + 1)
    if unowned and any(slot.personal for slot in slots):
        return None
    known = [side for side in sides if side.concepts]
    if frame.intent == "relation" and len(known) < len(sides):
        return None
    if name is not None and not frame.anywhere and prepared.lexicon.voice(name) is None:
        return None
    compared = frame.intent in COMPARING or any(slot.join == "versus" for slot in slots)
    compared = compared or (any(slot.join == "either" for slot in slots) and len(known) > 1)
    reading = Asked(
        frame.intent, sides, language, compared=compared, pronoun=any(slot.pronoun for slot in slots), weight=match.weight,
        name=name, start=match.before[1], end=match.after[0],
    )  # fmt: skip
    if not known and not reading.pronoun:
        return replace(reading, unknown=True) if _asks_for_unknown(frame, slots, prepared) else None
    return _fitting(reading, slots, frame)


def _something_before(match: Match, prepared: Prepared) -> bool:
    """Whether anything was named that "what does it mean" may point back to."""
    start = match.before[1]
    return any(mention.last < start for mention in prepared.mentions) or any(token.word for token in prepared.text[: match.before[0]])


def _name(match: Match, prepared: Prepared) -> str | None:
    """The name of whose view is asked; where the thing asked about follows at once, the name ends where a term begins."""
    if not match.names:
        return None
    first, end = match.names[0]
    following = next((slot for slot in match.slots if slot[0] == end), None)
    if following is not None:
        end = next((mention.first for mention in prepared.mentions if first < mention.first < following[1]), end)
    return " ".join(token.text for token in prepared.text[first:end] if token.word)


def _is_term(span: tuple[int, int], prepared: Prepared) -> bool:
    """Whether nobody's name but a term of ours stands there: "the concept of *a health score* in customer success"."""
    return any(mention.first <= span[0] and span[1] <= mention.last + 1 for mention in prepared.mentions)


def _parted(match: Match, prepared: Prepared) -> list[tuple[int, int]]:
    """The slots, parted where a term begins if nothing else parts one from what stands before it."""
    spans = list(match.slots)
    for place, (first, end) in enumerate(spans):
        if any(name_end == first for _, name_end in match.names):
            term = next((mention.first for mention in prepared.mentions if first <= mention.first < end), first)
            spans[place] = (term, end)
        elif place and spans[place - 1][1] == first:
            inside = [mention for mention in prepared.mentions if spans[place - 1][0] <= mention.first and mention.last < end]
            if len(inside) == len(spans):
                spans[place - 1], spans[place] = (spans[place - 1][0], inside[place].first), (inside[place].first, end)
    return spans


def _without_asking(span: tuple[int, int], language: Language, prepared: Prepared) -> tuple[int, int]:
    """A slot that begins a pattern, without the words that ask ("could somebody tell me churn meaning")."""
    first, end = span
    inside = prepared.inside
    while first < end and first not in inside and prepared.text[first].key in language.asking:
        first += 1
    return first, end


def _slot(reader: SlotReader, span: tuple[int, int], prepared: Prepared, frame: Frame) -> Slot:
    """A slot, with an article in front of it that the frame took for its own."""
    slot = reader.read(*span, guess=not frame.known, apart=frame.intent in COMPARING)
    before = prepared.text[span[0] - 1] if span[0] else None
    if before is not None and before.key in reader.language.definite:
        slot = replace(slot, definite=True)
    return slot


def _fitting(reading: Asked, slots: Sequence[Slot], frame: Frame) -> Asked | None:
    """The reading, if what stands beside its terms does not make something else of them ("customer support *number*")."""
    spoiled = [side for side in reading.sides if side.concepts and side.extra]
    if not spoiled:
        return reading
    loose = reading.weight > 1 and not frame.pattern.startswith("*")
    if reading.compared and loose and all(side.extra <= 3 for side in spoiled):
        return reading
    definite = any(slot.definite for slot in slots)
    if reading.intent == "definition" and frame.anywhere and not frame.known and len(reading.sides) == 1 and not definite:
        side = reading.sides[0]
        if len(side.text.split()) <= MOST_UNKNOWN_WORDS:
            bare = replace(side, concepts=(), mention=None)
            return replace(reading, sides=(bare,), unknown=True)
    return None


def _asks_for_unknown(frame: Frame, slots: Sequence[Slot], prepared: Prepared) -> bool:
    """Whether a frame without a term of ours still asks for a meaning: "what is photosynthesis", not "what is the password"."""
    if frame.known or frame.intent not in ("definition", "difference", "terms"):
        return False
    texts = [side.text for slot in slots for side in slot.sides]
    if frame.pattern.startswith("*") and not (len(texts) == 1 and is_name(texts[0], prepared)):
        return False
    if any(slot.personal or (slot.definite and frame.weak) for slot in slots):
        return False
    return all(0 < len(text.split()) <= MOST_UNKNOWN_WORDS for text in texts)


def is_name(text: str, prepared: Prepared) -> bool:
    """Whether a few words may be the name of something: none of them stands around terms or asks, but for "of" and the like."""
    row, language = words(text), prepared.language
    return len(row) <= MOST_NAME_WORDS and language.never_names.isdisjoint(row) and not language.linking.issuperset(row)


def may_stand_around(match: Match, prepared: Prepared) -> bool:
    """Whether the words before and behind a frame leave it a question."""
    frame, language = match.frame, match.language
    first, end = match.before
    leading = [key for key in _words(first, end, prepared) if key not in language.beside_questions]
    if leading and not (frame.anywhere and (not frame.weak or language.deictic.isdisjoint(leading))):
        return False
    light = language.beside_questions
    behind = _words(*match.after, prepared)
    while behind and behind[0] in light and behind[0] not in language.context:
        behind = behind[1:]
    trailing = [key for key in behind if key not in light]
    if not trailing or frame.intent in META:
        return not trailing
    trailing = behind
    opens_context = trailing[0] in language.context or trailing[0] in language.generic
    return opens_context and len(trailing) <= 12 and not (frame.weak and any(key in language.pinning or key.isdigit() for key in trailing))


def _words(first: int, end: int, prepared: Prepared) -> list[str]:
    return [prepared.keys[place] for place in range(first, end) if prepared.text[place].word]
