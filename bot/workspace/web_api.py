"""Slack's Web API over HTTP: `/api/{method}` and the response_urls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web

from bot.workspace.answers import Answers, Refusal
from bot.workspace.faults import (
    AnswerLost,
    Delayed,
    Dropped,
    Fault,
    Faults,
    RateLimited,
    Refused,
    ServerError,
)
from bot.workspace.methods import Desk, known_methods
from bot.workspace.model import Json

DEFAULT_SCOPES = ("commands", "chat:write", "app_mentions:read", "im:history", "users:read")
RESPONSE_URL = "response_url"  # the name under which these posts are recorded and made to fail
UNREADABLE = (ValueError, LookupError, RecursionError)
"""How a body fails to be read: no JSON or form, an unknown encoding, brackets too deep."""

_STRUCTURED = ("blocks", "view", "attachments", "metadata")


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of the bot, and how it ended: an error's name, or None."""

    method: str
    arguments: Json
    error: str | None = None
    fault: Fault | None = None


class WebApi:
    """Checks what Slack checks, then runs the method."""

    def __init__(self, desk: Desk, answers: Answers, bot_token: str, app_token: str, scopes: Collection[str]) -> None:
        self.calls: list[ApiCall] = []
        self.faults = Faults()
        self._desk = desk
        self._answers = answers
        self._bot_token = bot_token
        self._app_token = app_token
        self._scopes = tuple(scopes)
        self._methods = known_methods()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """A call of a method, with its arguments in the query, a form or JSON."""
        name = request.match_info["method"]
        arguments = await _arguments(request)
        token = _token(request, arguments)
        fault = self.faults.take(name)
        if isinstance(fault, RateLimited | ServerError | Dropped):
            return self._failed(request, name, arguments, fault)
        if isinstance(fault, Delayed):
            await asyncio.sleep(fault.seconds)
        answer = self._run(name, arguments, token, fault)
        self.calls.append(ApiCall(name, arguments, answer.get("error"), fault))
        if isinstance(fault, AnswerLost):
            return _break_off(request)
        return web.json_response(answer, headers={"X-OAuth-Scopes": ",".join(self._scopes)})

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A post to a response_url, which needs no token: the address itself is the secret."""
        arguments = await _arguments(request)
        fault = self.faults.take(RESPONSE_URL)
        if isinstance(fault, RateLimited | ServerError | Dropped):
            return self._failed(request, RESPONSE_URL, arguments, fault)
        if isinstance(fault, Delayed):
            await asyncio.sleep(fault.seconds)
        error = fault.error if isinstance(fault, Refused) else None
        if error is None:
            try:
                self._answers.answer_at(request.match_info["token"], arguments)
            except Refusal as refusal:
                error = refusal.error
                self._tell(RESPONSE_URL, refusal)
        self.calls.append(ApiCall(RESPONSE_URL, arguments, error, fault))
        if isinstance(fault, AnswerLost):
            return _break_off(request)
        if error is None:
            return web.Response(text="ok")
        gone = error in ("no_such_url", "expired_url", "used_url")
        return web.json_response({"ok": False, "error": error}, status=404 if gone else 400)

    def _run(self, name: str, arguments: Json, token: str, fault: Fault | None) -> Json:
        try:
            if isinstance(fault, Refused):
                raise Refusal(fault.error)
            return {"ok": True, **self._checked(name, arguments, token)}
        except Refusal as refusal:
            self._tell(name, refusal)
            if refusal.error == "missing_scope":
                needed = self._methods[name].scope
                provided = ",".join(self._scopes)
                return _refused("missing_scope") | {"needed": needed, "provided": provided}
            return _refused(refusal.error, [str(problem) for problem in refusal.problems])

    def _checked(self, name: str, arguments: Json, token: str) -> Json:
        if not token:
            raise Refusal("not_authed")
        method = self._methods.get(name)
        if method is None and token in (self._bot_token, self._app_token):
            raise Refusal("unknown_method")
        if method is None:
            raise Refusal("invalid_auth")
        if token not in (self._bot_token, self._app_token):
            raise Refusal("invalid_auth")
        if token != (self._app_token if method.app_level else self._bot_token):
            raise Refusal("not_allowed_token_type")
        if method.scope is not None and method.scope not in self._scopes:
            raise Refusal("missing_scope")
        return method.run(self._desk, arguments)

    def _tell(self, name: str, refusal: Refusal) -> None:
        """Refused blocks and unknown methods are mistakes in the bot: the page shows them."""
        if refusal.problems or refusal.error == "unknown_method":
            text = f"{name} was refused: {refusal}"
            self._desk.conversations.add_notice(text, "error")

    def _failed(self, request: web.Request, name: str, arguments: Json, fault: Fault) -> web.StreamResponse:
        """The faults that leave the call undone."""
        if isinstance(fault, RateLimited):
            self.calls.append(ApiCall(name, arguments, "ratelimited", fault))
            headers = {"Retry-After": str(fault.retry_after)}
            return web.json_response(_refused("ratelimited"), status=429, headers=headers)
        self.calls.append(ApiCall(name, arguments, "failed", fault))
        if isinstance(fault, ServerError):
            return web.Response(status=fault.status, text="server error")
        return _break_off(request)


def _refused(error: str, messages: list[str] | None = None) -> Json:
    answer: Json = {"ok": False, "error": error}
    if messages:
        answer["errors"] = messages
        answer["response_metadata"] = {"messages": [f"[ERROR] {text}" for text in messages]}
    return answer


async def _arguments(request: web.Request) -> Json:
    """What a call says, in the query and in its body; a body that cannot be read says nothing."""
    arguments: Json = dict(request.query)
    with suppress(*UNREADABLE):
        arguments |= await _said(request)
    for key in _STRUCTURED:
        if isinstance(arguments.get(key), str):
            with suppress(*UNREADABLE):
                arguments[key] = json.loads(arguments[key])
    return arguments


async def _said(request: web.Request) -> Json:
    if request.content_type != "application/json":
        return dict(await request.post())
    body = json.loads(await request.text() or "{}")
    return body if isinstance(body, dict) else {}


def _token(request: web.Request, arguments: Json) -> str:
    """The token, taken out of the arguments so that no record holds it."""
    given = arguments.pop("token", "")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme == "Bearer" else str(given)


def _break_off(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
