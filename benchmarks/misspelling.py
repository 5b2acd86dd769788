"""Misspelt twins of questions, made from a seed: the same list every time, on every machine."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Mapping

SEED = 1
_KEYBOARDS = (
    ("qwertyuiopå", "asdfghjklöä", "zxcvbnm"),
    ("qwertyuiop", "asdfghjklç", "zxcvbnm"),
    ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر ىةوزظ"),
)
_ARABIC = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ؤ", "و"), ("ئ", "ي"))
_ARABIC_SLIPS = (("ي", "ى"), ("ه", "ة"))
"""Loose the other way round, at the end of a word only."""

FEWEST_LETTERS = 5
"""Words with fewer letters get no slip: in half of them it makes another word."""


def twin(kind: str, text: str) -> str | None:
    """The twin of that kind, or None where the text has none (no accents to drop, no word long enough for a slip)."""
    dice = random.Random(f"{SEED} {kind} {text}")
    made = TWINS[kind](text, dice)
    return made if made != text else None


def edited(text: str, dice: random.Random, edits: int) -> str:
    """The text with so many slips in words of five letters and more, each in a word of its own where there are enough.

    Where there is one such word alone, it gets them all ("what is cuhrnn"): hard, and so it is with people.
    """
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if _may_slip(word)]
    dice.shuffle(places)
    for turn in range(edits if places else 0):
        place = places[turn % len(places)]
        words[place] = _slip(words[place], dice)
    return " ".join(words)


def _may_slip(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= FEWEST_LETTERS and not word.startswith(("<", "&", ":", "http"))


def _slip(word: str, dice: random.Random) -> str:
    """One slip of the finger: two letters swapped, one left out, doubled, or hit beside; hardly ever the first."""
    letters = [place for place, letter in enumerate(word) if letter.isalpha()]
    place = dice.choice(letters[1:] or letters)
    kind = dice.choice(("swap", "drop", "double", "beside"))
    if kind == "swap" and word[place - 1].isalpha() and word[place - 1] != word[place]:
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    near = _NEIGHBOURS.get(word[place].casefold(), "")
    if kind == "beside" and near:
        hit = dice.choice(near)
        return word[:place] + (hit.upper() if word[place].isupper() else hit) + word[place + 1 :]
    return word[:place] + word[place] + word[place:]


def unaccented(text: str, dice: random.Random) -> str:
    """The text as typed on a keyboard without its diacritics; Arabic without its vowel signs."""
    text = text.replace("ł", "l").replace("Ł", "L")
    return "".join(_without_marks(letter) for letter in unicodedata.normalize("NFC", text))


def _without_marks(letter: str) -> str:
    if "\u0621" <= letter <= "\u064a":
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def loose_arabic(text: str, dice: random.Random) -> str:
    """Arabic as it is typed in haste: hamza left out, ta marbuta as ha, alef maqsura and ya for each other, a stretched letter."""
    there = [pair for pair in _ARABIC if pair[0] in text]
    for exact, loose in [pair for pair in there if dice.random() < 0.7] or there[:1]:
        text = text.replace(exact, loose)
    words = text.split(" ")
    for place, word in enumerate(words):
        for exact, loose in _ARABIC_SLIPS:
            if len(word) > 3 and word.endswith(exact) and dice.random() < 0.2:
                words[place] = word[:-1] + loose
        if len(word) > 4 and "\u0621" <= word[2] <= "\u064a" and dice.random() < 0.1:
            words[place] = words[place][:2] + "\u0640" + words[place][2:]
    return " ".join(words)


def recased(text: str, dice: random.Random) -> str:
    """The text in other capitals: all, none, or one for each word."""
    ways = (text.upper(), text.lower(), " ".join(word[:1].upper() + word[1:] for word in text.split(" ")))
    return dice.choice([way for way in ways if way != text] or [text])


def dressed(text: str, dice: random.Random) -> str:
    """The text as Slack delivers it: bold, quoted, as code, with a mention, an emoji code, an address, an entity, odd marks."""
    words = text.split(" ")
    place = dice.randrange(len(words))
    bold = " ".join((*words[:place], f"*{words[place]}*", *words[place + 1 :]))
    curly = text.replace("'", "\u2019").replace('"', "\u201d")
    return dice.choice(
        (
            f"*{text}*", f"_{text}_ ", f"`{text}`", f"&gt; {text}", f"<@U0123ABCD> {text}", f"{text} :thinking_face:",
            f":wave: {text}", f"<!here> {text}", bold, f"\u200b{curly}\u200e", f"{text} <https://example.com/a?b=1&amp;c|\u2197>",
        )
    )  # fmt: skip


def _neighbours() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for rows in _KEYBOARDS:
        for height, row in enumerate(rows):
            for place, letter in enumerate(row):
                around = [row[place - 1] if place else "", row[place + 1] if place + 1 < len(row) else ""]
                around += [other[place] for other in rows[max(0, height - 1) : height + 2] if other is not row and place < len(other)]
                found.setdefault(letter, set()).update(near for near in around if near.strip())
    return {letter: "".join(sorted(around)) for letter, around in found.items()}


_NEIGHBOURS = _neighbours()

TWINS: Mapping[str, Callable[[str, random.Random], str]] = {
    "one edit": lambda text, dice: edited(text, dice, 1),
    "two edits": lambda text, dice: edited(text, dice, 2),
    "no accents": unaccented,
    "loose Arabic": loose_arabic,
    "capitals": recased,
    "Slack markup": dressed,
}
"""The kinds of twins, by the name they have in the table."""
