"""What a question without a term points back to: "what does it mean?" """

from __future__ import annotations

from dataclasses import replace

from knowledge.bare import MOST_BARE_WORDS
from knowledge.clauses import Clause
from knowledge.fitting import MOST_NAME_WORDS, is_name
from knowledge.pleas import MOST_COMPARED, all_named, named_last, sentences, side_by_side
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, Asked
from knowledge.sides import Side, Slot, sides_of
from knowledge.text import as_typed, words


def named_before(prepared: Prepared, clause: Clause, reading: Asked) -> tuple[Side, ...]:
    """The things that a pronoun stands for: the terms right before it if they are all that was said, else the last one."""
    language = reading.language or next(iter(prepared.lexicon.languages.values()))
    said = [sentence for sentence in sentences(prepared, language) if sentence.end <= clause.first]
    if said and said[-1].alone and (listed := named_last(said)):
        return sides_of(listed)
    if reading.intent not in COMPARING and (named := all_named(prepared, range(clause.first, clause.end), language)):
        return sides_of(named)
    begin, end = _said_before(prepared, clause)
    slot = prepared.slots(language).read(begin, end, guess=end - begin <= MOST_BARE_WORDS)
    if slot.sides and all(side.concepts and side.sure and not side.extra for side in slot.sides):
        return slot.sides
    if reading.intent in COMPARING and slot.join and _has_an_unknown(slot, prepared.lexicon.asking[language.code]):
        return slot.sides
    earlier = [mention for mention in prepared.mentions if mention.last < reading.start]
    if not earlier:
        return ()
    main = [mention for mention in earlier if not prepared.says_where(mention, language)] or earlier
    last = main[-1]
    start = prepared.begin(last.first)
    if reading.intent in COMPARING:
        together = [mention for mention in earlier if mention.first >= start]
        for row in ({mention.concepts: mention for mention in named} for named in (together, main)):
            if 1 < len(row) <= MOST_COMPARED:
                return sides_of(row.values())
    return sides_of(next(group for group in side_by_side(earlier, prepared.text, language) if last in group))


def _has_an_unknown(slot: Slot, asking: frozenset[str]) -> bool:
    """Whether terms stand beside short names that no card has: "SaaS or PaaS - how do they differ?" """
    known = [side for side in slot.sides if side.concepts and side.sure and not side.extra]
    others = [words(side.text) for side in slot.sides if not side.concepts]
    named = all(len(row) <= MOST_NAME_WORDS and asking.isdisjoint(row) for row in others)
    return bool(known) and len(known) + len(others) == len(slot.sides) and named


def unknown_before(prepared: Prepared, clause: Clause, reading: Asked) -> Asked | None:
    """ "Webhook - what is that?": a pronoun may stand for a short name right before it that no card has."""
    language = reading.language or next(iter(prepared.lexicon.languages.values()))
    first, end = _said_before(prepared, clause)
    while first < end and prepared.text[first].key in language.beside_terms:
        first += 1
    typed = as_typed(prepared.text[first:end]) if first < end else ""
    if reading.sides or reading.intent != "definition" or not typed or not is_name(typed, prepared):
        return None
    return replace(reading, sides=(Side(typed, first, end - 1),), pronoun=False, unknown=True)


def _said_before(prepared: Prepared, clause: Clause) -> tuple[int, int]:
    """Where the part of a sentence right before a clause begins and ends."""
    end = clause.first
    while end > 0 and not prepared.text[end - 1].word:
        end -= 1
    return prepared.begin(end), end
