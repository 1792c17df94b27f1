"""An indicator's values at its points of time. Shared by the checks of indicators.

A number that belongs to the indicator's name («не менее 85 % консультаций») is no value of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.text import normal

if TYPE_CHECKING:
    from review.model.language import Language
    from review.model.programme import Indicator, Value

STAGES = ("stage1", "stage2", "target")
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
        mine = {value.quantity.value for value in values(one) if value.role == role}
        theirs = {value.quantity.value for value in values(other) if value.role == role}
        if mine and theirs and not mine & right and not theirs & left:
            return True
    return False


def _units(item: Indicator) -> set[str]:
    """What the figures are: a share and a number measure different things, whatever is counted."""
    return {unit if (unit := value.quantity.unit or item.unit) in _MEASURES else "" for value in values(item)}
