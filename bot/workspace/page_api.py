"""What the page in the browser talks to: its files, a stream of changes, and what is done there."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from aiohttp import web

from bot.workspace.local_only import local_only
from bot.workspace.methods import Desk
from bot.workspace.model import Change, Channel, Json, Message
from bot.workspace.person import Hands
from bot.workspace.typed import whole

PAGE = Path(__file__).parent / "page"
LOCALES = ("en-US", "pl-PL", "ar", "sv-SE", "pt-BR", "de-DE")
KEEP_ALIVE_SECONDS = 15.0
MOST_UNREAD = 1000  # a page that falls behind this far is dropped, and loads everything anew
_FILE = re.compile(r"[a-z_]+\.(js|css|svg)")
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class PageApi:
    """Serves one person's view; several windows may show it."""

    def __init__(self, desk: Desk, hands: Hands, person: str, command: str, examples: Sequence[str]) -> None:
        self._desk = desk
        self._hands = hands
        self._person = person
        self._command = command
        self._examples = tuple(examples)
        self._open: set[asyncio.Queue[Change | None]] = set()

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self.index),
            web.get("/page/{name}", self.file),
            web.get("/page-api/stream", self.stream),
            web.post("/page-api/say", self.say),
            web.post("/page-api/edit", self.edit),
            web.post("/page-api/delete", self.delete),
            web.post("/page-api/command", self.command),
            web.post("/page-api/click", self.click),
            web.post("/page-api/locale", self.locale),
        ]

    def close(self) -> None:
        """Ends the streams, so that the server can stop."""
        for queue in tuple(self._open):
            _put(queue, None)

    @local_only
    async def index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=_HEADERS)

    @local_only
    async def file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if not _FILE.fullmatch(name) or not (PAGE / name).is_file():
            raise web.HTTPNotFound
        return web.FileResponse(PAGE / name, headers=_HEADERS)

    @local_only
    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: everything first, then each change as it happens."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        queue: asyncio.Queue[Change | None] = asyncio.Queue(MOST_UNREAD)
        stop = self._desk.conversations.watch(lambda change: _put(queue, change))
        self._open.add(queue)
        try:
            await response.prepare(request)
            await response.write(_event("everything", self._everything()))
            while (change := await self._next(response, queue)) is not None:
                if self._is_shown(change):
                    await response.write(_event(change.kind, change.body))
        except ConnectionError:
            pass  # the window was closed
        finally:
            stop()
            self._open.discard(queue)
        return response

    @local_only
    async def say(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        person = self._desk.conversations.users[self._person]
        try:
            message = await self._hands.say(self._channel(body), _string(body, "text"), person, _optional(body, "thread_ts"))
        except (ValueError, LookupError) as error:
            raise _bad_request(str(error)) from error
        return web.json_response({"ts": message.ts})

    @local_only
    async def edit(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        if not (text := _string(body, "text")).strip():
            raise _bad_request("Slack sends no empty message")
        await self._hands.edit(self._own_message(body), text)
        return web.json_response({})

    @local_only
    async def delete(self, request: web.Request) -> web.StreamResponse:
        await self._hands.delete(self._own_message(await _body(request)))
        return web.json_response({})

    @local_only
    async def command(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        person = self._desk.conversations.users[self._person]
        outcome = await self._hands.command(_string(body, "command"), _string(body, "text"), self._channel(body), person)
        return web.json_response({"error": outcome.error})

    @local_only
    async def click(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        person = self._desk.conversations.users[self._person]
        try:
            outcome = await self._hands.click(self._message(body), _string(body, "action_id"), _optional(body, "value"), person)
        except LookupError as error:
            raise _bad_request(str(error)) from error
        return web.json_response({"error": outcome.error})

    @local_only
    async def locale(self, request: web.Request) -> web.StreamResponse:
        locale = _string(await _body(request), "locale")
        if locale not in LOCALES:
            raise _bad_request(f"locale must be one of {', '.join(LOCALES)}")
        self._desk.conversations.set_locale(self._person, locale)
        return web.json_response({})

    async def _next(self, response: web.StreamResponse, queue: asyncio.Queue[Change | None]) -> Change | None:
        """The next change; a comment now and then shows that the line still stands."""
        while True:
            try:
                return await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")

    def _is_shown(self, change: Change) -> bool:
        """Private messages to others are none of this person's business."""
        if change.kind != "message":
            return True
        return change.body["visible_to"] in (None, self._person)

    def _everything(self) -> Json:
        conversations = self._desk.conversations
        person = conversations.users[self._person]
        return {
            "person": self._person,
            "bot": self._desk.bot.id,
            "locale": person.locale,
            "locales": LOCALES,
            "command": self._command,
            "examples": self._examples,
            "users": [asdict(user) | {"is_bot": user.is_bot} for user in
                      conversations.users.values()],
            "channels": [
                {"id": room.id, "name": room.name, "is_im": room.is_im, "topic": room.topic}
                for room in conversations.channels.values()
                if self._person in room.members
            ],
            "messages": [
                asdict(message)
                for message in conversations.every_message()
                if message.visible_to in (None, self._person)
            ],
            "notices": [asdict(notice) for notice in conversations.notices],
        }  # fmt: skip

    def _channel(self, body: Json) -> Channel:
        channel = self._desk.conversations.find_channel(_string(body, "channel"))
        if channel is None:
            raise _bad_request("no such conversation")
        return channel

    def _message(self, body: Json) -> Message:
        found = self._desk.conversations.find(_string(body, "channel"), _string(body, "ts"))
        if found is None or found.visible_to not in (None, self._person):
            raise _bad_request("the message is not there any more")
        return found

    def _own_message(self, body: Json) -> Message:
        message = self._message(body)
        if message.user != self._person:
            raise _bad_request("that message is somebody else's")
        return message


def _put(queue: asyncio.Queue[Change | None], change: Change | None) -> None:
    """Never waits: a full queue is emptied and ended, and the page connects again."""
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        change = None
    queue.put_nowait(change)


def _event(name: str, body: Json) -> bytes:
    return f"event: {name}\ndata: {json.dumps(body)}\n\n".encode()


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except (ValueError, RecursionError, LookupError):
        body = None
    if not isinstance(body, dict):
        raise _bad_request("send a JSON object")
    return body


def _string(body: Json, key: str) -> str:
    """The text under a key, "" where there is none."""
    value = body.get(key, "")
    if not isinstance(value, str):
        raise _bad_request(f"{key} must be text")
    return whole(value)


def _optional(body: Json, key: str) -> str | None:
    return None if body.get(key) is None else _string(body, key)


def _bad_request(text: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=text)
