"""A real Bolt app and the workspace talk, over HTTP and over Socket Mode."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.workspace import Workspace
from tests.bot.workspace.sample_bot import over_http, over_socket

Scene = Callable[[Workspace], Awaitable[None]]
both = pytest.mark.parametrize("way", [over_http, over_socket], ids=["http", "socket"])


def play(way: Any, scene: Scene, **options: Any) -> None:
    """Runs a scene with the bot and the workspace around it."""
    options = {"redeliver_after": (0.01, 0.01, 0.01), "acknowledge_within": 2.0, **options}

    async def run() -> None:
        async with asyncio.timeout(20), way(**options) as workspace:
            await scene(workspace)

    asyncio.run(run())


@both
def test_command_is_answered_in_its_acknowledgement(way: Any) -> None:
    """The answer is private, carries the blocks, and costs no Web API call but auth.test."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", "customer success")

        assert outcome.error is None
        assert outcome.message == workspace.messages("#support")[-1]
        assert outcome.message.visible_to == workspace.person.id
        assert outcome.message.text == "*customer success*: a card"
        assert outcome.message.blocks[0]["text"]["text"] == "Customer success"
        assert {call.method for call in workspace.calls} <= {"auth.test", "apps.connections.open"}

    play(way, scene)


@both
def test_command_may_answer_everybody_or_nobody(way: Any) -> None:
    """`in_channel` makes the answer public; an empty acknowledgement shows nothing."""

    async def scene(workspace: Workspace) -> None:
        public = await workspace.command("/define", "everybody", workspace.direct)
        silent = await workspace.command("/define", "silent")

        assert public.message is not None
        assert not public.message.is_private
        assert public.message.channel == workspace.direct
        assert (silent.message, silent.error) == (None, None)

    play(way, scene)


@both
def test_late_command_shows_slacks_error(way: Any) -> None:
    """An acknowledgement after the limit is too late, and the person is told."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", "late")

        assert outcome.error == "operation_timeout"
        shown = workspace.messages("#support")[-1]
        assert shown.text == '/define failed with the error "operation_timeout"'
        assert shown.visible_to == workspace.person.id

    play(way, scene, acknowledge_within=0.2)


def test_crashed_command_shows_slacks_error() -> None:
    """A 500 from the bot is a http_service_error for the person."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", "crash")

        assert (outcome.error, outcome.reply.status) == ("http_service_error", 500)

    play(over_http, scene)


def test_unreachable_bot_shows_slacks_error() -> None:
    """Without a bot at the address, or without a connection, nothing can be dispatched."""

    async def scene(workspace: Workspace) -> None:
        workspace.deliver_to = "http://127.0.0.1:9/slack/events"
        first = await workspace.command("/define", "churn")
        workspace.deliver_to = "socket"
        second = await workspace.command("/define", "churn")

        assert [first.error, second.error] == ["dispatch_failed", "dispatch_failed"]

    play(over_http, scene)


@both
def test_broken_blocks_in_an_acknowledgement_are_refused(way: Any) -> None:
    """The person sees Slack's error, and the page says what is wrong with the blocks."""

    async def scene(workspace: Workspace) -> None:
        outcome = await workspace.command("/define", "broken")

        assert outcome.error == "invalid_command_response"
        assert "missing required field [json-pointer:/blocks/0/text]" in workspace.notices[-1].text

    play(way, scene)


@both
def test_mention_is_answered_in_its_thread(way: Any) -> None:
    """The event has the mention as markup, and the answer comes by chat.postMessage."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say("#support", "@define CX & CS?")
        (answer,) = await workspace.answers("#support", after=asked)

        assert asked.text == "<@U0DEFINE> CX &amp; CS?"
        assert answer.thread_ts == asked.ts
        event = workspace.deliveries[0].parcel.body
        assert event["event"]["type"] == "app_mention"
        assert event["event"]["text"] == asked.text
        assert event["authorizations"][0]["user_id"] == workspace.bot.id
        assert [call.method for call in workspace.calls][-1] == "chat.postMessage"

    play(way, scene)


@both
def test_talk_without_a_mention_is_not_delivered(way: Any) -> None:
    """The bot does not hear what is said in a channel to others."""

    async def scene(workspace: Workspace) -> None:
        await workspace.say("#support", "good morning")
        await workspace.settled()

        assert workspace.deliveries == []

    play(way, scene)


@both
def test_direct_message_is_answered(way: Any) -> None:
    """A message.im event comes with its channel_type, and the bot's own answer comes back too."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say(workspace.direct, "ما الفرق؟")
        (answer,) = await workspace.answers(workspace.direct, after=asked)
        await workspace.settled()

        assert answer.blocks[0]["text"]["text"] == "نجاح العملاء"
        events = [delivery.parcel.body["event"] for delivery in workspace.deliveries]
        assert [event["channel_type"] for event in events] == ["im", "im"]
        assert [event.get("bot_id") for event in events] == [None, workspace.bot.bot_id]

    play(way, scene)


