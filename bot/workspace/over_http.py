"""Delivers to the bot's request URL, signed as Slack signs."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlencode

import aiohttp

from bot.workspace.delivery import Parcel, Reply
from bot.workspace.model import Clock
from bot.workspace.signing import signed_headers

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
_FORM = "application/x-www-form-urlencoded"


class OverHttp:
    """POSTs to the bot; anything but a 2xx in time is a failure."""

    def __init__(self, address: Callable[[], str], signing_secret: str, clock: Clock) -> None:
        self._address = address
        self._secret = signing_secret
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def send(self, parcel: Parcel, within: float) -> Reply:
        body, content_type = _written(parcel)
        headers = {"Content-Type": content_type, "User-Agent": USER_AGENT}
        headers |= signed_headers(self._secret, body, self._clock())
        if parcel.retry:
            headers["X-Slack-Retry-Num"] = str(parcel.retry)
            headers["X-Slack-Retry-Reason"] = parcel.reason
        return await self.post(body.encode(), headers, within)

    async def post(self, body: bytes, headers: dict[str, str], within: float) -> Reply:
        """A request as it is given, signed or not."""
        if self._session is None:
            self._session = aiohttp.ClientSession()  # it reads no proxy from the environment
        limit = aiohttp.ClientTimeout(total=within)
        try:
            async with self._session.post(self._address(), data=body, headers=headers, timeout=limit, allow_redirects=False) as response:
                text = await response.text(errors="replace")
                return Reply(
                    failure=None if 200 <= response.status < 300 else "http_error",
                    status=response.status,
                    text=text,
                    headers={key.lower(): value for key, value in response.headers.items()},
                )
        except TimeoutError:
            return Reply(failure="http_timeout")
        except aiohttp.ClientError:
            return Reply(failure="connection_failed")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _written(parcel: Parcel) -> tuple[str, str]:
    """Events travel as JSON, commands as a form, interactions as JSON inside a form."""
    if parcel.kind == "events_api":
        return json.dumps(parcel.body), "application/json"
    if parcel.kind == "slash_commands":
        return urlencode(parcel.body), _FORM
    return urlencode({"payload": json.dumps(parcel.body)}), _FORM
