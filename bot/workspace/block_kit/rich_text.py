"""The rules for rich_text blocks, also inside tables."""

from __future__ import annotations

from bot.workspace.block_kit.inspection import Inspection, Json

_INLINE_FIELDS = {
    "text": ("text", "style"),
    "link": ("url", "text", "unsafe", "style"),
    "user": ("user_id", "style"),
    "usergroup": ("usergroup_id", "style"),
    "channel": ("channel_id", "style"),
    "emoji": ("name", "unicode", "skin_tone", "style"),
    "broadcast": ("range", "style"),
    "color": ("value", "style"),
    "date": ("timestamp", "format", "url", "fallback", "style"),
}
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight",
           "unlink")  # fmt: skip
_PARTS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")


def check_rich_text(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "elements"))
    for index, value in enumerate(look.items(block, "elements", at, 1000)):
        place = f"{at}/elements/{index}"
        if (part := look.mapping(value, place)) is None:
            continue
        if part.get("type") not in _PARTS:
            look.report(place, f"unsupported type: {part.get('type')!r}")
        elif part["type"] == "rich_text_list":
            _list(look, part, place)
        else:
            _inline(look, part, place)


def _list(look: Inspection, part: Json, at: str) -> None:
    look.keys(part, at, ("type", "style", "elements", "indent", "offset", "border"))
    if part.get("style") not in ("bullet", "ordered"):
        look.report(f"{at}/style", "must be one of: bullet, ordered")
    for index, value in enumerate(look.items(part, "elements", at, 1000)):
        place = f"{at}/elements/{index}"
        if (item := look.mapping(value, place)) is None:
            continue
        if item.get("type") != "rich_text_section":
            look.report(place, "list items must be of type rich_text_section")
        else:
            _inline(look, item, place)


def _inline(look: Inspection, part: Json, at: str) -> None:
    look.keys(part, at, ("type", "elements", "border", "language"))
    for index, value in enumerate(look.items(part, "elements", at, 1000, least=0)):
        place = f"{at}/elements/{index}"
        if (element := look.mapping(value, place)) is None:
            continue
        kind = element.get("type")
        fields = _INLINE_FIELDS.get(kind) if isinstance(kind, str) else None
        if fields is None:
            look.report(place, f"unsupported type: {kind!r}")
            continue
        look.keys(element, place, ("type", *fields))
        _needed(look, element, place, kind if isinstance(kind, str) else "", fields[0])
        style = element.get("style")
        if style is not None and (owner := look.mapping(style, f"{place}/style")) is not None:
            look.keys(owner, f"{place}/style", _STYLES)


def _needed(look: Inspection, element: Json, at: str, kind: str, key: str) -> None:
    if kind == "link":
        look.url(element, "url", at, required=True)
    elif kind == "date":
        if not isinstance(element.get("timestamp"), int):
            look.report(f"{at}/timestamp", "must be an integer")
    elif kind == "broadcast":
        look.choice({"range": None} | element, "range", at, ("here", "channel", "everyone"))
    elif kind == "text" and isinstance(element.get("text"), str) and element["text"].isspace():
        return  # a space between two styled words is a text of its own
    else:
        look.string(element, key, at, 3000, required=True)
