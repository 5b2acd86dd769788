"""What the wording of a message as a whole says, where nothing else makes a question of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.answering import Answerer, kind
from knowledge.evidence import Evidence, said_in
from knowledge.loading import BUILTIN, load, read
from knowledge.parsing import DeckError
from knowledge.prepared import Prepared
from knowledge.reading import SPEAKS_AGAINST, SPEAKS_CLEARLY
from knowledge.text import MAX_CHARS, MAX_TOKENS

Write = Callable[..., Path]
ENGLISH = said_in("en")


def test_phrases_are_of_words_and_of_what_they_are_and_stems_have_places(builtin: Answerer) -> None:
    """A term is one word, whatever it is; each phrase counts once."""
    lexicon = builtin.reader.lexicon
    prepared = Prepared(lexicon, "These 3 things, customer success, are for our gardens")

    found = Evidence({}, lexicon.languages).phrases(prepared)

    assert {said_in("en"), "LENGTH 4", ", TERM ,", "NUMBER things", "gardens $", "TERM ,", "POSSESSIVES _ $"} <= found
    assert {"STEM thing", "BEFORE thing", "STEM garden", "BEHIND garden"} <= found
    assert "BEHIND thing" not in found
    assert not any("success" in phrase for phrase in found)


def test_the_sum_of_weights_decides(builtin: Answerer) -> None:
    """The same message is answered or not, as the weights are."""
    text = "zebra crossing churn"
    for weight, expected in ((3.0, "definition"), (0.5, "none")):
        weighing = Answerer(replace(builtin.deck, evidence={ENGLISH: -1.0, "zebra": weight}))
        assert kind(weighing.ask(text)) == expected


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("zebra churn", ("churn",)),
        ("zebra churn. zebra crossing NPS", ("churn", "net-promoter-score")),
        ("zebra churn and its crossing in SaaS", ("churn",)),
        ("zebra our churn. x NPS", ("net-promoter-score",)),
        ("zebra our churn", ("churn",)),
        ("zebra churn. x NPS. x CSAT. x CES", ()),
        ("zebra", ()),
    ],
)
def test_it_is_about_what_the_message_names(builtin: Answerer, text: str, concepts: tuple[str, ...]) -> None:
    """Not about what is somebody's own or only says where, and about nothing where too much is named."""
    weighing = Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, "zebra": 2.0}))

    answer = weighing.ask(text)

    assert tuple(shown.card.id for shown in getattr(answer, "shown", ())) == concepts


def test_what_is_recognised_as_no_question_needs_more(builtin: Answerer) -> None:
    """A frame that asks for nothing is overruled only by wording that speaks clearly for a question."""
    text = "zebra, I updated the definition of churn in the dashboard"
    for weight, expected in ((SPEAKS_CLEARLY / 2, "none"), (SPEAKS_CLEARLY * 2, "definition")):
        assert kind(Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, "zebra": weight})).ask(text)) == expected


def test_wording_takes_back_what_a_pattern_gives(builtin: Answerer) -> None:
    """But not from a command, a question for more than a meaning, or for what is not known: these are asked for surely."""
    against = Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, "zebra": 2 * SPEAKS_AGAINST}))

    assert kind(against.ask("what is churn, zebra?")) == "none"
    assert kind(against.ask("how is churn measured, zebra?")) == "definition"
    assert kind(against.ask("what is churn, zebra?", "command")) == "definition"
    assert kind(against.ask("what is a zebra crossing?")) == "unknown"
    assert against.reader.read("What is churn? How is churn measured? Zebra.").intents == ("measuring",)


def test_those_who_ask_are_told_the_weights(builtin: Answerer) -> None:
    """Each phrase with what it weighs, the heaviest first."""
    weighing = Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, "zebra": 0.5, "zebra TERM": 2.0, "violet": -0.25}))

    trace = dict(weighing.reader.read("we have a violet zebra churn", explain=True).trace)

    assert trace["evidence"] == "+2.25: 'zebra TERM' +2.00, 'zebra' +0.50, 'violet' -0.25, 'IN en' +0.00"


def test_a_language_that_nothing_was_learned_of_is_not_weighed(builtin: Answerer) -> None:
    """Its words would all be strange, and that would speak against every question."""
    weighing = Answerer(replace(builtin.deck, evidence={said_in("pl"): 9.0, "_": -9.0, "zebra": 9.0}))

    assert kind(weighing.ask("we have a violet zebra churn")) == "none"
    assert kind(weighing.ask("what is churn?")) == "definition"


