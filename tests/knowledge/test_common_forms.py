"""The commonest ways to ask are read in every language, whatever the patterns against statements say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.__main__ import as_object
from knowledge.answering import Answerer

FORMS = yaml.safe_load(Path(__file__).with_name("common_forms.yaml").read_text("utf-8"))


def asked(language: str, group: str) -> Iterator[str]:
    for form in FORMS[language][group]:
        for term in FORMS[language]["terms"]:
            yield form.replace("X", term)


@pytest.mark.parametrize("language", FORMS)
def test_one_term(builtin: Answerer, language: str) -> None:
    """One definition, whatever is asked of it."""
    found = {text: as_object(builtin.ask(text), builtin) for text in asked(language, "one")}

    assert [text for text, answer in found.items() if (answer["kind"], len(answer["concepts"])) != ("definition", 1)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("language", FORMS)
def test_two_terms(builtin: Answerer, language: str) -> None:
    """Both of two."""
    found = {text: as_object(builtin.ask(text), builtin) for text in asked(language, "with customer-support")}

    assert [text for text, answer in found.items() if len(answer["concepts"]) != 2] == []  # type: ignore[arg-type]
