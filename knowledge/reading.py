"""A text -> a question: its clauses are tried against the ways people ask, its slots read for terms, the results put together."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import fsum

from knowledge.bare import bare
from knowledge.card import Deck
from knowledge.clauses import CLOSED, COMMAS, Clause, Match, clauses
from knowledge.cues import cued
from knowledge.evidence import WHOLE, Evidence, spoken_for
from knowledge.fitting import fitted, may_stand_around
from knowledge.language import Language
from knowledge.lexicon import Lexicon
from knowledge.pleas import Group, Pleaded, all_named, pleaded, points_at_several
from knowledge.pointing import named_before, unknown_before
from knowledge.prepared import Prepared
from knowledge.question import COMPARING, META, Asked, Question, Surface
from knowledge.sides import Side, settled_by_each_other, sides_of
from knowledge.text import words

ELSEWHERE = 0.5
"""How much the words of a whole message count for the language of one clause, beside the words of that clause."""

MOST_ADDED_WORDS = 10
"""A clause that only adds a term to a question is at most so long."""

SPEAKS_CLEARLY = 1.0
"""A message whose wording weighs more asks something, even if a part of it is recognized as asking nothing."""

SPEAKS_AGAINST = -3.5
"""A message whose wording weighs less asks for no meaning and no difference, whatever pattern fits it: "tomorrow at ten: what is CX?" """

SPEAKS_AGAINST_QUOTED = -2.0
"""The same for a question that the message only quotes."""

MOST_LEADING_WORDS = 8
"""Who is asked about before a question is named in so few words and marks: "in the words of Lincoln Murphy, ..."."""

MOST_NAMING_WORDS = 7
"""In a longer message other words stand beside a term by chance."""

MEANING = frozenset({"definition", *COMPARING})
"""What is taken back; a facet (how it is measured, why it matters) asks by its own words."""

COMPARED_AT_LEAST = 2
"""So many things a comparison has."""

MOST_SHOWN = 8
"""So many of the phrases that were weighed are told to those who ask how an answer came about."""


@dataclass(slots=True)
class Reader:
    """Reads questions against one deck. Built once; reading changes nothing."""

    deck: Deck
    lexicon: Lexicon = field(init=False)
    evidence: Evidence = field(init=False)

    def __post_init__(self) -> None:
        self.lexicon = Lexicon(self.deck)
        self.evidence = Evidence(self.deck.evidence, self.deck.languages)

    def read(self, text: str, surface: Surface = "message", *, explain: bool = False) -> Question:
        """What the text asks; with `explain`, how that was found out. Never raises, whatever the text."""
        return TextReading(Prepared(self.lexicon, text), self.evidence, surface, explain=explain).question()


class TextReading:
    """The reading of one text."""

    def __init__(self, prepared: Prepared, evidence: Evidence, surface: Surface, *, explain: bool) -> None:
        self.prepared = prepared
        self.evidence = evidence
        self.lexicon = prepared.lexicon
        self.surface: Surface = surface
        self.scores = dict(prepared.scores)
        self.quiet: set[int] = set()
        """The places of the clauses that were recognised as asking for no meaning."""
        self.read: set[int] = set()
        """The places of the clauses that were read as questions."""
        self.trace: list[tuple[str, str]] | None = [] if explain else None
        self.note("cleaned", "{}", prepared.cleaned)
        for found in prepared.mentions:
            self.note("mention", "{!r} is {}: {}, read as {!r}", found.text, found.concepts, found.how, found.term)
        if prepared.wanted:
            self.note("language", "asked for {}", prepared.wanted)

    def note(self, what: str, detail: str, *values: object) -> None:
        """Keeps what happened, for those who ask why; `values` fill the braces of `detail`, several in a row parted by commas."""
        if self.trace is not None:
            shown = (", ".join(map(str, value)) if isinstance(value, tuple) else value for value in values)
            self.trace.append((what, detail.format(*shown)))

    def question(self) -> Question:
        if not any(token.word for token in self.prepared.text):
            return self._done(("help",) if self.surface == "command" else ())
        readings = self._all_readings()
        if self.surface == "command":
            readings = readings or [self._looked_up()]
        elif self.prepared.mentions and any(map(_asks_for_meaning, readings)) and self._speaks_against():
            readings = [reading for reading in readings if not _asks_for_meaning(reading)]
        return self._combined(readings)

    def _speaks_against(self) -> bool:
        """Whether the wording says that a message asks for no meaning, though a pattern fits it."""
        if self._wording < SPEAKS_AGAINST:
            self.note("taken back", "{} speaks against a question for a meaning: less than {:+.2f}", WHOLE, SPEAKS_AGAINST)
        return self._wording < SPEAKS_AGAINST

    def _all_readings(self) -> list[Asked]:
        """What the text asks: by its clauses, else as little else than terms, else by its pleas, else by its wording as a whole."""
        readings = list(self._readings())
        if all(reading.unknown or reading.intent in META for reading in readings) and not self.quiet:
            little = bare(self.prepared, self.surface)
            if little is not None and (self.surface == "command" or not self.prepared.mentions or self._wording > SPEAKS_AGAINST):
                readings = [little]
        if all(reading.unknown or reading.intent in META for reading in readings):
            plea = self._pleaded(readings, self.quiet)
            readings = [plea] if plea is not None else readings
        elif all(reading.intent == "definition" and not reading.compared for reading in readings):
            further = self._pleaded((), self.quiet | self.read, elsewhere=False)
            readings += [further] if further is not None and further.intent == "definition" else []
        if all(reading.intent in META or (reading.unknown and not self._names_terms(reading)) for reading in readings):
            abbreviated = any(self._is_abbreviation(side) for reading in readings for side in reading.sides)
            weighed = self._weighed(SPEAKS_CLEARLY if self.quiet else 0.0) if not abbreviated else None
            readings = [weighed] if weighed is not None else readings
        return [self._with_all_meant(readings[0])] if len(readings) == 1 else readings

    def _with_all_meant(self, reading: Asked) -> Asked:
        """A question about one of the things that a later word points back at together is about all: "CSM? CCO? Describe each"."""
        if len(reading.sides) != 1 or reading.compared:
            return reading
        language = reading.language or self.prepared.language
        for place, key in enumerate(self.prepared.keys):
            if key not in language.several or not self._points_back(place, language):
                continue
            named = all_named(self.prepared, range(place, place + 1), language)
            if any(mention.concepts == reading.sides[0].concepts for mention in named):
                return replace(reading, sides=sides_of(named))
        return reading

    def _points_back(self, place: int, language: Language) -> bool:
        """Whether a word for several things stands for them by itself: "both, please", not "both teams"."""
        behind = range(place + 1, len(self.prepared.text))
        following = next((other for other in behind if self.prepared.keys[other] not in language.definite), None)
        if following is None or not self.prepared.text[following].word:
            return True
        return self.prepared.keys[following] in self.lexicon.grammar[language.code]

    # ---- clauses -------------------------------------------------------------------------------------------------

    def _readings(self) -> Iterator[Asked]:
        """What each clause asks, if anything; a pronoun stands for what was named before."""
        phrases = self.lexicon.phrases
        before: tuple[Side, ...] = ()
        asked: Asked | None = None
        lead: Clause | None = None
        most = max(self.scores.values(), default=0.0)
        spoken = [code for code in self.lexicon.languages if self.scores.get(code, 0.0) >= most]
        pending = deque(clauses(self.prepared.text, phrases.starters, spoken, self.prepared.inside))
        while pending:
            clause = pending.popleft()
            if clause.first - 2 in self.quiet and not clause.question and self.prepared.text[clause.first - 1].text in (*COMMAS, ":"):
                self.quiet.update(range(clause.first, clause.end))
                continue
            reading = self._reading(clause, asked)
            if lead is not None and (reading is None or reading.intent == "definition"):
                reading = self._led(lead, clause, reading) or reading
            lead = clause if reading is None else None
            if reading is not None and reading.pronoun:
                places = range(clause.first, clause.end)
                several = reading.language is not None and points_at_several(self.prepared, places, reading.language)
                alone = (reading.intent in COMPARING or several) and len(before) < 2
                earlier = before if before and not alone else named_before(self.prepared, clause, reading) or before
                whole = replace(reading, sides=(*earlier, *reading.sides))
                reading = whole if earlier else unknown_before(self.prepared, clause, reading)
            if reading is not None and reading.compared and len(reading.sides) == 1 and len(before) == 1 and not reading.pronoun:
                reading = replace(reading, sides=(*before, *reading.sides))
            if reading is None and before:
                reading = self._elliptic(clause, asked)
            if reading is not None and self._is_only_quoted(reading):
                self.quiet.update(range(clause.first, clause.end))
                self.note("quoted", "{}", tuple(token.text for token in self.prepared.text[reading.start : reading.end]))
                reading = None
            if reading is None:
                continue
            asked = reading
            self.read.update(range(clause.first, clause.end))
            self.note("asks", "{}: {}", reading.intent, tuple(side.text for side in reading.sides))
            before = before if reading.unknown else reading.sides or before
            if clause.first < reading.end and any(reading.end <= found.first < clause.end for found in self.prepared.mentions):
                pending.appendleft(replace(clause, first=reading.end))
            yield reading

    def _is_only_quoted(self, reading: Asked) -> bool:
        """Whether a message tells of a question that stands in it in quotation marks, and asks nothing itself."""
        quoted = reading.start < reading.end and self.prepared.goes_on_behind_quoting(reading.start, reading.end)
        return quoted and self._wording <= SPEAKS_AGAINST_QUOTED

    def _led(self, lead: Clause, clause: Clause, reading: Asked | None) -> Asked | None:
        """What a clause asks with the one that leads to it: "According to Gainsight, what is ...?", "Define: churn".

        A question becomes one for a view that the deck has, or the last of several things counted out ("start with churn, then explain
        ..."); what asks nothing by itself becomes what is ordered before a colon.
        """
        mark = self.prepared.text[clause.first - 1].text
        if clause.first - lead.first > MOST_LEADING_WORDS or clause.first in self.quiet:
            return None
        defined = self._defined(lead, clause, ordered=reading is None and mark == ":" and not clause.question)
        if defined is not None or reading is None or mark not in COMMAS:
            return defined
        viewed = ((match.names, found) for match, found in self._fitting(lead, clause, "voice"))
        named = (found for names, found in viewed if names and names[0][1] <= clause.first)
        return next((found for found in named if found.name is not None and self.lexicon.voice(found.name) is not None), None)

    def _defined(self, lead: Clause, clause: Clause, *, ordered: bool) -> Asked | None:
        """What one frame asks of a term in each of two clauses, or of what stands behind a colon, where it may be `ordered` so."""
        counted = all(any(one.first <= mention.first < one.end for mention in self.prepared.mentions) for one in (lead, clause))
        for match, found in self._fitting(lead, clause, "definition") if counted or ordered else ():
            slots = match.slots
            if counted and len(slots) > 1 and slots[0][1] <= clause.first <= slots[-1][0]:
                return found
            if ordered and slots and slots[0][0] == clause.first - 1:
                return found
        return None

    def _fitting(self, lead: Clause, clause: Clause, intent: str) -> Iterator[tuple[Match, Asked]]:
        """The frames of an intent that fit two clauses as one, and what they ask."""
        whole = replace(lead, end=clause.end, question=clause.question)
        for match in self.lexicon.phrases.matches(self._keys(whole), whole.first):
            found = fitted(match, whole, self.prepared) if match.frame.intent == intent else None
            if found is not None:
                self.note("frame", "{} {}: {!r} fits", match.language.code, intent, match.frame.pattern)
                yield match, found

    def _elliptic(self, clause: Clause, asked: Asked | None) -> Asked | None:
        """ "What is B2B? And SaaS?": a term alone, asked after a question, is asked the same way."""
        if asked is None or asked.language is None or asked.unknown:
            return None
        added = self._added(clause, asked.language)
        if not (clause.question or added or self._is_bare(clause, asked.language)):
            return None
        if asked.intent != "definition":
            added = ()
        slot = self.prepared.slots(asked.language).read(clause.first, clause.end)
        if not slot.sides or slot.personal or slot.context or any(not side.settled or side.extra for side in slot.sides):
            return replace(asked, sides=added, compared=False) if added else None
        return replace(asked, sides=slot.sides, compared=False, intent="definition" if asked.intent in COMPARING else asked.intent)

    def _added(self, clause: Clause, language: Language) -> tuple[Side, ...]:
        """The terms that a clause adds to a question: "... And NPS, while you are at it"."""
        text = self.prepared.text
        row = [place for place in range(clause.first, clause.end) if text[place].word]
        joins = clause.first + 1 < clause.end and (text[clause.first].word in language.together or self._follows_join(clause, language))
        if not joins or len(row) > MOST_ADDED_WORDS or any(text[place].key in language.pinning for place in row):
            return ()
        named = [
            mention for mention in self.prepared.mentions if clause.first <= mention.first <= clause.first + 2 and mention.last < clause.end
        ]
        return sides_of(named[:1])

    def _follows_join(self, clause: Clause, language: Language) -> bool:
        """Whether the "and" in front of a clause was cut off with what stands before it."""
        return clause.first > 0 and self.prepared.text[clause.first - 1].word in language.together

    def _is_bare(self, clause: Clause, language: Language) -> bool:
        """Whether a clause is nothing but terms and empty words: "... And churn too." """
        row = [place for place in range(clause.first, clause.end) if self.prepared.text[place].word]
        return all(place in self.prepared.inside or self.prepared.keys[place] in language.fillers for place in row)

    def _keys(self, clause: Clause) -> list[str]:
        """The keys that frames are tried on: slips mended, and terms of several words closed to the words of a frame."""
        several = [
            found
            for found in self.prepared.mentions
            if any(not token.glued for token in self.prepared.text[found.first + 1 : found.last + 1])
        ]
        closed = {place for mention in several for place in range(mention.first, mention.last + 1)}
        return [
            CLOSED + self.prepared.keys[place] if place in closed else self.prepared.keys[place]
            for place in range(clause.first, clause.end)
        ]

    def _reading(self, clause: Clause, asked: Asked | None) -> Asked | None:
        """What a clause asks, after another one asked that."""
        keys = self._keys(clause)
        if self.trace is not None:
            row = zip(keys, self.prepared.text[clause.first :], strict=False)
            mended = tuple(key for key, token in row if key.lstrip(CLOSED) != token.key)
            if mended:
                self.note("mended", "{}", mended)
        unknown: Asked | None = None
        matches = self.lexicon.phrases.matches(keys, clause.first)
        matches.sort(key=lambda match: (-match.weight, match.frame.intent != "none", -self.scores.get(match.language.code, 0.0)))
        for match in matches:
            if not self._may_be_in(match, clause):
                continue
            if match.frame.intent == "none":
                if may_stand_around(match, self.prepared) and not self._cuts_a_term(match):
                    self.quiet.update(range(clause.first, clause.end))
                    self.note("frame", "{}: {!r} asks for no meaning", match.language.code, match.frame.pattern)
                    return None
                continue
            if match.frame.intent == "again" and asked is None:
                continue
            reading = fitted(match, clause, self.prepared)
            if reading is not None and asked is not None and reading.intent == "again":
                reading = _again(reading, asked)
            self.note("frame", "{} {}: {!r} {}", match.language.code, match.frame.intent, match.frame.pattern, _verdict(reading))
            if reading is None:
                continue
            if not reading.unknown:
                return reading
            unknown = unknown or reading
        words = cued(self.prepared, clause, keys)
        if words is not None and asked is not None and words.language is not None and self._says_where(words.sides, words.language):
            words = None
        if words is not None:
            cues = self.prepared.language.cues
            self.note("cue", "{} {}: {}", self.prepared.language.code, words.intent, tuple(key for key in keys if key in cues))
        return words or unknown

    def _says_where(self, sides: Sequence[Side], language: Language) -> bool:
        """Whether all that is named only says where: "What is FCR? Understand an important metric *for* customer service"."""
        return bool(sides) and all(side.mention is not None and self.prepared.says_where(side.mention, language) for side in sides)

    def _cuts_a_term(self, match: Match) -> bool:
        """Whether a slot of a frame begins or ends within a term: "explain the *ticket from* Ann" is not about support tickets."""
        edges = {edge for slot in (*match.slots, match.before, match.after) for edge in slot}
        return any(mention.first < edge <= mention.last for mention in self.prepared.mentions for edge in edges)

    def _may_be_in(self, match: Match, clause: Clause) -> bool:
        """Whether the words around what is asked about may be in a frame's language: Polish "B2B i B2C" is not read as Swedish."""
        asked = {place for slot in match.slots for place in range(*slot)} | self.prepared.inside
        row = [self.prepared.text[place] for place in range(clause.first, clause.end) if place not in asked]
        here = self.lexicon.scores(row, ())
        scores = {code: here.get(code, 0.0) + ELSEWHERE * self.prepared.scores.get(code, 0.0) for code in self.lexicon.languages}
        return scores[match.language.code] >= max(scores.values()) / 2

    def _pleaded(self, unknown: Sequence[Asked], but: Collection[int], *, elsewhere: bool = True) -> Asked | None:
        """What words ask that plead for a meaning by themselves, in a sentence only behind its last place in `but`."""
        if not self.prepared.mentions or any(self._is_compound(side) for reading in unknown for side in reading.sides):
            return None
        for code in self.prepared.speaking:
            language = self.lexicon.languages[code]
            found = pleaded(self.prepared, language, but)
            if found is not None and (elsewhere or found.own):
                self.note("plea", "{} {}: {!r}", code, found.intent, found.plea)
                return self._about(found, language)
        return None

    def _weighed(self, line: float) -> Asked | None:
        """What a message asks that nothing else makes a question of, if its wording as a whole speaks for one by more than this."""
        if not self.prepared.mentions or self._wording <= line:
            return None
        language = self.prepared.language
        meant = spoken_for(self.prepared, language)
        if meant is None:
            return None
        if self._wording <= SPEAKS_CLEARLY and self._is_within_a_name(meant.group):
            return None
        self.note(
            "asks", "{}: {}; {} speaks for it: more than {:+.2f}", meant.intent, tuple(one.text for one in meant.group), meant.plea, line
        )
        return self._about(meant, language)

    @cached_property
    def _wording(self) -> float:
        """How much the wording as a whole speaks for a question; less than nothing: against one."""
        found = self.evidence.weighed(self.prepared)
        total = fsum(found.values())
        strongest = sorted(found.items(), key=lambda item: (-abs(item[1]), item[0]))[:MOST_SHOWN]
        self.note("evidence", "{:+.2f}: {}", total, tuple(f"{phrase!r} {weight:+.2f}" for phrase, weight in strongest))
        return total

    def _names_terms(self, reading: Asked) -> bool:
        """Whether a term is a part of something asked about."""
        return any(place in self.prepared.inside for side in reading.sides for place in range(side.first, side.last + 1))

    def _is_compound(self, side: Side) -> bool:
        """Whether a side that no card has names something made of a term of ours: "customer *churn* prediction"."""
        inside = self.prepared.inside
        places = range(side.first, side.last + 1)
        return any(
            place not in inside and self.prepared.is_strange(place) and (place - 1 in inside or place + 1 in inside) for place in places
        ) and not inside.isdisjoint(places)

    def _is_within_a_name(self, group: Group) -> bool:
        """Whether a short message may name something that only has a term of ours in it: "define *brand* equity"."""
        if sum(bool(token.word) for token in self.prepared.text) > MOST_NAMING_WORDS:
            return False
        last = len(self.prepared.text) - 1
        return any(self._is_compound(Side(term.text, max(0, term.first - 1), min(last, term.last + 1))) for term in group)

    def _about(self, found: Pleaded, language: Language) -> Asked:
        """A plea as a question about its terms."""
        sides, join = sides_of(found.group), ""
        if len(sides) > 1:
            slot = self.prepared.slots(language).read(sides[0].first, sides[-1].last + 1, guess=False, apart=found.intent in COMPARING)
            read = {concept for side in slot.sides for concept in side.concepts}
            if read.issuperset(mention.concepts[0] for mention in found.group) and all(side.concepts for side in slot.sides):
                sides, join = slot.sides, slot.join
        compared = (found.intent in COMPARING or join == "versus") and len(sides) > 1
        return Asked(found.intent, sides, language, compared=compared)

    def _looked_up(self) -> Asked:
        """A command is always a look-up: the terms in it, or what it may be a misspelling of, or honestly unknown."""
        for code in self.prepared.likely[:2]:
            reader = self.prepared.slots(self.lexicon.languages[code])
            slot = reader.read(0, len(self.prepared.text))
            if slot.sides and all(side.concepts and not side.extra for side in slot.sides):
                return Asked("definition", slot.sides, None, compared=slot.join == "versus")
        if self.prepared.mentions:
            concepts = tuple(dict.fromkeys(concept for mention in self.prepared.mentions for concept in mention.concepts))
            first = self.prepared.mentions[0]
            whole = Side(first.text, first.first, first.last, concepts, first, sure=False)
            return Asked("definition", (whole,), None)
        typed = " ".join(token.text for token in self.prepared.text if token.word)
        return Asked("definition", (Side(typed, 0, len(self.prepared.text) - 1),), None, unknown=True)

    # ---- together ------------------------------------------------------------------------------------------------

    def _combined(self, readings: list[Asked]) -> Question:
        known = [reading for reading in readings if not reading.unknown]
        unknown = [reading for reading in readings if reading.unknown]
        named = [(reading, side) for reading in unknown for side in reading.sides if self._is_abbreviation(side)]
        if not known or (unknown and all(reading.intent == "help" for reading in known)):
            first = named[0][0] if named else next(iter(unknown), None)
            return self._unknown(first) if first is not None else self._done(())
        asked = [reading for reading in known if reading.intent not in META] or known
        for reading in known:
            if reading.language is not None:
                self.scores[reading.language.code] = self.scores.get(reading.language.code, 0) + 1 + reading.weight / 2
        comparing = next((reading for reading in asked if reading.compared), None)
        chosen = [comparing] if comparing is not None else asked
        sides: dict[tuple[str, ...] | str, Side] = {}
        for reading in chosen:
            for side in settled_by_each_other(reading.sides):
                sides.setdefault(side.concepts or side.text, side)
        intents = tuple(dict.fromkeys(reading.intent for reading in chosen))
        name = next((reading.name for reading in asked if reading.name), None)
        voice = self.lexicon.voice(name) if name else None
        compared = comparing is not None and len(sides) > 1
        half = compared and sum(bool(side.concepts) for side in sides.values()) < COMPARED_AT_LEAST
        lacking = [side for side in sides.values() if not side.concepts and self._is_lacking(side, compared=compared, half=half)]
        quoted = tuple(dict.fromkeys(side.text for side in (*lacking, *(side for _, side in named))))
        return self._done(intents, tuple(sides.values()), compared=compared, voice=voice or name, quoted=quoted)

    def _is_lacking(self, side: Side, *, compared: bool, half: bool) -> bool:
        """Whether what no card has is asked about, and not a few words that questions are made of: "B2B vs *D2C*", "CSAT vs NPS, *anyone*".

        With `half` of a comparison known, the other half is nearly always asked about. Where nothing is compared, a word joins it to
        what is.
        """
        if self._is_abbreviation(side):
            return True
        language, row = self.prepared.language, words(side.text)
        thing = self.lexicon.grammar[language.code].isdisjoint(row) and (half or not self.lexicon.asking[language.code].issuperset(row))
        return thing and (compared or self.prepared.is_joined(side.first, language))

    def _is_abbreviation(self, side: Side) -> bool:
        """Whether what no card has is surely a name, because it is in capitals: "what is SLA and what is OLA?" """
        return side.first == side.last and self.prepared.is_abbreviation(self.prepared.text[side.first])

    def _unknown(self, reading: Asked) -> Question:
        if reading.language is not None:
            self.scores[reading.language.code] = self.scores.get(reading.language.code, 0) + 1 + reading.weight / 2
        return self._done((reading.intent,), reading.sides, quoted=tuple(side.text for side in reading.sides))

    def _done(
        self, intents: tuple[str, ...], sides: tuple[Side, ...] = (), *, compared: bool = False,
        voice: str | None = None, quoted: tuple[str, ...] = (),
    ) -> Question:  # fmt: skip
        return Question(
            self.prepared.cleaned,
            intents,
            sides,
            compared,
            dict(sorted(self.scores.items())),
            self.prepared.wanted,
            voice,
            quoted,
            tuple(self.trace or ()),
        )


def _again(reading: Asked, asked: Asked) -> Asked:
    """What "same for NPS" asks after a question."""
    intent = "definition" if asked.intent in (*COMPARING, *META) else asked.intent
    return replace(reading, intent=intent, compared=False)


def _asks_for_meaning(reading: Asked) -> bool:
    return not reading.unknown and reading.intent in MEANING


def _verdict(reading: Asked | None) -> str:
    if reading is None:
        return "does not fit"
    return "fits, but nothing here is in the deck" if reading.unknown else "fits"
