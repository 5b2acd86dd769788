"""What there is, and how to ask for it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks.page import SMALL, Page, bullets, hint, paragraph, rich
from bot.blocks.writing import Json, legible
from knowledge.answering import Listing, Shown
from knowledge.wording import HELP_EXAMPLES

_MOST_TERMS = 6000
"""Characters of terms in all: what remains of a message after names and marks of every group."""


def listing(answer: Listing, page: Page) -> Iterator[Json]:
    """The terms by domain. Of a large deck each gets its share, and says what it leaves out."""
    yield paragraph(page.writer, page.wording.say("listing"), page.room.text, bold=True)
    groups, rest = page.some(answer.groups)
    wanted = sum(_length(shown) for _, shown in groups)
    most = min(_MOST_TERMS, page.room.text * max(len(groups), 1))
    cut = bool(rest)
    for domain, shown in groups:
        share = _length(shown) if wanted <= most else max(most * _length(shown) // wanted, most // (4 * len(groups)))
        terms = _some(shown, share)
        cut = cut or len(terms) < len(shown)
        yield _group(domain, terms, len(shown), page)
    if rest:
        yield hint(page, rest)
    if cut:
        yield hint(page, page.labels.list_is_long)


def _group(domain: str, terms: list[str], of: int, page: Page) -> Json:
    """A domain's terms in one text element: a message has no room for hundreds of them."""
    writer = page.writer
    shown = [*terms, page.more(of - len(terms))] if len(terms) < of else terms
    title = writer.words(_domain(domain, page), SMALL, bold=True)
    joined = " · ".join(writer.words(term, SMALL)["text"] for term in shown)
    return rich(writer.line(title), writer.line({"type": "text", "text": joined}))


def _domain(domain: str, page: Page) -> str:
    """A domain's name; one that no language file names, as its deck writes it."""
    name = "domain_" + (domain or "other")
    said = page.wording.say(name)
    return said if said != name else domain


def _length(shown: tuple[Shown, ...]) -> int:
    return sum(len(one.entry.term) + 3 for one in shown)


def _some(shown: tuple[Shown, ...], share: int) -> list[str]:
    terms: list[str] = []
    left = share
    for one in shown:
        left -= len(one.entry.term) + 3
        if terms and left < 0:
            break
        terms.append(legible(one.entry.term))
    return terms


def guide(page: Page) -> Iterator[Json]:
    """How to ask, by examples."""
    say, writer = page.wording.say, page.writer
    yield paragraph(writer, say("help"), page.room.text)
    yield rich(bullets(writer.line(writer.words(say(name), page.room.cell)) for name in HELP_EXAMPLES))
    yield hint(page, say("help_limits"))
