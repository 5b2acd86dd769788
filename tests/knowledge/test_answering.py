"""Answers as values: what a click carries, what a card falls back to, what is compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answering import Answerer, Choices, Comparison, Definition, Preferences, Request, Shown, Unknown
from knowledge.card import Abbreviation, Card, Reviewed
from knowledge.upkeep import stale
from knowledge.wording import Wording


def test_a_request_survives_the_way_through_a_button() -> None:
    """What a click carries is what was asked."""
    request = Request((("churn",), ("customer-success", "customer-support")), ("difference",), True, "pl", None, ("x",))

    assert Request.decode(request.encode()) == request


@pytest.mark.parametrize("forged", ["", "{}", "[]", "[1,2]", '[[[]],["definition"],0,"en",null,[]]', "null", "[" * 5000])
def test_forged_values_are_refused(forged: str) -> None:
    """Anybody can send anything as a button's value."""
    with pytest.raises(ValueError, match="no request"):
        Request.decode(forged)


def test_a_choice_answers_the_pending_question(builtin: Answerer) -> None:
    """ "CS vs CX" and a click on success is the comparison of the two, in the language of the question."""
    answer = builtin.ask("czym się różni CX od CS?")

    assert isinstance(answer, Choices)
    shown = builtin.show(answer.candidates[0].request)
    assert isinstance(shown, Comparison)
    assert {one.card.id for one in shown.shown} == {"customer-experience", answer.candidates[0].shown.card.id}
    assert shown.basis.language == "pl"


def test_a_click_on_a_card_that_is_gone_is_unknown(builtin: Answerer) -> None:
    """Old buttons do not break anything."""
    assert isinstance(builtin.show(Request((("nothing",),))), Unknown)


def test_any_two_cards_can_be_compared(builtin: Answerer) -> None:
    """Without a written comparison the rows come from the profiles, and relations are told."""
    answer = builtin.ask("what is the difference between a touchpoint and a KPI?")

    assert isinstance(answer, Comparison)
    assert not answer.takeaway
    assert [row.aspect for row in answer.rows][:5] == ["stance", "horizon", "focus", "goal", "scope"]


@pytest.mark.parametrize(
    ("preferences", "language"),
    [
        (Preferences(), "en"),
        (Preferences(locale="pt-PT"), "pt"),
        (Preferences(stored="sv", locale="pt-BR"), "sv"),
        (Preferences(locale="ja-JP"), "en"),
    ],
)
def test_a_bare_abbreviation_is_answered_in_the_language_of_the_one_who_asks(
    builtin: Answerer, preferences: Preferences, language: str
) -> None:
    """Stored choice before locale before default; a region counts by its first part."""
    assert builtin.ask("NPS", "message", preferences).basis.language == language


def test_one_slip_does_not_overrule_what_a_person_has_chosen(builtin: Answerer) -> None:
    """ "Preferred" is near a Portuguese word; a question in Portuguese is answered in it whatever is chosen."""
    chosen = Preferences(locale="en-US")

    assert builtin.ask("preferred", "command", chosen).basis.language == "en"
    assert builtin.ask("o que é churn", "command", chosen).basis.language == "pt"


def test_the_language_of_the_question_and_the_one_asked_for_count_more(builtin: Answerer) -> None:
    """Asked for before spoken before stored."""
    stored = Preferences(stored="sv")

    assert builtin.ask("co to jest churn?", "message", stored).basis.language == "pl"
    assert builtin.ask("what is churn in Polish?", "message", stored).basis.language == "pl"


def test_a_card_without_the_language_says_so(builtin: Answerer) -> None:
    """It is shown in English, and the missing language is named."""
    card = builtin.deck.cards["churn"]
    cards = {**builtin.deck.cards, "churn": replace(card, languages={"en": card.languages["en"]})}

    answer = Answerer(replace(builtin.deck, cards=cards)).show(Request((("churn",),), language="pl"))

    assert isinstance(answer, Definition)
    assert (answer.shown[0].entry.language, answer.shown[0].missing) == ("en", "pl")


