"""Which text of the source language each translation follows: `translations.lock` of a deck, written by a command, read by `check`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.card import Card, Entry

LOCK = "translations.lock"
Followed = Mapping[str, Mapping[str, str]]
"""For each card and language the fingerprint of the source text that the translation follows."""


def fingerprint(entry: Entry) -> str:
    """A short fingerprint of all that a translator renders."""
    voices = [f"{voice.by}: {voice.says}" for voice in entry.voices]
    parts = [
        entry.term, entry.summary, entry.definition, entry.usage, *entry.points, entry.example, entry.importance,
        entry.measuring, entry.improving, *(f"{row}: {text}" for row, text in entry.profile.items()), *voices,
    ]  # fmt: skip
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def followed(folder: Path) -> Followed:
    """What a deck's lock file records; nothing where there is none. Raises ValueError when it is damaged."""
    path = folder / LOCK
    if not path.exists():
        return {}
    found = json.loads(path.read_text("utf-8"))
    if not isinstance(found, dict) or not all(isinstance(row, dict) for row in found.values()):
        raise ValueError(f"{LOCK} holds no record of translations")
    return found


def record(folder: Path, translated: Iterable[tuple[Card, str]]) -> None:
    """Note that these translations, each a card and a language, follow the card's source text as it is now."""
    found = {name: dict(row) for name, row in followed(folder).items()}
    for card, code in translated:
        found.setdefault(card.id, {})[code] = fingerprint(card.languages[card.source_language])
    text = json.dumps({name: dict(sorted(row.items())) for name, row in sorted(found.items())}, indent=1)
    (folder / LOCK).write_text(text + "\n", "utf-8")


def behind(card: Card, followed_by: Mapping[str, str]) -> list[str]:
    """The languages whose translation follows an older text of the source language."""
    source = card.languages.get(card.source_language)
    if source is None:
        return []
    now = fingerprint(source)
    return [code for code in card.languages if code in followed_by and followed_by[code] != now]
