"""How people ask: patterns in a language file, compiled once.

A pattern is a row of words. `(a|b)` is one of them, `[a|b]` one of them or nothing, `*` the thing asked about, `@` somebody's name,
`#` a number.
Words are compared by their weak keys, so case and diacritics do not count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, islice, pairwise
from typing import TypeGuard

from knowledge.text import words

_PIECE = re.compile(r"[()\[\]|*@#]|[^\s()\[\]|*@#]+")
WILD = ("*", "@", "#")
"""What stands in a pattern for words that are not its own."""

MOST_ROWS = 3000
"""For so many phrases one pattern may stand where phrases are spelt out."""

MOST_GAPS = 2
"""So many gaps one phrase may have: each multiplies the ways in which it is looked for."""

MOST_ITEMS, MOST_DEPTH = 100, 10
"""A pattern has so many words and brackets side by side at most, and so many brackets within each other."""

_WORD, _NUMBER = "_", "0"
"""What a clause is spelt with where a word or a number stands that no pattern has."""

_FIRST = 0x10000
"""The code point of the first letter; from here on none has a meaning of its own in an expression."""


class Alphabet:
    """A letter for each word of some patterns: a clause spelt with them has one letter a word, so that places in it are places of words.

    Expressions over letters are made in half the time that expressions over words need, and matched faster.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._letters = {word: chr(_FIRST + number) for number, word in enumerate(sorted(set(vocabulary)))}
        self.number = f"[{_NUMBER}{''.join(letter for word, letter in self._letters.items() if word[:1].isdecimal())}]"
        """What matches any number."""

    def letter(self, word: str) -> str:
        """The letter of a word of the patterns, or of any other."""
        return self._letters.get(word) or (_NUMBER if word[:1].isdecimal() else _WORD)

    def spelt(self, words_: Iterable[str]) -> str:
        """A row of words as a row of letters."""
        return "".join(map(self.letter, words_))


@dataclass(frozen=True, slots=True)
class Frame:
    """One pattern, ready to be tried on a clause.

    `anywhere`: any words may stand before it. `weak`: it asks for a meaning only if the thing asked about is a term and nothing else.
    `known`: it asks for nothing that the deck does not have. `question`: it asks only before a question mark.
    `needs`: a clause cannot match that lacks a word of one of these sets.
    """

    intent: str
    pattern: str
    row: int
    """Which of the pattern's rows of items it is: see `_rows`."""
    vocabulary: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()
    openers: frozenset[tuple[str, ...]] = frozenset()
    """The one or two words that begin it, if it always begins with a word and may stand anywhere: a clause begins there."""
    anywhere: bool = False
    weak: bool = False
    known: bool = False
    question: bool = False

    def expression(self, alphabet: Alphabet) -> re.Pattern[str]:
        """What matches a clause that is spelt in an alphabet. Costs a tenth of a millisecond: to be kept, and made when first needed."""
        items = _rows(self.pattern)[self.row]
        body = "".join(_expression(item, alphabet, last=place == len(items) - 1) for place, item in enumerate(items))
        before = "" if items[0] == "*" else "(?P<before>.*?)"
        after = "" if items[-1] == "*" else "(?P<after>.*)"
        return re.compile(f"^{before}{_numbered(body)}{after}$")


@cache
def _words(piece: str) -> tuple[str, ...]:
    """The keys of a piece of a pattern: most pieces come in many patterns."""
    return words(piece)


def compile_frames(intent: str, pattern: str, flags: Collection[str] = ()) -> list[Frame]:
    """The frames of a pattern: two where an optional word ends it, so that a slot before that word is read whole.

    `flags`: the names of those that the frames have.
    Raises ValueError with the reason when the pattern is not one.
    """
    found = []
    for row, items in enumerate(_rows(pattern)):
        needs = _needs(items)
        if not needs:
            raise ValueError("the pattern needs a word that is always there")
        openers = _openers(items) if "anywhere" in flags and intent != "none" else frozenset()
        found.append(Frame(intent, pattern, row, frozenset(_vocabulary(items)), needs, openers, **dict.fromkeys(flags, True)))
    return found


def _rows(pattern: str) -> list[list[Item]]:
    """The items of a pattern, with the optional word that ends it and without."""
    items = _items(pattern)
    if not items:
        raise ValueError("the pattern is empty")
    if len(items) > 1 and isinstance(items[-1], tuple) and items[-1][0] == "[" and items[-2] in ("*", "@"):
        return [[*items[:-1], ("(", items[-1][1])], items[:-1]]
    return [items]


def _items(pattern: str) -> list[Item]:
    return _Reader(_PIECE.findall(pattern)).sequence()


Item = str | tuple[str, list[list["Item"]]]


