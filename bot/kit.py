"""What the listeners work with."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Rendered
from bot.glossary import Glossary, Line
from bot.incoming import Asked
from bot.people import Locales
from bot.sending import Sender
from bot.store import Person, Store
from bot.tasks import Tasks
from knowledge.answering import Answer, kind

Tell = Callable[[Rendered], Awaitable[None]]
"""Says something to the person whom an answer was for."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kit:
    """The glossary, what is remembered, and the ways out."""

    glossary: Glossary
    store: Store
    locales: Locales
    sender: Sender
    tasks: Tasks

    async def answer(self, asked: Asked, client: AsyncWebClient | None = None) -> Answer:
        """The answer to what somebody wrote. Slack is asked for their locale only with a client,
        and only if it may count."""
        started = time.perf_counter()
        question = self.glossary.read(asked.text, asked.surface)
        stored = await self.store.language(asked.person)
        locale = self.locales.known(asked.person)
        certain = stored or locale or question.wanted or question.scores
        if client is not None and not certain:
            locale = await self.locales.find(client, asked.person)
        answer = self.glossary.answer(question, stored, locale)
        took = 1000 * (time.perf_counter() - started)
        _log.info("%s: %s in %s, %.1f ms", asked.surface, kind(answer), answer.basis.language, took)
        return answer

    def spawn(self, work: Coroutine[Any, Any, None], person: Person, tell: Tell) -> None:
        """Runs the work in the background; when it fails, tells the person so."""

        async def sorry(refused: bool) -> None:
            await tell(await self.line("refused" if refused else "failed", person))

        self.tasks.spawn(work, sorry)

    async def line(self, name: Line, person: Person) -> Rendered:
        """One of the bot's own lines, in the language of somebody about whom nothing else is known."""
        return self.glossary.line(name, await self.store.language(person) or self.locales.known(person))
