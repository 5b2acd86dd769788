"""Socket Mode: the bot connects to Slack, and needs no address of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import CannotStart
from bot.sending import FAILURES, cause

CONNECT_WITHIN = 30.0
"""Seconds. The SDK's client itself would try for ever."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def connected(
    app: AsyncApp,
    client: AsyncWebClient,
    app_token: str,
    *,
    within: float = CONNECT_WITHIN,
    ping_interval: float = 10,
) -> AsyncIterator[AsyncSocketModeHandler]:
    """A connection that is kept up until the end. Raises CannotStart when there is none to be
    had."""
    address = await _address(client, app_token)
    handler = AsyncSocketModeHandler(
        app,
        app_token,
        logger=logging.getLogger("slack_bolt"),
        web_client=client,
        ping_interval=ping_interval,
    )
    handler.client.proxy = client.proxy
    handler.client.wss_uri = address
    handler.client.message_listeners.append(_tell_connections)
    try:
        await _connect(handler, within)
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _connect(handler: AsyncSocketModeHandler, within: float) -> None:
    try:
        connecting = handler.connect_async()  # type: ignore[no-untyped-call]
        await asyncio.wait_for(connecting, within)
    except TimeoutError as error:
        raise CannotStart(f"Slack gave an address for Socket Mode, but no connection within {within:g} seconds.") from error


async def _address(client: AsyncWebClient, app_token: str) -> str:
    try:
        answer = await client.apps_connections_open(app_token=app_token)
        return str(answer["url"])
    except (*FAILURES, KeyError) as error:
        raise CannotStart(f"Slack did not take SLACK_APP_TOKEN: apps.connections.open at {client.base_url} said {cause(error)}.") from error


async def _tell_connections(_: Any, message: dict[str, Any], __: str | None = None) -> None:
    """More connections than replicas are ghosts of old ones: Slack sends part of the clicks to
    them."""
    if message.get("type") == "hello":
        _log.info("connected to Slack by Socket Mode, connections: %s", message.get("num_connections"))
