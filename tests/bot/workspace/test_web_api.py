"""The Web API checks what Slack checks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import (
    AnswerLost,
    Delayed,
    Dropped,
    RateLimited,
    Refused,
    ServerError,
    Workspace,
)
from tests.bot.workspace import sample_cards


@dataclass
class Time:
    """A clock that stands until it is moved."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Set:
    """A workspace with the real client, and no bot that listens."""

    workspace: Workspace
    client: AsyncWebClient
    session: aiohttp.ClientSession
    time: Time

    async def error(self, call: Awaitable[Any]) -> str:
        with pytest.raises(SlackApiError) as caught:
            await call
        return str(caught.value.response["error"])


@asynccontextmanager
async def open_set(**options: Any) -> AsyncIterator[Set]:
    time = Time()
    workspace = Workspace(subscribed=(), clock=time, **options)
    async with workspace.serve(), aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token=workspace.bot_token,
            base_url=workspace.api_url,
            session=session,
            retry_handlers=[],
        )
        yield Set(workspace, client, session, time)


def play(scene: Callable[[Set], Awaitable[None]], **options: Any) -> None:
    async def run() -> None:
        async with asyncio.timeout(20), open_set(**options) as stage:
            await scene(stage)

    asyncio.run(run())


def test_post_update_delete() -> None:
    """A message is posted, changed in place and taken away."""

    async def scene(stage: Set) -> None:
        posted = await stage.client.chat_postMessage(channel="#support", text="one")
        ts = str(posted["ts"])
        assert stage.workspace.messages("#support")[-1].text == "one"
        await stage.client.chat_update(channel="C0SUPPORT", ts=ts, text="two")
        assert stage.workspace.messages("#support")[-1].text == "two"
        assert stage.workspace.messages("#support")[-1].edited is not None
        await stage.client.chat_delete(channel="C0SUPPORT", ts=ts)
        assert ts not in [message.ts for message in stage.workspace.messages("#support")]

    play(scene)


def test_update_keeps_blocks_that_it_does_not_name() -> None:
    """As in Slack, only an empty list takes them away."""

    async def scene(stage: Set) -> None:
        blocks = sample_cards.choices()
        posted = await stage.client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=blocks)
        where = {"channel": "C0SUPPORT", "ts": str(posted["ts"])}
        await stage.client.chat_update(**where, text="y")
        assert len(stage.workspace.messages("#support")[-1].blocks) == 2
        await stage.client.chat_update(**where, text="y", blocks=[])
        assert stage.workspace.messages("#support")[-1].blocks == ()

    play(scene)


def test_refuses_what_slack_refuses() -> None:
    """Each mistake has Slack's name for it."""

    async def scene(stage: Set) -> None:
        client, workspace = stage.client, stage.workspace
        workspace.add_channel("sales", with_bot=False)
        said = workspace.messages("#support")[0].ts
        private = await client.chat_postEphemeral(channel="C0SUPPORT", user="U0PERSON", text="x")
        stranger = AsyncWebClient(workspace.bot_token + "x", base_url=workspace.api_url)
        post = client.chat_postMessage

        assert await stage.error(stranger.auth_test()) == "invalid_auth"
        assert await stage.error(client.api_call("chat.sing")) == "unknown_method"
        assert await stage.error(post(channel="C404", text="x")) == "channel_not_found"
        assert await stage.error(post(channel="#sales", text="x")) == "not_in_channel"
        assert await stage.error(client.api_call("chat.postMessage", json={"channel": "C0SUPPORT"})) == "no_text"
        assert await stage.error(post(channel="C0SUPPORT", text="x", thread_ts="1.2")) == "thread_not_found"
        assert await stage.error(client.chat_update(channel="C0SUPPORT", ts=said, text="x")) == "cant_update_message"
        assert await stage.error(client.chat_update(channel="C0SUPPORT", ts=private["message_ts"], text="x")) == "message_not_found"
        assert await stage.error(client.chat_postEphemeral(channel="C0SUPPORT", user="U404", text="x")) == "user_not_in_channel"
        assert await stage.error(client.users_info(user="U404")) == "user_not_found"
        assert await stage.error(client.apps_connections_open(app_token=workspace.bot_token)) == "not_allowed_token_type"

    play(scene)


