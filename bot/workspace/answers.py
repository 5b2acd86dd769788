"""Puts into a conversation what a bot answers outside the Web API: in the acknowledgement of a
command, or at a response_url."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.workspace.block_kit import Problem, problems
from bot.workspace.conversations import Conversations
from bot.workspace.model import Clock, Json, Message, User

MOST_USES = 5
LIFETIME = 30 * 60.0
MOST_TEXT = 40_000


class Refusal(Exception):
    """Slack would not take this answer; says why."""

    def __init__(self, error: str, found: list[Problem] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.problems = found or []

    def __str__(self) -> str:
        return "\n".join([self.error, *map(str, self.problems)])


@dataclass(slots=True)
class ReturnAddress:
    """Where an answer goes, to whom, and which message it may replace."""

    channel: str
    user: str
    created: float
    original: str | None = None
    uses: int = 0


class Answers:
    """Every response_url given out, and what is posted to it."""

    def __init__(self, conversations: Conversations, bot: User, clock: Clock) -> None:
        self._conversations = conversations
        self._bot = bot
        self._clock = clock
        self._addresses: dict[str, ReturnAddress] = {}

    def give_address(self, channel: str, user: str, original: str | None = None) -> str:
        """A new token; the response_url ends in it."""
        token = secrets.token_urlsafe(18)
        self._addresses[token] = ReturnAddress(channel, user, self._clock(), original)
        return token

    def answer_at(self, token: str, body: Json) -> Message | None:
        """A POST to a response_url: five uses within thirty minutes."""
        address = self._addresses.get(token)
        if address is None:
            raise Refusal("no_such_url")
        if self._clock() - address.created > LIFETIME:
            raise Refusal("expired_url")
        if address.uses >= MOST_USES:
            raise Refusal("used_url")
        address.uses += 1
        return self._place(address, body)

    def acknowledge(self, token: str, body: Json) -> Message | None:
        """The payload of a command's acknowledgement: a message when it has text or blocks."""
        if not body.get("text") and not body.get("blocks"):
            return None
        return self._place(self._addresses[token], body)

    def _place(self, address: ReturnAddress, body: Json) -> Message | None:
        original = self._conversations.find(address.channel, address.original or "")
        if body.get("delete_original"):
            if original is not None:
                self._conversations.remove(original)
            return None
        text, blocks = check_content(body)
        if body.get("replace_original") and original is not None:
            return self._conversations.change(original, text, blocks, mark=False)
        public = body.get("response_type") == "in_channel"
        message = self._conversations.add(
            address.channel,
            self._bot.id,
            text,
            blocks,
            thread_ts=str(body["thread_ts"]) if body.get("thread_ts") else None,
            visible_to=None if public else address.user,
        )
        if address.original is None:
            address.original = message.ts
        return message


def check_content(body: Json) -> tuple[str, list[Json]]:
    """The text and blocks of a message, or a Refusal with everything that is wrong in them."""
    text, blocks = body.get("text") or "", body.get("blocks") or []
    if not isinstance(text, str):
        raise Refusal("invalid_arguments")
    if body.get("attachments"):
        raise Refusal("attachments_not_supported_in_the_local_workspace")
    if found := problems(blocks, "message"):
        raise Refusal(found[0].error, found)
    if not text.strip() and not blocks:
        raise Refusal("no_text")
    return text[:MOST_TEXT], blocks
