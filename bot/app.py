"""Builds the Bolt app from its parts. Nothing happens at import."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.kit import Kit
from bot.listeners import register
from bot.sending import FAILURES, Patience, Retries, cause

READ_BY_BOLT = (
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_VERIFICATION_TOKEN",
)


class CannotStart(Exception):
    """Why the bot does not start, in words for the one who starts it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace."""

    team_id: str
    bot_user_id: str
    bot_id: str
    bot_token: str = field(repr=False)
    enterprise_id: str | None = None


def web_client(api_url: str, session: aiohttp.ClientSession, patience: Patience) -> AsyncWebClient:
    """A client of the Web API without a token: each request brings that of its workspace."""
    client = AsyncWebClient(
        base_url=api_url,
        session=session,
        retry_handlers=[Retries(patience)],
        logger=logging.getLogger("slack_sdk"),
    )
    if client.proxy and _reached_directly(urlsplit(api_url).hostname or ""):
        client.proxy = None  # the SDK takes a proxy from the environment, but does not look at NO_PROXY
    return client


def _reached_directly(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or bool(proxy_bypass(host))


async def identify(client: AsyncWebClient, bot_token: str) -> Identity:
    """Asks Slack whose token this is. Raises CannotStart when Slack does not know it, or cannot be
    reached."""
    try:
        answer = await client.auth_test(token=bot_token)
    except FAILURES as error:
        raise CannotStart(f"Slack did not take SLACK_BOT_TOKEN: auth.test at {client.base_url} said {cause(error)}.") from error
    return Identity(
        team_id=str(answer.get("team_id", "")),
        bot_user_id=str(answer.get("user_id", "")),
        bot_id=str(answer.get("bot_id", "")),
        bot_token=bot_token,
        enterprise_id=answer.get("enterprise_id"),
    )


def build(
    kit: Kit,
    client: AsyncWebClient,
    identity: Identity,
    *,
    command: str,
    signing_secret: str | None,
) -> AsyncApp:
    """The app with all its listeners. Without a signing secret it takes requests from Socket Mode
    only."""

    async def authorize() -> AuthorizeResult:
        """Known since the start: Bolt would ask Slack again, in the three seconds of the first
        command."""
        return AuthorizeResult(
            enterprise_id=identity.enterprise_id,
            team_id=identity.team_id,
            bot_token=identity.bot_token,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
        )

    async def same_proxy(client: AsyncWebClient, next_: Callable[[], Awaitable[None]]) -> None:
        """Bolt makes a client for each request, and those look for a proxy again."""
        client.proxy = proxy
        await next_()

    proxy = client.proxy
    with _hidden(READ_BY_BOLT):
        app = AsyncApp(
            name="slack_bolt.app",
            logger=logging.getLogger("slack_bolt"),
            client=client,
            authorize=authorize,
            signing_secret=signing_secret or "",
            request_verification_enabled=signing_secret is not None,
            process_before_response=True,
            attaching_conversation_kwargs_enabled=False,
        )
    app.middleware(same_proxy)
    register(app, kit, command)
    return app


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Takes variables out of the environment for a moment.

    Bolt reads them by itself: a client id and secret there make it switch to OAuth with a store in
    files, silently,
    and drop the bot token.
    """
    held = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(held)
