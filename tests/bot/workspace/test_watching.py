"""Changes of files are seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.workspace.watching import snapshot, watch


def seen_after(folder: Path, change: Callable[[], object], suffixes: tuple[str, ...] = ()) -> set[str]:
    """The names in the first set that is yielded after a change."""

    async def look() -> set[str]:
        changes = watch([folder], interval=0.02, suffixes=suffixes)
        change()
        async with asyncio.timeout(5):
            return {path.name for path in await anext(changes)}

    return asyncio.run(look())


def test_sees_new_changed_and_removed_files_together(tmp_path: Path) -> None:
    """What is saved in one go is reported in one set."""
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "old.yaml").write_text("a")
    (cards / "gone.yaml").write_text("a")

    def change() -> None:
        (cards / "new.yaml").write_text("b")
        (cards / "old.yaml").write_text("changed")
        (cards / "gone.yaml").unlink()

    assert seen_after(tmp_path, change) == {"new.yaml", "old.yaml", "gone.yaml"}


def test_passes_over_hidden_and_other_files(tmp_path: Path) -> None:
    """An editor's own files are no change of the deck."""

    def change() -> None:
        (tmp_path / ".card.yaml.swp").write_text("x")
        (tmp_path / "notes~").write_text("x")
        (tmp_path / "card.yaml").write_text("x")

    assert seen_after(tmp_path, change, (".yaml",)) == {"card.yaml"}


def test_waits_for_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    """A missing folder is an empty one."""
    folder = tmp_path / "deck"

    def change() -> None:
        folder.mkdir()
        (folder / "card.yaml").write_text("x")

    assert seen_after(folder, change) == {"card.yaml"}


def test_folder_that_is_removed_while_it_is_listed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nothing would be watched any more, and nobody told."""

    def removed(folder: Path, _: str) -> Iterator[Path]:
        yield folder / "deck.yaml"
        raise FileNotFoundError(folder)

    (tmp_path / "deck.yaml").write_text("a")
    monkeypatch.setattr(Path, "rglob", removed)

    assert snapshot([tmp_path]).keys() == {tmp_path / "deck.yaml"}
