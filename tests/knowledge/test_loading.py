"""Decks: what is read, what is refused, and how the refusal reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.loading import BUILTIN, load, read
from knowledge.parsing import DeckError, Problem, Problems

Write = Callable[..., Path]
LANGUAGE = "name: English\nstemmer: english\n"
CARD = """\
languages:
  en:
    term: churn
    definition: >-
      The share of customers who leave in a period.
"""


def rules(folder: Path) -> list[tuple[str, int, str]]:
    """The problems of a deck: file name, line, rule."""
    return [(Path(problem.file).name, problem.line, problem.rule) for problem in read([folder])[1] if not problem.warning]


def test_a_term_and_a_definition_in_one_language_are_enough(deck_folder: Write) -> None:
    """The smallest card."""
    deck = load([deck_folder(languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=CARD)])

    assert deck.cards["churn"].entry("en").term == "churn"


def test_a_one_line_list_is_a_deck(deck_folder: Write) -> None:
    """A team's terms.csv gives a card a row."""
    rows = "id,language,term,definition\nmrr,en,MRR,Monthly recurring revenue.\nmrr,pl,MRR,Miesięczny przychód.\n"
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, languages__pl_dot_yaml="name: Polski\n", terms_dot_csv=rows)

    assert {"en", "pl"} == set(load([folder]).cards["mrr"].languages)


def test_a_file_that_is_not_read_is_told_and_what_editors_leave_is_skipped(deck_folder: Write) -> None:
    """A card does not vanish because of its file's name."""
    folder = deck_folder(
        languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=CARD, cards__a_dot_yml=CARD, cards__b_dot_YAML=CARD,
        cards__c_dot_yaml_dot_txt=CARD, cards__sub__d_dot_yaml=CARD, cards___dot_x_dot_yaml=CARD, cards__notes_dot_txt="ours",
        cards__churn_dot_yaml_dot_bak=CARD,
    )  # fmt: skip
    (folder / "cards" / ".#churn.yaml").symlink_to("nobody@nowhere.1:2")
    (folder / "cards" / "churn.yaml~").write_text(CARD)

    deck, problems = read([folder])

    assert list(deck.cards) == ["churn"]
    assert [Path(p.file).name for p in problems if p.rule == "not-read"] == ["a.yml", "b.YAML", "c.yaml.txt", "sub"]
    assert "Rename it to c.yaml." in str(problems)
    assert rules(folder) == []


def test_a_link_that_leads_nowhere_is_unreadable(deck_folder: Write) -> None:
    """One that leads to itself, too."""
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=CARD)
    (folder / "cards" / "gone.yaml").symlink_to("nowhere.yaml")
    (folder / "cards" / "loop.yaml").symlink_to("loop.yaml")

    assert rules(folder) == [("gone.yaml", 1, "unreadable"), ("loop.yaml", 1, "unreadable")]


def test_a_card_written_twice_in_one_deck_is_an_error(deck_folder: Write) -> None:
    """No row is lost in silence; a card's other languages, and other decks, may have rows of their own."""
    rows = "id,language,term,definition\nchurn,en,loss,A row.\nmrr,en,MRR,Income.\nmrr,en,again,Twice.\nchurn,pl,odejścia,Strata.\n"
    folder = deck_folder(
        languages__en_dot_yaml=LANGUAGE, languages__pl_dot_yaml="name: Polski\n", cards__churn_dot_yaml=CARD, terms_dot_csv=rows
    )

    assert rules(folder) == [("terms.csv", 2, "duplicate-id"), ("terms.csv", 4, "duplicate-id")]
    assert "churn.yaml, line 2" in str(read([folder])[1])
    assert len([problem for problem in read([BUILTIN, folder])[1] if problem.rule == "duplicate-id"]) == 2


def test_a_row_ends_where_its_line_does(deck_folder: Write) -> None:
    """Not at other signs for a break, which spreadsheets keep within a cell: like any white space they are one space."""
    rows = 'id,language,term,definition\r\nmrr,en,MRR,Monthly\u2028recurring\x85revenue\x0bin "all".\r\narr,en,ARR,"Yearly\nrevenue."\r\n'
    cards = load([deck_folder(languages__en_dot_yaml=LANGUAGE, terms_dot_csv=rows)]).cards

    assert [card.entry("en").definition for card in cards.values()] == ['Monthly recurring revenue in "all".', "Yearly revenue."]


