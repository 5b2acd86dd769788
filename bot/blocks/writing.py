"""Foreign text -> text that Slack shows as it is: escaped, of one direction, not too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.blocks.bidi import Direction, isolated, opened

Json = dict[str, Any]
ELLIPSIS = "\u2026"

_BREAKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_UNWANTED = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]")
# Slack does not parse rich_text; what would be a token elsewhere is parted all the same.
_TOKEN = re.compile(r"<(?=[@#!]|\w+:)")
_EDGE_MARKS = re.compile(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])")
_EMOJI = re.compile(r":(?=[\w+'\-]*[^\W\d][\w+'\-]*:|[+\-]1:)")
_TWINS = {"*": "\u2217", "_": "\u02cd", "~": "\u223c"}
_NO_MARKS = str.maketrans(_TWINS)
_LONGEST_WORD, _LONGEST_ADDRESS = 40, 500


def legible(text: str) -> str:
    """One line without control characters, half characters and marks that change the direction."""
    return _UNWANTED.sub("", _BREAKS.sub(" ", text)).strip()


def escaped(text: str) -> str:
    """The three characters that begin something in Slack, as Slack wants them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str) -> str:
    """Text for mrkdwn. It has no escape for its marks: what could format becomes a look-alike."""
    text = _EDGE_MARKS.sub(lambda found: _TWINS[found[0]], text.replace("`", "\u02cb"))
    text = _EMOJI.sub("\u2236", text)
    return escaped("\u203a" + text[1:] if text.startswith(">") else text)


def fitted(text: str, most: int, finish: Callable[[str], str]) -> str:
    """A text as `finish` writes it; cut before that and at a word: no entity, no isolate is cut."""
    text = legible(text) or ELLIPSIS
    if len(text) <= most and len(written := finish(text)) <= most:
        return written
    length = min(len(text), most)
    while len(written := finish(_shortened(text, length))) > most and length:
        length = min(length - 1, length * most // len(written))
    return written


def _shortened(text: str, length: int) -> str:
    """The first words of a text and an ellipsis; inside a word only where that is very long."""
    end = length
    if text[end : end + 1] not in ("", " "):
        space = text.rfind(" ", 0, end)
        if space >= max(end - _LONGEST_WORD, 1):
            end = space
    while end > 0 and unicodedata.combining(text[end : end + 1] or " "):
        end -= 1
    return text[:end].rstrip(" ,;:.-") + ELLIPSIS


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes texts of one direction as the objects of Block Kit."""

    direction: Direction

    def plain(self, text: str, most: int) -> Json:
        """A plain_text object: nothing in it is markup, nor an emoji code."""
        return {"type": "plain_text", "text": fitted(text, most, self._plain), "emoji": False}

    def _plain(self, text: str) -> str:
        return escaped(opened(isolated(text, self.direction), self.direction))

    def words(self, text: str, most: int, *, bold: bool = False) -> Json:
        """A text element of rich_text. Slack parses none: nothing to escape."""
        shown = fitted(text, most, lambda cut: isolated(_TOKEN.sub("<\u2060", cut), self.direction))
        element: Json = {"type": "text", "text": shown}
        return element | {"style": {"bold": True}} if bold else element

    def line(self, *elements: Json) -> Json:
        """A paragraph of rich_text."""
        return {"type": "rich_text_section", "elements": self._opened(elements)}

    def quote(self, text: str, most: int) -> Json:
        """A line set apart."""
        return {"type": "rich_text_quote", "elements": self._opened((self.words(text, most),))}

    def _opened(self, elements: Iterable[Json]) -> list[Json]:
        first, *rest = elements
        whole = "".join(element["text"] for element in (first, *rest))
        start = opened(whole, self.direction)
        mark = start[: len(start) - len(whole)]
        return [{**first, "text": mark + first["text"]}, *rest]

    def inert(self, text: str, most: int) -> str:
        """A piece of mrkdwn without any effect."""
        return fitted(text, most, lambda cut: inert(isolated(cut, self.direction)))

    def bold(self, text: str, most: int) -> str:
        """A bold piece of mrkdwn; a star beside an isolate might not count, so none is there."""
        piece = fitted(text, most, lambda cut: inert(isolated(cut.translate(_NO_MARKS), self.direction)))
        invisible = any(unicodedata.category(edge) == "Cf" for edge in (piece[0], piece[-1]))
        return piece if invisible else f"*{piece}*"

    def link(self, text: str, address: str, most: int) -> str:
        """A piece of mrkdwn that leads to an address, where that is one of the web."""
        label = self.inert(text.replace("|", "\u00a6"), most)
        if not re.fullmatch(r"https?://[^\s<>|\x00-\x1f\ud800-\udfff/][^\s<>|\x00-\x1f\ud800-\udfff]*", address):
            return label
        return f"<{escaped(address)}|{label}>" if len(address) <= _LONGEST_ADDRESS else label

    def mrkdwn(self, *lines: str) -> Json:
        """A mrkdwn object of lines made of such pieces; Slack adds no links of its own."""
        text = "\n".join(opened(line, self.direction) for line in lines)
        return {"type": "mrkdwn", "text": text, "verbatim": True}
