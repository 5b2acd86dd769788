"""Work in the background that is not forgotten: tracked, with an error boundary of its own,
drained at the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.sending import NotSent

Sorry = Callable[[bool], Awaitable[None]]
"""Tells a person that it did not work; is given whether Slack refused the answer (else the fault
is ours)."""

_log = logging.getLogger(__name__)


class Tasks:
    """Bolt's error handler sees nothing of what runs here, so what goes wrong is logged here,
    once."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def spawn(self, work: Coroutine[Any, Any, None], sorry: Sorry) -> None:
        """Runs the work. When it fails the person hears a fixed apology, and the log the cause."""
        task = asyncio.get_running_loop().create_task(_guarded(work, sorry))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def drain(self, seconds: float) -> None:
        """Waits for all that runs, and gives up what still runs after so many seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self._running and (left := end - loop.time()) > 0:
            await asyncio.wait(self._running, timeout=left)
        if self._running:
            _log.warning(
                "%d answers were still on their way after %g seconds and are given up",
                len(self._running),
                seconds,
            )
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)


async def _guarded(work: Coroutine[Any, Any, None], sorry: Sorry) -> None:
    try:
        await work
    except NotSent as failure:
        _log.warning("not sent: %s", failure)
        if failure.refused:
            await _say_sorry(sorry, refused=True)
    except Exception:
        _log.exception("failed in the background")
        await _say_sorry(sorry, refused=False)


async def _say_sorry(sorry: Sorry, *, refused: bool) -> None:
    """Slack may well not take the apology either; the first failure is the one that counts."""
    try:
        await sorry(refused)
    except NotSent as failure:
        _log.debug("the apology was not sent: %s", failure)
    except Exception:
        _log.exception("the apology failed")
