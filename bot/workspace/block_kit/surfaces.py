"""The rules for a whole message or view."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.workspace.block_kit.blocks import check_block
from bot.workspace.block_kit.inspection import Inspection, Json, Problem, Surface

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
# Slack answered msg_blocks_too_long at about 13,200 characters, though each block was within its
# limits (slackapi/bolt-js#2509); it seems to count the blocks as they are written.
MOST_CHARACTERS = 13_200
MOST_MARKDOWN = 12_000
MOST_VIEW_BYTES = 250_000
_TABLES = ("table", "data_table")


def problems(blocks: object, surface: Surface = "message") -> list[Problem]:
    """Everything that Slack would refuse in these blocks; empty when it would take them."""
    look = Inspection(surface)
    children = look.items({"blocks": blocks}, "blocks", "", MOST_BLOCKS[surface], least=0)
    for index, block in enumerate(children):
        check_block(look, block, f"/blocks/{index}")
    if surface == "message":
        _check_message(look, children)
    return look.found


def view_problems(view: object) -> list[Problem]:
    """Everything that Slack would refuse in a modal or a Home tab."""
    look = Inspection("modal")
    if (owner := look.mapping(view, "/view")) is None:
        return look.found
    kind = owner.get("type")
    if kind not in ("modal", "home"):
        look.report("/view/type", "must be one of: modal, home")
        return look.found
    if kind == "modal":
        look.text(owner, "title", "/view", 24)
        look.text(owner, "submit", "/view", 24, required=False)
        look.text(owner, "close", "/view", 24, required=False)
    for key, limit in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if owner.get(key) != "":
            look.string(owner, key, "/view", limit)
    if len(json.dumps(owner).encode()) > MOST_VIEW_BYTES:
        look.report("/view", "must be less than 250001 bytes", "view_too_large")
    return look.found + problems(owner.get("blocks"), "home" if kind == "home" else "modal")


def _check_message(look: Inspection, blocks: list[Any]) -> None:
    every = list(_walk(blocks))
    tables = [block for block in every if block.get("type") in _TABLES]
    if len(tables) > 1:
        look.report("/blocks", "only one table is allowed in a message", "invalid_attachments")
    written = [block.get("text") for block in every if block.get("type") == "markdown"]
    markdown = sum(len(text) for text in written if isinstance(text, str))
    if markdown > MOST_MARKDOWN:
        look.report("/blocks", f"markdown must be less than {MOST_MARKDOWN + 1} characters in all")
    length = len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
    if length > MOST_CHARACTERS:
        message = f"blocks take {length} characters of the {MOST_CHARACTERS} that Slack accepts"
        look.report("/blocks", message, "msg_blocks_too_long")


def _walk(blocks: list[Any]) -> Iterator[Json]:
    """The blocks and the blocks inside them."""
    for block in blocks:
        if isinstance(block, dict):
            yield block
            children = block.get("child_blocks")
            yield from _walk(children if isinstance(children, list) else [])
