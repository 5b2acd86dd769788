"""The weights of phrases that `knowledge.evidence` reads, learned from the working half of the questions.

    python -m benchmarks.evidence

writes them to knowledge/languages/evidence.txt. Needs scikit-learn (an extra of the benchmarks, not of the bot).
Run it again when the questions, the word lists of a language or the names of a deck have changed much.

Every message that names a term is learned from, whatever else reads it. The line between quiet and answered is drawn where, of the
messages that nothing else reads, right answers less `PRICE` times the false ones are most; each message is judged by weights that were
learned without it and its family.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.questions import Row, load
from knowledge.card import Deck
from knowledge.evidence import said_in
from knowledge.loading import BUILTIN, EVIDENCE
from knowledge.loading import load as load_deck
from knowledge.prepared import Prepared
from knowledge.reading import Reader

PRICE = 1
"""So many right answers make up for a false one.

Less than the three that the peers are tuned by: patterns were written with these messages in view, so that fewer of their questions are
left unread than of anybody else's; and many of those that ask nothing were written to come close to asking, as few in life do.
"""

FREEDOM = 2.0
"""The inverse of how strongly weights are held near nothing (scikit-learn's C)."""

FOLDS = 10
FEWEST = 2
"""A phrase that was heard in fewer families of messages says nothing."""

LEAST = 0.05
"""A phrase with less weight is left out."""


def learned(deck: Deck, rows: Sequence[Row]) -> tuple[dict[str, float], str]:
    """The weights of phrases, the line between quiet and answered in those of the languages; and a sentence on how well they do."""
    reader = Reader(replace(deck, evidence={}))
    told = [(row, prepared) for row in rows if (prepared := Prepared(reader.lexicon, row.text)).mentions]
    said = [reader.evidence.phrases(prepared) for _, prepared in told]
    families = Counter(phrase for phrase, _ in {(phrase, row.family) for (row, _), each in zip(told, said, strict=True) for phrase in each})
    vectors = DictVectorizer()
    phrases = _narrow(vectors.fit_transform([{phrase: 1.0 for phrase in sorted(each) if families[phrase] >= FEWEST} for each in said]))
    asks = np.array([row.in_scope for row, _ in told])
    model = LogisticRegression(C=FREEDOM, solver="liblinear", max_iter=3000)
    unseen = cross_val_predict(
        model, phrases, asks, cv=GroupKFold(FOLDS), groups=[row.family for row, _ in told], method="decision_function"
    )
    silent = np.array([not reader.read(row.text).asks for row, _ in told])
    line = _line(unseen[silent], asks[silent])
    model.fit(phrases, asks)
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    begin = {said_in(code) for code in deck.languages}
    for phrase in begin & weights.keys():
        weights[phrase] += float(model.intercept_[0]) - line
    kept = {phrase: round(float(weight), 2) for phrase, weight in weights.items() if abs(weight) >= LEAST or phrase in begin}
    answered = silent & (unseen > line)
    right, false, others = (answered & asks).sum(), (answered & ~asks).sum(), (silent & ~asks).sum()
    told_in_short = f"of what nothing else reads: {right} of {(silent & asks).sum()} questions answered, {false} of {others} other messages"
    return kept, f"{len(kept)} phrases; {told_in_short}"


def _line(weights: np.ndarray, asks: np.ndarray) -> float:
    """The weight above which answers are worth most."""
    order = np.argsort(-weights)
    worth = np.cumsum(np.where(asks[order], 1, -PRICE))
    best = int(np.argmax(worth))
    return float(weights[order][best : best + 2].mean())


def _narrow(matrix: Any) -> Any:
    """The matrix with the narrow indices that the solver takes."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def main() -> int:
    """Write the weights."""
    weights, told = learned(load_deck([BUILTIN]), load(["work"]))
    lines = [f"{weight} {phrase}" for phrase, weight in sorted(weights.items())]
    (BUILTIN / "languages" / EVIDENCE).write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"{told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
