"""The rules for what can be clicked, picked or typed into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.workspace.block_kit.inspection import Inspection, Json

ANY_TEXT = ("plain_text", "mrkdwn")
INPUT_ONLY = {"plain_text_input", "number_input", "email_text_input", "url_text_input",
              "file_input", "rich_text_input"}  # fmt: skip
MESSAGE_ONLY = {"feedback_buttons", "icon_button", "workflow_button"}
PICKERS = {"datepicker", "timepicker", "datetimepicker", "users_select", "channels_select",
           "conversations_select", "external_select", "multi_users_select",
           "multi_channels_select", "multi_conversations_select",
           "multi_external_select"}  # fmt: skip


def check_element(look: Inspection, value: object, at: str, allowed: frozenset[str]) -> None:
    """An interactive element that stands where the block allows its type."""
    element = look.mapping(value, at)
    if element is None:
        return
    kind = element.get("type")
    if not isinstance(kind, str) or kind not in allowed:
        look.report(at, f"unsupported type: {kind!r}")
        return
    if kind in MESSAGE_ONLY and look.surface != "message":
        look.report(at, f"{kind} is allowed in messages only")
    if kind != "image":
        action_id = look.string(element, "action_id", at, 255)
        if action_id is not None:
            look.unique("action_id", action_id, f"{at}/action_id")
    if (checker := _CHECKERS.get(kind)) is not None:
        checker(look, element, at)


def _button(look: Inspection, element: Json, at: str) -> None:
    look.keys(element, at, ("type", "text", "action_id", "url", "value", "style", "confirm",
                            "accessibility_label", "agent_prompt"))  # fmt: skip
    look.text(element, "text", at, 75)
    look.string(element, "value", at, 2000)
    look.url(element, "url", at)
    look.choice(element, "style", at, ("primary", "danger"))
    look.string(element, "accessibility_label", at, 75)
    look.string(element, "agent_prompt", at, 4000)
    _confirm(look, element, at)


def _confirm(look: Inspection, element: Json, at: str) -> None:
    if "confirm" not in element:
        return
    at = f"{at}/confirm"
    if (confirm := look.mapping(element["confirm"], at)) is None:
        return
    look.keys(confirm, at, ("title", "text", "confirm", "deny", "style"))
    look.text(confirm, "title", at, 100)
    look.text(confirm, "text", at, 300, kinds=ANY_TEXT)
    look.text(confirm, "confirm", at, 30)
    look.text(confirm, "deny", at, 30)
    look.choice(confirm, "style", at, ("primary", "danger"))


def _option(look: Inspection, value: object, at: str, kinds: tuple[str, ...], url: bool) -> str | None:
    """One option; answers its value so that the menu can see twins."""
    if (option := look.mapping(value, at)) is None:
        return None
    look.keys(option, at, ("text", "value", "description", *(("url",) if url else ())))
    look.text(option, "text", at, 75, kinds=kinds)
    look.text(option, "description", at, 75, kinds=kinds, required=False)
    if url:
        look.url(option, "url", at)
    return look.string(option, "value", at, 150, required=True)


def _options(
    look: Inspection,
    owner: Json,
    at: str,
    most: int,
    *,
    kinds: tuple[str, ...] = ("plain_text",),
    url: bool = False,
) -> list[str]:
    values: list[str] = []
    for index, option in enumerate(look.items(owner, "options", at, most)):
        place = f"{at}/options/{index}"
        if (value := _option(look, option, place, kinds, url)) is None:
            continue
        if value in values:
            look.report(f"{place}/value", f"option value {value!r} is there twice")
        values.append(value)
    return values


def _select(look: Inspection, element: Json, at: str) -> None:
    multi = element["type"].startswith("multi_")
    initial = "initial_options" if multi else "initial_option"
    look.keys(element, at, ("type", "placeholder", "options", "option_groups", "action_id",
                            "confirm", "focus_on_load", "max_selected_items",
                            initial))  # fmt: skip
    look.text(element, "placeholder", at, 150, required=False)
    _confirm(look, element, at)
    values: list[str] = []
    if ("options" in element) == ("option_groups" in element):
        look.report(at, "needs either `options` or `option_groups`")
    elif "options" in element:
        values = _options(look, element, at, 100)
    else:
        for index, group in enumerate(look.items(element, "option_groups", at, 100)):
            place = f"{at}/option_groups/{index}"
            if (owner := look.mapping(group, place)) is None:
                continue
            look.keys(owner, place, ("label", "options"))
            look.text(owner, "label", place, 75)
            values += _options(look, owner, place, 100)
    _initial(look, element, at, initial, values)


def _initial(look: Inspection, element: Json, at: str, key: str, values: list[str]) -> None:
    """What is chosen at first has to be among the options."""
    if key not in element:
        return
    chosen: Any = element[key]
    for option in chosen if isinstance(chosen, list) else [chosen]:
        if not isinstance(option, dict) or option.get("value") not in values:
            look.report(f"{at}/{key}", f"{key} is not one of the options")


def _overflow(look: Inspection, element: Json, at: str) -> None:
    look.keys(element, at, ("type", "options", "action_id", "confirm"))
    _options(look, element, at, 5, url=True)
    _confirm(look, element, at)


def _boxes(look: Inspection, element: Json, at: str) -> None:
    initial = "initial_options" if element["type"] == "checkboxes" else "initial_option"
    look.keys(element, at, ("type", "options", "action_id", "confirm", "focus_on_load", initial))
    values = _options(look, element, at, 10, kinds=ANY_TEXT)
    _initial(look, element, at, initial, values)
    _confirm(look, element, at)


def _picker(look: Inspection, element: Json, at: str) -> None:
    look.text(element, "placeholder", at, 150, required=False)
    _confirm(look, element, at)


def _text_input(look: Inspection, element: Json, at: str) -> None:
    look.text(element, "placeholder", at, 150, required=False)
    for key in ("min_length", "max_length"):
        value = element.get(key)
        if value is not None and (not isinstance(value, int) or not 0 <= value <= 3000):
            look.report(f"{at}/{key}", "must be between 0 and 3000")


def check_image(look: Inspection, element: Json, at: str) -> None:
    """An image element, or what an image block shares with it."""
    look.string(element, "alt_text", at, 2000, required=True)
    if ("image_url" in element) == ("slack_file" in element):
        look.report(at, "needs either `image_url` or `slack_file`")
    look.url(element, "image_url", at)


def _image(look: Inspection, element: Json, at: str) -> None:
    look.keys(element, at, ("type", "image_url", "slack_file", "alt_text"))
    check_image(look, element, at)


def _feedback_buttons(look: Inspection, element: Json, at: str) -> None:
    look.keys(element, at, ("type", "action_id", "positive_button", "negative_button"))
    for key in ("positive_button", "negative_button"):
        place = f"{at}/{key}"
        if (button := look.mapping(element.get(key), place)) is None:
            continue
        look.keys(button, place, ("text", "value", "accessibility_label"))
        look.text(button, "text", place, 75)
        look.string(button, "value", place, 2000, required=True)
        look.string(button, "accessibility_label", place, 75)


def _icon_button(look: Inspection, element: Json, at: str) -> None:
    look.keys(element, at, ("type", "icon", "text", "action_id", "value", "confirm",
                            "accessibility_label", "visible_to_user_ids"))  # fmt: skip
    if element.get("icon") != "trash":
        look.report(f"{at}/icon", "must be one of: trash")
    look.text(element, "text", at, 75)
    look.string(element, "value", at, 2000)
    look.string(element, "accessibility_label", at, 75)
    _confirm(look, element, at)


def _workflow_button(look: Inspection, element: Json, at: str) -> None:
    look.text(element, "text", at, 75)
    look.mapping(element.get("workflow"), f"{at}/workflow")


_CHECKERS: dict[str, Callable[[Inspection, Json, str], None]] = {
    "button": _button,
    "static_select": _select,
    "multi_static_select": _select,
    "overflow": _overflow,
    "checkboxes": _boxes,
    "radio_buttons": _boxes,
    "image": _image,
    "feedback_buttons": _feedback_buttons,
    "icon_button": _icon_button,
    "workflow_button": _workflow_button,
    "plain_text_input": _text_input,
    **dict.fromkeys(PICKERS, _picker),
}
