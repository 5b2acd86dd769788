"""A small deck for rules, and the built-in one for what it promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.loading import BUILTIN, load


@pytest.fixture(scope="session")
def builtin() -> Answerer:
    """Answers from the built-in deck."""
    return Answerer(load([BUILTIN]))


@pytest.fixture
def deck_folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes a deck: file names and texts."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return write
