"""Word lists of the data files, looked for in a text.

An entry is words in order: "муниципальн* координатор*". A star ends a word that may go on, "…" stands for up to six
words between. Letter case, ё, look-alike letters and the signs between words do not matter; a phrase never runs over
a full stop. Offsets are those of the text that was passed in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from review.model.language import Span
from review.model.text import Normal, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = r"[^\w.!?;]{1,4}"
_GAP = r"(?:[^\w.!?;]{1,4}\w+){0,6}?" + _BETWEEN


@lru_cache(maxsize=4096)
def _normal(text: str) -> Normal:
    return normal(text, lines=True)


def fold(text: str) -> str:
    """Small letters for matching, as review.model.text makes them."""
    return _normal(text).lower


@lru_cache(maxsize=512)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for a whole list; an empty list finds nothing."""
    return re.compile("|".join(_one(phrase) for phrase in phrases) or r"(?!)")


def _one(phrase: str) -> str:
    parts: list[str] = []
    between = ""
    for word in fold(phrase).split():
        if word == "…":
            between = _GAP
            continue
        if parts:
            parts.append(between or _BETWEEN)
        parts.append(re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word))
        between = ""
    return r"(?<!\w)" + "".join(parts) + r"(?!\w)"


def find_phrases(phrases: Sequence[str], text: str) -> list[Span]:
    """Places of the phrases in the order of the text."""
    made = _normal(text)
    return [Span(*made.span(*match.span())) for match in pattern(tuple(phrases)).finditer(made.lower)]


def has_phrase(phrases: Sequence[str], text: str) -> bool:
    """Does any of the phrases stand in the text?"""
    return pattern(tuple(phrases)).search(fold(text)) is not None
