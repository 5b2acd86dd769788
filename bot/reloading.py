"""The translator's loop: a deck's file is saved, the deck is read again, and the page says what
changed or what is wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.glossary import Glossary
from bot.labels import BUILTIN, LOCALES, Labels, load_labels
from bot.workspace.watching import watch
from knowledge.answering import Answerer
from knowledge.card import Card, Deck
from knowledge.loading import PARTS, read
from knowledge.parsing import DeckError, Problem, errors_of
from knowledge.provenance import LOCK

WATCHED = (*PARTS, LOCK, LOCALES)
"""What is read of a deck; whatever else lies in its folder is not looked at."""

SUFFIXES = (".yaml", ".csv", ".txt", ".lock")
"""How the names of the files that are read end."""

MOST_LINES = 20
"""Of problems shown in the page; the rest is counted."""

LAST_GOOD = "Answers come from the last good one."
Notice = Callable[[str, Literal["info", "warning", "error"]], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reloading:
    """Follows the files of a deck, and the bot's own words. What was last good stays until there is
    something better."""

    glossary: Glossary
    notice: Notice

    async def follow(self, interval: float = 0.5) -> None:
        """Never ends by itself."""
        paths = [folder / part for folder in self.glossary.deck.folders for part in WATCHED]
        async for changed in watch([*paths, BUILTIN], interval, SUFFIXES):
            try:
                await self.reload(changed)
            except Exception:
                _log.exception("the deck could not be read again")
                self.notice(f"The deck could not be read again; the log says why. {LAST_GOOD}", "error")

    async def reload(self, changed: Collection[Path]) -> None:
        """Reads the deck and the labels again, and uses them if they have no errors."""
        before = self.glossary.deck
        deck, labels, problems = await asyncio.to_thread(_read, before.folders)
        errors = errors_of(problems)
        if errors:
            intro = f"{_files(changed)} saved, but the deck has errors."
            self.notice("\n".join([f"{intro} {LAST_GOOD}", *_lines(errors)]), "error")
            return
        answerer = await asyncio.to_thread(Answerer, deck, self.glossary.default_language)
        self.glossary.answerer, self.glossary.labels = answerer, labels
        warnings = await asyncio.to_thread(_found_in, changed, problems)
        lines = [*changes(before, deck, self.glossary.default_language, changed), *_lines(warnings)]
        self.notice("\n".join(lines), "warning" if warnings else "info")


def changes(before: Deck, after: Deck, language: str, changed: Collection[Path] = ()) -> list[str]:
    """What is new in a deck, changed, or gone: cards and comparisons by their terms, other files
    by name."""
    added = [card for name, card in after.cards.items() if name not in before.cards]
    removed = [card for name, card in before.cards.items() if name not in after.cards]
    different = [card for name, card in after.cards.items() if name in before.cards and card != before.cards[name]]
    lines = [
        f"{what}: {', '.join(_term(card, before.cards.get(card.id), language) for card in cards)}"
        for what, cards in (("New", added), ("Changed", different), ("Gone", removed))
        if cards
    ]
    pairs = [pair for pair in {**before.pairs, **after.pairs} if before.pairs.get(pair) != after.pairs.get(pair)]
    lines += [f"Comparison changed: {' / '.join(pair)}" for pair in pairs]
    lines += [f"Changed: {path.parent.name}/{path.name}" for path in sorted(changed) if path.parent.name in ("languages", LOCALES)]
    return lines or [f"{_files(changed)} saved; nothing in the deck changed by it."]


def _term(card: Card, before: Card | None, language: str) -> str:
    """The card's term, and which languages of it changed when that can be told."""
    term = card.entry(language).term
    if before is None or before is card:
        return term
    codes = [code for code in {**before.languages, **card.languages} if before.languages.get(code) != card.languages.get(code)]
    return f"{term} ({', '.join(codes)})" if codes else term


def _read(folders: Sequence[Path]) -> tuple[Deck, Mapping[str, Labels], list[Problem]]:
    """The deck, its labels, and what is wrong in either."""
    deck, problems = read(folders)
    try:
        return deck, load_labels(*folders), problems
    except DeckError as error:
        return deck, {}, [*problems, *error.problems]


def _found_in(files: Collection[Path], problems: Sequence[Problem]) -> list[Problem]:
    """The problems in these files, which may be named from elsewhere."""
    places = {path.resolve() for path in files}
    return [problem for problem in problems if Path(problem.file).resolve() in places]


def _lines(problems: Sequence[Problem]) -> Iterator[str]:
    yield from map(str, problems[:MOST_LINES])
    if len(problems) > MOST_LINES:
        yield f"... and {len(problems) - MOST_LINES} more: python -m knowledge check says all."


def _files(paths: Collection[Path]) -> str:
    return ", ".join(sorted(path.name for path in paths)) or "The deck"
