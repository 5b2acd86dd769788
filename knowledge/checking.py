"""What must hold between the parts of a deck, and how its texts should read. Each rule is one function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from knowledge.card import PROFILE_ROWS, Card, Deck, Entry
from knowledge.formula import FormulaError, value, variables
from knowledge.matching import names_of
from knowledge.parsing import Problems
from knowledge.provenance import Followed, behind
from knowledge.text import fold

Places = Mapping[tuple[str, str], tuple[str, int]]
Report = Callable[..., None]

MEASURABLE = frozenset({"experience", "support", "success", "metric"})
"""The domains whose concepts can be measured and improved; elsewhere a card says so only where there is something to say."""

RELATIONS = ("kind_of", "part_of", "contrasts_with", "measured_by", "related")
_CITATION = re.compile(r"\[([a-z0-9-]+)\]")
_PAIRED = (("(", ")"), ("[", "]"), ("\u201e", "\u201d"), ("\u00ab", "\u00bb"), ("\u2068", "\u2069"))


def check(deck: Deck, places: Places, complete: Mapping[str, tuple[str, ...]], followed: Followed, problems: Problems) -> None:
    """Note every broken rule of a deck, each with its place."""
    for rule in (_links, _claims, _cycles, _languages_known, _formulas, _citations, _pairs_known):
        rule(deck, places, problems)
    for card in deck.cards.values():
        promised = complete.get(card.id, ())
        for code in promised:
            if code not in card.languages:
                _note(problems, places, card.id, "", "missing-language", f'The deck promises "{code}", and this card has none.')
        for code, entry in card.languages.items():
            for rule_name, text in chain(_completeness(card, entry), _style(deck, card, entry)):
                _note(problems, places, card.id, code, rule_name, text, warning=code not in promised)
        for code in behind(card, followed.get(card.id, {})):
            _note(problems, places, card.id, code, "translation-behind",
                  f"The text it follows ({card.source_language}) has changed. Bring it up to date, "
                  f'then run "python -m knowledge translated {card.id} {code}".', warning=True)  # fmt: skip
        for rule_name, text in _untranslated(card):
            _note(problems, places, card.id, "", rule_name, text, warning=not promised)


def _note(problems: Problems, places: Places, name: str, code: str, rule: str, text: str, *, warning: bool = False) -> None:
    file, line = places.get((name, code)) or places.get((name, "")) or (name, 1)
    problems.add(file, line, rule, f"{code}: {text}" if code else text, warning=warning)


# ---- errors in any deck ------------------------------------------------------------------------------------------


def _links(deck: Deck, places: Places, problems: Problems) -> None:
    for card in deck.cards.values():
        for relation in RELATIONS:
            for other in getattr(card, relation):
                if other not in deck.cards:
                    _note(problems, places, card.id, "", "dangling-id", f'"{relation}" names "{other}", and there is no such card.')
                if other == card.id:
                    _note(problems, places, card.id, "", "own-relation", f'"{relation}" names the card itself. Remove it.')
        if card.status == "deprecated" and card.replaced_by not in deck.cards:
            _note(
                problems,
                places,
                card.id,
                "",
                "not-replaced",
                'A deprecated card needs "replaced_by", the id of the card that takes its place.',
            )


def _claims(deck: Deck, places: Places, problems: Problems) -> None:
    """A term belongs to one concept, unless each of its owners says that it is shared."""
    owners: dict[str, dict[str, tuple[str, bool]]] = {}
    for card in deck.cards.values():
        for name in names_of(card):
            key = " ".join(fold(word) for word in name.words)
            if not key:
                _note(
                    problems,
                    places,
                    card.id,
                    name.language or "",
                    "no-word",
                    f'"{name.text}" has no letter or digit, so nobody can ask for it.',
                )
                continue
            text, shared = owners.setdefault(key, {}).get(card.id, (name.text, False))
            owners[key][card.id] = (text, shared or name.shared)
    for claims in owners.values():
        if len(claims) < 2 or all(shared for _, shared in claims.values()):
            continue
        for card_id, (text, shared) in claims.items():
            others = ", ".join(sorted(other for other in claims if other != card_id))
            if not shared:
                _note(problems, places, card_id, "", "claimed-twice",
                      f'"{text}" is also a term of {others}. '
                      f"Keep it on one card, or write {{term: {text}, shared: true}} on each.")  # fmt: skip


def _cycles(deck: Deck, places: Places, problems: Problems) -> None:
    for relation in ("kind_of", "part_of"):
        for card in deck.cards.values():
            above = list(getattr(card, relation))
            seen: set[str] = set()
            while above:
                other = above.pop()
                if other == card.id:
                    _note(problems, places, card.id, "", "cycle", f'"{relation}" leads from this card back to itself.')
                    break
                if other in deck.cards and other not in seen:
                    seen.add(other)
                    above.extend(getattr(deck.cards[other], relation))


def _languages_known(deck: Deck, places: Places, problems: Problems) -> None:
    for card in deck.cards.values():
        for code in card.languages:
            if code not in deck.languages:
                known = ", ".join(deck.languages) or "none"
                _note(problems, places, card.id, code, "unknown-language", f"There is no languages/{code}.yaml. Known: {known}.")


def _formulas(deck: Deck, places: Places, problems: Problems) -> None:
    for card in deck.cards.values():
        if card.metric is None:
            continue
        try:
            names = variables(card.metric.formula)
            figures = {name: card.metric.example[name] for name in names if name in card.metric.example}
            missing = sorted(names - set(figures))
            if missing or "result" not in card.metric.example:
                _note(problems, places, card.id, "", "example", f"The metric's example lacks {', '.join(missing or ['result'])}.")
                continue
            result = value(card.metric.formula, figures)
        except FormulaError as error:
            _note(problems, places, card.id, "", "formula", f'"{card.metric.formula}": {error}.')
            continue
        if abs(result - card.metric.example["result"]) > 0.005 * max(1.0, abs(result)):
            _note(
                problems,
                places,
                card.id,
                "",
                "example",
                f"The example's result is {card.metric.example['result']:g}; the formula gives {result:g}.",
            )


def _citations(deck: Deck, places: Places, problems: Problems) -> None:
    for card in deck.cards.values():
        for source in card.sources:
            if source not in deck.sources:
                _note(problems, places, card.id, "", "unknown-source", f'"{source}" is not in sources.yaml.')
        for code, entry in card.languages.items():
            cited = {found for text in texts_of(entry) for found in _CITATION.findall(text)} | {voice.source for voice in entry.voices}
            for source in sorted(cited - set(card.sources)):
                _note(
                    problems,
                    places,
                    card.id,
                    code,
                    "unlisted-source",
                    f'"{source}" is cited here; add it to "sources" at the top of the card.',
                )
    for pair in deck.pairs.values():
        for source in pair.sources:
            if source not in deck.sources:
                _note(problems, places, f"{pair.first}--{pair.second}", "", "unknown-source", f'"{source}" is not in sources.yaml.')


def _pairs_known(deck: Deck, places: Places, problems: Problems) -> None:
    for pair in deck.pairs.values():
        for side in (pair.first, pair.second):
            if side not in deck.cards:
                _note(problems, places, f"{pair.first}--{pair.second}", "", "dangling-id", f'There is no card "{side}".')


# ---- errors in the languages that a deck calls complete, warnings elsewhere --------------------------------------


def _completeness(card: Card, entry: Entry) -> Iterator[tuple[str, str]]:
    needed = ["summary", "points", "example", "importance", "profile"]
    if card.domain in MEASURABLE:
        needed += ["measuring", "improving"]
    for name in needed:
        if not getattr(entry, name):
            yield "incomplete", f'"{name}" is missing.'
    missing = [row for row in PROFILE_ROWS if entry.profile and row not in entry.profile]
    if missing:
        yield "incomplete", f"The profile lacks {', '.join(missing)}."
    if entry.points and not 3 <= len(entry.points) <= 6:
        yield "points", f"There are {len(entry.points)} points; three to six read well."
    if card.metric is not None and set(entry.variables) != variables_of(card):
        yield "variables", f'"variables" must name {", ".join(sorted(variables_of(card)))}.'


def variables_of(card: Card) -> frozenset[str]:
    """The variables of a card's formula; none where it has none or it cannot be read."""
    try:
        return frozenset() if card.metric is None else variables(card.metric.formula)
    except FormulaError:
        return frozenset()


