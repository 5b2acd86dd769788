"""A language more, in files only: it loads, it answers its own questions, and it leaves the other languages as they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks import ours
from benchmarks.judging import judge
from benchmarks.questions import Row, load
from knowledge.answering import Answerer
from knowledge.loading import BUILTIN
from knowledge.loading import load as load_deck
from knowledge.loading import read as read_deck

SPANISH = Path(__file__).parents[2] / "examples" / "spanish"
FEWEST_CARDS = 15
RIGHT_IN_SCOPE = 0.95
"""The recorded floor of right answers in scope; there were 80 of 80 when it was recorded."""

FALSE_OUT_OF_SCOPE = 0.03
"""The recorded ceiling of false answers out of scope; there were 0 of 60."""

CHANGED_ELSEWHERE = 0.005
"""At most so many of the questions in a language close to it may be answered otherwise beside it: words that both have."""


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_deck([BUILTIN, SPANISH]))


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The questions of the example, read and checked as those of the benchmarks are."""
    folder = tmp_path_factory.mktemp("questions")
    shutil.copy(SPANISH / "questions.yaml", folder / "es.work.yaml")
    return load(folder=folder)


def test_the_folder_holds_nothing_but_data() -> None:
    """A language is added without code."""
    assert {path.suffix for path in SPANISH.rglob("*") if path.is_file()} == {".yaml", ".md"}


def test_the_deck_loads_without_a_problem_of_its_own() -> None:
    """No error and no warning but those that the built-in deck has by itself."""
    _, before = read_deck([BUILTIN])
    deck, problems = read_deck([BUILTIN, SPANISH])
    assert [str(problem) for problem in problems if problem not in before] == []
    assert sum("es" in card.languages for card in deck.cards.values()) >= FEWEST_CARDS


def test_its_cards_add_spanish_and_change_nothing_else(answerer: Answerer) -> None:
    """What the built-in cards say in their own languages stands as it was."""
    for card in load_deck([BUILTIN]).cards.values():
        languages = {code: entry for code, entry in answerer.deck.cards[card.id].languages.items() if code != "es"}
        assert languages == card.languages


def test_there_are_enough_questions_in_scope_and_out_of_it(rows: list[Row], answerer: Answerer) -> None:
    """80 and 60, and each names concepts that the deck has."""
    assert (sum(row.in_scope for row in rows), sum(not row.in_scope for row in rows)) == (80, 60)
    assert {concept for row in rows for concept in row.concepts} <= answerer.deck.cards.keys()


def test_questions_in_scope_are_answered(rows: list[Row], answerer: Answerer) -> None:
    """The share of right answers stays at its floor or above."""
    asked = [row for row in rows if row.in_scope]
    wrong = [row.text for row in asked if judge(row, ours.ask(answerer, row.text)) != "right"]
    assert len(wrong) <= (1 - RIGHT_IN_SCOPE) * len(asked), wrong


def test_what_asks_for_no_card_gets_none(rows: list[Row], answerer: Answerer) -> None:
    """The share of false answers stays at its ceiling or below."""
    others = [row for row in rows if not row.in_scope]
    false = [row.text for row in others if judge(row, ours.ask(answerer, row.text)) == "false"]
    assert len(false) <= FALSE_OUT_OF_SCOPE * len(others), false


def test_an_answer_is_spanish(answerer: Answerer) -> None:
    """A question in Spanish gets its card in Spanish."""
    assert ours.ask(answerer, "¿qué es el churn?").language == "es"


@pytest.mark.parametrize("language", ["en", "pt"])
def test_another_language_answers_as_before(language: str, answerer: Answerer) -> None:
    """Spanish stands beside the languages it is likest to without taking their questions."""
    before = Answerer(load_deck([BUILTIN]))
    asked = [row for row in load(["work"], [language]) if row.in_scope]
    changed = [row.text for row in asked if ours.ask(before, row.text) != ours.ask(answerer, row.text)]
    assert len(changed) <= CHANGED_ELSEWHERE * len(asked), changed
