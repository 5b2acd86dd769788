"""A language as data: how people ask in it, how its words inflect, how answers read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from knowledge.frames import Frame
from knowledge.text import fold

WORD_SETS = (
    "linking", "fillers", "asking", "generic", "context", "about", "together", "either", "versus", "pronouns", "several", "possessives",
    "definite", "deictic", "social", "persons",
)  # fmt: skip
"""The fields of a language that hold words standing around terms; each is a list of that name in its file."""


def code_of(tag: str) -> str:
    """The language of a locale or a tag: "pt" of "pt-BR", "sv" of "sv_SE"."""
    return tag.replace("_", "-").split("-")[0].casefold()


class Stemmer(Protocol):
    """What cuts a word to its stem (PyStemmer)."""

    def stemWord(self, word: str) -> str:
        """The stem of a word."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One file of `languages/`. All word sets hold weak keys (see `knowledge.text.fold`)."""

    code: str
    name: str
    """As its own speakers call it."""
    direction: Literal["ltr", "rtl"] = "ltr"
    stemmer: Stemmer | None = None
    head: Literal["first", "last"] = "last"
    """Where the head of a phrase stands: "customer *journey*", "*jornada* do cliente"."""
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Inflected form -> base form, for what the stemmer does not join."""
    contractions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is written as one word and read as several: "what's", "oq"."""
    endings: tuple[str, ...] = ()
    """What is put behind abbreviations and loanwords, with or without a mark between: "SLAs", "KPI:er", "NPS-a"."""
    prefixes: tuple[str, ...] = ()
    """What is written together with the next word (articles, prepositions, "and"), longest first."""
    compounds: bool = False
    """Words are written together ("kundupplevelsemätning")."""
    shortest: int = 5
    """Words with fewer letters are never read as misspelt."""
    linking: frozenset[str] = frozenset()
    """Words inside a term that do not tell terms apart: "voice *of the* customer"."""
    fillers: frozenset[str] = frozenset()
    """Words around a question that change nothing: politeness, hedges, articles."""
    asking: frozenset[str] = frozenset()
    """Words that may stand before a question and change nothing: "could somebody tell me ..."."""
    generic: frozenset[str] = frozenset()
    """Words beside a term that name it again: "the *term* churn", "NPS *score*"."""
    context: frozenset[str] = frozenset()
    """Prepositions that open a context: "churn *in* a subscription business"."""
    about: frozenset[str] = frozenset()
    """Those of `context` that say no place: "he spoke *of* churn", "*because* churn rises". What is behind them is what is meant."""
    together: frozenset[str] = frozenset()
    """Between things asked about side by side: and. As spelt too: Portuguese "e" joins, "é" does not."""
    either: frozenset[str] = frozenset()
    """Between things of which one is looked for: or. As spelt too."""
    versus: frozenset[str] = frozenset()
    """Between things compared: vs."""
    pronouns: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    """Words that point back at more than one thing: "both", "each", "them"."""
    possessives: frozenset[str] = frozenset()
    """Words that make a term somebody's own: "*our* churn" asks for a figure, not for a meaning."""
    definite: frozenset[str] = frozenset()
    """Articles that point at one thing in the world: "the password"."""
    deictic: frozenset[str] = frozenset()
    """Words that tie a sentence to here and now: "today", "last month"."""
    social: frozenset[str] = frozenset()
    """Words of courtesy that make a bare term no question: "*thanks* support"."""
    persons: frozenset[str] = frozenset()
    """Words for those who speak and act ("we"): a sentence with one is no title."""
    letters: frozenset[str] = frozenset()
    """Letters that show the language where they occur."""
    lookalikes: frozenset[str] = frozenset()
    """Ordinary words that look like a misspelt term and are not."""
    rarer: frozenset[str] = frozenset()
    """The lookalikes that are rarer than what they look like: beside the other words of a term they are slips."""
    borrows: tuple[str, ...] = ()
    """The languages whose words its speakers use as they are: what is an ordinary word there is one here."""
    decimal: str = "."
    """The mark between the units and the tenths of a number."""
    avoid: frozenset[str] = frozenset()
    """Words that its cards do not use: another form of address, say."""
    asked_as: frozenset[tuple[str, ...]] = frozenset()
    """How this language is asked for, in whatever language: "in Polish", "po polsku"."""
    cues: Mapping[str, str] = field(default_factory=dict)
    """Words that ask for something by themselves ("difference", "measured"), each with what it asks for."""
    pleas: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Words and short phrases that ask for something whatever else a sentence says ("no idea what"), each with what it asks for.

    A "*" is a gap between two of its words; one that ends in "?" asks only in a question. One that asks for "none" takes words
    away from the others: "no idea what to do".
    """
    frames: tuple[Frame, ...] = ()
    phrases: Mapping[str, str] = field(default_factory=dict)
    """What an answer says around the cards, by name."""

    beside_questions: frozenset[str] = field(init=False)
    """What may stand before and behind a question and change nothing."""
    beside_terms: frozenset[str] = field(init=False)
    """What stands beside a term and only names it again."""
    in_lists: frozenset[str] = field(init=False)
    """What may stand in a row of terms that says nothing else."""
    between_terms: frozenset[str] = field(init=False)
    """What may part terms that are named side by side."""
    pinning: frozenset[str] = field(init=False)
    """What makes a term somebody's own, or one of here and now."""
    plea_words: frozenset[str] = field(init=False)
    never_names: frozenset[str] = field(init=False)
    """What is in no name of a thing: words that stand around terms, unless they link words, and those that ask."""

    def __post_init__(self) -> None:
        derived = {
            "beside_questions": self.fillers | self.asking,
            "beside_terms": self.fillers | self.definite | self.generic,
            "in_lists": self.fillers | self.definite | self.generic | self.together,
            "between_terms": self.together | self.either | self.versus | self.fillers | self.definite | self.linking,
            "pinning": self.possessives | self.deictic,
            "never_names": (self.function_words - self.linking).union(self.cues, self.contractions),
            "plea_words": frozenset(word for row in self.pleas for word in row) - {"*", "?"},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @property
    def function_words(self) -> frozenset[str]:
        """All the words that stand around terms, whatever they do there."""
        return frozenset().union(*(getattr(self, name) for name in WORD_SETS))

    def stems(self, word: str) -> tuple[str, str]:
        """Two keys of a word that its inflected forms share: of the word as spelt, and of the word without diacritics."""
        key = fold(word)
        base = self.irregular.get(key)
        if base is not None:
            word = base
            key = fold(base)
        if self.stemmer is None:
            return key, key
        return fold(self.stemmer.stemWord(word)), fold(self.stemmer.stemWord(key))

    def cut(self, key: str) -> list[str]:
        """The word as it is, then without each prefix that may be written together with it."""
        found = [key]
        for prefix in self.prefixes:
            if key.startswith(prefix) and len(key) - len(prefix) >= 3:
                found.append(key[len(prefix) :])
        return found
