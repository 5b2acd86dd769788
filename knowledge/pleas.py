"""What a message asks where no frame fits it: words that plead for a meaning by themselves, and the terms nearest to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from knowledge.clauses import COMMAS, asked
from knowledge.language import Language
from knowledge.matching import Mention
from knowledge.phrases import Spoken
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, INTENT_ORDER
from knowledge.text import Token

MOST_WORDS_AWAY = 14
"""A term of the same sentence that stands farther from a plea is not what it is about."""

MOST_COMPARED = 4
"""Of more things named in passing nobody asks how they differ."""

SHORTEST_ALONE = 6
"""A plea of one word with fewer letters is not read into another word: too many are a slip away."""

_ENDS = frozenset(".?!\u061f\u2026\n|\u00bf\u00a1")

Group = list[Mention]
"""Terms named side by side."""


@dataclass(frozen=True, slots=True)
class Pleaded:
    """What a plea asks for, and the terms that it asks about."""

    intent: str
    group: Group
    plea: str
    own: bool = True
    """The terms stand in the sentence of the plea."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of a message between full stops, from `first` up to `end`. Dashes, colons and semicolons do not part sentences."""

    first: int
    end: int
    groups: list[Group]
    question: bool
    alone: bool
    """It is nothing but terms: an item of a list."""


def pleaded(prepared: Prepared, language: Language, quiet: Collection[int]) -> Pleaded | None:
    """What the pleas of a text ask, if there are any and a term to ask about; in a sentence only behind its last place in `quiet`."""
    row = sentences(prepared, language)
    text = prepared.text
    own: list[Pleaded] = []
    elsewhere: list[Pleaded] = []
    for number, sentence in enumerate(row):
        quiet_until = max((place for place in range(sentence.first, sentence.end) if place in quiet), default=-1)
        found = [plea for plea in _pleas(prepared, sentence, language) if plea.places[0] > quiet_until]
        if not found:
            continue
        intent = min((plea.meaning for plea in found), key=INTENT_ORDER.index)
        said = " ".join(text[place].text for plea in found for place in plea.places)
        group = _compared(sentence.groups) if intent in COMPARING else _nearest(main(sentence.groups, prepared, language), found)
        if group:
            own.append(Pleaded(intent, group, said))
        elif not sentence.groups and (group := _all_before(prepared, sentence, language, intent) or _elsewhere(row, number, intent)):
            elsewhere.append(Pleaded(intent, group, said, own=False))
    return _together(own) if own else elsewhere[0] if elsewhere else None


def _together(found: Sequence[Pleaded]) -> Pleaded:
    """What several sentences plead for, if it is the same: "I never got churn. And no idea what NPS is." """
    same = [one for one in found if one.intent == found[0].intent and one.intent not in COMPARING] or found[:1]
    return Pleaded(found[0].intent, [mention for one in same for mention in one.group], "; ".join(one.plea for one in same))


def sentences(prepared: Prepared, language: Language) -> list[Sentence]:
    """The sentences of a text, each with the terms that it names."""
    return [_sentence(prepared, first, end, language) for first, end in _bounds(prepared.text)]


def _bounds(text: Sequence[Token]) -> Iterable[tuple[int, int]]:
    first = 0
    for place, token in enumerate(text):
        if token.stop and token.text in _ENDS:
            if place > first:
                yield first, place
            first = place + 1
    if first < len(text):
        yield first, len(text)


def _sentence(prepared: Prepared, first: int, end: int, language: Language) -> Sentence:
    text, inside = prepared.text, prepared.inside
    own = [mention for mention in prepared.mentions if first <= mention.first and mention.last < end]
    alone = bool(own) and all(
        place in inside or not text[place].word or text[place].key in language.in_lists for place in range(first, end)
    )
    question = asked(text, end)
    groups = [group for group in side_by_side(own, text, language) if not _somebodys(group, text, language)]
    return Sentence(first, end, groups, question, alone)


def side_by_side(mentions: Iterable[Mention], text: Sequence[Token], language: Language) -> list[Group]:
    """Terms side by side, or parted by nothing but "and", "or", marks and empty words, belong together."""
    between = language.between_terms
    groups: list[Group] = []
    for mention in mentions:
        parting = range(groups[-1][-1].last + 1, mention.first) if groups else range(0)
        if groups and all(not text[place].word or text[place].key in between for place in parting):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _somebodys(group: Group, text: Sequence[Token], language: Language) -> bool:
    """Whether a group is somebody's own, or one of here and now: "*our* churn", "churn *this month*", "*60 %* CSAT"."""
    before = [token for token in text[max(0, group[0].first - 3) : group[0].first] if token.key not in language.fillers]
    behind = takewhile(lambda token: token.word and token.key not in language.context, text[group[-1].last + 1 : group[-1].last + 3])
    return any(token.word and (token.key in language.pinning or token.key[0].isdigit()) for token in (*before[-1:], *behind))


