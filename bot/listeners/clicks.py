"""Clicks on an answer: a choice, a facet, another language, a related concept.

On a private answer a click replaces it. On a public one a choice replaces it, for it answers the
question that everybody sees; the rest goes to the one who clicked, so that nobody turns a thread's
card into Arabic for all.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Rendered
from bot.incoming import Click, from_click
from bot.kit import Kit
from knowledge.answering import Answer, Request

Handler = Callable[..., Awaitable[None]]
Say = Callable[[Kit, AsyncWebClient, Click, Answer], Awaitable[None]]
"""How an answer comes when the message that was clicked on is public."""


def register(app: AsyncApp, kit: Kit) -> None:
    """Answers the buttons and the menu of our own messages."""
    app.action(re.compile(r"choice:\d+"))(_handler(kit, _shown_to_all))
    app.action(re.compile(r"facet:\w+|related:\d+"))(_handler(kit, _shown_to_one))
    app.action("language")(_handler(kit, _shown_to_one, keep_language=True))


def _handler(kit: Kit, say: Say, *, keep_language: bool = False) -> Handler:
    async def handle(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        click = from_click(body, action)
        kit.spawn(_answer(kit, client, click, say, keep_language=keep_language), click.person, partial(_reply, kit, click))

    return handle


async def _answer(kit: Kit, client: AsyncWebClient, click: Click, say: Say, *, keep_language: bool) -> None:
    request: Request | None = kit.glossary.requested(click.value)
    answer = kit.glossary.show(request) if request is not None else None
    if request is None or answer is None:
        await _reply(kit, click, await kit.line("gone", click.person))
        return
    if keep_language:
        await kit.store.set_language(click.person, request.language)
    if click.private:
        await kit.sender.respond(click.response_url, kit.glossary.render(answer, private=True), replace=True)
    else:
        await say(kit, client, click, answer)


async def _shown_to_all(kit: Kit, client: AsyncWebClient, click: Click, answer: Answer) -> None:
    await kit.sender.update(client, click.place.channel, click.ts, kit.glossary.render(answer, private=False))


async def _shown_to_one(kit: Kit, client: AsyncWebClient, click: Click, answer: Answer) -> None:
    await kit.sender.whisper(client, click.place, click.person.user, kit.glossary.render(answer, private=True))


async def _reply(kit: Kit, click: Click, said: Rendered) -> None:
    """Privately below the message, which stays as it is; in the thread where other answers to a click on it come."""
    thread = None if click.private else click.place.thread_ts
    await kit.sender.respond(click.response_url, said, replace=False, thread_ts=thread)
