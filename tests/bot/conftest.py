"""What all tests of the bot share."""

from __future__ import annotations

import pytest

from bot.settings import VARIABLES


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a proxy nor somebody's tokens reach a test."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
