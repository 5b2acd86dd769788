"""Which language people's Slack is in, asked of Slack where the app may (the optional scope
users:read)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from bot.sending import FAILURES, cause, error_name
from bot.store import Person

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Locales:
    """A guess that is never waited for long: the weakest sign of a language, behind what was typed
    and what was chosen."""

    waits: float = 1.0
    """Seconds that an answer may wait for it."""
    lasts: float = 6 * 3600.0
    """Seconds until Slack is asked again about somebody."""
    rests: float = 300.0
    """Seconds until Slack is asked again after it failed."""
    most: int = 20_000
    clock: Callable[[], float] = time.monotonic
    _known: OrderedDict[Person, tuple[str | None, float]] = field(default_factory=OrderedDict)
    _without_scope: set[str] = field(default_factory=set)

    def known(self, person: Person) -> str | None:
        """What is known already, without asking."""
        locale, until = self._known.get(person, (None, 0.0))
        return locale if until > self.clock() else None

    async def find(self, client: AsyncWebClient, person: Person) -> str | None:
        """The locale, such as sv-SE; None where it can't be had soon."""
        _, until = self._known.get(person, (None, 0.0))
        if until > self.clock() or person.team in self._without_scope:
            return self.known(person)
        locale, lasts = await self._ask(client, person)
        self._known[person] = (locale, self.clock() + lasts)
        self._known.move_to_end(person)
        if len(self._known) > self.most:
            self._known.popitem(last=False)
        return locale

    async def _ask(self, client: AsyncWebClient, person: Person) -> tuple[str | None, float]:
        try:
            async with asyncio.timeout(self.waits):
                answer = await client.users_info(user=person.user, include_locale=True)
        except FAILURES as error:
            if error_name(error) == "missing_scope":
                self._without_scope.add(person.team)
                _log.info("the app has no scope users:read here: answers do without Slack's locale")
            else:
                _log.info("users.info: %s", cause(error))
            return None, self.rests
        user = answer.get("user")
        locale = user.get("locale") if isinstance(user, dict) else None
        return (locale if isinstance(locale, str) else None), self.lasts
