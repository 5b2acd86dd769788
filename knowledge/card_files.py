"""The blocks of a deck's files -> cards, entries, comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge.card import (
    PROFILE_ROWS,
    Abbreviation,
    Alias,
    Card,
    Entry,
    Metric,
    PairEntry,
    PairRow,
    Reviewed,
    Voice,
)
from knowledge.parsing import Block

LIMITS: Mapping[str, int] = {
    "term": 60, "summary": 160, "definition": 600, "usage": 300, "example": 400, "importance": 400, "measuring": 500,
    "improving": 500, "point": 180, "profile": 90, "voice": 300, "takeaway": 300, "cell": 120, "when": 200,
}  # fmt: skip
"""The most characters of each text: together they keep a card under 10,000, where Slack takes about 13,200."""


def read_card(block: Block, name: str, entries: dict[str, Entry]) -> Card:
    status = block.choice("status", ("draft", "reviewed", "deprecated"), "draft")
    return Card(
        id=name,
        languages=entries,
        domain=block.text("domain"),
        status="reviewed" if status == "reviewed" else "deprecated" if status == "deprecated" else "draft",
        replaced_by=block.text("replaced_by") or None,
        source_language=block.text("source_language") or "en",
        kind_of=block.texts("kind_of"),
        part_of=block.texts("part_of"),
        contrasts_with=block.texts("contrasts_with"),
        measured_by=block.texts("measured_by"),
        related=block.texts("related"),
        abbreviations=tuple(_abbreviations(block)),
        sources=block.texts("sources"),
        metric=_metric(block),
    )


def _abbreviations(block: Block) -> Iterable[Abbreviation]:
    for item in block.items("abbreviations"):
        if isinstance(item, Block):
            yield Abbreviation(item.text("term", required=True), item.flag("shared"))
            item.close()
        else:
            yield Abbreviation(item[0])


def _metric(block: Block) -> Metric | None:
    inner = block.block("metric")
    if inner is None:
        return None
    example = inner.block("example", required=True)
    figures = {} if example is None else {name: example.number(name) for name in example.names()}
    formula = inner.text("formula", required=True)
    unit = inner.choice("unit", ("points", "percent", "score", "money", "minutes", "hours", "months"), "points")
    better = inner.choice("better", ("higher", "lower"), "higher")
    inner.close()
    return Metric(formula, unit, "lower" if better == "lower" else "higher", figures)


def read_entry(block: Block, code: str) -> Entry:
    profile = block.block("profile")
    variables = block.block("variables")
    entry = Entry(
        language=code,
        term=block.text("term", required=True, limit=LIMITS["term"]),
        definition=block.text("definition", required=True, limit=LIMITS["definition"]),
        aliases=tuple(_aliases(block)),
        hidden=block.texts("hidden", limit=LIMITS["term"]),
        points=block.texts("points", limit=LIMITS["point"]),
        variables={} if variables is None else {name: variables.text(name, limit=LIMITS["term"]) for name in variables.names()},
        profile={} if profile is None else {row: text for row in PROFILE_ROWS if (text := profile.text(row, limit=LIMITS["profile"]))},
        voices=tuple(_voices(block)),
        reviewed=_reviewed(block),
        summary=block.text("summary", limit=LIMITS["summary"]),
        usage=block.text("usage", limit=LIMITS["usage"]),
        example=block.text("example", limit=LIMITS["example"]),
        importance=block.text("importance", limit=LIMITS["importance"]),
        measuring=block.text("measuring", limit=LIMITS["measuring"]),
        improving=block.text("improving", limit=LIMITS["improving"]),
    )
    if profile is not None:
        profile.close()
    block.close()
    return entry


def _aliases(block: Block) -> Iterable[Alias]:
    for item in block.items("aliases"):
        if isinstance(item, Block):
            yield Alias(
                text=item.text("term", required=True, limit=LIMITS["term"]), region=item.text("region") or None,
                loanword=item.flag("loanword"), shared=item.flag("shared"),
                deprecated=item.choice("status", ("admitted", "deprecated"), "admitted") == "deprecated", say=item.text("say") or None,
            )  # fmt: skip
            item.close()
        else:
            yield Alias(item[0])


def _voices(block: Block) -> Iterable[Voice]:
    for item in block.blocks("voices"):
        yield Voice(
            item.text("by", required=True), item.text("says", required=True, limit=LIMITS["voice"]), item.text("source", required=True)
        )
        item.close()


def _reviewed(block: Block) -> Reviewed | None:
    inner = block.block("reviewed")
    if inner is None:
        return None
    day, by = inner.day("on"), inner.text("by", required=True)
    inner.close()
    return Reviewed(day, by) if day is not None else None


def read_pair_entry(block: Block, code: str, first: str, second: str) -> PairEntry:
    rows = []
    for item in block.blocks("rows"):
        limit = LIMITS["cell"]
        rows.append(
            PairRow(
                item.text("aspect", required=True, limit=limit),
                item.text(first, required=True, limit=limit),
                item.text(second, required=True, limit=limit),
            )
        )
        item.close()
    when = block.block("when_to_use")
    when_to_use: tuple[str, ...] = ()
    if when is not None:
        when_to_use = tuple(when.text(name, required=True, limit=LIMITS["when"]) for name in (first, second))
        when.close()
    entry = PairEntry(
        code, block.text("takeaway", required=True, limit=LIMITS["takeaway"]), tuple(rows), when_to_use, tuple(_voices(block))
    )
    block.close()
    return entry


def read_address(block: Block) -> str:
    address = block.text("address")
    if address and not re.fullmatch(r"https?://[^\s<>|]+", address):
        block.problem(
            "not-an-address", f'"{address}" is no web address. It begins with https:// and has no spaces.', block.line_of("address")
        )
        return ""
    return address
