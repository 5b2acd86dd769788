"""The environment, parsed once: a value of its own type for each setting, or every problem in one
message."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from knowledge.language import code_of
from knowledge.loading import BUILTIN, folder_of

Mode = Literal["http", "socket", "workspace"]
MODES: Sequence[str] = ("auto", "http", "socket", "workspace")
SLACK_API_URL = "https://slack.com/api/"
LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - Slack, or whoever asks for the health, is elsewhere
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
NEEDED: Mapping[Mode, Sequence[str]] = {
    "http": ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
    "socket": ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),
    "workspace": (),
}
"""What each mode cannot do without."""

SLACK_VARIABLES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_API_URL",
)
VARIABLES = (
    *SLACK_VARIABLES,
    "HOST",
    "PORT",
    "DATABASE_URL",
    "DECKS",
    "DEFINE_COMMAND",
    "DEFAULT_LANGUAGE",
    "LOG_LEVEL",
)
"""Every setting there is."""

COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")
_BOT_TOKEN = re.compile(r"(xoxe\.)?xoxb-[!-~]+")
_APP_TOKEN = re.compile(r"xapp-[!-~]+")


class SettingsError(Exception):
    """Settings that cannot be used. `args[0]` lists what is wrong, a line each, without any value
    that is secret."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot is to run. Secrets stay out of its repr."""

    mode: Mode
    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API_URL
    host: str = "127.0.0.1"
    port: int = 3000
    database_url: str = field(default="", repr=False)
    """Accepted; what it names is used from the operations issue on."""
    decks: tuple[Path, ...] = (BUILTIN,)
    command: str = "/define"
    default_language: str = "en"
    log_level: str = "INFO"


def parse(environ: Mapping[str, str | None], mode: str = "auto") -> Settings:
    """The settings that an environment makes. Raises SettingsError with all that is wrong in it."""
    given = {name: text for name, value in environ.items() if name in VARIABLES and (text := (value or "").strip())}
    problems: list[str] = []
    chosen = _mode(given, mode, problems)
    if chosen != "workspace":
        _check_slack(given, chosen, problems)
    decks = _decks(given.get("DECKS", "builtin"), problems)
    settings = Settings(
        mode=chosen,
        bot_token=given.get("SLACK_BOT_TOKEN", ""),
        app_token=given.get("SLACK_APP_TOKEN", ""),
        signing_secret=given.get("SLACK_SIGNING_SECRET", ""),
        client_id=given.get("SLACK_CLIENT_ID", ""),
        client_secret=given.get("SLACK_CLIENT_SECRET", ""),
        api_url=_api_url(given.get("SLACK_API_URL", SLACK_API_URL), problems),
        host=_host(given.get("HOST") or (LOOPBACK if chosen == "workspace" else EVERYWHERE), problems),
        port=_port(given.get("PORT", "3000"), problems),
        database_url=given.get("DATABASE_URL", ""),
        decks=decks,
        command=taken(command, given.get("DEFINE_COMMAND", "/define"), "DEFINE_COMMAND", problems),
        default_language=_language(given.get("DEFAULT_LANGUAGE", "en"), decks, "DEFAULT_LANGUAGE" in given, problems),
        log_level=_level(given.get("LOG_LEVEL", "INFO"), problems),
    )
    if problems:
        raise SettingsError(problems)
    return settings


def command(text: str) -> str:
    """The name of the slash command, as Slack takes it; ValueError says what is wrong with another."""
    if not COMMAND.fullmatch(text):
        raise ValueError(f"{text!r} is not like /define: a slash, then 1 to 31 small letters, digits, hyphens or underscores")
    return text


def taken(check: Callable[[str], str], text: str, source: str, problems: list[str]) -> str:
    """What a check makes of a text; when it raises ValueError, the text as it is and a problem that
    names where it stands."""
    try:
        return check(text)
    except ValueError as error:
        problems.append(f"{source} {error}.")
        return text


