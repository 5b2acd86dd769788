"""What a question without a term points back to: "what does it mean?" """

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.bare import MOST_BARE_WORDS
from knowledge.clauses import Clause
from knowledge.fitting import MOST_NAME_WORDS, MOST_UNKNOWN_WORDS, is_name
from knowledge.matching import Mention
from knowledge.pleas import MOST_COMPARED, all_named, named_last, sentences, side_by_side
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, Asked
from knowledge.sides import Side, Slot, sides_of
from knowledge.text import as_typed, words

_QUOTED = re.compile(r"[\"\u201c-\u201f\u00ab]([^\W_][^\"\u201c-\u201f\u00ab\u00bb\n]{1,60})[\"\u201c-\u201f\u00bb]")
"""A few words in the quotation marks of any of our languages."""


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
    whole = slot.sides if all(side.concepts and side.sure and not side.extra for side in slot.sides) else ()
    if len(whole) > (reading.intent in COMPARING):
        return whole
    if reading.intent in COMPARING and slot.join and _has_an_unknown(slot, prepared.lexicon.asking[language.code]):
        return slot.sides
    earlier = [mention for mention in prepared.mentions if mention.last < reading.start]
    main = [mention for mention in earlier if not prepared.says_where(mention, language)] or earlier
    if reading.intent in COMPARING and (several := _named_together(prepared, earlier, main)):
        return several
    if whole or not main:
        return whole
    return sides_of(next(group for group in side_by_side(earlier, prepared.text, language) if main[-1] in group))


def _named_together(prepared: Prepared, earlier: Sequence[Mention], main: Sequence[Mention]) -> tuple[Side, ...]:
    """The things that may be compared: all that the last sentence with a term names, else all that is more than a place to look at."""
    start = prepared.begin(main[-1].last) if main else 0
    for named in ([mention for mention in earlier if mention.first >= start], main):
        row = {mention.concepts: mention for mention in named}
        if 1 < len(row) <= MOST_COMPARED:
            return sides_of(row.values())
    return ()


def _has_an_unknown(slot: Slot, asking: frozenset[str]) -> bool:
    """Whether terms stand beside short names that no card has: "SaaS or PaaS - how do they differ?" """
    known = [side for side in slot.sides if side.concepts and side.sure and not side.extra]
    others = [words(side.text) for side in slot.sides if not side.concepts]
    named = all(len(row) <= MOST_NAME_WORDS and asking.isdisjoint(row) for row in others)
    return bool(known) and len(known) + len(others) == len(slot.sides) and named


def unknown_before(prepared: Prepared, clause: Clause, reading: Asked) -> Asked | None:
    """ "Webhook - what is that?": a pronoun may stand for a short name right before it that no card has, or for what was quoted last."""
    if reading.sides or reading.intent != "definition":
        return None
    language = reading.language or next(iter(prepared.lexicon.languages.values()))
    first, end = _said_before(prepared, clause)
    while first < end and prepared.text[first].key in language.beside_terms:
        first += 1
    typed = as_typed(prepared.text[first:end]) if first < end else ""
    if not typed or not is_name(typed, prepared):
        typed = _quoted_before(prepared, clause)
    return replace(reading, sides=(Side(typed, first, end - 1),), pronoun=False, unknown=True) if typed else None


def _quoted_before(prepared: Prepared, clause: Clause) -> str:
    """What stands in quotation marks before a clause, the last of it."""
    quoted = _QUOTED.findall(prepared.cleaned, 0, prepared.text[clause.first].start)
    return str(quoted[-1]).strip() if quoted and len(words(quoted[-1])) <= MOST_UNKNOWN_WORDS else ""


def _said_before(prepared: Prepared, clause: Clause) -> tuple[int, int]:
    """Where the part of a sentence right before a clause begins and ends."""
    end = clause.first
    while end > 0 and not prepared.text[end - 1].word:
        end -= 1
    return prepared.begin(end), end