def _pleas(prepared: Prepared, sentence: Sentence, language: Language) -> list[Spoken]:
    """The pleas of a sentence, the longest at each place, without those that share a word with a phrase that asks for nothing."""
    places = [place for place in range(sentence.first, sentence.end) if prepared.keys[place] not in COMMAS]
    row = ["" if place in prepared.inside else prepared.keys[place] for place in places]
    phrases = prepared.lexicon.pleas[language.code]
    found = [spoken for start in range(len(row)) if (spoken := phrases.longest_at(row, start, question=sentence.question)) is not None]
    said = [Spoken(tuple(places[number] for number in spoken.places), spoken.meaning) for spoken in found]
    taken = {place for plea in said if plea.meaning == "none" for place in plea.places}
    return [plea for plea in said if taken.isdisjoint(plea.places) and not _is_slip(plea, prepared)]


def _is_slip(plea: Spoken, prepared: Prepared) -> bool:
    """Whether a short word is a plea only because it was mended to one."""
    mended = prepared.keys[plea.places[0]]
    return len(plea.places) == 1 and len(mended) < SHORTEST_ALONE and mended != prepared.text[plea.places[0]].key


def main(groups: list[Group], prepared: Prepared, language: Language) -> list[Group]:
    """The groups of terms that do not only say where; all, where each does."""
    return [group for group in groups if not prepared.says_where(group[0], language)] or groups


def _nearest(groups: Sequence[Group], found: Sequence[Spoken]) -> Group | None:
    """The terms that the pleas are about: the nearest group, of two as near the one behind."""
    near = [
        (max(group[0].first - plea.places[-1] - 1, plea.places[0] - group[-1].last - 1, 0), group[0].first < plea.places[0], place)
        for place, group in enumerate(groups)
        for plea in found
    ]
    gap, _, place = min(near, default=(MOST_WORDS_AWAY + 1, False, 0))
    return groups[place] if gap <= MOST_WORDS_AWAY else None


def _first_named(sentences: Sequence[Sentence]) -> list[Group]:
    """Everything that some sentences name, each concept once."""
    once = {mention.concepts: mention for sentence in sentences for group in sentence.groups for mention in group}
    return [[mention] for mention in once.values()]


def _compared(groups: Sequence[Group]) -> Group | None:
    """All terms of some groups, if there are several to compare."""
    everything = [mention for group in groups for mention in group]
    different = {mention.concepts for mention in everything}
    return everything if len(everything) > 1 and len(different) <= MOST_COMPARED else None


def named_last(sentences: Sequence[Sentence]) -> Group | None:
    """The terms named last; those of several sentences if each is nothing but terms."""
    group: Group = []
    for sentence in reversed(sentences):
        if group and not sentence.alone:
            break
        if sentence.groups:
            named = [mention for group in sentence.groups for mention in group] if sentence.alone else sentence.groups[-1]
            group = [*named, *group]
            if not sentence.alone:
                break
    return group or None


def points_at_several(prepared: Prepared, places: range, language: Language) -> bool:
    """Whether a word of some places points back at more than one thing."""
    return any(prepared.keys[place] in language.several for place in places)


def all_named(prepared: Prepared, places: range, language: Language) -> Group:
    """Everything named before some words that point back at several things ("both", "each"), each concept once; nothing, if none does."""
    if not points_at_several(prepared, places, language):
        return []
    once = {mention.concepts: mention for mention in prepared.mentions if mention.last < places.start}
    return [*once.values()] if 1 < len(once) <= MOST_COMPARED else []


def _all_before(prepared: Prepared, sentence: Sentence, language: Language, intent: str) -> Group:
    return [] if intent in COMPARING else all_named(prepared, range(sentence.first, sentence.end), language)


def _elsewhere(sentences: Sequence[Sentence], number: int, intent: str) -> Group | None:
    """The terms that a plea in a sentence without any is about."""
    if intent in COMPARING:
        return _compared(sentences[number - 1].groups if number else ()) or _compared(_first_named(sentences))
    return named_last(sentences[:number]) or _after(sentences[number + 1 :])


def _after(sentences: Sequence[Sentence]) -> Group | None:
    """The terms named next; those of several sentences if each is nothing but terms."""
    listed = [
        mention for sentence in takewhile(lambda sentence: sentence.alone, sentences) for group in sentence.groups for mention in group
    ]
    return listed or next((sentence.groups[0] for sentence in sentences if sentence.groups), None)
