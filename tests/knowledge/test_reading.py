"""What is asked: one row a rule of reading, in English; the question sets in benchmarks/ measure breadth and the other languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.misspelling import twin
from benchmarks.questions import load
from knowledge.__main__ import as_object
from knowledge.answering import Answerer, Definition, Unknown

TEXTS = [made for row in load(["work"])[::40] if row.kind != "listing" for made in (row.text, twin("two edits", row.text) or row.text)]
"""Some of the question set, as typed and misspelt; the list of all terms would have one more."""

CX, SUPPORT, SUCCESS = "customer-experience", "customer-support", "customer-success"


def asked(answerer: Answerer, text: str, surface: str = "message") -> tuple[str, list[str], str | None]:
    """Kind, concepts and focus of the answer."""
    found = as_object(answerer.ask(text, surface), answerer)  # type: ignore[arg-type]
    return str(found["kind"]), list(found["concepts"]), found["focus"]  # type: ignore[call-overload, return-value]


@pytest.mark.parametrize(
    ("text", "kind", "concepts", "focus"),
    [
        ("what is churn?", "definition", ["churn"], "definition"),
        ("churn", "definition", ["churn"], "definition"),
        ("hi team, NPS please", "definition", ["net-promoter-score"], "definition"),
        ("customer success manager", "definition", ["customer-success-manager"], "definition"),
        ("What's the difference between NPS and CSAT?", "comparison", ["net-promoter-score", "customer-satisfaction-score"], "difference"),
        ("CX vs. customer support", "comparison", [CX, SUPPORT], "difference"),
        ("is customer support part of customer experience?", "comparison", [SUPPORT, CX], "relation"),
        ("NPS, CSAT or CES?", "comparison", ["net-promoter-score", "customer-satisfaction-score", "customer-effort-score"], "difference"),
        ("what are NPS and CSAT?", "definition", ["net-promoter-score", "customer-satisfaction-score"], "definition"),
        ("upsell vs cross-sell", "definition", ["expansion"], "difference"),
        ("difference between churn and photosynthesis", "definition", ["churn"], "difference"),
        ("how is churn measured?", "definition", ["churn"], "measuring"),
        ("why does retention matter?", "definition", ["retention"], "importance"),
        ("give me an example of a touchpoint", "definition", ["touchpoint"], "example"),
        ("how can we improve first response time?", "definition", ["first-response-time"], "improving"),
        ("how does Gainsight define customer success?", "definition", [SUCCESS], "voice"),
        ("how do you say churn in Arabic?", "definition", ["churn"], "terms"),
        ("what does CS mean?", "choices", [SUCCESS, SUPPORT], "definition"),
        ("CS vs CX", "choices", [SUCCESS, SUPPORT], "difference"),
        ("CS vs customer support", "comparison", [SUCCESS, SUPPORT], "difference"),
        ("what is customer success (CS)?", "definition", [SUCCESS], "definition"),
        ("explain customer service, success and experience", "definition", [SUPPORT, SUCCESS, CX], "definition"),
        ("difference between customer service and success", "comparison", [SUPPORT, SUCCESS], "difference"),
        ("what is churn in a subscription business?", "definition", ["churn"], "definition"),
        ("NPS: what is it?", "definition", ["net-promoter-score"], "definition"),
        ("We talked about churn yesterday. What does it mean?", "definition", ["churn"], "definition"),
        (
            "what is NPS and how does it differ from CSAT?",
            "comparison",
            ["net-promoter-score", "customer-satisfaction-score"],
            "difference",
        ),
        ("help desk", "definition", ["help-desk"], "definition"),
        ("Somebody said churn in the stand-up and I have no idea what that is", "definition", ["churn"], "definition"),
        ("They keep talking about churn. No clue what it means.", "definition", ["churn"], "definition"),
        ("I don't get churn at all. And no idea what NPS is", "definition", ["churn", "net-promoter-score"], "definition"),
        ("- churn\n- retention\nno idea what these mean", "definition", ["churn", "retention"], "definition"),
        ("1) what is churn 2) what is NPS", "definition", ["churn", "net-promoter-score"], "definition"),
        ("what is churn? And NPS too", "definition", ["churn", "net-promoter-score"], "definition"),
        ("Customer journey: definition, stages and examples", "definition", ["customer-journey"], "definition"),
        ("VoC, anyone?", "definition", ["voice-of-the-customer"], "definition"),
        ("help", "help", [], None),
        ("list", "listing", [], None),
        ("what is photosynthesis?", "unknown", [], None),
        ("what is customer churn prediction?", "unknown", [], None),
    ],
)
def test_questions(builtin: Answerer, text: str, kind: str, concepts: list[str], focus: str | None) -> None:
    """What the contract says of each kind of question."""
    found_kind, found, found_focus = asked(builtin, text)

    assert (kind, set(concepts)) == (found_kind, set(found))
    assert focus is None or focus == found_focus


@pytest.mark.parametrize(
    "text",
    [
        "our support portal is down",
        "how do I contact customer support?",
        "who is my CSM?",
        "churn went up 2 % this month",
        "what is our NPS this quarter?",
        "please renew my subscription",
        "thanks support!",
        "I updated the definition of churn in the dashboard",
        "I need customer support",
        "can you send the NPS survey to Acme?",
        "According to Bob, what is our churn this month?",
        "According to finance, what is churn now?",
        'I replied "ok" on Monday. Today the printer broke, the lights went off and the app shows a red dot. What does that mean?',
        "The team moved to NYC last year and nobody told me. It rained. What does it mean?",
        "what's the wifi password?",
        "lunch?",
        "ok",
        "?!",
        "🎉🎉",
        "",
    ],
)
def test_what_asks_for_no_meaning_gets_no_answer(builtin: Answerer, text: str) -> None:
    """The bot is quiet, also about sentences full of its words; a command is always a look-up."""
    assert asked(builtin, text)[0] == "none"
    assert asked(builtin, text, "command")[0] != "none"


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("what is cutsomer sucess?", [SUCCESS]),
        ("co to CX o którym mówicie", [CX]),
        ("بي تو بي وبي تو سي وش الفرق بينهم", ["b2b", "b2c"]),
        ("how is the customer heath score calculated?", ["health-score"]),
        ("whats chrun rate", ["churn"]),
        ("customersuccess", [SUCCESS]),
        ("customer succes manger", ["customer-success-manager"]),
        ("waht is the diference betwen NPS and CSAT", ["net-promoter-score", "customer-satisfaction-score"]),
        ("C-SAT", ["customer-satisfaction-score"]),
        ("what are SLAs", ["service-level-agreement"]),
        ("somebody said retenton in the meeting and I have no idea what that is", ["retention"]),
        ("They talk about custmer succes. What is it?", [SUCCESS]),
        ("what is churn actualyl", ["churn"]),
        ("chrn", ["churn"]),
    ],
)
def test_misspelt_questions_are_understood(builtin: Answerer, text: str, concepts: list[str]) -> None:
    """A slip of the finger, in a term or in a question word, a missing or an extra space."""
    kind, found, _ = asked(builtin, text)

    assert (True, concepts) == (kind in ("definition", "comparison"), found)


@pytest.mark.parametrize("text", ["what is attention?", "what is NSP?", "what is detention?", "what is a band?"])
def test_near_misses_are_never_answered_as_if_they_were_right(builtin: Answerer, text: str) -> None:
    """Ordinary words and short abbreviations are offered or unknown."""
    assert asked(builtin, text)[0] in ("choices", "unknown", "none")


def test_a_misspelt_answer_says_what_it_understood(builtin: Answerer) -> None:
    """ "Showing X for Y"."""
    assert 'Showing "customer success" for "cutsomer sucess".' in str(as_object(builtin.ask("what is cutsomer sucess?"), builtin)["text"])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), st.text(alphabet="what is CS vs NPS ?،و-' \u202e\u0301<@!>*`&;", max_size=120)))
def test_no_text_raises(builtin: Answerer, text: str) -> None:
    """Whatever is typed, there is an answer, and on a command never silence."""
    for surface in ("message", "mention", "command"):
        kind = asked(builtin, text, surface)[0]
        assert surface != "command" or kind != "none"


@pytest.mark.parametrize(
    "text",
    [
        "what is " * 5000,
        "customer " * 5000,
        "e\u0301\u0301\u0301" * 20_000,
        "custmer sucess, " * 2000,
        "what is (" * 3000,
        "و" * 40_000,
        "a-" * 20_000,
    ],
)
def test_hostile_texts_cost_bounded_work(builtin: Answerer, text: str) -> None:
    """Forty thousand characters are read up to a stated length."""
    assert asked(builtin, text)[0]


def test_every_term_of_every_card_finds_it_or_offers_it(builtin: Answerer) -> None:
    """In every language, and as a command never another card."""
    from knowledge.matching import names_of

    lost = [
        (name.text, card.id)
        for card in builtin.deck.cards.values()
        for name in names_of(card)
        if card.id not in asked(builtin, name.text, "command")[1]
    ]

    assert lost == []


@settings(max_examples=3, deadline=None)
@given(word=st.text("qxzwvj", min_size=9, max_size=14))
def test_a_card_that_is_like_no_other_changes_no_answer(builtin: Answerer, word: str) -> None:
    """Neither of questions nor of statements, misspelt or not: what is far from a term in letters and stems is not read as it."""
    entry = builtin.deck.cards["churn"].languages["en"]
    strange = replace(
        builtin.deck.cards["churn"], id="strange", abbreviations=(),
        languages={"en": replace(entry, term=word, aliases=(), hidden=())},
    )  # fmt: skip
    more = Answerer(replace(builtin.deck, cards={**builtin.deck.cards, strange.id: strange}))

    changed = [text for text in TEXTS if as_object(more.ask(text), more) != as_object(builtin.ask(text), builtin)]

    assert changed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is customer heath?", ("definition", ["health-score"])),
        ("كيف نقيس تجربة العلاء عادة", ("definition", ["customer-experience"])),
        ("what is a local customer?", ("choices", ["customer-loyalty"])),
    ],
)
def test_the_rarer_of_two_words_that_look_alike_is_a_slip(builtin: Answerer, text: str, expected: tuple[str, list[str]]) -> None:
    """Beside the other word of a term; of the commoner one it is asked whether it is meant."""
    assert asked(builtin, text)[:2] == expected


@pytest.mark.parametrize("text", ["define resiliência", 'que significa "compliance"'])
def test_a_word_that_is_far_from_a_term_of_several_words_is_no_slip_of_it(builtin: Answerer, text: str) -> None:
    """Stems of two words written as one lie near many words."""
    assert asked(builtin, text)[0] == "unknown"


@pytest.mark.parametrize("text", ["what does a marketing person do?", "who is a client person?", "vad är kunder som lånar?"])
def test_one_word_of_a_term_makes_no_slip_of_the_word_beside_it(builtin: Answerer, text: str) -> None:
    """A person is no persona, whoever it is."""
    assert asked(builtin, text)[0] in ("unknown", "none")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is offboarding?", "unknown"),
        ("co to jest attribution?", "unknown"),
        ("what is an extension?", "unknown"),
        ("what is product management?", "unknown"),
        ("what is onbording?", "definition"),
        ("co rozumiecie rpzez onboarding", "definition"),
    ],
)
def test_a_word_that_people_know_is_no_slip_of_a_term(builtin: Answerer, text: str, expected: str) -> None:
    """Not even a borrowed word, nor the word of another term."""
    assert asked(builtin, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("SaaS or PaaS - how do they differ?", "saas", "PaaS"),
        ("churn eller bounce rate, vad är skillnaden", "churn", "bounce rate"),
        ("difference between KPIs and OKRs", "kpi", "OKRs"),
    ],
)
def test_the_side_that_no_card_has_is_said(builtin: Answerer, text: str, known: str, unknown: str) -> None:
    """An abbreviation is no slip of a small word, and a comparing question reaches back over both sides."""
    answer = builtin.ask(text)

    assert isinstance(answer, Definition)
    assert [shown.card.id for shown in answer.shown] == [known]
    assert answer.unmatched == (unknown,)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("1) SLA 2) KPI - what do these mean?", ["service-level-agreement", "kpi"]),
        ('Two things: (1) what is "voice of customer", (2) what is a health score', ["voice-of-the-customer", "health-score"]),
        ("mam w kpi wpisane fcr. nie wiem co to pierwsze ani co to drugie", ["kpi", "first-contact-resolution"]),
        ("uma coisa é expansão, outra é renovação, certo? me define cada uma", ["expansion", "subscription-renewal"]),
    ],
)
def test_what_points_back_at_several_things_means_all_of_them(builtin: Answerer, text: str, concepts: list[str]) -> None:
    """Numbered, or named here and there."""
    kind, found, _ = asked(builtin, text)

    assert (kind, sorted(found)) == ("definition", sorted(concepts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is the difference between NPS (0) and CSAT", ("comparison", ["net-promoter-score", "customer-satisfaction-score"])),
        ("EXPLIAN churn please", ("definition", ["churn"])),
        ("NPS kan jag. Churn hörde jag i går. Vad var det?", ("definition", ["churn"])),
        ("I know NPS. I don't understand churn. Explain that in three sentences", ("definition", ["churn"])),
    ],
)
def test_a_figure_a_loud_word_and_a_single_pronoun_stay_what_they_are(
    builtin: Answerer, text: str, expected: tuple[str, list[str]]
) -> None:
    """The other side of numbered items, of abbreviations and of words that point back at several things."""
    assert asked(builtin, text)[:2] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is NPS? Same for CES.", ["net-promoter-score", "customer-effort-score"]),
        ("what's churn, and same question for retention", ["churn", "retention"]),
        ("how is NPS calculated? what about csat", ["net-promoter-score", "customer-satisfaction-score"]),
        ("Same goes for the churn numbers.", []),
    ],
)
def test_a_question_asks_the_same_of_a_second_thing(builtin: Answerer, text: str, expected: list[str]) -> None:
    """Behind a question, and only there."""
    assert asked(builtin, text)[1] == expected


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('So my boss said we should "move the needle". What does that mean?', "move the needle"),
        ("Szef powiedział, że mamy za mały „runway”. Co to znaczy?", "runway"),
        ("average handle time, what is it?", "average handle time"),
        ("root cause analysis definition", "root cause analysis"),
    ],
)
def test_what_no_card_has_is_found_by_its_place(builtin: Answerer, text: str, quoted: str) -> None:
    """In quotation marks before the question, or right beside it; words of terms may be in it."""
    answer = builtin.ask(text)

    assert isinstance(answer, Unknown)
    assert answer.typed == (quoted,)


def test_whose_view_is_asked_may_be_said_before_the_question(builtin: Answerer) -> None:
    """Also where a comma parts it from the question."""
    assert asked(builtin, "According to Gainsight, what is customer success?") == ("definition", [SUCCESS], "voice")


def test_things_compared_may_be_named_with_words_between_them(builtin: Answerer) -> None:
    """The question itself names none."""
    assert asked(builtin, "churn then retention, how do they differ") == ("comparison", ["churn", "retention"], "difference")


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("what is onmi-channel", ["omnichannel"]),
        ("selr-service?", ["self-service"]),
        ("customeer success manager", ["customer-success-manager"]),
        ("Kundupplevelse kontra kundservicd", [CX, SUPPORT]),
        ("Tips på hur man höjer kundnöjdhwten", ["customer-satisfaction-score"]),
        ("obsługa klienta vs custome success", [SUPPORT, SUCCESS]),
    ],
)
def test_slips_in_what_is_inflected_hyphenated_or_borrowed_are_found(builtin: Answerer, text: str, concepts: list[str]) -> None:
    """Also where the slip has the stem of another word."""
    assert asked(builtin, text)[1] == concepts


def test_words_that_a_pattern_has_by_the_way_speak_for_no_language(builtin: Answerer) -> None:
    """Patterns of all languages have "what is"."""
    assert {code for code, words in builtin.reader.lexicon.vocabularies.items() if "what" in words} == {"en"}


def test_the_name_that_is_shown_is_that_of_the_language_of_the_answer(builtin: Answerer) -> None:
    """A hidden form may stand in the entry of another language alone."""
    answer = builtin.ask("What is a service level?")

    assert answer.basis.understood == (("service level", "service-level agreement"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1) what is NPS (2) what is churn", ("definition", ["net-promoter-score", "churn"])),
        (
            "Define the following: (a) CRM software (b) market segmentation",
            ("definition", ["customer-relationship", "customer-segmentation"]),
        ),
        ("Define: churn", ("definition", ["churn"])),
        ("Define: gross margin", ("unknown", [])),
        ("tłumaczcie: self-service", ("definition", ["self-service"])),
        ("What's our current churn rate for SMB?", ("none", [])),
        ("nosso churn em SaaS", ("none", [])),
        ("churn nosso em SaaS", ("none", [])),
        ("ما مفهوم القنوات الموحدة في خدمة العملاء؟", ("definition", ["omnichannel"])),
        ("what is the difference between customer experience and their satisfaction", ("comparison", [CX, "customer-satisfaction-score"])),
    ],
)
def test_lists_orders_and_terms_where_names_may_stand(builtin: Answerer, text: str, expected: tuple[str, list[str]]) -> None:
    """Items have letters or figures, an order may stand before a colon, and a term is nobody whose view is asked."""
    assert asked(builtin, text)[:2] == expected


@pytest.mark.parametrize(
    "numbers", ["1. {} 2. {}", "1) {} 2) {}", "(1) {}, (2) {}", "1- {} 2- {}", "1: {}, 2: {}", "a) {} b) {}", "1. {}\n2. {}", "١- {} ٢- {}"]
)
@pytest.mark.parametrize("text", ["define {}", "what do these mean: {}", "{} - what are these?"])
def test_the_numbers_of_a_list_are_no_part_of_it(builtin: Answerer, numbers: str, text: str) -> None:
    """However its items are numbered, and whatever stands around it."""
    assert asked(builtin, text.format(numbers.format("churn", "NPS")))[:2] == ("definition", ["churn", "net-promoter-score"])


@pytest.mark.parametrize("options", [("option A", "option B"), ("opcja 1", "opcja 2")])
def test_the_last_word_in_brackets_numbers_nothing(builtin: Answerer, options: tuple[str, str]) -> None:
    """A list has its numbers alone in brackets."""
    text = f"What's the difference between CX ({options[0]}) and customer support ({options[1]})?"

    assert asked(builtin, text)[:2] == ("comparison", [CX, SUPPORT])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please tell me what CSAT is, and while you're at it, customer effort", ["customer-satisfaction-score", "customer-effort-score"]),
        ("Please tell me what CSAT is in customer support", ["customer-satisfaction-score"]),
        ("What is FCR? Explain an important metric for customer support", ["first-contact-resolution"]),
    ],
)
def test_what_stands_behind_a_question_is_read_by_itself(builtin: Answerer, text: str, expected: list[str]) -> None:
    """It may ask for one thing more, or only say where."""
    assert asked(builtin, text)[:2] == ("definition", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("why does customer success matetr", ["customer-success"]),
        ("B2B expçained", ["b2b"]),
        ("Få bättre kundsegmenterinng med RFM", ["customer-segmentation"]),
        ("the health scoe, what is it", ["health-score"]),
        ("الفرق بين تجربة العميل وخجمة العملاء", ["customer-experience", "customer-support"]),
        ("ما هي رحلة العميل وشخصبة العميل", ["customer-journey", "persona"]),
    ],
)
def test_slips_are_read_as_what_they_are_nearest_to(builtin: Answerer, text: str, expected: list[str]) -> None:
    """A question word before a term, a whole term before a part of one, a word of the language before another's letters."""
    kind, concepts, *_ = asked(builtin, text)
    assert kind in ("definition", "comparison")
    assert concepts == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is SOC 2?", "unknown"),
        ("what is a burn-down chart", "unknown"),
        ("what is churn-down", "unknown"),
        ("Para que serve e o que é o IBAN?", "unknown"),
        ("what is GDPR 2016", "none"),
        ("what is ticket 4711", "none"),
        ("what is the SLA 2 hours or 4", "none"),
        ("obsługa klienta dno, trzeci raz dzwonię i nic", "none"),
    ],
)
def test_names_with_numbers_and_hyphens(builtin: Answerer, text: str, expected: str) -> None:
    """A number behind an abbreviation is a part of a name, behind a term of ours a figure; a hyphenated word is one."""
    assert asked(builtin, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Customer loyalty, and then advocacy - would like to understand both, starting from nothing",
            ["customer-loyalty", "customer-advocacy"],
        ),
        ("Quem é quem: CSM? CCO? descreve cada um", ["customer-success-manager", "chief-customer-officer"]),
        ('ppl keep writing "let them self-serve" in tickets. Self-serve meaning what?', ["self-service"]),
        ("We track NPS and churn. What is churn? Both teams ask.", ["churn"]),
        ("Mierzymy NPS i churn. Co to jest churn? Oba zespoły pytają", ["churn"]),
        ("NPS و CSAT. ما هو NPS؟ كلاهما مهم", ["net-promoter-score"]),
    ],
)
def test_a_later_word_for_several_things_means_all_that_were_named(builtin: Answerer, text: str, expected: list[str]) -> None:
    """Though the question itself names only one; a word before them points at nothing."""
    assert asked(builtin, text)[:2] == ("definition", expected)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"What is churn?" was the most read post of the year', "none"),
        ("السؤال «ما هي تجربة العملاء؟» انحذف من اختبار التوظيف", "none"),
        ('"What is churn?"', "definition"),
        ('"What is churn?" Thanks!', "definition"),
        ("Min fråga är: ”vad är churn?” Tack på förhand", "definition"),
        ("Klient pyta „co to jest SLA?” i nie wiem co odpisać", "definition"),
        ("سؤالي: «ما هو churn؟» شكرا لكم", "definition"),
        ('"what is NPS" and "what is CSAT"', "definition"),
        ('A customer asked me: "what is churn?"', "definition"),
        ('A customer asked me "what is churn?" - what would you answer?', "definition"),
        ('What does "churn" mean in this sheet', "definition"),
    ],
)
def test_a_quoted_question_is_only_told_of_where_the_message_goes_on(builtin: Answerer, text: str, kind: str) -> None:
    """Unless what stands behind it asks as well."""
    assert asked(builtin, text)[0] == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is churn (see page 1) and NPS (see page 2) in the handbook?", ("definition", ["churn", "net-promoter-score"])),
        ("what is churn (page 3) and NPS", ("definition", ["churn", "net-promoter-score"])),
        ("what is the difference between type a - churn and type b - churn", ("definition", ["churn"])),
        ("our call is at 1. our demo at 2. thanks for the churn report", ("none", [])),
        ("define 1) churn 2) NPS and also 1) CX 2) CES", ("definition", ["churn", "net-promoter-score", CX, "customer-effort-score"])),
        ("1. What is NPS\n2. We like snow\n3. Thanks", ("definition", ["net-promoter-score"])),
    ],
)
def test_what_numbers_no_list_stays(builtin: Answerer, text: str, expected: tuple[str, list[str]]) -> None:
    """A page, a type, an hour; and each list counts from one."""
    assert asked(builtin, text)[:2] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My intern asked me what SaaS means and I told him, pretty proud of that one", "none"),
        ("Sou novo aqui e não faço ideia: o que é churn?", "definition"),
        ("Min chef frågade vad churn är och jag hade inget svar. Någon?", "definition"),
    ],
)
def test_words_that_lead_to_a_question_may_take_it_back(builtin: Answerer, text: str, kind: str) -> None:
    """They tell of a question, or they ask it."""
    assert asked(builtin, text)[0] == kind


