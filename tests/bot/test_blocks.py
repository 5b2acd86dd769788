"""What Slack is sent: each kind of answer, all of our deck, and decks that mean harm."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import Rendered, render
from bot.blocks.bidi import isolated
from bot.labels import labels_for, load_labels
from bot.workspace.block_kit import problems
from knowledge.answering import (
    FACETS,
    Answer,
    Answerer,
    Basis,
    Candidate,
    Choices,
    Comparison,
    Definition,
    Help,
    Listing,
    NotAsked,
    Request,
    Shown,
    Unknown,
)
from knowledge.card import Abbreviation, Alias, Card, Deck, Entry, Metric, Reviewed, Source, Voice
from knowledge.language import Language
from knowledge.loading import BUILTIN, read
from knowledge.wording import Wording, cited

Json = dict[str, Any]
LANGUAGES = ("en", "pl", "ar", "sv", "pt")
MOST_CHARACTERS = 12_000
ISOLATED = re.compile("[\u2066\u2067][^\u2066\u2067\u2069]*\u2069")
LINK = re.compile(r"<https?://[^<>|\s]+\|[^<>|]*>")

# ---- a deck of two cards, small enough to be read -------------------------------------------------

PHRASES = {
    "showing": 'Showing "{term}" for "{typed}".',
    "unmatched": 'No card for: "{typed}".',
    "fallback": "Not in {wanted}. Shown in: {shown}.",
    "same_concept": "Names of one concept: {names}.",
    "choose": 'Which "{typed}"?',
    "unknown": 'No card "{typed}".',
    "near": "Closest",
    "unknown_cure": "Try the list.",
    "listing": "All terms.",
    "help": "Ask me:",
    "help_define": "what is a?",
    "help_compare": "a or b?",
    "help_facet": "why a?",
    "help_translate": "a in pl?",
    "help_list": "list",
    "help_limits": "Cards only.",
    "also_called": "Also",
    "better_said": "better: {term}",
    "usage": "On the word",
    "measuring": "Measured",
    "example": "Example",
    "voice": "Who says what",
    "terms": "Elsewhere",
    "sources": "Sources",
    "reviewed": "Read on {date}",
    "when_to_use": "When",
    "part_of": '"{first}" is part of "{second}".',
    "stance": "Stance",
    "unit_percent": "%",
    "better_lower": "lower is better",
    "no_facet": 'Nothing in "{term}".',
    "no_voice": 'No "{by}" in "{term}":',
    "domain_metric": "Metrics",
    "contrasts_with": '"{first}" is not "{second}".',
    "meaning": "Meaning",
}
EN = Language(code="en", name="English", phrases=PHRASES)
PL = Language(code="pl", name="polski", phrases=PHRASES)
AR = Language(code="ar", name="العربية", direction="rtl", phrases=PHRASES)
LEAVING = Card(
    id="churn",
    domain="metric",
    contrasts_with=("keeping",),
    part_of=("keeping",),
    abbreviations=(Abbreviation("CR"),),
    sources=("book", "page"),
    metric=Metric("100 * lost / all", "percent", "lower", {"lost": 2, "all": 8, "result": 25}),
    languages={
        "en": Entry(
            language="en",
            term="churn",
            summary="Customers who leave [page].",
            definition="Counted by the month.",
            points=("One & all [book].",),
            usage="Not in HR.",
            measuring="Lost by all.",
            aliases=(Alias("attrition"),),
            variables={"lost": "lost"},
            profile={"stance": "looks back [book]"},
            voices=(Voice("Ann", "It hurts.", "book"), Voice("Bo", "It helps.", "none")),
            reviewed=Reviewed(date(2026, 11, 22), "Kim"),
        ),
        "ar": Entry(language="ar", term="تسرب", definition="نسبة CR من 10 إلى 20."),
    },
)
KEEPING = Card(
    id="keeping",
    domain="other-domain",
    languages={"en": Entry("en", "keeping", "Customers who stay.", profile={"stance": "looks on"})},
)
SOURCES = {
    "book": Source("book", "A Book", author="Doe"),
    "page": Source("page", "A|Page <b>", year="2020", address="https://example.com/?a=1&b=2"),
}
SMALL = Deck(
    {"churn": LEAVING, "keeping": KEEPING},
    languages={"en": EN, "pl": PL, "ar": AR},
    sources=SOURCES,
)


def said(answer: Answer, deck: Deck = SMALL, *, private: bool = True) -> Rendered:
    """An answer as Slack gets it."""
    language = answer.basis.language
    wording = Wording(deck, deck.languages[language], date(2026, 11, 23))
    return render(answer, wording, labels_for(load_once(), language), private=private)


@cache
def load_once() -> Any:
    return load_labels()


def shown(
    *ids: str,
    intents: tuple[str, ...] = ("definition",),
    language: str = "en",
    compared: bool = False,
) -> Answer:
    """The answer to a click, from the small deck."""
    request = Request(tuple((one,) for one in ids), intents, compared, language)
    return Answerer(SMALL).show(request)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def words(text: str, bold: bool = False) -> Json:
    return {"type": "text", "text": text} | ({"style": {"bold": True}} if bold else {})


def line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def bullets(*lines: Json) -> Json:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def small(text: str) -> Json:
    return {"type": "context", "elements": [plain(text)]}


def named(name: str, text: str) -> Json:
    return line(words(name, bold=True), words(": "), words(text))


def button(action: str, text: str, request: Request, told: str = "") -> Json:
    made = {"type": "button", "action_id": action, "text": plain(text), "value": request.encode()}
    return made | ({"accessibility_label": told} if told else {})


def menu(*options: tuple[str, Request]) -> Json:
    """The menu of languages."""
    made = [{"text": plain(name), "value": request.encode()} for name, request in options]
    return {
        "type": "static_select",
        "action_id": "language",
        "placeholder": plain("Language"),
        "options": made,
    }


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


ASKED = Request((("churn",),), language="en")
IN_ARABIC = "\u200e\u2067العربية\u2069"
SEE_ALSO = [
    small("See also"),
    actions(
        button(
            "related:1",
            "keeping",
            Request((("keeping",),), language="en"),
            "Open the card: keeping",
        )
    ),
]


def facet(name: str, label: str) -> Json:
    return button(f"facet:{name}", label, replace(ASKED, intents=(name,)), f"{label}: churn")


# ---- one small example of each kind, whole --------------------------------------------------------


def test_card() -> None:
    """Term, names, summary, definition, points, use of the word, sources, date; then what can be clicked."""
    answer = replace(shown("churn"), basis=Basis("en", understood=(("chrun", "churn"),)), unmatched=("wobble",))

    assert said(answer) == Rendered(
        "churn: Customers who leave.",
        [
            small('Showing "churn" for "chrun".'),
            small('No card for: "wobble".'),
            {"type": "header", "text": plain("churn")},
            small("Also: CR · attrition"),
            rich(line(words("Customers who leave [1].", bold=True))),
            rich(line(words("Counted by the month."))),
            rich(bullets(line(words("One & all [2].")))),
            rich(line(words("On the word", bold=True)), line(words("Not in HR."))),
            {
                "type": "context",
                "elements": [
                    mrkdwn(
                        "Sources: [1] <https://example.com/?a=1&amp;b=2|A\u00a6Page &lt;b&gt; (2020)>"
                        " · [2] Doe: A Book\nRead on November 22, 2026"
                    )
                ],
            },
            actions(
                facet("measuring", "How to measure"),
                facet("voice", "Who says what"),
                menu((IN_ARABIC, replace(ASKED, language="ar"))),
            ),
            *SEE_ALSO,
        ],
    )


def test_facet_stands_in_place_of_the_card() -> None:
    """Term, summary and what was asked, with a way back to the rest."""
    asked = replace(ASKED, intents=("measuring",))

    assert said(shown("churn", intents=("measuring",))) == Rendered(
        "churn: Lost by all.",
        [
            {"type": "header", "text": plain("churn")},
            rich(line(words("Customers who leave [1]."))),
            rich(
                line(words("Measured", bold=True)),
                line(words("Lost by all.")),
                {"type": "rich_text_quote", "elements": [words("100 × lost ÷ all")]},
                {
                    "type": "rich_text_quote",
                    "elements": [words("100 × 2 ÷ 8 = 25 % (lower is better)")],
                },
            ),
            {
                "type": "context",
                "elements": [
                    mrkdwn("Sources: [1] <https://example.com/?a=1&amp;b=2|A\u00a6Page &lt;b&gt; (2020)>\nRead on November 22, 2026")
                ],
            },
            actions(
                facet("definition", "Full card"),
                facet("voice", "Who says what"),
                menu((IN_ARABIC, replace(asked, language="ar"))),
            ),
            *SEE_ALSO,
        ],
    )


def test_two_compared_stand_in_two_columns() -> None:
    """The terms are the first row; every cell tells its aspect and its side, since columns stack on phones."""
    answer = shown("churn", "keeping", intents=("difference",), compared=True)

    assert said(answer, private=False) == Rendered(
        '"churn" is part of "keeping".',
        [
            {"type": "header", "text": plain("churn / keeping")},
            rich(bullets(named("churn", "Customers who leave [1]."), named("keeping", "Customers who stay."))),
            rich(line(words('"churn" is part of "keeping".'))),
            {
                "type": "section",
                "fields": [
                    mrkdwn("● *churn*"), mrkdwn("○ *keeping*"),
                    mrkdwn("*Stance*\n● looks back [2]"), mrkdwn("*Stance*\n○ looks on"),
                ],
            },
            {
                "type": "context",
                "elements": [
                    mrkdwn(
                        "Sources: [1] <https://example.com/?a=1&amp;b=2|A\u00a6Page &lt;b&gt; (2020)>"
                        " · [2] Doe: A Book"
                    )
                ],
            },
            small("More about each"),
            actions(
                button("related:1", "churn", ASKED, "Open the card: churn"),
                button("related:2", "keeping", Request((("keeping",),), language="en"), "Open the card: keeping"),
            ),
            small("Click as you like: only you will see what opens."),
        ],
    )  # fmt: skip


def test_choice_is_a_button_a_candidate() -> None:
    """Each is named with its summary, and its button carries the whole pending question."""
    pending = Request((("churn", "keeping"), ("x",)), ("measuring",), True, "en")
    first, second = (replace(pending, sides=((one,), ("x",))) for one in ("churn", "keeping"))
    candidates = (
        Candidate(Shown(LEAVING, LEAVING.languages["en"]), first),
        Candidate(Shown(KEEPING, KEEPING.languages["en"]), second),
    )
    answer = Choices(Basis("en"), "c", candidates, pending)

    assert said(answer, private=False) == Rendered(
        'Which "c"?',
        [
            rich(line(words('Which "c"?', bold=True))),
            rich(named("churn", "Customers who leave.")),
            rich(named("keeping", "Customers who stay.")),
            actions(button("choice:1", "churn", first), button("choice:2", "keeping", second)),
            small("Whoever clicks chooses for everybody here."),
        ],
    )
    assert said(answer).blocks == said(answer, private=False).blocks[:-1]


def test_unknown_says_so_and_offers_what_is_near() -> None:
    """With a hint to the list."""
    near = Candidate(Shown(KEEPING, KEEPING.languages["en"]), Request((("keeping",),), language="en"))

    assert said(Unknown(Basis("en"), ("wobble",), (near,))) == Rendered(
        'No card "wobble".',
        [
            rich(line(words('No card "wobble".'))),
            small("Closest"),
            actions(button("choice:1", "keeping", near.request)),
            small("Try the list."),
        ],
    )


def test_listing_goes_by_domain() -> None:
    """A domain that no language file names is called as its deck calls it."""
    groups = tuple((card.domain, (Shown(card, card.languages["en"]),)) for card in (LEAVING, KEEPING))

    assert said(Listing(Basis("en"), groups)) == Rendered(
        "All terms.",
        [
            rich(line(words("All terms.", bold=True))),
            rich(line(words("Metrics", bold=True)), line(words("churn"))),
            rich(line(words("other-domain", bold=True)), line(words("keeping"))),
        ],
    )


def test_help_shows_how_to_ask() -> None:
    """By examples, each on a line."""
    examples = ("what is a?", "a or b?", "why a?", "a in pl?", "list")

    assert said(Help(Basis("en"))) == Rendered(
        "Ask me:",
        [
            rich(line(words("Ask me:"))),
            rich(bullets(*(line(words(text)) for text in examples))),
            small("Cards only."),
        ],
    )


def test_what_asks_for_nothing_gets_a_hint() -> None:
    """In the bot's own words."""
    hint = 'I explain terms. Ask me, for example: "what is churn?", or say "help".'

    assert said(NotAsked(Basis("en"))) == Rendered(hint, [rich(line(words(hint)))])


