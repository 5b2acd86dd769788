"""The HTTP side: what is refused, what is healthy, how it ends."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import time
from typing import Any

import aiohttp
import pytest

from bot.app import CannotStart
from bot.running import up
from bot.server import bind
from bot.settings import parse
from bot.workspace import Delayed, Workspace
from tests.bot.world import (
    QUICK,
    calls,
    environment,
    glossary,
    over_http,
    over_socket,
    play,
    quiet,
    silent,
)

SECRET_TEXT = "a-text-that-nobody-else-may-read"
BODY = json.dumps({"type": "event_callback", "event": {"type": "message", "text": SECRET_TEXT}})


def forged(workspace: Workspace, case: str) -> dict[str, str]:
    """Headers that are not right."""
    headers = {"Content-Type": "application/json", **workspace.signed_headers(BODY)}
    match case:
        case "wrong signature":
            headers["X-Slack-Signature"] = "v0=" + "0" * 64
        case "other signature":
            headers |= workspace.signed_headers("{}")
        case "no signature":
            del headers["X-Slack-Signature"]
        case "no timestamp":
            del headers["X-Slack-Request-Timestamp"]
        case "old" | "early":
            apart = -301 if case == "old" else 301
            headers |= workspace.signed_headers(BODY, time.time() + apart)
        case _:
            headers["X-Slack-Request-Timestamp"] = case
    return headers


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
@pytest.mark.parametrize(
    "case",
    [
        "wrong signature",
        "other signature",
        "no signature",
        "no timestamp",
        "old",
        "early",
        "yesterday",
        "1e9",
        "-1",
        "٣",
        "9" * 400,
        " ",
    ],
)
def test_forged_request_is_refused_and_not_logged(case: str, level: int, caplog: pytest.LogCaptureFixture) -> None:
    """401 for each of them, and nobody reads its body in a log."""

    async def scene(workspace: Workspace) -> None:
        reply = await workspace.deliver_raw(BODY, forged(workspace, case))

        assert reply.status == 401

    with caplog.at_level(level):
        play(over_http, scene)
    assert SECRET_TEXT not in caplog.text


def test_body_that_is_no_text_is_refused() -> None:
    """Signed by nobody."""

    async def scene(workspace: Workspace) -> None:
        reply = await workspace.deliver_raw(b"\xff\xfe", forged(workspace, "wrong signature"))

        assert reply.status == 401

    play(over_http, scene)


def test_body_that_is_too_large_is_refused() -> None:
    """Before it is read to its end."""

    async def scene(workspace: Workspace) -> None:
        reply = await workspace.deliver_raw("x" * 1_000_001, forged(workspace, "old"))

        assert reply.status in (413, None)

    play(over_http, scene)


@pytest.mark.parametrize("body", ["{", "[]", "null", "[" * 100_000])
def test_signed_body_that_says_nothing_is_refused(body: str, caplog: pytest.LogCaptureFixture) -> None:
    """And the log has a line about it."""

    async def scene(workspace: Workspace) -> None:
        headers = {"Content-Type": "application/json", **workspace.signed_headers(body)}
        reply = await workspace.deliver_raw(body, headers)

        assert reply.status == 400

    play(over_http, scene)
    assert [record.levelname for record in caplog.records if record.name == "bot.server"] == ["WARNING"]


def test_slack_may_check_the_address() -> None:
    """url_verification is signed, and answered with its challenge."""

    async def scene(workspace: Workspace) -> None:
        body = json.dumps({"type": "url_verification", "challenge": "abc"})
        headers = {"Content-Type": "application/json", **workspace.signed_headers(body)}
        reply = await workspace.deliver_raw(body, headers)

        assert (reply.status, reply.body) == (200, {"challenge": "abc"})

    play(over_http, scene)


@pytest.mark.parametrize("way", [over_http, over_socket], ids=["http", "socket"])
def test_health_is_200_when_the_port_is_open(way: Any) -> None:
    """In Socket Mode too."""

    async def run() -> None:
        workspace = Workspace(deliver_to="socket" if way is over_socket else None)
        async with workspace.serve(), aiohttp.ClientSession() as session:
            environ = environment(workspace)
            if way is over_socket:
                environ["SLACK_APP_TOKEN"] = workspace.app_token
            else:
                environ["SLACK_SIGNING_SECRET"] = workspace.signing_secret
            async with (
                up(parse(environ), glossary(), silent, QUICK) as (host, port),
                session.get(f"http://{host}:{port}/healthz") as answer,
            ):
                assert answer.status == 200
                async with session.post(f"http://{host}:{port}/slack/events") as events:
                    assert events.status == (404 if way is over_socket else 401)

    asyncio.run(run())


def test_health_is_503_while_slack_is_not_connected() -> None:
    """Whoever watches it learns that no event arrives."""

    async def run() -> None:
        workspace = Workspace(deliver_to="socket")
        environ: dict[str, str] = {}
        async with workspace.serve(), aiohttp.ClientSession() as session:
            environ = {**environment(workspace), "SLACK_APP_TOKEN": workspace.app_token}
            async with up(parse(environ), glossary(), silent, QUICK) as (host, port):
                workspace.cut_connections()
                async with asyncio.timeout(5):
                    while True:
                        async with session.get(f"http://{host}:{port}/healthz") as answer:
                            if answer.status == 503:
                                return
                        await asyncio.sleep(0.02)

    asyncio.run(run())


def test_answers_on_their_way_are_finished_at_the_end() -> None:
    """What was acknowledged is not lost when the process is told to end."""

    async def run() -> None:
        workspace = Workspace()
        async with workspace.serve():
            environ = {**environment(workspace), "SLACK_SIGNING_SECRET": workspace.signing_secret}
            async with up(parse(environ), glossary(), silent, QUICK) as (host, port):
                workspace.deliver_to = f"http://{host}:{port}/slack/events"
                workspace.fail_next("chat.postMessage", Delayed(0.5), times=3)
                for term in ("churn", "NPS", "brand"):
                    await workspace.say("#support", f"@define {term}?")
            assert calls(workspace, "chat.postMessage") == 3

    asyncio.run(run())


@pytest.mark.parametrize("which", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_token_that_slack_does_not_know_is_told_of(which: str) -> None:
    """By the name of its variable, and without the token; nothing is tried for ever."""

    async def run() -> None:
        workspace = Workspace(deliver_to="socket")
        async with workspace.serve():
            environ = {**environment(workspace), "SLACK_APP_TOKEN": workspace.app_token}
            environ[which] = environ[which][:5] + "wrong"
            with pytest.raises(CannotStart, match=f"{which}.*invalid_auth") as failure:
                async with up(parse(environ), glossary(), silent, QUICK):
                    pass

            assert "wrong" not in str(failure.value)

    asyncio.run(run())


def test_port_in_use_is_told_of() -> None:
    """With what to do about it."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"127.0.0.1 port {port}: .* Set another PORT"):
            bind("127.0.0.1", port)


def test_host_that_is_not_ours_is_told_of() -> None:
    """It names the variable or the address."""
    with pytest.raises(CannotStart, match=r"192\.0\.2\.1"):
        bind("192.0.2.1", 0)


def test_client_id_in_the_environment_does_not_switch_on_oauth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bolt would drop the bot token, silently."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "s")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-somebody-else")

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define churn?")
        await workspace.answers("#support", asked)

    play(over_http, scene)


def test_proxy_is_not_used_for_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK takes one from the environment for every address."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define churn?")
        await workspace.answers("#support", asked)

    play(over_http, scene)
    play(over_socket, scene)


def test_info_log_holds_no_text_of_anybody(caplog: pytest.LogCaptureFixture) -> None:
    """What people write is theirs; so are tokens and response_urls."""

    async def scene(workspace: Workspace) -> None:
        await workspace.say(workspace.direct, f"what is {SECRET_TEXT}?")
        outcome = await workspace.command("/define", f"CS {SECRET_TEXT}")
        if outcome.message is not None:
            await quiet(workspace)

        assert workspace.bot_token not in caplog.text

    with caplog.at_level(logging.INFO, "bot"):
        play(over_http, scene)
    assert SECRET_TEXT not in caplog.text
    assert "/response/" not in caplog.text