@pytest.mark.parametrize(
    ("text", "kind", "lacking"),
    [
        ("Hypercare. The vendor says we are in it. What is it?", "unknown", []),
        ("Problem. My printer is broken. What is it?", "none", []),
        ("what is SLA and what is OLA", "definition", ["OLA"]),
        ("I've no idea what an RFP is, can anyone help", "unknown", []),
        ("list all terms. And what is a webhook", "listing", []),
        ("Vad är ticket clipping för något?", "unknown", []),
        ("what is churn and the photosynthesis?", "definition", ["photosynthesis"]),
        ("help desk vs call centre?", "definition", ["call centre"]),
        ("customer success, anyone?", "definition", []),
        ("What is omnichannel, seriously?", "definition", []),
        ("our boss talks about CSAT and I don't know what it means", "definition", []),
        ("journey map vs touchpoints, can somebody help", "comparison", []),
    ],
)
def test_what_no_card_has_is_said(builtin: Answerer, text: str, kind: str, lacking: list[str]) -> None:
    """Also where it opens the message, stands beside what a card has, or before a cry for help; ordinary words are no names."""
    answer = as_object(builtin.ask(text), builtin)
    assert (answer["kind"], answer.get("unmatched", []) if kind != "unknown" else []) == (kind, lacking)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("start with SLA, then explain first response time", ["service-level-agreement", "first-response-time"]),
        ("give me churn first, NPS second", ["churn", "net-promoter-score"]),
        ("najpierw churn, potem NPS proszę", ["churn", "net-promoter-score"]),
        ("förklara först churn och sedan NPS", ["churn", "net-promoter-score"]),
        ("explica churn primeiro e depois retenção", ["churn", "retention"]),
        ("أولا تسرب العملاء ثم صافي نقاط الترويج لو سمحت", ["churn", "net-promoter-score"]),
    ],
)
def test_what_is_counted_out_is_all_asked_about(builtin: Answerer, text: str, concepts: list[str]) -> None:
    """A clause that leads to another belongs to it: "first ..., then ..."."""
    assert asked(builtin, text)[:2] == ("definition", concepts)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("The account manager sent me a report about churn, what is it?", "churn"),
        ("The account manager spoke of churn, what is it?", "churn"),
        ("The CSM is nervous because churn rises, what is that?", "churn"),
        ("our support team works for churn, what is it?", "customer-support"),
        ("كبير مسؤولي العملاء طلب مني تقريرا عن FCR، وما عندي خلفية، ما هو؟", "first-contact-resolution"),
    ],
)
def test_what_somebody_talks_about_is_no_place(builtin: Answerer, text: str, concept: str) -> None:
    """ "About" says what is meant, "for" says where."""
    assert asked(builtin, text)[1] == [concept]


