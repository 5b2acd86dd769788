"""The real bot, up in one of its modes, with the local workspace as its Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

import pytest

from bot.glossary import Glossary
from bot.labels import load_labels
from bot.running import up
from bot.sending import Patience
from bot.settings import parse
from bot.workspace import SOCKET, Message, Workspace
from knowledge.answering import Answerer
from knowledge.card import Deck
from knowledge.loading import load

Scene = Callable[[Workspace], Awaitable[None]]
QUICK = Patience(first=0.01)


@lru_cache(maxsize=1)
def deck() -> Deck:
    """Our own deck, read once for all tests."""
    return load()


@lru_cache(maxsize=1)
def answerer() -> Answerer:
    """Answers from our own deck."""
    return Answerer(deck())


def glossary() -> Glossary:
    """What the bot answers from."""
    return Glossary(answerer(), load_labels())


def environment(workspace: Workspace) -> dict[str, str]:
    """What the bot is told about a workspace."""
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_API_URL": workspace.api_url,
        "HOST": "127.0.0.1",
        "PORT": "0",
    }


@asynccontextmanager
async def over_http(**options: Any) -> AsyncIterator[Workspace]:
    """The bot behind a request URL."""
    workspace = Workspace(**options)
    async with workspace.serve():
        environ = {**environment(workspace), "SLACK_SIGNING_SECRET": workspace.signing_secret}
        async with up(parse(environ), glossary(), silent, QUICK) as (host, port):
            workspace.deliver_to = f"http://{host}:{port}/slack/events"
            yield workspace


@asynccontextmanager
async def over_socket(**options: Any) -> AsyncIterator[Workspace]:
    """The bot connected by Socket Mode."""
    workspace = Workspace(deliver_to=SOCKET, **options)
    async with workspace.serve():
        environ = {**environment(workspace), "SLACK_APP_TOKEN": workspace.app_token}
        async with up(parse(environ), glossary(), silent, QUICK):
            yield workspace


both = pytest.mark.parametrize("way", [over_http, over_socket], ids=["http", "socket"])


def play(way: Any, scene: Scene, **options: Any) -> None:
    """Runs a scene with the bot and the workspace around it."""
    options = {"redeliver_after": (0.01, 0.01, 0.01), "acknowledge_within": 2.0, **options}

    async def run() -> None:
        async with asyncio.timeout(20), way(**options) as workspace:
            await scene(workspace)

    asyncio.run(run())


def silent(_: str) -> None:
    """Nobody is told anything."""


def calls(workspace: Workspace, method: str) -> int:
    """How often a method was called, whatever came of it."""
    return sum(call.method == method for call in workspace.calls)


def actions(message: Message) -> dict[str, dict[str, Any]]:
    """The buttons and menus of a message by their ids."""
    found: dict[str, dict[str, Any]] = {}
    for block in message.blocks:
        for element in [block.get("accessory"), *block.get("elements", [])]:
            if isinstance(element, dict) and "action_id" in element:
                found[element["action_id"]] = element
    return found


def shown(message: Message) -> str:
    """All text of a message: what a person can read in it."""
    return f"{message.text}\n{_texts(list(message.blocks))}"


def _texts(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(_texts(inner) for inner in value.values())
    if isinstance(value, list):
        return "\n".join(_texts(inner) for inner in value)
    return value if isinstance(value, str) else ""


async def quiet(workspace: Workspace, seconds: float = 0.15) -> None:
    """Waits until an answer that must not come would have come."""
    await workspace.settled()
    await asyncio.sleep(seconds)
