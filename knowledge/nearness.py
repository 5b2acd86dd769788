"""Terms within a few edits of a text, found without looking at every term.

A term is cut into one piece more than the edits it may have. Whatever those edits are, one piece comes through unharmed
(the pigeonhole principle, as in Pass-Join: Li, Deng, Wang, Feng 2011),
so only terms that share a piece at about the same place are measured.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_MEASURED = 4000
"""How many terms are measured for one text at most: a bound for hostile input, far above what real input needs."""

FEW = 400
"""Up to so many terms of one length are all measured: that is quicker than looking for shared pieces."""

_ID_BITS = 24
_ID_MASK = (1 << _ID_BITS) - 1
_HASH_MASK = (1 << (63 - _ID_BITS)) - 1


def allowance(length: int) -> int:
    """How many edits a term of that many letters may have and still be found: one from five letters, two from eight, three from thirteen.

    The gates of Typesense and Meilisearch (4 to 5 and 7 to 9 letters), widened for long phrases, where a sentence's typos add up.
    """
    return 0 if length < 5 else 1 if length < 8 else 2 if length < 13 else 3


class NearTerms:
    """An index of keys (squashed weak keys) by their pieces."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        by_length: dict[int, list[str]] = {}
        for key in keys:
            by_length.setdefault(len(key), []).append(key)
        self._few = {length: row for length, row in by_length.items() if len(row) <= FEW}
        self._lengths = frozenset(by_length) - frozenset(self._few)
        entries = [
            self._entry(length, number, key[start:end], which)
            for which, key in enumerate(keys)
            if (length := len(key)) >= 4 and length in self._lengths
            for number, (start, end) in enumerate(_pieces(length))
        ]
        entries.sort()
        self._entries = array("Q", entries)

    def near(self, text: str) -> list[tuple[int, str]]:
        """The keys within one edit more than their allowance (that much is worth offering), each with its distance, nearest first."""
        found: list[tuple[int, str]] = []
        for length in range(max(4, len(text) - 4), len(text) + 5):
            few, most = self._few.get(length), allowance(length) + 1
            if few is not None and abs(length - len(text)) <= most:
                hits = process.extract(text, few, scorer=OSA.distance, score_cutoff=most, limit=None)
                found.extend((int(distance), key) for key, distance, _ in hits)
        for measured, which in enumerate(self._candidates(text)):
            if measured >= MOST_MEASURED:
                break
            key = self.keys[which]
            most = allowance(len(key)) + 1
            distance = OSA.distance(text, key, score_cutoff=most)
            if distance <= most:
                found.append((distance, key))
        found.sort()
        return found

    def _candidates(self, text: str) -> Iterator[int]:
        seen: set[int] = set()
        nearest_first = sorted(range(max(4, len(text) - 4), len(text) + 5), key=lambda length: abs(length - len(text)))
        for length in nearest_first:
            most = allowance(length) + 1
            if length not in self._lengths or abs(length - len(text)) > most:
                continue
            for number, (start, end) in enumerate(_pieces(length)):
                first = max(0, start - most)
                last = min(len(text) - (end - start), start + most)
                for place in range(first, last + 1):
                    for which in self._holding(length, number, text[place : place + end - start]):
                        if which not in seen:
                            seen.add(which)
                            yield which

    def _holding(self, length: int, number: int, piece: str) -> Iterable[int]:
        low = self._entry(length, number, piece, 0)
        place = bisect_left(self._entries, low)
        high = low | _ID_MASK
        while place < len(self._entries) and self._entries[place] <= high:
            yield self._entries[place] & _ID_MASK
            place += 1

    @staticmethod
    def _entry(length: int, number: int, piece: str, which: int) -> int:
        return ((hash((length, number, piece)) & _HASH_MASK) << _ID_BITS) | which


def _pieces(length: int) -> list[tuple[int, int]]:
    """Where a key of that length is cut: into one piece more than the edits looked for."""
    count = allowance(length) + 2
    size, longer = divmod(length, count)
    cuts = [0]
    for number in range(count):
        cuts.append(cuts[-1] + size + (1 if number >= count - longer else 0))
    return list(itertools.pairwise(cuts))
