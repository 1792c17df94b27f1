"""An indicator's values at its points of time. Shared by the checks of indicators.

A number that belongs to the indicator's name («не менее 85 % консультаций») is no value of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.model.programme import Indicator, Value
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.model.language import Language, Quantity
    from review.model.programme import Facts, Goal

STAGES = ("stage1", "stage2", "target")
_BORDER = re.compile(r",|;|:|\sи\s|\)|год[ау]?\s")  # before the name of what a goal changes
_FROM = re.compile(r"(?<![а-яё])(?:с|со|от)\s*$")
_AROUND = re.compile(r"^\W*(?:[а-яё]+(?:ть|ти)(?:ся)?\s)?|\s(?:с|со|от|до)?\s*$")  # «сократить … с»
_NAME = 6  # lemmas of a name that tells what is measured
_UP_TO = re.compile(r"(?<![а-яё])до\s*$")
_MEASURES = ("%", "п. п.", "балл")
ROW = 4  # figures for the points of time told once for all indicators


def values(item: Indicator) -> list[Value]:
    """The values told for the indicator."""
    name = normal(item.name).lower
    return [value for value in item.values if not name or normal(value.quantity.words).lower not in name]


def has_baseline(item: Indicator) -> bool:
    """Is the value it starts from told? A row of four figures or more begins with it."""
    told = values(item)
    return any(value.role == "baseline" for value in told) or len(told) >= ROW


def has_stages(item: Indicator) -> bool:
    """Is the plan told for two points of time at least?"""
    told = values(item)
    return len({value.role for value in told} & set(STAGES)) >= 2 or len(told) >= ROW  # noqa: PLR2004 - two points


def has_unit(item: Indicator) -> bool:
    """Is it told in what the values are counted?"""
    return bool(item.unit) or any(value.quantity.unit for value in item.values)


def told_in_goals(facts: Facts, language: Language) -> list[Indicator]:
    """What goals say of indicators: «сократить долю … с 41,4 % (24 из 58) до 27,6 %», «довести долю … до 65 %»."""
    return [item for goal in facts.goals for item in _told(goal, language)]


def _told(goal: Goal, language: Language) -> Iterator[Indicator]:
    text, place = goal.quote.text, 0
    baseline: Quantity | None = None
    name = ""
    for quantity in goal.measurability.quantities:
        before = text[: quantity.start]
        if before.rfind("(") > before.rfind(")"):
            continue  # the same said in people: «(24 из 58)»
        if baseline is None:
            name = _AROUND.sub("", _BORDER.split(text[place : quantity.start])[-1])
        if _FROM.search(before):
            baseline = quantity
            continue
        place = quantity.end
        told = [Value(quantity, "target")] if _UP_TO.search(before) else []
        if told and baseline is not None:
            told.insert(0, Value(baseline, "baseline"))
        if told and len(language.lemmas(name)) >= _NAME:
            yield Indicator(goal.quote, name, quantity.unit, tuple(told), goal.where)
        baseline = None


def is_same(one: Indicator, other: Indicator, likeness: float, language: Language) -> bool:
    """Do two indicators measure the same?"""
    if not one.name or not other.name:
        return False
    return one.name == other.name or language.similarity(one.name, other.name) >= likeness


def differs(one: Indicator, other: Indicator) -> bool:
    """Two documents give the same point of time different figures, and neither only tells part of the other's."""
    left = {value.quantity.value for value in values(one)}
    right = {value.quantity.value for value in values(other)}
    if left <= right or right <= left or not _units(one) & _units(other):
        return False
    for role in ("baseline", "target"):
        mine, theirs = _at(one, role), _at(other, role)
        if mine and theirs and not mine & right and not theirs & left:
            return True
    return False


def _at(item: Indicator, role: str) -> set[float]:
    """Figures of a point of time; where no end is told, the second stage is it."""
    found = {value.quantity.value for value in values(item) if value.role == role}
    if found or role != "target":
        return found
    return {value.quantity.value for value in values(item) if value.role == "stage2"}


def _units(item: Indicator) -> set[str]:
    """What the figures are: a share and a number measure different things, whatever is counted."""
    return {unit if (unit := value.quantity.unit or item.unit) in _MEASURES else "" for value in values(item)}
