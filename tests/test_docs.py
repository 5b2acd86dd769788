"""The documents say what is so: their transcripts are executed, their examples loaded, their tables held against the code.

`python -m tests.test_docs` writes the transcripts and the map anew after cards have changed.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from functools import partial
from pathlib import Path

import pytest

from bot.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES
from bot.running import EXAMPLES
from bot.server import DRAIN_SECONDS
from bot.settings import VARIABLES, Settings
from knowledge.answering import Answerer
from knowledge.card import Card, Entry
from knowledge.card_files import LIMITS
from knowledge.language import Language
from knowledge.loading import BUILTIN, load, read
from knowledge.text import MAX_CHARS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
PYTHON = ".venv/bin/python"
MAP = f"{PYTHON} -m knowledge map"

_TRANSCRIPT = re.compile(r"(?<=```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_MAP = re.compile(r"(?<=<!-- map -->\n```mermaid\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_EXAMPLE = re.compile(r"^```(?:yaml|csv)\n# (our-deck/\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)


def document(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text("utf-8")


def write_examples(text: str, folder: Path) -> list[Path]:
    """Writes the files that a document shows; those of one path replace each other."""
    written = []
    for name, example in _EXAMPLE.findall(text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example, "utf-8")
        written.append(path)
    return written


def executed(text: str) -> str:
    """The document with its transcripts and its map as they come out now."""
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor() as pool:
        folder = Path(name)
        write_examples(text, folder)
        commands = [line[2:] for found in _TRANSCRIPT.findall(text) for line in found.splitlines() if line.startswith("$ ")]
        commands += [MAP] * bool(_MAP.search(text))
        printed = dict(zip(commands, pool.map(partial(output, folder=folder), commands), strict=True))
        text = _TRANSCRIPT.sub(lambda found: _replayed(found.group(), printed), text)
        return _MAP.sub(lambda _: printed[MAP], text)


def _replayed(transcript: str, printed: Mapping[str, str]) -> str:
    commands = [line for line in transcript.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{command}\n{printed[command[2:]]}" for command in commands)


def output(command: str, folder: Path) -> str:
    """What a command of ours prints, run in a folder."""
    program, *arguments = shlex.split(command)
    assert program == PYTHON, f"A transcript runs {PYTHON} only, not {program}"
    environ = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stderr}"
    return ran.stdout


def section(name: str, heading: str) -> str:
    """The prose below a heading, up to the next one of its rank or a higher one."""
    rank = heading.split()[0]
    prose = _FENCED.sub("", document(name))
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(rank)}}} |\Z)", prose, re.DOTALL | re.MULTILINE)
    assert found, f"{name} has no heading {heading!r}"
    return found.group(1)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_transcripts_are_what_the_commands_print(name: str) -> None:
    """After a change of cards, `python -m tests.test_docs` writes them anew."""
    assert document(name) == executed(document(name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_examples_load(name: str, tmp_path: Path) -> None:
    """A reader who copies what a document shows gets a deck without errors, its cards without a warning, and how to start it."""
    written = write_examples(document(name), tmp_path)
    _, problems = read([BUILTIN, tmp_path / "our-deck"])
    ours = [problem for problem in problems if Path(problem.file).is_relative_to(tmp_path)]

    assert written
    assert "DECKS=builtin:our-deck make run" in document(name)
    assert [str(problem) for problem in ours if not problem.warning] == []
    if name == "CONTRIBUTING.md":
        assert [str(problem) for problem in ours if problem.file.endswith("escalation.yaml")] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "examples/spanish/README.md", ".env.example"])
def test_commands_name_the_environment(name: str) -> None:
    """A reader's own Python lacks what the project needs."""
    assert not re.search(r"(?<!bin/)python -m ", document(name))


def test_example_language_is_understood(tmp_path: Path) -> None:
    """The few lines of the example are enough for questions in that language to be answered in it."""
    write_examples(document("CONTRIBUTING.md"), tmp_path)
    answerer = Answerer(load([BUILTIN, tmp_path / "our-deck"]))
    asked = re.findall(r"^- `([^`]+)`$", section("CONTRIBUTING.md", "### The language's file"), re.MULTILINE)
    bases = [answerer.ask(text, "message").basis for text in asked]

    assert asked
    assert [(basis.language, [row.concept for row in basis.matched]) for basis in bases] == [("de", ["churn"])] * len(asked)


def test_every_setting_is_told() -> None:
    """In the table of the README and in .env.example, and neither tells of one that there is not."""
    table = re.findall(r"^\| `([A-Z_]+)` \|", section("README.md", "### Settings"), re.MULTILINE)
    example = re.findall(r"^([A-Z_]+)=", document(".env.example"), re.MULTILINE)

    assert sorted(table) == sorted(VARIABLES)
    assert sorted(example) == sorted(VARIABLES)


def test_defaults_are_told() -> None:
    """As they are in the code."""
    default = Settings("workspace")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]*) \|", section("README.md", "### Settings"), re.MULTILINE))

    assert rows["SLACK_API_URL"] == f"`{default.api_url}`"
    assert rows["PORT"] == f"`{default.port}`"
    assert rows["DEFINE_COMMAND"] == f"`{default.command}`"
    assert rows["DEFAULT_LANGUAGE"] == f"`{default.default_language}`"
    assert rows["LOG_LEVEL"] == f"`{default.log_level}`"
    assert f"`{default.host}`" in rows["HOST"]


def test_scopes_are_told() -> None:
    """Each with its reason."""
    rows = re.findall(r"^\| `([a-z_]+:?[a-z]*)`(?: \(optional\))? \| (.+) \|$", section("README.md", "### Scopes"), re.MULTILINE)

    assert [name for name, _ in rows] == [*SCOPES, *OPTIONAL_SCOPES]
    assert all(told.startswith(reason) for (_, told), reason in zip(rows, [*SCOPES.values(), *OPTIONAL_SCOPES.values()], strict=True))


