"""What the built-in deck promises."""

from __future__ import annotations

from itertools import chain

from knowledge.answering import Answerer
from knowledge.formula import value
from knowledge.loading import BUILTIN, read

CONTRACT = """
customer-experience customer-support customer-success customer-success-manager customer-journey touchpoint
customer-satisfaction-score net-promoter-score customer-effort-score customer-lifetime-value churn retention expansion onboarding
customer-relationship brand saas subscription-renewal kpi b2b b2c ticket voice-of-the-customer customer-loyalty customer-engagement
first-response-time first-contact-resolution service-level-agreement self-service knowledge-base help-desk omnichannel
account-management health-score customer-advocacy customer-segmentation persona user-experience employee-experience
chief-customer-officer
""".split()  # noqa: SIM905 - forty ids read better as they stand in the contract
VIEWS = {
    "Blake Morgan", "Christine Richardson", "Yael McCue", "Lincoln Murphy", "Gainsight", "Wikipedia", "Todd Eby", "MindTouch",
    "Customer Success Association", "Helpshift", "Sue Duris", "Future of CIO", "ChurnZero",
}  # fmt: skip


def test_all_concepts_of_the_contract_are_there_in_five_languages(builtin: Answerer) -> None:
    """Forty cards, each whole in each language, without a problem or a warning."""
    assert set(CONTRACT) <= set(builtin.deck.cards)
    assert all({"en", "pl", "ar", "sv", "pt"} <= set(builtin.deck.cards[name].languages) for name in CONTRACT)
    assert read([BUILTIN])[1] == []


def test_every_concept_is_reached_from_customer_experience(builtin: Answerer) -> None:
    """The map of the field is one piece."""
    cards = builtin.deck.cards
    near: dict[str, set[str]] = {name: set() for name in cards}
    for card in cards.values():
        for other in chain(card.kind_of, card.part_of, card.contrasts_with, card.measured_by, card.related):
            near[card.id].add(other)
            near[other].add(card.id)
    seen, rest = {"customer-experience"}, ["customer-experience"]
    while rest:
        found = near[rest.pop()] - seen
        seen |= found
        rest.extend(found)

    assert seen == set(cards)


def test_the_views_of_the_articles_are_there(builtin: Answerer) -> None:
    """The thirteen whom the product was asked for with."""
    entries = [entry for card in builtin.deck.cards.values() for entry in card.languages.values()]

    assert {voice.by for entry in entries for voice in entry.voices} >= VIEWS


def test_a_view_has_the_same_author_and_source_in_every_language(builtin: Answerer) -> None:
    """In cards and in comparisons."""
    for name, item in {**builtin.deck.cards, **builtin.deck.pairs}.items():
        voices = {tuple((voice.by, voice.source) for voice in entry.voices) for entry in item.languages.values()}
        assert len(voices) == 1, name


def test_the_examples_of_metrics_are_right(builtin: Answerer) -> None:
    """The numbers of each worked example follow from its formula."""
    metrics = [card.metric for card in builtin.deck.cards.values() if card.metric is not None]

    assert len(metrics) >= 9
    for metric in metrics:
        assert abs(value(metric.formula, metric.example) - metric.example["result"]) <= 0.005 * abs(metric.example["result"])
