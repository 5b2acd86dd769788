"""Clicks, as a person makes them on the bot's own messages."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.workspace import Message, Workspace
from tests.bot.world import actions, both, calls, over_http, play, quiet, shown


async def private(workspace: Workspace, text: str) -> Message:
    """The private answer to a command."""
    outcome = await workspace.command("/define", text)
    assert outcome.message is not None
    return outcome.message


async def public(workspace: Workspace, text: str) -> Message:
    """The answer to a mention, in its thread."""
    asked = await workspace.say("#support", f"@define {text}")
    return (await workspace.answers("#support", asked))[-1]


async def now(workspace: Workspace, message: Message) -> Message:
    """The message as it stands."""
    return next(one for one in workspace.messages(message.channel) if one.ts == message.ts)


def value(message: Message, action_id: str, code: str) -> str:
    """The value of a language in a menu."""
    options = actions(message)[action_id]["options"]
    return next(str(one["value"]) for one in options if f'"{code}"' in one["value"])


async def changed(workspace: Workspace, message: Message) -> Message:
    """The message once it says something else."""

    def differs() -> bool:
        return any(one.ts == message.ts and one.blocks != message.blocks for one in workspace.messages(message.channel))

    await workspace.until(differs)
    return await now(workspace, message)


def last_private(workspace: Workspace, after: Message) -> Message | None:
    """The newest private message."""
    later = [one for one in workspace.messages(after.channel) if one.is_private]
    return next((one for one in reversed(later) if one.ts > after.ts), None)


@both
def test_choice_on_a_private_answer_replaces_it(way: Any) -> None:
    """The click answers the question; no message more is in the way."""

    async def scene(workspace: Workspace) -> None:
        asked = await private(workspace, "CS")
        count = len(workspace.messages("#support"))
        outcome = await workspace.click(asked, "choice:1")
        answer = await changed(workspace, asked)

        assert outcome.error is None
        assert "customer success" in shown(answer)
        assert "choice:1" not in actions(answer)
        assert len(workspace.messages("#support")) == count

    play(way, scene)


@both
def test_choice_on_a_public_answer_replaces_it_for_all(way: Any) -> None:
    """It settles the question that everybody in the thread sees."""

    async def scene(workspace: Workspace) -> None:
        asked = await public(workspace, "what does CS mean?")
        await workspace.click(asked, "choice:1", user=workspace.user("maja"))
        answer = await changed(workspace, asked)

        assert not answer.is_private
        assert "customer success" in shown(answer)
        assert calls(workspace, "chat.update") == 1

    play(way, scene)


@both
@pytest.mark.parametrize("action", ["facet:measuring", "related:1", "language"])
def test_other_clicks_on_a_public_answer_are_shown_to_the_one_who_clicked(way: Any, action: str) -> None:
    """In the thread, and nobody else's card changes."""

    async def scene(workspace: Workspace) -> None:
        maja = workspace.user("maja")
        answer = await public(workspace, "what is churn?")
        picked = value(answer, action, "ar") if action == "language" else None
        await workspace.click(answer, action, picked, maja)
        await workspace.until(lambda: last_private(workspace, answer) is not None)
        seen = last_private(workspace, answer)

        assert seen is not None
        assert (seen.visible_to, seen.thread_ts) == (maja.id, answer.thread_ts)
        assert await now(workspace, answer) == answer

    play(way, scene)


@pytest.mark.parametrize("action", ["facet:measuring", "related:1", "language"])
def test_other_clicks_on_a_private_answer_replace_it(action: str) -> None:
    """And what then stands there can be clicked on again."""

    async def scene(workspace: Workspace) -> None:
        answer = await private(workspace, "what is churn?")
        picked = value(answer, action, "pl") if action == "language" else None
        await workspace.click(answer, action, picked)
        after = await changed(workspace, answer)
        again = next(name for name in actions(after) if name.startswith(("facet:", "related:")))
        await workspace.click(after, again)

        assert await changed(workspace, after) != after

    play(over_http, scene)


def test_click_in_a_direct_message_replaces_the_answer() -> None:
    """Nobody but the one who clicked is in that conversation."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say(workspace.direct, "what does CS mean?")
        choice = (await workspace.answers(workspace.direct, asked))[-1]
        await workspace.click(choice, "choice:2")
        answer = await changed(workspace, choice)
        await workspace.click(answer, "language", value(answer, "language", "sv"))
        await changed(workspace, answer)
        await quiet(workspace)

        assert len([one for one in workspace.messages(workspace.direct) if one.ts > asked.ts]) == 1

    play(over_http, scene)


def test_language_picked_is_remembered() -> None:
    """The next term is answered in it, for the one who picked it and for nobody else."""

    async def scene(workspace: Workspace) -> None:
        answer = await private(workspace, "churn")
        await workspace.click(answer, "language", value(answer, "language", "sv"))
        await changed(workspace, answer)
        mine = await private(workspace, "NPS")
        other = await workspace.command("/define", "NPS", user=workspace.user("maja"))

        assert other.message is not None
        assert shown(mine) != shown(other.message)
        assert "rekommendera" in shown(mine)

    play(over_http, scene)


@both
@pytest.mark.parametrize(
    "forged",
    [
        "",
        "nonsense",
        "[]",
        "[" * 1500,
        '[[["no-such-card"]],["definition"],0,"en",null,[]]',
        '[[["churn"]],["definition"],0,"xx",null,[]]',
        '[[[]],["definition"],0,"en",null,[]]',
    ],
    ids=["empty", "text", "list", "deep", "gone", "language", "nothing"],
)
@pytest.mark.parametrize("seen_by_all", [True, False], ids=["public", "private"])
def test_forged_or_stale_value_gets_a_private_line(way: Any, forged: str, seen_by_all: bool) -> None:
    """The message stays as it is, and nothing fails."""

    async def scene(workspace: Workspace) -> None:
        answer = await (public if seen_by_all else private)(workspace, "what is churn?")
        before = answer
        outcome = await workspace.click(answer, "facet:measuring", forged)
        await workspace.until(lambda: last_private(workspace, answer) is not None)
        line = last_private(workspace, answer)

        assert outcome.error is None
        assert line is not None
        assert not line.blocks
        assert line.text
        assert line.thread_ts == ((answer.thread_ts or answer.ts) if seen_by_all else None)
        assert await now(workspace, answer) == before

    play(way, scene)


def test_click_that_only_opens_a_link_is_acknowledged() -> None:
    """Slack tells of those as well."""

    async def scene(workspace: Workspace) -> None:
        answer = await private(workspace, "churn")
        element = actions(answer)["facet:measuring"]
        element["action_id"] = "some-link"
        outcome = await workspace.click(answer, "some-link")

        assert outcome.error is None

    play(over_http, scene)


def test_many_clicks_at_once_are_all_answered() -> None:
    """Each in its own task, none in the way of another."""

    async def scene(workspace: Workspace) -> None:
        answers = [await private(workspace, "what is churn?") for _ in range(20)]
        await asyncio.gather(*(workspace.click(one, "facet:example") for one in answers))
        await workspace.until(lambda: calls(workspace, "response_url") == 20)

    play(over_http, scene)
