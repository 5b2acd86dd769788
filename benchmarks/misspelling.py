"""Misspelt twins of questions, made from a seed: the same list every time."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Mapping

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحج", "شسيبلاتنمك", "ئءؤرىةوزظ")
_NEIGHBOURS = {
    letter: "".join(row[place] for place in (index - 1, index + 1) if 0 <= place < len(row))
    for row in _ROWS for index, letter in enumerate(row)
}  # fmt: skip
_ARABIC = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ي", "ى"))


def edited(text: str, dice: random.Random, edits: int) -> str:
    """The text with so many slips in words of five letters and more, each in a word of its own where there are enough."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if sum(map(str.isalpha, word)) >= 5 and not word.startswith("<")]
    dice.shuffle(places)
    for turn in range(edits):
        if places:
            place = places[turn % len(places)]
            words[place] = _slip(words[place], dice)
    return " ".join(words)


def _slip(word: str, dice: random.Random) -> str:
    """One slip of the finger: two letters swapped, one left out, doubled, or hit beside; rarely the first."""
    letters = [place for place, letter in enumerate(word) if letter.isalpha()]
    place = dice.choice(letters[1:] or letters)
    kind = dice.choice(("swap", "drop", "double", "beside"))
    if kind == "swap" and place > letters[0] and word[place - 1] != word[place]:
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    near = _NEIGHBOURS.get(word[place].casefold())
    if kind == "beside" and near:
        return word[:place] + dice.choice(near) + word[place + 1 :]
    return word[:place] + word[place] + word[place:]


def unaccented(text: str, dice: random.Random) -> str:
    """The text as typed on a keyboard without its diacritics, and Arabic letters in their commonest loose spellings."""
    text = text.replace("ł", "l").replace("Ł", "L")
    for exact, loose in _ARABIC:
        text = text.replace(exact, loose) if dice.random() < 0.7 else text
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def dressed(text: str, dice: random.Random) -> str:
    """The text as Slack delivers it: bold, quoted, with a mention, an emoji code or an entity; or in capitals."""
    return dice.choice((f"*{text}*", f"&gt; {text}", f"<@U0123ABCD> {text}", f"{text} :thinking_face:", text.upper(), f"_{text}_ "))


TWINS: Mapping[str, Callable[[str, random.Random], str]] = {
    "one edit": lambda text, dice: edited(text, dice, 1),
    "two edits": lambda text, dice: edited(text, dice, 2),
    "no accents": unaccented,
    "Slack markup": dressed,
}
"""The kinds of twins, by the name they have in the table."""
