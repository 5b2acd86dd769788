"""The question set: rows of `questions/LANGUAGE.HALF.yaml`, checked and typed.

Each language is split once, by question family, into a half to work with and a half to report.
Rows of the reported half are never printed, by anything here: problems name a file and the number of a row, not its text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import yaml

Half = Literal["work", "report"]
Kind = Literal["definition", "comparison", "choices", "listing", "help", "unknown", "none"]
HALVES: tuple[Half, ...] = get_args(Half)
KINDS: frozenset[str] = frozenset(get_args(Kind))
FOCUSES = frozenset({"definition", "difference", "relation", "measuring", "importance", "example", "improving", "voice", "terms"})
OUT_OF_SCOPE = frozenset({"unknown", "none"})
DEFINITE = frozenset({"definition", "comparison"})
ANY = "any"
"""The language of a message whose words are international ("NPS?"): no answer's language is wrong."""

FOLDER = Path(__file__).parent / "questions"

_FEWEST: Mapping[str, int] = {"definition": 1, "comparison": 2, "choices": 2}
_KEYS = frozenset({"text", "kind", "concepts", "focus", "unmatched", "language", "family", "sort"})


@dataclass(frozen=True, slots=True)
class Row:
    """A question or another message, and what it is."""

    text: str
    kind: Kind
    concepts: frozenset[str]
    focus: str | None
    unmatched: bool
    """One of the things asked about is in no card, and the answer should say so."""
    language: str
    """The language that the answer should have, or `ANY`."""
    family: str
    """The question, its paraphrases and its twins have the same: they stay in one half."""
    sort: str
    """Where it comes from, or how hard it is: title, forum, chat, bare, hard, ...; contact, figure, statement, ..."""
    file: str
    """The language of the file that it is in."""
    half: Half

    @property
    def in_scope(self) -> bool:
        """Whether the deck has an answer to it."""
        return self.kind not in OUT_OF_SCOPE


def load(halves: Collection[Half] = HALVES, languages: Collection[str] = (), folder: Path = FOLDER) -> list[Row]:
    """The rows of these halves, in all languages or in those named. Raises ValueError with every problem found."""
    rows: list[Row] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        language, half = path.name.split(".")[:2]
        if half not in HALVES:
            problems.append(f"{path.name}: the half must be one of {', '.join(HALVES)}")
        elif half in halves and (not languages or language in languages):
            rows.extend(_rows(path, language, half, problems))
    problems.extend(_twice(rows))
    if problems:
        raise ValueError("\n".join(problems))
    return rows


def _rows(path: Path, language: str, half: Half, problems: list[str]) -> Iterator[Row]:
    found = yaml.safe_load(path.read_text("utf-8"))
    for number, entry in enumerate(found, start=1):
        wrong = list(_problems(entry))
        problems.extend(f"{path.name}, row {number}: {problem}" for problem in wrong)
        if not wrong:
            yield Row(
                text=entry["text"], kind=entry["kind"], concepts=frozenset(entry["concepts"]), focus=entry.get("focus"),
                unmatched=entry.get("unmatched", False), language=entry.get("language", language),
                family=f"{language} {entry['family']}", sort=entry["sort"], file=language, half=half,
            )  # fmt: skip


def _problems(entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "it is no mapping"
        return
    unknown, missing = entry.keys() - _KEYS, {"text", "kind", "concepts", "family", "sort"} - entry.keys()
    if unknown or missing:
        yield f"unknown keys {sorted(map(str, unknown))}, missing keys {sorted(missing)}"
        return
    if not isinstance(entry["text"], str) or not entry["text"].strip():
        yield "the text must be a text"
    if entry["kind"] not in KINDS:
        yield "the kind is not one of the contract's"
    if entry.get("focus") is not None and entry["focus"] not in FOCUSES:
        yield "the focus is not one of the contract's"
    if not isinstance(entry.get("unmatched", False), bool):
        yield "unmatched must be true or false"
    yield from _concept_problems(entry["kind"], entry["concepts"])


def _concept_problems(kind: str, concepts: object) -> Iterator[str]:
    if not isinstance(concepts, list) or not all(isinstance(concept, str) for concept in concepts):
        yield "concepts must be a list of ids"
        return
    if len(set(concepts)) < len(concepts):
        yield "a concept is there twice"
    if kind in _FEWEST and len(concepts) < _FEWEST[kind]:
        yield f"the kind {kind} needs at least {_FEWEST[kind]} concepts"
    if kind not in _FEWEST and concepts:
        yield f"the kind {kind} has no concepts"


def _twice(rows: Iterable[Row]) -> Iterator[str]:
    """What would let the halves learn from each other, or count a question twice."""
    families: dict[str, Half] = {}
    texts: set[tuple[str, str]] = set()
    for row in rows:
        if families.setdefault(row.family, row.half) != row.half:
            yield f"family {row.family} is in both halves"
        key = (row.file, " ".join(row.text.casefold().split()))
        if key in texts:
            yield f"a question of family {row.family} ({row.half}) is there twice"
        texts.add(key)
