"""A Slack payload -> the question or the click in it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sending import Place
from bot.store import Person
from knowledge.question import Surface

Json = Mapping[str, Any]

WRITTEN_BY_A_PERSON = (None, "file_share", "thread_broadcast")
"""The subtypes of messages that somebody wrote. Edits, deletions, joins and what bots write have
others."""

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that somebody wrote to the bot, and where the answer to it goes."""

    person: Person
    text: str
    surface: Surface
    place: Place
    keys: tuple[tuple[str, ...], ...] = ()
    """What makes a second delivery of it known: the event, and the message (an edited mention is a
    new event)."""
    hint_place: Place | None = None
    """Where a private hint goes: beside the message, which need not have a thread."""


@dataclass(frozen=True, slots=True)
class Click:
    """A button pressed or an option picked, on a message of ours. `value` may be forged."""

    person: Person
    value: str
    place: Place
    ts: str
    private: bool
    """Only this person sees the message that was clicked on."""
    response_url: str


def from_command(command: Json) -> Asked:
    """The question in a slash command."""
    person = Person(_text(command, "team_id"), _text(command, "user_id"))
    return Asked(person, _text(command, "text"), "command", Place(_text(command, "channel_id")))


def from_mention(body: Json, bot_user: str) -> Asked | None:
    """The question in a mention of the bot."""
    event = _part(body, "event")
    if not _by_a_person(event, bot_user):
        return None
    channel, ts, thread = _text(event, "channel"), _text(event, "ts"), _text(event, "thread_ts")
    text = without_mention(_text(event, "text"), bot_user)
    place, beside = Place(channel, thread or ts), Place(channel, thread or None)
    return Asked(_person(body, event), text, "mention", place, _keys(body, channel, ts), beside)


def from_message(body: Json, bot_user: str) -> Asked | None:
    """The question in a direct message."""
    event = _part(body, "event")
    if event.get("channel_type") != "im" or not _by_a_person(event, bot_user):
        return None
    channel, ts = _text(event, "channel"), _text(event, "ts")
    place = Place(channel, _text(event, "thread_ts") or None)
    text = without_mention(_text(event, "text"), bot_user)
    return Asked(_person(body, event), text, "message", place, _keys(body, channel, ts))


def from_click(body: Json, action: Json) -> Click:
    """What was clicked on. `body["message"]` is not looked at: a private message's click has
    none."""
    container, user = _part(body, "container"), _part(body, "user")
    channel = _text(_part(body, "channel"), "id") or _text(container, "channel_id")
    ts = _text(container, "message_ts")
    return Click(
        person=Person(_text(_part(body, "team"), "id") or _text(user, "team_id"), _text(user, "id")),
        value=_text(action, "value") or _text(_part(action, "selected_option"), "value"),
        place=Place(channel, _text(container, "thread_ts") or ts or None),
        ts=ts,
        private=container.get("is_ephemeral") is True or channel.startswith("D"),
        response_url=_text(body, "response_url"),
    )


def without_mention(text: str, bot_user: str) -> str:
    """The text without the bot's own name in it; whoever else is named stays, and all other markup
    too."""
    return re.sub(rf"<@{re.escape(bot_user)}(\|[^<>]*)?>", " ", text).strip() if bot_user else text


def _by_a_person(event: Json, bot_user: str) -> bool:
    """Bots are never answered: two that answer each other do not stop."""
    user = _text(event, "user")
    return (
        bool(user)
        and user not in (bot_user, SLACKBOT)
        and not event.get("bot_id")
        and not event.get("bot_profile")
        and event.get("subtype") in WRITTEN_BY_A_PERSON
        and not event.get("hidden")
        and bool(_text(event, "channel"))
        and bool(_text(event, "ts"))
    )


def _person(body: Json, event: Json) -> Person:
    return Person(_text(body, "team_id") or _text(event, "team"), _text(event, "user"))


def _keys(body: Json, channel: str, ts: str) -> tuple[tuple[str, ...], ...]:
    team, event_id = _text(body, "team_id"), _text(body, "event_id")
    message = ("message", channel, ts)
    return (("event", team, event_id), message) if event_id else (message,)


def _part(whole: Json, name: str) -> Json:
    part = whole.get(name)
    return part if isinstance(part, Mapping) else {}


def _text(whole: Json, name: str) -> str:
    text = whole.get(name)
    return text if isinstance(text, str) else ""
