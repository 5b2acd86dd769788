"""The bot's own words, which no deck has: buttons, hints and errors. One file a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from knowledge.parsing import DeckError, Problem, Problems, document, errors_of, yaml_files

LOCALES = "locales"
"""The folder of a deck that holds locale files."""

BUILTIN = Path(__file__).parent / LOCALES
"""Our own locale files."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language. {Braces} are filled in by `say`."""

    definition: str
    """The button back from one facet to all of the card."""
    measuring: str
    example: str
    importance: str
    improving: str
    voice: str
    language: str
    """What stands in the language menu before something is chosen."""
    see_also: str
    cards: str
    """Above buttons that open the cards of a comparison."""
    open_card: str
    """What a screen reader says for a button with a {term}."""
    facet_of: str
    """What a screen reader says for a {facet} button under a {term}."""
    more: str
    """How many items did not fit: no noun, so that no number needs a plural."""
    list_is_long: str
    choice_for_all: str
    """Under a choice that everybody in a channel sees."""
    opens_for_you: str
    """Under an answer that everybody in a channel sees."""
    hint: str
    """When something was said to the bot that asks for no meaning."""
    gone: str
    """When a button leads nowhere: its card is gone, or it is too old to be read."""
    refused: str
    """When Slack did not take an answer."""
    failed: str
    """When something broke here."""

    def say(self, name: str, **values: str) -> str:
        """A label by its name, with its {braces} filled in, each once."""
        label = str(getattr(self, name))
        for key, value in values.items():
            label = label.replace("{" + key + "}", value, 1)
        return label


NAMES = tuple(field.name for field in fields(Labels))


def load_labels(*decks: Path, folder: Path = BUILTIN, default: str = "en") -> Mapping[str, Labels]:
    """The labels of each LANG.yaml in a folder, and in locales/ of some decks, which come later.

    What one language lacks is said as `default` has it, else as any other. Raises DeckError with
    all errors: an unreadable file, an unknown name, a label that no language has.
    """
    labels, problems = read_labels(*decks, folder=folder, default=default)
    errors = errors_of(problems)
    if errors:
        raise DeckError(errors)
    return labels


def read_labels(*decks: Path, folder: Path = BUILTIN, default: str = "en") -> tuple[Mapping[str, Labels], list[Problem]]:
    """The labels as far as they can be read, and all problems, warnings too."""
    problems = Problems()
    written: dict[str, dict[str, str]] = {}
    for place in (folder, *(deck / LOCALES for deck in decks)):
        for path in yaml_files(place, str(place), problems):
            written[path.stem] = {**written.get(path.stem, {}), **_written(path, problems)}
    others = [written[default], *written.values()] if default in written else list(written.values())
    labels = {code: Labels(**{name: _first(name, own, *others) for name in NAMES}) for code, own in written.items()}
    for name in NAMES:
        if not any(name in words for words in others):
            problems.add(str(folder), 1, "missing", f'No language has the label "{name}".')
    return labels, list(problems.found)


def labels_for(labels: Mapping[str, Labels], language: str, default: str = "en") -> Labels:
    """The labels of a language; for one without a file, those of `default`, else any."""
    return labels.get(language) or labels.get(default) or next(iter(labels.values()))


def missing(folder: Path = BUILTIN) -> list[str]:
    """What a language lacks, as "pl: see_also": it is said in another language there."""
    files = {path.stem: _written(path, Problems()) for path in sorted(folder.glob("*.yaml"))}
    lacking = ((code, name) for code, words in files.items() for name in NAMES if name not in words)
    return [f"{code}: {name}" for code, name in lacking]


def _written(path: Path, problems: Problems) -> dict[str, str]:
    block = document(path, str(path), problems)
    if block is None:
        return {}
    words = {name: text for name in NAMES if (text := block.text(name))}
    block.close()
    return words


def _first(name: str, *files: Mapping[str, str]) -> str:
    return next((words[name] for words in files if name in words), name)
