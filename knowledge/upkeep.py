"""For those who keep a deck: the map of its field, what is written in which language, and what is due to be read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.card import PROFILE_ROWS, Card, Deck, Entry

_ARROWS = (("kind_of", "-->|is a kind of|"), ("part_of", "-->|is a part of|"), ("measured_by", "-.->|is measured by|"))
_LINES = (("contrasts_with", "x--x"), ("related", "---"))


def mermaid(deck: Deck, language: str = "en") -> Iterator[str]:
    """The relations of a deck as a Mermaid flowchart, a line at a time."""
    yield "flowchart LR"
    domains: dict[str, list[Card]] = {}
    for card in deck.cards.values():
        domains.setdefault(card.domain or "other", []).append(card)
    for domain, cards in domains.items():
        yield f"  subgraph {domain}"
        yield from (f'    {card.id}["{card.entry(language).term}"]' for card in cards)
        yield "  end"
    for card in deck.cards.values():
        for relation, arrow in _ARROWS:
            yield from (f"  {card.id} {arrow} {other}" for other in getattr(card, relation))
        for relation, line in _LINES:
            yield from (f"  {card.id} {line} {other}" for other in getattr(card, relation) if card.id < other)


def coverage(deck: Deck) -> Iterator[str]:
    """A table of concepts and languages: `full`, `part` (something that is there in another language is missing), or `-`."""
    codes = list(deck.languages)
    wide = max((len(name) for name in deck.cards), default=8)
    yield f"{'concept':{wide}}  " + "  ".join(f"{code:4}" for code in codes)
    for name, card in deck.cards.items():
        fullest = {field for entry in card.languages.values() for field in _filled(entry)}
        marks = []
        for code in codes:
            entry = card.languages.get(code)
            marks.append("-" if entry is None else "full" if fullest <= _filled(entry) else "part")
        yield f"{name:{wide}}  " + "  ".join(f"{mark:4}" for mark in marks)


def _filled(entry: Entry) -> set[str]:
    names = ("summary", "points", "example", "importance", "measuring", "improving", "variables", "voices")
    return {name for name in names if getattr(entry, name)} | {row for row in PROFILE_ROWS if row in entry.profile}


def stale(deck: Deck, today: date) -> Iterator[str]:
    """The entries that nobody has read yet, and those whose reading is older than the deck's interval."""
    for name, card in deck.cards.items():
        for code, entry in card.languages.items():
            if entry.reviewed is None:
                yield f"{name}  {code}  never read by a second person"
            elif deck.is_due(entry.reviewed, today):
                due = entry.reviewed.on + timedelta(days=deck.review_days)
                yield f"{name}  {code}  read on {entry.reviewed.on}, due since {due}"
