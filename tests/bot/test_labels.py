"""The bot's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.labels import BUILTIN, NAMES, Labels, labels_for, load_labels, missing
from knowledge.parsing import DeckError

LANGUAGES = ("ar", "en", "pl", "pt", "sv")
BUTTONS = ("definition", "measuring", "example", "importance", "improving", "voice", "language")


def locale(folder: Path, code: str, **labels: str) -> None:
    """A locale file."""
    lines = [f'{name}: "{text}"\n' for name, text in labels.items()]
    (folder / f"{code}.yaml").write_text("".join(lines), "utf-8")


def whole(**changed: str) -> dict[str, str]:
    """All labels, each saying its own name."""
    return {name: name for name in NAMES} | changed


def test_no_language_lacks_a_label() -> None:
    """Nobody reads a button in somebody else's language."""
    assert sorted(load_labels()) == list(LANGUAGES)
    assert missing() == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_buttons_fit_a_phone(code: str) -> None:
    """At most 24 characters."""
    labels = load_labels()[code]

    assert [name for name in BUTTONS if len(labels.say(name)) > 24] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_fills_in_the_same_braces(code: str) -> None:
    """A label that loses its number or its term would say nothing."""
    labels = load_labels()[code]

    assert "7" in labels.say("more", number="7")
    assert "churn" in labels.say("open_card", term="churn")
    assert labels.say("facet_of", facet="a", term="b") != labels.facet_of
    filled = [labels.say(name, number="", term="", facet="") for name in NAMES]
    assert not any("{" in text or "}" in text for text in filled)


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    """A term with braces stays as it is."""
    labels = load_labels()["en"]

    assert labels.say("open_card", term="{term}") == "Open the card: {term}"


def test_missing_label_is_said_in_the_default_language(tmp_path: Path) -> None:
    """A half translated file works, and `missing` tells what it lacks."""
    locale(tmp_path, "aa", **whole(hint="another"))
    locale(tmp_path, "en", **whole(hint="by default"))
    some = whole()
    del some["hint"]
    locale(tmp_path, "xx", **some)

    assert load_labels(folder=tmp_path)["xx"].hint == "by default"
    assert load_labels(folder=tmp_path, default="aa")["xx"].hint == "another"
    assert missing(tmp_path) == ["xx: hint"]


def test_problems_are_told_together(tmp_path: Path) -> None:
    """A name that is no label, and a label that nobody has."""
    some = whole()
    del some["gone"]
    locale(tmp_path, "en", **some, hnit="a typo")

    with pytest.raises(DeckError) as raised:
        load_labels(folder=tmp_path)

    told = str(raised.value)
    assert '"hnit" is no field here. Did you mean "hint"?' in told
    assert 'No language has the label "gone"' in told


def test_folder_without_files_is_a_problem(tmp_path: Path) -> None:
    """The bot does not start without words."""
    with pytest.raises(DeckError):
        load_labels(folder=tmp_path)


def test_language_without_a_file_speaks_the_default() -> None:
    """An overlay deck may bring a language that the bot has no words for."""
    labels = load_labels(folder=BUILTIN)

    assert labels_for(labels, "pl") is labels["pl"]
    assert labels_for(labels, "de") is labels["en"]
    assert labels_for(labels, "de", default="sv") is labels["sv"]
    assert isinstance(labels_for({"pl": labels["pl"]}, "de"), Labels)


def test_a_deck_brings_its_own_labels(tmp_path: Path) -> None:
    """A language added by an overlay deck has buttons of its own, without touching the bot."""
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "xx.yaml").write_text('example: "Xample"\n', "utf-8")

    labels = load_labels(tmp_path)

    assert labels["xx"].example == "Xample"
    assert labels["xx"].measuring == labels["en"].measuring