def test_invalid_blocks_come_with_their_reasons() -> None:
    """The answer has Slack's shape, and the page shows the same lines."""

    async def scene(stage: Set) -> None:
        with pytest.raises(SlackApiError) as caught:
            await stage.client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[{"type": "header"}])
        answer = caught.value.response
        reason = "missing required field [json-pointer:/blocks/0/text]"
        assert answer["error"] == "invalid_blocks"
        assert answer["errors"] == [reason]
        assert answer["response_metadata"] == {"messages": [f"[ERROR] {reason}"]}
        assert reason in stage.workspace.notices[-1].text

    play(scene)


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("views.update", {"view_id": []}, "not_found"),
        ("views.publish", {"user_id": {}}, "user_not_found"),
        ("chat.postMessage", {"channel": "C0SUPPORT", "text": "x", "blocks": "[" * 100_000}, "invalid_blocks"),
    ],
)
def test_nonsense_is_refused(method: str, arguments: dict[str, Any], error: str) -> None:
    """And never breaks the workspace."""

    async def scene(stage: Set) -> None:
        assert await stage.error(stage.client.api_call(method, json=arguments)) == error

    play(scene)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "{"),
        ("application/json", "[" * 100_000),
        ("application/json; charset=none", "{}"),
        ("multipart/form-data", "x"),
    ],
)
def test_body_that_cannot_be_read_says_nothing(kind: str, body: str) -> None:
    """What is missing is told, not what broke."""

    async def scene(stage: Set) -> None:
        headers = {"Content-Type": kind, "Authorization": f"Bearer {stage.workspace.bot_token}"}
        async with stage.session.post(f"{stage.workspace.api_url}chat.postMessage", data=body, headers=headers) as answer:
            assert (await answer.json())["error"] == "channel_not_found"

    play(scene)


def test_elements_of_an_unchecked_block_are_no_buttons() -> None:
    """A click beside them still finds its own."""

    async def scene(stage: Set) -> None:
        await stage.client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[{"type": "video", "elements": 7}])
        with pytest.raises(LookupError, match="no element"):
            await stage.workspace.click(stage.workspace.messages("#support")[-1], "a")

    play(scene)


def test_scopes_are_asked_for() -> None:
    """Without users:read the locale can't be read, and the answer names the scope."""

    async def scene(stage: Set) -> None:
        with pytest.raises(SlackApiError) as caught:
            await stage.client.users_info(user="U0PERSON", include_locale=True)
        answer = caught.value.response
        assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")

    play(scene, scopes=("chat:write",))


def test_locale_is_told_when_asked_for() -> None:
    """It follows the picker in the page."""

    async def scene(stage: Set) -> None:
        stage.workspace.set_locale("pl-PL")
        asked = await stage.client.users_info(user="U0PERSON", include_locale=True)
        plain = await stage.client.users_info(user="U0PERSON")
        assert asked["user"]["locale"] == "pl-PL"
        assert "locale" not in plain["user"]

    play(scene)