def test_figures_of_the_code_are_told() -> None:
    """A limit that changes in the code changes in the README."""
    assert f"for {DRAIN_SECONDS:g} seconds at most" in section("README.md", "## Deploy")
    assert f"first {MAX_CHARS} characters" in section("README.md", "## Limits")


def test_what_to_type_is_what_the_workspace_proposes() -> None:
    """The README and the terminal say the same."""
    told = section("README.md", "## Two commands")

    assert [example for example in EXAMPLES if f"`{example.format(command='/define')}`" not in told] == []


def test_targets_of_make_are_told() -> None:
    """Each that there is, and none that there is not."""
    targets = sorted(_TARGET.findall(document("Makefile")))
    told = re.findall(r"^\| `make ([a-z]+)` \|", section("README.md", "## Develop"), re.MULTILINE)
    named = {
        target for name in (*DOCUMENTS, "CHANGELOG.md", "knowledge/STYLE.md") for target in re.findall(r"`make ([a-z]+)`", document(name))
    }

    assert sorted(told) == targets
    assert named <= set(targets)


@pytest.mark.parametrize("package", ["knowledge", "bot"])
def test_every_module_has_a_line(package: str) -> None:
    """In "How it works"."""
    told = section("README.md", f"### {package}/")
    modules = [path.name for path in (ROOT / package).glob("*.py") if path.name != "__init__.py"]
    packages = [f"{path.parent.name}/" for path in (ROOT / package).glob("*/__init__.py")]
    named = re.findall(r"`([\w/.]+)`", told)

    assert [name for name in sorted([*modules, *packages]) if name not in named] == []
    assert [name for name in named if not (ROOT / package / name).exists()] == []


def test_every_field_of_a_card_is_told() -> None:
    """CONTRIBUTING has a bullet for each key that the loader reads."""
    told = re.findall(r"^- `(\w+)`", section("CONTRIBUTING.md", "## Add a card"), re.MULTILINE)
    of_card = [field.name for field in fields(Card) if field.name not in ("id", "languages")]
    of_entry = [field.name for field in fields(Entry) if field.name != "language"]

    assert [name for name in (*of_card, *of_entry) if name not in told] == []


def test_limits_are_told() -> None:
    """The bullets of CONTRIBUTING name the most characters of each text."""
    told = dict(re.findall(r"^- `(\w+)`[^\n]*?at most (\d+) characters", section("CONTRIBUTING.md", "## Add a card"), re.MULTILINE))
    named = {
        "points": LIMITS["point"],
        "profile": LIMITS["profile"],
        "voices": LIMITS["voice"],
        **dict.fromkeys(("hidden", "variables"), LIMITS["term"]),
    }
    wanted = {name: limit for name, limit in LIMITS.items() if name in {field.name for field in fields(Entry)}} | named

    assert {name: int(limit) for name, limit in told.items()} == wanted


def test_every_key_of_a_language_is_told() -> None:
    """CONTRIBUTING has a bullet for each."""
    told = set(re.findall(r"^- `(\w+)`", section("CONTRIBUTING.md", "## Add a language"), re.MULTILINE))
    keys = {field.name for field in fields(Language) if field.init} - {"code", "rarer"}

    assert keys - told == set()


def test_every_rule_of_check_is_told() -> None:
    """The table in CONTRIBUTING says how to mend what each rule finds."""
    told = re.findall(r"^\| `([a-z-]+)` \|", section("CONTRIBUTING.md", "## What `check` says"), re.MULTILINE)

    assert sorted(told) == sorted(rules())


def rules() -> set[str]:
    """The names of all rules, read from the code that reports them."""
    found: set[str] = set()
    for path in (ROOT / "knowledge").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="problem"), args=[ast.Constant(value=str(rule)), *_]):
                    found.add(rule)
                case ast.Call(func=ast.Attribute(value=ast.Name("report"), attr="add"), args=[_, ast.Constant(value=str(rule)), *_]):
                    found.add(rule)
                case ast.Call(func=ast.Attribute(attr="add"), args=[_, _, ast.Constant(value=str(rule)), _]):
                    found.add(rule)
                case ast.Yield(value=ast.Tuple(elts=[ast.Constant(value=str(rule)), *_])) if path.name == "checking.py":
                    found.add(rule)
    return found


@pytest.mark.parametrize("name", [*DOCUMENTS, "CHANGELOG.md", "knowledge/STYLE.md"])
def test_links_lead_somewhere(name: str) -> None:
    """A file that is named is there, and a heading in it too."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", document(name)):
        path, _, anchor = target.partition("#")
        linked = (ROOT / name).parent / path if path else ROOT / name
        headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE) if anchor else []

        assert linked.exists()
        assert not anchor or anchor in [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_every_event_of_the_manifest_has_a_listener() -> None:
    """Slack sends an event again that nobody takes."""
    listeners = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot/listeners").glob("*.py"))

    assert sorted({event.split(".")[0] for event in EVENTS}) == sorted(re.findall(r'app\.event\("(\w+)"\)', listeners))


def test_changelog_tells_of_this_version() -> None:
    """What pyproject.toml calls it has an entry."""
    version = re.search(r'^version = "(.+)"$', document("pyproject.toml"), re.MULTILINE)

    assert version
    assert f"## [{version.group(1)}]" in document("CHANGELOG.md")


if __name__ == "__main__":
    for each in DOCUMENTS:
        (ROOT / each).write_text(executed(document(each)), "utf-8")
