"""What a workspace holds: people, conversations, messages, notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
Clock = Callable[[], float]
Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot; only bots have a bot id."""

    id: str
    name: str
    real_name: str
    bot_id: str | None = None
    locale: str = "en-US"

    @property
    def is_bot(self) -> bool:
        return self.bot_id is not None


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel, or a direct message between the person and the bot."""

    id: str
    name: str
    members: frozenset[str]
    is_im: bool = False
    topic: str = ""

    @property
    def kind(self) -> str:
        """The word that Slack's events use for it."""
        return "im" if self.is_im else "channel"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as everybody sees it, or as one person sees it when it is private."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    visible_to: str | None = None  # None: everybody in the conversation
    edited: str | None = None  # the ts of the last edit

    @property
    def is_private(self) -> bool:
        return self.visible_to is not None


@dataclass(frozen=True, slots=True)
class Notice:
    """A line from the workspace itself, not from anybody in it."""

    ts: str
    text: str
    level: Level = "info"


@dataclass(frozen=True, slots=True)
class Change:
    """What the page is told: the kind of change and what it needs to show it."""

    kind: Literal["message", "removed", "notice", "person"]
    body: Json
