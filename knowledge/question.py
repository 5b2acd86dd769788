"""A text -> what is asked: the intent, the things asked about, the language; or that it asks for no meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.card import Deck
from knowledge.clauses import Clause, Match, Phrasebook, clauses
from knowledge.frames import Frame
from knowledge.language import Language
from knowledge.matching import Index, Mention
from knowledge.sides import Side, Slot, SlotReader
from knowledge.text import Token, clean, fold, tokens, words

Surface = Literal["command", "mention", "message"]
COMPARING = frozenset({"difference", "relation"})
META = frozenset({"list", "help"})
MOST_BARE_WORDS = 7
"""A message with more words around its terms than this is no bare term."""

MOST_GUESSED_WORDS = 4
"""A message without a question around it is read as a misspelt term only up to so many words."""

MOST_UNKNOWN_WORDS = 5
"""The name of something that the deck does not have is at most so long."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a text asks.

    `intents`: the first is the focus, further ones are asked as well; empty: it asks for no meaning.
    `scores`: how much speaks for each language; `wanted`: the language asked for ("in Polish").
    """

    text: str
    intents: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    compared: bool = False
    scores: Mapping[str, float] = field(default_factory=dict)
    wanted: str | None = None
    voice: str | None = None
    quoted: tuple[str, ...] = ()
    """What was asked about and is in no card, as typed."""
    trace: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks for anything that the bot is there for."""
        return bool(self.intents)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one clause asks."""

    intent: str
    sides: tuple[Side, ...]
    language: Language | None
    compared: bool = False
    pronoun: bool = False
    weight: int = 0
    name: str | None = None
    unknown: bool = False


class Reader:
    """Reads questions against one deck. Built once; reading changes nothing."""

    def __init__(self, deck: Deck, index: Index | None = None) -> None:
        self.deck = deck
        self.index = index or Index.of(deck)
        self.languages = deck.languages
        self.phrases = Phrasebook(deck.languages.values(), self.index.words)
        self.joining = frozenset().union(*(language.together | language.either for language in deck.languages.values()))
        self.vocabularies = {code: _vocabulary(language) for code, language in deck.languages.items()}
        shared: dict[str, int] = {}
        for vocabulary in self.vocabularies.values():
            for word in vocabulary:
                shared[word] = shared.get(word, 0) + 1
        self._shared = shared
        self.contractions = {word: row for language in deck.languages.values() for word, row in language.contractions.items()}
        self._asked_as = {row: code for code, language in deck.languages.items() for row in language.asked_as}
        self._longest_ask = max((len(row) for row in self._asked_as), default=0)
        self._voices = _voices(deck)

    def read(self, text: str, surface: Surface = "message") -> Question:
        """What the text asks. Never raises, whatever the text."""
        return _Reading_of(self, text, surface).question()

    def mentions(self, text: str) -> list[Mention]:
        """The terms in a text, exact or inflected."""
        return self.index.mentions(tokens(clean(text)))

    def language_asked(self, text: Sequence[Token], inside: frozenset[int]) -> tuple[str | None, frozenset[int]]:
        """The language that an answer is asked in, and the places of the words that ask for it."""
        for first in range(len(text)):
            for length in range(min(self._longest_ask, len(text) - first), 0, -1):
                row = tuple(token.key for token in text[first : first + length])
                if row in self._asked_as and first not in inside:
                    return self._asked_as[row], frozenset(range(first, first + length))
        return None, frozenset()

    def scores(self, text: Sequence[Token], mentions: Sequence[Mention]) -> dict[str, float]:
        """How much the words of a text speak for each language; a word of several languages speaks for each a little."""
        scores = dict.fromkeys(self.languages, 0.0)
        inside = {place for mention in mentions for place in range(mention.first, mention.last + 1)}
        for place, token in enumerate(text):
            if place in inside or not token.is_word:
                continue
            for code, language in self.languages.items():
                if token.key in self.vocabularies[code]:
                    scores[code] += 1 / self._shared[token.key]
                if language.letters and not language.letters.isdisjoint(token.word):
                    scores[code] += 0.6
        for mention in mentions:
            spoken = {code for code in mention.languages if code in scores}
            if None not in mention.languages and spoken:
                for code in spoken:
                    scores[code] += 1.2 / len(spoken)
        return {code: round(score, 3) for code, score in scores.items() if score > 0}

    def voice(self, name: str) -> str | None:
        """The attributed voice of the deck that a name means."""
        wanted = words(name)
        for by, row in self._voices.items():
            if wanted == row or (len(wanted) == 1 and wanted[0] in row and len(wanted[0]) > 3) or (row and wanted[: len(row)] == row):
                return by
        return None


class _Reading_of:  # noqa: N801
    """The reading of one text."""

    def __init__(self, reader: Reader, text: str, surface: Surface) -> None:
        self.reader = reader
        self.surface: Surface = surface
        self.trace: list[tuple[str, str]] = []
        self.quiet = False
        """Whether a clause was recognised as one that asks for no meaning."""
        self.cleaned = clean(text)
        self.note("cleaned", self.cleaned)
        self.text = self._split(tokens(self.cleaned))
        self.mentions = reader.index.mentions(self.text)
        inside = self._inside()
        self.wanted, asking = reader.language_asked(self.text, inside)
        if asking:
            self.text = [token for place, token in enumerate(self.text) if place not in asking]
            self.mentions = reader.index.mentions(self.text)
        for mention in self.mentions:
            self.note("mention", f"{mention.text!r} is {' or '.join(mention.concepts)}: {mention.how}, read as {mention.term!r}")
        self.scores = reader.scores(self.text, self.mentions)
        if self.wanted:
            self.note("language", f"asked for {self.wanted}")

    def note(self, what: str, detail: str) -> None:
        self.trace.append((what, detail))

    def question(self) -> Question:
        if not any(token.is_word for token in self.text):
            return self._done(("help",) if self.surface == "command" else ())
        readings = list(self._readings())
        if all(reading.unknown for reading in readings) and not self.quiet:
            bare = self._bare()
            readings = [bare] if bare is not None else readings
        if not readings and self.surface == "command":
            readings = [self._looked_up()]
        return self._combined(readings)

    def _slots(self, language: Language) -> SlotReader:
        return SlotReader(self.reader.index, language, self.text, self.mentions, self.reader.phrases.mended)

    # ---- preparing -----------------------------------------------------------------------------------------------

    def _inside(self) -> frozenset[int]:
        return frozenset(place for mention in self.mentions for place in range(mention.first, mention.last + 1))

    def _split(self, text: list[Token]) -> list[Token]:
        """Words written together with the next one, and compounds, taken apart where the parts are known and the whole is not."""
        done: list[Token] = []
        for token in text:
            done.extend(self._parts(token) if token.is_word else (token,))
        return done

    def _parts(self, token: Token) -> Sequence[Token]:
        index, known = self.reader.index, self.reader.phrases.known
        spelt_out = self.reader.contractions.get(token.key) or self.reader.contractions.get(self.reader.phrases.mended(token.key))
        if spelt_out is not None:
            return [Token(token.text if not place else "", word, word, token.start, token.end) for place, word in enumerate(spelt_out)]
        if token.key in known:
            return (token,)
        if len(token.key) < 4:
            return (token,)
        for language in self.reader.languages.values():
            for prefix in language.prefixes:
                rest = token.key[len(prefix) :]
                if token.key.startswith(prefix) and prefix in language.together and len(rest) >= 2 and (
                    rest in known or any(form in known or language.stems(form)[0] in index.words for form in language.cut(rest))
                ):
                    if language.stems(token.key)[0] in index.words:
                        return (token,)
                    return _cut(token, len(prefix))
            if language.compounds and len(token.key) >= 9 and index.whole([token]) is None:
                for place in range(len(token.word) - 3, 4, -1):
                    head = index.whole([_cut(token, place)[0]])
                    if head is not None and head.how != "folded":
                        return _cut(token, place)
        return (token,)

    # ---- clauses -------------------------------------------------------------------------------------------------

    def _readings(self) -> Iterator[_Reading]:
        """What each clause asks, if anything; a pronoun stands for what was named before."""
        phrases = self.reader.phrases
        before: tuple[Side, ...] = ()
        found = clauses(self.text, phrases.starters, self.reader.joining, self._inside())
        for clause in found:
            reading = self._reading(clause)
            if reading is not None and reading.pronoun:
                earlier = before or self._named_before(clause, reading)
                reading = replace(reading, sides=(*earlier, *reading.sides)) if earlier else None
            if reading is None:
                continue
            self.note("asks", f"{reading.intent}: {', '.join(side.text for side in reading.sides)}")
            before = before if reading.unknown else reading.sides or before
            yield reading

    def _named_before(self, clause: Clause, reading: _Reading) -> tuple[Side, ...]:
        """The things that a pronoun stands for: the terms right before it if they are all that was said, else the last one."""
        language = reading.language or next(iter(self.reader.languages.values()))
        end = clause.first
        while end > 0 and not self.text[end - 1].is_word:
            end -= 1
        begin = next((place + 1 for place in range(end - 1, -1, -1) if self.text[place].stop), 0)
        slot = self._slots(language).read(begin, end, guess=end - begin <= MOST_BARE_WORDS)
        if slot.sides and all(side.concepts and side.sure and not side.extra for side in slot.sides):
            return slot.sides
        earlier = [mention for mention in self.mentions if mention.last < clause.first]
        if not earlier:
            return ()
        last = earlier[-1]
        row = [mention for mention in earlier if mention.first >= begin]
        if reading.intent in COMPARING and len({mention.concepts for mention in row}) > 1:
            return tuple(Side(mention.text, mention.first, mention.last, mention.concepts, mention) for mention in row[-2:])
        return (Side(last.text, last.first, last.last, last.concepts, last),)

    def _reading(self, clause: Clause) -> _Reading | None:
        inside = self._inside()
        keys = [
            token.key if not token.is_word or place in inside else self.reader.phrases.mended(token.key)
            for place, token in enumerate(self.text[clause.first : clause.end], start=clause.first)
        ]
        if keys != [token.key for token in self.text[clause.first : clause.end]]:
            self.note("mended", " ".join(keys))
        unknown: _Reading | None = None
        for match in self.reader.phrases.matches(keys, clause.first):
            if match.frame.intent == "none":
                if self._may_stand_around(match, clause):
                    self.quiet = True
                    self.note("frame", f"{match.language.code}: {match.frame.pattern!r} asks for no meaning")
                    return None
                continue
            reading = self._tried(match, clause)
            self.note("frame", f"{match.language.code} {match.frame.intent}: {match.frame.pattern!r} {_verdict(reading)}")
            if reading is None:
                continue
            if not reading.unknown:
                return reading
            unknown = unknown or reading
        return unknown

    def _tried(self, match: Match, clause: Clause) -> _Reading | None:
        """What a frame makes of a clause, or None when the rest of the clause says that it asks something else."""
        frame, language = match.frame, match.language
        if not self._may_stand_around(match, clause):
            return None
        name = " ".join(self.text[place].text for place in range(*match.names[0])) if match.names else None
        if not match.slots:
            pronoun = frame.intent not in META
            compared = frame.intent in COMPARING
            return _Reading(frame.intent, (), language, compared=compared, pronoun=pronoun, weight=match.weight, name=name)
        reader = self._slots(language)
        slots = [self._slot(reader, span) for span in match.slots]
        if any((not slot.sides and not slot.pronoun) or slot.counts for slot in slots):
            return None
        sides = tuple(side for slot in slots for side in slot.sides)
        if frame.weak and any(slot.personal for slot in slots):
            return None
        known = [side for side in sides if side.concepts]
        if frame.intent == "relation" and len(known) < len(sides):
            return None
        if name is not None and not frame.anywhere and self.reader.voice(name) is None:
            return None
        compared = frame.intent in COMPARING or any(slot.join == "versus" for slot in slots)
        compared = compared or (any(slot.join == "either" for slot in slots) and len(known) > 1)
        reading = _Reading(
            frame.intent, sides, language, compared=compared, pronoun=any(slot.pronoun for slot in slots), weight=match.weight, name=name
        )
        if not known and not reading.pronoun:
            return replace(reading, unknown=True) if self._asks_for_unknown(frame, slots) else None
        return self._fitting(reading, slots, loose=not frame.pattern.startswith("*"))

    def _slot(self, reader: SlotReader, span: tuple[int, int]) -> Slot:
        """A slot, with an article in front of it that the frame took for its own."""
        slot = reader.read(*span)
        before = self.text[span[0] - 1] if span[0] else None
        if before is not None and before.key in reader.language.definite:
            slot = replace(slot, definite=True)
        return slot

    def _fitting(self, reading: _Reading, slots: Sequence[Slot], *, loose: bool) -> _Reading | None:
        """The reading, if what stands beside its terms does not make something else of them ("customer support *number*")."""
        spoiled = [side for side in reading.sides if side.concepts and side.extra]
        if not spoiled:
            return reading
        if reading.compared and loose and all(side.extra <= 3 for side in spoiled):
            return reading
        definite = any(slot.definite for slot in slots)
        if reading.intent == "definition" and len(reading.sides) == 1 and not definite:
            side = reading.sides[0]
            if len(side.text.split()) <= MOST_UNKNOWN_WORDS:
                bare = replace(side, concepts=(), mention=None)
                return replace(reading, sides=(bare,), unknown=True)
        return None

    def _asks_for_unknown(self, frame: Frame, slots: Sequence[Slot]) -> bool:
        """Whether a frame without a term of ours still asks for a meaning: "what is photosynthesis", not "what is the password"."""
        if frame.intent not in ("definition", "difference", "terms") or frame.pattern.startswith("*"):
            return False
        texts = [side.text for slot in slots for side in slot.sides]
        if any(slot.personal or (slot.definite and frame.weak) for slot in slots):
            return False
        return all(0 < len(text.split()) <= MOST_UNKNOWN_WORDS for text in texts)

    def _may_stand_around(self, match: Match, clause: Clause) -> bool:
        """Whether the words before and behind a frame leave it a question."""
        frame, language = match.frame, match.language
        first, end = match.before
        leading = [token for token in self.text[first:end] if token.is_word and token.key not in language.fillers | language.asking]
        if leading and not (frame.anywhere and (not frame.weak or self._embedded(leading, language))):
            return False
        first, end = match.after
        trailing = [token for token in self.text[first:end] if token.is_word and token.key not in language.fillers | language.asking]
        if not trailing or frame.intent in META:
            return not trailing
        opens_context = trailing[0].key in language.context or trailing[0].key in language.generic
        return opens_context and len(trailing) <= 12 and not (
            frame.weak and any(token.key in language.deictic | language.possessives or token.key.isdigit() for token in trailing)
        )

    def _embedded(self, leading: Sequence[Token], language: Language) -> bool:
        return not any(token.key in language.deictic for token in leading)

    # ---- without a question around it ----------------------------------------------------------------------------

    def _bare(self) -> _Reading | None:
        """A message that is little else than terms."""
        whole = list(clauses(self.text, {}, frozenset(), frozenset()))
        for code in self._likely_languages():
            language = self.reader.languages[code]
            spoken = [clause for clause in whole if not self._is_empty(clause, language)]
            for clause in self._bare_clauses(spoken):
                reading = self._bare_clause(clause, language)
                if reading is not None:
                    self.note("bare", f"{code}: {', '.join(side.text for side in reading.sides)}")
                    return reading
        return None

    def _likely_languages(self) -> list[str]:
        return sorted(self.reader.languages, key=lambda code: -self.scores.get(code, 0))

    def _is_empty(self, clause: Clause, language: Language) -> bool:
        return all(
            not token.is_word or token.key in language.fillers or token.key in language.social for token in self.text[clause.first : clause.end]
        )

    def _bare_clauses(self, spoken: list[Clause]) -> Iterator[Clause]:
        if not spoken:
            return
        if len(spoken) <= 2:
            yield Clause(spoken[0].first, spoken[-1].end, spoken[-1].question)
        last = spoken[-1]
        if last.question:
            yield last
            commas = [place for place in range(last.first, last.end) if self.text[place].text in (",", "\u060c")]
            if commas:
                yield Clause(commas[-1] + 1, last.end, question=True)

    def _bare_clause(self, clause: Clause, language: Language) -> _Reading | None:
        row = [token for token in self.text[clause.first : clause.end] if token.is_word]
        if any(token.key in language.social for token in row) and not clause.question:
            return None
        inside = self._inside()
        outside = [
            token for place, token in enumerate(self.text[clause.first : clause.end], start=clause.first)
            if token.is_word and place not in inside and token.key not in language.fillers
        ]  # fmt: skip
        if len(outside) > MOST_BARE_WORDS:
            return None
        guess = len(row) <= MOST_GUESSED_WORDS
        reader = self._slots(language)
        slot = reader.read(clause.first, clause.end, guess=guess)
        if slot.personal or not slot.sides or not all(side.concepts and not side.extra for side in slot.sides):
            return None
        if any(not side.sure for side in slot.sides) and (self.surface == "message" and len(row) > 2):
            return None
        compared = slot.join == "versus" or (slot.join == "either" and len(slot.sides) > 1)
        intent = "terms" if self.wanted and not compared else "difference" if compared else "definition"
        return _Reading(intent, slot.sides, None, compared=compared)

    def _looked_up(self) -> _Reading:
        """A command is always a look-up: the terms in it, or what it may be a misspelling of, or honestly unknown."""
        for code in self._likely_languages()[:2]:
            reader = self._slots(self.reader.languages[code])
            slot = reader.read(0, len(self.text))
            if slot.sides and all(side.concepts and not side.extra for side in slot.sides):
                return _Reading("definition", slot.sides, None, compared=slot.join == "versus")
        if self.mentions:
            concepts = tuple(dict.fromkeys(concept for mention in self.mentions for concept in mention.concepts))
            first = self.mentions[0]
            whole = Side(first.text, first.first, first.last, concepts, first, sure=False)
            return _Reading("definition", (whole,), None)
        typed = " ".join(token.text for token in self.text if token.is_word)
        return _Reading("definition", (Side(typed, 0, len(self.text) - 1),), None, unknown=True)

    # ---- together ------------------------------------------------------------------------------------------------

    def _combined(self, readings: list[_Reading]) -> Question:
        known = [reading for reading in readings if not reading.unknown]
        if not known:
            return self._unknown(readings[0]) if readings else self._done(())
        asked = [reading for reading in known if reading.intent not in META] or known
        for reading in known:
            if reading.language is not None:
                self.scores[reading.language.code] = self.scores.get(reading.language.code, 0) + 1 + reading.weight / 2
        comparing = next((reading for reading in asked if reading.compared), None)
        chosen = [comparing] if comparing is not None else asked
        sides: dict[tuple[str, ...] | str, Side] = {}
        for reading in chosen:
            for side in reading.sides:
                sides.setdefault(side.concepts or side.text, side)
        intents = tuple(dict.fromkeys(reading.intent for reading in chosen))
        name = next((reading.name for reading in asked if reading.name), None)
        voice = self.reader.voice(name) if name else None
        return self._done(
            intents, tuple(sides.values()), compared=comparing is not None and len(sides) > 1, voice=voice or name,
            quoted=tuple(side.text for side in sides.values() if not side.concepts),
        )  # fmt: skip

    def _unknown(self, reading: _Reading) -> Question:
        if reading.language is not None:
            self.scores[reading.language.code] = self.scores.get(reading.language.code, 0) + 1 + reading.weight / 2
        return self._done((reading.intent,), reading.sides, quoted=tuple(side.text for side in reading.sides))

    def _done(
        self, intents: tuple[str, ...], sides: tuple[Side, ...] = (), *, compared: bool = False,
        voice: str | None = None, quoted: tuple[str, ...] = (),
    ) -> Question:  # fmt: skip
        return Question(
            self.cleaned, intents, sides, compared, dict(sorted(self.scores.items())), self.wanted, voice, quoted, tuple(self.trace)
        )


def _verdict(reading: _Reading | None) -> str:
    if reading is None:
        return "does not fit"
    return "fits, but nothing here is in the deck" if reading.unknown else "fits"


def _cut(token: Token, place: int) -> tuple[Token, Token]:
    """A word as two. Offsets count letters of the weak key, which has as many as the word wherever words are cut."""
    middle = token.start + place
    left, right = token.text[:place], token.text[place:]
    return (
        Token(left, left.casefold(), fold(left), token.start, middle, glued=token.glued),
        Token(right, right.casefold(), fold(right), middle, token.end),
    )


def _vocabulary(language: Language) -> frozenset[str]:
    found = set(language.fillers | language.asking | language.generic | language.context | language.together | language.either | language.versus)
    found |= language.pronouns | language.possessives | language.definite | language.deictic | language.social | language.linking
    for frame in language.frames:
        found |= frame.vocabulary
    return frozenset(word for word in found if word)


def _voices(deck: Deck) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for card in deck.cards.values():
        for entry in card.languages.values():
            for voice in entry.voices:
                found.setdefault(voice.by, words(voice.by))
    for pair in deck.pairs.values():
        for written in pair.languages.values():
            for voice in written.voices:
                found.setdefault(voice.by, words(voice.by))
    return found
