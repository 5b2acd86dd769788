"""A text -> a question: its clauses are tried against the ways people ask, its slots read for terms, the results put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.card import Deck
from knowledge.clauses import Clause, Match, clauses, joined
from knowledge.frames import Frame
from knowledge.language import Language
from knowledge.lexicon import Lexicon
from knowledge.matching import Mention
from knowledge.pleas import Pleaded, named_last, pleaded, sentences
from knowledge.question import COMPARING, INTENT_ORDER, META, Question, Surface
from knowledge.sides import Side, Slot, SlotReader, settled_by_each_other
from knowledge.text import Token, clean, fold, tokens

SHORT_WORD = 5
"""A shorter word with diacritics is not a term without them."""

LONGEST_WORD = 60
"""Longer words are not taken apart."""

CLOSED = "\x00"
"""Put before the words of a term, so that no word of a frame is found inside it."""

MOST_BARE_WORDS = 7
"""A message with more words around its terms than this is no bare term."""

MOST_CONTEXT_WORDS = 3
"""A bare term may be followed by so short a context: "churn in SaaS"."""

MOST_GUESSED_WORDS = 4
"""A message without a question around it is read as a misspelt term only up to so many words."""

MOST_UNKNOWN_WORDS = 5
"""The name of something that the deck does not have is at most so long."""


@dataclass(slots=True)
class Reader:
    """Reads questions against one deck. Built once; reading changes nothing."""

    deck: Deck
    lexicon: Lexicon = field(init=False)

    def __post_init__(self) -> None:
        self.lexicon = Lexicon(self.deck)

    def read(self, text: str, surface: Surface = "message") -> Question:
        """What the text asks. Never raises, whatever the text."""
        return TextReading(self.lexicon, text, surface).question()


@dataclass(frozen=True, slots=True)
class Asked:
    """What one clause asks."""

    intent: str
    sides: tuple[Side, ...]
    language: Language | None
    compared: bool = False
    pronoun: bool = False
    weight: int = 0
    name: str | None = None
    unknown: bool = False
    start: int = 0
    """Where the question itself begins: what a pronoun stands for was named before."""


class TextReading:
    """The reading of one text."""

    def __init__(self, lexicon: Lexicon, text: str, surface: Surface) -> None:
        self.lexicon = lexicon
        self.surface: Surface = surface
        self.trace: list[tuple[str, str]] = []
        self.quiet: set[int] = set()
        """The places of the clauses that were recognised as asking for no meaning."""
        self.cleaned = clean(text)
        self.note("cleaned", self.cleaned)
        typed = tokens(self.cleaned)
        self.spoken = max(lexicon.scores(typed, ()).items(), key=lambda item: item[1], default=("", 0.0))[0]
        """The language that most of the words speak for, before anything is taken apart."""
        self.text = self._split(typed)
        self.mentions = self._found()
        inside = self._inside()
        self.scores = lexicon.scores(self.text, self.mentions)
        self.wanted, asking = lexicon.language_asked(self.text, inside)
        if asking:
            self.text = [token for place, token in enumerate(self.text) if place not in asking]
            self.mentions = self._found()
        for mention in self.mentions:
            self.note("mention", f"{mention.text!r} is {' or '.join(mention.concepts)}: {mention.how}, read as {mention.term!r}")
        if self.wanted:
            self.note("language", f"asked for {self.wanted}")

    def _found(self) -> list[Mention]:
        """The terms in the text, without those that only the stems or loose spellings of another language make of a word."""
        index = self.lexicon.index
        known = [mention for mention in index.mentions(self.text) if not self._is_foreign(mention)]
        guessed = index.misspelt(self.text, known, self.spoken)
        return guessed if guessed is known else [mention for mention in guessed if not self._is_foreign(mention)]

    def _is_foreign(self, mention: Mention) -> bool:
        """Whether a word is another one in the language spoken: "person" is no Polish persona, "slå" no SLA."""
        if mention.first < mention.last or mention.how == "exact":
            return False
        token = self.text[mention.first]
        if mention.how == "folded":
            return len(token.key) < SHORT_WORD and token.word != token.key and token.word.isalpha()
        return self.spoken != "" and None not in mention.languages and self.spoken not in mention.languages

    def note(self, what: str, detail: str) -> None:
        self.trace.append((what, detail))

    def question(self) -> Question:
        if not any(token.is_word for token in self.text):
            return self._done(("help",) if self.surface == "command" else ())
        readings = list(self._readings())
        if all(reading.unknown for reading in readings) and not self.quiet:
            bare = self._bare()
            readings = [bare] if bare is not None else readings
        if all(reading.unknown or reading.intent in META for reading in readings):
            pleaded = self._pleaded(readings)
            readings = [pleaded] if pleaded is not None else readings
        if not readings and self.surface == "command":
            readings = [self._looked_up()]
        return self._combined(readings)

    def _slots(self, language: Language) -> SlotReader:
        return SlotReader(self.lexicon.index, language, self.text, self.mentions, self.lexicon.phrases.mended)

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
        index, known = self.lexicon.index, self.lexicon.phrases.known
        spelt_out = None if token.glued else self.lexicon.spelt_out(token.key, self.spoken)
        if spelt_out is not None:
            return [Token(token.text if not place else "", word, word, token.start, token.end) for place, word in enumerate(spelt_out)]
        if token.key in known:
            return (token,)
        if not 4 <= len(token.key) <= LONGEST_WORD:
            return (token,)
        for language in self.lexicon.languages.values():
            for prefix in language.prefixes:
                rest = token.key[len(prefix) :]
                if (
                    token.key.startswith(prefix)
                    and prefix in language.together
                    and len(rest) >= 2
                    and (rest in known or any(form in known or language.stems(form)[0] in index.words for form in language.cut(rest)))
                ):
                    if token.key in index.words:
                        return (token,)
                    return _cut(token, len(prefix))
            if language.compounds and len(token.key) >= 9 and index.whole([token]) is None:
                for place in range(len(token.word) - 3, 4, -1):
                    head = index.whole([_cut(token, place)[0]])
                    if head is not None and head.how == "exact":
                        return _cut(token, place)
        return (token,)

    # ---- clauses -------------------------------------------------------------------------------------------------

    def _readings(self) -> Iterator[Asked]:
        """What each clause asks, if anything; a pronoun stands for what was named before."""
        phrases = self.lexicon.phrases
        before: tuple[Side, ...] = ()
        asked: Asked | None = None
        most = max(self.scores.values(), default=0.0)
        spoken = [code for code in self.lexicon.languages if self.scores.get(code, 0.0) >= most]
        found = clauses(self.text, phrases.starters, spoken, self._inside())
        for clause in found:
            reading = self._reading(clause)
            if reading is not None and reading.pronoun:
                earlier = before or self._named_before(clause, reading)
                reading = replace(reading, sides=(*earlier, *reading.sides)) if earlier else None
            if reading is None and before:
                reading = self._elliptic(clause, asked)
            if reading is None:
                continue
            asked = reading
            self.note("asks", f"{reading.intent}: {', '.join(side.text for side in reading.sides)}")
            before = before if reading.unknown else reading.sides or before
            yield reading

    def _elliptic(self, clause: Clause, asked: Asked | None) -> Asked | None:
        """ "What is B2B? And SaaS?": a term alone, asked after a question, is asked the same way."""
        if asked is None or asked.language is None or not clause.question or asked.unknown:
            return None
        slot = self._slots(asked.language).read(clause.first, clause.end)
        if not slot.sides or slot.personal or slot.context or any(not side.settled or side.extra for side in slot.sides):
            return None
        return replace(asked, sides=slot.sides, compared=False, intent="definition" if asked.intent in COMPARING else asked.intent)

    def _named_before(self, clause: Clause, reading: Asked) -> tuple[Side, ...]:
        """The things that a pronoun stands for: the terms right before it if they are all that was said, else the last one."""
        language = reading.language or next(iter(self.lexicon.languages.values()))
        said = [sentence for sentence in sentences(self.text, self.mentions, language) if sentence.end <= clause.first]
        if said and said[-1].alone and (listed := named_last(said)):
            return _sides_of(listed)
        end = clause.first
        while end > 0 and not self.text[end - 1].is_word:
            end -= 1
        begin = next((place + 1 for place in range(end - 1, -1, -1) if self.text[place].stop), 0)
        slot = self._slots(language).read(begin, end, guess=end - begin <= MOST_BARE_WORDS)
        if slot.sides and all(side.concepts and side.sure and not side.extra for side in slot.sides):
            return slot.sides
        earlier = [mention for mention in self.mentions if mention.last < reading.start]
        if not earlier:
            return ()
        main = [mention for mention in earlier if not self._in_context(mention, language)]
        last = (main or earlier)[-1]
        start = next((place + 1 for place in range(last.first, -1, -1) if self.text[place].stop), 0)
        row = {mention.concepts: mention for mention in earlier if mention.first >= start}
        if reading.intent in COMPARING and len(row) > 1:
            return _sides_of(row.values())
        return _sides_of([last])

    def _in_context(self, mention: Mention, language: Language) -> bool:
        """Whether a term only says where: "churn is a killer *for* SaaS"."""
        return mention.first > 0 and self.text[mention.first - 1].key in language.context

    def _keys(self, clause: Clause) -> list[str]:
        """The keys that frames are tried on: slips mended, and terms of several words closed to the words of a frame."""
        inside = self._inside()
        several = [found for found in self.mentions if any(not token.glued for token in self.text[found.first + 1 : found.last + 1])]
        closed = {place for mention in several for place in range(mention.first, mention.last + 1)}
        likely = self._likely_languages()[0] if self.scores else ""
        keys = []
        for place, token in enumerate(self.text[clause.first : clause.end], start=clause.first):
            if place in closed:
                keys.append(CLOSED + token.key)
            else:
                keys.append(token.key if not token.is_word or place in inside else self.lexicon.phrases.mended(token.key, likely))
        return keys

    def _reading(self, clause: Clause) -> Asked | None:
        keys = self._keys(clause)
        mended = [key for key, token in zip(keys, self.text[clause.first :], strict=False) if key not in (token.key, CLOSED + token.key)]
        if mended:
            self.note("mended", " ".join(mended))
        unknown: Asked | None = None
        matches = self.lexicon.phrases.matches(keys, clause.first)
        matches.sort(key=lambda match: (-match.weight, -self.scores.get(match.language.code, 0.0)))
        for match in matches:
            if match.frame.intent == "none":
                if self._may_stand_around(match):
                    self.quiet.update(range(clause.first, clause.end))
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
        return self._cued(clause, keys) or unknown

    def _cued(self, clause: Clause, keys: Sequence[str]) -> Asked | None:
        """What a question in no known frame asks: one word of it says what, and no other word says anything else."""
        inside = self._inside()
        outside = [key for place, key in enumerate(keys, start=clause.first) if self.text[place].is_word and place not in inside]
        row = enumerate(self.text[clause.first : clause.end], start=clause.first)
        typed = [token.key for place, token in row if token.is_word and place not in inside]
        named = [mention for mention in self.mentions if clause.first <= mention.first and mention.last < clause.end]
        code = self._likely_languages()[0]
        language = self.lexicon.languages[code]
        cues = [language.cues[key] for key in outside if key in language.cues]
        if self.wanted and not cues and len(outside) <= MOST_UNKNOWN_WORDS:
            cues = ["terms"]
        opens = clause.question or self.wanted or joined(self.text, clause.first, self.lexicon.phrases.starters, (code,)) is not None
        if not (named and cues and opens) or self._says_more(typed, language, most=1 if clause.question else 0):
            return None
        intent = min(cues, key=INTENT_ORDER.index)
        slot = self._slots(language).read(named[0].first, named[-1].last + 1, guess=False)
        if not slot.sides or any(not side.concepts or side.extra for side in slot.sides):
            return None
        compared = intent in COMPARING
        if compared and len(slot.sides) < 2:
            return None
        self.note("cue", f"{code} {intent}: {' '.join(outside)}")
        return Asked(intent, slot.sides, language if self.scores else None, compared=compared, weight=1)

    def _pleaded(self, unknown: Sequence[Asked]) -> Asked | None:
        """What words ask that plead for a meaning by themselves, whatever else is said."""
        named = {place for reading in unknown for side in reading.sides for place in range(side.first, side.last + 1)}
        if not self.mentions or not named.isdisjoint(self._inside()):
            return None
        inside = self._inside()
        for code in self._spoken_languages():
            language = self.lexicon.languages[code]
            mend = self.lexicon.phrases.mended
            keys = [token.key if place in inside else mend(token.key, code) for place, token in enumerate(self.text)]
            found = pleaded(self.text, keys, self.mentions, language, self.quiet)
            if found is not None:
                self.note("plea", f"{code} {found.intent}: {found.plea!r}")
                return self._about(found, language)
        return None

    def _about(self, found: Pleaded, language: Language) -> Asked:
        """A plea as a question about its terms."""
        sides = _sides_of(found.group)
        if len(sides) > 1:
            slot = self._slots(language).read(sides[0].first, sides[-1].last + 1, guess=False, apart=found.intent in COMPARING)
            if slot.sides and all(side.concepts and not side.extra for side in slot.sides):
                sides = slot.sides
        compared = found.intent in COMPARING and len(sides) > 1
        return Asked(found.intent, sides, language, compared=compared)

    def _says_more(self, outside: Sequence[str], language: Language, *, most: int) -> bool:
        """Whether the words around the terms say more than a question needs."""
        here_and_now = language.deictic | language.possessives | language.social
        if any(key in here_and_now or key.isdigit() for key in outside):
            return True
        return sum(key not in self.lexicon.vocabularies[language.code] for key in outside) > most

    def _tried(self, match: Match, clause: Clause) -> Asked | None:
        """What a frame makes of a clause, or None when the rest of the clause says that it asks something else."""
        frame, language = match.frame, match.language
        if (frame.question and not clause.question) or not self._may_stand_around(match):
            return None
        name = self._name(match)
        if not match.slots:
            pronoun = frame.intent not in META
            if pronoun and not self._something_before(match):
                return None
            compared = frame.intent in COMPARING
            return Asked(
                frame.intent, (), language, compared=compared, pronoun=pronoun, weight=match.weight, name=name, start=match.before[1]
            )
        reader = self._slots(language)
        spans = [self._without_asking(span, language) if frame.pattern.startswith("*") else span for span in self._parted(match)]
        slots = [self._slot(reader, span, apart=frame.intent in COMPARING) for span in spans]
        if any(not slot.sides and not slot.pronoun for slot in slots):
            return None
        if any(slot.counts for slot in slots) and frame.intent != "measuring":
            return None
        sides = tuple(side for slot in slots for side in slot.sides)
        if any(slot.personal for slot in slots) and (frame.weak or (frame.intent in COMPARING and len(sides) < len(slots) + 1)):
            return None
        known = [side for side in sides if side.concepts]
        if frame.intent == "relation" and len(known) < len(sides):
            return None
        if name is not None and not frame.anywhere and self.lexicon.voice(name) is None:
            return None
        compared = frame.intent in COMPARING or any(slot.join == "versus" for slot in slots)
        compared = compared or (any(slot.join == "either" for slot in slots) and len(known) > 1)
        reading = Asked(
            frame.intent, sides, language, compared=compared, pronoun=any(slot.pronoun for slot in slots), weight=match.weight,
            name=name, start=match.before[1],
        )  # fmt: skip
        if not known and not reading.pronoun:
            return replace(reading, unknown=True) if self._asks_for_unknown(frame, slots) else None
        return self._fitting(reading, slots, frame)

    def _something_before(self, match: Match) -> bool:
        """Whether anything was named that "what does it mean" may point back to."""
        start = match.before[1]
        return any(mention.last < start for mention in self.mentions) or any(token.is_word for token in self.text[: match.before[0]])

    def _name(self, match: Match) -> str | None:
        """The name of whose view is asked; where the thing asked about follows at once, the name ends where a term begins."""
        if not match.names:
            return None
        first, end = match.names[0]
        following = next((slot for slot in match.slots if slot[0] == end), None)
        if following is not None:
            end = next((mention.first for mention in self.mentions if first < mention.first < following[1]), end)
        return " ".join(token.text for token in self.text[first:end] if token.is_word)

    def _parted(self, match: Match) -> list[tuple[int, int]]:
        """The slots, parted where a term begins if nothing else parts one from what stands before it."""
        spans = list(match.slots)
        for place, (first, end) in enumerate(spans):
            if any(name_end == first for _, name_end in match.names):
                term = next((mention.first for mention in self.mentions if first <= mention.first < end), first)
                spans[place] = (term, end)
            elif place and spans[place - 1][1] == first:
                inside = [mention for mention in self.mentions if spans[place - 1][0] <= mention.first and mention.last < end]
                if len(inside) == len(spans):
                    spans[place - 1], spans[place] = (spans[place - 1][0], inside[place].first), (inside[place].first, end)
        return spans

    def _without_asking(self, span: tuple[int, int], language: Language) -> tuple[int, int]:
        """A slot that begins a pattern, without the words that ask ("could somebody tell me churn meaning")."""
        first, end = span
        inside = self._inside()
        while first < end and first not in inside and self.text[first].key in language.asking:
            first += 1
        return first, end

    def _slot(self, reader: SlotReader, span: tuple[int, int], *, apart: bool) -> Slot:
        """A slot, with an article in front of it that the frame took for its own."""
        slot = reader.read(*span, apart=apart)
        before = self.text[span[0] - 1] if span[0] else None
        if before is not None and before.key in reader.language.definite:
            slot = replace(slot, definite=True)
        return slot

    def _fitting(self, reading: Asked, slots: Sequence[Slot], frame: Frame) -> Asked | None:
        """The reading, if what stands beside its terms does not make something else of them ("customer support *number*")."""
        spoiled = [side for side in reading.sides if side.concepts and side.extra]
        if not spoiled:
            return reading
        loose = reading.weight > 1 and not frame.pattern.startswith("*")
        if reading.compared and loose and all(side.extra <= 3 for side in spoiled):
            return reading
        definite = any(slot.definite for slot in slots)
        if reading.intent == "definition" and frame.anywhere and len(reading.sides) == 1 and not definite:
            side = reading.sides[0]
            if len(side.text.split()) <= MOST_UNKNOWN_WORDS:
                bare = replace(side, concepts=(), mention=None)
                return replace(reading, sides=(bare,), unknown=True)
        return None

    def _asks_for_unknown(self, frame: Frame, slots: Sequence[Slot]) -> bool:
        """Whether a frame without a term of ours still asks for a meaning: "what is photosynthesis", not "what is the password"."""
        if frame.known or frame.intent not in ("definition", "difference", "terms") or frame.pattern.startswith("*"):
            return False
        texts = [side.text for slot in slots for side in slot.sides]
        if any(slot.personal or (slot.definite and frame.weak) for slot in slots):
            return False
        return all(0 < len(text.split()) <= MOST_UNKNOWN_WORDS for text in texts)

    def _may_stand_around(self, match: Match) -> bool:
        """Whether the words before and behind a frame leave it a question."""
        frame, language = match.frame, match.language
        first, end = match.before
        leading = [token for token in self.text[first:end] if token.is_word and token.key not in language.fillers | language.asking]
        if leading and not (frame.anywhere and (not frame.weak or self._embedded(leading, language))):
            return False
        first, end = match.after
        light = language.fillers | language.asking
        behind = [token for token in self.text[first:end] if token.is_word]
        while behind and behind[0].key in light - language.context:
            behind = behind[1:]
        trailing = [token for token in behind if token.key not in light]
        if not trailing or frame.intent in META:
            return not trailing
        trailing = behind
        opens_context = trailing[0].key in language.context or trailing[0].key in language.generic
        return (
            opens_context
            and len(trailing) <= 12
            and not (frame.weak and any(token.key in language.deictic | language.possessives or token.key.isdigit() for token in trailing))
        )

    def _embedded(self, leading: Sequence[Token], language: Language) -> bool:
        return not any(token.key in language.deictic for token in leading)

    # ---- without a question around it ----------------------------------------------------------------------------

    def _bare(self) -> Asked | None:
        """A message that is little else than terms."""
        whole = list(clauses(self.text, {}, (), frozenset()))
        for code in self._spoken_languages():
            language = self.lexicon.languages[code]
            spoken = [clause for clause in whole if not self._is_empty(clause, language)]
            for clause in self._bare_clauses(spoken, language):
                reading = self._bare_clause(clause, language)
                if reading is not None:
                    self.note("bare", f"{code}: {', '.join(side.text for side in reading.sides)}")
                    return reading
        return None

    def _spoken_languages(self) -> list[str]:
        """The languages that something speaks for, the likeliest first; all, where nothing does."""
        likely = self._likely_languages()
        return [code for code in likely if self.scores.get(code, 0) >= max(self.scores.values(), default=0) / 2]

    def _likely_languages(self) -> list[str]:
        return sorted(self.lexicon.languages, key=lambda code: -self.scores.get(code, 0))

    def _is_empty(self, clause: Clause, language: Language) -> bool:
        return all(
            not token.is_word or token.key in language.fillers or token.key in language.social
            for token in self.text[clause.first : clause.end]
        )

    def _bare_clauses(self, spoken: list[Clause], language: Language) -> Iterator[Clause]:
        if not spoken:
            return
        rest = [token.key for clause in spoken[1:] for token in self.text[clause.first : clause.end] if token.is_word]
        if rest and len(rest) <= MOST_BARE_WORDS and not self._says_more(rest, language, most=0):
            yield spoken[0]
        if len(spoken) <= 2:
            yield Clause(spoken[0].first, spoken[-1].end, spoken[-1].question)
        last = spoken[-1]
        if last.question:
            yield last
            commas = [place for place in range(last.first, last.end) if self.text[place].text in (",", "\u060c")]
            if commas:
                yield Clause(commas[-1] + 1, last.end, question=True)

    def _bare_clause(self, clause: Clause, language: Language) -> Asked | None:
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
        if len(slot.context) > MOST_CONTEXT_WORDS or self._strangers(slot, language):
            return None
        if any(not side.sure for side in slot.sides) and (self.surface == "message" and len(row) > 2):
            return None
        compared = slot.join == "versus" or (slot.join == "either" and len(slot.sides) > 1)
        intent = "terms" if self.wanted and not compared else "difference" if compared else "definition"
        return Asked(intent, slot.sides, None, compared=compared)

    def _strangers(self, slot: Slot, language: Language) -> bool:
        """Whether the context of a bare term names something: "ticket from Kowalski" asks for no meaning, "churn in SaaS" may."""
        known = self.lexicon.vocabularies[language.code]
        inside = self._inside()
        return any(token.is_word and token.key not in known and place not in inside for place, token in slot.context)

    def _looked_up(self) -> Asked:
        """A command is always a look-up: the terms in it, or what it may be a misspelling of, or honestly unknown."""
        for code in self._likely_languages()[:2]:
            reader = self._slots(self.lexicon.languages[code])
            slot = reader.read(0, len(self.text))
            if slot.sides and all(side.concepts and not side.extra for side in slot.sides):
                return Asked("definition", slot.sides, None, compared=slot.join == "versus")
        if self.mentions:
            concepts = tuple(dict.fromkeys(concept for mention in self.mentions for concept in mention.concepts))
            first = self.mentions[0]
            whole = Side(first.text, first.first, first.last, concepts, first, sure=False)
            return Asked("definition", (whole,), None)
        typed = " ".join(token.text for token in self.text if token.is_word)
        return Asked("definition", (Side(typed, 0, len(self.text) - 1),), None, unknown=True)

    # ---- together ------------------------------------------------------------------------------------------------

    def _combined(self, readings: list[Asked]) -> Question:
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
            for side in settled_by_each_other(reading.sides):
                sides.setdefault(side.concepts or side.text, side)
        intents = tuple(dict.fromkeys(reading.intent for reading in chosen))
        name = next((reading.name for reading in asked if reading.name), None)
        voice = self.lexicon.voice(name) if name else None
        return self._done(
            intents, tuple(sides.values()), compared=comparing is not None and len(sides) > 1, voice=voice or name,
            quoted=tuple(side.text for side in sides.values() if not side.concepts),
        )  # fmt: skip

    def _unknown(self, reading: Asked) -> Question:
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


def _sides_of(mentions: Iterable[Mention]) -> tuple[Side, ...]:
    return tuple(Side(mention.text, mention.first, mention.last, mention.concepts, mention) for mention in mentions)


def _verdict(reading: Asked | None) -> str:
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
