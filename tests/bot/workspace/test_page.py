"""The page in a real browser, with the sample bot behind it."""

from __future__ import annotations

import asyncio
import os
import re
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.workspace import Workspace
from tests.bot.workspace import sample_cards
from tests.bot.workspace.sample_bot import EXAMPLES, over_http

CHROMIUM = Path("/usr/bin/chromium")
# Without these Chromium looks for hosts that a closed network refuses.
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
ARABIC = EXAMPLES[2]


class Stage:
    """A workspace with its bot, running on a loop of its own beside Playwright's."""

    def __init__(self, loop: asyncio.AbstractEventLoop, workspace: Workspace) -> None:
        self._loop = loop
        self.workspace = workspace

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def call(self, work: Callable[[], Any]) -> Any:
        """Runs something that is no coroutine where the workspace runs."""

        async def run() -> Any:
            return work()

        return self.run(run())

    def show(self, text: str, blocks: list[sample_cards.Json] | None = None) -> None:
        """Puts a message of the bot into #support."""
        conversations = self.workspace.conversations
        self.call(lambda: conversations.add("C0SUPPORT", "U0DEFINE", text, blocks or []))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: the page is not tested (Debian's package: chromium)"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    arguments = [*QUIET, *(("--no-sandbox",) if os.geteuid() == 0 else ())]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def stage(_no_proxy: None) -> Iterator[Stage]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    running = over_http(redeliver_after=())
    try:
        workspace = asyncio.run_coroutine_threadsafe(running.__aenter__(), loop).result(20)
        yield Stage(loop, workspace)
        asyncio.run_coroutine_threadsafe(running.__aexit__(None, None, None), loop).result(20)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def open_page(browser: Browser, stage: Stage, width: int = 1280, height: int = 800) -> Page:
    """The page as a visitor sees it; an error in its scripts fails the test."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(5000)
    page.on("pageerror", lambda error: pytest.fail(f"error in the page: {error}"))
    page.goto(str(stage.workspace.url))
    expect(page.get_by_role("heading", name="support")).to_be_visible()
    return page


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    page = open_page(browser, stage)
    yield page
    page.close()


def type_and_send(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def last(page: Page) -> Any:
    return page.locator("article.message").last


def test_first_visitor_sees_what_to_type(page: Page) -> None:
    """The examples of the caller stand there at once and can be clicked."""
    for example in EXAMPLES:
        expect(page.get_by_role("button", name=example)).to_be_visible()

    page.get_by_role("button", name=EXAMPLES[0]).click()

    expect(last(page)).to_contain_text("Only visible to you")
    expect(last(page).get_by_role("heading")).to_have_text("Customer success")
    expect(page.locator("#welcome")).to_be_hidden()


def test_mention_is_answered_in_the_thread(page: Page) -> None:
    """The question stands in the channel with the name marked, the comparison below it."""
    page.get_by_role("button", name=EXAMPLES[1]).click()

    thread = page.locator(".thread").filter(has_text="czym się różni")
    expect(thread.locator(".mention").first).to_have_text("@define")
    answer = thread.get_by_role("group", name="Replies").get_by_role("article")
    expect(answer.locator(".badge")).to_have_text("App")
    fields = answer.locator(".fields > .text")
    expect(fields).to_have_count(10)
    left, right = fields.nth(0).bounding_box(), fields.nth(1).bounding_box()
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]


def test_arabic_reads_from_the_right(page: Page) -> None:
    """An Arabic question goes to the direct message, and its answer is set from the right."""
    page.get_by_role("button", name=ARABIC).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("define")
    heading = last(page).get_by_role("heading")
    expect(heading).to_have_text("نجاح العملاء")
    expect(heading).to_have_css("direction", "rtl")
    edges = heading.evaluate(
        """node => {
            const range = document.createRange();
            range.selectNodeContents(node);
            const [text, box] = [range.getBoundingClientRect(), node.getBoundingClientRect()];
            return [box.right - text.right, text.left - box.left];
        }"""
    )
    assert edges[0] < 2 < edges[1]


def test_choice_replaces_the_private_question(page: Page, stage: Stage) -> None:
    """A click on a button leads to the card, in the same place."""
    type_and_send(page, "/define choice")
    page.get_by_role("button", name="Customer success", exact=True).click()

    expect(last(page).get_by_role("heading")).to_have_text("Customer success")
    expect(page.get_by_text("Which one?")).to_have_count(0)
    expect(last(page)).to_contain_text("Only visible to you")


def test_pick_from_a_menu_by_keyboard(page: Page) -> None:
    """Menus are worked with the arrow keys and Enter, and the answer arrives."""
    type_and_send(page, "/define customer success")
    summary = page.locator(".menu.select summary").first
    summary.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(summary).to_have_text("العربية")
    expect(last(page).get_by_role("heading")).to_have_text("نجاح العملاء")


def test_failed_click_is_told(page: Page) -> None:
    """The person who clicked sees that it did not work."""
    type_and_send(page, "/define customer success")
    page.get_by_role("button", name="Crash").click()

    expect(last(page).get_by_role("alert")).to_contain_text("http_service_error")


def test_failed_command_is_told_as_slack_tells_it(page: Page) -> None:
    """A private line by Slackbot names the error."""
    type_and_send(page, "/define crash")

    expect(last(page)).to_contain_text('/define failed with the error "http_service_error"')


def test_commands_that_slack_would_refuse(page: Page) -> None:
    """An unknown command and a command in a thread get Slack's words, and the text stays."""
    type_and_send(page, "/nonsense x")
    expect(page.locator("#status")).to_contain_text("/nonsense is not a valid command")
    expect(page.locator("#text")).to_have_value("/nonsense x")

    page.get_by_role("button", name="Reply").first.click()
    type_and_send(page, "/define churn")
    expect(page.locator("#status")).to_contain_text("/define is not supported in threads")


def test_completion(page: Page) -> None:
    """Typing / or @ offers the command and the bot; Tab takes what is offered."""
    field = page.locator("#text")
    field.press_sequentially("/de")
    expect(page.get_by_role("listbox", name="Suggestions")).to_contain_text("/define")
    page.keyboard.press("Tab")
    expect(field).to_have_value("/define ")

    field.fill("")
    field.press_sequentially("hello @d")
    page.keyboard.press("Enter")
    expect(field).to_have_value("hello @define ")


def test_edits_and_deletions_are_shown(page: Page, stage: Stage) -> None:
    """What a person changes or takes away changes in every window."""
    type_and_send(page, "chrun & <b>")
    mine = page.get_by_role("article", name="Kim Berg")
    expect(mine).to_contain_text("chrun & <b>")
    mine.get_by_role("button", name="Edit").click()
    field = page.get_by_label("Edit the message")
    expect(field).to_have_value("chrun & <b>")
    field.fill("churn")
    field.press("Enter")
    expect(mine).to_contain_text("churn(edited)")

    mine.get_by_role("button", name="Delete").click()
    expect(mine).to_have_count(0)


def test_reply_goes_to_the_thread(page: Page, stage: Stage) -> None:
    """The composer says that it replies, and the message lands below its root."""
    root = stage.workspace.messages("#support")[0]
    page.get_by_role("button", name="Reply").first.click()
    expect(page.get_by_text("Replying in the thread of Maja Nowak")).to_be_visible()
    type_and_send(page, "support, I think")

    expect(page.get_by_role("group", name="Replies")).to_contain_text("support, I think")
    assert stage.workspace.messages("#support")[-1].thread_ts == root.ts


def test_nothing_written_becomes_markup(page: Page, stage: Stage) -> None:
    """Script in texts, labels and addresses stays text."""
    attack = "<img src=x onerror=alert(1)>"
    escaped = attack.replace("<", "&lt;").replace(">", "&gt;")
    blocks = [
        {"type": "header", "text": sample_cards.plain(attack)},
        {"type": "section", "text": sample_cards.mrkdwn(f"{escaped} <javascript:alert(1)|x>")},
    ]
    stage.show("x", blocks)

    expect(last(page).get_by_role("heading")).to_have_text(attack)
    expect(last(page).locator(".section")).to_have_text(f"{attack} x")
    expect(last(page).locator("img, a")).to_have_count(0)


MRKDWN = [
    ("*bold* _slanted_ ~gone~", "<strong>bold</strong> <em>slanted</em> <s>gone</s>"),
    ("*_both_*", "<strong><em>both</em></strong>"),
    ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
    ("* not bold*", "* not bold*"),
    ("*not\nbold*", "*not<br>bold*"),
    ("*\u2066CS\u2069*", "*\u2066CS\u2069*"),
    ("(*bold*), yes", "(<strong>bold</strong>), yes"),
    ("*نجاح العملاء*", "<strong>نجاح العملاء</strong>"),
    ("`a *b* &lt;`", '<code dir="auto">a *b* &lt;</code>'),
    ("```\na\n  b\n```\nafter", '<pre dir="auto">a\n  b</pre>after'),
    ("&gt; one\n&gt; two\nthree", '<blockquote dir="auto">one<br>two</blockquote>three'),
    ("a &amp; b &lt;i&gt; &amp;nbsp;", "a &amp; b &lt;i&gt; &amp;nbsp;"),
    ("<https://x.y/?a=1&amp;b=2|label>",
     '<a href="https://x.y/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">label</a>'),
    ("see https://x.y.",
     'see <a href="https://x.y" target="_blank" rel="noopener noreferrer">https://x.y</a>.'),
    ("<@U0MAJA> <#C0SUPPORT|support>",
     '<span class="mention">@maja</span> <span class="mention">#support</span>'),
    ("<!channel>", '<span class="mention broadcast">@channel</span>'),
    (":tada: :unheard_of:", "🎉 :unheard_of:"),
    ("• one\n• two", "• one<br>• two"),
]  # fmt: skip


def test_mrkdwn(page: Page) -> None:
    """Slack's markup is drawn as Slack draws it, and what is no markup stays as it is."""
    draw = """async (text) => {
        const { mrkdwn } = await import("/page/mrkdwn.js");
        const names = {
            user: (id) => ({ U0MAJA: "maja" })[id],
            channel: (id) => ({ C0SUPPORT: "support" })[id],
        };
        const node = document.createElement("div");
        node.append(mrkdwn(text, names));
        return node.innerHTML;
    }"""
    drawn = {text: page.evaluate(draw, text) for text, _ in MRKDWN}

    assert drawn == dict(MRKDWN)


def test_every_kind_of_block_is_drawn(page: Page, stage: Stage) -> None:
    """Images say what they are; rich text and tables have their structure; others say so."""
    stage.show("x", [*sample_cards.everything(), {"type": "markdown", "text": "# As written"}])

    expect(last(page).locator(".image")).to_contain_text("A chart")
    expect(last(page).locator("ol li")).to_have_count(2)
    expect(last(page).locator("blockquote")).to_have_text("Quoted")
    expect(last(page).locator("th")).to_have_count(2)
    expect(last(page).locator("td")).to_have_count(2)
    expect(last(page).locator(".markdown")).to_have_text("# As written")
    stage.show("x", [{"type": "plan", "title": "x"}])
    expect(last(page)).to_contain_text("plan: not shown in the local workspace")


def test_notice_is_shown_with_its_lines(page: Page, stage: Stage) -> None:
    """A deck's problem appears without reloading, line by line."""
    stage.call(lambda: stage.workspace.notice("churn.yaml:\n  line 3: no term", "error"))

    expect(page.locator(".notice.error p")).to_have_text("churn.yaml:\n  line 3: no term")


def test_unread_messages_are_counted(page: Page, stage: Stage) -> None:
    """What arrives elsewhere shows beside that conversation and in the title."""
    conversations = stage.workspace.conversations
    stage.call(lambda: conversations.add("D0DEFINE", "U0DEFINE", "hello"))

    rooms = page.get_by_role("navigation")
    expect(rooms.get_by_role("button", name="define")).to_contain_text("1 unread")
    expect(page).to_have_title(re.compile(r"^\(1\)"))
    rooms.get_by_role("button", name="define").click()
    expect(rooms).not_to_contain_text("unread")


def test_locale_is_the_persons(page: Page, stage: Stage) -> None:
    """The picker changes what users.info answers."""
    page.get_by_label("Your Slack language").select_option("pl-PL")

    stage.run(stage.workspace.until(lambda: stage.workspace.conversations.users["U0PERSON"].locale == "pl-PL"))


def test_page_comes_back_by_itself(page: Page, stage: Stage) -> None:
    """After an interruption the page is whole again, with what was said meanwhile."""
    stage.run(stage.workspace.close())
    stage.show("said meanwhile")

    expect(page.get_by_text("said meanwhile")).to_be_visible(timeout=10_000)
    expect(page.locator("#connection")).to_be_hidden(timeout=10_000)


@pytest.mark.parametrize("width", [360, 1600])
def test_fits_the_window(browser: Browser, stage: Stage, width: int) -> None:
    """Nothing sticks out sideways; on a phone a comparison's columns stack."""
    page = open_page(browser, stage, width=width, height=640)
    for card in ("english", "arabic", "comparison", "everything"):
        stage.show("x", getattr(sample_cards, card)())
    expect(page.locator("article.message")).to_have_count(7)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    fields = page.locator(".fields > .text")
    boxes = [fields.nth(number).bounding_box() for number in (0, 1)]
    assert (boxes[0]["x"] == boxes[1]["x"]) == (width < 640)
    page.close()


CONTRAST = """() => {
    const light = (colour) => {
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const ground = (node) => {
        for (let each = node; each; each = each.parentElement) {
            const colour = getComputedStyle(each).backgroundColor;
            if (!/, 0(\\.\\d+)?\\)$/.test(colour)) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const faint = [];
    for (const node of document.querySelectorAll("body *")) {
        const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (!own || !node.checkVisibility() || node.matches(":disabled, option")) continue;
        const tones = [light(getComputedStyle(node).color), light(ground(node))];
        const contrast = (Math.max(...tones) + 0.05) / (Math.min(...tones) + 0.05);
        if (contrast < 4.5) faint.push(`${node.textContent.slice(0, 30)}: ${contrast.toFixed(2)}`);
    }
    return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: Browser, stage: Stage, scheme: str) -> None:
    """All text has a contrast of at least 4.5 to 1 (WCAG AA)."""
    page = open_page(browser, stage)
    page.emulate_media(color_scheme=scheme)
    for level in ("info", "warning", "error"):
        stage.call(lambda level=level: stage.workspace.notice("Saved", level))
    stage.show("*x* `code` <@U0MAJA> <!here> <https://x.y|link>")
    stage.show("x", sample_cards.english())
    expect(last(page).get_by_role("heading")).to_be_visible()

    assert page.evaluate(CONTRAST) == []
    page.close()


def test_everything_has_a_name(page: Page, stage: Stage) -> None:
    """Each button, link and field can be told by a screen reader."""
    stage.show("x", [*sample_cards.english(), *sample_cards.everything()])
    expect(last(page).get_by_role("heading")).to_be_visible()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a, summary, select, textarea")]
            .filter((node) => node.checkVisibility())
            .filter((node) => !(node.textContent.trim() || node.getAttribute("aria-label")
                || node.labels?.length))
            .map((node) => node.outerHTML)"""
    )
    assert nameless == []
