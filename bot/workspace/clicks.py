"""Finds what was clicked in a message, and says what Slack tells the bot about it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.workspace.model import Json, Message

_SELECTS = ("static_select", "radio_buttons")


def interactive_elements(message: Message) -> Iterator[tuple[Json, Json]]:
    """Each element that can be operated, with its block."""
    for block in message.blocks:
        elements = block.get("elements")
        for element in [block.get("accessory"), *(elements if isinstance(elements, list) else [])]:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def find_element(message: Message, action_id: str) -> tuple[Json, Json]:
    """The element with this action_id; a LookupError names those that there are."""
    known = []
    for block, element in interactive_elements(message):
        if element["action_id"] == action_id:
            return block, element
        known.append(element["action_id"])
    raise LookupError(f"no element with action_id {action_id!r}; the message has {known}")


def action(block: Json, element: Json, value: str | None, ts: str) -> Json:
    """One entry of `actions` in a block_actions payload.

    `value` picks an option of a menu or one of two feedback buttons; a plain button has its own.
    """
    kind = element["type"]
    done: Json = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": ts,
    }
    if kind in ("button", "icon_button"):
        done["text"] = element["text"]
        chosen = element.get("value") if value is None else value
        return done | ({} if chosen is None else {"value": chosen})
    if kind == "feedback_buttons":
        return done | _feedback(element, value)
    return done | {"selected_option": pick_option(element, value)}


def pick_option(element: Json, value: str | None) -> Json:
    """The option with this value, or with this text as a person reads it."""
    groups = element.get("option_groups", [element])
    options: list[Json] = [option for group in groups for option in group.get("options", [])]
    for option in options:
        if value in (option.get("value"), option["text"]["text"]):
            return option
    values = [option.get("value") for option in options]
    raise LookupError(f"no option {value!r} in {element['action_id']!r}; it has {values}")


def _feedback(element: Json, value: str | None) -> Json:
    for key in ("positive_button", "negative_button"):
        button: Json = element[key]
        if value in (button["value"], button["text"]["text"], key):
            return {"text": button["text"], "value": button["value"]}
    raise LookupError(f"no feedback button {value!r}")


def state_of(message: Message, acted: Json) -> Json:
    """The `state.values` of a message: what its menus show, after the one that was used."""
    values: Json = {}
    for block, element in interactive_elements(message):
        if element["type"] not in _SELECTS:
            continue
        selected = element.get("initial_option")
        if element["action_id"] == acted["action_id"]:
            selected = acted.get("selected_option")
        values.setdefault(block["block_id"], {})[element["action_id"]] = {
            "type": element["type"],
            "selected_option": selected,
        }
    return values
