"""A local stand-in for Slack: its Web API, its deliveries to a bot, and a page to talk in.

With it the bot can be tried in a browser and tested end to end, without Slack and without tokens.
"""

from bot.workspace.answers import Refusal
from bot.workspace.delivery import Delivery, Parcel, Reply
from bot.workspace.faults import (
    AnswerLost,
    Delayed,
    Dropped,
    Fault,
    RateLimited,
    Refused,
    ServerError,
)
from bot.workspace.model import Channel, Message, Notice, User
from bot.workspace.person import Outcome
from bot.workspace.web_api import ApiCall
from bot.workspace.workspace import SOCKET, Workspace

__all__ = [
    "SOCKET",
    "AnswerLost",
    "ApiCall",
    "Channel",
    "Delayed",
    "Delivery",
    "Dropped",
    "Fault",
    "Message",
    "Notice",
    "Outcome",
    "Parcel",
    "RateLimited",
    "Refusal",
    "Refused",
    "Reply",
    "ServerError",
    "User",
    "Workspace",
]