def test_arabic_card() -> None:
    """Each text begins from the right, and what is Latin in it stands by itself."""
    rendered = said(shown("churn", language="ar"))
    header, also, definition, *_ = rendered.blocks

    assert rendered.text == "تسرب: نسبة \u2066CR\u2069 من 10 إلى 20."
    assert header == {"type": "header", "text": plain("تسرب")}
    assert also == small("\u200f\u2066Also: CR\u2069")
    assert definition == rich(line(words("نسبة \u2066CR\u2069 من 10 إلى 20.")))


# ---- what can be clicked, and what is said --------------------------------------------------------


def elements(rendered: Rendered) -> list[Json]:
    return [one for block in rendered.blocks if block["type"] == "actions" for one in block["elements"]]


def test_every_value_is_a_request_that_leads_where_the_button_says() -> None:
    """Nothing has to be remembered between an answer and a click."""
    answerer = Answerer(SMALL)
    for element in elements(said(shown("churn"))):
        for value in [element["value"]] if "value" in element else [one["value"] for one in element["options"]]:
            answer = answerer.show(Request.decode(value))
            assert isinstance(answer, Definition)
            if element["action_id"].startswith("facet:"):
                assert answer.facets == (element["action_id"].removeprefix("facet:"),)
            if element["action_id"] == "language":
                assert answer.shown[0].entry.language == "ar"


