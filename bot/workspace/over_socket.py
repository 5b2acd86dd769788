"""Socket Mode: the bot connects to the workspace, and envelopes go down that link."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from bot.workspace.delivery import Parcel, Reply
from bot.workspace.model import Json
from bot.workspace.seed import APP_ID

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 18_060  # what Slack says in its hello


@dataclass(eq=False, slots=True)
class _Link:
    socket: web.WebSocketResponse
    request: web.Request
    open: bool = True  # no new envelopes once a disconnect was sent


class OverSocket:
    """Each envelope goes to one of the open links, taken in turn (Slack takes any)."""

    def __init__(self) -> None:
        self._links: list[_Link] = []
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    @property
    def connections(self) -> int:
        return len(self._links)

    def ticket(self) -> str:
        """Admits one connection, as the address from apps.connections.open does."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The link's own end: hello first, then acknowledgements until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="ticket unknown or used")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        if len(self._links) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        link = _Link(socket, request)
        self._links.append(link)
        try:
            await socket.send_json(_hello(len(self._links)))
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            self._links.remove(link)
        return socket

    async def send(self, parcel: Parcel, within: float) -> Reply:
        """An acknowledgement may come back on a newer link than its envelope went out on."""
        ready = [link for link in self._links if link.open]
        if not ready:
            return Reply(failure="connection_failed")
        link = ready[next(self._turn) % len(ready)]
        envelope_id = secrets.token_hex(16)
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = future
        try:
            await link.socket.send_str(json.dumps(_envelope(envelope_id, parcel)))
            payload = await asyncio.wait_for(future, within)
        except TimeoutError:
            return Reply(failure="http_timeout")
        except ConnectionError:
            return Reply(failure="connection_failed")
        finally:
            del self._waiting[envelope_id]
        return Reply(status=200, text=json.dumps(payload) if payload else "")

    async def disconnect(self, reason: str) -> None:
        """Tells every connection to come again, as Slack does every few hours."""
        for link in tuple(self._links):
            link.open = False
            await link.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})

    def cut(self) -> None:
        """Breaks every connection without a word."""
        for link in tuple(self._links):
            link.open = False
            if link.request.transport is not None:
                link.request.transport.abort()

    async def close(self) -> None:
        for link in tuple(self._links):
            await link.socket.close()

    def _acknowledge(self, text: str) -> None:
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(message, dict):
            return
        future = self._waiting.get(str(message.get("envelope_id", "")))
        if future is not None and not future.done():
            future.set_result(message.get("payload") or {})


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {
            "host": "local",
            "build_number": 1,
            "approximate_connection_time": CONNECTION_SECONDS,
        },
        "connection_info": {"app_id": APP_ID},
    }


def _envelope(envelope_id: str, parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": parcel.kind,
        "payload": parcel.body,
        "accepts_response_payload": parcel.kind == "slash_commands",
    }
    if parcel.kind == "events_api":
        envelope |= {"retry_attempt": parcel.retry, "retry_reason": parcel.reason}
    return envelope
