"""What a line of the log looks like."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.log import set_up


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes; everything is put back afterwards."""
    loggers = [logging.getLogger(name) for name in ("", "slack_bolt", "slack_sdk", "aiohttp", "asyncio")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield io.StringIO()
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def test_entry_is_one_line_with_its_traceback(stream: io.StringIO) -> None:
    """Nobody can forge a second one."""
    set_up("INFO", stream)
    try:
        raise ValueError("first\nsecond\x1b[0m")
    except ValueError:
        logging.getLogger("bot").exception("it failed\r\nINFO forged")

    assert stream.getvalue().count("\n") == 1
    assert "ValueError: first | second" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-abcSECRET",
        "xapp-1-SECRET",
        "xoxe.xoxb-1-SECRET",
        "https://hooks.slack.com/actions/T1/2/SECRET",
        "http://127.0.0.1:3000/response/SECRET",
        "wss://wss.slack.com/link/?ticket=SECRET&app_id=1",
    ],
)
def test_secrets_are_taken_out(stream: io.StringIO, secret: str) -> None:
    """Also of what a library prints."""
    set_up("DEBUG", stream)
    logging.getLogger("slack_sdk").debug("connecting to %s", secret)

    assert "SECRET" not in stream.getvalue()


def test_libraries_are_quiet_below_warning(stream: io.StringIO) -> None:
    """They print what people write."""
    set_up("INFO", stream)
    logging.getLogger("slack_bolt.X").info("hello")
    logging.getLogger("slack_sdk.X").warning("oh")

    assert "hello" not in stream.getvalue()
    assert "oh" in stream.getvalue()