@pytest.mark.parametrize(
    ("card", "line", "rule", "cure"),
    [
        (CARD.replace("definition", "definitoin"), 4, "unknown-key", 'Did you mean "definition"'),
        (CARD.replace("    term: churn\n", ""), 3, "missing", '"term" is missing'),
        (CARD + "    points: one\n", 6, "not-a-list", "must be a list"),
        (CARD + "    summary: [a]\n", 6, "not-a-text", "must be a text"),
        (CARD + "    term: again\n", 6, "duplicate-key", "twice"),
        (CARD + "status: finished\n", 6, "not-allowed", "none of draft, reviewed, deprecated"),
        (CARD + "part_of: [nothing]\n", 6, "dangling-id", "no such card"),
        (CARD + "part_of: [churn]\n", 6, "cycle", "back to itself"),
        (CARD + "status: deprecated\n", 6, "not-replaced", "needs"),
        (CARD + "status: deprecated\nreplaced_by: zz\n", 7, "dangling-id", 'names "zz"'),
        (CARD + "status: deprecated\nreplaced_by: churn\n", 7, "cycle", "back to itself"),
        (CARD + "replaced_by: zz\n", 6, "not-deprecated", "status: deprecated"),
        (CARD + "sources: [nowhere]\n", 6, "unknown-source", "sources.yaml"),
        (CARD + f"    summary: {'x' * 161}\n", 6, "too-long", "at most 160"),
        (CARD + "    reviewed: {on: yesterday, by: me}\n", 6, "not-a-date", "2026-11-22"),
        (CARD + "metric: {formula: a / b, unit: percent, example: {a: 1, b: 2, result: 3}}\n", 6, "example", "gives 0.5"),
        (CARD + "metric: {formula: a, unit: percent, example: {a: inf, result: inf}}\n", 6, "not-a-number", "a: inf"),
        (CARD + "metric: {formula: a, unit: percent, example: {a: nan, result: nan}}\n", 6, "not-a-number", "a: nan"),
        (CARD + "metric: {formula: a ** b, unit: percent, example: {a: 1, b: 2, result: 1}}\n", 6, "formula", "only names"),
        (CARD.replace("churn\n", "'!!'\n"), 3, "no-word", "no letter"),
        ("languages: [\n", 2, "not-yaml", "not valid YAML"),
        ("", 1, "empty-file", "empty"),
        ("languages:\n  xx:\n    term: a b\n    definition: c\n", 2, "unknown-language", "no languages/xx.yaml"),
        ("languages: {xx: {term: a b, definition: c}}\n", 1, "unknown-language", "no languages/xx.yaml"),
    ],
)
def test_a_broken_card_names_file_line_rule_and_cure(deck_folder: Write, card: str, line: int, rule: str, cure: str) -> None:
    """A translator who has never seen the code can mend it."""
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=card)

    problems = [problem for problem in read([folder])[1] if problem.rule == rule]

    assert problems, read([folder])[1]
    assert problems[0].file.endswith("churn.yaml")
    assert cure in problems[0].text
    assert line == problems[0].line


def test_two_cards_do_not_replace_each_other(deck_folder: Write) -> None:
    """Whoever asks for the one would be sent in a circle."""
    replaced = "status: deprecated\nreplaced_by: {}\n" + CARD
    other = replaced.format("churn").replace("term: churn", "term: loss")
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=replaced.format("loss"), cards__loss_dot_yaml=other)

    assert rules(folder) == [("churn.yaml", 2, "cycle"), ("loss.yaml", 2, "cycle")]


def test_a_comparison_speaks_only_languages_that_there_are(deck_folder: Write) -> None:
    """As a card does."""
    pair = "languages:\n  en:\n    takeaway: One grows.\n  xx:\n    takeaway: Uno.\n"
    loss = CARD.replace("term: churn", "term: loss")
    folder = deck_folder(
        languages__en_dot_yaml=LANGUAGE,
        cards__churn_dot_yaml=CARD,
        cards__loss_dot_yaml=loss,
        **{"comparisons__churn--loss_dot_yaml": pair},
    )

    assert rules(folder) == [("churn--loss.yaml", 4, "unknown-language")]


@pytest.mark.parametrize("name", ["de DE", "DE", "deutsch"])
def test_a_language_file_is_named_after_its_code(deck_folder: Write, name: str) -> None:
    """Instead of becoming a language that nobody asks in."""
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=CARD, **{f"languages__{name}_dot_yaml": LANGUAGE})

    assert rules(folder) == [(f"{name}.yaml", 1, "bad-code")]


def test_all_problems_are_raised_at_once(deck_folder: Write) -> None:
    """Two broken cards are one error message."""
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, cards__a_dot_yaml="x: 1\n", cards__b_dot_yaml=CARD + "oops: 1\n")

    with pytest.raises(DeckError) as raised:
        load([folder])

    assert {"a.yaml", "b.yaml"} == {Path(problem.file).name for problem in raised.value.problems}
    assert str(raised.value).count("\n") + 1 == len(raised.value.problems)


def test_yaml_words_stay_text(deck_folder: Write) -> None:
    """`no`, `on` and `3.10` are what they look like."""
    card = "languages:\n  en:\n    term: on\n    definition: no\n    aliases: [3.10, 1:30, yes]\n"

    entry = load([deck_folder(languages__en_dot_yaml=LANGUAGE, cards__x_dot_yaml=card)]).cards["x"].entry("en")

    assert (entry.term, entry.definition, [alias.text for alias in entry.aliases]) == ("on", "no", ["3.10", "1:30", "yes"])


