"""Answers such as the bot gives, as blocks."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
ANY_ACTION = re.compile(".+")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(text: str, action_id: str, value: str = "x", **more: str) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": value} | more


def languages() -> Json:
    names = {"en": "English", "pl": "polski", "ar": "العربية", "sv": "svenska", "pt": "português"}
    return {
        "type": "static_select",
        "action_id": "language",
        "placeholder": plain("Other languages"),
        "options": [{"text": plain(name), "value": code} for code, name in names.items()],
    }


def english() -> list[Json]:
    return [
        {"type": "header", "text": plain("Customer success")},
        {
            "type": "section",
            "text": mrkdwn(
                "*The work of making customers reach what they bought the product for.*\n"
                "It is proactive: the team looks ahead, while support answers what is asked. "
                "A _customer success manager_ keeps the plan; `health score` shows where it slips."
            ),
        },
        {
            "type": "section",
            "text": mrkdwn(
                "• Starts at onboarding and lasts as long as the contract\n"
                "• Measured by retention, expansion and ~tickets closed~ churn\n"
                "> “Customers achieve their desired outcome.” Lincoln Murphy"
            ),
        },
        {
            "type": "actions",
            "elements": [
                button("How it is measured", "measure", style="primary"),
                button("An example", "example"),
                button("Why it matters", "why"),
                button("Crash", "crash", style="danger"),
                languages(),
                {
                    "type": "overflow",
                    "action_id": "related",
                    "options": [
                        {"text": plain("Customer success manager"), "value": "csm"},
                        {"text": plain("Health score"), "value": "health"},
                    ],
                },
            ],
        },
        {"type": "divider"},
        {
            "type": "context",
            "elements": [
                mrkdwn("Sources: <https://example.com/cs|Customer Success Association> · [1]"),
                mrkdwn("Reviewed 22 November 2026 :white_check_mark:"),
            ],
        },
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "feedback",
                    "positive_button": {"text": plain("Helpful"), "value": "good"},
                    "negative_button": {"text": plain("Not helpful"), "value": "bad"},
                }
            ],
        },
    ]


def arabic() -> list[Json]:
    return [
        {"type": "header", "text": plain("نجاح العملاء")},
        {
            "type": "section",
            "text": mrkdwn(
                "نجاح العملاء (\u2066CS\u2069) هو العمل على أن يبلغ العميل ما اشترى المنتج من "
                "أجله.\nيقيسه الفريق بمؤشرات مثل \u2066NPS\u2069 و\u2066CLV\u2069 ومعدل الاحتفاظ."
            ),
        },
        {
            "type": "section",
            "text": mrkdwn("• استباقي: يعمل الفريق قبل أن يسأل العميل\n• طويل الأجل"),
            "accessory": button("كيف يقاس؟", "measure"),
        },
        {"type": "context", "elements": [mrkdwn("المصادر: \u2066Gainsight\u2069 · راجعه الفريق")]},
    ]


def comparison() -> list[Json]:
    rows = {
        "Stance": ("Proactive", "Reactive"),
        "Horizon": ("The whole contract", "One ticket"),
        "Goal": ("The customer's own results", "The problem solved"),
        "Measured by": ("Retention, expansion", "First response time, CSAT"),
    }
    cells = [mrkdwn("*Customer success*"), mrkdwn("*Customer support*")]
    for name, (left, right) in rows.items():
        cells += [mrkdwn(f"_{name}_\n{left}"), mrkdwn(f"_{name}_\n{right}")]
    return [
        {"type": "header", "text": plain("Customer success and customer support")},
        {"type": "section", "text": mrkdwn("Success looks ahead; support answers.")},
        {"type": "section", "fields": cells},
        {"type": "context", "elements": [mrkdwn("Sources: [1] [2]")]},
    ]


def choices() -> list[Json]:
    return [
        {"type": "section", "text": mrkdwn("*CS* stands for several things. Which one?")},
        {
            "type": "actions",
            "elements": [
                button("Customer success", "choose_success", "customer-success"),
                button("Customer support", "choose_support", "customer-support"),
            ],
        },
    ]


def everything() -> list[Json]:
    """Each kind of block that the page draws, for looking at."""
    text = {"type": "text", "text": "bold", "style": {"bold": True}}
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "An item"}]}
    cell = {"type": "raw_text", "text": "Cell"}
    return [
        {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"},
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [text, {"type": "text", "text": " x"}]},
                {"type": "rich_text_list", "style": "ordered", "elements": [item, item]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Quoted"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "pre"}]},
            ],
        },
        {"type": "table", "rows": [[cell, cell], [cell, cell]]},
        {"type": "section", "text": mrkdwn("```\na < b\n```")},
    ]
