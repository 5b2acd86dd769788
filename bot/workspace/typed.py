"""What Slack makes of what a person types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.workspace.model import Channel, User

_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?\"')\]]")
_NAME = re.compile(r"(?<![\w@/])@([\w-]+)")
_ROOM = re.compile(r"(?<![\w#&/])#([\w-]+)")
_EVERYBODY = ("channel", "here", "everyone")


def escape(text: str) -> str:
    """Slack writes these three characters as entities, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def whole(text: str) -> str:
    """Half characters (unpaired surrogates), which no request could carry, are replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_slack_writes(typed: str, users: Iterable[User], channels: Iterable[Channel]) -> str:
    """The text of a message event: entities escaped, names and addresses as markup."""
    names = {user.name: f"<@{user.id}>" for user in users}
    names |= {name: f"<!{name}>" for name in _EVERYBODY}
    rooms = {room.name: f"<#{room.id}|{room.name}>" for room in channels if not room.is_im}
    pieces: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(typed):
        pieces.append(_named(typed[end : address.start()], names, rooms))
        pieces.append(f"<{escape(address.group())}>")
        end = address.end()
    pieces.append(_named(typed[end:], names, rooms))
    return "".join(pieces)


def _named(typed: str, names: dict[str, str], rooms: dict[str, str]) -> str:
    def known(among: dict[str, str]) -> Callable[[re.Match[str]], str]:
        return lambda match: among.get(match.group(1), match.group())

    return _ROOM.sub(known(rooms), _NAME.sub(known(names), escape(typed)))
