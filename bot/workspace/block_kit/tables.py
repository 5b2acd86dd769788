"""The rules for tables."""

from __future__ import annotations

from bot.workspace.block_kit.inspection import Inspection, Json, total_characters
from bot.workspace.block_kit.rich_text import check_rich_text

_CELLS = ("raw_text", "rich_text")


def check_table(look: Inspection, block: Json, at: str) -> None:
    look.keys(block, at, ("type", "block_id", "rows", "column_settings"))
    columns = _rows(look, block, at, 100, 10_000)
    if "column_settings" not in block:
        return
    settings = look.items(block, "column_settings", at, 20)
    if columns and len(settings) > columns:
        look.report(f"{at}/column_settings", f"describes more columns than the {columns} there are")
    for index, setting in enumerate(settings):
        place = f"{at}/column_settings/{index}"
        if setting is None or (owner := look.mapping(setting, place)) is None:
            continue
        look.keys(owner, place, ("align", "is_wrapped"))
        look.choice(owner, "align", place, ("left", "center", "right"))
        look.flag(owner, "is_wrapped", place)


def check_data_table(look: Inspection, block: Json, at: str) -> None:
    """Slack's pages say 101 rows in one place and 201 in another; the smaller one holds."""
    look.string(block, "caption", at, 150, required=True)
    _rows(look, block, at, 101, 20_000)


def _rows(look: Inspection, block: Json, at: str, most: int, characters: int) -> int:
    """Checks the cells and answers the number of columns; ragged rows are refused."""
    rows = look.items(block, "rows", at, most)
    columns = 0
    for index, row in enumerate(rows):
        place = f"{at}/rows/{index}"
        cells = look.items({"row": row}, "row", place, 20)
        if index == 0:
            columns = len(cells)
        elif len(cells) != columns:
            look.report(place, f"has {len(cells)} cells where the first row has {columns}")
        for number, cell in enumerate(cells):
            _cell(look, cell, f"{place}/{number}")
    if total_characters(rows) > characters:
        look.report(at, f"a table must be less than {characters + 1} characters in all")
    return columns


def _cell(look: Inspection, value: object, at: str) -> None:
    if (cell := look.mapping(value, at)) is None:
        return
    kind = cell.get("type")
    if kind == "rich_text":
        check_rich_text(look, cell, at)
    elif kind == "raw_text":
        look.keys(cell, at, ("type", "text"))
        look.string(cell, "text", at, 10_000, required=True)
    else:  # raw_number is documented, but was refused when it was tried
        look.report(at, f"cell type must be one of: {', '.join(_CELLS)}, not {kind!r}")