def test_arithmetic_reads_from_the_left_in_arabic() -> None:
    """The whole equation, result and all: in two directions it would say something false."""
    formula = replace(LEAVING.languages["en"], language="ar", term="تسرب", variables={})
    card = replace(LEAVING, languages={"ar": formula})
    deck = replace(SMALL, cards={"churn": card})
    answer = Answerer(deck).show(Request((("churn",),), ("measuring",), language="ar"))

    quotes = [one for one in objects(said(answer, deck).blocks) if one.get("type") == "rich_text_quote"]
    assert text_of(quotes[1]) == "\u200f\u2066100 × 2 ÷ 8 = 25 % (lower is better)\u2069"
    assert isolated("100 × (2 − 1) ÷ 8 = 25 نقطة", "rtl") == "\u2066100 × (2 − 1) ÷ 8 = 25\u2069 نقطة"
    assert isolated("من -5 إلى 10-20", "rtl") == "من \u2066-5\u2069 إلى 10-20"


def test_menu_is_left_out_where_its_values_would_be_too_long() -> None:
    """Slack takes 150 characters of an option's value."""
    long = replace(LEAVING, id="c" * 140)
    answer = replace(
        shown("churn"),
        request=Request((("c" * 140,),), language="en"),
        shown=(Shown(long, long.languages["en"]),),
    )

    assert "language" not in [one["action_id"] for one in elements(said(answer))]


