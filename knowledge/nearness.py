"""Terms within a few edits of a text, found without looking at every term.

Of long terms, those are measured that share a piece with the text at about the same place: a term is cut into one piece more than the
edits it may have, so that one piece comes through unharmed whatever the edits are (as in Pass-Join: Li, Deng, Wang, Feng 2011).
Of short terms, those that become the same as the text when letters are left out of both (as in SymSpell: Garbe 2012).
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_MEASURED = 4000
"""How many terms are measured for one text at most: a bound for hostile input, far above what real input needs."""

FEW = 100
"""Up to so many terms of one length are all measured: that is quicker than looking for those that share something."""

MOST_EDITS = 3
"""No term may have more."""

SHORT = 8
"""Terms with fewer letters are found by leaving letters out, others by their pieces."""

_ID_BITS = 24
_ID_MASK = (1 << _ID_BITS) - 1
_HASH_MASK = (1 << (63 - _ID_BITS)) - 1


def allowance(length: int) -> int:
    """How many edits a term of that many letters may have and still be found: one from five letters, two from eight, three from thirteen.

    The gates of Typesense and Meilisearch (4 to 5 and 7 to 9 letters), widened for long phrases, where a sentence's typos add up.
    """
    return 0 if length < 5 else 1 if length < 8 else 2 if length < 13 else 3


class NearTerms:
    """An index of keys (squashed weak keys) for texts within a few edits of one.

    `allowed` says how many edits a key of so many letters may have: more for longer ones, none for the shortest, three at most.
    """

    def __init__(self, keys: Sequence[str], allowed: Callable[[int], int] = allowance) -> None:
        self._allowed = allowed
        by_length: dict[int, list[str]] = {}
        for key in keys:
            if allowed(len(key)):
                by_length.setdefault(len(key), []).append(key)
        self._few = {length: row for length, row in by_length.items() if len(row) <= FEW}
        many = sorted(by_length.keys() - self._few.keys())
        self._keys = [key for length in many for key in by_length[length]]
        self._cuts = {length: _pieces(length, allowed(length) + 1) for length in many if length >= SHORT}
        self._short = _Table(
            (hash(slip), which) for which, key in enumerate(self._keys) if len(key) < SHORT for slip in without(key, allowed(len(key)))
        )
        self._long = _Table(
            (hash(key[start:end]) ^ salt, which)
            for which, key in enumerate(self._keys)
            if len(key) >= SHORT
            for start, end, salt in self._cuts[len(key)]
        )
        self._all_near = lru_cache(maxsize=100)(self._few_near)
        self._probes = lru_cache(maxsize=100)(self._probed)
        self.near = lru_cache(maxsize=2_000)(self._near)

    def _near(self, text: str) -> list[tuple[int, str]]:
        """The keys within their allowance, each with its distance, nearest first."""
        choices = self._all_near(len(text))
        if self._keys:
            choices = [*choices, *(self._keys[which] for which in self._candidates(text))]
        widest = self._allowed(len(text) + MOST_EDITS)
        hits = process.extract(text, choices, scorer=OSA.distance, score_cutoff=widest, limit=None)
        return sorted((int(distance), key) for key, distance, _ in hits if distance <= self._allowed(len(key)))

    def _few_near(self, length: int) -> list[str]:
        """The keys of lengths with few keys that may be near a text of that length."""
        return [key for other, row in self._few.items() if self._may_be(length, other) for key in row]

    def _may_be(self, typed: int, length: int) -> bool:
        """Whether a key of some length may be near a text of so many letters."""
        return abs(length - typed) <= self._allowed(length)

    def _candidates(self, text: str) -> Sequence[int]:
        found = self._long.at([hash(text[start:end]) ^ salt for salt, start, end in self._probes(len(text))])
        if len(text) < SHORT + 2:
            found |= self._short.at([hash(slip) for slip in without(text, min(self._allowed(len(text)), 2))])
        return list(found) if len(found) <= MOST_MEASURED else sorted(found)[:MOST_MEASURED]

    def _probed(self, typed: int) -> list[tuple[int, int, int]]:
        """The pieces of a text of so many letters that a long key may share: the salt of the key's piece, and its place in the text."""
        found = []
        for length, cuts in self._cuts.items():
            if self._may_be(typed, length):
                most, longer = self._allowed(length), typed - length
                for start, end, salt in cuts:
                    for place in range(max(0, start - most), min(typed - (end - start), start + most) + 1):
                        if abs(place - start) + abs(longer - (place - start)) <= most:
                            found.append((salt, place, place + end - start))
        return found


class _Table:
    """Numbers by the hashes of what they share, packed: ten bytes an entry at most."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        entries = [((hashed & _HASH_MASK) << _ID_BITS) | which for hashed, which in pairs]
        entries.sort()
        self._entries = array("Q", entries)
        self._mask = (1 << len(entries).bit_length()) - 1
        self._taken = bytearray(self._mask + 1)
        """A bit for each group of hashes that has any: most look-ups find nothing, and end here."""
        for entry in entries:
            self._taken[entry >> _ID_BITS + 3 & self._mask] |= 1 << (entry >> _ID_BITS & 7)

    def at(self, hashes: Iterable[int]) -> set[int]:
        """The numbers at any of these hashes."""
        entries, taken, mask = self._entries, self._taken, self._mask
        found: set[int] = set()
        for hashed in hashes:
            if taken[hashed >> 3 & mask] >> (hashed & 7) & 1:
                low = (hashed & _HASH_MASK) << _ID_BITS
                first = bisect_left(entries, low)
                end = bisect_left(entries, low + _ID_MASK + 1, first, min(first + MOST_MEASURED, len(entries)))
                found.update([entry & _ID_MASK for entry in entries[first:end]])
        return found


def without(word: str, most: int) -> set[str]:
    """The word with up to so many letters left out: two words so many edits apart share such a form."""
    found = row = {word}
    for _ in range(most):
        row = {slip[:place] + slip[place + 1 :] for slip in row for place in range(len(slip))}
        found = found | row
    return found


def _pieces(length: int, count: int) -> list[tuple[int, int, int]]:
    """Where a key of that length is cut into so many pieces; and what tells each from the others, and from those of other lengths."""
    size, longer = divmod(length, count)
    cuts = [0]
    for number in range(count):
        cuts.append(cuts[-1] + size + (1 if number >= count - longer else 0))
    return [(start, end, hash((length, number))) for number, (start, end) in enumerate(itertools.pairwise(cuts))]
