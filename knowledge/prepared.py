"""A text made ready to be read: its words taken apart, its terms found, the languages that speak in it weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from rapidfuzz.distance import OSA

from knowledge.clauses import COMMAS
from knowledge.language import Language
from knowledge.lexicon import Lexicon
from knowledge.matching import LONGEST_WORD, Mention
from knowledge.sides import LONGEST_ABBREVIATION, SlotReader, only_looks_alike
from knowledge.text import QUESTION_MARKS, QUOTES, Token, as_typed, clean, fold, in_capitals, tokens

SHORT_WORD = 5
"""A shorter word with diacritics is not a term without them."""

SHORTEST_SLIP = 6
"""A shorter word beside a term may be another word of a name, as likely as a slip: "segmentation *fault*"."""

_QUOTATION = re.compile(
    rf"(?<!\w)[{QUOTES}][^{QUOTES}\n]{{1,200}}[{QUOTES}](?!\w)"
    r"|(?<!\w)['\u2018\u2019][^'\u2018\u2019\n]{1,200}['\u2019](?!\w)"
)
"""What stands in quotation marks, also in single ones."""

_JOINTS = frozenset(",\u060c-\u2013\u2014)")
"""Marks behind a quotation that do not end its sentence."""


class Prepared:
    """One text, ready to be read. Nothing of it changes afterwards."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.cleaned = clean(text)
        self.shouted = in_capitals(self.cleaned)
        """Whether all of it is in capitals, so that these say nothing of a word."""
        typed = tokens(self.cleaned)
        first = lexicon.scores(typed, ())
        most = max(first.values(), default=0.0)
        self._spoken = [code for code, score in first.items() if score == most]
        self.spoken = next(iter(self._spoken), "")
        """The language that most of the words speak for, before anything is taken apart."""
        self._codes = frozenset(code for code, score in first.items() if score >= most / 2)
        self.text: Sequence[Token] = self._joined([part for token in typed for part in (self._parts(token) if token.word else (token,))])
        self.mentions = self._found()
        self.inside = _places(self.mentions)
        """The places of the words of terms."""
        self.scores = lexicon.scores(self.text, self.mentions)
        """How much speaks for each language."""
        self.wanted, asking = lexicon.language_asked(self.text, self.inside, self.spoken)
        """The language that the answer is asked in."""
        if asking:
            self.text = [token for place, token in enumerate(self.text) if place not in asking]
            self.mentions = self._found()
            self.inside = _places(self.mentions)
        self.likely = sorted(lexicon.languages, key=lambda code: -self.scores.get(code, 0))
        """All languages, the likeliest first."""
        self.keys = self._mended()
        """The keys of the tokens, with the slips in words outside terms mended."""
        self.remarks = _remarks(self.text, self.inside)
        """The places in brackets right behind a term, where the text goes on."""
        self._slots: dict[str, SlotReader] = {}

    @property
    def language(self) -> Language:
        """The likeliest language."""
        return self.lexicon.languages[self.likely[0]]

    @property
    def speaking(self) -> list[str]:
        """The languages that something speaks for, the likeliest first; all, where nothing does."""
        most = max(self.scores.values(), default=0)
        return [code for code in self.likely if self.scores.get(code, 0) >= most / 2]

    def _mended(self) -> list[str]:
        mend, code = self.lexicon.phrases.mended, self.likely[0] if self.scores else ""
        return [
            mend(token.key, code) if token.word and place not in self.inside and not self.is_abbreviation(token) else token.key
            for place, token in enumerate(self.text)
        ]

    def is_abbreviation(self, token: Token) -> bool:
        """Whether its capitals say that a word is an abbreviation: not where all of the text is in capitals."""
        return token.is_abbreviation and not self.shouted

    def is_strange(self, place: int) -> bool:
        """Whether a word is neither that of a term nor one that questions are made with, nor plainly a slip of one."""
        token, phrases = self.text[place], self.lexicon.phrases
        if not token.word or token.key in phrases.known:
            return False
        whole = place == 0 or self.text[place - 1].end < token.start
        meant = self.keys[place]
        slip = meant != token.key and meant in phrases.known_in[self.likely[0]]
        return not (whole and slip and len(token.key) >= SHORTEST_SLIP)

    def goes_on_behind_quoting(self, first: int, end: int) -> bool:
        """Whether words stand in quotation marks, in a sentence that goes on behind them, and nothing is asked there."""
        start, stop = self.text[first].start, self.text[end - 1].end
        quotation = next((found for found in _QUOTATION.finditer(self.cleaned) if found.start() < start and stop < found.end()), None)
        if quotation is None:
            return False
        behind = [token for token in self.text if token.start >= quotation.end()]
        following = next((token for token in behind if token.text not in _JOINTS), None)
        if following is None or not following.word or following.text[0].isupper() or following.key in self.language.social:
            return False
        return not any(token.text in QUESTION_MARKS for token in behind)

    def slots(self, language: Language) -> SlotReader:
        """What reads slots of this text in a language."""
        if language.code not in self._slots:
            index, mend = self.lexicon.index, self.lexicon.phrases.mended
            self._slots[language.code] = SlotReader(
                index, language, self.text, self.mentions, self.inside, self.remarks, self.lexicon.joining[language.code], mend
            )
        return self._slots[language.code]

    def says_more(self, outside: Sequence[str], language: Language, *, most: int) -> bool:
        """Whether the words around the terms say more than a question needs."""
        if any(key in language.pinning or key in language.social or key.isdigit() for key in outside):
            return True
        return sum(key not in self.lexicon.asking[language.code] for key in outside) > most

    def begin(self, place: int) -> int:
        """Where the part of the text begins that ends right before a place: behind the last mark that ends a clause."""
        return next((before + 1 for before in range(place - 1, -1, -1) if self.text[before].stop), 0)

    def says_where(self, mention: Mention, language: Language) -> bool:
        """Whether a term only says where: "churn is a killer *for* SaaS", "... *for* the support team"."""
        place = mention.first - 1
        while place > 0 and self.text[place].key in language.definite and self.text[place].key not in language.context:
            place -= 1
        return place >= 0 and self.text[place].key in language.context and self.text[place].key not in language.about

    def is_joined(self, place: int, language: Language) -> bool:
        """Whether a word joins what stands at a place to what stands before it: "churn *and* the ...", not "churn, ..."."""
        before = place - 1
        while before > 0 and self.text[before].key in language.definite:
            before -= 1
        return before >= 0 and self.text[before].text not in COMMAS and self.slots(language).join_at(before) != ""

    # ---- terms ---------------------------------------------------------------------------------------------------

    def _found(self) -> list[Mention]:
        """The terms in the text, without those that only the stems or loose spellings of another language make of a word."""
        index = self.lexicon.index
        known = [mention for mention in index.mentions(self.text, self._codes) if not self._is_foreign(mention)]
        guessed = index.misspelt(self.text, known, self.spoken, self._codes, self._edits_from_a_question_word)
        return guessed if guessed is known else [mention for mention in guessed if not self._is_foreign(mention)]

    def _edits_from_a_question_word(self, key: str) -> float:
        """How many edits a key is from the question word that it is a slip of; infinitely many where it is none, or that is a term."""
        meant = self.lexicon.phrases.mended(key, self.spoken)
        return inf if meant == key or self.lexicon.index.whole(tokens(meant)) is not None else OSA.distance(key, meant)

    def _is_foreign(self, mention: Mention) -> bool:
        """Whether a word is another one in the language spoken: "person" is no Polish persona, "slå" no SLA."""
        if mention.first < mention.last or mention.how == "exact":
            return False
        token = self.text[mention.first]
        if token.key in self.lexicon.grammar.get(self.spoken, ()) or (mention.how == "inflected" and self._is_ordinary(token)):
            return True
        if None not in mention.languages and token.key in self.lexicon.vocabularies.get(self.spoken, ()):
            return not any(_is_ending(form, fold(mention.term)) for form in self.lexicon.languages[self.spoken].cut(token.key))
        if mention.how == "inflected" and in_capitals(token.text) and len(token.key) <= LONGEST_ABBREVIATION and not self.shouted:
            return True
        if mention.how == "folded":
            return len(token.key) < SHORT_WORD and token.word != token.key and token.word.isalpha()
        return self.spoken != "" and None not in mention.languages and mention.languages.isdisjoint(self._spoken)

    def _is_ordinary(self, token: Token) -> bool:
        """Whether a word is an ordinary one of the language spoken."""
        return self.spoken != "" and only_looks_alike(token, self.lexicon.languages[self.spoken])

    # ---- words put together and taken apart ---------------------------------------------------------------------------------------

    def _joined(self, row: list[Token]) -> list[Token]:
        """The row with each join of several words as one word: "as well as"."""
        row, keys = [*row], [token.key for token in row]
        for joints in (self.lexicon.joints[code] for code in sorted(self._codes)):
            for place in reversed(range(len(keys))):
                join = joints.longest_at(keys, place, question=False)
                if join is not None:
                    end = join.places[-1] + 1
                    row[place:end] = [Token(as_typed(row[place:end]), join.meaning, fold(join.meaning), row[place].start, row[end - 1].end)]
                    keys[place:end] = [row[place].key]
        return row

    def _parts(self, token: Token) -> Sequence[Token]:
        """The words that a contraction stands for, or that are written as one where the parts are known and the whole is not."""
        if not token.glued:
            speaking = self._codes if self._codes and token.text.isalpha() else frozenset(self.lexicon.languages)
            spelt_out = self.lexicon.spelt_out(token.key, self.spoken, speaking)
            if spelt_out:
                return [Token(token.text if not place else "", word, word, token.start, token.end) for place, word in enumerate(spelt_out)]
        if token.key in self.lexicon.phrases.known or not 4 <= len(token.key) <= LONGEST_WORD:
            return (token,)
        for language in self.lexicon.languages.values():
            length = self._prefix(token, language)
            if length and token.key in self.lexicon.index.words:
                return (token,)
            place = length or self._head(token, language)
            if place:
                return _cut(token, place)
        return (token,)

    def _prefix(self, token: Token, language: Language) -> int:
        """How many letters of a word are a joining word written together with a word that is known."""
        known, words = self.lexicon.phrases.known, self.lexicon.index.words
        for prefix in language.prefixes:
            rest = token.key[len(prefix) :]
            if not (prefix in language.together and token.key.startswith(prefix) and len(rest) >= 2):
                continue
            if rest in known or any(form in known or language.stems(form)[0] in words for form in language.cut(rest)):
                return len(prefix)
            if (
                rest in language.prefixes
                or rest.isascii() != prefix.isascii()
                or (len(rest) >= language.shortest and self._is_nearer(rest, token.key, language.code))
            ):
                return len(prefix)
        return 0

    def _is_nearer(self, rest: str, whole: str, code: str) -> bool:
        """Whether a part of a word is nearer to a word of a term than the whole of it."""
        corrections = self.lexicon.index.corrections(rest, code)
        return bool(corrections) and corrections[0].distance < self.lexicon.index.farness(whole)

    def _head(self, token: Token, language: Language) -> int:
        """How many letters of a compound are a term."""
        index = self.lexicon.index
        if not language.compounds or len(token.key) < 9 or index.whole([token]) is not None:
            return 0
        for place in range(len(token.word) - 3, 4, -1):
            head, rest = _cut(token, place)
            if head.key in language.lookalikes:
                return 0
            term = index.whole([head])
            if term is not None and term.how == "exact":
                return 0 if self._spells_a_whole_term(token, rest) else place
        return 0

    def _spells_a_whole_term(self, token: Token, rest: Token) -> bool:
        """Whether a word is one letter from a term, and what a shorter term leaves of it is nothing: "supportärene"."""
        if rest.key in self.lexicon.phrases.known_in[""]:
            return False
        return any(correction.distance <= 1 for correction in self.lexicon.index.corrections(token.word, self.spoken))


