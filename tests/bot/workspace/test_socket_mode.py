"""The Socket Mode link behaves as Slack's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp

from bot.workspace import SOCKET, Workspace
from tests.bot.workspace.sample_bot import over_socket


def play(scene: Callable[[Workspace], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(20), over_socket(acknowledge_within=1.0) as workspace:
            await scene(workspace)

    asyncio.run(run())


def test_bot_comes_back_after_a_disconnect() -> None:
    """Asked to, the client opens a new connection, and nothing is lost."""

    async def scene(workspace: Workspace) -> None:
        await workspace.disconnect()
        opened = [call.method for call in workspace.calls]
        while opened.count("apps.connections.open") < 2 or workspace.connections != 1:
            await asyncio.sleep(0.02)
            opened = [call.method for call in workspace.calls]
        outcome = await workspace.command("/define", "churn")

        assert outcome.error is None

    play(scene)


def test_bot_comes_back_after_a_cut() -> None:
    """A connection that breaks without a word is opened again by the client's own watch."""

    async def scene(workspace: Workspace) -> None:
        workspace.cut_connections()
        while workspace.connections > 0:
            await asyncio.sleep(0.02)
        while workspace.connections == 0:
            await asyncio.sleep(0.02)
        outcome = await workspace.command("/define", "churn")

        assert outcome.error is None

    play(scene)


def test_link_says_hello_and_refuses_an_eleventh() -> None:
    """Ten connections get a hello with their number; one more is told that it is too many."""

    async def run() -> None:
        workspace = Workspace(deliver_to=SOCKET)
        async with (
            asyncio.timeout(20),
            workspace.serve() as url,
            aiohttp.ClientSession() as session,
        ):
            headers = {"Authorization": f"Bearer {workspace.app_token}"}
            greetings, links = [], []
            for _ in range(11):
                call = session.post(f"{url}/api/apps.connections.open", headers=headers)
                async with call as answer:
                    link = await session.ws_connect((await answer.json())["url"])
                links.append(link)
                greetings.append(await link.receive_json())

            assert [each["num_connections"] for each in greetings[:10]] == [*range(1, 11)]
            assert greetings[10] == {"type": "disconnect", "reason": "too_many_websockets"}

    asyncio.run(run())


def test_ticket_admits_once() -> None:
    """The address from apps.connections.open can't be used twice, nor made up."""

    async def run() -> None:
        workspace = Workspace(deliver_to=SOCKET)
        async with (
            workspace.serve() as url,
            aiohttp.ClientSession() as session,
            session.get(f"{url}/link?ticket=guessed") as answer,
        ):
            assert answer.status == 401

    asyncio.run(run())


def test_acknowledgement_of_nothing_is_passed_over() -> None:
    """The link stays, and the next event comes over it."""

    async def run() -> None:
        workspace = Workspace(deliver_to=SOCKET)
        async with asyncio.timeout(20), workspace.serve() as url, aiohttp.ClientSession() as session:
            headers = {"Authorization": f"Bearer {workspace.app_token}"}
            async with session.post(f"{url}/api/apps.connections.open", headers=headers) as answer:
                link = await session.ws_connect((await answer.json())["url"])
            await link.receive_json()
            for nothing in ("{", "[]", '{"envelope_id": ["x"]}', "[" * 100_000):
                await link.send_str(nothing)
            saying = asyncio.create_task(workspace.say("#support", "@define churn?"))
            event = await link.receive_json()
            await link.send_json({"envelope_id": event["envelope_id"]})
            await saying

            assert workspace.deliveries[-1].reply.accepted

    asyncio.run(run())
