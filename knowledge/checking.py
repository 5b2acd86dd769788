"""What must hold between the parts of a deck, and how its texts should read. Each rule is one function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from knowledge.card import PROFILE_ROWS, Card, Deck, Entry, Pair
from knowledge.formula import FormulaError, value, variables
from knowledge.language import Language
from knowledge.matching import Name, names_of
from knowledge.parsing import Problems
from knowledge.provenance import Followed, behind
from knowledge.text import fold

Places = Mapping[tuple[str, str], tuple[str, int]]

MEASURABLE = frozenset({"experience", "support", "success", "metric"})
"""The domains whose concepts can be measured and improved; elsewhere a card says so only where there is something to say."""

RELATIONS = ("kind_of", "part_of", "contrasts_with", "measured_by", "related")
_CITATION = re.compile(r"\[([a-z0-9-]+)\]")
_PAIRED = (("(", ")"), ("[", "]"), ("\u00ab", "\u00bb"), ("\u2068", "\u2069"))
_FILLED = re.compile(r"\{\w+\}")
ROUNDING = 0.005
"""How far an example's result may be from the formula's, as a share: results are written rounded."""

LONG_ENOUGH = 40
"""A text this long that is the same in two languages was not translated."""


@dataclass(frozen=True, slots=True)
class Report:
    """Where the problems of one deck go, each to the most exact place known: the field, the entry, the card."""

    problems: Problems
    places: Places

    def add(self, name: str, rule: str, text: str, *, code: str = "", field: str = "", warning: bool = False) -> None:
        """Note a problem of a card or pair."""
        keys = ((name, f"{code}.{field}"), (name, code), (name, ""))
        file, line = next((self.places[key] for key in keys if key in self.places), (name, 1))
        self.problems.add(file, line, rule, f"{code}: {text}" if code else text, warning=warning)


def check(deck: Deck, places: Places, complete: Mapping[str, tuple[str, ...]], followed: Followed, problems: Problems) -> None:
    """Note every broken rule of a deck, each with its place."""
    report = Report(problems, places)
    for rule in (_links, _claims, _cycles, _languages_known, _formulas, _citations, _pairs_known, _phrases):
        rule(deck, report)
    for card in deck.cards.values():
        _check_texts(deck, card, complete.get(card.id, ()), report)
        for code in behind(card, followed.get(card.id, {})):
            cure = f'Bring it up to date, then run "python -m knowledge translated {card.id} {code}".'
            old = f"The text it follows ({card.source_language}) has changed. {cure}"
            report.add(card.id, "translation-behind", old, code=code, warning=True)


def _check_texts(deck: Deck, card: Card, promised: tuple[str, ...], report: Report) -> None:
    for code in promised:
        if code not in card.languages:
            report.add(card.id, "missing-language", f'The deck promises "{code}", and this card has none.')
    for code, entry in card.languages.items():
        for rule, field, text in chain(_completeness(card, entry), _style(deck, entry)):
            report.add(card.id, rule, text, code=code, field=field, warning=code not in promised)
    for rule, field, text in _untranslated(card):
        report.add(card.id, rule, text, field=field, warning=not promised)


# ---- errors in any deck ------------------------------------------------------------------------------------------


def _links(deck: Deck, report: Report) -> None:
    for card in deck.cards.values():
        for relation in (*RELATIONS, "replaced_by"):
            for other in _named(card, relation):
                if other not in deck.cards:
                    report.add(card.id, "dangling-id", f'"{relation}" names "{other}", and there is no such card.', field=relation)
                if other == card.id:
                    report.add(card.id, "own-relation", f'"{relation}" names the card itself. Remove it.', field=relation)
        if card.source_language not in card.languages and len(card.languages) > 1:
            cure = f'"source_language" is "{card.source_language}", and the card has no such block. Name one that it has.'
            report.add(card.id, "no-source", cure, field="source_language", warning=True)
        if card.status == "deprecated" and not card.replaced_by:
            cure = 'A deprecated card needs "replaced_by", the id of the card that takes its place.'
            report.add(card.id, "not-replaced", cure, field="status")
        if card.status != "deprecated" and card.replaced_by:
            cure = 'Only a deprecated card is replaced. Write "status: deprecated", or remove "replaced_by".'
            report.add(card.id, "not-deprecated", cure, field="replaced_by")


def _named(card: Card, relation: str) -> tuple[str, ...]:
    """The ids that a relation names; those that replace a card are at most one."""
    found = getattr(card, relation)
    return found if isinstance(found, tuple) else (found,) if found else ()


def _claims(deck: Deck, report: Report) -> None:
    """A term belongs to one concept, unless each of its owners says that it is shared."""
    owners: dict[str, dict[str, tuple[Name, bool]]] = {}
    for card in deck.cards.values():
        for name in names_of(card):
            key = " ".join(fold(word) for word in name.words)
            if not key:
                nothing = f'"{name.text}" has no letter or digit, so nobody can ask for it.'
                report.add(card.id, "no-word", nothing, code=name.language or "", field="term")
                continue
            _, shared = owners.setdefault(key, {}).get(card.id, (name, False))
            owners[key][card.id] = (name, shared or name.shared)
    for claims in owners.values():
        for card_id, (name, shared) in claims.items():
            if len(claims) > 1 and not shared:
                others = ", ".join(sorted(other for other in claims if other != card_id))
                cure = f"Keep it on one card, or write {{term: {name.text}, shared: true}} on each."
                report.add(card_id, "claimed-twice", f'"{name.text}" is also a term of {others}. {cure}', code=name.language or "")


def _cycles(deck: Deck, report: Report) -> None:
    for relation in ("kind_of", "part_of", "replaced_by"):
        for card in deck.cards.values():
            above = list(_named(card, relation))
            seen: set[str] = set()
            while above:
                other = above.pop()
                if other == card.id:
                    report.add(card.id, "cycle", f'"{relation}" leads from this card back to itself.', field=relation)
                    break
                if other in deck.cards and other not in seen:
                    seen.add(other)
                    above.extend(_named(deck.cards[other], relation))


def _languages_known(deck: Deck, report: Report) -> None:
    written = {card.id: card.languages for card in deck.cards.values()} | {_file(pair): pair.languages for pair in deck.pairs.values()}
    for name, languages in written.items():
        for code in languages:
            if code not in deck.languages:
                known = ", ".join(deck.languages) or "none"
                report.add(name, "unknown-language", f"There is no languages/{code}.yaml. Known: {known}.", code=code)
    for code, language in deck.languages.items():
        for other in language.borrows:
            if other not in deck.languages:
                report.add(code, "unknown-language", f"borrows: there is no languages/{other}.yaml to borrow from.", code="language")


def _formulas(deck: Deck, report: Report) -> None:
    for card in deck.cards.values():
        if card.metric is None:
            continue
        given = card.metric.example
        try:
            names = variables(card.metric.formula)
            missing = sorted({*names, "result"} - set(given))
            if missing:
                report.add(card.id, "example", f"The metric's example lacks {', '.join(missing)}.", field="metric")
                continue
            result = value(card.metric.formula, given)
        except FormulaError as error:
            report.add(card.id, "formula", f'"{card.metric.formula}": {error}.', field="metric")
            continue
        if abs(result - given["result"]) > ROUNDING * max(1.0, abs(result)):
            report.add(card.id, "example", f"The example's result is {given['result']:g}; the formula gives {result:g}.", field="metric")


def _citations(deck: Deck, report: Report) -> None:
    for card in deck.cards.values():
        for source in card.sources:
            if source not in deck.sources:
                report.add(card.id, "unknown-source", f'"{source}" is not in sources.yaml.', field="sources")
        for code, entry in card.languages.items():
            cited = {found for _, text in texts_of(entry) for found in _CITATION.findall(text)} | {voice.source for voice in entry.voices}
            for source in sorted(cited - set(card.sources)):
                report.add(card.id, "unlisted-source", f'"{source}" is cited here; add it to "sources" at the top of the card.', code=code)
    for pair in deck.pairs.values():
        name = _file(pair)
        cited = {voice.source for entry in pair.languages.values() for voice in entry.voices}
        for source in sorted(cited - set(pair.sources)):
            report.add(name, "unlisted-source", f'"{source}" is cited here; add it to "sources" at the top of the file.')
        for source in pair.sources:
            if source not in deck.sources:
                report.add(name, "unknown-source", f'"{source}" is not in sources.yaml.')


def _pairs_known(deck: Deck, report: Report) -> None:
    for pair in deck.pairs.values():
        for side in (pair.first, pair.second):
            if side not in deck.cards:
                report.add(_file(pair), "dangling-id", f'There is no card "{side}".')


def _file(pair: Pair) -> str:
    return f"{pair.first}--{pair.second}"


def _phrases(deck: Deck, report: Report) -> None:
    """Each language says all that any of them says, with the same things filled in."""
    every: dict[str, str] = {}
    for language in deck.languages.values():
        every = {**language.phrases, **every}
    for code, language in deck.languages.items():
        for name, model in every.items():
            phrase = language.phrases.get(name)
            if phrase is None:
                report.add(
                    code, "missing-phrase", f'phrases: "{name}" is missing; elsewhere it says: {model}', code="language", warning=True
                )
            elif set(_FILLED.findall(phrase)) != set(_FILLED.findall(model)):
                report.add(
                    code, "phrase", f'phrases: "{name}" must hold {", ".join(_FILLED.findall(model)) or "no braces"}.', code="language"
                )


# ---- errors in the languages that a deck calls complete, warnings elsewhere --------------------------------------

Finding = tuple[str, str, str]
"""A rule, the field that breaks it, and what to do."""


def _completeness(card: Card, entry: Entry) -> Iterator[Finding]:
    needed = ["summary", "points", "example", "importance", "profile"]
    if card.domain in MEASURABLE:
        needed += ["measuring", "improving"]
    for name in needed:
        if not getattr(entry, name):
            yield "incomplete", "", f'"{name}" is missing.'
    missing = [row for row in PROFILE_ROWS if entry.profile and row not in entry.profile]
    if missing:
        yield "incomplete", "profile", f"The profile lacks {', '.join(missing)}."
    if entry.points and not 3 <= len(entry.points) <= 6:
        yield "points", "points", f"There are {len(entry.points)} points; three to six read well."
    if card.metric is not None and set(entry.variables) != variables_of(card):
        yield "variables", "variables", f'"variables" must name {", ".join(sorted(variables_of(card)))}.'


def variables_of(card: Card) -> frozenset[str]:
    """The variables of a card's formula; none where it has none or it cannot be read."""
    try:
        return frozenset() if card.metric is None else variables(card.metric.formula)
    except FormulaError:
        return frozenset()


