"""What a question without a term points back to: "what does it mean?" """

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.bare import MOST_BARE_WORDS
from knowledge.clauses import Clause
from knowledge.fitting import MOST_NAME_WORDS, MOST_UNKNOWN_WORDS, is_name
from knowledge.language import Language
from knowledge.matching import Mention
from knowledge.pleas import MOST_COMPARED, all_named, named_last, sentences, side_by_side
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, Asked
from knowledge.sides import Side, Slot, sides_of
from knowledge.text import QUOTES, as_typed, words

_QUOTED = re.compile(rf"[{QUOTES}]([^\W_][^{QUOTES}\n]{{1,60}})(?!\u00ab)[{QUOTES}]")
"""A few words in quotation marks."""


def named_before(prepared: Prepared, clause: Clause, reading: Asked) -> tuple[Side, ...]:
    """The things that a pronoun stands for: the terms right before it if they are all that was said, else the last one.

    None, where an abbreviation that no card has stands nearer: "in the churn meeting they said ARPU, what is that?"
    """
    language = reading.language or next(iter(prepared.lexicon.languages.values()))
    said = [sentence for sentence in sentences(prepared, language) if sentence.end <= clause.first]
    if said and said[-1].alone and (listed := named_last(said)):
        return sides_of(listed)
    if reading.intent not in COMPARING and (named := all_named(prepared, range(clause.first, clause.end), language)):
        return sides_of(named)
    begin, end = _said_before(prepared, clause.first)
    slot = prepared.slots(language).read(begin, end, guess=end - begin <= MOST_BARE_WORDS)
    whole = slot.sides if all(side.concepts and side.sure and not side.extra for side in slot.sides) else ()
    if len(whole) >= (2 if reading.intent in COMPARING else 1):
        return whole
    if reading.intent in COMPARING and slot.join and _has_an_unknown(slot, prepared.lexicon.asking[language.code]):
        return slot.sides
    earlier = [mention for mention in prepared.mentions if mention.last < reading.start]
    main = [mention for mention in earlier if not prepared.says_where(mention, language)] or earlier
    if reading.intent in COMPARING and (several := _named_together(prepared, earlier, main)):
        return several
    if whole or not main:
        return whole
    start = max(clause.first, reading.start)
    if reading.intent == "definition" and _is_nearer(_abbreviation_before(prepared, start), main[-1], prepared, language):
        return ()
    return sides_of(next(group for group in side_by_side(earlier, prepared.text, language) if main[-1] in group))


def _is_nearer(unknown: tuple[Side, ...], term: Mention, prepared: Prepared, language: Language) -> bool:
    """Whether something that no card has stands behind a term, and not beside it: "SLA and *OLA*"."""
    between = range(term.last + 1, unknown[0].first) if unknown else ()
    return any(prepared.text[place].word and prepared.keys[place] not in language.between_terms for place in between)


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
    """ "Webhook - what is that?": what a pronoun stands for where no card has it.

    That are short names right before the question, else what stands in quotation marks before it, else the last abbreviation,
    else what the message opens with.
    """
    if reading.sides or reading.intent not in ("definition", *COMPARING):
        return None
    start = max(clause.first, reading.start)
    sides = _names_before(prepared, start, reading)
    if not sides and reading.intent == "definition":
        sides = _quoted_before(prepared, start) or _abbreviation_before(prepared, start) or _first_named(prepared, start)
    return replace(reading, sides=sides, pronoun=False, unknown=True) if sides else None


def _names_before(prepared: Prepared, start: int, reading: Asked) -> tuple[Side, ...]:
    """The names right before a place, if nothing else stands there: one, or those to be compared."""
    language = reading.language or next(iter(prepared.lexicon.languages.values()))
    first, end = _said_before(prepared, start)
    while first < end and prepared.text[first].key in language.beside_terms:
        first += 1
    if first >= end:
        return ()
    if reading.intent in COMPARING:
        sides = prepared.slots(language).read(first, end, guess=False).sides
        return sides if len(sides) > 1 and not any(side.concepts or not is_name(side.text, prepared) for side in sides) else ()
    typed = as_typed(prepared.text[first:end])
    return (Side(typed, first, end - 1),) if is_name(typed, prepared) else ()


def _quoted_before(prepared: Prepared, start: int) -> tuple[Side, ...]:
    """What stands in quotation marks before a place; the last of it, if it is more than courtesy."""
    quoted = _QUOTED.findall(prepared.cleaned, 0, prepared.text[start].start)
    row = words(quoted[-1]) if quoted else ()
    light = prepared.language.social | prepared.language.fillers
    return (Side(quoted[-1].strip(), 0, start - 1),) if 0 < len(row) <= MOST_UNKNOWN_WORDS and not light.issuperset(row) else ()


def _abbreviation_before(prepared: Prepared, start: int) -> tuple[Side, ...]:
    """The last abbreviation of the same sentence: "they all talk about OKRs, what is that?" """
    known = prepared.lexicon.phrases.known
    for place in range(start - 1, prepared.begin(start) - 1, -1):
        token = prepared.text[place]
        if prepared.is_abbreviation(token) and place not in prepared.inside and token.key not in known:
            return (Side(token.text, place, place),)
    return ()


def _first_named(prepared: Prepared, start: int) -> tuple[Side, ...]:
    """The name that the first sentence is nothing but: "Hypercare. We are in it now, they say. What is it?" """
    end = next((place for place, token in enumerate(prepared.text[:start]) if token.stop), 0)
    typed = as_typed(prepared.text[:end]) if end else ""
    known = prepared.lexicon.phrases.known
    return (Side(typed, 0, end - 1),) if typed and is_name(typed, prepared) and known.isdisjoint(words(typed)) else ()


def _said_before(prepared: Prepared, start: int) -> tuple[int, int]:
    """Where the part of a sentence right before a place begins and ends."""
    end = start
    while end > 0 and not prepared.text[end - 1].word:
        end -= 1
    return prepared.begin(end), end
