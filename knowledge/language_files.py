"""The file of a language -> a Language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import Stemmer

from knowledge.frames import Frame, compile_frames, spelt_out
from knowledge.language import WORD_SETS, Language
from knowledge.parsing import Block
from knowledge.question import INTENT_ORDER
from knowledge.text import fold, words

Made = TypeVar("Made")


RARER = "~"
"""Stands behind a lookalike that is rarer than what it looks like."""


def read_language(block: Block, code: str, lookalikes: Path) -> Language:
    """The language that a file describes; its look-alikes stand in a file beside it."""
    sets = {name: frozenset(" ".join(row) for word in block.texts(name) if (row := words(word))) for name in WORD_SETS}
    for name in ("together", "either"):
        sets[name] |= {word.casefold() for word in block.texts(name)}
    irregular: dict[str, str] = {}
    forms = block.block("irregular")
    if forms is not None:
        irregular = {fold(form): forms.text(form) for form in forms.names()}
    contracted = block.block("contractions")
    phrases = block.block("phrases")
    listed = [*_lookalikes(lookalikes), *block.texts("lookalikes")]
    found = Language(
        code=code,
        name=block.text("name", required=True),
        direction="rtl" if block.choice("direction", ("ltr", "rtl"), "ltr") == "rtl" else "ltr",
        stemmer=_stemmer(block),
        head="first" if block.choice("head", ("first", "last"), "last") == "first" else "last",
        irregular=irregular,
        endings=tuple(fold(ending) for ending in block.texts("endings")),
        contractions={} if contracted is None else {fold(word): words(contracted.text(word)) for word in contracted.names()},
        prefixes=tuple(sorted((fold(prefix) for prefix in block.texts("prefixes")), key=len, reverse=True)),
        compounds=block.flag("compounds"),
        shortest=block.whole("shortest", 5),
        letters=frozenset(block.text("letters").replace(" ", "")),
        decimal=block.choice("decimal", (".", ","), "."),
        avoid=frozenset(block.texts("avoid")),
        lookalikes=frozenset(fold(word.removesuffix(RARER)) for word in listed),
        rarer=frozenset(fold(word.removesuffix(RARER)) for word in listed if word.endswith(RARER)),
        borrows=tuple(block.texts("borrows")),
        asked_as=frozenset(words(text) for text in block.texts("asked_as")),
        cues={row[0]: intent for row, intent in _asking(block, "cues", INTENT_ORDER, one_word=True).items()},
        pleas=_asking(block, "pleas", (*INTENT_ORDER, "none")),
        frames=tuple(_frames(block)),
        phrases={} if phrases is None else {name: phrases.text(name) for name in phrases.names()},
        **sets,
    )
    block.close()
    return found


def _asking(block: Block, name: str, intents: Iterable[str], *, one_word: bool = False) -> dict[tuple[str, ...], str]:
    """The phrases that patterns stand for, listed under what they ask for. Of one that is listed twice, the later intent holds."""
    inner = block.block(name)
    if inner is None:
        return {}
    found: dict[tuple[str, ...], str] = {}
    for intent in intents:
        for pattern, spelt in _patterns(inner, intent, _single_words if one_word else spelt_out):
            end = ("?",) if not one_word and pattern.rstrip().endswith(("?", "\u061f")) else ()
            found |= {(*row, *end): intent for row in spelt}
    inner.close()
    return found


def _single_words(pattern: str) -> list[tuple[str, ...]]:
    """The words that a pattern stands for. Raises ValueError if it stands for more than words."""
    rows = spelt_out(pattern)
    if any(len(row) != 1 for row in rows):
        raise ValueError("a cue is a single word; a phrase that asks is a plea")
    return rows


def _lookalikes(path: Path) -> list[str]:
    """A word a line, made by `python -m benchmarks.lookalikes`; a language may do without."""
    return path.read_text("utf-8").split() if path.exists() else []


def _stemmer(block: Block) -> Stemmer.Stemmer | None:
    name = block.choice("stemmer", Stemmer.algorithms())
    return Stemmer.Stemmer(name, 0) if name else None  # no cache of its own: what reads questions keeps one


def _frames(block: Block) -> Iterable[Frame]:
    for group in block.blocks("frames"):
        intent = group.choice("intent", INTENTS, required=True)
        compiled = partial(compile_frames, intent, flags=[name for name in FLAGS if group.flag(name)])
        for _, frames in _patterns(group, "patterns", compiled):
            yield from frames
        group.close()


def _patterns(block: Block, name: str, read: Callable[[str], Made]) -> Iterable[tuple[str, Made]]:
    """The patterns of a list, each with what is made of it; what is none is reported with its line."""
    for item in block.items(name):
        if isinstance(item, Block):
            item.problem("not-a-text", "A pattern must be a text; put it in quotes.")
            continue
        pattern, line = item
        try:
            yield pattern, read(pattern)
        except ValueError as error:
            block.problem("not-a-pattern", f'"{pattern}": {error}.', line)


FLAGS = ("anywhere", "weak", "known", "question")
"""What a group of frames may say of itself: see `knowledge.frames.Frame`."""

INTENTS = (
    "definition",
    "difference",
    "relation",
    "measuring",
    "importance",
    "example",
    "improving",
    "voice",
    "terms",
    "list",
    "help",
    "again",
    "none",
)
"""What a frame may ask for.

`again` asks the same as the question before it, and nothing without one; `none` marks sentences that look like a question about meaning
and are none.
"""