class _Reader:
    """Reads the pieces of a pattern into nested items."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.place = 0

    def sequence(self, depth: int = 0) -> list[Item]:
        items: list[Item] = []
        if depth > MOST_DEPTH:
            raise ValueError(f"it has more than {MOST_DEPTH} brackets within each other")
        while self.place < len(self.pieces):
            piece = self.pieces[self.place]
            if piece in ("|", ")", "]"):
                if not depth:
                    raise ValueError(f"{piece!r} stands outside brackets")
                break
            self.place += 1
            if piece in ("(", "["):
                items.append((piece, self._alternatives(")" if piece == "(" else "]", depth + 1)))
            elif piece in WILD:
                items.append(piece)
            else:
                items.extend(_words(piece))
        if len(items) > MOST_ITEMS:
            raise ValueError(f"it has more than {MOST_ITEMS} words side by side")
        return items

    def _alternatives(self, closing: str, depth: int) -> list[list[Item]]:
        found = [self.sequence(depth)]
        while self.place < len(self.pieces) and self.pieces[self.place] == "|":
            self.place += 1
            found.append(self.sequence(depth))
        if self.place >= len(self.pieces) or self.pieces[self.place] != closing:
            raise ValueError(f"a bracket is not closed by {closing!r}")
        self.place += 1
        return found


def _expression(item: Item, alphabet: Alphabet, *, last: bool = False) -> str:
    if item == "*":
        return "(?P<slot#>.+)" if last else "(?P<slot#>.+?)"
    if item == "@":
        return "(?P<name#>.{1,5})" if last else "(?P<name#>.{1,5}?)"
    if item == "#":
        return alphabet.number
    if isinstance(item, str):
        return alphabet.letter(item)
    bracket, alternatives = item
    rows = [[word for word in sequence if _is_word(word)] for sequence in alternatives]
    plain = {alphabet.spelt(row) for row, sequence in zip(rows, alternatives, strict=True) if row and len(row) == len(sequence)}
    others = sorted((sequence for row, sequence in zip(rows, alternatives, strict=True) if len(row) < len(sequence)), key=len, reverse=True)
    choices = [
        "".join(_expression(inner, alphabet, last=last and place == len(sequence) - 1) for place, inner in enumerate(sequence))
        for sequence in others
    ]
    choices += sorted((row for row in plain if len(row) > 1), key=lambda row: (-len(row), row))
    singles = "".join(sorted(row for row in plain if len(row) == 1))
    choices += [f"[{singles}]"] if singles else []
    empty = any(not sequence for sequence in alternatives)
    return f"(?:{'|'.join(choices)})" + ("?" if bracket == "[" or empty else "")


def _is_word(item: Item) -> TypeGuard[str]:
    return isinstance(item, str) and item not in WILD


def _numbered(body: str) -> str:
    numbers = count()
    return re.sub(r"(?<=<slot)#|(?<=<name)#", lambda _: str(next(numbers)), body)


def _needs(items: list[Item]) -> tuple[frozenset[str], ...]:
    """For each place in a pattern that is always there, the words that may stand in it; first the one that says most."""
    options = [found for item in items if (found := _needed(item))]
    return tuple(sorted(options, key=lambda found: (min(map(len, found)), -len(found)), reverse=True))


def _needed(item: Item) -> frozenset[str]:
    if isinstance(item, str):
        return frozenset() if item in WILD else frozenset({item})
    bracket, alternatives = item
    if bracket == "[":
        return frozenset()
    each = [_needs(sequence) for sequence in alternatives]
    return frozenset().union(*(needs[0] for needs in each)) if all(each) else frozenset()


def _openers(items: list[Item]) -> frozenset[tuple[str, ...]]:
    """The one or two words that a pattern begins with; none where it may begin with something else."""
    found = set(_beginnings(items, 2))
    return frozenset(row[:-1] if row[-1] == "*" else row for row in found) if all(row and row[0] != "*" for row in found) else frozenset()


def _beginnings(items: list[Item], length: int) -> Iterator[tuple[str, ...]]:
    """The rows of up to so many words that a pattern begins with; a slot or a name is a "*", which ends the row."""
    if not items or not length:
        yield ()
        return
    item, rest = items[0], items[1:]
    if isinstance(item, str) and item in WILD:
        yield ("*",)
    elif isinstance(item, str):
        for row in _beginnings(rest, length - 1):
            yield (item, *row)
    else:
        for sequence in [*item[1], *([[]] if item[0] == "[" else [])]:
            yield from _beginnings([*sequence, *rest], length)


def spelt_out(pattern: str) -> list[tuple[str, ...]]:
    """Every row of words that a pattern stands for, with "*" for what may be left open between two of them.

    Raises ValueError with the reason when the pattern is not one, or stands for too many.
    """
    rows = list(islice(_rows_of(_items(pattern)), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise ValueError(f"the pattern stands for more than {MOST_ROWS} phrases; make two of it")
    if any(not row or row[0] == "*" or row[-1] == "*" for row in rows):
        raise ValueError("words must begin and end it, whatever is left out")
    if any(row.count("*") > MOST_GAPS or ("*", "*") in pairwise(row) for row in rows):
        raise ValueError(f"it may have {MOST_GAPS} gaps at most, with words between them")
    return list(dict.fromkeys(rows))


def _rows_of(items: Sequence[Item]) -> Iterator[tuple[str, ...]]:
    if not items:
        yield ()
        return
    item, rest = items[0], items[1:]
    if isinstance(item, str):
        if item in ("@", "#"):
            raise ValueError(f"{item!r} has no meaning here")
        firsts: Iterator[tuple[str, ...]] = iter([(item,)])
    else:
        bracket, alternatives = item
        firsts = chain([()] if bracket == "[" else [], *(_rows_of(sequence) for sequence in alternatives))
    for first in firsts:
        for row in _rows_of(rest):
            yield (*first, *row)


def _vocabulary(items: list[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, tuple):
            for sequence in item[1]:
                yield from _vocabulary(sequence)
        elif item not in WILD:
            yield item
