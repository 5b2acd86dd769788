"""`python -m bot` as somebody runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 20.0


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """A clean one, from which the packages are found in any folder."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **given}


def run(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """To its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(given),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@contextmanager
def running(folder: Path, *arguments: str, **given: str) -> Iterator[subprocess.Popen[str]]:
    """While the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(given),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line_with(stream: IO[str] | None, what: str) -> str:
    """The first line that has it."""
    assert stream is not None
    for line in stream:
        if what in line:
            return line
    raise AssertionError(f"no line with {what!r}")


def test_without_tokens_the_local_workspace_starts(tmp_path: Path) -> None:
    """It prints its address and what to type, serves its page, and ends at a signal with 0."""
    with running(tmp_path, PORT="0") as process:
        address = line_with(process.stdout, "http://").split()[-1]
        assert "/define customer success" in line_with(process.stdout, "/define")
        assert "ready in" in line_with(process.stderr, "ready")
        with urlopen(address, timeout=5) as page:  # noqa: S310 - of this computer
            assert page.status == 200
        with urlopen(f"{address}/healthz", timeout=5) as health:  # noqa: S310
            assert health.status == 200
        process.send_signal(signal.SIGTERM)

        assert process.wait(10) == 0


def test_workspace_answers_a_question(tmp_path: Path) -> None:
    """Through the page's own interface, the real Bolt app and the real client, on one port."""
    with running(tmp_path, PORT="0") as process:
        address = line_with(process.stdout, "http://").split()[-1]
        body = json.dumps({"channel": "D0DEFINE", "text": "what is churn?"}).encode()
        asked = Request(  # noqa: S310
            f"{address}/page-api/say", body, {"Content-Type": "application/json"}
        )
        with urlopen(asked, timeout=5) as said:  # noqa: S310
            assert said.status == 200
        told = line_with(process.stderr, "message: definition in en")

        assert "churn" not in told


def test_broken_deck_is_told_of_with_all_its_problems(tmp_path: Path) -> None:
    """File and line of each, and 1."""
    (tmp_path / "cards").mkdir()
    for name in ("one", "two"):
        (tmp_path / "cards" / f"{name}.yaml").write_text("languages:\n  en:\n    term: x\n")
    ended = run(tmp_path, DECKS=f"builtin{os.pathsep}{tmp_path}", PORT="0")

    assert ended.returncode == 1
    assert {"one.yaml", "two.yaml"} <= set(re.findall(r"\w+\.yaml", ended.stderr))
    assert "Traceback" not in ended.stderr


def test_check_finds_what_would_keep_the_bot_from_starting(tmp_path: Path) -> None:
    """In the decks that the settings name, their own labels too; nothing is started."""
    (tmp_path / "locales").mkdir()
    locale = tmp_path / "locales" / "es.yaml"
    (tmp_path / "terms.csv").write_text("id,language,term,definition\nmoat,en,moat,An advantage that lasts.\n")
    decks = f"builtin{os.pathsep}{tmp_path}"
    locale.write_text("hint: [\n")
    broken = run(tmp_path, "check", DECKS=decks)
    locale.write_text("hint: Pregunta.\n")
    whole = run(tmp_path, "check", DECKS=decks)

    assert (broken.returncode, whole.returncode) == (1, 0)
    assert "es.yaml:2: error [not-yaml]" in broken.stdout
    assert "0 errors" in whole.stdout
    assert run(tmp_path, "check", PORT="x").returncode == 2


def test_wrong_settings_end_with_2(tmp_path: Path) -> None:
    """All are named, before anything is opened."""
    ended = run(tmp_path, SLACK_BOT_TOKEN="xoxb-1", PORT="x", LOG_LEVEL="loud")

    assert ended.returncode == 2
    for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "PORT", "LOG_LEVEL"):
        assert name in ended.stderr


def test_slack_that_cannot_be_reached_ends_with_1(tmp_path: Path) -> None:
    """With the address that was tried, and no traceback."""
    ended = run(
        tmp_path,
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_SIGNING_SECRET="s",
        SLACK_API_URL="http://127.0.0.1:9/api/",
        PORT="0",
    )

    assert ended.returncode == 1
    assert "http://127.0.0.1:9/api/" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_dotenv_of_the_working_folder_is_read_as_written(tmp_path: Path) -> None:
    """A dollar in a secret stays one; the environment wins, also with an empty value."""
    (tmp_path / ".env").write_text("\ufeffSLACK_BOT_TOKEN=xoxb-${HOME}\nPORT=nonsense\nLOG_LEVEL=loud\n", "utf-8")
    ended = run(tmp_path, LOG_LEVEL="", HOME="/a b")

    assert ended.returncode == 2
    assert "PORT is 'nonsense'" in ended.stderr
    assert "LOG_LEVEL" not in ended.stderr
    assert "no bot token" not in ended.stderr


def test_dotenv_that_is_no_text_is_told_of(tmp_path: Path) -> None:
    """Without a traceback."""
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe")
    ended = run(tmp_path)

    assert ended.returncode == 2
    assert ".env" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_manifest_is_printed(tmp_path: Path) -> None:
    """For HTTP with an address, for Socket Mode without, under any locale."""
    socket_mode = run(tmp_path, "manifest", LC_ALL="C")
    http = run(tmp_path, "manifest", "--url", "https://bot.example.com", "--command", "/term")

    assert json.loads(socket_mode.stdout)["settings"]["socket_mode_enabled"] is True
    assert json.loads(http.stdout)["features"]["slash_commands"][0] == {
        **json.loads(socket_mode.stdout)["features"]["slash_commands"][0],
        "command": "/term",
        "url": "https://bot.example.com/slack/events",
    }


@pytest.mark.parametrize("arguments", [("--url", "http://a"), ("--command", "term"), ("--url", "x", "--command", "y")])
def test_manifest_that_slack_would_not_take_is_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, nothing on standard output, and the options at fault are named."""
    ended = run(tmp_path, "manifest", *arguments)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert [line.split()[0] for line in ended.stderr.splitlines()] == sorted(arguments[::2])


def test_command_of_the_environment_is_named_in_its_turn(tmp_path: Path) -> None:
    """Where no option stands above it."""
    ended = run(tmp_path, "manifest", DEFINE_COMMAND="Foo")

    assert (ended.returncode, ended.stderr.split()[0]) == (2, "DEFINE_COMMAND")


def test_port_is_closed_until_the_bot_is_ready(tmp_path: Path) -> None:
    """Whoever gets an answer gets a 200."""
    port = 39_871
    with running(tmp_path, PORT=str(port)) as process:
        statuses: list[int] = []
        end = time.monotonic() + STARTS_WITHIN
        while not statuses and time.monotonic() < end:
            try:
                with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as health:
                    statuses.append(health.status)
            except (URLError, ConnectionError):
                time.sleep(0.01)

        assert statuses == [200]
        assert process.poll() is None
