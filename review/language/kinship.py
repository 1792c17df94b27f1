"""How near two short texts are in meaning when they share no word: by static vectors of their words.

For hints alone. On tasks and measures without a common word it tells the right measure from a wrong one in four of five
pairs, which is worth a look and no level. The vectors are Google's universal-sentence-encoder-multilingual 3
(Apache-2.0) brought down to 64 small numbers a word by `deploy/build_meanings.py`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.language.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.language.words import Word

FILE = Path(__file__).with_name("meanings.npz")
WEIGHT = 2
COMMON_WEIGHT = 1  # «школа», «повышение»: words of the trade that stand everywhere


def kinship(one: Sequence[Word], other: Sequence[Word]) -> float:
    """-1…1; symmetric; 0 when the words of either are not known."""
    first, second = _sum(one), _sum(other)
    size = (float(first @ first) * float(second @ second)) ** 0.5
    return round(float(first @ second) / size, 4) if size else 0.0


def content_lemmas(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """Dictionary forms of the words that carry meaning."""
    return [entry.lemmas for entry in words if entry.content and "а" <= entry.lemmas[0][:1] <= "я"]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(wording().words("common"))


@lru_cache(maxsize=1)
def _meanings() -> tuple[Mapping[str, int], Any]:
    """The place of each word, and the vectors: three megabytes, read when the first hint is looked for."""
    import numpy as np

    with np.load(FILE, allow_pickle=False) as told:
        words = told["words"].tobytes().decode().split("\n")
        return {word: place for place, word in enumerate(words)}, told["vectors"]


def _sum(words: Sequence[Word]) -> Any:  # noqa: ANN401 - a numpy row
    import numpy as np

    places, vectors = _meanings()
    common = _common()
    total = np.zeros(vectors.shape[1], dtype=np.int64)
    for lemmas in content_lemmas(words):
        known = next((places[lemma] for lemma in lemmas if lemma in places), None)
        if known is not None:
            total += vectors[known] * np.int64(WEIGHT if common.isdisjoint(lemmas) else COMMON_WEIGHT)
    return total
