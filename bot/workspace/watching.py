"""Sees when files below some folders change, by looking at them again and again.

Polling works on every system and every kind of mount, and a deck is a few hundred small files.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

Stamp = tuple[int, int]


def watch(paths: Iterable[Path], interval: float = 0.5, suffixes: Iterable[str] = ()) -> AsyncIterator[frozenset[Path]]:
    """Yields the files created, changed or removed since the last look, whenever there are any.

    The first look is taken at the call, so what is saved while a deck still loads is not missed.
    Files that are saved together come together: a set is yielded once a look finds nothing new.
    Hidden files and folders are passed over, as are, when `suffixes` names some, all others.
    """
    folders, wanted = tuple(paths), frozenset(suffixes)
    return _looks(folders, wanted, interval, snapshot(folders, wanted))


async def _looks(
    folders: tuple[Path, ...],
    wanted: frozenset[str],
    interval: float,
    before: dict[Path, Stamp],
) -> AsyncIterator[frozenset[Path]]:
    pending: frozenset[Path] = frozenset()
    while True:
        await asyncio.sleep(interval)
        now = await asyncio.to_thread(snapshot, folders, wanted)
        changed = frozenset(path for path, _ in before.items() ^ now.items())
        before, pending = now, pending | changed
        if pending and not changed:
            yield pending
            pending = frozenset()


def snapshot(paths: Iterable[Path], suffixes: frozenset[str] = frozenset()) -> dict[Path, Stamp]:
    """The time and size of each file below the folders; a folder that is missing is empty."""
    stamps: dict[Path, Stamp] = {}
    for path in paths:
        for file in _below(path):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if hidden or (suffixes and file.suffix not in suffixes):
                continue
            try:
                status = file.stat()
            except OSError:
                continue  # removed between the listing and the look
            if file.is_file():
                stamps[file] = (status.st_mtime_ns, status.st_size)
    return stamps


def _below(path: Path) -> Iterator[Path]:
    """A file or folder and all in it, as far as it can be listed: a folder may be removed meanwhile."""
    yield path
    with suppress(OSError):
        yield from path.rglob("*")
