"""What an answer says around the cards, in the language it is shown in. Both renderings, plain text and Slack, say it with this."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from knowledge.answering import Choices, Relation, Shown
from knowledge.card import Card, Deck, Entry, Metric, Source
from knowledge.language import Language

_PIECE = re.compile(r"(?P<number>\d[\w.]*(?:(?<=[eE])[+-]\d+)?)|(?P<name>[^\W\d]\w*)|(?P<sign>[*/-])")
"""The parts of a formula that are written otherwise for people, and numbers, which stay."""

_SIGNS = str.maketrans("*/-", "\u00d7\u00f7\u2212")
HELP_EXAMPLES = ("help_define", "help_compare", "help_facet", "help_translate", "help_list")
"""The phrases that show how to ask."""

CITATION = re.compile(r"\s*\[([a-z0-9-]+)\]")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language. `today` decides whether a reading is old."""

    deck: Deck
    language: Language
    today: date | None = None

    def say(self, name: str, **values: str) -> str:
        """A phrase. One that this language file lacks is said as another has it; `check` tells of it."""
        phrase = self.language.phrases.get(name)
        if phrase is None:
            others = (language.phrases[name] for language in self.deck.languages.values() if name in language.phrases)
            phrase = next(others, name)
        for key, value in values.items():
            phrase = phrase.replace("{" + key + "}", value)
        return phrase

    def listed(self, items: Iterable[str]) -> str:
        """Some things one after another, parted as the language parts them."""
        return f"{self.say('comma')} ".join(items)

    def day(self, day: date) -> str:
        """A date as the language writes it."""
        return format_date(day, format="long", locale=self._locale())

    def number(self, number: float) -> str:
        """A number as the language writes it."""
        return format_decimal(round(number, 2), locale=self._locale())

    def name_of(self, code: str) -> str:
        """A language's own name."""
        language = self.deck.languages.get(code)
        return language.name if language is not None else code

    def fallback(self, shown: Shown) -> str:
        """Why a card is not in the language wanted; "" when it is."""
        if shown.missing is None:
            return ""
        return self.say("fallback", wanted=self.name_of(shown.missing), shown=self.name_of(shown.entry.language))

    def relation(self, relation: Relation) -> str:
        """How two concepts stand to each other."""
        phrase = "related_to" if relation.name == "related" else relation.name
        return self.say(phrase, first=relation.first.entry.term, second=relation.second.entry.term)

    def choice_question(self, answer: Choices) -> str:
        """What a choice asks."""
        if not answer.typed:
            return self.say("choose_again")
        return self.say("choose" if answer.sure else "did_you_mean", typed=answer.typed)

    def also_called(self, shown: Shown) -> list[str]:
        """The other names of a concept that are shown, each once; a deprecated one with what to say instead."""
        entry = shown.entry
        names = {abbreviation.text: abbreviation.text for abbreviation in shown.card.abbreviations}
        for alias in entry.aliases:
            say = f" ({self.say('better_said', term=alias.say)})" if alias.deprecated and alias.say else ""
            region = f" ({alias.region})" if alias.region else ""
            names.setdefault(alias.text, alias.text + region + say)
        names.pop(entry.term, None)
        return list(names.values())

    def translations(self, card: Card, besides: str) -> list[tuple[Language, Entry]]:
        """How a concept is called in the other languages of the deck."""
        return [
            (self.deck.languages[code], entry) for code, entry in card.languages.items() if code != besides and code in self.deck.languages
        ]

    def formula(self, metric: Metric, entry: Entry) -> str:
        """A formula with the names of this language, its example, and how to read it."""
        formula = _written(metric.formula, lambda name: entry.variables.get(name, name.replace("_", " ")))
        figures = _written(metric.formula, lambda name: self.number(metric.example.get(name, 0.0)).translate(_SIGNS))
        result = f"{self.number(metric.example.get('result', 0.0))} {self.say('unit_' + metric.unit)}"
        return f"{formula}\n{figures} = {result} ({self.say('better_' + metric.better)})"

    def standing(self, shown: Shown) -> str:
        """What is true of who read a card, and when."""
        reviewed = shown.entry.reviewed
        if reviewed is None:
            return self.say("draft") if shown.card.status == "draft" else ""
        late = self.today is not None and self.deck.is_due(reviewed, self.today)
        return self.say("review_due" if late else "reviewed", date=self.day(reviewed.on))

    def sources(self, ids: Iterable[str]) -> list[Source]:
        """The sources with these ids, each once."""
        return [self.deck.sources[name] for name in dict.fromkeys(ids) if name in self.deck.sources]

    def _locale(self) -> Locale:
        try:
            return Locale.parse(self.language.code)
        except (UnknownLocaleError, ValueError):
            return Locale.parse("en")


def cited(text: str, marks: Mapping[str, int]) -> str:
    """A text with each citation as the number of its source in a list."""
    return CITATION.sub(lambda found: f" [{marks[found[1]]}]" if found[1] in marks else "", text)


def citations(texts: Iterable[str]) -> list[str]:
    """The ids of the sources that some texts cite, in order, each once."""
    return list(dict.fromkeys(found for text in texts for found in CITATION.findall(text)))


def described(source: Source) -> str:
    """A source in one line: who, what, when."""
    maker = source.author or source.publisher
    year = f" ({source.year})" if source.year else ""
    return f"{maker}: {source.title}{year}" if maker else f"{source.title}{year}"


def _written(formula: str, told: Callable[[str], str]) -> str:
    """A formula with its signs as they are printed, and each name as it is told."""

    def part(found: re.Match[str]) -> str:
        if found.lastgroup == "name":
            return told(found[0])
        return found[0].translate(_SIGNS) if found.lastgroup == "sign" else found[0]

    return _PIECE.sub(part, formula)
