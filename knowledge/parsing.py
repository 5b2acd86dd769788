"""YAML with line numbers: a document is read as nodes, and every oddity becomes a problem with its place and its cure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite, nan
from pathlib import Path

import yaml
from rapidfuzz import process

try:
    from yaml import CBaseLoader as BaseLoader
except ImportError:  # pragma: no cover - PyYAML built without its C part: slower, the same result
    from yaml import BaseLoader  # type: ignore[assignment]

_LIKE_YAML = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
_CUT_BY_COMMENT = re.compile(r"^[^\"'#]*:\s+[^\"'\[{>|\s].*\S\s#\s*\S")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a file, or (a warning) something that should be better."""

    file: str
    line: int
    rule: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning" if self.warning else "error"
        return f"{self.file}:{self.line}: {kind} [{self.rule}] {self.text}"


class DeckError(Exception):
    """A deck that cannot be used. `args[0]` is the list of all its problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(slots=True)
class Problems:
    """All that was found wrong so far."""

    found: dict[Problem, None] = field(default_factory=dict)
    """In the order found; a set that keeps it, so that thousands are told apart at once."""

    def add(self, file: str, line: int, rule: str, text: str, *, warning: bool = False) -> None:
        """Note a problem; the same one is noted once."""
        self.found[Problem(file, line, rule, text, warning)] = None


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Those that keep a deck from being used: all but the warnings."""
    return [problem for problem in problems if not problem.warning]