def test_work_is_bounded(builtin: Answerer) -> None:
    """However long a message is, so many phrases are looked up: of one to three words, of stems and of roles."""
    lexicon = builtin.reader.lexicon
    prepared = Prepared(lexicon, "churn " + " ".join(f"{chr(97 + place // 26)}{chr(97 + place % 26)}q" for place in range(MAX_CHARS // 4)))

    found = Evidence({}, lexicon.languages).phrases(prepared)

    assert MAX_TOKENS < len(found) <= 6 * (MAX_TOKENS + 2) + 2


@pytest.mark.parametrize("broken", ["much TERM ?", "inf TERM", "nan TERM", "1e300 TERM", "0.5", "0.5 ", "0.7 what"])
def test_a_broken_weight_is_reported_with_its_line(deck_folder: Write, broken: str) -> None:
    """And the first one only: the file is written by a command."""
    folder = deck_folder(languages__en_dot_yaml="name: English\n", languages__evidence_dot_txt=f"0.5 what\n{broken}\nmore x\n")

    found = [problem for problem in read([folder])[1] if problem.rule == "bad-weight"]

    assert [(Path(problem.file).name, problem.line) for problem in found] == [("evidence.txt", 2)]
    with pytest.raises(DeckError, match="bad-weight"):
        load([BUILTIN, folder])


def test_weights_that_are_no_text_are_reported(tmp_path: Path) -> None:
    """As any other file of a deck that cannot be read."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "evidence.txt").write_bytes(b"0.5 caf\xe9\n")

    assert "unreadable" in [problem.rule for problem in read([tmp_path])[1]]


def test_a_deck_adds_weights_to_ours(deck_folder: Write) -> None:
    """Of two decks with the same phrase the later one holds."""
    folder = deck_folder(languages__evidence_dot_txt="9.0 zebra\n-9.0 IN en\n")

    evidence = load([BUILTIN, folder]).evidence

    assert (evidence["zebra"], evidence[ENGLISH]) == (9.0, -9.0)
    assert len(evidence) > 100


def test_the_sum_does_not_depend_on_the_order(builtin: Answerer) -> None:
    """Phrases are met in another order in each process, and plain sums of such weights would differ."""
    words = ["zebra", "violet", "lantern", "pebble", "thunder", "velvet"]
    weights = dict(zip(words, (1e3, 0.1, -1e3, 1e-13, 0.2, -0.3), strict=True))
    totals = set()
    for turn in range(len(words)):
        turned = dict(list(weights.items())[turn:] + list(weights.items())[:turn])
        weighing = Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, **turned}))
        weighing.reader.evidence.weighed = lambda _, turned=turned: turned  # type: ignore[method-assign, misc]
        totals.add(kind(weighing.ask("churn is in the " + " ".join(words))))

    assert totals == {"definition"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NPS: zebra and its crossing for retention", ["net-promoter-score"]),
        ("NPS. CSAT. zebra and its crossing", ["net-promoter-score", "customer-satisfaction-score"]),
    ],
)
def test_a_heading_is_what_a_message_is_about(builtin: Answerer, text: str, expected: list[str]) -> None:
    """But a list of terms is about all of them."""
    answer = Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, "zebra": 1.0})).ask(text)

    assert [shown.card.id for shown in getattr(answer, "shown", ())] == expected


def test_several_things_apart_are_compared(builtin: Answerer) -> None:
    """ "Support reacts, but success acts first, is that fair?" asks how they differ."""
    weighing = Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, "zebra": 2.0}))

    assert kind(weighing.ask("zebra churn goes where crossing retention goes")) == "comparison"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("zebra churn crossing", "none"), ("zebra, churn", "definition"), ("zebra it is that they call churn around here", "definition")],
)
def test_a_term_within_the_name_of_something_else_is_not_what_is_meant(builtin: Answerer, text: str, expected: str) -> None:
    """ "Define brand equity": in a short message, a strange word beside a term makes another thing of it, unless much speaks for it."""
    weighing = Answerer(replace(builtin.deck, evidence={ENGLISH: 0.0, "zebra": SPEAKS_CLEARLY}))

    assert kind(weighing.ask(text)) == expected


def test_few_words_that_speak_against_a_question_are_none(builtin: Answerer) -> None:
    """ "hi support team" is little else than a term, and asks nothing; a command is a look-up all the same."""
    against, unweighed = (Answerer(replace(builtin.deck, evidence=weights)) for weights in ({ENGLISH: 0.0, "team": -8.0}, {}))

    assert kind(unweighed.ask("hi churn team")) == kind(against.ask("hi churn team", "command")) == "definition"
    assert kind(against.ask("hi churn team")) == "none"