def test_a_card_without_the_language_is_shown_in_the_default_one(builtin: Answerer) -> None:
    """Before English, and so are the cards near it; what tells of no language is answered in it too."""
    cards = {
        name: replace(card, languages={code: card.languages[code] for code in ("en", "pl")}) for name, card in builtin.deck.cards.items()
    }
    polish = Answerer(replace(builtin.deck, cards=cards), "pl-PL")

    for answer in (polish.ask("vad är churn?"), polish.show(Request((("churn",),), language="sv"))):
        assert isinstance(answer, Definition)
        assert (answer.shown[0].entry.language, answer.shown[0].missing) == ("pl", "sv")
        assert {one.entry.language for one in answer.related} == {"pl"}
    assert polish.ask("NPS").basis.language == "pl"


def test_a_card_that_was_replaced_is_the_one_in_its_place(builtin: Answerer) -> None:
    """Over several steps, and each card is there once: compared with its replacement it is another name of it."""
    churn = builtin.deck.cards["churn"]

    def old(name: str, term: str, replaced_by: str) -> Card:
        entry = replace(churn.languages["en"], term=term, aliases=(), hidden=())
        return replace(
            churn, id=name, languages={"en": entry}, abbreviations=(Abbreviation("ZQX", shared=True),), status="deprecated",
            replaced_by=replaced_by,
        )  # fmt: skip

    cards = {"old": old("old", "Zorkage", "older"), "older": old("older", "Glimmery", "churn"), "lost": old("lost", "Vuxling", "lost")}
    more = Answerer(replace(builtin.deck, cards={**builtin.deck.cards, **cards}))

    compared = more.ask("difference between zorkage and churn")
    assert isinstance(compared, Definition)
    assert ([one.card.id for one in compared.shown], compared.names) == (["churn"], ("zorkage", "churn"))
    answer = more.ask("what is ZQX?")
    assert isinstance(answer, Choices)
    assert [one.shown.card.id for one in answer.candidates] == ["churn", "lost"]
    clicked = more.show(Request((("old", "older", "churn"), ("retention",)), ("difference",), True))
    assert isinstance(clicked, Comparison)
    assert [one.card.id for one in clicked.shown] == ["churn", "retention"]


@pytest.mark.parametrize(("days", "due"), [(0, False), (9, True), (10, False), (3_000_000, False)])
def test_a_reading_is_due_after_the_interval_of_the_deck(builtin: Answerer, days: int, due: bool) -> None:
    """An answer and the list for those who keep the deck say the same, however long the interval."""
    card, read = builtin.deck.cards["churn"], Reviewed(date(2026, 1, 1), "Ann")
    card = replace(card, languages={"en": replace(card.languages["en"], reviewed=read)})
    deck, today = replace(builtin.deck, cards={"churn": card}, review_days=days), date(2026, 1, 11)
    wording = Wording(deck, deck.languages["en"], today)

    assert (wording.standing(Shown(card, card.entry("en"))) == wording.say("review_due", date=wording.day(read.on))) == due
    assert list(stale(deck, today)) == (["churn  en  read on 2026-01-01, due since 2026-01-10"] if due else [])


def test_adding_a_card_far_from_all_changes_no_answer(builtin: Answerer) -> None:
    """A card whose words are near no other takes nothing away."""
    card = builtin.deck.cards["churn"]
    entry = replace(card.languages["en"], term="zyxqwv kjhgfd", aliases=(), hidden=())
    more = Answerer(
        replace(builtin.deck, cards={**builtin.deck.cards, "zyx": replace(card, id="zyx", languages={"en": entry}, abbreviations=())})
    )

    for text in ("what is churn?", "CS vs CX", "custmer sucess", "our portal is down", "list price", "vad är NPS"):
        assert type(more.ask(text)) is type(builtin.ask(text))
        assert more.ask(text).basis == builtin.ask(text).basis
