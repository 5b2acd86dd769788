"""The real bot and the workspace talk, over HTTP and over Socket Mode."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.workspace import Delayed, Workspace
from tests.bot.world import actions, both, calls, over_http, play, quiet, shown

# ---- the command


@both
def test_command_is_answered_privately_in_its_acknowledgement(way: Any) -> None:
    """The card is there at once, for the one who asked, and Slack's Web API is not called."""

    async def scene(workspace: Workspace) -> None:
        before = len(workspace.calls)
        outcome = await workspace.command("/define", "customer success")

        assert outcome.error is None
        assert outcome.message is not None
        assert outcome.message.visible_to == workspace.person.id
        assert "customer success" in shown(outcome.message)
        assert outcome.message.blocks
        assert len(workspace.calls) == before

    play(way, scene)


def test_command_says_itself_that_it_is_private() -> None:
    """The acknowledgement carries response_type, so that no default decides it."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", "churn")

        assert outcome.reply.body["response_type"] == "ephemeral"

    play(over_http, scene)


@both
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?!",
        ":tada:",
        "what " * 8_000,
        "x" * 40_000,
        "\u202e\u0000\x07",
        "\ud800",
        "[[",
        "日本語とは何ですか",
    ],
    ids=[
        "empty",
        "blank",
        "marks",
        "emoji",
        "long",
        "one word",
        "control",
        "surrogate",
        "bracket",
        "script",
    ],
)
def test_command_has_an_answer_to_anything(way: Any, text: str) -> None:
    """Whatever was typed, there is a card, or a polite line."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", text)

        assert outcome.error is None
        assert outcome.message is not None
        assert outcome.message.text.strip()

    play(way, scene)


@both
@pytest.mark.parametrize("typed", ["<!channel> churn", "<@U0MAJA> blorp", "<http://x|y> blorp"])
def test_markup_in_a_question_does_not_come_back_alive(way: Any, typed: str) -> None:
    """Nobody is called and nothing is linked by what somebody typed."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", typed)

        assert outcome.message is not None
        for markup in ("<!", "<@U", "<http://x"):
            assert markup not in shown(outcome.message)

    play(way, scene)


# ---- mentions


@both
def test_mention_is_answered_in_its_thread(way: Any) -> None:
    """Also when the message was no reply: the channel stays tidy."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define what is churn?")
        answer = (await workspace.answers("#support", asked))[-1]

        assert answer.thread_ts == asked.ts
        assert not answer.is_private
        assert "churn" in answer.text

    play(way, scene)


def test_mention_inside_a_thread_is_answered_there() -> None:
    """The answer goes to the thread that the question is in."""

    async def scene(workspace: Workspace) -> None:
        root = await workspace.say("#support", "What do we report?")
        asked = await workspace.say("#support", "@define NPS?", thread_ts=root.ts)
        answer = (await workspace.answers("#support", asked))[-1]

        assert answer.thread_ts == root.ts

    play(over_http, scene)


@both
def test_mention_in_passing_gets_one_private_hint(way: Any) -> None:
    """Nothing public comes of "thanks"."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "thanks @define!")
        answers = await workspace.answers("#support", asked)
        await quiet(workspace)

        assert [answer.visible_to for answer in answers] == [workspace.person.id]
        assert answers[0].thread_ts is None
        assert (calls(workspace, "chat.postMessage"), calls(workspace, "chat.postEphemeral")) == (
            0,
            1,
        )

    play(way, scene)


def test_edited_mention_is_answered_once() -> None:
    """An edit brings the same message with a new event id."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define churn?")
        await workspace.answers("#support", asked)
        await workspace.edit(asked, "@define what is churn, please?")
        await quiet(workspace)

        assert calls(workspace, "chat.postMessage") == 1

    play(over_http, scene)


def test_mention_that_an_edit_adds_is_answered() -> None:
    """Who forgot to name the bot and adds it gets an answer."""

    async def scene(workspace: Workspace) -> None:
        said = await workspace.say("#support", "what is churn?")
        await workspace.edit(said, "@define what is churn?")
        await workspace.answers("#support", said)

        assert calls(workspace, "chat.postMessage") == 1

    play(over_http, scene)


def test_other_people_named_beside_the_bot_are_not_called() -> None:
    """Only our own name is taken out; others come back neither as a call nor as a term."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define @maja what is churn?")
        answer = (await workspace.answers("#support", asked))[-1]

        assert "churn" in answer.text
        assert "<@" not in shown(answer)

    play(over_http, scene)


# ---- direct messages


@both
def test_direct_message_is_answered_in_the_conversation(way: Any) -> None:
    """Without a thread, since the conversation is with the bot alone."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say(workspace.direct, "vad är kundframgång")
        answer = (await workspace.answers(workspace.direct, asked))[-1]

        assert answer.thread_ts is None
        assert "kundframgång" in shown(answer).lower()

    play(way, scene)


def test_direct_message_in_a_thread_is_answered_in_it() -> None:
    """Who writes in a thread reads there."""

    async def scene(workspace: Workspace) -> None:
        root = await workspace.say(workspace.direct, "churn")
        await workspace.answers(workspace.direct, root)
        asked = await workspace.say(workspace.direct, "retention", thread_ts=root.ts)
        answer = (await workspace.answers(workspace.direct, asked))[-1]

        assert answer.thread_ts == root.ts

    play(over_http, scene)


