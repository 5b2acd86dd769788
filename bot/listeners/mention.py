"""A mention of the bot: answered in its thread."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.glossary import Line
from bot.incoming import Asked, from_mention
from bot.kit import Kit
from knowledge.answering import NotAsked


def register(app: AsyncApp, kit: Kit) -> None:
    """Answers app_mention."""

    async def mention(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        asked = from_mention(body, context.bot_user_id or "")
        if asked is None or not await kit.store.first_time(*asked.keys):
            return

        async def sorry(refused: bool) -> None:
            await _whisper(
                kit,
                client,
                asked,
                "refused" if refused else "failed",
                await kit.language_of(asked.person),
            )

        kit.tasks.spawn(_answer(kit, client, asked), sorry)

    app.event("app_mention")(mention)


async def _answer(kit: Kit, client: AsyncWebClient, asked: Asked) -> None:
    """In public only when something was asked: "thanks @define" gets a hint that nobody else
    sees."""
    answer = await kit.answer(asked, client)
    if isinstance(answer, NotAsked):
        await _whisper(kit, client, asked, "hint", answer.basis.language)
    else:
        await kit.sender.post(client, asked.place, kit.glossary.render(answer, private=False))


async def _whisper(kit: Kit, client: AsyncWebClient, asked: Asked, line: Line, language: str | None) -> None:
    place = asked.hint_place or asked.place
    await kit.sender.whisper(client, place, asked.person.user, kit.glossary.line(line, language))
