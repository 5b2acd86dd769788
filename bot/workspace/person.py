"""What a person does: types, runs a command, clicks, edits, deletes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.workspace import clicks, payloads
from bot.workspace.answers import Answers, Refusal
from bot.workspace.conversations import Conversations
from bot.workspace.delivery import Courier, Parcel, Reply, Route
from bot.workspace.events import Events
from bot.workspace.methods import Desk
from bot.workspace.model import Channel, Message, User
from bot.workspace.seed import SLACKBOT
from bot.workspace.typed import as_slack_writes, escape, whole

MOST_TYPED = 40_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the bot took a command or a click: its reply, the message that its acknowledgement
    made, and the error that the person was shown, if any."""

    reply: Reply
    message: Message | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """Turns what people do into messages and deliveries."""

    desk: Desk
    answers: Answers
    route: Callable[[], Route]

    async def say(self, channel: Channel, typed: str, user: User, thread_ts: str | None = None) -> Message:
        """Posts what was typed and tells the bot, once it has answered or failed to."""
        if not typed.strip():
            raise ValueError("Slack sends no empty message")
        root = None
        if thread_ts is not None:
            answered = self._conversations.find(channel.id, thread_ts)
            if answered is None:
                raise LookupError(f"no message {thread_ts} to reply to in {channel.name}")
            root = answered.thread_ts or answered.ts
        text = self._as_written(typed)
        message = self._conversations.add(channel.id, user.id, text, thread_ts=root)
        await self._events.written(message)
        return message

    async def edit(self, message: Message, typed: str) -> Message:
        previous = self._current(message)
        changed = self._conversations.change(previous, self._as_written(typed), ())
        await self._events.edited(changed, previous)
        return changed

    async def delete(self, message: Message) -> None:
        previous = self._current(message)
        self._conversations.remove(previous)
        await self._events.deleted(previous)

    async def command(self, command: str, typed: str, channel: Channel, user: User) -> Outcome:
        """Runs a slash command; the acknowledgement may carry the answer."""
        token = self.answers.give_address(channel.id, user.id)
        body = payloads.slash_command(
            command,
            escape(whole(typed.strip())),
            user,
            channel,
            self._response_url(token),
            self._trigger(),
        )
        parcel = Parcel("slash_commands", dict(body))
        reply = await self._courier.deliver(self.route(), parcel)
        error = _error(reply)
        message = None
        if error is None:
            try:
                message = self.answers.acknowledge(token, reply.body)
            except Refusal as refusal:
                error = "invalid_command_response"
                text = f"The answer to {command} was refused: {refusal}"
                self._conversations.add_notice(text, "error")
        if error is not None:
            said = f'{command} failed with the error "{error}"'
            self._conversations.add(channel.id, SLACKBOT.id, said, visible_to=user.id)
        return Outcome(reply, message, error)

    async def click(self, message: Message, action_id: str, value: str | None, user: User) -> Outcome:
        """Clicks a button or picks an option; the message is taken as it stands now."""
        message = self._current(message)
        block, element = clicks.find_element(message, action_id)
        action = clicks.action(block, element, value, self._conversations.next_ts())
        token = self.answers.give_address(message.channel, user.id, original=message.ts)
        body = payloads.block_actions(
            action,
            message,
            self._conversations.users[message.user],
            user,
            self._conversations.channels[message.channel],
            self._response_url(token),
            self._trigger(),
            clicks.state_of(message, action),
        )
        reply = await self._courier.deliver(self.route(), Parcel("interactive", body))
        return Outcome(reply, error=_error(reply))

    @property
    def _conversations(self) -> Conversations:
        return self.desk.conversations

    @property
    def _events(self) -> Events:
        return self.desk.events

    @property
    def _courier(self) -> Courier:
        return self.desk.courier

    def _as_written(self, typed: str) -> str:
        users, channels = self._conversations.users, self._conversations.channels
        return as_slack_writes(whole(typed[:MOST_TYPED]), users.values(), channels.values())

    def _current(self, message: Message) -> Message:
        current = self._conversations.find(message.channel, message.ts)
        if current is None:
            raise LookupError(f"message {message.ts} is not there any more")
        return current

    def _response_url(self, token: str) -> str:
        return f"{self.desk.address()}/response/{token}"

    def _trigger(self) -> str:
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.token_hex(8)}"
        self.desk.triggers[trigger_id] = self.desk.clock()
        return trigger_id


def _error(reply: Reply) -> str | None:
    """The word that Slack shows when a command or click did not get its 200 in time."""
    if reply.failure == "http_timeout":
        return "operation_timeout"
    if reply.failure == "connection_failed":
        return "dispatch_failed"
    if reply.status == 200:
        return None
    return "http_service_error" if (reply.status or 500) >= 500 else "http_client_error"
