"""Typed text becomes what Slack writes in events."""

from __future__ import annotations

import pytest

from bot.workspace.seed import MAJA, bot_user, channels
from bot.workspace.typed import as_slack_writes, whole

BOT = bot_user("define")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("what is churn?", "what is churn?"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("@define churn", "<@U0DEFINE> churn"),
        ("@define, @maja and @nobody", "<@U0DEFINE>, <@U0MAJA> and @nobody"),
        ("mail me@define.example", "mail me@define.example"),
        ("see #support and #2", "see <#C0SUPPORT|support> and #2"),
        ("@channel!", "<!channel>!"),
        ("<!channel> <@U0DEFINE>", "&lt;!channel&gt; &lt;@U0DEFINE&gt;"),
        ("at https://x.y/?a=1&b=2.", "at <https://x.y/?a=1&amp;b=2>."),
        ("&amp;", "&amp;amp;"),
        ("half \ud83c of one", "half \ufffd of one"),
        ("@define ما الفرق؟", "<@U0DEFINE> ما الفرق؟"),
    ],
)
def test_typed_text(typed: str, written: str) -> None:
    """Names and addresses become markup; markup typed by hand stays harmless."""
    assert as_slack_writes(whole(typed), [BOT, MAJA], channels(BOT)) == written