def test_injected_faults() -> None:
    """Each fault happens as often as planned, and then calls work again."""

    async def scene(stage: Set) -> None:
        workspace, client = stage.workspace, stage.client

        async def post() -> Any:
            return await client.chat_postMessage(channel="C0SUPPORT", text="x")

        before = len(workspace.messages("#support"))
        workspace.fail_next("chat.postMessage", RateLimited(retry_after=7))
        with pytest.raises(SlackApiError) as limited:
            await post()
        assert limited.value.response.status_code == 429
        assert limited.value.response.headers["Retry-After"] == "7"
        workspace.fail_next("chat.postMessage", ServerError(503))
        with pytest.raises(SlackApiError) as failed:
            await post()
        assert failed.value.response.status_code == 503
        workspace.fail_next("chat.postMessage", Refused("is_archived"))
        assert await stage.error(post()) == "is_archived"
        workspace.fail_next("chat.postMessage", Dropped(), times=2)
        for _ in range(2):
            with pytest.raises(aiohttp.ClientError):
                await post()
        assert len(workspace.messages("#support")) == before

        workspace.fail_next("chat.postMessage", AnswerLost())
        with pytest.raises(aiohttp.ClientError):
            await post()
        assert len(workspace.messages("#support")) == before + 1
        workspace.fail_next("chat.postMessage", Delayed(0.01))
        await post()
        assert len(workspace.messages("#support")) == before + 2

    play(scene)


async def respond(stage: Set, address: str, **body: Any) -> int:
    async with stage.session.post(address, json=body) as answer:
        return answer.status


async def address_of_a_command(stage: Set) -> str:
    """The response_url of a command, which fails for want of a bot."""
    stage.workspace.deliver_to = "http://127.0.0.1:9/"
    outcome = await stage.workspace.command("/define", "x")
    assert outcome.error == "dispatch_failed"
    return str(stage.workspace.deliveries[-1].parcel.body["response_url"])


def test_response_url_works_five_times() -> None:
    """It posts in private unless told otherwise, replaces and deletes, and then is used up."""

    async def scene(stage: Set) -> None:
        address = await address_of_a_command(stage)
        root = stage.workspace.messages("#support")[0]

        def last() -> Any:
            return stage.workspace.messages("#support")[-1]

        assert await respond(stage, address, text="one") == 200
        assert (last().text, last().is_private) == ("one", True)
        assert await respond(stage, address, text="two", replace_original=True) == 200
        assert last().text == "two"
        assert await respond(stage, address, delete_original=True) == 200
        assert await respond(stage, address, text="all", response_type="in_channel") == 200
        assert (last().text, last().is_private) == ("all", False)
        assert await respond(stage, address, text="in thread", thread_ts=root.ts) == 200
        assert last().thread_ts == root.ts
        assert await respond(stage, address, text="six") == 404
        assert "two" not in [message.text for message in stage.workspace.messages("#support")]
        assert [call.error for call in stage.workspace.calls][-1] == "used_url"

    play(scene)


def test_response_url_expires_and_checks_blocks() -> None:
    """After thirty minutes it is gone; before, it refuses what Slack refuses."""

    async def scene(stage: Set) -> None:
        address = await address_of_a_command(stage)
        assert await respond(stage, address, blocks=[{"type": "header"}], text="x") == 400
        stage.time.now += 30 * 60 + 1
        assert await respond(stage, address, text="late") == 404
        assert await respond(stage, f"{stage.workspace.url}/response/made-up", text="x") == 404

    play(scene)


def test_modal_needs_a_fresh_trigger() -> None:
    """A trigger works once, for three seconds; the page says that it shows no modals."""

    async def scene(stage: Set) -> None:
        view = {"type": "modal", "title": sample_cards.plain("Terms"), "blocks": []}
        stage.workspace.deliver_to = "http://127.0.0.1:9/"
        triggers = []
        for _ in range(2):
            await stage.workspace.command("/define", "x")
            triggers.append(stage.workspace.deliveries[-1].parcel.body["trigger_id"])
        await stage.client.views_open(trigger_id=triggers[0], view=view)
        assert stage.workspace.views[0]["title"]["text"] == "Terms"
        assert "does not show" in stage.workspace.notices[-1].text
        stage.time.now += 3.1
        expired = stage.client.views_open(trigger_id=triggers[1], view=view)
        assert await stage.error(expired) == "expired_trigger_id"

    play(scene)