def test_value_has_none_of_the_characters_that_slack_gives_back_changed() -> None:
    """A view by "S&P" is still asked for after a click."""
    answer = replace(shown("churn"), request=replace(ASKED, intents=("voice",), voice="S&P <x>"))
    (values,) = ([one["value"] for one in element["options"]] for element in elements(said(answer)) if "options" in element)

    assert not re.search("[&<>]", values[0])
    assert Request.decode(values[0]).voice == "S&P <x>"


def test_fallback_is_told() -> None:
    """The card is in another language than the words around it."""
    rendered = said(shown("keeping", language="ar"))

    assert rendered.blocks[0] == {"type": "header", "text": plain("keeping")}
    assert rendered.blocks[1] == small("\u200f\u2066Not in\u2069 العربية. \u2066Shown in: English\u2069.")


def test_names_of_one_concept_are_told() -> None:
    """Two names compared are one card."""
    answer = replace(shown("churn"), names=("churn", "attrition"))

    assert rich(line(words('Names of one concept: "churn", "attrition".'))) in said(answer).blocks


@pytest.mark.parametrize(
    ("voice", "told"),
    [
        ("Ann", [named("Ann", "It hurts. [2]")]),
        (None, [named("Ann", "It hurts. [2]"), named("Bo", "It helps.")]),
    ],
    ids=["one", "all"],
)
def test_views_are_named_and_marked(voice: str | None, told: list[Json]) -> None:
    """The one asked for, or all."""
    answer = replace(shown("churn", intents=("voice",)), voice=voice)

    assert rich(line(words("Who says what", bold=True)), bullets(*told)) in said(answer).blocks
    assert said(answer).text == "churn: Ann: It hurts."


