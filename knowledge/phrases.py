"""Phrases with gaps, found in a row of words from their first word on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

GAP = "*"
MOST_GAP_WORDS = 8
"""A gap holds so many words at most."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase found in a row of words: the places of its own words, and what it stands for."""

    places: tuple[int, ...]
    meaning: str


@dataclass(slots=True)
class _Node:
    """The phrases that begin with the same words."""

    following: dict[str, _Node] = field(default_factory=dict)
    meaning: str = ""


class Phrases:
    """A set of phrases, each with what it stands for. One that ends in "?" is found only in questions."""

    def __init__(self, phrases: Mapping[tuple[str, ...], str]) -> None:
        self._root = _Node()
        for row, meaning in phrases.items():
            node = self._root
            for word in row:
                following = node.following.get(word)
                if following is None:
                    following = node.following[word] = _Node()
                node = following
            node.meaning = meaning

    def longest_at(self, row: Sequence[str], start: int, *, question: bool) -> Spoken | None:
        """Of the phrases that begin at a place the one with most words, and of these the one with the narrowest gaps."""
        if row[start] not in self._root.following:
            return None
        found = _following(self._root, row, start, (), question)
        return max(found, key=lambda spoken: (len(spoken.places), -spoken.places[-1]), default=None)


def _following(node: _Node, row: Sequence[str], place: int, places: tuple[int, ...], question: bool) -> Iterator[Spoken]:
    meaning = node.meaning or (question and "?" in node.following and node.following["?"].meaning)
    if meaning and places:
        yield Spoken(places, meaning)
    if place < len(row) and row[place] in node.following:
        yield from _following(node.following[row[place]], row, place + 1, (*places, place), question)
    if GAP in node.following:
        behind = node.following[GAP]
        for reached in range(place + 1, min(place + MOST_GAP_WORDS + 1, len(row))):
            if row[reached] in behind.following:
                yield from _following(behind, row, reached, places, question)
