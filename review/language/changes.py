"""Baseline and target in one phrase.

«с 20,3 % до 14,0 %», «база – 45 %, план – 30 %», «в 2021 году – 45 %, в 2022 – 30 %».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.language.quantities import as_quantity, measured
from review.model.language import Change
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.language.quantities import Found
    from review.model.language import DateSpan

_FROM = re.compile(r"(?<![а-я])(?:с|со)\s?(?:\()?$")
_TO = re.compile(r"(?<![а-я])до\s?$")
_ARROW = re.compile(r"\s?\)?\s?(?:→|->|=>)\s?\(?\s?")
_BASELINE = re.compile(
    r"(?<![а-я])(?:баз[аеуыо][а-я]*|исходн[а-я]+|начальн[а-я]+|текущ[а-я]+|на\sначало|на\sстарте|факт[а-я]*|сейчас|было|имеется|"
    r"стартов[а-я]+|на\sвходе)(?![а-я])"
)
_TARGET = re.compile(
    r"(?<![а-я])(?:план[а-я]*|цел[а-я]+|ожида[а-я]+|конечн[а-я]+|итог[а-я]*|к\sконцу|на\sконец|прогноз[а-я]*|станет|стало|будет|"
    r"достич[а-я]*|на\sвыходе|результат[а-я]*)(?![а-я])"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SENTENCE_END = re.compile(r"[.!?]\s+[А-ЯЁ]|\n\s*\n")
LOOK_BACK = 60
APART = 80  # characters between the two values


def find_changes(text: str, dates: Iterable[DateSpan] | None = None) -> list[Change]:
    """Pairs of values that tell a change, in order of place."""
    plain = normal(text, lines=True)
    found = measured(plain, text, dates)
    changes: list[Change] = []
    place = 0
    while place + 1 < len(found):
        left, right = found[place], found[place + 1]
        if _is_change(plain.lower, plain.text, left, right, found[place - 1].end if place else 0):
            baseline, target = as_quantity(plain, text, left), as_quantity(plain, text, right)
            changes.append(Change(baseline.start, target.end, baseline, target))
            place += 1
        place += 1
    return changes


def is_baseline(low: str, found: Found, after: int) -> bool:
    """Is the value named as the present one?"""
    return _BASELINE.search(low, max(after, found.start - LOOK_BACK), found.start) is not None


def _is_change(low: str, text: str, left: Found, right: Found, after: int) -> bool:
    between = low[left.end : right.start]
    if left.unit != right.unit or len(between) > APART or _SENTENCE_END.search(text, left.end, right.start):
        return False
    if left.comparison == "by" or right.comparison == "by":
        return False
    if _ARROW.fullmatch(between):
        return True
    before = low[max(after, left.start - LOOK_BACK) : left.start]
    if _FROM.search(before) and _TO.search(between):
        return left.unit != "ч"  # «с 9 до 15 часов» is a timetable
    if _BASELINE.search(before) and _TARGET.search(between):
        return True
    return _years_apart(before, between)


def _years_apart(before: str, between: str) -> bool:
    """Each value has its year, the second is later."""
    earlier, later = _YEAR.findall(before), _YEAR.findall(between)
    return len(earlier) == 1 and len(later) == 1 and earlier[0] < later[0]
