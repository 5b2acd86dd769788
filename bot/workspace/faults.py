"""What can go wrong between a bot and Slack, on purpose."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimited:
    """429, with the seconds to wait."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class ServerError:
    """A 5xx without an answer; the call is not carried out."""

    status: int = 500


@dataclass(frozen=True, slots=True)
class Dropped:
    """The connection breaks before the call is carried out."""


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """The call is carried out, and then the connection breaks."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An orderly `ok: false` with this error."""

    error: str


@dataclass(frozen=True, slots=True)
class Delayed:
    """The call is carried out and answered, but only after this many seconds."""

    seconds: float


Fault = RateLimited | ServerError | Dropped | AnswerLost | Refused | Delayed


class Faults:
    """The faults in store for each method, used up one a call."""

    def __init__(self) -> None:
        self._planned: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def plan(self, method: str, fault: Fault, times: int = 1) -> None:
        self._planned[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        planned = self._planned[method]
        return planned.popleft() if planned else None