def test_a_frame_that_leaves_less_over_is_the_better_one(builtin: Answerer) -> None:
    """Of frames with as many words of their own, one has a place for the second thing."""
    text = "Em que é que o customer success se distingue da gestão de contas?"
    assert asked(builtin, text)[:2] == ("comparison", ["customer-success", "account-management"])


@pytest.mark.parametrize(
    ("text", "kind", "concepts"),
    [
        ("what is css?", "unknown", []),
        ("ما هو CSS", "unknown", []),
        ("what is a recommendation?", "unknown", []),
        ("vad är en kamera", "unknown", []),
        ("what are SLAs", "definition", ["service-level-agreement"]),
        ("vad är KPI:er", "definition", ["kpi"]),
        ("بس الـNPS هذا اختصار لإيش؟", "definition", ["net-promoter-score"]),
    ],
)
def test_ordinary_words_are_no_forms_of_an_abbreviation(builtin: Answerer, text: str, kind: str, concepts: list[str]) -> None:
    """Abbreviations take endings; words that only share a stem with one, or are well known by themselves, mean themselves."""
    assert asked(builtin, text)[:2] == (kind, concepts)


@pytest.mark.parametrize(
    "text",
    [
        "define NPS as well as CSAT",
        "co to jest NPS jak również CSAT",
        "o que é NPS bem como CSAT",
        "vad är NPS såväl som CSAT",
        "ما هو NPS بالإضافة إلى CSAT",
    ],
)
def test_joins_of_several_words_join(builtin: Answerer, text: str) -> None:
    """They are words for "and", as they stand in a language file."""
    assert asked(builtin, text)[:2] == ("definition", ["net-promoter-score", "customer-satisfaction-score"])


