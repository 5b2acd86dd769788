"""The HTTP side: what Slack sends, the health check, the port; and the signals that end it."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from aiohttp.web_protocol import RequestPayloadError
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.app import CannotStart

MOST_BYTES = 1_000_000
"""Of a request's body. A click carries the whole message, and Slack's largest is a tenth of
this."""

READ_WITHIN = 5.0
"""Seconds for a body to arrive: Slack waits three for the answer."""

DRAIN_SECONDS = 10.0
"""How long answers on their way are waited for at the end; Heroku and Kubernetes kill after
thirty."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Healthy = Callable[[], Awaitable[bool]]


def slack_events(app: AsyncApp, signing_secret: str) -> Handler:
    """Takes what Slack sends. What is not signed gets 401 here, before Bolt, which would log it or
    fail over it."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(READ_WITHIN):
                raw = await request.read()
        except TimeoutError:
            return web.Response(status=408)
        except RequestPayloadError:
            return web.json_response({"error": "unreadable request"}, status=400)
        if not _genuine(verifier, request, raw):
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            asked = AsyncBoltRequest(body=raw.decode(), query=request.query_string, headers=dict(request.headers))
        except Exception as error:  # whatever Bolt stumbles over
            _log.warning("a signed request could not be read: %s", type(error).__name__)
            return web.json_response({"error": "unreadable request"}, status=400)
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return events


def _genuine(verifier: SignatureVerifier, request: web.Request, raw: bytes) -> bool:
    """Signed by Slack within the last five minutes. A body that is no UTF-8 is not from Slack
    either."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not _TIMESTAMP.fullmatch(timestamp) or not signature.isascii():
        return False
    try:
        return bool(verifier.is_valid(raw.decode(), timestamp, signature))
    except UnicodeDecodeError:
        return False


def health(healthy: Healthy) -> Handler:
    """200 when all is well, else 503."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text="ok") if await healthy() else web.Response(status=503, text="not connected to Slack")

    return answer


async def always() -> bool:
    """The port opens only when the bot is ready, so whoever gets an answer gets this one."""
    return True


def application(routes: Sequence[web.AbstractRouteDef], healthy: Healthy = always) -> web.Application:
    """What is served: the routes, and the health check."""
    served = web.Application(client_max_size=MOST_BYTES)
    served.add_routes([*routes, web.get("/healthz", health(healthy))])
    return served


def bind(host: str, port: int) -> socket.socket:
    """Takes the port without opening it yet, so that one in use is told of at once. Raises
    CannotStart."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        door = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise CannotStart(f"HOST {host} is no address of this computer.") from error
    try:
        if hasattr(socket, "SO_REUSEADDR"):
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        return door
    except OSError as error:
        door.close()
        raise CannotStart(_no_port(host, port, error)) from error


def _no_port(host: str, port: int, error: OSError) -> str:
    cure = "Set another PORT, as in PORT=3001, or end what uses this one."
    return f"Cannot listen on {host} port {port}: {error.strerror}. {cure}"


def address_of(door: socket.socket) -> tuple[str, int]:
    """The host and the port that were taken."""
    host, port = door.getsockname()[:2]
    return str(host), int(port)


@asynccontextmanager
async def serving(served: web.Application, door: socket.socket) -> AsyncIterator[None]:
    """Opens the port, and at the end closes it and finishes the requests that are in."""
    runner = web.AppRunner(served, access_log=None, shutdown_timeout=3.0, handle_signals=False)
    try:
        await runner.setup()
        await web.SockSite(runner, door, backlog=1024).start()
    except OSError as error:
        await runner.cleanup()
        raise CannotStart(_no_port(*address_of(door), error)) from error
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def until_told() -> AsyncIterator[asyncio.Event]:
    """Gives an event that SIGTERM or SIGINT sets. A second one ends the process at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def told(name: str) -> None:
        _log.info("%s: finishing what is on its way, %g seconds at most", name, DRAIN_SECONDS)
        stop.set()
        _unhook(loop)

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows, or not in the main thread
            loop.add_signal_handler(number, told, number.name)
    try:
        yield stop
    finally:
        _unhook(loop)


def _unhook(loop: asyncio.AbstractEventLoop) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, ValueError, RuntimeError):
            loop.remove_signal_handler(number)
