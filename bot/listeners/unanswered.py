"""What is acknowledged and left alone: Slack sends again, up to three times, what nobody
acknowledges."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

ANY = re.compile(r"(?s).*")


def register(app: AsyncApp) -> None:
    """Takes what no other listener took: every other event, and clicks on links."""
    app.event(ANY)(_event)
    app.action(ANY)(_action)


async def _event() -> None:
    return


async def _action(ack: AsyncAck) -> None:
    await ack()
