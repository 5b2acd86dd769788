"""A workspace of one's own: Slack's side of the conversation, without Slack."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from bot.workspace import seed
from bot.workspace.answers import Answers
from bot.workspace.conversations import Conversations
from bot.workspace.delivery import Courier, Delivery, Reply, Route
from bot.workspace.events import DEFAULT_SUBSCRIPTIONS, Events
from bot.workspace.faults import Fault
from bot.workspace.methods import Desk
from bot.workspace.model import Channel, Clock, Json, Level, Message, Notice, User
from bot.workspace.over_http import OverHttp
from bot.workspace.over_socket import OverSocket
from bot.workspace.page_api import PageApi
from bot.workspace.person import Hands, Outcome
from bot.workspace.signing import signed_headers
from bot.workspace.web_api import DEFAULT_SCOPES, ApiCall, WebApi

SOCKET = "socket"
REDELIVER_AFTER = (0.0, 60.0, 300.0)  # seconds; Slack tries again nearly at once, then waits
ACKNOWLEDGE_WITHIN = 3.0


class Workspace:
    """Users, conversations, the Web API, deliveries to the bot, and the page.

    `deliver_to` is the bot's request URL, or `SOCKET`; without it the bot is expected at
    `/slack/events` beside the page. `url` has to be set once the address is known (`serve` does).
    """

    def __init__(
        self,
        *,
        command: str = "/define",
        bot_name: str = "define",
        examples: Sequence[str] = (),
        deliver_to: str | None = None,
        signing_secret: str | None = None,
        bot_token: str | None = None,
        app_token: str | None = None,
        scopes: Collection[str] = DEFAULT_SCOPES,
        subscribed: Collection[str] = DEFAULT_SUBSCRIPTIONS,
        redeliver_after: Sequence[float] = REDELIVER_AFTER,
        acknowledge_within: float = ACKNOWLEDGE_WITHIN,
        clock: Clock = time.time,
    ) -> None:
        self.url: str | None = None
        self.deliver_to = deliver_to
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self.bot_token = bot_token or f"xoxb-local-{secrets.token_hex(12)}"
        self.app_token = app_token or f"xapp-local-{secrets.token_hex(12)}"
        self.command_name = command
        self.acknowledge_within = acknowledge_within
        self.examples = tuple(examples)
        self.bot = seed.bot_user(bot_name)
        self.person = seed.PERSON
        self.other_bot = seed.OTHER_BOT
        self.support = seed.SUPPORT_ID
        self.direct = seed.DIRECT_ID
        self._clock = clock
        users = (self.person, seed.MAJA, seed.OMAR, self.bot, self.other_bot, seed.SLACKBOT)
        self.conversations = Conversations(users, seed.channels(self.bot), clock)
        for user, text in seed.TALK:
            self.conversations.add(self.support, user.id, text)
        self._courier = Courier(redeliver_after, acknowledge_within)
        self._socket = OverSocket()
        self._http = OverHttp(self._request_url, self.signing_secret, clock)
        events = Events(self.conversations, self.bot, self._courier, self._route, subscribed, clock)
        self._desk = Desk(
            self.conversations,
            self.bot,
            events,
            self._courier,
            self._socket,
            clock,
            self._address,
        )
        answers = Answers(self.conversations, self.bot, clock)
        self._api = WebApi(self._desk, answers, self.bot_token, self.app_token, scopes)
        self._hands = Hands(self._desk, answers, self._route)
        self._page = PageApi(self._desk, self._hands, self.person.id, command, self.examples)

    # --- where it lives

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything it serves: page, Web API, response_urls, Socket Mode."""
        return [
            *self._page.routes(),
            web.route("*", "/api/{method}", self._api.call),
            web.post("/response/{token}", self._api.respond),
            web.get("/link", self._socket.handle),
        ]

    def add_to(self, app: web.Application) -> None:
        """Serves it in an application, and ends its open connections when that shuts down."""
        app.add_routes(self.routes())

        async def close(_: web.Application) -> None:
            await self.close()

        app.on_shutdown.append(close)

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serves it alone, on a free port unless told otherwise; gives the address."""
        app = web.Application()
        self.add_to(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        await site.start()
        try:
            self.url = f"http://{host}:{runner.addresses[0][1]}"
            yield self.url
        finally:
            await runner.cleanup()

    async def close(self) -> None:
        self._page.close()
        await self._socket.close()
        await self._courier.close()
        await self._http.close()

    @property
    def api_url(self) -> str:
        """The base address for a Web API client, SLACK_API_URL in the bot's settings."""
        return f"{self._address()}/api/"

    # --- what people do in it

    async def say(
        self,
        channel: str,
        text: str,
        user: User | None = None,
        thread_ts: str | None = None,
    ) -> Message:
        """Somebody writes `text` as typed: "@define what is churn" becomes a mention.

        Returns when the bot has taken the event (or has not); its answer may still be coming:
        see `answers`.
        """
        return await self._hands.say(self._channel(channel), text, user or self.person, thread_ts)

    async def edit(self, message: Message, text: str) -> Message:
        return await self._hands.edit(message, text)

    async def delete(self, message: Message) -> None:
        await self._hands.delete(message)

    async def command(self, command: str, text: str = "", channel: str | None = None, user: User | None = None) -> Outcome:
        """Somebody runs a slash command, in #support unless told otherwise."""
        where = self._channel(channel or self.support)
        return await self._hands.command(command, text, where, user or self.person)

    async def click(self, message: Message, action_id: str, value: str | None = None, user: User | None = None) -> Outcome:
        """Somebody clicks a button, or picks the option with this value or this text."""
        return await self._hands.click(message, action_id, value, user or self.person)

    def user(self, name: str) -> User:
        """Somebody by name or id: "kim" (the person at the page), "maja", "omar", ..."""
        for user in self.conversations.users.values():
            if name.removeprefix("@") in (user.id, user.name):
                return user
        raise LookupError(f"nobody is called {name!r}")

    def set_locale(self, locale: str, user: User | None = None) -> None:
        self.conversations.set_locale((user or self.person).id, locale)

    def add_channel(self, name: str, *, with_bot: bool = True) -> str:
        """Another channel; answers its id."""
        members = frozenset(self.conversations.users) - (frozenset() if with_bot else {self.bot.id})
        channel = Channel(f"C0{name.upper()}", name, members)
        self.conversations.channels[channel.id] = channel
        return channel.id

    def notice(self, text: str, level: Level = "info") -> None:
        """Shows a line from the workspace itself in the page; it may have several lines."""
        self.conversations.add_notice(text, level)

    # --- what is to be seen of it

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """A conversation's messages, oldest first, private ones too."""
        return self.conversations.messages(self._channel(channel).id, thread_ts)

    async def answers(self, channel: str, after: Message | None = None, count: int = 1, timeout: float = 5.0) -> list[Message]:
        """Waits until the bot has posted `count` messages after that one; answers them all."""
        channel_id, since = self._channel(channel).id, after.ts if after is not None else ""

        def posted() -> list[Message]:
            return [message for message in self.conversations.messages(channel_id) if message.user == self.bot.id and message.ts > since]

        await self.until(lambda: len(posted()) >= count, timeout)
        return posted()

    async def until(self, condition: Callable[[], bool], timeout: float = 5.0) -> None:
        """Waits for a condition on what is to be seen; TimeoutError when it does not come true."""
        await asyncio.wait_for(self.conversations.until(condition), timeout)

    async def settled(self) -> None:
        """Returns when nothing is on its way to the bot any more, redeliveries included."""
        await self._courier.settled()

    @property
    def calls(self) -> list[ApiCall]:
        """The bot's Web API calls and response_url posts, in order."""
        return self._api.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Every attempt to deliver something to the bot, with its reply."""
        return self._courier.record

    @property
    def notices(self) -> list[Notice]:
        return self.conversations.notices

    @property
    def views(self) -> list[Json]:
        """Modals and Home tabs that the bot opened, updated or published."""
        return self._desk.views

    # --- what goes wrong, or is forged

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of a method meet this fault; `response_url` stands for those posts."""
        self._api.faults.plan(method, fault, times)

    async def send_event(self, event: Json) -> Reply:
        """Any event at all, in a signed envelope."""
        return await self._desk.events.send(event)

    async def send_again(self, delivery: Delivery) -> Reply:
        """Delivers the same thing once more, with the same event id."""
        return await self._courier.deliver(self._route(), delivery.parcel)

    async def deliver_raw(self, body: str | bytes, headers: dict[str, str], timeout: float = 5.0) -> Reply:
        """A request to the bot's URL exactly as given: for forged ones. See `signed_headers`."""
        raw = body.encode() if isinstance(body, str) else body
        return await self._http.post(raw, headers, timeout)

    def signed_headers(self, body: str, timestamp: float | None = None) -> dict[str, str]:
        """The headers that make a body genuine, now or at another time."""
        moment = self._clock() if timestamp is None else timestamp
        return signed_headers(self.signing_secret, body, moment)

    @property
    def connections(self) -> int:
        """The Socket Mode connections that are open."""
        return self._socket.connections

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks every Socket Mode connection to come again."""
        await self._socket.disconnect(reason)

    def cut_connections(self) -> None:
        """Breaks every Socket Mode connection without a word."""
        self._socket.cut()

    # --- inner

    def _route(self) -> Route:
        return self._socket if self.deliver_to == SOCKET else self._http

    def _request_url(self) -> str:
        return self.deliver_to or f"{self._address()}/slack/events"

    def _address(self) -> str:
        if self.url is None:
            raise RuntimeError("the workspace does not know its address yet: set workspace.url")
        return self.url

    def _channel(self, name: str) -> Channel:
        channel = self.conversations.find_channel(name)
        if channel is None:
            raise LookupError(f"no conversation {name!r}")
        return channel
