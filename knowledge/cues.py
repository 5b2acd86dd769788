"""What single words ask for where no frame fits: in questions of known words, in titles, behind headings."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.bare import MOST_CONTEXT_WORDS
from knowledge.clauses import Clause, joined
from knowledge.fitting import MOST_UNKNOWN_WORDS
from knowledge.language import Language
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, INTENT_ORDER, Asked

_HEADING_MARKS = frozenset(":-\u2013\u2014|")

LONGEST_COUNT = 4
"""A number of so few digits in a title counts what follows, or is a year: "5 types of churn", "NPS guide (2025)"."""

MOST_HEADING_WORDS = 4
"""So many words beside those that ask may stand behind a heading: "Customer churn: definition, causes and ways out"."""


def cued(prepared: Prepared, clause: Clause, keys: Sequence[str]) -> Asked | None:
    """What a question in no known frame asks: one word of it says what, and no other word says anything else."""
    inside = prepared.inside
    outside = [key for place, key in enumerate(keys, start=clause.first) if prepared.text[place].word and place not in inside]
    named = [mention for mention in prepared.mentions if clause.first <= mention.first and mention.last < clause.end]
    code = prepared.likely[0]
    language = prepared.lexicon.languages[code]
    cues = [language.cues[key] for key in outside if key in language.cues]
    if prepared.wanted and not cues and len(outside) <= MOST_UNKNOWN_WORDS:
        cues = ["terms"]
    opens = (
        clause.question
        or prepared.wanted
        or joined(prepared.text, clause.first, prepared.lexicon.phrases.starters, (code,)) is not None
        or (clause.first == 0 and clause.end == len(prepared.text) and language.persons.isdisjoint(outside))
    )
    typed = outside
    if not clause.question:
        typed = [key for key in outside if not (key.isdigit() and len(key) <= LONGEST_COUNT)]
    heads = cues and _heads(prepared, clause, language)
    if heads and not prepared.says_more(typed, language, most=MOST_HEADING_WORDS):
        intent = "definition" if "definition" in cues else cues[0]
        return Asked(intent, (), language, compared=intent in COMPARING, pronoun=True, weight=1, start=clause.first)
    if not (named and cues and opens) or prepared.says_more(typed, language, most=1 if clause.question else 0):
        return None
    intent = min(cues, key=INTENT_ORDER.index)
    slot = prepared.slots(language).read(named[0].first, named[-1].last + 1, guess=False)
    if not slot.sides or any(not side.concepts or side.extra for side in slot.sides):
        return None
    if intent in COMPARING and len(slot.sides) < 2:
        intent = min((cue for cue in cues if cue not in COMPARING), key=INTENT_ORDER.index, default="")
    if not intent:
        return None
    compared = intent in COMPARING
    return Asked(intent, slot.sides, language if prepared.scores else None, compared=compared, weight=1)


def _heads(prepared: Prepared, clause: Clause, language: Language) -> bool:
    """Whether terms alone stand before a clause like a heading: "Customer journey: definition, stages, examples"."""
    text = prepared.text
    if not clause.first or text[clause.first - 1].text not in _HEADING_MARKS:
        return False
    first = prepared.begin(clause.first - 1)
    inside = [place for place in range(first, clause.first) if place in prepared.inside]
    if not inside:
        return False
    before, behind = text[first : inside[0]], text[inside[-1] + 1 : clause.first - 1]
    context = bool(behind) and behind[0].key in language.context
    light = (language.in_lists, language.either, language.versus, language.cues)
    strange = [token for token in before if token.word and not token.key.isdigit() and not any(token.key in words for words in light)]
    strange += [token for token in behind if token.word and not any(token.key in words for words in light)]
    return len(strange) <= (MOST_CONTEXT_WORDS if context else 1)
