"""A message that is little else than terms: "NPS?", "churn vs retention", "hi, customer success please"."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.clauses import Clause, clauses
from knowledge.language import Language
from knowledge.prepared import Prepared
from knowledge.question import Asked, Surface
from knowledge.sides import Slot

MOST_BARE_WORDS = 7
"""A message with more words around its terms than this is no bare term."""

MOST_CONTEXT_WORDS = 3
"""A bare term may be followed by so short a context: "churn in SaaS"."""

MOST_GUESSED_WORDS = 4
"""A message without a question around it is read as a misspelt term only up to so many words."""


def bare(prepared: Prepared, surface: Surface) -> Asked | None:
    """What a message asks that is little else than terms; None if it says more."""
    whole = list(clauses(prepared.text, {}, (), frozenset()))
    for code in prepared.speaking:
        language = prepared.lexicon.languages[code]
        spoken = [clause for clause in whole if not _is_empty(clause, prepared, language)]
        for clause in _likely(spoken, prepared, language):
            reading = _read(clause, prepared, language, surface)
            if reading is not None:
                return reading
    return None


def _is_empty(clause: Clause, prepared: Prepared, language: Language) -> bool:
    row = [prepared.keys[place] for place in range(clause.first, clause.end) if prepared.text[place].word]
    return all(key in language.fillers or key in language.social for key in row)


def _likely(spoken: list[Clause], prepared: Prepared, language: Language) -> Iterator[Clause]:
    """The parts of a message that may be the terms it is about."""
    if not spoken:
        return
    rest = [prepared.keys[place] for clause in spoken[1:] for place in range(clause.first, clause.end) if prepared.text[place].word]
    if rest and len(rest) <= MOST_BARE_WORDS and not prepared.says_more(rest, language, most=0):
        yield spoken[0]
    if len(spoken) <= 2:
        yield Clause(spoken[0].first, spoken[-1].end, spoken[-1].question)
    last = spoken[-1]
    if last.question:
        yield last
        commas = [place for place in range(last.first, last.end) if prepared.text[place].text in (",", "\u060c")]
        if commas:
            yield Clause(commas[-1] + 1, last.end, question=True)


def _read(clause: Clause, prepared: Prepared, language: Language, surface: Surface) -> Asked | None:
    places = [place for place in range(clause.first, clause.end) if prepared.text[place].word]
    row = [prepared.keys[place] for place in places]
    if any(key in language.social for key in row) and not clause.question:
        return None
    outside = [place for place in places if place not in prepared.inside and prepared.keys[place] not in language.fillers]
    if len(outside) > MOST_BARE_WORDS:
        return None
    slot = prepared.slots(language).read(clause.first, clause.end, guess=len(row) <= MOST_GUESSED_WORDS)
    if slot.personal or not slot.sides or not all(side.concepts and not side.extra for side in slot.sides):
        return None
    if len(slot.context) > MOST_CONTEXT_WORDS or _names_somebody(slot, prepared, language):
        return None
    if any(not side.sure for side in slot.sides) and surface == "message" and len(row) > 2:
        return None
    compared = slot.join == "versus" or (slot.join == "either" and len(slot.sides) > 1)
    intent = "terms" if prepared.wanted and not compared else "difference" if compared else "definition"
    return Asked(intent, slot.sides, None, compared=compared)


def _names_somebody(slot: Slot, prepared: Prepared, language: Language) -> bool:
    """Whether the context of a bare term names something: "ticket from Kowalski" asks for no meaning, "churn in SaaS" may."""
    known = prepared.lexicon.vocabularies[language.code]
    return any(token.word and token.key not in known and place not in prepared.inside for place, token in slot.context)
