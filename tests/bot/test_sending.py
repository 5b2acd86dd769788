"""When something is sent again, and how soon."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Rendered
from bot.sending import NotSent, Patience, Place, Retries, Sender, cause


@pytest.mark.parametrize(
    ("status", "retry_after", "expected"),
    [
        (429, "12", 12.0),
        (429, None, 1.0),
        (429, "soon", 1.0),
        (429, "-5", 0.0),
        (429, "31", None),
        (429, "nan", None),
        (503, None, 0.5),
        (500, None, None),
        (502, None, None),
        (200, None, None),
    ],
)
def test_pause_is_what_slack_asks_for(status: int, retry_after: str | None, expected: float | None) -> None:
    """Longer than half a minute is not waited for: nobody is there any more to read it."""
    pause = Patience().pause(1, status, retry_after, None)

    assert (pause is None) == (expected is None)
    if pause is not None and expected is not None:
        assert expected <= pause <= expected + 0.2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"error": "e"}, "e"),
        ({"error": "e", "response_metadata": {"messages": ["why", "where"]}}, "e why; where"),
        ({"error": "e", "response_metadata": None}, "e"),
        ({"error": "e", "response_metadata": {"messages": [1, None]}}, "e 1; None"),
        ({"error": "e", "response_metadata": {"messages": 1}}, "e"),
        ([], "no answer"),
    ],
)
def test_cause_is_told_whatever_the_answer(answer: object, said: str) -> None:
    """What tells of a failure must not fail."""
    response = SimpleNamespace(data=answer, status_code=200)

    assert cause(SlackApiError("", response)).replace(" (status 200)", "") == said


def test_pauses_grow_and_end() -> None:
    """Four tries in all."""
    assert [Patience().pause(tried, 503, None, None) for tried in (1, 2, 3, 4)] == [0.5, 1, 2, None]


@pytest.mark.parametrize(
    "error",
    [TimeoutError(), aiohttp.ServerDisconnectedError(), aiohttp.ClientOSError(104, "reset")],
)
def test_what_broke_after_sending_is_not_sent_again(error: Exception) -> None:
    """It may have arrived."""
    assert Patience().pause(1, None, None, error) is None


def test_refused_connection_is_tried_again() -> None:
    """Nothing can have arrived where nobody listens; after the last try the caller is told."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def run() -> None:
        async with aiohttp.ClientSession() as session:
            patience = Patience()
            client = AsyncWebClient(
                token="xoxb-1",
                base_url="http://127.0.0.1:9/api/",
                session=session,
                retry_handlers=[Retries(patience, sleep)],
            )
            sender = Sender(session, patience, sleep=sleep)
            said = Rendered("text", [])
            with pytest.raises(NotSent, match=r"chat\.postMessage: ClientConnectorError"):
                await sender.post(client, Place("C1"), said)
            with pytest.raises(NotSent, match="response_url") as failure:
                await sender.respond("http://127.0.0.1:9/response/secret", said, replace=True)

            assert "secret" not in str(failure.value)

    asyncio.run(run())
    assert slept == [0.5, 1, 2, 0.5, 1, 2]
