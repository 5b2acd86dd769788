"""One normaliser, for cards and for questions alike: text -> clean text -> tokens with comparable keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

MAX_CHARS = 2000
"""How much of a message is read, in characters. A question is shorter; a pasted log costs no more than this."""

MAX_TOKENS = 160
"""How many words and marks of a message are read."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_SLACK = re.compile(r"<(?:[@#!][^<>]{0,200}|[a-z][a-z0-9+.-]*:[^<>|]*(?:\|(?P<label>[^<>]*))?)>", re.I)
_EMOJI_CODE = re.compile(r"(?<![\w:]):[+\-]?[^\W\d_][\w+\-']*:(?!\w)|(?<![\w:]):[+\-]1:")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
LONGEST_IN_CAPITALS = 5
"""An abbreviation in capitals has so many letters at most; a longer word is only written loudly."""

UNLIKE = "\u2260"
"""People write it between things that they compare."""

_APOSTROPHES = "'\u2019\u02bc\u2018`\u00b4"
_TOKEN = re.compile(
    rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:[{_APOSTROPHES}][^\W_](?:[^\W_]|[{_MARKS}])*)*[+#]{{0,2}}"
    r"|[.?!\u061f\u2026;\u061b:\n|\u2014\u2013\u00bf\u00a1]|[,\u060c\u3001/&+=()\[\]%-]"
)
_GLUE = frozenset("-.:\u2010\u2011")
_ITEM = re.compile(
    r"(?P<before>\A|\s)(?:\((?P<inside>\d{1,2}|[a-h])\)|(?P<closed>\d{1,2}|[a-h])\)|(?P<marked>\d{1,2})(?:[.:]|\s?[-\u2013\u2014]))(?=\s)",
    re.I,
)
"""What may number an item of a list: "1)", "(1)", "a)", "1.", "1:", "1-", "1 -"."""

_STOPS = frozenset("?!\u061f\u2026;\u061b:\n|\u2014\u2013\u00bf\u00a1")
_SHORTENED = frozenset(
    {
        "vs",
        "np",
        "nr",
        "dr",
        "mr",
        "ms",
        "st",
        "ca",
        "eg",
        "ie",
        "ex",
        "tj",
        "pt",
        "jw",
        "wg",
        "sr",
        "ds",
        "ul",
        "al",
        "im",
        "av",
        "jr",
        "bl",
        "fd",
    }
)
"""Words of two letters that are written with a dot."""

QUESTION_MARKS = frozenset("?\u061f")

QUOTES = '"\u201c-\u201f\u00ab\u00bb'
"""The double quotation marks of all our languages, as a class of an expression has them."""

_FOLDS = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ـ": None,
        **dict.fromkeys(_APOSTROPHES),
        **{chr(start + digit): str(digit) for start in (0x660, 0x6F0) for digit in range(10)},
    }
)  # fmt: skip