def _style(deck: Deck, entry: Entry) -> Iterator[Finding]:
    language = deck.languages.get(entry.language)
    for name in ("summary", "definition"):
        if fold(getattr(entry, name)).startswith(fold(entry.term) + " "):
            yield "begins-with-term", name, f'"{name}" begins with the term. Begin with what it is a kind of.'
    for alias in entry.aliases:
        if fold(alias.text) == fold(entry.term):
            yield "alias-is-term", "aliases", f'The alias "{alias.text}" is the term itself. Remove it.'
    for field, text in texts_of(entry):
        for rule, cure in _punctuation(text):
            yield rule, field, cure
        if language is not None:
            for rule, cure in _language_style(language, text):
                yield rule, field, cure


def texts_of(entry: Entry) -> list[tuple[str, str]]:
    """All running text of an entry: the field and the text."""
    singles = ("summary", "definition", "usage", "example", "importance", "measuring", "improving")
    found = [(name, getattr(entry, name)) for name in singles]
    found += [("points", text) for text in entry.points]
    found += [("profile", text) for text in entry.profile.values()]
    found += [("voices", voice.says) for voice in entry.voices]
    return [(name, text) for name, text in found if text]


def _punctuation(text: str) -> Iterator[tuple[str, str]]:
    for opening, closing in _PAIRED:
        if text.count(opening) != text.count(closing):
            yield "unbalanced", f'"{opening}" and "{closing}" do not match in "{text[:40]}".'
    if text.count('"') % 2:
        yield "unbalanced", f'A quotation mark is open in "{text[:40]}".'
    if re.search(r"[<>*`]|\s_\w", text):
        yield "markup", f'Markup characters do not belong in a card: "{text[:40]}".'
    if "  " in text or re.search(r"\s[,.;:!?](\s|$)", text):
        yield "spacing", f'There is a space too many in "{text[:40]}".'


def _language_style(language: Language, text: str) -> Iterator[tuple[str, str]]:
    wrong = r"\d\.\d{1,2}(?!\d)" if language.decimal == "," else r"(?<!\d)\d{1,2},\d{1,2}(?!\d)"
    if re.search(wrong, _CITATION.sub("", text)):
        yield "number-format", f'Numbers have a decimal "{language.decimal}" in this language: "{text[:60]}".'
    for word in language.avoid:
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            yield "form-of-address", f'"{word}" is not used in these cards: "{text[:60]}".'
    if language.direction == "rtl" and language.letters and language.letters.isdisjoint(text):
        yield "wrong-script", f'"{text[:40]}" has no letter of the language.'


def _untranslated(card: Card) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for code, entry in card.languages.items():
        for field, text in texts_of(entry):
            if len(text) > LONG_ENOUGH and seen.setdefault(text, code) != code:
                yield "untranslated", f"{code}.{field}", f'{code} has the same text as {seen[text]}: "{text[:40]}".'
