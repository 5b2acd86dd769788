"""The validator refuses what Slack refuses, and says where and why."""

from __future__ import annotations

from typing import Any

import pytest

from bot.workspace.block_kit import problems, view_problems
from tests.bot.workspace import sample_cards
from tests.bot.workspace.sample_cards import Json, button, mrkdwn, plain

CARDS = ("english", "arabic", "comparison", "choices", "everything")


def section(**fields: Any) -> Json:
    return {"type": "section", **fields}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "One", value: str = "1", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def select(*options: Json, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": list(options), **more}


def overflow(count: int) -> Json:
    options = [option(value=str(number)) for number in range(count)]
    return {"type": "overflow", "action_id": "o", "options": options}


def table(rows: int, columns: int, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def feedback(**more: Any) -> Json:
    good, bad = option("Good", "g"), option("Bad", "b")
    return {"type": "feedback_buttons", "positive_button": good, "negative_button": bad, **more}


@pytest.mark.parametrize("card", CARDS)
def test_takes_cards_that_are_in_order(card: str) -> None:
    """A card that keeps to Slack's rules has no problems."""
    assert problems(getattr(sample_cards, card)()) == []


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "header", "text": plain("x" * 150)}],
        [section(text=mrkdwn("x" * 3000))],
        [section(fields=[mrkdwn("x" * 900)] * 10)],
        [{"type": "context", "elements": [mrkdwn("x")] * 10}],
        [actions(*[button("x" * 75, f"a{number}") for number in range(25)])],
        [actions(overflow(5))],
        [section(text=mrkdwn("x"), accessory=select(*[option(value=f"{n}") for n in range(100)]))],
        [table(rows=100, columns=1)],
        [{"type": "divider", "block_id": "x" * 255}] * 1,
        [{"type": "divider"}] * 50,
        [],
    ],
)
def test_takes_what_is_just_within_the_limits(blocks: list[Json]) -> None:
    """Each limit is itself allowed."""
    assert problems(blocks) == []


