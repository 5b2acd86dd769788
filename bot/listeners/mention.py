"""A mention of the bot: answered in its thread."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Rendered
from bot.incoming import Asked, from_mention
from bot.kit import Kit
from knowledge.answering import NotAsked


def register(app: AsyncApp, kit: Kit) -> None:
    """Answers app_mention."""

    async def mention(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        asked = from_mention(body, context.bot_user_id or "")
        if asked is None or not await kit.store.first_time(*asked.keys):
            return
        kit.spawn(_answer(kit, client, asked), asked.person, partial(_whisper, kit, client, asked))

    app.event("app_mention")(mention)


async def _answer(kit: Kit, client: AsyncWebClient, asked: Asked) -> None:
    """In public only when something was asked: "thanks @define" gets a hint that nobody else
    sees."""
    answer = await kit.answer(asked, client)
    if isinstance(answer, NotAsked):
        await _whisper(kit, client, asked, kit.glossary.line("hint", answer.basis.language))
    else:
        await kit.sender.post(client, asked.place, kit.glossary.render(answer, private=False))


async def _whisper(kit: Kit, client: AsyncWebClient, asked: Asked, said: Rendered) -> None:
    await kit.sender.whisper(client, asked.hint_place or asked.place, asked.person.user, said)
