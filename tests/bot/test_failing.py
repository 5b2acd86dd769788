"""What goes wrong between the bot and Slack, and what becomes of it."""

from __future__ import annotations

import logging

import pytest

from bot.workspace import (
    AnswerLost,
    Dropped,
    Fault,
    RateLimited,
    Refused,
    ServerError,
    Workspace,
)
from tests.bot.world import actions, calls, over_http, play, quiet


def posted(workspace: Workspace, since: str) -> int:
    """How many messages of the bot everybody sees."""
    later = [one for one in workspace.messages("#support") if one.ts > since and not one.is_private]
    return sum(one.user == workspace.bot.id for one in later)


@pytest.mark.parametrize("fault", [RateLimited(1), ServerError(503)], ids=["429", "503"])
def test_post_that_slack_puts_off_is_sent_again(fault: Fault) -> None:
    """As soon as Slack says, and it arrives once."""

    async def scene(workspace: Workspace) -> None:
        workspace.fail_next("chat.postMessage", fault, times=2)
        asked = await workspace.say("#support", "@define churn?")
        await workspace.answers("#support", asked, timeout=6)
        await quiet(workspace)

        assert calls(workspace, "chat.postMessage") == 3
        assert posted(workspace, asked.ts) == 1

    play(over_http, scene)


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [(AnswerLost(), 1), (Dropped(), 0), (ServerError(500), 0), (ServerError(502), 0)],
    ids=["lost", "dropped", "500", "502"],
)
def test_post_that_may_have_arrived_is_not_sent_again(fault: Fault, arrives: int, caplog: pytest.LogCaptureFixture) -> None:
    """Twice the same answer is worse than none; the log has one line with the cause."""

    async def scene(workspace: Workspace) -> None:
        workspace.fail_next("chat.postMessage", fault)
        asked = await workspace.say("#support", "@define churn?")
        await quiet(workspace, 0.4)

        assert calls(workspace, "chat.postMessage") == 1
        assert posted(workspace, asked.ts) == arrives

    with caplog.at_level(logging.WARNING, "bot"):
        play(over_http, scene)
    told = [record for record in caplog.records if record.name.startswith("bot.tasks")]
    assert len(told) == 1
    assert "chat.postMessage" in told[0].getMessage()


def test_bot_goes_on_after_a_failure() -> None:
    """The next question is answered."""

    async def scene(workspace: Workspace) -> None:
        workspace.fail_next("chat.postMessage", ServerError(500))
        await workspace.say("#support", "@define churn?")
        await quiet(workspace)
        asked = await workspace.say("#support", "@define retention?")
        await workspace.answers("#support", asked)

    play(over_http, scene)


def test_slack_that_puts_off_for_ever_is_given_up() -> None:
    """A few tries, and then it is left."""

    async def scene(workspace: Workspace) -> None:
        workspace.fail_next("chat.postMessage", ServerError(503), times=50)
        await workspace.say("#support", "@define churn?")
        await quiet(workspace, 0.5)

        assert calls(workspace, "chat.postMessage") == 4

    play(over_http, scene)


def test_answer_that_slack_refuses_is_apologised_for() -> None:
    """The person learns that there was one."""

    async def scene(workspace: Workspace) -> None:
        workspace.fail_next("chat.postMessage", Refused("msg_blocks_too_long"))
        asked = await workspace.say("#support", "@define churn?")
        line = (await workspace.answers("#support", asked))[-1]

        assert line.visible_to == workspace.person.id
        assert not line.blocks

    play(over_http, scene)


@pytest.mark.parametrize("fault", [RateLimited(1), ServerError(503)], ids=["429", "503"])
def test_click_that_slack_puts_off_is_answered_later(fault: Fault) -> None:
    """A response_url is tried again like the rest."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.command("/define", "CS")
        assert asked.message is not None
        workspace.fail_next("response_url", fault)
        await workspace.click(asked.message, "choice:1")

        def answered() -> bool:
            return "choice:1" not in actions(workspace.messages("#support")[-1])

        await workspace.until(answered, timeout=4)
        assert calls(workspace, "response_url") == 2

    play(over_http, scene)


def test_click_whose_answer_may_have_arrived_is_answered_once() -> None:
    """Each use of a response_url counts, and a private line twice is one too many."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.command("/define", "CS")
        assert asked.message is not None
        workspace.fail_next("response_url", AnswerLost())
        await workspace.click(asked.message, "choice:1")
        await quiet(workspace, 0.3)

        assert calls(workspace, "response_url") == 1

    play(over_http, scene)