REFUSED: list[tuple[str, list[Any], str]] = [
    (
        "51 blocks",
        [{"type": "divider"}] * 51,
        "no more than 50 items allowed [json-pointer:/blocks]",
    ),
    ("no object", ["x"], "must be an object, not a string [json-pointer:/blocks/0]"),
    ("no type", [{}], "missing required field: type [json-pointer:/blocks/0]"),
    ("unknown block", [{"type": "poem"}], "unsupported block: 'poem' is no block type"),
    (
        "modal's block",
        [{"type": "alert", "text": plain("x")}],
        "'alert' is not allowed in a message",
    ),
    ("unknown field", [{"type": "divider", "color": "red"}], "invalid additional property: color"),
    ("long block_id", [{"type": "divider", "block_id": "x" * 256}], "must be less than 256"),
    ("twin block_ids", [{"type": "divider", "block_id": "x"}] * 2, "`block_id` 'x' already exists"),
    (
        "header without text",
        [{"type": "header"}],
        "missing required field [json-pointer:/blocks/0/text]",
    ),
    ("header in mrkdwn", [{"type": "header", "text": mrkdwn("x")}], "text type must be plain_text"),
    (
        "long header",
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters",
    ),
    ("empty header", [{"type": "header", "text": plain("")}], "must be more than 0 characters"),
    ("blank header", [{"type": "header", "text": plain(" \n")}], "must be more than 0 characters"),
    ("surrogate", [{"type": "header", "text": plain("\ud800")}], "must be valid Unicode"),
    ("bare string", [section(text="x")], "must be an object, not a string"),
    ("empty section", [section()], "needs `text` or `fields`"),
    ("long section", [section(text=mrkdwn("x" * 3001))], "must be less than 3001 characters"),
    ("no fields", [section(fields=[])], "no less than 1 items allowed"),
    ("eleven fields", [section(fields=[mrkdwn("x")] * 11)], "no more than 10 items allowed"),
    (
        "long field",
        [section(fields=[mrkdwn("x" * 2001)])],
        "[json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "emoji in mrkdwn",
        [section(text=mrkdwn("x") | {"emoji": True})],
        "additional property: emoji",
    ),
    ("verbatim in plain", [section(text=plain("x") | {"verbatim": True})], "property: verbatim"),
    ("odd accessory", [section(text=mrkdwn("x"), accessory=feedback())], "unsupported type"),
    ("eleven in context", [{"type": "context", "elements": [mrkdwn("x")] * 11}], "no more than 10"),
    ("empty context", [{"type": "context", "elements": []}], "no less than 1"),
    (
        "button in context",
        [{"type": "context", "elements": [button("x", "a")]}],
        "text type must be",
    ),
    ("26 actions", [actions(*[button("x", f"a{n}") for n in range(26)])], "no more than 25"),
    ("long button", [actions(button("x" * 76, "a"))], "must be less than 76 characters"),
    ("empty button", [actions(button("", "a"))], "must be more than 0 characters"),
    ("long value", [actions(button("x", "a", "v" * 2001))], "must be less than 2001 characters"),
    ("long action_id", [actions(button("x", "a" * 256))], "must be less than 256 characters"),
    ("twins in a block", [actions(button("x", "a"), button("y", "a"))], "`action_id` 'a' already"),
    (
        "twins in a message",
        [actions(button("x", "a")), actions(button("y", "a"))],
        "`action_id` 'a'",
    ),
    ("odd style", [actions(button("x", "a", style="loud"))], "must be one of: primary, danger"),
    (
        "script url",
        [actions(button("x", "a", url="javascript:alert(1)"))],
        "valid http or https URL",
    ),
    ("long url", [actions(button("x", "a", url="https://x.y/" + "z" * 3000))], "less than 3001"),
    ("six in overflow", [actions(overflow(6))], "no more than 5 items allowed"),
    ("no options", [actions(select())], "no less than 1 items allowed"),
    (
        "101 options",
        [actions(select(*[option(value=f"{n}") for n in range(101)]))],
        "more than 100",
    ),
    ("long option", [actions(select(option("x" * 76)))], "must be less than 76 characters"),
    ("long option value", [actions(select(option(value="x" * 151)))], "less than 151 characters"),
    ("twin options", [actions(select(option(), option()))], "option value '1' is there twice"),
    ("options and groups", [actions(select(option(), option_groups=[]))], "either `options` or"),
    (
        "initial is no option",
        [actions(select(option(), initial_option=option("No", "9")))],
        "is not one",
    ),
    (
        "long placeholder",
        [actions(select(option(), placeholder=plain("x" * 151)))],
        "less than 151",
    ),
    (
        "long confirm",
        [
            actions(
                button("x", "a")
                | {
                    "confirm": {
                        "title": plain("x" * 101),
                        "text": plain("x"),
                        "confirm": plain("x"),
                        "deny": plain("x"),
                    }
                }
            )
        ],
        "[json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ),
    (
        "multi select in actions",
        [actions(select(option()) | {"type": "multi_static_select"})],
        "unsupported type: 'multi_static_select'",
    ),
    (
        "six context actions",
        [{"type": "context_actions", "elements": [feedback()] * 6}],
        "more than 5",
    ),
    ("feedback in actions", [actions(feedback())], "unsupported type: 'feedback_buttons'"),
    (
        "feedback with one",
        [{"type": "context_actions", "elements": [feedback(negative_button=None)]}],
        "must be an object, not null",
    ),
    ("image without alt", [{"type": "image", "image_url": "https://x.y/z.png"}], "/alt_text]"),
    ("image from a file", [{"type": "image", "image_url": "file:///x", "alt_text": "x"}], "http"),
    ("101 rows", [table(rows=101, columns=1)], "no more than 100 items allowed"),
    ("21 columns", [table(rows=1, columns=21)], "no more than 20 items allowed"),
    (
        "ragged table",
        [{"type": "table", "rows": [*table(1, 2)["rows"], *table(1, 1)["rows"]]}],
        "has 1 cells where the first row has 2",
    ),
    ("empty cell", [table(1, 1, "")], "must be more than 0 characters"),
    (
        "number cell",
        [{"type": "table", "rows": [[{"type": "raw_number", "value": 1}]]}],
        "cell type",
    ),
    ("long table", [table(100, 2, "x" * 51)], "a table must be less than 10001 characters"),
    ("two tables", [table(1, 1), table(1, 1)], "only one table is allowed in a message"),
    (
        "long markdown",
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "markdown must be less than 12001",
    ),
    (
        "odd rich text",
        [{"type": "rich_text", "elements": [{"type": "text"}]}],
        "unsupported type: 'text'",
    ),
    ("long message", [section(text=mrkdwn("x" * 2900))] * 5, "that Slack accepts"),
]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [(blocks, expected) for _, blocks, expected in REFUSED],
    ids=[name for name, _, _ in REFUSED],
)
def test_refuses_what_slack_refuses(blocks: list[Any], expected: str) -> None:
    """Each broken rule is reported with its place."""
    found = [str(problem) for problem in problems(blocks)]

    assert any(expected in text for text in found), found


def test_reports_all_problems_at_once() -> None:
    """One look shows everything that is to be mended."""
    blocks = [{"type": "header", "text": plain("")}, section(), {"type": "poem"}]

    assert len(problems(blocks)) == 3


def test_says_msg_blocks_too_long_as_slack_does() -> None:
    """The size of all blocks together has an error name of its own."""
    found = problems([section(text=mrkdwn("x" * 2900))] * 5)

    assert [problem.error for problem in found] == ["msg_blocks_too_long"]


def test_counts_code_points() -> None:
    """150 emoji fit a header, though each takes two units of UTF-16 and four bytes."""
    assert problems([{"type": "header", "text": plain("🎯" * 150)}]) == []


def test_knows_what_a_modal_and_a_home_tab_may_hold() -> None:
    """Views have other blocks and other limits than messages."""
    modal = {"type": "modal", "title": plain("Terms"), "blocks": [section(text=mrkdwn("x"))]}

    assert view_problems(modal) == []
    assert "must be less than 25" in str(view_problems(modal | {"title": plain("x" * 25)})[0])
    assert "'table' is not allowed in a modal" in str(view_problems(modal | {"blocks": [table(1, 1)]})[0])
    assert problems([{"type": "divider"}] * 100, "home") == []
    assert "more than 100" in str(problems([{"type": "divider"}] * 101, "home")[0])
