"""What goes to Slack: posts, private posts, updates, and answers at a response_url.

What surely did not arrive is sent again; what may have arrived is not, for a message twice is
worse than a late click.
The Slack SDK's own handler for connection errors sends again in both cases, so it is switched off.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Rendered

TIMEOUT = aiohttp.ClientTimeout(total=15, connect=10, sock_connect=5)
"""Seconds: Slack answers in well under one, and a person has given up after a few."""

FAILURES = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""How a call of Slack ends when it does not end well."""

Sleep = Callable[[float], Awaitable[None]]


class NotSent(Exception):
    """Something did not get to Slack, or nobody knows. `refused`: Slack read it and did not take
    it."""

    def __init__(self, what: str, cause: str, *, refused: bool) -> None:
        super().__init__(f"{what}: {cause}")
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Patience:
    """When and how soon something is sent again."""

    tries: int = 4
    """The first one included."""
    longest: float = 30.0
    """Seconds. When Slack asks for a longer wait, sending sooner would only be refused again, so
    it is given up."""
    first: float = 0.5
    """Seconds before the second try when Slack does not say; doubled for each further one."""

    def pause(self, tried: int, status: int | None, retry_after: str | None, error: BaseException | None) -> float | None:
        """Seconds until the next try; None when there must be none."""
        if tried >= self.tries:
            return None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            asked = _seconds(retry_after)
            return asked + random.uniform(0, 0.2) if asked <= self.longest else None  # noqa: S311 - spreads load, guards nothing
        if status == HTTPStatus.SERVICE_UNAVAILABLE or never_left(error):
            return float(self.first * 2 ** (tried - 1))
        return None


def never_left(error: BaseException | None) -> bool:
    """Whether a connection was not even made, so that nothing can have arrived."""
    return isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)


def _seconds(retry_after: str | None) -> float:
    try:
        return max(float(retry_after or 1), 0.0)
    except ValueError:
        return 1.0


class Retries(AsyncRetryHandler):
    """Patience for the Slack SDK's client."""

    def __init__(self, patience: Patience, sleep: Sleep = asyncio.sleep) -> None:
        super().__init__(max_retry_count=patience.tries)
        self.patience = patience
        self.sleep = sleep

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        """Whether to send again."""
        return self._pause(state, response, error) is not None

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Waits."""
        await self.sleep(self._pause(state, response, error) or 0.0)
        state.next_attempt_requested = True
        state.increment_current_attempt()

    def _pause(self, state: RetryState, response: HttpResponse | None, error: Exception | None) -> float | None:
        status, retry_after = None, None
        if response is not None:
            status, retry_after = response.status_code, _header(response.headers, "retry-after")
        elif isinstance(error, SlackApiError):  # an answer that was no JSON, from something between us and Slack
            status, retry_after = (
                getattr(error.response, "status", None),
                _header(getattr(error.response, "headers", {}), "retry-after"),
            )
        return self.patience.pause(state.current_attempt + 1, status, retry_after, error)


def _header(headers: Any, name: str) -> str | None:
    for key, value in dict(headers or {}).items():
        if key.lower() == name:
            return str(value[0]) if isinstance(value, list) else str(value)
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes."""

    channel: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends, patiently, and says NotSent when it could not."""

    session: aiohttp.ClientSession
    patience: Patience
    proxy: str | None = None
    sleep: Sleep = asyncio.sleep

    async def post(self, client: AsyncWebClient, place: Place, said: Rendered) -> None:
        """A message that everybody in the conversation sees."""
        call = client.chat_postMessage(
            channel=place.channel,
            thread_ts=place.thread_ts,
            text=said.text,
            blocks=said.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )
        await _called("chat.postMessage", call)

    async def whisper(self, client: AsyncWebClient, place: Place, user: str, said: Rendered) -> None:
        """A message that one person sees, for as long as their window is open."""
        call = client.chat_postEphemeral(
            channel=place.channel,
            user=user,
            thread_ts=place.thread_ts,
            text=said.text,
            blocks=said.blocks,
        )
        await _called("chat.postEphemeral", call)

    async def update(self, client: AsyncWebClient, channel: str, ts: str, said: Rendered) -> None:
        """Other words in a message of ours."""
        await _called(
            "chat.update",
            client.chat_update(channel=channel, ts=ts, text=said.text, blocks=said.blocks),
        )

    async def respond(self, response_url: str, said: Rendered, *, replace: bool, thread_ts: str | None = None) -> None:
        """To the person who clicked: in the place of the message clicked on, or as a private one
        below it, or in a thread."""
        body: dict[str, object] = {"text": said.text, "replace_original": replace}
        if not replace:
            body["response_type"] = "ephemeral"
        if thread_ts is not None:
            body["thread_ts"] = thread_ts
        if said.blocks:
            body["blocks"] = said.blocks
        for tried in count(1):
            reply = await self._post(response_url, body)
            if reply.taken:
                return
            pause = self.patience.pause(tried, reply.status, reply.retry_after, reply.error)
            if pause is None:
                cause = f"{reply.cause} after {tried} tries"
                raise NotSent("response_url", cause, refused=reply.refused)
            await self.sleep(pause)

    async def _post(self, address: str, body: dict[str, object]) -> _Reply:
        """The address is as good as a password, and is told to nobody."""
        try:
            async with self.session.post(address, json=body, proxy=self.proxy, allow_redirects=False) as response:
                text = (await response.text(errors="replace"))[:100]
                return _Reply(response.status, response.headers.get("Retry-After"), text)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return _Reply(error=error)


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a response_url answered, or why it did not."""

    status: int | None = None
    retry_after: str | None = None
    text: str = ""
    error: BaseException | None = None

    @property
    def taken(self) -> bool:
        return self.status is not None and self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def refused(self) -> bool:
        """It was read, and not taken: too many are taken later, and a 5xx has not read it."""
        if self.status is None or self.status == HTTPStatus.TOO_MANY_REQUESTS:
            return False
        return HTTPStatus.BAD_REQUEST <= self.status < HTTPStatus.INTERNAL_SERVER_ERROR

    @property
    def cause(self) -> str:
        return type(self.error).__name__ if self.error else f"status {self.status} {self.text}"


async def _called(method: str, call: Awaitable[object]) -> None:
    try:
        await call
    except FAILURES as error:
        raise NotSent(method, cause(error), refused=_refused(error)) from error


def cause(error: BaseException) -> str:
    """Why a call failed, in a few words that hold neither token nor text."""
    if isinstance(error, SlackApiError):
        status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
        metadata = _answer(error).get("response_metadata")
        messages = metadata.get("messages") if isinstance(metadata, dict) else None
        details = "; ".join(map(str, messages))[:300] if isinstance(messages, list) else ""
        return " ".join(filter(None, (str(_answer(error).get("error", "no answer")), f"(status {status})", details)))
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def error_name(error: BaseException) -> str:
    """Slack's own word for an error, such as missing_scope; "" when it said none."""
    return str(_answer(error).get("error", "")) if isinstance(error, SlackApiError) else ""


def _answer(error: SlackApiError) -> dict[str, Any]:
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}


def _refused(error: BaseException) -> bool:
    return error_name(error) not in (
        "",
        "ratelimited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
    )
