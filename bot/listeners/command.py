"""The slash command: answered privately in the body of its acknowledgement, without a call of
Slack."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks import Rendered
from bot.incoming import Asked, from_command
from bot.kit import Kit

_log = logging.getLogger(__name__)


def register(app: AsyncApp, kit: Kit, name: str) -> None:
    """Answers the command of this name."""

    async def define(ack: AsyncAck, command: dict[str, Any]) -> None:
        said = await _answered(kit, from_command(command))
        await ack(text=said.text, blocks=said.blocks, response_type="ephemeral")

    app.command(name)(define)


async def _answered(kit: Kit, asked: Asked) -> Rendered:
    """The answer, or an apology: without either Slack would say that the app is broken."""
    try:
        return kit.glossary.render(await kit.answer(asked), private=True)
    except Exception:
        _log.exception("the command failed")
        return kit.glossary.line("failed", None)