def _mode(given: Mapping[str, str], wanted: str, problems: list[str]) -> Mode:
    for mode in NEEDED:
        if wanted == mode:
            return mode
    if "SLACK_APP_TOKEN" in given:
        return "socket"
    if "SLACK_SIGNING_SECRET" in given:
        return "http"
    found = [name for name in SLACK_VARIABLES if name in given]
    if not found:
        return "workspace"
    token = "" if "SLACK_BOT_TOKEN" in given else "SLACK_BOT_TOKEN and "
    problems.append(
        f"{' and '.join(found)} is set, and more is needed: also set {token}SLACK_APP_TOKEN "
        f"(Socket Mode) or {token}"
        "SLACK_SIGNING_SECRET (HTTP), or none of them for the local workspace."
    )
    return "http"


def _check_slack(given: Mapping[str, str], mode: Mode, problems: list[str]) -> None:
    """What the mode needs is there, and looks like what it should be."""
    if not problems:
        missing = [name for name in NEEDED[mode] if name not in given]
        kind = "HTTP mode" if mode == "http" else "Socket Mode"
        problems += [f"{name} is missing: {kind} needs {' and '.join(NEEDED[mode])}." for name in missing]
    for one, other in (
        ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"),
        ("SLACK_CLIENT_SECRET", "SLACK_CLIENT_ID"),
    ):
        if one in given and other not in given:
            problems.append(f"{other} is missing: {one} is of no use without it.")
    if not _BOT_TOKEN.fullmatch(given.get("SLACK_BOT_TOKEN", "xoxb-unset")):
        problems.append("SLACK_BOT_TOKEN is no bot token: those begin with xoxb- (OAuth & Permissions, after installing the app).")
    if not _APP_TOKEN.fullmatch(given.get("SLACK_APP_TOKEN", "xapp-unset")):
        problems.append("SLACK_APP_TOKEN is no app-level token: those begin with xapp- (Basic Information, App-Level Tokens).")


def _api_url(text: str, problems: list[str]) -> str:
    try:
        parts = urlsplit(text)
        sound = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not parts.query
            and parts.username is None
            and (parts.port or 1) > 0
        )
    except ValueError:
        sound = False
    if not sound or any(letter.isspace() for letter in text):
        problems.append("SLACK_API_URL is no web address: it is like https://slack.com/api/.")
    return text if text.endswith("/") else f"{text}/"


def _host(text: str, problems: list[str]) -> str:
    if not re.fullmatch(r"[\w.:%-]+", text):
        problems.append(f"HOST is {text!r}: a name or address of this computer, as in 127.0.0.1.")
    return text


def _port(text: str, problems: list[str]) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65535:
        problems.append(f"PORT is {text!r}: a number from 1 to 65535, or 0 for any free port.")
        return 0
    return int(text)


def _decks(text: str, problems: list[str]) -> tuple[Path, ...]:
    decks = tuple(folder_of(name) for part in text.split(os.pathsep) if (name := part.strip()))
    problems += [
        f"DECKS names {str(deck)!r}, which is no folder. Decks are folders, separated by {os.pathsep!r}; builtin names ours."
        for deck in decks
        if not deck.is_dir()
    ]
    return decks or (BUILTIN,)


def _language(text: str, decks: Sequence[Path], chosen: bool, problems: list[str]) -> str:
    """A language of the decks: they name theirs by the files in languages/. Not choosing one is
    never wrong."""
    known = sorted({path.stem for deck in decks for path in (deck / "languages").glob("*.yaml")})
    code = code_of(text)
    if chosen and code not in known:
        problems.append(f"DEFAULT_LANGUAGE is {text!r}, which is in no deck. There are: {', '.join(known) or 'none'}.")
    return code


def _level(text: str, problems: list[str]) -> str:
    if text.upper() not in LEVELS:
        problems.append(f"LOG_LEVEL is {text!r}: one of {', '.join(LEVELS)}.")
        return "INFO"
    return text.upper()
