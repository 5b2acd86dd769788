"""Sends events, commands and clicks to the bot, and events again when it does not answer."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from bot.workspace.model import Json

Kind = Literal["events_api", "slash_commands", "interactive"]
Failure = Literal["http_timeout", "connection_failed", "http_error"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to deliver; `retry` counts redeliveries, `reason` is why there is one."""

    kind: Kind
    body: Json
    retry: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from the bot, or what kept it from coming."""

    failure: Failure | None = None
    status: int | None = None
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def accepted(self) -> bool:
        return self.failure is None

    @property
    def body(self) -> Json:
        """The acknowledgement's payload; plain text counts as `{"text": ...}`."""
        if not self.text.strip():
            return {}
        try:
            value: Any = json.loads(self.text)
        except ValueError:
            return {"text": self.text}
        return value if isinstance(value, dict) else {"text": self.text}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A record of one attempt."""

    parcel: Parcel
    reply: Reply


class Route(Protocol):
    """A way to the bot: its HTTP address, or its Socket Mode connections."""

    async def send(self, parcel: Parcel, within: float) -> Reply: ...


class Courier:
    """Delivers and keeps a record; what is not accepted is redelivered as Slack does."""

    def __init__(self, again_after: Sequence[float], within: float) -> None:
        self.record: list[Delivery] = []
        self.again_after = tuple(again_after)
        self.within = within
        self._under_way: set[asyncio.Task[Any]] = set()
        self._log = logging.getLogger(__name__)

    async def deliver(self, route: Route, parcel: Parcel) -> Reply:
        """One attempt, timed and recorded."""
        start = time.perf_counter()
        reply = await route.send(parcel, self.within)
        reply = replace(reply, seconds=time.perf_counter() - start)
        self.record.append(Delivery(parcel, reply))
        if not reply.accepted:
            self._log.warning(
                "the bot did not accept %s (%s, status %s)",
                describe(parcel),
                reply.failure,
                reply.status,
            )
        return reply

    async def deliver_event(self, route: Route, parcel: Parcel) -> Reply:
        """The first attempt is awaited; redeliveries go on in the background."""
        reply = await self.deliver(route, parcel)
        if not reply.accepted:
            self.spawn(self._redeliver(route, parcel, reply))
        return reply

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs in the background, but stays known, so that `settled` can wait for it."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def settled(self) -> None:
        """Returns when nothing is under way any more, redeliveries included."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def close(self) -> None:
        for task in self._under_way:
            task.cancel()
        await self.settled()

    async def _redeliver(self, route: Route, parcel: Parcel, reply: Reply) -> None:
        for number, pause in enumerate(self.again_after, start=1):
            if reply.headers.get("x-slack-no-retry") == "1":
                return
            reason = reply.failure or "unknown_error"
            await asyncio.sleep(pause)
            reply = await self.deliver(route, replace(parcel, retry=number, reason=reason))
            if reply.accepted:
                return


def describe(parcel: Parcel) -> str:
    """A parcel in a few words, without anything that a person wrote."""
    if parcel.kind == "events_api":
        event = parcel.body.get("event", {})
        return " ".join(filter(None, ("event", event.get("type"), event.get("subtype"))))
    if parcel.kind == "slash_commands":
        return f"command {parcel.body.get('command')}"
    return f"interaction {parcel.body.get('type')}"
