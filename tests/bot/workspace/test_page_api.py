"""The page's own API answers the page on this computer, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from bot.workspace import Workspace


def play(scene: Callable[[aiohttp.ClientSession, str, Workspace], Awaitable[None]]) -> None:
    async def run() -> None:
        workspace = Workspace(deliver_to="http://127.0.0.1:9/")
        async with (
            asyncio.timeout(20),
            workspace.serve() as url,
            aiohttp.ClientSession() as session,
        ):
            await scene(session, url, workspace)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:3000", "Origin": "http://localhost:3000"}, 200),
        ({"Host": "[::1]:3000"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
def test_other_sites_are_refused(headers: dict[str, str], status: int) -> None:
    """A rebound name, a foreign origin and a form that needs no preflight get nowhere."""

    async def scene(session: aiohttp.ClientSession, url: str, workspace: Workspace) -> None:
        body = b'{"locale": "pl-PL"}'
        sent = {"Content-Type": "application/json"} | headers
        async with session.post(f"{url}/page-api/locale", data=body, headers=sent) as answer:
            assert answer.status == status
        locale = workspace.conversations.users[workspace.person.id].locale
        assert locale == ("pl-PL" if status == 200 else "en-US")

    play(scene)


@pytest.mark.parametrize("path", ["/", "/page-api/stream", "/page/main.js"])
def test_reading_is_refused_too(path: str) -> None:
    """A rebound name can't read the conversations either."""

    async def scene(session: aiohttp.ClientSession, url: str, workspace: Workspace) -> None:
        async with session.get(url + path, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403

    play(scene)


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("say", '{"channel": "C0SUPPORT", "text": "  "}'),
        ("say", '{"channel": "C404", "text": "x"}'),
        ("say", '{"channel": "C0SUPPORT", "text": 3}'),
        ("say", '{"channel": "C0SUPPORT", "text": "x", "thread_ts": "9.9"}'),
        ("say", '{"channel": "C0SUPPORT", "text": "x", "thread_ts": []}'),
        ("say", '{"channel": "C0SUPPORT", "text": "x", "thread_ts": "\\ud800"}'),
        ("say", "[]"),
        ("say", "{"),
        ("click", '{"channel": "C0SUPPORT", "ts": "1.1", "action_id": "a"}'),
        ("edit", '{"channel": "C0SUPPORT", "ts": "1.1", "text": "x"}'),
        ("locale", '{"locale": "xx"}'),
    ],
)
def test_nonsense_is_a_bad_request(verb: str, body: str) -> None:
    """What the page would never send gets a 400 with a reason."""

    async def scene(session: aiohttp.ClientSession, url: str, workspace: Workspace) -> None:
        headers = {"Content-Type": "application/json"}
        async with session.post(f"{url}/page-api/{verb}", data=body, headers=headers) as answer:
            assert answer.status == 400
            assert await answer.text()

    play(scene)


def test_files_outside_the_page_are_not_served() -> None:
    """Only the page's own files have an address."""

    async def scene(session: aiohttp.ClientSession, url: str, workspace: Workspace) -> None:
        for path in ("/page/..%2fworkspace.py", "/page/%2e%2e/seed.py", "/page/none.js"):
            async with session.get(url + path) as answer:
                assert answer.status == 404

    play(scene)


def test_private_messages_to_others_are_not_shown() -> None:
    """The stream begins with what this person may see."""

    async def scene(session: aiohttp.ClientSession, url: str, workspace: Workspace) -> None:
        for user, text in (("U0MAJA", "for Maja"), ("U0PERSON", "for Kim")):
            workspace.conversations.add("C0SUPPORT", "U0DEFINE", text, visible_to=user)
        async with session.get(f"{url}/page-api/stream") as stream:
            await stream.content.readline()
            everything = (await stream.content.readline()).decode()

        assert "for Kim" in everything
        assert "for Maja" not in everything

    play(scene)


def test_lives_beside_the_bot_on_one_port() -> None:
    """Without another address, events go to /slack/events of the same server."""

    async def run() -> None:
        workspace, app = Workspace(), web.Application()
        workspace.add_to(app)

        async def events(request: web.Request) -> web.Response:
            return web.json_response({"text": "from the bot"})

        app.router.add_post("/slack/events", events)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        workspace.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        outcome = await workspace.command("/define", "x")
        await runner.cleanup()

        assert outcome.message is not None
        assert outcome.message.text == "from the bot"

    asyncio.run(run())


def test_server_stops_while_a_page_is_open() -> None:
    """An open stream does not hold the server back."""

    async def run() -> None:
        workspace = Workspace()
        async with aiohttp.ClientSession() as session:
            async with workspace.serve() as url:
                stream = await session.get(f"{url}/page-api/stream")
                await stream.content.readline()
            stream.close()

    asyncio.run(asyncio.wait_for(run(), 5))
