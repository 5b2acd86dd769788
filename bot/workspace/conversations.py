"""The people, conversations and messages of the workspace, kept in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace

from bot.workspace.model import Change, Channel, Clock, Json, Level, Message, Notice, User

MOST_NOTICES = 50


class Conversations:
    """Holds the messages and tells whoever watches about each change."""

    def __init__(self, users: Iterable[User], channels: Iterable[Channel], clock: Clock) -> None:
        self.users = {user.id: user for user in users}
        self.channels = {channel.id: channel for channel in channels}
        self.notices: list[Notice] = []
        self._messages: dict[tuple[str, str], Message] = {}
        self._clock = clock
        self._last_ts = 0
        self._last_block = 0
        self._watchers: list[Callable[[Change], None]] = []

    def next_ts(self) -> str:
        """A message's time and id in one: never the same twice, never going back."""
        self._last_ts = max(int(self._clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def watch(self, watcher: Callable[[Change], None]) -> Callable[[], None]:
        """Calls the watcher at each change until the function that it answers is called."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """A conversation's messages, oldest first, private ones among them."""
        return [
            message
            for message in self._messages.values()
            if message.channel == channel and thread_ts in (None, message.thread_ts, message.ts)
        ]

    def every_message(self) -> list[Message]:
        return list(self._messages.values())

    def find(self, channel: str, ts: str) -> Message | None:
        return self._messages.get((channel, ts))

    def find_channel(self, name: str) -> Channel | None:
        """A conversation by its id, by #name, or by the @name or id of whom it is with."""
        if name in self.channels:
            return self.channels[name]
        for channel in self.channels.values():
            if not channel.is_im and name.removeprefix("#") == channel.name:
                return channel
            if channel.is_im and (name == f"@{channel.name}" or name in channel.members):
                return channel
        return None

    def add(
        self,
        channel: str,
        user: str,
        text: str,
        blocks: Sequence[Json] = (),
        *,
        thread_ts: str | None = None,
        visible_to: str | None = None,
    ) -> Message:
        message = Message(
            channel=channel,
            ts=self.next_ts(),
            user=user,
            text=text,
            blocks=self._identified(blocks),
            thread_ts=thread_ts,
            visible_to=visible_to,
        )
        return self._put(message)

    def change(self, message: Message, text: str, blocks: Sequence[Json], *, mark: bool = True) -> Message:
        """Other words in the same place; `mark` says "(edited)" beside them."""
        edited = self.next_ts() if mark else message.edited
        return self._put(replace(message, text=text, blocks=self._identified(blocks), edited=edited))

    def remove(self, message: Message) -> None:
        del self._messages[message.channel, message.ts]
        self._tell(Change("removed", {"channel": message.channel, "ts": message.ts}))

    def add_notice(self, text: str, level: Level) -> Notice:
        notice = Notice(self.next_ts(), text, level)
        self.notices = [*self.notices, notice][-MOST_NOTICES:]
        self._tell(Change("notice", asdict(notice)))
        return notice

    def set_locale(self, user: str, locale: str) -> None:
        self.users[user] = replace(self.users[user], locale=locale)
        self._tell(Change("person", {"id": user, "locale": locale}))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Returns once the condition holds; it is looked at after each change."""
        event = asyncio.Event()
        stop = self.watch(lambda _: event.set())
        try:
            while not condition():
                event.clear()
                await event.wait()
        finally:
            stop()

    def _put(self, message: Message) -> Message:
        self._messages[message.channel, message.ts] = message
        self._tell(Change("message", asdict(message)))
        return message

    def _tell(self, change: Change) -> None:
        for watcher in tuple(self._watchers):
            watcher(change)

    def _identified(self, blocks: Sequence[Json]) -> tuple[Json, ...]:
        """Gives each block and element the id that Slack makes up when the bot gave none."""
        return tuple(self._with_ids(block) for block in blocks)

    def _with_ids(self, block: Json) -> Json:
        named = dict(block) if "block_id" in block else {**block, "block_id": self._made_up()}
        if isinstance(named.get("accessory"), dict):
            named["accessory"] = self._with_action_id(named["accessory"])
        if block.get("type") in ("actions", "context_actions"):
            named["elements"] = [self._with_action_id(element) for element in block["elements"]]
        return named

    def _with_action_id(self, element: Json) -> Json:
        if "action_id" in element or element.get("type") == "image":
            return element
        return {**element, "action_id": self._made_up()}

    def _made_up(self) -> str:
        self._last_block += 1
        return f"x{self._last_block:04d}"
