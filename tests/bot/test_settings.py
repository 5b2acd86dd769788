"""The environment, as settings or as one message about all that is wrong in it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.settings import VARIABLES, SettingsError, parse
from knowledge.loading import BUILTIN

BOT = {"SLACK_BOT_TOKEN": "xoxb-1-a"}
APP = {"SLACK_APP_TOKEN": "xapp-1-b"}
SIGNED = {"SLACK_SIGNING_SECRET": "0123"}
CLIENT = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c"}
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("environ", "mode"),
    [
        ({}, "workspace"),
        ({"PORT": "8080", "HOME": "/root"}, "workspace"),
        ({"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": " "}, "workspace"),
        (BOT | APP, "socket"),
        (BOT | SIGNED, "http"),
        (BOT | SIGNED | CLIENT, "http"),
        (BOT | APP | SIGNED, "socket"),
        (BOT | SIGNED | {"SLACK_APP_TOKEN": ""}, "http"),
    ],
)
def test_mode_follows_from_what_is_set(environ: dict[str, str], mode: str) -> None:
    """An app token means Socket Mode, a signing secret HTTP, nothing of Slack the workspace."""
    assert parse(environ).mode == mode


@pytest.mark.parametrize(
    ("environ", "mode", "named"),
    [
        (BOT, "auto", {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}),
        (APP, "auto", {"SLACK_BOT_TOKEN"}),
        (SIGNED, "auto", {"SLACK_BOT_TOKEN"}),
        (CLIENT, "auto", {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}),
        ({"SLACK_CLIENT_ID": "1"}, "auto", {"SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN"}),
        ({"SLACK_API_URL": "http://x/api/"}, "auto", {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}),
        ({}, "http", {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"}),
        ({}, "socket", {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}),
        (BOT | APP, "http", {"SLACK_SIGNING_SECRET"}),
        (BOT | SIGNED, "socket", {"SLACK_APP_TOKEN"}),
    ],
)
def test_half_a_set_names_the_rest(environ: dict[str, str], mode: str, named: set[str]) -> None:
    """Whoever forgot something reads its name."""
    with pytest.raises(SettingsError) as failure:
        parse(environ, mode)

    assert named <= set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", str(failure.value)))


def test_mode_asked_for_overrides() -> None:
    """Also the workspace, whatever tokens are about."""
    assert parse(BOT | APP | SIGNED, "http").mode == "http"
    assert parse(BOT, "workspace").mode == "workspace"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1"),
        ("SLACK_BOT_TOKEN", "xoxp-1"),
        ("SLACK_BOT_TOKEN", "xoxb-a b"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "٣"),
        ("HOST", "a b"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "http://[x"),
        ("SLACK_API_URL", "http://x:99999/"),
        ("DECKS", "/no/such/folder"),
        ("DEFINE_COMMAND", "define"),
        ("DEFINE_COMMAND", "/Define"),
        ("DEFINE_COMMAND", "/" + "a" * 32),
        ("DEFINE_COMMAND", "/"),
        ("DEFAULT_LANGUAGE", "xx"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_value_that_is_none_is_named(name: str, value: str) -> None:
    """And no other variable is."""
    with pytest.raises(SettingsError, match=name) as failure:
        parse(BOT | APP | {name: value})

    assert len(failure.value.problems) == 1


def test_all_problems_come_at_once() -> None:
    """Nobody mends them one by one."""
    wrong = {
        "SLACK_BOT_TOKEN": "x",
        "SLACK_APP_TOKEN": "x",
        "SLACK_CLIENT_ID": "1",
        "PORT": "x",
        "HOST": "?",
        "SLACK_API_URL": "x",
        "DECKS": "/nowhere",
        "DEFINE_COMMAND": "x",
        "LOG_LEVEL": "x",
    }
    with pytest.raises(SettingsError) as failure:
        parse(wrong)

    assert {name for name in wrong if name not in str(failure.value)} == set()


def test_secrets_are_in_no_message() -> None:
    """Neither in an error nor in a printed Settings."""
    secret = {"SLACK_BOT_TOKEN": "xoxb-SECRET", "SLACK_SIGNING_SECRET": "SECRET"}
    with pytest.raises(SettingsError) as failure:
        parse(secret | {"PORT": "x", "SLACK_APP_TOKEN": "SECRET", "SLACK_CLIENT_SECRET": "SECRET"})

    assert "SECRET" not in str(failure.value).replace("SLACK_SIGNING_SECRET", "").replace("SLACK_CLIENT_SECRET", "")
    assert "SECRET" not in repr(parse(secret | {"DATABASE_URL": "postgres://SECRET"}))


def test_defaults_are_those_of_the_contract() -> None:
    """The port 3000, our deck, /define, English; only HTTP listens to everybody."""
    local, http = parse({}), parse(BOT | SIGNED)

    assert (local.host, local.port, local.decks) == ("127.0.0.1", 3000, (BUILTIN,))
    assert (local.command, local.default_language, local.log_level) == ("/define", "en", "INFO")
    assert (http.host, http.api_url) == ("0.0.0.0", "https://slack.com/api/")  # noqa: S104
    assert parse({"HOST": "::1"}).host == "::1"


def test_decks_are_stacked_in_order(tmp_path: Path) -> None:
    """Separated as in PATH, with ours where it is named."""
    decks = parse({"DECKS": os.pathsep.join(["builtin", str(tmp_path), ""])}).decks

    assert decks == (BUILTIN, tmp_path)


def test_default_language_may_be_one_that_a_deck_brings(tmp_path: Path) -> None:
    """Its file in languages/ is what counts; a region is left out."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "de.yaml").write_text("name: Deutsch\n")
    decks = os.pathsep.join(["builtin", str(tmp_path)])

    assert parse({"DECKS": decks, "DEFAULT_LANGUAGE": "de-AT"}).default_language == "de"


def test_address_of_the_web_api_ends_in_a_slash() -> None:
    """The client puts the method's name right behind it."""
    assert parse(BOT | APP | {"SLACK_API_URL": "http://x/api"}).api_url == "http://x/api/"


def test_example_names_every_setting() -> None:
    """What is not in .env.example nobody finds."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    named = {line.split("=")[0] for line in lines if line and not line.startswith("#")}

    assert named == set(VARIABLES)
