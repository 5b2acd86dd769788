"""Logging: one line an entry, without secrets."""

from __future__ import annotations

import logging
import re
from typing import TextIO

_SECRETS = (
    (re.compile(r"\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[\w.-]+"), "(token)"),
    (
        re.compile(r"https?://[^\s'\"<>]*/(?:response|services|commands|actions|app)/[^\s'\"<>]+"),
        "(response_url)",
    ),
    (re.compile(r"\b(ticket|app_id)=[^&\s'\"]+"), r"\1=(hidden)"),
)
_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class OneLine(logging.Formatter):
    """Puts an entry with its traceback on one line, so that nobody can forge a second one, and
    takes tokens out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = _CONTROL.sub("", _BREAKS.sub(" | ", super().format(record)))
        for pattern, instead in _SECRETS:
            line = pattern.sub(instead, line)
        return line


def set_up(level: str, stream: TextIO) -> None:
    """Everything goes to one stream. Slack's libraries print what people write below WARNING: only
    DEBUG lets them."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    others = "DEBUG" if level == "DEBUG" else max(level, "WARNING", key=logging.getLevelName)
    for name in ("slack_bolt", "slack_sdk", "aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(others)
    # aiohttp quotes what it could not read as HTTP: anybody may have sent it.
    logging.getLogger("aiohttp.server").setLevel("CRITICAL")