def counted(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are, as one says it."""
    errors = len(errors_of(problems))
    return f"{errors} errors, {len(problems) - errors} warnings."


class Block:
    """A mapping of a document: typed readings of its fields, unknown fields noted when it is closed."""

    def __init__(self, file: str, node: yaml.MappingNode, problems: Problems) -> None:
        self.file = file
        self.line = _line(node)
        self.problems = problems
        self._asked: set[str] = set()
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in self._nodes:
                self.problem("duplicate-key", f'"{name}" is here twice; the first is on line {self._lines[name]}. Keep one.', _line(key))
            self._nodes[name] = value
            self._lines[name] = _line(key)

    def problem(self, rule: str, text: str, line: int | None = None, *, warning: bool = False) -> None:
        """Note a problem of this block."""
        self.problems.add(self.file, line or self.line, rule, text, warning=warning)

    def names(self) -> list[str]:
        """The names of its fields."""
        return list(self._nodes)

    def line_of(self, name: str) -> int:
        """The line of a field, or of the block."""
        return self._lines.get(name, self.line)

    def text(self, name: str, *, required: bool = False, limit: int = 0) -> str:
        """A text, in one line; "" when it is missing."""
        node = self._node(name)
        if node is None:
            if required:
                self.problem("missing", f'"{name}" is missing. Add "{name}: ..." here.')
            return ""
        value = self._scalar(node, name)
        if value is None:
            return ""
        if not value and required:
            self.problem("empty", f'"{name}" is empty.', self._lines[name])
        if limit and len(value) > limit:
            self.problem("too-long", f'"{name}" has {len(value)} characters; at most {limit} fit. Shorten it.', self._lines[name])
        return value

    def choice(self, name: str, allowed: Iterable[str], default: str = "", *, required: bool = False) -> str:
        """One of a few words."""
        value = self.text(name, required=required)
        if not value:
            return default
        options = list(allowed)
        if value not in options:
            self.problem("not-allowed", f'"{name}: {value}" is none of {", ".join(options)}.{_nearest(value, options)}', self._lines[name])
            return default
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        return self.choice(name, ("true", "false"), "false") == "true"

    def day(self, name: str) -> date | None:
        """A date such as 2026-11-22."""
        value = self.text(name)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.problem("not-a-date", f'"{name}: {value}" is no date. Write it as 2026-11-22.', self._lines[name])
            return None

    def number(self, name: str) -> float:
        """A number, and a finite one."""
        value = self.text(name, required=True)
        try:
            number = float(value)
        except ValueError:
            number = nan
        if isfinite(number):
            return number
        if value:
            self.problem("not-a-number", f'"{name}: {value}" is no number.', self._lines[name])
        return 0.0

    def whole(self, name: str, default: int) -> int:
        """A whole number, not negative."""
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()):
            self.problem("not-a-number", f'"{name}: {value}" is no whole number.', self._lines[name])
            return default
        return int(value)

    def texts(self, name: str, *, limit: int = 0, one_is_fine: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        found = []
        for item in self._items(name, one_is_fine=one_is_fine):
            value = self._scalar(item, name)
            if value is None:
                continue
            if limit and len(value) > limit:
                self.problem("too-long", f'"{name}" has an item of {len(value)} characters; at most {limit} fit.', _line(item))
            if value:
                found.append(value)
            else:
                self.problem("empty", f'"{name}" has an empty item.', _line(item))
        return tuple(found)

    def block(self, name: str, *, required: bool = False) -> Block | None:
        """A mapping inside this one."""
        node = self._node(name)
        if node is None:
            if required:
                self.problem("missing", f'"{name}" is missing.')
            return None
        if not isinstance(node, yaml.MappingNode):
            self.problem("not-a-block", f'"{name}" must hold "key: value" lines, indented below it.', self._lines[name])
            return None
        return Block(self.file, node, self.problems)

    def blocks(self, name: str) -> list[Block]:
        """A list of mappings."""
        return [found for found in self.items(name) if isinstance(found, Block)]

    def items(self, name: str) -> list[Block | tuple[str, int]]:
        """A list of mappings and texts (each with its line)."""
        found: list[Block | tuple[str, int]] = []
        for item in self._items(name):
            if isinstance(item, yaml.MappingNode):
                found.append(Block(self.file, item, self.problems))
            elif (value := self._scalar(item, name)) is not None:
                found.append((value, _line(item)))
        return found

    def close(self) -> None:
        """Note the fields that nobody asked for: misspelt, or in the wrong place."""
        for name in self._nodes:
            if name not in self._asked:
                known = ", ".join(sorted(self._asked))
                cure = _nearest(name, self._asked) or f" Known here: {known}."
                self.problem("unknown-key", f'"{name}" is no field here.{cure}', self._lines[name])

    def _node(self, name: str) -> yaml.Node | None:
        self._asked.add(name)
        node = self._nodes.get(name)
        if isinstance(node, yaml.ScalarNode) and node.value == "" and node.style is None:
            return None
        return node

    def _items(self, name: str, *, one_is_fine: bool = False) -> list[yaml.Node]:
        node = self._node(name)
        if node is None:
            return []
        if isinstance(node, yaml.ScalarNode) and one_is_fine:
            return [node]
        if not isinstance(node, yaml.SequenceNode):
            self.problem("not-a-list", f'"{name}" must be a list: write "{name}: [...]", or lines that begin with "- ".', self._lines[name])
            return []
        return list(node.value)

    def _scalar(self, node: yaml.Node, name: str) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.problem(
                "not-a-text", f'"{name}" must be a text. If it has a colon, put it in quotes or write it as a ">-" block.', _line(node)
            )
            return None
        return " ".join(node.value.split())


def document(path: Path, file: str, problems: Problems) -> Block | None:
    """The mapping that a YAML file holds, or None after noting why there is none."""
    try:
        raw = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.add(file, 1, "unreadable", f"The file cannot be read as UTF-8 text: {error}. Save it as UTF-8.")
        return None
    for number, line in enumerate(raw.splitlines(), start=1):
        if _CUT_BY_COMMENT.match(line) and "# " in line and not line.lstrip().startswith("#"):
            problems.add(file, number, "cut-by-comment",
                         'A " #" begins a comment and cuts the text here. Put the text in quotes, or the comment on its own line.',
                         warning=True)  # fmt: skip
    try:
        node = yaml.compose(raw, Loader=BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = mark.line + 1 if mark is not None else 1
        reason = getattr(error, "problem", None) or str(error)
        problems.add(
            file,
            place,
            "not-yaml",
            f"This is not valid YAML: {reason}. Check the indentation, quotes and colons on this line and the one above.",
        )
        return None
    except RecursionError:
        problems.add(file, 1, "not-yaml", "This is nested too deeply to be a deck file.")
        return None
    if node is None:
        problems.add(file, 1, "empty-file", "The file is empty.")
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.add(file, 1, "not-a-block", 'The file must hold "key: value" lines.')
        return None
    return Block(file, node, problems)


def yaml_files(folder: Path, file: str, problems: Problems) -> Iterator[Path]:
    """The YAML files in a folder, by name. What is meant to be one but is not read is noted; what editors leave there is not."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "#")) or path.name.endswith("~"):
            continue
        if path.suffix == ".yaml":
            yield path
        elif path.is_dir():
            problems.add(f"{file}/{path.name}", 1, "not-read", f"Only files are read here. Move what is in it to {file}/.", warning=True)
        elif (meant := _LIKE_YAML.sub(".yaml", path.name)) != path.name:
            cure = f"Only names that end in .yaml are read. Rename it to {meant}."
            problems.add(f"{file}/{path.name}", 1, "not-read", cure, warning=True)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _nearest(value: str, options: Iterable[str]) -> str:
    best = process.extractOne(value, sorted(options), score_cutoff=70)
    return f' Did you mean "{best[0]}"?' if best else ""
