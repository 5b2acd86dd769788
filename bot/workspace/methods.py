"""The methods of the Web API that the workspace knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.workspace import payloads
from bot.workspace.answers import Refusal, check_content
from bot.workspace.block_kit import view_problems
from bot.workspace.conversations import Conversations
from bot.workspace.delivery import Courier
from bot.workspace.events import Events
from bot.workspace.model import Channel, Clock, Json, Message, User
from bot.workspace.over_socket import OverSocket
from bot.workspace.seed import TEAM_DOMAIN, TEAM_ID

TRIGGER_SECONDS = 3.0


@dataclass(slots=True)
class Desk:
    """What the methods work on."""

    conversations: Conversations
    bot: User
    events: Events
    courier: Courier
    socket: OverSocket
    clock: Clock
    address: Callable[[], str]
    triggers: dict[str, float] = field(default_factory=dict)
    views: list[Json] = field(default_factory=list)

    def channel(self, arguments: Json) -> Channel:
        """The conversation that a call names, which has to exist."""
        channel = self.conversations.find_channel(str(arguments.get("channel", "")))
        if channel is None:
            raise Refusal("channel_not_found")
        return channel

    def joined(self, arguments: Json) -> Channel:
        """The same, and the bot has to be in it."""
        channel = self.channel(arguments)
        if self.bot.id not in channel.members:
            raise Refusal("not_in_channel")
        return channel

    def own_message(self, arguments: Json, otherwise: str) -> Message:
        """A message of the bot that everybody sees; private ones can't be reached by their ts."""
        channel = self.channel(arguments)
        message = self.conversations.find(channel.id, str(arguments.get("ts", "")))
        if message is None or message.is_private:
            raise Refusal("message_not_found")
        if message.user != self.bot.id:
            raise Refusal(otherwise)
        return message

    def thread(self, channel: Channel, arguments: Json) -> str | None:
        """The root of the thread that a call names, also when it names a reply."""
        if not (ts := arguments.get("thread_ts")):
            return None
        root = self.conversations.find(channel.id, str(ts))
        if root is None:
            raise Refusal("thread_not_found")
        return root.thread_ts or root.ts


def auth_test(desk: Desk, arguments: Json) -> Json:
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": "Local workspace",
        "user": desk.bot.name,
        "team_id": TEAM_ID,
        "user_id": desk.bot.id,
        "bot_id": desk.bot.bot_id,
        "is_enterprise_install": False,
    }


def post_message(desk: Desk, arguments: Json) -> Json:
    channel = desk.joined(arguments)
    text, blocks = check_content(arguments)
    thread = desk.thread(channel, arguments)
    message = desk.conversations.add(channel.id, desk.bot.id, text, blocks, thread_ts=thread)
    desk.courier.spawn(desk.events.written(message))
    fields = payloads.message_fields(message, desk.bot)
    return {"channel": channel.id, "ts": message.ts, "message": fields}


def post_ephemeral(desk: Desk, arguments: Json) -> Json:
    channel = desk.joined(arguments)
    user = str(arguments.get("user", ""))
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    text, blocks = check_content(arguments)
    thread = desk.thread(channel, arguments)
    message = desk.conversations.add(channel.id, desk.bot.id, text, blocks, thread_ts=thread, visible_to=user)
    return {"message_ts": message.ts}


def update(desk: Desk, arguments: Json) -> Json:
    """Without `blocks` the old ones stay, and an empty list takes them away, as in Slack."""
    previous = desk.own_message(arguments, "cant_update_message")
    if "blocks" not in arguments:
        arguments = {**arguments, "blocks": list(previous.blocks)}
    text, blocks = check_content(arguments)
    message = desk.conversations.change(previous, text, blocks)
    desk.courier.spawn(desk.events.edited(message, previous))
    fields = payloads.message_fields(message, desk.bot)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": fields}


