"""Clicks on an answer: a choice, a facet, another language, a related concept.

On a private answer a click replaces it. On a public one a choice replaces it, for it answers the
question that
everybody sees; the rest goes to the one who clicked, so that nobody turns a thread's card into
Arabic for all.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.glossary import Line
from bot.incoming import Click, from_click
from bot.kit import Kit
from knowledge.answering import Answer, Request

Handler = Callable[..., Awaitable[None]]
Say = Callable[[Kit, AsyncWebClient, Click, Answer], Awaitable[None]]


def register(app: AsyncApp, kit: Kit) -> None:
    """Answers the buttons and the menu of our own messages."""
    app.action(re.compile(r"choice:\d+"))(_handler(kit, _chosen))
    app.action(re.compile(r"facet:\w+|related:\d+"))(_handler(kit, _shown_to_one))
    app.action("language")(_handler(kit, _shown_to_one, keep_language=True))


def _handler(kit: Kit, say: Say, *, keep_language: bool = False) -> Handler:
    async def handle(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        click = from_click(body, action)

        async def sorry(refused: bool) -> None:
            await _reply(
                kit,
                click,
                "refused" if refused else "failed",
                await kit.language_of(click.person),
            )

        kit.tasks.spawn(_answer(kit, client, click, say, keep_language=keep_language), sorry)

    return handle


async def _answer(kit: Kit, client: AsyncWebClient, click: Click, say: Say, *, keep_language: bool) -> None:
    request: Request | None = kit.glossary.requested(click.value)
    answer = kit.glossary.show(request) if request is not None else None
    if request is None or answer is None:
        await _reply(
            kit,
            click,
            "gone",
            await kit.language_of(click.person),
        )
        return
    if keep_language:
        await kit.store.set_language(click.person, request.language)
    await say(kit, client, click, answer)


async def _chosen(kit: Kit, client: AsyncWebClient, click: Click, answer: Answer) -> None:
    said = kit.glossary.render(answer, private=click.private)
    if click.private:
        await kit.sender.respond(click.response_url, said, replace=True)
    else:
        await kit.sender.update(client, click.place.channel, click.ts, said)


async def _shown_to_one(kit: Kit, client: AsyncWebClient, click: Click, answer: Answer) -> None:
    said = kit.glossary.render(answer, private=True)
    if click.private:
        await kit.sender.respond(click.response_url, said, replace=True)
    else:
        await kit.sender.whisper(client, click.place, click.person.user, said)


async def _reply(kit: Kit, click: Click, line: Line, language: str | None) -> None:
    """A private line below the message, which stays as it is."""
    await kit.sender.respond(click.response_url, kit.glossary.line(line, language), replace=False)
