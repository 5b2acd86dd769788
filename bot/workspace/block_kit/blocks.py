"""The rules for each kind of block."""

from __future__ import annotations

from collections.abc import Callable

from bot.workspace.block_kit.elements import (
    ANY_TEXT,
    INPUT_ONLY,
    PICKERS,
    check_element,
    check_image,
)
from bot.workspace.block_kit.inspection import Inspection, Json
from bot.workspace.block_kit.rich_text import check_rich_text
from bot.workspace.block_kit.tables import check_data_table, check_table

_CHOICES = frozenset({"static_select", "multi_static_select", "checkboxes", "radio_buttons"})
_IN_SECTION = frozenset({"button", "overflow", "image", "workflow_button"}) | _CHOICES | PICKERS
_IN_ACTIONS = (frozenset({"button", "overflow", "workflow_button"}) | _CHOICES | PICKERS) - frozenset(
    name for name in PICKERS | _CHOICES if name.startswith("multi_")
)
_IN_INPUT = _CHOICES | PICKERS | INPUT_ONLY
_IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
_BUTTON = frozenset({"button"})


def check_block(look: Inspection, value: object, at: str) -> None:
    """One block, by its type; children of a container are checked as blocks too."""
    if (block := look.mapping(value, at)) is None:
        return
    kind = block.get("type")
    if not isinstance(kind, str):
        look.report(at, "missing required field: type")
        return
    if kind not in ALLOWED[look.surface]:
        known = any(kind in names for names in ALLOWED.values()) or kind == "file"
        reason = f"is not allowed in a {look.surface}" if known else "is no block type"
        look.report(at, f"unsupported block: {kind!r} {reason}")
        return
    block_id = look.string(block, "block_id", at, 255)
    if block_id is not None:
        look.unique("block_id", block_id, f"{at}/block_id")
    if (checker := _CHECKERS.get(kind)) is not None:
        checker(look, block, at)


def _section(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "text", "fields", "accessory", "expand"))
    look.flag(block, "expand", at)
    if "text" not in block and "fields" not in block:
        look.report(at, "needs `text` or `fields`")
    look.text(block, "text", at, 3000, kinds=ANY_TEXT, required=False)
    if "fields" in block:
        for index, field in enumerate(look.items(block, "fields", at, 10)):
            look.text_object(field, f"{at}/fields/{index}", 2000, kinds=ANY_TEXT)
    if "accessory" in block:
        check_element(look, block["accessory"], f"{at}/accessory", _IN_SECTION)


def _header(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "text"))
    look.text(block, "text", at, 150)


def _divider(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id"))


def _context(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "elements"))
    for index, element in enumerate(look.items(block, "elements", at, 10)):
        place = f"{at}/elements/{index}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(look, element, place, frozenset({"image"}))
        else:
            look.text_object(element, place, 3000, kinds=ANY_TEXT)


def _elements(allowed: frozenset[str], most: int) -> Callable[[Inspection, Json, str], None]:
    def check(look: Inspection, block: Json, at: str) -> None:
        look.keys(block, at, ("type", "block_id", "elements"))
        for index, element in enumerate(look.items(block, "elements", at, most)):
            check_element(look, element, f"{at}/elements/{index}", allowed)

    return check


def _image(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "image_url", "slack_file", "alt_text", "title"))
    look.text(block, "title", at, 2000, required=False)
    check_image(look, block, at)


def _markdown(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "text"))
    look.string(block, "text", at, 12_000, required=True)


def _input(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "label", "element", "hint", "optional",
                          "dispatch_action"))  # fmt: skip
    look.text(block, "label", at, 2000)
    look.text(block, "hint", at, 2000, required=False)
    check_element(look, block.get("element"), f"{at}/element", _IN_INPUT)


def _alert(look: Inspection, block: Json, at: str) -> None:
    look.text(block, "text", at, 200, kinds=ANY_TEXT)


def _card(look: Inspection, block: Json, at: str) -> None:
    for key, limit in (("title", 150), ("subtitle", 150), ("body", 200), ("subtext", 200)):
        look.text(block, key, at, limit, kinds=ANY_TEXT, required=False)
    if "actions" in block:
        for index, element in enumerate(look.items(block, "actions", at, 3)):
            check_element(look, element, f"{at}/actions/{index}", _BUTTON)


def _carousel(look: Inspection, block: Json, at: str) -> None:
    for index, card in enumerate(look.items(block, "elements", at, 10)):
        check_block(look, card, f"{at}/elements/{index}")


def _container(look: Inspection, block: Json, at: str) -> None:
    look.text(block, "title", at, 150, kinds=ANY_TEXT, required=False)
    for index, child in enumerate(look.items(block, "child_blocks", at, 10)):
        check_block(look, child, f"{at}/child_blocks/{index}")


def _layout(look: Inspection, block: Json, at: str) -> None:
    look.string(block, "label", at, 150, required=True)
    look.items(block, "rows", at, 5)


def _plan(look: Inspection, block: Json, at: str) -> None:
    if "tasks" in block:
        look.items(block, "tasks", at, 50)


_CHECKERS: dict[str, Callable[[Inspection, Json, str], None]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _elements(_IN_ACTIONS, 25),
    "context_actions": _elements(_IN_CONTEXT_ACTIONS, 5),
    "image": _image,
    "rich_text": check_rich_text,
    "table": check_table,
    "data_table": check_data_table,
    "markdown": _markdown,
    "input": _input,
    "alert": _alert,
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "layout": _layout,
    "plan": _plan,
}
_EVERYWHERE = frozenset({"section", "header", "divider", "context", "actions", "image",
                         "rich_text", "input", "video", "call"})  # fmt: skip
_MESSAGES = frozenset({"context_actions", "markdown", "plan", "task_card", "table", "data_table",
                       "data_visualization", "card", "carousel", "container",
                       "layout"})  # fmt: skip
ALLOWED: dict[str, frozenset[str]] = {
    "message": _EVERYWHERE | _MESSAGES,
    "modal": _EVERYWHERE | {"alert", "layout"},
    "home": _EVERYWHERE | {"card", "carousel", "data_visualization", "layout"},
}