def delete(desk: Desk, arguments: Json) -> Json:
    message = desk.own_message(arguments, "cant_delete_message")
    desk.conversations.remove(message)
    desk.courier.spawn(desk.events.deleted(message))
    return {"channel": message.channel, "ts": message.ts}


def users_info(desk: Desk, arguments: Json) -> Json:
    user = desk.conversations.users.get(str(arguments.get("user", "")))
    if user is None:
        raise Refusal("user_not_found")
    fields: Json = {
        "id": user.id,
        "team_id": TEAM_ID,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "is_bot": user.is_bot,
        "tz": "Europe/Warsaw",
        "profile": {"real_name": user.real_name, "display_name": user.name},
    }
    if _is_true(arguments.get("include_locale")):
        fields["locale"] = user.locale
    return {"user": fields}


def conversations_info(desk: Desk, arguments: Json) -> Json:
    channel = desk.channel(arguments)
    fields: Json = {"id": channel.id, "is_im": channel.is_im, "is_channel": not channel.is_im}
    if channel.is_im:
        fields["user"] = next(iter(channel.members - {desk.bot.id}))
    else:
        fields |= {"name": channel.name, "is_member": desk.bot.id in channel.members}
        fields["topic"] = {"value": channel.topic}
    if _is_true(arguments.get("include_locale")):
        fields["locale"] = "en-US"
    return {"channel": fields}


def connections_open(desk: Desk, arguments: Json) -> Json:
    address = desk.address().replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={desk.socket.ticket()}"}


def views_open(desk: Desk, arguments: Json) -> Json:
    created = desk.triggers.pop(str(arguments.get("trigger_id", "")), None)
    if created is None:
        raise Refusal("invalid_trigger_id")
    if desk.clock() - created > TRIGGER_SECONDS:
        raise Refusal("expired_trigger_id")
    return _keep_view(desk, arguments, f"V{len(desk.views):06d}")


def views_update(desk: Desk, arguments: Json) -> Json:
    view_id = str(arguments.get("view_id", ""))
    if view_id not in {view["id"] for view in desk.views}:
        raise Refusal("not_found")
    return _keep_view(desk, arguments, view_id)


def views_publish(desk: Desk, arguments: Json) -> Json:
    user = str(arguments.get("user_id", ""))
    if user not in desk.conversations.users:
        raise Refusal("user_not_found")
    return _keep_view(desk, arguments, f"VHOME{user}")


def _keep_view(desk: Desk, arguments: Json, view_id: str) -> Json:
    """Views are checked and kept for tests; the page says that it does not show them."""
    view = arguments.get("view")
    if found := view_problems(view):
        raise Refusal("invalid_arguments", found)
    kept: Json = {**(view if isinstance(view, dict) else {}), "id": view_id, "team_id": TEAM_ID}
    desk.views.append(kept)
    what = "a Home tab" if kept["type"] == "home" else f"the modal “{kept['title']['text']}”"
    text = f"The bot opened {what}, which the local workspace does not show."
    desk.conversations.add_notice(text, "warning")
    return {"view": kept}


def _is_true(value: object) -> bool:
    return value in (True, 1, "1", "true", "True")


@dataclass(frozen=True, slots=True)
class Method:
    """What runs, the scope that it needs, and whether it takes the app-level token."""

    run: Callable[[Desk, Json], Json]
    scope: str | None = None
    app_level: bool = False


def known_methods() -> dict[str, Method]:
    return {
        "auth.test": Method(auth_test),
        "chat.postMessage": Method(post_message, "chat:write"),
        "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
        "chat.update": Method(update, "chat:write"),
        "chat.delete": Method(delete, "chat:write"),
        "users.info": Method(users_info, "users:read"),
        "conversations.info": Method(conversations_info, "channels:read"),
        "apps.connections.open": Method(connections_open, app_level=True),
        "views.open": Method(views_open),
        "views.update": Method(views_update),
        "views.publish": Method(views_publish),
    }
