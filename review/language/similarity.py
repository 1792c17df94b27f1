"""How far two short texts speak of the same thing: shared stems, weighed by how much a word tells.

A suggestion with reasons, never a verdict: words of the trade («школа», «повышение») are everywhere and weigh little,
synonyms of rubrics/language.toml count as one word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from review.language.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from review.language.words import Word

Keys = frozenset[str]

_SUFFIX = re.compile(
    r"(?:ирование|ационный|ировать|ование|овать|енность|анность|ность|ение|ание|ский|альный|ный|ной|ция|ить|ать|еть|ять|"
    r"ство|тель|ик|ия|ие|ий|ый|ой|ок|ка|а|я|ь|о|е|ы|и)$"
)
SHORTEST_STEM = 4
COMMON_WEIGHT = 0.15
LONG_WORD = 10  # letters from which a word weighs most
NUMBER = re.compile(r"\d")


@lru_cache(maxsize=50_000)
def stem(lemma: str) -> str:
    """«мотивация», «мотивационный» → «мотив»."""
    for _ in range(2):
        shorter = _SUFFIX.sub("", lemma)
        if len(shorter) < SHORTEST_STEM:
            return lemma
        lemma = shorter
    return lemma


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, str]:
    """Lemma → the name of its synonym group."""
    return {lemma: f"={number}" for number, group in enumerate(wording().groups.get("synonyms", ())) for lemma in group}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(wording().words("common"))


@lru_cache(maxsize=50_000)
def _keys(lemmas: tuple[str, ...]) -> tuple[Keys, float]:
    """What a word is compared by, and its weight."""
    groups = {_groups()[lemma] for lemma in lemmas if lemma in _groups()}
    keys = frozenset(groups or {stem(lemma) for lemma in lemmas})
    if any(lemma in _common() for lemma in lemmas):
        return keys, COMMON_WEIGHT
    return keys, 0.6 + 0.4 * min(len(lemmas[0]), LONG_WORD) / LONG_WORD


def similarity(one: Sequence[Word], other: Sequence[Word]) -> float:
    """0…1; symmetric; 1 for the same words."""
    first, second = _weighed(one), _weighed(other)
    total = sum(first.values()) + sum(second.values())
    if not first or not second or not total:
        return 0.0
    shared_first, shared_second = _shared(first, second), _shared(second, first)
    dice = (shared_first + shared_second) / total
    contained = max(shared_first / sum(first.values()), shared_second / sum(second.values()))
    return round(min(1.0, (dice + contained) / 2), 4)


def _weighed(words: Iterable[Word]) -> dict[Keys, float]:
    """The words that tell something, each once."""
    return dict(_keys(entry.lemmas) for entry in words if entry.content and not NUMBER.match(entry.lemmas[0]))


def _shared(these: Mapping[Keys, float], those: Mapping[Keys, float]) -> float:
    every = frozenset().union(*those)
    return sum(weight for keys, weight in these.items() if keys & every)
