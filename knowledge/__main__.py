"""The command line: `ask` a question, `check` decks, and what keeps them: `map`, `coverage`, `stale`, `translated`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from knowledge.answering import Answer, Answerer, Preferences, told
from knowledge.card import Deck
from knowledge.loading import folder_of, load, read
from knowledge.parsing import DeckError, counted, errors_of
from knowledge.plain import plain
from knowledge.provenance import LOCK, record
from knowledge.question import Surface
from knowledge.upkeep import coverage, mermaid, stale
from knowledge.wording import Wording

UPKEEP = {
    "map": "print the relations of a deck as a Mermaid diagram",
    "coverage": "print which concept is written in which language",
    "stale": "list what nobody has read, or not for long",
    "translated": "record that a translation follows the source text as it is now",
}
SURFACES: Sequence[Surface] = ("command", "mention", "message")


def as_object(answer: Answer, answerer: Answerer) -> dict[str, object]:
    """The answer as the contract's JSON object."""
    wording = Wording(answerer.deck, answerer.deck.languages[answer.basis.language])
    return {**told(answer), "text": plain(answer, wording)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "check":
        return _check([folder_of(name) for name in options.decks or ["builtin"]])
    if options.command != "ask":
        return _upkeep(options)
    try:
        answerer = Answerer(load([folder_of(name) for name in options.deck or ["builtin"]]))
    except DeckError as error:
        _out(f"{error}\nThe deck has errors and was not loaded. Mend the lines above.", sys.stderr.buffer)
        return 1
    if options.batch:
        return _batch(answerer, options)
    if options.text is None:
        _out('Ask something: python -m knowledge ask "what is churn?"', sys.stderr.buffer)
        return 2
    return _ask(answerer, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="Ask the glossary, or check a deck of cards.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer a question")
    ask.add_argument("text", nargs="?", help="the question")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument("--batch", action="store_true", help="read JSON Lines on standard input, write one object a line")
    ask.add_argument("--explain", action="store_true", help="show how the answer came about")
    ask.add_argument("--surface", choices=SURFACES, default="message", help="where it is asked (default: message)")
    ask.add_argument("--locale", help="the locale of the one who asks, such as pl-PL")
    ask.add_argument("--language", help="the language that the one who asks has chosen, such as pl")
    ask.add_argument("--deck", action="append", metavar="DIR", help="a deck; repeat to stack; builtin names ours (the default)")
    for name, about in UPKEEP.items():
        kept = commands.add_parser(name, help=about)
        kept.add_argument("--deck", action="append", metavar="DIR", help="a deck; repeat to stack; builtin names ours (the default)")
        if name == "translated":
            kept.add_argument("id", nargs="?", help="the concept")
            kept.add_argument("language", nargs="?", help="the language that was brought up to date")
            kept.add_argument("--all", action="store_true", help="every translation of the deck")
    check = commands.add_parser("check", help="validate decks; exit 1 if there is a problem")
    check.add_argument("decks", nargs="*", metavar="DECK", help="folders stacked in order; builtin names ours (the default)")
    return parser


def _upkeep(options: argparse.Namespace) -> int:
    folders = [folder_of(name) for name in options.deck or ["builtin"]]
    try:
        deck = load(folders)
    except DeckError as error:
        _out(error, sys.stderr.buffer)
        return 1
    if options.command == "translated":
        return _translated(deck, folders[-1], options)
    lines = {"map": mermaid, "coverage": coverage, "stale": _due}[options.command]
    for line in lines(deck):
        _out(line)
    return 0


def _due(deck: Deck) -> list[str]:
    return list(stale(deck, date.today())) or ["Nothing is due to be read."]


def _translated(deck: Deck, place: Path, options: argparse.Namespace) -> int:
    """Record in a deck's folder what its translations follow: one of them, or all of its own cards."""
    own = {path.stem for path in (place / "cards").glob("*.yaml")}
    found = [
        (card, code)
        for card in deck.cards.values()
        for code in card.languages
        if code != card.source_language and card.source_language in card.languages
        and (card.id in own if options.all else (card.id, code) == (options.id, options.language))
    ]  # fmt: skip
    if not found:
        _out("Name a concept and a language that its card is translated into: python -m knowledge translated churn pl", sys.stderr.buffer)
        return 2
    record(place, found)
    _out(f"Recorded in {place / LOCK}: {len(found)}.")
    return 0


def _ask(answerer: Answerer, options: argparse.Namespace) -> int:
    if options.language and options.language not in answerer.deck.languages:
        _out(f"There is no language {options.language!r} in this deck. Known: {', '.join(answerer.deck.languages)}.", sys.stderr.buffer)
        return 2
    text = os.fsencode(options.text).decode("utf-8", "replace")  # as typed, whatever the locale
    question = answerer.reader.read(text, options.surface, explain=True)
    answer = answerer.answer(question, Preferences(stored=options.language, locale=options.locale))
    if options.explain:
        for what, detail in question.trace:
            _out(f"{what:>9}: {' '.join(detail.split())}")
        _out(f"{'languages':>9}: {', '.join(f'{code} {score:g}' for code, score in question.scores.items()) or 'no evidence'}")
    if options.json:
        _out(json.dumps(as_object(answer, answerer), ensure_ascii=False))
        return 0
    _out(as_object(answer, answerer)["text"] or "(This asks for no meaning, so the bot stays quiet.)")
    return 0


def _batch(answerer: Answerer, options: argparse.Namespace) -> int:
    for line in sys.stdin.buffer:
        try:
            found = _batch_row(answerer, line, options)
        except ValueError as error:
            found = {"error": str(error)}
        _out(json.dumps(found, ensure_ascii=False))
    return 0


def _batch_row(answerer: Answerer, line: bytes, options: argparse.Namespace) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ValueError(f"this line is no JSON in UTF-8: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('each line must be an object with a "text", such as {"text": "what is churn?"}')
    given = {"surface": options.surface, "language": options.language, "locale": options.locale}
    for name in given:
        value = row.get(name)
        if value is not None and not isinstance(value, str):
            raise ValueError(f'"{name}" must be a text')
        given[name] = value or given[name]
    if given["surface"] not in SURFACES:
        raise ValueError(f'"surface" must be one of {", ".join(SURFACES)}')
    if given["language"] is not None and given["language"] not in answerer.deck.languages:
        raise ValueError(f'there is no language "{given["language"]}" in this deck; known: {", ".join(answerer.deck.languages)}')
    preferences = Preferences(stored=given["language"], locale=given["locale"])
    return as_object(answerer.ask(row["text"], given["surface"], preferences), answerer)


def _check(folders: list[Path]) -> int:
    deck, problems = read(folders)
    for problem in problems:
        _out(str(problem))
    held = f"{len(deck.cards)} cards, {len(deck.pairs)} comparisons, {len(deck.languages)} languages"
    _out(f"{held}: {counted(problems)}")
    return 1 if errors_of(problems) else 0


def _out(text: object, stream: BinaryIO | None = None) -> None:
    """A line in UTF-8, whatever the locale; a half of a surrogate pair becomes a question mark."""
    stream = stream or sys.stdout.buffer
    stream.write(f"{text}\n".encode("utf-8", "replace"))
    stream.flush()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever reads has had enough ("| head")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
