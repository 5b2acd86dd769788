"""A direct message: answered in the conversation, in the thread if it was written in one."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.incoming import Asked, from_message
from bot.kit import Kit
from knowledge.answering import NotAsked


def register(app: AsyncApp, kit: Kit) -> None:
    """Answers message.im; messages elsewhere, edits and what bots write are acknowledged and left
    alone."""

    async def message(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        asked = from_message(body, context.bot_user_id or "")
        if asked is None or not await kit.store.first_time(*asked.keys):
            return
        kit.spawn(_answer(kit, client, asked), asked.person, partial(kit.sender.post, client, asked.place))

    app.event("message")(message)


async def _answer(kit: Kit, client: AsyncWebClient, asked: Asked) -> None:
    """Nobody else reads along, so here even "thanks" gets a line."""
    answer = await kit.answer(asked, client)
    said = kit.glossary.line("hint", answer.basis.language) if isinstance(answer, NotAsked) else kit.glossary.render(answer, private=True)
    await kit.sender.post(client, asked.place, said)
