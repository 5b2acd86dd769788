"""The translator's loop: saving a file shows at once what came of it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from bot.glossary import Glossary
from bot.labels import load_labels
from bot.reloading import Reloading
from knowledge.answering import Answerer, Definition
from knowledge.loading import BUILTIN, load

CARD = """\
domain: support
languages:
  en:
    term: {term}
    definition: {definition}
"""


def team_deck(folder: Path) -> tuple[Glossary, list[tuple[str, str]], Reloading]:
    """A small deck in English, and the notices that come of its changes."""
    for part in ("cards", "languages"):
        (folder / part).mkdir()
    shutil.copy(BUILTIN / "languages" / "en.yaml", folder / "languages")
    save(folder, "war-room", "war room", "Where we meet.")
    glossary = Glossary(Answerer(load([folder])), load_labels())
    notices: list[tuple[str, str]] = []
    return glossary, notices, Reloading(glossary, lambda text, level: notices.append((text, level)))


def save(folder: Path, card: str, term: str, definition: str) -> Path:
    """Writes a card."""
    path = folder / "cards" / f"{card}.yaml"
    path.write_text(CARD.format(term=term, definition=definition), "utf-8")
    return path


def definition(glossary: Glossary, term: str) -> str | None:
    """What a term means now."""
    answer = glossary.answer(glossary.read(term, "command"), None, None)
    return answer.shown[0].entry.definition if isinstance(answer, Definition) else None


def test_saved_card_is_answered_from(tmp_path: Path) -> None:
    """And the notice names its term and the language that changed."""
    glossary, notices, reloading = team_deck(tmp_path)
    path = save(tmp_path, "war-room", "war room", "Where we decide.")
    asyncio.run(reloading.reload({path}))

    assert definition(glossary, "war room") == "Where we decide."
    assert "Changed: war room (en)" in notices[0][0]


def test_new_and_removed_cards_are_told_of(tmp_path: Path) -> None:
    """By their terms."""
    glossary, notices, reloading = team_deck(tmp_path)
    (tmp_path / "cards" / "war-room.yaml").unlink()
    path = save(tmp_path, "quiet-hour", "quiet hour", "When nobody calls.")
    asyncio.run(reloading.reload({path}))

    assert "New: quiet hour" in notices[0][0]
    assert "Gone: war room" in notices[0][0]
    assert definition(glossary, "war room") is None


def test_broken_card_leaves_the_last_good_deck(tmp_path: Path) -> None:
    """The notice says file, line and cure; the next good save is taken."""
    glossary, notices, reloading = team_deck(tmp_path)
    path = tmp_path / "cards" / "war-room.yaml"
    path.write_text("languages:\n  en:\n    term: war room\n    defintion: x\n")
    asyncio.run(reloading.reload({path}))

    assert definition(glossary, "war room") == "Where we meet."
    assert notices[0][1] == "error"
    assert "war-room.yaml:4" in notices[0][0]

    save(tmp_path, "war-room", "war room", "Where we decide.")
    asyncio.run(reloading.reload({path}))

    assert definition(glossary, "war room") == "Where we decide."


def follow(glossary: Glossary, notices: list[tuple[str, str]], reloading: Reloading, path: Path, text: str) -> None:
    """Saves a file while the deck is followed, and waits for what comes of it."""

    async def run() -> None:
        following = asyncio.create_task(reloading.follow(0.02))
        await asyncio.sleep(0.05)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        async with asyncio.timeout(10):
            while not notices:
                await asyncio.sleep(0.02)
        following.cancel()

    asyncio.run(run())


def test_files_are_followed(tmp_path: Path) -> None:
    """Saving is enough."""
    deck = team_deck(tmp_path)
    follow(*deck, tmp_path / "cards" / "war-room.yaml", CARD.format(term="war room", definition="Where we decide it all."))

    assert definition(deck[0], "war room") == "Where we decide it all."


def test_all_files_of_a_language_are_followed(tmp_path: Path) -> None:
    """The lists beside its own file too."""
    deck = team_deck(tmp_path)
    follow(*deck, tmp_path / "languages" / "evidence.txt", "0.5 what is\n")

    assert deck[0].deck.evidence == {"what is": 0.5}
    assert deck[1] == [("Changed: languages/evidence.txt", "info")]


def test_labels_are_followed(tmp_path: Path) -> None:
    """The bot's own words are a translator's work as well; a bad file leaves the last good ones."""
    deck = team_deck(tmp_path)
    glossary, notices, reloading = deck
    path = tmp_path / "locales" / "en.yaml"
    follow(*deck, path, "gone: This is over.\n")

    assert glossary.line("gone", "en").text == "This is over."
    assert notices.pop() == ("Changed: locales/en.yaml", "info")

    path.write_text("gnoe: This is over.\n", "utf-8")
    asyncio.run(reloading.reload({path}))

    assert "en.yaml:1" in notices[0][0]
    assert glossary.line("gone", "en").text == "This is over."
