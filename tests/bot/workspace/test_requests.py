"""What arrives at the bot's address, byte for byte."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.workspace import Workspace


class Ear:
    """A request URL that keeps what it hears and answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], str]] = []
        self.answers: list[web.Response] = []

    async def hear(self, request: web.Request) -> web.Response:
        headers = {key.lower(): value for key, value in request.headers.items()}
        self.heard.append((headers, await request.text()))
        return self.answers.pop(0) if self.answers else web.Response()


def play(scene: Callable[[Workspace, Ear], Awaitable[None]]) -> None:
    async def run() -> None:
        ear, app = Ear(), web.Application()
        app.router.add_post("/slack/events", ear.hear)
        workspace = Workspace(redeliver_after=(0.01, 0.01, 0.01))
        workspace.add_to(app)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        workspace.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            async with asyncio.timeout(20):
                await scene(workspace, ear)
        finally:
            await runner.cleanup()

    asyncio.run(run())


def test_everything_is_signed() -> None:
    """Events, commands and clicks carry a signature that the SDK's verifier accepts."""

    async def scene(workspace: Workspace, ear: Ear) -> None:
        ear.answers.append(
            web.json_response(
                {
                    "blocks": [
                        {
                            "type": "actions",
                            "elements": [
                                {
                                    "type": "button",
                                    "action_id": "a",
                                    "text": {"type": "plain_text", "text": "x"},
                                }
                            ],
                        }
                    ]
                }
            )
        )
        outcome = await workspace.command("/define", "żółć & <x>")
        assert outcome.message is not None
        await workspace.click(outcome.message, "a")
        await workspace.say("#support", "@define ما الفرق؟")

        verifier = SignatureVerifier(workspace.signing_secret)
        assert len(ear.heard) == 3
        for headers, body in ear.heard:
            assert verifier.is_valid_request(body, headers)

    play(scene)


def test_command_has_slacks_fields() -> None:
    """A command is a form with all that Slack sends, its text escaped."""

    async def scene(workspace: Workspace, ear: Ear) -> None:
        await workspace.command("/define", " żółć & <x> ", workspace.direct)

        headers, body = ear.heard[0]
        fields = {key: value for key, (value,) in parse_qs(body, strict_parsing=True).items()}
        assert headers["content-type"] == "application/x-www-form-urlencoded"
        assert fields["text"] == "żółć &amp; &lt;x&gt;"
        assert fields["channel_name"] == "directmessage"
        assert fields["response_url"].startswith(f"{workspace.url}/response/")
        assert set(fields) == {
            "api_app_id",
            "channel_id",
            "channel_name",
            "command",
            "is_enterprise_install",
            "response_url",
            "team_domain",
            "team_id",
            "text",
            "token",
            "trigger_id",
            "user_id",
            "user_name",
        }

    play(scene)


def test_redelivery_says_so_in_its_headers() -> None:
    """Number and reason are in the headers; the body is the same as before."""

    async def scene(workspace: Workspace, ear: Ear) -> None:
        ear.answers += [web.Response(status=500), web.Response(status=302)]
        await workspace.say("#support", "@define churn")
        await workspace.settled()

        retries = [(headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")) for headers, _ in ear.heard]
        assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
        assert len({json.loads(body)["event_id"] for _, body in ear.heard}) == 1

    play(scene)


def test_bot_may_ask_not_to_hear_it_again() -> None:
    """X-Slack-No-Retry stops the redeliveries."""

    async def scene(workspace: Workspace, ear: Ear) -> None:
        ear.answers.append(web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
        await workspace.say("#support", "@define churn")
        await workspace.settled()

        assert len(ear.heard) == 1

    play(scene)


def test_same_event_can_be_sent_again() -> None:
    """A duplicate that Slack would not mark has the same event id and no retry headers."""

    async def scene(workspace: Workspace, ear: Ear) -> None:
        await workspace.say("#support", "@define churn")
        await workspace.send_again(workspace.deliveries[0])

        assert ear.heard[0][1] == ear.heard[1][1]
        assert "x-slack-retry-num" not in ear.heard[1][0]

    play(scene)