def test_direct_message_that_asks_nothing_gets_one_line_of_help() -> None:
    """Here nobody else is bothered by it."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say(workspace.direct, "thanks a lot, see you tomorrow")
        answers = await workspace.answers(workspace.direct, asked)

        assert len(answers) == 1
        assert not answers[0].blocks
        assert "\n" not in answers[0].text

    play(over_http, scene)


# ---- what is left alone


@both
@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1", "subtype": "bot_message"},
        {"bot_id": "B1"},
        {"subtype": "message_changed", "message": {"text": "churn"}},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"user": "USLACKBOT"},
        {"user": None},
        {"channel_type": "channel"},
        {"type": "reaction_added"},
        {"type": "app_mention", "bot_id": "B1"},
        {"type": "app_mention", "ts": None},
    ],
    ids=str,
)
def test_event_that_no_person_asked_in_is_acknowledged_and_left_alone(way: Any, event: dict[str, Any]) -> None:
    """Slack would send again what is not acknowledged; bots that answer bots do not stop."""

    async def scene(workspace: Workspace) -> None:
        written = {
            "type": "message",
            "channel_type": "im",
            "channel": workspace.direct,
            "user": workspace.person.id,
            "text": "what is churn?",
            "ts": "1.000001",
        }
        reply = await workspace.send_event({**written, **event})
        await quiet(workspace, 0.05)

        assert reply.accepted
        assert len(workspace.deliveries) == 1
        assert calls(workspace, "chat.postMessage") == 0

    play(way, scene)


def test_other_bot_that_names_ours_is_not_answered() -> None:
    """Through the workspace, with everything that Slack says of a bot's message."""

    async def scene(workspace: Workspace) -> None:
        await workspace.say("#support", "@define what is churn?", workspace.other_bot)
        await quiet(workspace)

        assert calls(workspace, "chat.postMessage") == 0

    play(over_http, scene)


def test_file_with_a_question_is_answered() -> None:
    """A question under an attachment is a question."""

    async def scene(workspace: Workspace) -> None:
        event = {
            "type": "message",
            "subtype": "file_share",
            "channel_type": "im",
            "channel": workspace.direct,
            "user": workspace.person.id,
            "text": "what is churn?",
            "ts": "1.000001",
        }
        await workspace.send_event(event)
        await workspace.until(lambda: calls(workspace, "chat.postMessage") == 1)

    play(over_http, scene)


@both
def test_redelivered_event_is_answered_once(way: Any) -> None:
    """Four deliveries, one post, and each delivery is acknowledged."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define churn?")
        await workspace.answers("#support", asked)
        replies = [await workspace.send_again(workspace.deliveries[0]) for _ in range(3)]
        await quiet(workspace)

        assert all(reply.accepted for reply in replies)
        assert calls(workspace, "chat.postMessage") == 1

    play(way, scene)


def test_deliveries_at_the_same_moment_are_answered_once() -> None:
    """The mark is set on receipt, before anything is waited for."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define churn?")
        first = workspace.deliveries[0]
        await asyncio.gather(*(workspace.send_again(first) for _ in range(8)))
        await workspace.answers("#support", asked)
        await quiet(workspace)

        assert calls(workspace, "chat.postMessage") == 1

    play(over_http, scene)


# ---- whose language


def test_bare_term_is_answered_in_the_language_of_somebodys_slack() -> None:
    """ "NPS" says nothing about a language; Slack is asked once about a person."""

    async def scene(workspace: Workspace) -> None:
        workspace.set_locale("sv-SE")
        first = await workspace.say(workspace.direct, "churn")
        answer = (await workspace.answers(workspace.direct, first))[-1]
        second = await workspace.say(workspace.direct, "NPS")
        await workspace.answers(workspace.direct, second)

        assert "Förlusten" in shown(answer)
        assert calls(workspace, "users.info") == 1

    play(over_http, scene)


def test_bot_does_without_the_optional_scope() -> None:
    """Refused once, it does not ask again, about anybody."""

    async def scene(workspace: Workspace) -> None:
        for user in (workspace.person, workspace.user("maja"), workspace.person):
            asked = await workspace.say("#support", "@define NPS", user)
            await workspace.answers("#support", asked)

        assert calls(workspace, "chat.postMessage") == 3
        assert calls(workspace, "users.info") == 1

    play(over_http, scene, scopes=("commands", "chat:write", "app_mentions:read", "im:history"))


def test_answer_does_not_wait_long_for_a_locale() -> None:
    """A slow users.info costs a second at most."""

    async def scene(workspace: Workspace) -> None:
        workspace.fail_next("users.info", Delayed(4))
        asked = await workspace.say(workspace.direct, "NPS")
        await workspace.answers(workspace.direct, asked, timeout=2.5)

    play(over_http, scene)


def test_question_that_shows_its_language_asks_slack_for_none() -> None:
    """No call is made whose answer would not count."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say(workspace.direct, "vad är kundframgång")
        await workspace.answers(workspace.direct, asked)

        assert calls(workspace, "users.info") == 0

    play(over_http, scene)


# ---- buttons are there


def test_ambiguous_term_offers_its_meanings() -> None:
    """A button a candidate."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", "CS")

        assert outcome.message is not None
        assert {"choice:1", "choice:2"} <= set(actions(outcome.message))

    play(over_http, scene)
