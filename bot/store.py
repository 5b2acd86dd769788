"""What must be remembered: what was answered already, and which language a person chose."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a workspace; the same id elsewhere is somebody else."""

    team: str
    user: str


class Store(Protocol):
    """The seam: in memory here, a database behind the same methods where several processes share
    one."""

    async def first_time(self, *keys: tuple[str, ...]) -> bool:
        """Marks all keys as seen, and says whether none of them was."""
        ...

    async def language(self, person: Person) -> str | None:
        """The language that a person chose."""
        ...

    async def set_language(self, person: Person, language: str) -> None:
        """Keeps a person's choice."""
        ...


@dataclass(slots=True)
class Memory:
    """A Store that lasts as long as the process. Bounded: what was seen longest ago is forgotten
    first."""

    remembers: float = 24 * 3600.0
    """Seconds. Slack redelivers within six minutes; a person corrects a message of the same day."""
    most_seen: int = 50_000
    most_people: int = 50_000
    clock: Callable[[], float] = time.monotonic
    _seen: OrderedDict[tuple[str, ...], float] = field(default_factory=OrderedDict)
    _languages: OrderedDict[Person, str] = field(default_factory=OrderedDict)

    async def first_time(self, *keys: tuple[str, ...]) -> bool:
        """Marks all keys as seen, and says whether none of them was."""
        now = self.clock()
        while self._seen and (len(self._seen) >= self.most_seen or next(iter(self._seen.values())) <= now - self.remembers):
            self._seen.popitem(last=False)
        first = not any(key in self._seen for key in keys)
        for key in keys:
            self._seen.setdefault(key, now)
        return first

    async def language(self, person: Person) -> str | None:
        """The language that a person chose."""
        return self._languages.get(person)

    async def set_language(self, person: Person, language: str) -> None:
        """Keeps a person's choice."""
        self._languages[person] = language
        self._languages.move_to_end(person)
        if len(self._languages) > self.most_people:
            self._languages.popitem(last=False)