def test_two_names_of_one_concept_show_its_whole_card_in_each_part_of_the_message() -> None:
    """Whatever else is asked for: the notification and the buttons follow the card."""
    answer = shown("churn", intents=("measuring",))
    assert said(answer).text == "churn: Lost by all."
    assert "facet:definition" in [one["action_id"] for one in elements(said(answer))]

    named = replace(answer, names=("churn", "attrition"))
    assert said(named).text == "churn: Customers who leave."
    assert "facet:definition" not in [one["action_id"] for one in elements(said(named))]


def test_view_that_is_not_there_is_told() -> None:
    """The others are shown."""
    answer = replace(shown("churn", intents=("voice",)), voice="Zed")

    assert rich(line(words('No "Zed" in "churn":'))) in said(answer).blocks


def test_facet_that_is_not_there_is_told() -> None:
    """Not silence, and not the whole card."""
    rendered = said(shown("keeping", intents=("example",)))

    assert rich(line(words('Nothing in "keeping".'))) in rendered.blocks
    assert [one["action_id"] for one in elements(rendered)] == ["facet:definition"]


def test_names_in_other_languages() -> None:
    """Each in its own direction."""
    rendered = said(shown("churn", intents=("terms",)))

    name = {"type": "text", "text": "\u200e\u2067العربية\u2069", "style": {"bold": True}}
    expected = bullets(line(name, words(": "), words("\u2067تسرب\u2069")))
    assert rich(line(words("Elsewhere", bold=True)), expected) in rendered.blocks


def test_three_compared_stand_row_by_row() -> None:
    """Each side is named in every row."""
    third = replace(KEEPING, id="third", languages={"en": replace(KEEPING.languages["en"], term="third")})
    deck = replace(SMALL, cards={**SMALL.cards, "third": third})
    answer = Answerer(deck).show(Request((("churn",), ("keeping",), ("third",)), ("difference",), True, "en"))
    row = [
        named("churn", "looks back [2]"),
        named("keeping", "looks on"),
        named("third", "looks on"),
    ]

    assert rich(line(words("Stance", bold=True)), bullets(*row)) in said(answer, deck).blocks


def test_relation_asked_for_comes_first() -> None:
    """Before the summaries."""
    answer = shown("churn", "keeping", intents=("relation",), compared=True)

    assert said(answer).blocks[1] == rich(line(words('"churn" is part of "keeping".')))


# ---- every answer of our own deck -----------------------------------------------------------------


@cache
def builtin() -> Answerer:
    """Our deck, whatever `check` still finds in it; Arabic runs from the right also before its file says so."""
    deck, _ = read([BUILTIN])
    arabic = replace(deck.languages["ar"], direction="rtl")
    return Answerer(replace(deck, languages={**deck.languages, "ar": arabic}))