class Token(NamedTuple):
    """A word or a mark of a text.

    `text` is as typed, `word` the strong key (case does not count), `key` the weak one (diacritics do not count either);
    `stop` is true for a mark that ends a clause. `glued` says that nothing but a hyphen or a dot parts it from the one before.
    """

    text: str
    word: str
    key: str
    start: int
    end: int
    stop: bool = False
    glued: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit."""
        return self.word != ""

    @property
    def is_abbreviation(self) -> bool:
        """Whether its capitals say so: "OKRs", "PaaS"."""
        return sum(map(str.isupper, self.text)) > 1 and not (self.text.isupper() and len(self.text) > LONGEST_IN_CAPITALS)


def in_capitals(text: str) -> bool:
    """Whether all letters are capitals; a script without them has none."""
    return text.isupper() and all(map(str.isupper, filter(str.isalpha, text)))


def clean(text: str) -> str:
    """Text without Slack markup, emoji codes, invisible and control characters; compatibility forms made plain."""
    text = text[:MAX_CHARS]
    if not text.isprintable():
        text = _UNPRINTABLE.sub(" ", text)
    if "<" in text:
        text = _SLACK.sub(lambda found: f" {found['label'] or ''} ", text)
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    if UNLIKE in text:
        text = text.replace(UNLIKE, " vs ")
    if ":" in text:
        text = _EMOJI_CODE.sub(" ", text)
    return _unnumbered(text if text.isascii() else unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


def _unnumbered(text: str) -> str:
    """The text without the numbers of its lists: of at least two that count up from one in the same style.

    In their stead stand commas; where each begins a line, the ends of the lines.
    """
    runs: list[list[re.Match[str]]] = []
    for item in _ITEM.finditer(text):
        if text.count("(", 0, item.start()) > text.count(")", 0, item.start()):
            continue
        number = item[item.lastgroup or 0]
        place = int(number) if number.isdigit() else ord(number.casefold()) - ord("a") + 1
        if place == 1:
            runs.append([item])
        elif runs and place == len(runs[-1]) + 1 and _style(item) == _style(runs[-1][0]):
            runs[-1].append(item)
    lists = [run for run in runs if len(run) > 1 and not _numbers_a_word(text, run)]
    if not lists:
        return text
    items = [item for run in lists for item in run]
    joints = ["\n" if all(item["before"] != " " for item in run) else "," for run in lists for _ in run]
    parts = [text[first:end] for first, end in pairwise([0, *(edge for item in items for edge in item.span()), len(text)])][::2]
    return "".join(chain.from_iterable(zip(parts, (*joints, ""), strict=True))).lstrip(",\n ")


def _numbers_a_word(text: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether the same word stands before each number, so that they count that: "tier 1 - ... tier 2 - ..."."""
    before = [text[: item.start()].casefold().split()[-1:] for item in run]
    return any(first == second for first, second in pairwise(before))


def _style(item: re.Match[str]) -> tuple[str | None, bool]:
    """How an item is numbered, and whether with a figure."""
    return item.lastgroup, item[item.lastgroup or 0].isdigit()


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """The weak key of a word: no case, no diacritics, one form for each Arabic letter. Idempotent."""
    word = word.casefold()
    if word.isascii():
        return word.replace("'", "").replace("`", "")
    decomposed = unicodedata.normalize("NFKD", word.translate(_FOLDS))
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return kept.casefold().translate(_FOLDS)


def tokens(cleaned: str) -> list[Token]:
    """The words and marks of a cleaned text, in order, at most `MAX_TOKENS`."""
    found: list[Token] = []
    for match in _TOKEN.finditer(cleaned):
        token = _token(cleaned, match, found)
        if token is not None:
            found.append(token)
            if len(found) >= MAX_TOKENS:
                break
    return found


def as_typed(row: Sequence[Token]) -> str:
    """Tokens as typed, with what stood between words reduced to a space or a hyphen."""
    parts = [row[0].text]
    for token in row[1:]:
        parts.append(("" if not token.word else "-" if token.glued else " ") + token.text)
    return "".join(parts)


def words(text: str) -> tuple[str, ...]:
    """The weak keys of the words of a text: what terms and phrases of a deck are compared by."""
    return tuple(token.key for token in tokens(clean(text)) if token.is_word)


def _token(cleaned: str, match: re.Match[str], before: list[Token]) -> Token | None:
    text, start, end = match[0], match.start(), match.end()
    if text[0].isalnum():
        previous = before[-1] if before else None
        glued = previous is not None and previous.word != "" and start - previous.end < 2 and cleaned[previous.end : start] in _GLUE
        key = fold(text)
        return Token(text, text.casefold(), key, start, end, False, glued) if key else None
    if text == "." and not _ends_sentence(cleaned, end, before):
        return None
    if text == ":" and before and before[-1].end == start and cleaned[end : end + 1].isalpha():
        return None
    if text in "-\u2013\u2014" and not (cleaned[start - 1 : start].isspace() and cleaned[end : end + 1].isspace()):
        return None
    return Token(text, "", text, start, end, stop=text in _STOPS or text in ".-")


def _ends_sentence(cleaned: str, end: int, before: list[Token]) -> bool:
    """A dot ends a sentence, unless it stands inside a word ("S.L.A.") or behind a short one ("vs. success", "np. churn")."""
    if end < len(cleaned) and not cleaned[end].isspace():
        return False
    rest = cleaned[end:].lstrip()
    if not (before and before[-1].word and len(before[-1].key) <= 2 and rest):
        return True
    return rest[0].isupper() and len(before[-1].key) == 2 and before[-1].key not in _SHORTENED
