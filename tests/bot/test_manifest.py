"""What Slack is told about the app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, address, manifest, written

ROOT = Path(__file__).parents[2]
REQUESTS = "https://bot.example.com/slack/events"


def test_file_is_the_socket_mode_form() -> None:
    """The one in the repository is the one that the command prints."""
    assert (ROOT / "manifest.json").read_text("utf-8") == written()


def test_socket_mode_form_has_no_addresses() -> None:
    """It needs none."""
    made = manifest()

    assert made["settings"]["socket_mode_enabled"] is True
    assert "https://" not in json.dumps(made)


def test_http_form_has_one_address_for_everything() -> None:
    """The command, events and clicks all go to it."""
    made = manifest(address("https://bot.example.com/"), "/term")
    slash = made["features"]["slash_commands"][0]

    assert made["settings"]["socket_mode_enabled"] is False
    assert (slash["command"], slash["url"]) == ("/term", REQUESTS)
    assert made["settings"]["event_subscriptions"]["request_url"] == REQUESTS
    assert made["settings"]["interactivity"]["request_url"] == REQUESTS


def test_scopes_are_the_least() -> None:
    """Each event and method used needs one of them, and nothing more is asked for."""
    assert list(SCOPES) == ["app_mentions:read", "chat:write", "commands", "im:history"]
    assert list(OPTIONAL_SCOPES) == ["users:read"]
    assert EVENTS == ("app_mention", "message.im")


def test_people_may_write_to_it() -> None:
    """Otherwise the messages tab is there and nobody can type."""
    assert manifest()["features"]["app_home"] == {
        "home_tab_enabled": False,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_texts_are_within_slacks_limits() -> None:
    """Of the public schema, with the longest command there is."""
    made: dict[str, Any] = manifest(None, "/" + "a" * 31)
    told, features = made["display_information"], made["features"]
    slash = features["slash_commands"][0]

    assert len(told["name"]) <= 35
    assert len(told["description"]) <= 140
    assert 175 <= len(told["long_description"]) <= 4000
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(slash["command"]) <= 32
    assert len(slash["description"]) <= 2000
    assert len(slash["usage_hint"]) <= 1000


@pytest.mark.parametrize(
    "text",
    ["", "bot.example.com", "http://bot.example.com", "https://", "https://a/b", "https://a b",
     "https://a?b", "https://u:p@a", "https://a:x", "https://[a"],
)  # fmt: skip
def test_address_that_slack_would_not_take_is_refused(text: str) -> None:
    """Before somebody pastes it into Slack."""
    with pytest.raises(ValueError, match="https://HOST"):
        address(text)
