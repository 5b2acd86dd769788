"""Who is in the workspace at first, and what has been said."""

from __future__ import annotations

from bot.workspace.model import Channel, User

TEAM_ID = "T0LOCAL"
TEAM_DOMAIN = "local-workspace"
APP_ID = "A0DEFINE"
BOT_ID = "B0DEFINE"
SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot")

PERSON = User("U0PERSON", "kim", "Kim Berg")
MAJA = User("U0MAJA", "maja", "Maja Nowak")
OMAR = User("U0OMAR", "omar", "Omar Haddad")
OTHER_BOT = User("U0TICKETS", "tickets", "Tickets", bot_id="B0TICKETS")

SUPPORT_ID = "C0SUPPORT"
DIRECT_ID = "D0DEFINE"

TALK = (
    (MAJA, "Before Thursday's review: when the board deck says “CS went up”, is that support "
           "or success?"),
    (OMAR, "I read it as support. Sales reads it as success. That's how we got two numbers."),
    (MAJA, "Then let's look the words up before we argue about them :slightly_smiling_face:"),
)  # fmt: skip


def bot_user(name: str) -> User:
    return User("U0DEFINE", name, name, bot_id=BOT_ID)


def channels(bot: User) -> tuple[Channel, Channel]:
    people = frozenset({PERSON.id, MAJA.id, OMAR.id, OTHER_BOT.id, bot.id})
    return (
        Channel(SUPPORT_ID, "support", people, topic="Help for customers, and what we call it"),
        Channel(DIRECT_ID, bot.name, frozenset({PERSON.id, bot.id}), is_im=True),
    )