@both
def test_edits_and_deletions_are_events_too(way: Any) -> None:
    """In a direct message they come as subtypes; an edited mention comes again, marked."""

    async def scene(workspace: Workspace) -> None:
        direct = await workspace.say(workspace.direct, "chrun")
        edited = await workspace.edit(direct, "churn")
        await workspace.delete(edited)
        mention = await workspace.say("#support", "@define chrun")
        await workspace.edit(mention, "@define churn")
        await workspace.settled()

        bodies = [delivery.parcel.body for delivery in workspace.deliveries]
        events = [body["event"] for body in bodies if "bot_id" not in body["event"]]
        assert [(event["type"], event.get("subtype")) for event in events] == [
            ("message", None),
            ("message", "message_changed"),
            ("message", "message_deleted"),
            ("app_mention", None),
            ("app_mention", None),
        ]
        assert events[1]["message"]["text"] == "churn"
        assert events[1]["previous_message"]["text"] == "chrun"
        assert (events[4]["ts"], "edited" in events[4]) == (mention.ts, True)
        assert len({body["event_id"] for body in bodies}) == len(bodies)

    play(way, scene)


@both
def test_another_bot_is_told_apart(way: Any) -> None:
    """A mention by another bot comes with its bot_id."""

    async def scene(workspace: Workspace) -> None:
        await workspace.say("#support", "@define churn", user=workspace.other_bot)

        assert workspace.deliveries[0].parcel.body["event"]["bot_id"] == workspace.other_bot.bot_id

    play(way, scene)


@both
def test_click_on_a_private_answer_replaces_it(way: Any) -> None:
    """The payload leaves the message out, as Slack does, and its response_url still works."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.command("/define", "choice")
        assert asked.message is not None
        outcome = await workspace.click(asked.message, "choose_success")
        await workspace.until(lambda: "You chose" in workspace.messages("#support")[-1].text)

        payload = workspace.deliveries[-1].parcel.body
        assert outcome.error is None
        assert "message" not in payload
        assert payload["container"]["is_ephemeral"]
        assert payload["actions"][0]["value"] == "customer-success"
        replaced = workspace.messages("#support")[-1]
        assert (replaced.ts, replaced.visible_to) == (asked.message.ts, workspace.person.id)

    play(way, scene)


@both
def test_pick_from_a_menu_in_public_is_answered_in_private(way: Any) -> None:
    """The option is found by value or by what it says, and state shows what was picked."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.say(workspace.direct, "churn")
        (card,) = await workspace.answers(workspace.direct, after=asked)
        await workspace.click(card, "language", "العربية")
        _, answer = await workspace.answers(workspace.direct, after=asked, count=2)

        payload = workspace.deliveries[-1].parcel.body
        assert payload["message"]["ts"] == card.ts
        assert payload["actions"][0]["selected_option"]["value"] == "ar"
        (state,) = payload["state"]["values"].values()
        assert state["language"]["selected_option"]["value"] == "ar"
        assert (answer.text, answer.is_private) == ("In ar", True)

    play(way, scene)


def test_click_that_fails_is_an_error() -> None:
    """What the bot answers to a click with a 500 is shown to the person who clicked."""

    async def scene(workspace: Workspace) -> None:
        asked = await workspace.command("/define", "churn")
        assert asked.message is not None
        outcome = await workspace.click(asked.message, "crash")

        assert outcome.error == "http_service_error"
        with pytest.raises(LookupError, match="the message has"):
            await workspace.click(asked.message, "nothing")

    play(over_http, scene)


def test_event_is_delivered_again_until_it_is_accepted() -> None:
    """Redeliveries repeat the event id and tell their number and reason."""

    async def scene(workspace: Workspace) -> None:
        address = workspace.deliver_to
        workspace.deliver_to = "http://127.0.0.1:9/slack/events"
        asked = await workspace.say("#support", "@define churn")
        assert workspace.notices[-1].text.startswith("The bot did not accept the event app_mention")
        workspace.deliver_to = address
        await workspace.settled()
        await workspace.answers("#support", after=asked)

        attempts = [(each.parcel.retry, each.parcel.reason, each.reply.accepted)
                    for each in workspace.deliveries[:2]]  # fmt: skip
        assert attempts == [(0, "", False), (1, "connection_failed", True)]
        ids = {each.parcel.body["event_id"] for each in workspace.deliveries[:2]}
        assert len(ids) == 1

    play(over_http, scene, redeliver_after=(0.1,))


@both
def test_event_that_nobody_handles_is_delivered_four_times(way: Any) -> None:
    """Slack gives up after three redeliveries."""

    async def scene(workspace: Workspace) -> None:
        await workspace.send_event({"type": "reaction_added", "user": workspace.person.id})
        await workspace.settled()

        assert [each.parcel.retry for each in workspace.deliveries] == [0, 1, 2, 3]

    play(way, scene, acknowledge_within=0.2)


def test_forged_requests_reach_the_bot_as_they_are() -> None:
    """A genuine signature is accepted; a wrong one and an old one are not."""

    async def scene(workspace: Workspace) -> None:
        body = '{"type": "url_verification", "challenge": "c", "token": "t"}'
        json_type = {"Content-Type": "application/json"}
        genuine = workspace.signed_headers(body) | json_type
        old = workspace.signed_headers(body, timestamp=1_000_000_000) | json_type
        wrong = genuine | {"X-Slack-Signature": "v0=" + "0" * 64}

        replies = [await workspace.deliver_raw(body, each) for each in (genuine, wrong, old)]
        assert [reply.status for reply in replies] == [200, 401, 401]

    play(over_http, scene)