def _is_ending(key: str, term: str) -> bool:
    """Whether a word is a term's word with nothing but another ending: "personas", but not "chamam" of "chamado"."""
    shorter = min(len(key), len(term)) - 1
    return key[:shorter] == term[:shorter]


def _places(mentions: Sequence[Mention]) -> frozenset[int]:
    return frozenset([place for mention in mentions for place in range(mention.first, mention.last + 1)])


def _remarks(text: Sequence[Token], inside: frozenset[int]) -> frozenset[int]:
    """The places in brackets right behind a term, where the text goes on: "churn (*see page 1*) and NPS"."""
    found: set[int] = set()
    opened: int | None = None
    for place, token in enumerate(text):
        if token.text == "(" and place - 1 in inside:
            opened = place + 1
        elif token.text == ")" and opened is not None:
            found.update(range(opened, place) if any(behind.word for behind in text[place + 1 :]) else ())
            opened = None
    return frozenset(found)


def _cut(token: Token, place: int) -> tuple[Token, Token]:
    """A word as two. Offsets count letters of the weak key, which has as many as the word wherever words are cut."""
    middle = token.start + place
    left, right = token.text[:place], token.text[place:]
    return (
        Token(left, left.casefold(), fold(left), token.start, middle, glued=token.glued),
        Token(right, right.casefold(), fold(right), middle, token.end),
    )