def test_of_names_with_the_same_stem_the_nearest_is_meant(builtin: Answerer) -> None:
    """Managers and management share one."""
    assert asked(builtin, "what are client success managers")[:2] == ("definition", ["customer-success-manager"])


def test_an_ordinary_word_is_not_cut_within(builtin: Answerer) -> None:
    """Swedish "personal" is staff, and no persona with an ending."""
    assert "persona" not in asked(builtin, "hur skiljer sig churn från personalomsättning")[1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in the churn meeting they said ARPU, what is that?", "unknown"),
        ("in the churn dashboard there's a column ARPU and I can't work out what ARPU means", "unknown"),
        ("في اجتماع التسرب قالوا ARPU، وش معناها؟", "unknown"),
        ("they said churn and ARPU, what is that?", "definition"),
        ("churn was discussed at NASA, why is it important?", "definition"),
    ],
)
def test_an_abbreviation_without_a_card_hides_behind_no_term(builtin: Answerer, text: str, kind: str) -> None:
    """What is asked about is the thing named last, although only the one before it has a card."""
    assert asked(builtin, text)[0] == kind


def test_help_is_not_offered_for_another_thing(builtin: Answerer) -> None:
    """ "How does it work?" asks about the thing named before."""
    assert asked(builtin, "ما هي العملات المشفرة وكيف تعمل؟")[0] == "unknown"
