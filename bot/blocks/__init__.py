"""An answer -> Block Kit and a notification text: the only place that knows mrkdwn and limits."""

from bot.blocks.rendering import Rendered, render

__all__ = ["Rendered", "render"]