def _style(deck: Deck, card: Card, entry: Entry) -> Iterator[tuple[str, str]]:
    language = deck.languages.get(entry.language)
    for name in ("summary", "definition"):
        if fold(getattr(entry, name)).startswith(fold(entry.term) + " "):
            yield "begins-with-term", f'"{name}" begins with the term. Begin with what it is a kind of.'
    for alias in entry.aliases:
        if fold(alias.text) == fold(entry.term):
            yield "alias-is-term", f'The alias "{alias.text}" is the term itself. Remove it.'
    for text in texts_of(entry):
        yield from _punctuation(text)
        if language is not None:
            yield from _language_style(language.decimal, language.avoid, text)
            if language.direction == "rtl" and language.letters and language.letters.isdisjoint(text):
                yield "wrong-script", f'"{text[:40]}" has no letter of the language.'


def texts_of(entry: Entry) -> list[str]:
    """All running text of an entry."""
    singles = (entry.summary, entry.definition, entry.usage, entry.example, entry.importance, entry.measuring, entry.improving)
    return [text for text in (*singles, *entry.points, *entry.profile.values(), *(voice.says for voice in entry.voices)) if text]


def _punctuation(text: str) -> Iterator[tuple[str, str]]:
    for opening, closing in _PAIRED:
        if text.count(opening) != text.count(closing) and not (opening == "\u201e" or closing == "\u201d"):
            yield "unbalanced", f'"{opening}" and "{closing}" do not match in "{text[:40]}".'
    if text.count('"') % 2:
        yield "unbalanced", f'A quotation mark is open in "{text[:40]}".'
    if re.search(r"[<>*`]|\s_\w", text):
        yield "markup", f'Markup characters do not belong in a card: "{text[:40]}".'
    if "  " in text or re.search(r"\s[,.;:!?](\s|$)", text):
        yield "spacing", f'There is a space too many in "{text[:40]}".'


def _language_style(decimal: str, avoid: frozenset[str], text: str) -> Iterator[tuple[str, str]]:
    wrong = r"\d\.\d{1,2}(?!\d)" if decimal == "," else r"(?<!\d)\d{1,2},\d{1,2}(?!\d)"
    if re.search(wrong, _CITATION.sub("", text)):
        yield "number-format", f'Numbers have a decimal "{decimal}" in this language: "{text[:60]}".'
    for word in avoid:
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            yield "form-of-address", f'"{word}" is not used in these cards: "{text[:60]}".'


def _untranslated(card: Card) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for code, entry in card.languages.items():
        for text in texts_of(entry):
            if len(text) > 40 and seen.setdefault(text, code) != code:
                yield "untranslated", f'{code} has the same text as {seen[text]}: "{text[:40]}".'
