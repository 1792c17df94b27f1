"""Working days: Monday to Friday, without the days off the year's profile names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SATURDAY = 5


def is_working(day: date, days_off: Collection[str]) -> bool:
    """`days_off` are days and months: "09.05"."""
    return day.weekday() < SATURDAY and f"{day:%d.%m}" not in days_off


def after_working_days(start: date, count: int, days_off: Collection[str]) -> date:
    """The last of `count` working days after the day something happened."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day, days_off)
    return day
