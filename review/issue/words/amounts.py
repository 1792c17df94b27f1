"""Numbers with their nouns, and sums of money, in figures and in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.issue.words.typography import NBSP
from review.model.language import CASES

if TYPE_CHECKING:
    from review.model.language import Language

KOPECKS = 100
FIGURES = re.compile(r"^\d+")
FIRST_LONG = 10_000  # four figures stand together


def quantity(language: Language, number: int, noun: str) -> dict[str, object]:
    """Keys: n 53 · brief «53 школы» · gent «53 (пятидесяти трёх) школ» and the other cases."""
    cases: dict[str, object] = {case: _set(language.counted(number, noun, case=case, words=True)) for case in CASES}
    return {"n": number, "brief": _set(language.counted(number, noun)), **cases}


def money(language: Language, roubles: float) -> dict[str, str]:
    """Keys: num «15 001,50» · words «15 001 (пятнадцать тысяч один) рубль 50 копеек». Raises ValueError below zero."""
    if roubles < 0:
        raise ValueError(roubles)
    whole, part = divmod(round(roubles * KOPECKS), KOPECKS)
    _, _, kopecks = language.counted(part, "копейка").partition(" ")
    figures = f"{whole:,}".replace(",", NBSP)
    words = _set(language.counted(whole, "рубль", words=True))
    return {"num": f"{figures},{part:02}", "words": f"{words} {part:02}{NBSP}{kopecks}"}


def _set(counted: str) -> str:
    """Thousands kept apart, the number kept with what follows."""
    figures = FIGURES.search(counted)
    if figures is None:
        return counted
    number = int(figures.group())
    shown = f"{number:,}".replace(",", NBSP) if number >= FIRST_LONG else figures.group()
    return shown + counted[figures.end() :].replace(" ", NBSP, 1)