def of_builtin(language: str) -> Iterator[Answer]:
    """Every answer that a click can get, and those without cards."""
    answerer = builtin()
    ids = list(answerer.deck.cards)
    for concept in ids:
        for intent in ("definition", *FACETS, "terms"):
            yield answerer.show(Request(((concept,),), (intent,), language=language))
        yield answerer.show(Request(((concept,),), ("definition", *FACETS), language=language, quoted=("a", "b")))
    for pair in itertools.combinations(ids, 2):
        yield answerer.show(Request(tuple((one,) for one in pair), ("difference",), True, language))
    for count in (3, 5, 12):
        sides = tuple((one,) for one in ids[:count])
        yield answerer.show(Request(sides, ("difference",), True, language))
        yield answerer.show(Request(sides, ("definition",), language=language))
    yield answerer.show(Request((tuple(ids[:7]), (ids[8],)), ("difference",), True, language))
    yield answerer.show(Request((("gone",),), language=language, quoted=("gone",)))
    basis = Basis(language)
    everything = tuple(Shown(card, card.entry(language)) for card in answerer.deck.cards.values())
    yield from (Listing(basis, (("metric", everything),)), Help(basis), NotAsked(basis))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_our_deck_is_taken(language: str) -> None:
    """By the validator, with room to spare, and without a dead end."""
    kinds = set()
    for answer in of_builtin(language):
        rendered = said(answer, builtin().deck, private=False)
        kinds.add(type(answer))
        sound(rendered)
        if isinstance(answer, Definition | Comparison | Choices):
            assert elements(rendered)
    assert kinds == {Definition, Comparison, Choices, Listing, Help, Unknown, NotAsked}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_our_cards_is_cut(language: str) -> None:
    """A card within the loader's limits is shown whole, and so is each facet of it."""
    answerer = builtin()
    for concept, intent in itertools.product(answerer.deck.cards, ("definition", *FACETS)):
        answer = answerer.show(Request(((concept,),), (intent,), language=language))
        assert isinstance(answer, Definition)
        entry = answer.shown[0].entry
        wanted = {
            "definition": (entry.summary, entry.definition, *entry.points, entry.usage),
            "voice": tuple(voice.says for voice in entry.voices),
        }.get(intent) or (getattr(entry, intent, ""),)
        drawn = " ".join(text_of(block) for block in said(answer, answerer.deck).blocks)
        drawn = re.sub(r" \[\d+\]|[\u200e\u200f\u2066-\u2069]", "", drawn)
        assert [text for text in wanted if cited(text, {}) not in drawn] == []


def test_arabic_runs_from_the_right_everywhere() -> None:
    """Each text object and paragraph begins with a strong letter or mark from the right; Latin is isolated."""
    for answer in of_builtin("ar"):
        missing = isinstance(answer, Definition) and any(one.missing for one in answer.shown)
        if missing:
            continue
        for text in texts(said(answer, builtin().deck, private=False).blocks):
            for one in text.split("\n"):
                assert strong(one) in ("R", "AL"), one
                assert not re.search(r"[A-Za-z]", ISOLATED.sub("", LINK.sub("", one)).replace("&amp;", "")), one


@pytest.mark.parametrize("language", ["en", "pl", "sv", "pt"])
def test_arabic_terms_are_isolated_elsewhere(language: str) -> None:
    """A term from the right does not turn a line from the left around."""
    for answer in of_builtin(language):
        for text in texts(said(answer, builtin().deck).blocks):
            assert strong(text) not in ("R", "AL"), text
            assert not re.search("[\u0600-\u06ff]", ISOLATED.sub("", text)), text


# ---- decks that mean harm -------------------------------------------------------------------------

NASTY = (
    "<!channel> <@U0123ABCD> <!subteam^S1|x> <https://evil.example|click> *bold* _it_ ~gone~ `code` "
    "```pre``` > quoted &lt;!here&gt; :tada: \u202eevil\u2066 \x00\x1b \ud800 https://evil.example @here"
)


def nasty_card(number: int, text: str, languages: tuple[str, ...] = ("en", "ar")) -> Card:
    """A card that says the same everywhere."""
    entries = {
        code: Entry(
            language=code, term=text, definition=text, summary=text, usage=text, points=(text,) * 30, example=text,
            importance=text, measuring=text, improving=text, aliases=tuple(Alias(f"{place}{text}") for place in range(30)),
            profile=dict.fromkeys(("stance", "horizon", "focus", "goal", "scope"), text),
            voices=tuple(Voice(text, text, "bad") for _ in range(30)), variables={"a": text},
            reviewed=Reviewed(date(2026, 1, 1), text),
        )
        for code in languages
    }  # fmt: skip
    others = tuple(f"c{other}" for other in range(9) if other != number)
    return Card(
        id=f"c{number}", languages=entries, domain=text, related=others, contrasts_with=others, sources=("bad",) * 3,
        measured_by=others, abbreviations=(Abbreviation(text),), metric=Metric("a / 2", "points", "lower", {"a": 1.0}),
    )  # fmt: skip


def nasty_deck(text: str, cards: int = 9) -> Deck:
    """A deck of such cards, its languages and sources no better."""
    address = "javascript:alert(1)"
    return Deck(
        {f"c{number}": nasty_card(number, text) for number in range(cards)},
        languages={"en": replace(EN, name=text), "ar": replace(AR, name=text)},
        sources={"bad": Source("bad", text, author=text, address=address)},
    )


