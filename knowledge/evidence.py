"""How much the wording of a message speaks for its asking what its terms mean: its phrases are weighed, each by itself.

What no frame and no plea knows is decided so. The weights are learned from labelled messages (`python -m benchmarks.evidence`) and
stand in `languages/evidence.txt`. They know nothing of cards, so they hold for any deck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from knowledge.language import Language
from knowledge.pleas import MOST_COMPARED, Group, Pleaded, main, sentences, side_by_side
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, INTENT_ORDER

TERM, NUMBER, LINE, OTHER, BEGIN, END = "TERM", "NUMBER", "LINE", "_", "^", "$"
STEM, BEFORE, BETWEEN, BEHIND = "STEM", "BEFORE", "BETWEEN", "BEHIND"
"""What stands in phrases beside words and marks. Words are in small letters, so no word is one of these."""

ROLES = ("possessives", "deictic", "persons", "social", "context", "pronouns", "definite", "together", "either", "versus", "generic")
"""The word lists of a language whose names stand for their words, in capitals; a word of several counts for the first."""

LONGEST_PHRASE = 3
"""In words and marks."""

WORDS_A_STEP, LONGEST_STEP = 3, 8
"""Lengths of messages are told apart in steps of so many words, up to so many steps."""

WHOLE = "the wording as a whole"

MOST_GROUPS = 3
"""A message that names more things than this, in different places, asks about none of them in particular."""


class Evidence:
    """The weights of phrases. More than nothing in sum speaks for a question."""

    def __init__(self, weights: Mapping[str, float], languages: Mapping[str, Language]) -> None:
        self._weights = weights
        self._roles = {code: _roles(language) for code, language in languages.items()}

    def weighed(self, prepared: Prepared) -> dict[str, float]:
        """The phrases of a text that say something, each with how much: none in a language that nothing was learned of."""
        if said_in(prepared.likely[0]) not in self._weights:
            return {}
        return {phrase: self._weights[phrase] for phrase in self.phrases(prepared) if phrase in self._weights}

    def phrases(self, prepared: Prepared) -> set[str]:
        """All phrases of a text: of its words, of what these are in its likeliest language, and of stems with their places."""
        code = prepared.likely[0]
        said, stem = list(_said(prepared)), prepared.lexicon.index.stems[code]
        roles = [self._roles[code].get(word, OTHER if word[0].isalnum() and not word.isupper() else word) for word in said]
        stems = [word if word.isupper() else stem(word)[1] for word in said]
        length = f"LENGTH {min(LONGEST_STEP, (len(said) + 2) // WORDS_A_STEP)}"
        return {said_in(code), length, *_runs(said), *_runs(roles), *_placed(stems)}


def said_in(code: str) -> str:
    """The phrase that every message in a language has: what speaks for a question before a word is said."""
    return f"IN {code}"


def _roles(language: Language) -> dict[str, str]:
    found = {word: name.upper() for name in reversed(ROLES) for word in getattr(language, name)}
    return found | {word: f"CUE {intent}" for word, intent in language.cues.items()}


def _said(prepared: Prepared) -> Iterator[str]:
    """The words and marks of a text, each term as one."""
    first = {mention.first for mention in prepared.mentions}
    for place, token in enumerate(prepared.text):
        if place in first:
            yield TERM
        elif place not in prepared.inside:
            key = prepared.keys[place]
            yield NUMBER if token.word and key[:1].isdigit() else LINE if key == "\n" else key


def _runs(row: Sequence[str]) -> Iterator[str]:
    row = [BEGIN, *row, END]
    for length in range(1, LONGEST_PHRASE + 1):
        for first in range(len(row) - length + 1):
            yield " ".join(row[first : first + length])


def _placed(stems: Sequence[str]) -> Iterator[str]:
    """Each stem by itself, and with where it stands: before all terms, behind them, or between."""
    terms = [place for place, stem in enumerate(stems) if stem == TERM]
    for place, stem in enumerate(stems):
        if terms and stem != TERM:
            yield f"{STEM} {stem}"
            yield f"{BEFORE if place < terms[0] else BEHIND if place > terms[-1] else BETWEEN} {stem}"


def spoken_for(prepared: Prepared, language: Language) -> Pleaded | None:
    """What a message asks whose wording speaks for a question: about all that it names, in the way that its words say."""
    cues = [language.cues[key] for place, key in enumerate(prepared.keys) if key in language.cues and place not in prepared.inside]
    compared = {mention.concepts: mention for mention in prepared.mentions}
    if not COMPARING.isdisjoint(cues) and 1 < len(compared) <= MOST_COMPARED:
        return Pleaded(min(COMPARING.intersection(cues), key=INTENT_ORDER.index), [*compared.values()], WHOLE)
    named = _named(prepared, language)
    group = [mention for each in named for mention in each]
    if not group or len(named) > MOST_GROUPS:
        return None
    apart = len(named) > 1 and len({mention.concepts for mention in group}) > 1
    fitting = [cue for cue in cues if cue not in COMPARING]
    return Pleaded(min(fitting, key=INTENT_ORDER.index, default="difference" if apart else "definition"), group, WHOLE)


def _named(prepared: Prepared, language: Language) -> list[Group]:
    """The terms that a message may be about: none that only says where; of one that opens like a heading, those of the heading."""
    row = sentences(prepared, language)
    groups = [group for sentence in row for group in sentence.groups] or side_by_side(prepared.mentions, prepared.text, language)
    named = main(groups, prepared, language)
    listed = sum(sentence.alone for sentence in row)
    return named[:1] if named and listed < 2 and _opens_with(named[0], prepared, language) else named


def _opens_with(group: Group, prepared: Prepared, language: Language) -> bool:
    """Whether a message opens with some terms, set off from what follows by a mark."""
    first, end = group[0].first, group[-1].last + 1
    opens = all(not token.word or token.key in language.in_lists for token in prepared.text[:first])
    return opens and end < len(prepared.text) and not prepared.text[end].word
