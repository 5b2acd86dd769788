"""Runs the bot in one of its modes, from loading the deck to the last answer."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

import aiohttp
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import CannotStart, Identity, build, identify, web_client
from bot.glossary import Glossary
from bot.kit import Kit
from bot.labels import load_labels
from bot.people import Locales
from bot.reloading import Reloading
from bot.sending import TIMEOUT, Patience, Sender
from bot.server import (
    DRAIN_SECONDS,
    address_of,
    application,
    bind,
    serving,
    slack_events,
    until_told,
)
from bot.settings import Settings
from bot.socket_mode import connected
from bot.store import Memory
from bot.tasks import Tasks
from bot.workspace import Workspace
from bot.workspace.seed import TEAM_ID
from knowledge.answering import Answerer
from knowledge.loading import BUILTIN, load
from knowledge.parsing import DeckError

EXAMPLES = (
    "{command} customer success",
    "@define czym się różni CX od CS?",
    "ما الفرق بين نجاح العملاء ودعم العملاء؟",
    "vad är kundframgång",
    "diferença entre suporte e sucesso do cliente",
    "what does CS mean",
)
"""What somebody who opens the local workspace may type."""

Tell = Callable[[str], None]
_log = logging.getLogger(__name__)


def load_glossary(settings: Settings) -> Glossary:
    """The decks, read and checked. Raises CannotStart with every problem in them."""
    try:
        deck, labels = load(settings.decks), load_labels(*settings.decks)
    except DeckError as error:
        raise CannotStart(f"{error}\nThe deck has errors and was not loaded. Mend the lines above.") from error
    return Glossary(Answerer(deck, settings.default_language), labels)


async def run(settings: Settings, tell: Tell, started: float | None = None) -> None:
    """Runs until a signal ends it. Raises CannotStart when it does not come so far."""
    started = time.perf_counter() if started is None else started
    glossary = load_glossary(settings)
    gc.freeze()  # what was read stays: a look for garbage in it would hold up somebody's answer
    async with until_told() as stop, up(settings, glossary, tell) as (host, port):
        cards, took = len(glossary.deck.cards), time.perf_counter() - started
        _log.info("ready in %.2f s: %s on %s:%d, %d cards", took, settings.mode, host, port, cards)
        await stop.wait()


@asynccontextmanager
async def up(settings: Settings, glossary: Glossary, tell: Tell, patience: Patience | None = None) -> AsyncIterator[tuple[str, int]]:
    """The bot, up and answering until the end; gives the host and the port."""
    modes = {"http": _http, "socket": _socket_mode, "workspace": _workspace}
    door = bind(settings.host, settings.port)
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            client = web_client(settings.api_url, session, patience or Patience())
            ways = Ways(settings, glossary, session, client, door, tell, patience or Patience())
            async with modes[settings.mode](ways):
                yield address_of(door)
    finally:
        door.close()


@dataclass(frozen=True, slots=True)
class Ways:
    """What each mode starts with."""

    settings: Settings
    glossary: Glossary
    session: aiohttp.ClientSession
    client: AsyncWebClient
    door: socket.socket
    tell: Tell
    patience: Patience

    @asynccontextmanager
    async def kit(self) -> AsyncIterator[Kit]:
        """What the listeners work with; at the end the answers on their way are waited for."""
        sender = Sender(self.session, self.patience, self.client.proxy)
        tasks = Tasks()
        try:
            yield Kit(self.glossary, Memory(), Locales(), sender, tasks)
        finally:
            await tasks.drain(DRAIN_SECONDS)


@asynccontextmanager
async def _http(ways: Ways) -> AsyncIterator[None]:
    settings = ways.settings
    identity = await identify(ways.client, settings.bot_token)
    async with ways.kit() as kit:
        app = build(
            kit,
            ways.client,
            identity,
            command=settings.command,
            signing_secret=settings.signing_secret,
        )
        events = web.post("/slack/events", slack_events(app, settings.signing_secret))
        async with serving(application([events]), ways.door):
            yield


@asynccontextmanager
async def _socket_mode(ways: Ways) -> AsyncIterator[None]:
    settings = ways.settings
    identity = await identify(ways.client, settings.bot_token)
    async with ways.kit() as kit:
        app = build(kit, ways.client, identity, command=settings.command, signing_secret=None)
        async with (
            connected(app, ways.client, settings.app_token) as handler,
            serving(application([], handler.client.is_connected), ways.door),
        ):
            yield


@asynccontextmanager
async def _workspace(ways: Ways) -> AsyncIterator[None]:
    """Slack itself is part of the process, so its port stays open for the answers on their way."""
    settings, glossary = ways.settings, ways.glossary
    workspace = Workspace(command=settings.command, examples=examples(settings, glossary))
    host, port = address_of(ways.door)
    workspace.url = f"http://{_dialled(host)}:{port}"
    client = web_client(workspace.api_url, ways.session, ways.patience)
    bot, secret = workspace.bot, workspace.signing_secret
    identity = Identity(TEAM_ID, bot.id, bot.bot_id or "", workspace.bot_token)
    async with replace(ways, client=client).kit() as kit:
        app = build(kit, client, identity, command=settings.command, signing_secret=secret)
        served = application([web.post("/slack/events", slack_events(app, secret))])
        workspace.add_to(served)
        async with serving(served, ways.door):
            following = asyncio.create_task(Reloading(glossary, workspace.notice).follow())
            ways.tell(_welcome(workspace.url, workspace.examples))
            try:
                yield
            finally:
                following.cancel()
                with suppress(asyncio.CancelledError):
                    await following
                await kit.tasks.drain(DRAIN_SECONDS)


def _dialled(host: str) -> str:
    """The address under which this computer reaches what listens there."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared, not listened on
    return everywhere.get(host, f"[{host}]" if ":" in host else host)


def examples(settings: Settings, glossary: Glossary) -> list[str]:
    """What to type: with another deck than ours, some of its terms."""
    if BUILTIN in settings.decks:
        return [example.format(command=settings.command) for example in EXAMPLES]
    cards = list(glossary.deck.cards.values())[:3]
    return [f"{settings.command} {card.entry(settings.default_language).term}" for card in cards]


def _welcome(address: str, typed: Sequence[str]) -> str:
    lines = [
        f"A workspace of your own, without Slack: {address}",
        "Open it in a browser and type, for instance:",
        *(f"  {line}" for line in typed),
    ]
    return "\n".join(lines) + "\n"
