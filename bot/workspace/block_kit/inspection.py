"""The checks that all parts of Block Kit share, and the list that they fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse, worded as Slack words it, with a pointer to the place."""

    message: str
    pointer: str
    error: str = "invalid_blocks"

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


class Inspection:
    """Collects the problems of one message or view."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.found: list[Problem] = []
        self._seen: dict[tuple[str, str], str] = {}

    def report(self, at: str, message: str, error: str = "invalid_blocks") -> None:
        self.found.append(Problem(message, at, error))

    def unique(self, kind: str, value: str, at: str) -> None:
        """A block_id or action_id may appear once in a message, else a click is ambiguous."""
        first = self._seen.setdefault((kind, value), at)
        if first != at:
            self.report(at, f"`{kind}` {value!r} already exists at {first}")

    def keys(self, value: Json, at: str, allowed: Iterable[str]) -> None:
        for key in sorted(set(value) - set(allowed)):
            self.report(at, f"invalid additional property: {key}")

    def mapping(self, value: object, at: str) -> Json | None:
        if isinstance(value, dict):
            return value
        self.report(at, f"must be an object, not {_kind(value)}")
        return None

    def items(self, owner: Json, key: str, at: str, most: int, least: int = 1) -> list[Any]:
        """The list under a key; what is no list, too short or too long is reported."""
        value, at = owner.get(key), f"{at}/{key}"
        if value is None:
            self.report(at, "missing required field")
            return []
        if not isinstance(value, list):
            self.report(at, f"must be an array, not {_kind(value)}")
            return []
        if len(value) < least:
            self.report(at, f"no less than {least} items allowed")
        if len(value) > most:
            self.report(at, f"no more than {most} items allowed")
        return value

    def string(self, owner: Json, key: str, at: str, limit: int, *, required: bool = False) -> str | None:
        """A plain string under a key, neither empty nor longer than its limit."""
        value, at = owner.get(key), f"{at}/{key}"
        if value is None:
            if required or key in owner:
                self.report(at, "missing required field")
            return None
        if not isinstance(value, str):
            self.report(at, f"must be a string, not {_kind(value)}")
            return None
        return self._bounded(value, at, limit)

    def _bounded(self, value: str, at: str, limit: int) -> str:
        if not value.strip():
            self.report(at, "must be more than 0 characters")
        if len(value) > limit:
            self.report(at, f"must be less than {limit + 1} characters")
        if any("\ud800" <= character <= "\udfff" for character in value):
            self.report(at, "must be valid Unicode, without unpaired surrogates")
        return value

    def choice(self, owner: Json, key: str, at: str, allowed: Iterable[str]) -> None:
        """An optional string that has to be one of a few."""
        names = tuple(allowed)
        if key in owner and owner[key] not in names:
            self.report(f"{at}/{key}", f"must be one of: {', '.join(names)}")

    def flag(self, owner: Json, key: str, at: str) -> None:
        if key in owner and not isinstance(owner[key], bool):
            self.report(f"{at}/{key}", f"must be a boolean, not {_kind(owner[key])}")

    def url(self, owner: Json, key: str, at: str, *, required: bool = False) -> None:
        """A web address; other schemes than http and https are refused."""
        value = self.string(owner, key, at, 3000, required=required)
        if value is None:
            return
        try:
            address = urlsplit(value)
        except ValueError:
            self.report(f"{at}/{key}", "must be a valid URL")
            return
        if address.scheme not in ("http", "https") or not address.netloc:
            self.report(f"{at}/{key}", "must be a valid http or https URL")

    def text(
        self,
        owner: Json,
        key: str,
        at: str,
        limit: int,
        *,
        kinds: tuple[str, ...] = ("plain_text",),
        required: bool = True,
    ) -> None:
        """The text object under a key."""
        if owner.get(key) is None:
            if required or key in owner:
                self.report(f"{at}/{key}", "missing required field")
            return
        self.text_object(owner[key], f"{at}/{key}", limit, kinds=kinds)

    def text_object(self, value: object, at: str, limit: int, *, kinds: tuple[str, ...] = ("plain_text",)) -> None:
        text = self.mapping(value, at)
        if text is None:
            return
        kind = text.get("type")
        if kind not in kinds:
            self.report(at, f"text type must be {' or '.join(kinds)}, not {kind!r}")
            return
        switch = "emoji" if kind == "plain_text" else "verbatim"
        self.keys(text, at, ("type", "text", switch))
        self.flag(text, switch, at)
        self.string(text, "text", at, limit, required=True)


def total_characters(value: object) -> int:
    """All characters of the texts inside a block, wherever they stand."""
    if isinstance(value, Mapping):
        own = value.get("text")
        rest = sum(total_characters(item) for key, item in value.items() if key != "text")
        return rest + (len(own) if isinstance(own, str) else total_characters(own))
    if isinstance(value, list):
        return sum(total_characters(item) for item in value)
    return 0


def _kind(value: object) -> str:
    return {list: "an array", dict: "an object", str: "a string", bool: "a boolean"}.get(
        type(value), "null" if value is None else type(value).__name__
    )