def of_nasty(deck: Deck, typed: str) -> Iterator[Answer]:
    answerer = Answerer.__new__(Answerer)  # no index: such terms have no words, and none is looked up
    answerer.deck, answerer.default = deck, "en"
    ids = list(deck.cards)
    for language in ("en", "ar"):
        for count in (1, 2, 3, 9):
            sides = tuple((one,) for one in ids[:count])
            for intent in ("definition", *FACETS, "terms") if count == 1 else ("definition", "voice"):
                request = Request(sides, (intent,), False, language, typed, (typed,) * 9)
                answer = answerer.show(request)
                basis = Basis(language, understood=((typed, deck.cards["c0"].entry("en").term),) * 5)
                yield replace(answer, basis=basis, names=(typed, typed))
            yield answerer.show(Request(sides, ("difference",), True, language, None, (typed,) * 20))
        cards = tuple(Shown(card, card.entry(language)) for card in deck.cards.values())
        request = Request(((ids[0], ids[1]),) * 20, ("difference",), True, language, typed, (typed,) * 20)
        candidates = tuple(Candidate(one, request) for one in (cards * 30)[:30])
        yield Choices(Basis(language), typed, candidates, request)
        yield Choices(Basis(language), typed, candidates, request, sure=False)
        yield Unknown(Basis(language), (typed,) * 30, candidates)
        yield Listing(Basis(language), tuple((f"{place}{typed}", cards) for place in range(60)))


@pytest.mark.parametrize(
    "text",
    [NASTY, NASTY * 20, "x" * 3000, "&<>" * 1000, "كلمة CX " * 400, "\u2066" * 50, "*", "> a", " ", "a\n\n> b"],
    ids=["tokens", "3000", "word", "entities", "mixed", "isolates", "star", "quote", "space", "lines"],
)  # fmt: skip
def test_hostile_texts_stay_dead_and_within_limits(text: str) -> None:
    """Whatever a card says or a person types is text, and Slack takes it."""
    deck = nasty_deck(text)
    for answer in of_nasty(deck, text):
        sound(said(answer, deck, private=False))


def test_marks_in_a_cell_become_look_alikes() -> None:
    """Only what could format: a snake_case name and 2*3 stay as they are."""
    text = "*a* _b_ `c` :tada: > d snake_case 2*3 <!here> 10:30:45"
    card = replace(KEEPING, languages={"en": replace(KEEPING.languages["en"], profile={"stance": text})})
    deck = replace(SMALL, cards={**SMALL.cards, "keeping": card})
    answer = Answerer(deck).show(Request((("churn",), ("keeping",)), ("difference",), True, "en"))

    (cells,) = (block["fields"] for block in said(answer, deck).blocks if "fields" in block)
    dead = "∗a∗ ˍbˍ ˋcˋ ∶tada: &gt; d snake_case 2*3 &lt;!here&gt; 10:30:45"
    assert cells[-1]["text"] == f"*Stance*\n○ {dead}"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://a b",
        "https://a|b",
        "ftp://a",
        "https://",
        "https://" + "a" * 600,
    ],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    """The others stay names of sources."""
    deck = replace(SMALL, sources={**SMALL.sources, "page": Source("page", "A Page", address=address)})

    footer = said(shown("churn"), deck).blocks[-4]["elements"][0]["text"]
    assert footer.startswith("Sources: [1] A Page · ")


def test_cut_texts_end_at_a_word() -> None:
    """With an ellipsis, outside of entities, and with every isolate closed."""
    for text, end in (
        ("word & " * 900, "word…"),
        ("كلمة CX " * 900, "كلمة…"),
        ("e\u0301" * 3000, "e\u0301…"),
    ):
        card = replace(KEEPING, languages={"en": replace(KEEPING.languages["en"], definition=text)})
        deck = replace(SMALL, cards={"keeping": card})
        shown_text = text_of(said(Answerer(deck).show(Request((("keeping",),), language="en")), deck).blocks[1])

        assert ISOLATED.sub("", shown_text).endswith("…") or shown_text.rstrip("\u2069").endswith(end)
        assert len(shown_text) <= 3000


