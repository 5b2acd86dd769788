"""A tiny real Bolt app: enough of a bot to try the workspace with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import SOCKET, Workspace
from tests.bot.workspace import sample_cards

EXAMPLES = (
    "/define customer success",
    "@define czym się różni CX od CS?",
    "ما الفرق بين نجاح العملاء ودعم العملاء؟",
    "vad är kundframgång",
    "diferença entre suporte e sucesso do cliente",
)


def make_app(workspace: Workspace, session: aiohttp.ClientSession) -> AsyncApp:
    """A bot that answers by a few fixed words."""
    client = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url, session=session)
    app = AsyncApp(
        client=client,
        signing_secret=workspace.signing_secret,
        process_before_response=True,
        request_verification_enabled=workspace.deliver_to != SOCKET,
    )

    @app.command("/define")
    async def define(ack: Any, command: dict[str, str]) -> None:
        text = command["text"]
        if text == "late":
            await asyncio.sleep(workspace.acknowledge_within + 0.3)
            await ack("too late")
        elif text == "crash":
            raise RuntimeError("asked to")
        elif text == "broken":
            await ack(text="broken", blocks=[{"type": "header"}])
        elif text == "silent":
            await ack()
        elif text == "everybody":
            await ack(text="for all", response_type="in_channel")
        elif text.startswith("choice"):
            await ack(text="Which CS?", blocks=sample_cards.choices())
        else:
            await ack(text=f"*{text}*: a card", blocks=sample_cards.english())

    @app.event("app_mention")
    async def mention(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.chat_postMessage(
            channel=event["channel"],
            thread_ts=event.get("thread_ts") or event["ts"],
            text="A comparison",
            blocks=sample_cards.comparison(),
        )

    @app.event("message")
    async def message(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("bot_id") or event.get("subtype"):
            return
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in event["text"])
        blocks = sample_cards.arabic() if arabic else sample_cards.english()
        await client.chat_postMessage(
            channel=event["channel"],
            thread_ts=event.get("thread_ts"),
            text="A card",
            blocks=blocks,
        )

    @app.action("choose_success")
    @app.action("choose_support")
    async def choose(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        await respond(
            text=f"You chose {action['value']}",
            blocks=sample_cards.english(),
            replace_original=True,
        )

    @app.action("language")
    async def language(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        chosen = action["selected_option"]["value"]
        blocks = sample_cards.arabic() if chosen == "ar" else sample_cards.english()
        await respond(text=f"In {chosen}", blocks=blocks, replace_original=False)

    @app.action("crash")
    async def crash() -> None:
        raise RuntimeError("asked to")

    @app.action({"action_id": sample_cards.ANY_ACTION})
    async def other(ack: Any) -> None:
        await ack()

    return app


@asynccontextmanager
async def over_http(**options: Any) -> AsyncIterator[Workspace]:
    """A workspace, and the sample bot behind a request URL of its own."""
    workspace = Workspace(examples=EXAMPLES, **options)
    async with workspace.serve(), aiohttp.ClientSession() as session:
        app = make_app(workspace, session)

        async def events(request: web.Request) -> web.Response:
            answer = await app.async_dispatch(await to_bolt_request(request))
            return await to_aiohttp_response(answer)

        server = web.Application()
        server.router.add_post("/slack/events", events)
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            workspace.deliver_to = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            yield workspace
        finally:
            await runner.cleanup()


@asynccontextmanager
async def over_socket(**options: Any) -> AsyncIterator[Workspace]:
    """A workspace, and the sample bot connected to it by Socket Mode."""
    workspace = Workspace(examples=EXAMPLES, deliver_to=SOCKET, **options)
    async with workspace.serve(), aiohttp.ClientSession() as session:
        app = make_app(workspace, session)
        handler = AsyncSocketModeHandler(app, workspace.app_token, ping_interval=0.2)
        await handler.connect_async()
        try:
            yield workspace
        finally:
            await handler.close_async()
