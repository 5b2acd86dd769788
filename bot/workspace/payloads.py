"""The JSON that Slack sends to a bot, field by field."""

from __future__ import annotations

from bot.workspace.model import Channel, Json, Message, User
from bot.workspace.seed import APP_ID, BOT_ID, TEAM_DOMAIN, TEAM_ID

# Slack still sends a verification token, and still says not to rely on it.
DEPRECATED_TOKEN = "local-workspace-token"  # noqa: S105


def event_callback(event: Json, bot: User, event_id: str, event_time: int) -> Json:
    """The envelope around every event; a redelivery repeats it with the same event_id."""
    return {
        "token": DEPRECATED_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def message_fields(message: Message, author: User) -> Json:
    """A message as it stands inside events, payloads and answers of the Web API."""
    fields: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": TEAM_ID,
    }
    if author.is_bot:
        fields |= {
            "bot_id": author.bot_id,
            "app_id": APP_ID if author.bot_id == BOT_ID else "A0OTHER",
            "bot_profile": {"id": author.bot_id, "name": author.real_name, "team_id": TEAM_ID},
        }
    else:
        fields["client_msg_id"] = f"local-{message.ts}"
    if message.blocks:
        fields["blocks"] = list(message.blocks)
    elif not author.is_bot:
        fields["blocks"] = [_as_rich_text(message)]
    if message.thread_ts is not None:
        fields["thread_ts"] = message.thread_ts
    if message.edited is not None:
        fields["edited"] = {"user": message.user, "ts": message.edited}
    return fields


def message_event(message: Message, author: User, channel: Channel) -> Json:
    """Somebody wrote in a conversation that the bot listens to."""
    return message_fields(message, author) | {
        "channel": message.channel,
        "event_ts": message.ts,
        "channel_type": channel.kind,
    }


def app_mention(message: Message, author: User) -> Json:
    """Somebody wrote the bot's name; an edited message comes with `edited` in it."""
    return message_fields(message, author) | {
        "type": "app_mention",
        "channel": message.channel,
        "event_ts": message.edited or message.ts,
    }


def message_changed(message: Message, previous: Message, author: User, channel: Channel, ts: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message_fields(message, author),
        "previous_message": message_fields(previous, author),
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }


def message_deleted(previous: Message, author: User, channel: Channel, ts: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": previous.ts,
        "previous_message": message_fields(previous, author),
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }


def slash_command(command: str, text: str, user: User, channel: Channel, response_url: str, trigger_id: str) -> dict[str, str]:
    """A slash command: a form, with neither locale nor thread in it."""
    return {
        "token": DEPRECATED_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def block_actions(
    action: Json,
    message: Message,
    author: User,
    user: User,
    channel: Channel,
    response_url: str,
    trigger_id: str,
    state: Json,
) -> Json:
    """A click or a pick. Slack leaves a private message out: the bot sees its ts only."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_private,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    payload: Json = {
        "type": "block_actions",
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": TEAM_ID,
        },
        "api_app_id": APP_ID,
        "token": DEPRECATED_TOKEN,
        "container": container,
        "trigger_id": trigger_id,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {
            "id": channel.id,
            "name": "directmessage" if channel.is_im else channel.name,
        },
        "state": {"values": state},
        "response_url": response_url,
        "actions": [action],
    }
    if not message.is_private:
        payload["message"] = message_fields(message, author)
    return payload


def _as_rich_text(message: Message) -> Json:
    """What the composer makes of typed text, with the text in one piece."""
    return {
        "type": "rich_text",
        "block_id": "typed",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}],
    }