@pytest.mark.parametrize(("cards", "domains"), [(200, 3), (10_000, 7), (10_000, 10_000), (3, 3)])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_listing_of_any_size_fits(cards: int, domains: int, language: str) -> None:
    """What is left out is counted, and the reader is told to ask for it."""
    term = Entry(language, "a term of some words", "x")
    one = Shown(Card("x", {language: term}), term)
    groups = tuple((f"domain {place}", (one,) * (cards // domains)) for place in range(domains))
    rendered = said(Listing(Basis(language), groups))

    sound(rendered)
    drawn = " ".join(text_of(block) for block in rendered.blocks)
    assert (load_once()[language].list_is_long in drawn) == (cards > 200)
    assert drawn.count("a term of some words") >= min(cards, 50) or domains > 1000


# ---- what must hold for any message ---------------------------------------------------------------


def texts(value: object) -> Iterator[str]:
    """The text of each text object, and of each paragraph of rich text."""
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value["text"]
        elif value.get("type") in ("rich_text_section", "rich_text_quote"):
            yield "".join(one["text"] for one in value["elements"])
        else:
            for one in value.values():
                yield from texts(one)


def text_of(block: Json) -> str:
    return " ".join(texts(block))


def strong(text: str) -> str:
    """The class of the first strong letter or mark."""
    return next((kind for one in text if (kind := unicodedata.bidirectional(one)) in ("L", "R", "AL")), "")


def sound(rendered: Rendered) -> None:
    """Slack takes it, and nothing in it is alive."""
    assert problems(rendered.blocks) == []
    assert len(json.dumps(rendered.blocks, ensure_ascii=False)) < MOST_CHARACTERS * 1.05
    assert len(json.dumps(rendered.blocks, ensure_ascii=False, separators=(",", ":"))) < MOST_CHARACTERS
    assert 0 < len(rendered.text) <= 400
    dead(rendered.text)
    for value in objects(rendered.blocks):
        if value.get("type") == "plain_text":
            assert value["emoji"] is False
            assert not re.search("[<>]", value["text"])
        elif value.get("type") == "mrkdwn":
            assert value["verbatim"] is True
            dead(re.sub(r"(?m)^(\u200f?[●○] )?\*([^*]+)\*$", r"\1\2", LINK.sub("", value["text"])))
        elif value.get("type") == "text":
            assert set(value) <= {"type", "text", "style"}
            assert not re.search("<[@#!]", value["text"])
        if isinstance(value.get("text"), str):
            assert_isolates_closed(value["text"])


def dead(text: str) -> None:
    """Neither a token, nor a mark that formats, nor half an entity."""
    assert not re.search(r"[<>`]|&(?!(?:amp|lt|gt);)", text), text
    assert not re.search(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])", text), text
    assert not re.search(r"(?m)^&gt;|:[a-z_]+:", text), text


def objects(value: object) -> Iterator[Json]:
    if isinstance(value, list):
        for one in value:
            yield from objects(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from objects(one)


def assert_isolates_closed(text: str) -> None:
    for one in text.split("\n"):
        depth = 0
        for letter in one:
            depth += (letter in "\u2066\u2067") - (letter == "\u2069")
            assert depth in (0, 1), text
        assert depth == 0, text


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200),
    st.sampled_from(["what is {}", "{}", "{} vs churn", "difference between {} and NPS", "{} po polsku"]),
)
def test_whatever_is_asked_gets_a_message_that_slack_takes(typed: str, frame: str) -> None:
    """From our own deck, as a command."""
    answer = builtin().ask(frame.format(typed), "command")

    sound(said(answer, builtin().deck))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), st.text(max_size=80))
def test_whatever_a_card_says_is_a_message_that_slack_takes(text: str, typed: str) -> None:
    """Also with half characters, marks and letters of any script."""
    deck = nasty_deck(text, 3)
    answerer = Answerer.__new__(Answerer)
    answerer.deck, answerer.default = deck, "en"
    for language in ("en", "ar"):
        for request in (
            Request((("c0",),), ("definition", *FACETS), language=language, quoted=(typed,)),
            Request((("c0",), ("c1",)), ("difference",), True, language, quoted=(typed,)),
            Request((("c0", "c1"),), language=language),
        ):
            sound(said(answerer.show(request), deck))
