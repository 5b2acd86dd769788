"""The app's manifest: what Slack is told about it, with no more scopes than its listeners need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "to see where it is mentioned",
    "chat:write": "to answer",
    "commands": "for the slash command",
    "im:history": "to see direct messages to it",
}
"""Each scope and what it is for."""

OPTIONAL_SCOPES: Mapping[str, str] = {"users:read": "to see in which language somebody's Slack is"}
EVENTS = ("app_mention", "message.im")
"""What the app subscribes to. Each has a listener, and a test that says so."""


def manifest(url: str | None = None, command: str = "/define") -> dict[str, Any]:
    """The manifest for HTTP when there is a url, else for Socket Mode."""
    requests = f"{url}/slack/events" if url else None
    slash = {
        "command": command,
        "description": "What a term of customer experience, support or success means",
        "usage_hint": "[term, or a question] e.g. customer success, CX vs CS, churn in Polish",
        "should_escape": False,
    }
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if requests:
        slash["url"] = events["request_url"] = interactivity["request_url"] = requests
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": _described(command),
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "define", "always_online": True},
            "slash_commands": [slash],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": requests is None,
            "token_rotation_enabled": False,
        },
    }


def _described(command: str) -> dict[str, str]:
    return {
        "name": "Define",
        "description": "Settles what customer experience, support, success and their metrics mean, in your language.",
        "background_color": "#1D3557",
        "long_description": (
            f"Define answers what a term of customer work means. Type {command} and a term for an "
            "answer that only you see, "
            "mention the app in a channel, or send it a direct message. It tells terms apart "
            "(customer support and customer "
            "success, say), shows how a thing is measured and improved, who defines it how, and "
            "what it is called in other "
            "languages.\n\n"
            "Answers come from cards written by people, with their sources. No language model is "
            "involved: what is in no card "
            "is not answered, and when a term has several meanings the app asks which one is "
            "meant.\n\n"
            "It reads only messages that mention it or are sent to it directly, never a channel's "
            "history. It stores no "
            "messages: it remembers which ones it has answered, and the language that somebody "
            "picked."
        ),
    }


def address(text: str) -> str:
    """The address of the bot as Slack takes it; ValueError says what is wrong with another."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme == "https" and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username or any(map(str.isspace, text)):
        raise ValueError(f"{text!r} is not like https://HOST: Slack sends to https only, and /slack/events is added here")
    return text.rstrip("/")


def written(url: str | None = None, command: str = "/define") -> str:
    """The manifest as a file holds it."""
    return json.dumps(manifest(url, command), indent=2, ensure_ascii=False) + "\n"
