"""The composition root: `python -m bot` runs the bot, `python -m bot check` says whether it would
start with its settings and decks, `python -m bot manifest` prints what Slack is told about it."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from dotenv import dotenv_values

from bot.app import CannotStart
from bot.labels import read_labels
from bot.log import set_up
from bot.manifest import address, written
from bot.running import run
from bot.settings import MODES, SettingsError, command, parse, taken
from knowledge.loading import read
from knowledge.parsing import counted, errors_of

EPILOG = """\
modes: auto (the default) takes Socket Mode when SLACK_APP_TOKEN is set, else HTTP when
SLACK_SIGNING_SECRET is, else, without any Slack variable, the local workspace.
Settings come from the environment and from .env in this folder.
exit codes: 0 ended by a signal, or nothing to mend; 1 it could not start (deck, token, Slack or
port), or `check` found an error in a deck; 2 the settings are wrong."""


def main(arguments: Sequence[str], environ: Mapping[str, str], folder: Path, started: float | None = None) -> int:
    """Runs the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        given = {**dotenv(folder / ".env"), **environ}
        if options.action == "manifest":
            return _manifest(options, given)
        settings = parse(given, options.mode)
        if options.action == "check":
            return _check(settings.decks)
    except SettingsError as error:
        return _fail(f"The bot was not started. These settings need a look:\n{error}", 2)
    set_up(settings.log_level, sys.stderr)
    try:
        asyncio.run(run(settings, _say, started))
    except CannotStart as error:
        return _fail(str(error), 1)
    except KeyboardInterrupt:
        return 130
    return 0


def dotenv(path: Path) -> dict[str, str | None]:
    """What a .env file sets, as it is written there: a "$" in a secret stays one."""
    if not path.is_file():
        return {}
    try:
        return dict(dotenv_values(path, interpolate=False, encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f".env cannot be read as UTF-8 text ({type(error).__name__})."]) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="The glossary bot for Slack.", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--mode", choices=MODES, default="auto", help="how to talk to Slack (default: auto)")
    actions = parser.add_subparsers(dest="action", metavar="check | manifest")
    actions.add_parser("check", help="validate the settings and the decks that they name, and start nothing")
    manifest = actions.add_parser("manifest", help="print the app's manifest")
    manifest.add_argument("--url", metavar="https://HOST", help="where Slack reaches the bot; without it: Socket Mode")
    manifest.add_argument(
        "--command",
        metavar="/define",
        help="the slash command (default: DEFINE_COMMAND, else /define)",
    )
    return parser


def _check(decks: Sequence[Path]) -> int:
    """The decks as the bot reads them: the cards, and its own words in locales/."""
    problems = [*read(decks)[1], *read_labels(*decks)[1]]
    _say("".join(f"{problem}\n" for problem in problems))
    _say(f"Decks {', '.join(map(str, decks))}: {counted(problems)}\n")
    return 1 if errors_of(problems) else 0


def _manifest(options: argparse.Namespace, given: Mapping[str, str | None]) -> int:
    problems: list[str] = []
    if options.command is None:
        name = taken(command, (given.get("DEFINE_COMMAND") or "").strip() or "/define", "DEFINE_COMMAND", problems)
    else:
        name = taken(command, options.command, "--command", problems)
    url = None if options.url is None else taken(address, options.url, "--url", problems)
    if problems:
        return _fail("\n".join(problems), 2)
    _say(written(url, name))
    return 0


def _say(text: str) -> None:
    _write(sys.stdout.buffer, text)


def _fail(text: str, code: int) -> int:
    _write(sys.stderr.buffer, f"{text}\n")
    return code


def _write(stream: BinaryIO, text: str) -> None:
    """In UTF-8, whatever the locale."""
    stream.write(text.encode("utf-8", "replace"))
    stream.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, Path.cwd(), time.perf_counter()))
