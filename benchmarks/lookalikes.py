"""Ordinary words that look like a misspelt term or question word, found in word frequencies: the `lookalikes` of a language.

    python -m benchmarks.lookalikes en

writes them to knowledge/languages/en.lookalikes.txt. Needs the package wordfreq (an extra of the benchmarks, not of the bot).
"""

from __future__ import annotations

import argparse
import sys

from rapidfuzz.distance import OSA
from wordfreq import top_n_list, zipf_frequency

from knowledge.card import Deck
from knowledge.clauses import SHORTEST_MENDED
from knowledge.loading import BUILTIN, load
from knowledge.matching import names_of
from knowledge.nearness import allowance
from knowledge.text import fold

MOST = 60_000
"""How many of the commonest words of a language are looked at."""

RARE = 3.3
"""Zipf frequency (powers of ten in a billion words) below which a word is as likely a misspelling."""

OUTDONE = 1.6
"""A word this much rarer (Zipf) than the one it looks like is more often a misspelling of it."""


def lookalikes(deck: Deck, code: str) -> list[str]:
    """The ordinary words of a language within the edits that a term or question word may have, sorted."""
    language = deck.languages[code]
    words = {fold(word) for card in deck.cards.values() for name in names_of(card) if name.language in (code, None) for word in name.words}
    words |= {word for frame in language.frames for word in frame.vocabulary}
    words |= {*language.cues, *language.contractions, *language.plea_words}
    words = {word for word in words if len(word) >= SHORTEST_MENDED}
    common = [word for word in top_n_list(code, MOST) if zipf_frequency(word, code) >= RARE and len(fold(word)) >= 4]
    stems = {stem for word in words for stem in language.stems(word)}
    found = set()
    for word in common:
        key = fold(word)
        if key in words or stems & {stem for form in language.cut(key) for stem in language.stems(form)}:
            continue
        for other in words:
            most = max(1, allowance(len(other)))
            if abs(len(other) - len(key)) > most or OSA.distance(key, other, score_cutoff=most) > most:
                continue
            if zipf_frequency(word, code) >= zipf_frequency(other, code) - OUTDONE:
                found.add(key)
                break
    return sorted(found)


def main() -> int:
    """Write the list of a language."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lookalikes", description=__doc__)
    parser.add_argument("language")
    options = parser.parse_args()
    deck = load([BUILTIN])
    found = lookalikes(deck, options.language)
    (BUILTIN / "languages" / f"{options.language}.lookalikes.txt").write_text("\n".join(found) + "\n", "utf-8")
    sys.stdout.write(f"{len(found)} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