def test_a_comment_sign_that_cuts_a_sentence_is_caught(deck_folder: Write) -> None:
    """What YAML drops in silence is told."""
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, cards__x_dot_yaml=CARD + "    summary: the number # of customers\n")

    assert [problem.rule for problem in read([folder])[1] if problem.line == 6] == ["cut-by-comment"]


def test_a_term_of_two_concepts_must_be_marked_as_shared(deck_folder: Write) -> None:
    """An ambiguity is either data or an error."""
    other = CARD.replace("term: churn", "term: attrition") + "    aliases: [Churn]\n"
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=CARD, cards__attrition_dot_yaml=other)

    assert {"claimed-twice"} == {rule for _, _, rule in rules(folder)}

    shared = "abbreviations: [{term: churn, shared: true}]\n"
    folder = deck_folder(
        cards__churn_dot_yaml=shared + CARD, cards__attrition_dot_yaml=shared + other.replace("    aliases: [Churn]\n", "")
    )
    assert rules(folder) == []


def test_decks_stack(deck_folder: Write) -> None:
    """A later deck replaces a card of the same id, or adds a language to it."""
    folder = deck_folder(
        cards__churn_dot_yaml="languages:\n  es:\n    term: cancelación\n    definition: La parte de clientes que se va.\n",
        cards__nps_dot_yaml="domain: metric\nlanguages:\n  en:\n    term: house score\n    definition: Our own figure.\n",
        languages__es_dot_yaml="name: Español\nstemmer: spanish\n",
    )

    deck = load([BUILTIN, folder])

    assert {"en", "es"} <= set(deck.cards["churn"].languages)
    assert deck.cards["nps"].entry("en").term == "house score"


@pytest.mark.parametrize("head", ["", "domain: metric\n"])
def test_a_translation_written_anew_follows_no_older_text(deck_folder: Write, head: str) -> None:
    """A deck that writes source and translation is not told of what the deck below recorded; one with the source alone is."""
    english = f"{head}languages:\n  en:\n    term: house churn\n    definition: Our own.\n"
    both = english + "  pl:\n    term: nasza utrata\n    definition: Nasza.\n"

    def behind(card: str) -> list[str]:
        problems = read([BUILTIN, deck_folder(cards__churn_dot_yaml=card)])[1]
        return [problem.text[:2] for problem in problems if problem.rule == "translation-behind"]

    assert "pl" not in behind(both)
    assert ("pl" in behind(english)) == (not head)


def test_a_folder_that_is_no_deck_is_told(tmp_path: Path) -> None:
    """A misspelt path does not give an empty glossary."""
    assert "no-deck" in [rule for _, _, rule in rules(tmp_path / "nowhere")]
    assert "no-deck" in [rule for _, _, rule in rules(tmp_path)]


def test_a_deck_without_a_language_is_refused(tmp_path: Path) -> None:
    """Nothing can be asked of it. On top of one with languages it is fine."""
    (tmp_path / "cards").mkdir()

    assert [rule for _, _, rule in rules(tmp_path)] == ["no-language"]
    assert load([BUILTIN, tmp_path]).cards


def test_many_problems_are_told_apart_without_comparing_each_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of thousands of rows may have something wrong in each."""
    compared: list[int] = []
    monkeypatch.setattr(Problem, "__eq__", lambda one, other: bool(compared.append(one.line)) or one.line == other.line)
    problems = Problems()

    for line in (*range(1, 201), *range(1, 201)):
        problems.add("terms.csv", line, "bad-row", "A row needs an id.")

    assert [problem.line for problem in problems.found] == list(range(1, 201))
    assert len(compared) <= 200


def test_relations_are_closed(deck_folder: Write) -> None:
    """What contrasts is written on one side and there on both."""
    other = CARD.replace("term: churn", "term: retention") + "contrasts_with: [churn]\nrelated: [churn]\n"
    deck = load([deck_folder(languages__en_dot_yaml=LANGUAGE, cards__churn_dot_yaml=CARD, cards__retention_dot_yaml=other)])

    assert ("retention",) == deck.cards["churn"].contrasts_with == deck.cards["churn"].related


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ("cues:\n  none: [zebra]\n", "unknown-key"),
        ("pleas:\n  list: [zebra crossing]\n", "unknown-key"),
        ("cues:\n  definition: [zebra crossing]\n", "not-a-pattern"),
        ('frames:\n  - patterns: ["zebra *"]\n', "missing"),
    ],
)
def test_words_that_cannot_ask_so_are_refused(deck_folder: Write, lines: str, rule: str) -> None:
    """Instead of failing on the first message that has them."""
    folder = deck_folder(languages__en_dot_yaml=LANGUAGE + lines, cards__churn_dot_yaml=CARD)

    assert rule in [found for _, _, found in rules(folder)]
