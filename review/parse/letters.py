"""How Russian words are spelt: enough to tell text from garbage, and a word cut in two from two words.

No dictionary: counts of letter triples from `letters.txt`, with `^` before a word and `$` after it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOOR = 1e-4  # probability of a triple never seen
IN_DOUBT_ONE = 2.7  # logarithm: pieces that were cut must be less likely by that much before they are left apart
ONE_LETTER_WORDS = frozenset("абвжикосуя")
WORD = re.compile(r"[а-яё]+")
PLAUSIBLE = -4.6  # mean logarithm per letter below which a word is no Russian word


@cache
def _chances() -> dict[str, float]:
    """Probability of the third letter of a triple after its first two."""
    chances: dict[str, float] = {}
    for line in Path(__file__).with_name("letters.txt").read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("# "):
            continue
        pair, *follow = line.split(" ")
        counts = {item[0]: int(item[1:]) for item in follow}
        total = sum(counts.values())
        chances |= {pair + letter: count / total for letter, count in counts.items()}
    return chances


def log_chance(triple: str) -> float:
    """Logarithm of a triple's probability."""
    return log(_chances().get(triple, FLOOR))


def is_one_word(first: str, last: str) -> bool:
    """Whether two pieces with nothing between them read rather as one word than as the end of one and another."""
    if len(last) == 1 and last.lower() not in ONE_LETTER_WORDS:
        return True
    a, b = "^" + first.lower(), last.lower() + "$"
    together = log_chance(a[-2:] + b[0]) + log_chance(a[-1] + b[:2])
    apart = log_chance(a[-2:] + "$") + log_chance("^" + b[:2])
    return together > apart - IN_DOUBT_ONE


def plausible_share(text: str) -> float:
    """The share of words of three letters and more that could be Russian, among all words that long; 0 without any."""
    return plausible_words(re.findall(r"[^\W\d_]{3,}", text.lower()))


def plausible_words(words: Sequence[str]) -> float:
    """The same of words already found, in small letters."""
    return sum(map(is_plausible, words)) / len(words) if words else 0.0


@lru_cache(maxsize=8192)
def is_plausible(word: str) -> bool:
    """Whether a word is spelt the way Russian words are."""
    if not WORD.fullmatch(word):
        return False
    marked, chances = f"^{word}$", _chances()
    product = 1.0
    for i in range(len(word)):
        product *= chances.get(marked[i : i + 3], FLOOR)
    return product > exp(PLAUSIBLE * len(word))
