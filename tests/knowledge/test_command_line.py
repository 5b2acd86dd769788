"""The contract of `python -m knowledge`, through the command itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, given: bytes = b"", locale: str = "C") -> subprocess.CompletedProcess[bytes]:
    """The command's output, under a locale that knows no UTF-8."""
    command = [sys.executable, "-m", "knowledge", *arguments]
    return subprocess.run(command, input=given, capture_output=True, cwd=ROOT, env={"LC_ALL": locale, "PYTHONPATH": str(ROOT)}, check=False)


def test_batch_answers_each_line_in_its_place() -> None:
    """A bad line is an error in its place, and the rest go on; UTF-8 in and out whatever the locale."""
    rows = [
        '{"text": "czym jest doświadczenie klienta?"}'.encode(),
        b"",
        b"no json",
        b"\xff\xfe",
        b'{"text": 5}',
        b'{"text": "NPS", "language": "xx"}',
        b'{"text": "NPS", "language": ["pl"], "surface": []}',
        b'{"text": "NPS", "locale": "pl-PL"}',
        b'{"text": "lunch today", "surface": "command"}',
        b'{"text": "thanks", "surface": "mention"}',
    ]

    done = run("ask", "--batch", given=b"\n".join(rows) + b"\n")

    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert len(found) == len(rows)
    assert [place for place, row in enumerate(found) if "error" in row] == [1, 2, 3, 4, 5, 6]
    assert (found[0]["kind"], found[0]["concepts"], found[0]["language"]) == ("definition", ["customer-experience"], "pl")
    assert found[7]["language"] == "pl"
    assert found[8]["kind"] != "none"
    assert (found[9]["kind"], found[9]["text"]) == ("none", "")


def test_json_has_the_fields_of_the_contract() -> None:
    """Other scripts read these, and an ambiguous side comes with what is settled."""
    found = json.loads(run("ask", "--json", "czym się różni CX od CS?").stdout)

    assert found["kind"] == "choices"
    assert set(found["concepts"]) == {"customer-success", "customer-support"}
    assert found["settled"] == ["customer-experience"]
    assert {"kind", "concepts", "focus", "language", "confidence", "matched", "text"} <= set(found)
    assert {row["how"] for row in found["matched"]} == {"exact"}


def test_one_unknown_side_is_named() -> None:
    """The known side is answered, the other is said."""
    found = json.loads(run("ask", "--json", "difference between churn and photosynthesis").stdout)

    assert (found["kind"], found["concepts"], found["unmatched"]) == ("definition", ["churn"], ["photosynthesis"])


def test_same_question_same_answer_whatever_the_seed_of_hashing() -> None:
    """Nothing depends on the order of sets."""
    questions = b"\n".join(json.dumps({"text": text}).encode() for text in ("what is cutsomer sucess", "CS vs CX", "retenton rte", "list"))
    command = [sys.executable, "-m", "knowledge", "ask", "--batch"]
    answers = {
        subprocess.run(command, input=questions, capture_output=True, cwd=ROOT, env={"PYTHONHASHSEED": seed}, check=True).stdout
        for seed in ("1", "2")
    }

    assert len(answers) == 1


def test_check_prints_every_problem_and_fails(tmp_path: Path) -> None:
    """Exit 1 with file, line and rule; 0 for the built-in deck."""
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "x.yaml").write_text("languages:\n  en:\n    term: x\n", "utf-8")

    broken, built_in = run("check", str(tmp_path)), run("check")

    assert (broken.returncode, built_in.returncode) == (1, 0)
    assert b"x.yaml:3: error [missing]" in broken.stdout
    assert b"0 errors" in built_in.stdout


@pytest.mark.parametrize(("command", "line"), [("map", b"flowchart LR"), ("coverage", b"churn"), ("stale", b"")])
def test_upkeep_commands_print_lines(command: str, line: bytes) -> None:
    """The map, the coverage and what is due."""
    done = run(command)

    assert done.returncode == 0
    assert line in done.stdout


def test_a_translation_falls_behind_when_its_source_changes(tmp_path: Path) -> None:
    """`translated` records what a translation follows; `check` tells when that has changed."""
    card = tmp_path / "cards" / "x.yaml"
    card.parent.mkdir()
    (tmp_path / "languages").mkdir()
    for code in ("en", "pl"):
        (tmp_path / "languages" / f"{code}.yaml").write_text(f"name: {code}\n", "utf-8")
    text = "languages:\n  en:\n    term: first\n    definition: One.\n  pl:\n    term: pierwszy\n    definition: Jeden.\n"
    card.write_text(text, "utf-8")

    assert run("translated", "x", "pl", "--deck", str(tmp_path)).returncode == 0
    assert b"translation-behind" not in run("check", str(tmp_path)).stdout

    card.write_text(text.replace("One.", "Two."), "utf-8")
    assert b"translation-behind] pl" in run("check", str(tmp_path)).stdout
