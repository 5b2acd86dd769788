"""One module a Slack feature. A handler reads: question, answer, say."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot.kit import Kit
from bot.listeners import clicks, command, mention, message, unanswered


def register(app: AsyncApp, kit: Kit, command_name: str) -> None:
    """Everything that the manifest subscribes to; what is not answered comes last."""
    command.register(app, kit, command_name)
    mention.register(app, kit)
    message.register(app, kit)
    clicks.register(app, kit)
    unanswered.register(app)
