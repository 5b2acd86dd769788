"""Decides which events the bot gets about what happens, and sends them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator

from bot.workspace import payloads
from bot.workspace.conversations import Conversations
from bot.workspace.delivery import Courier, Parcel, Reply, Route, describe
from bot.workspace.model import Channel, Clock, Json, Message, User

DEFAULT_SUBSCRIPTIONS = ("app_mention", "message.im")


class Events:
    """The Events API of one installed app."""

    def __init__(
        self,
        conversations: Conversations,
        bot: User,
        courier: Courier,
        route: Callable[[], Route],
        subscribed: Collection[str],
        clock: Clock,
    ) -> None:
        self._conversations = conversations
        self._bot = bot
        self._courier = courier
        self._route = route
        self._subscribed = frozenset(subscribed)
        self._clock = clock

    async def written(self, message: Message) -> None:
        """A message.* event where the bot listens, and app_mention where it is named."""
        author, channel = self._parties(message)
        if not self._hears(message, channel):
            return
        if self._listens(channel):
            await self.send(payloads.message_event(message, author, channel))
        if self._is_mention(message, channel):
            await self.send(payloads.app_mention(message, author))

    async def edited(self, message: Message, previous: Message) -> None:
        """An edited mention comes as app_mention again, with `edited` and a new event id."""
        author, channel = self._parties(message)
        if not self._hears(message, channel):
            return
        if self._listens(channel):
            ts = message.edited or self._conversations.next_ts()
            await self.send(payloads.message_changed(message, previous, author, channel, ts))
        if self._is_mention(message, channel):
            await self.send(payloads.app_mention(message, author))

    async def deleted(self, previous: Message) -> None:
        author, channel = self._parties(previous)
        if self._hears(previous, channel) and self._listens(channel):
            ts = self._conversations.next_ts()
            await self.send(payloads.message_deleted(previous, author, channel, ts))

    async def send(self, event: Json) -> Reply:
        """Any event in its envelope; the page tells when the bot did not accept it."""
        event_id = f"Ev{secrets.token_hex(5).upper()}"
        body = payloads.event_callback(event, self._bot, event_id, int(self._clock()))
        parcel = Parcel("events_api", body)
        reply = await self._courier.deliver_event(self._route(), parcel)
        if not reply.accepted:
            text = f"The bot did not accept the {describe(parcel)}: {self._why(reply)}. "
            self._conversations.add_notice(text + "Slack would send it again.", "warning")
        return reply

    def _why(self, reply: Reply) -> str:
        if reply.failure == "http_timeout":
            return f"no answer within {self._courier.within:g} seconds"
        if reply.failure == "connection_failed":
            return "it could not be reached"
        return f"it answered {reply.status}"

    def _parties(self, message: Message) -> tuple[User, Channel]:
        users, channels = self._conversations.users, self._conversations.channels
        return users[message.user], channels[message.channel]

    def _hears(self, message: Message, channel: Channel) -> bool:
        return self._bot.id in channel.members and not message.is_private

    def _listens(self, channel: Channel) -> bool:
        return ("message.im" if channel.is_im else "message.channels") in self._subscribed

    def _is_mention(self, message: Message, channel: Channel) -> bool:
        """Slack sends no app_mention in direct messages, and none for the bot's own words."""
        return (
            "app_mention" in self._subscribed
            and not channel.is_im
            and message.user != self._bot.id
            and any(name in message.text for name in self._names())
        )

    def _names(self) -> Iterator[str]:
        yield f"<@{self._bot.id}>"
        yield f"<@{self._bot.id}|"
