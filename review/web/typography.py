"""Russian as it is set on a page: dates, numbers, counts, initials. Registered as template filters."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from review.model.months import MONTHS

if TYPE_CHECKING:
    from flask import Flask

NBSP = "\u00a0"
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
KILO = 1024
INITIALS_FROM = 2  # words of a name from which the rest become initials


def local(moment: datetime) -> datetime:
    """The moment by the server's own clock; a naive one is taken as it is."""
    return moment.astimezone() if moment.tzinfo else moment


def _as_date(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def long_date(value: date | datetime | None) -> str:
    """«14 марта 2022 г.», nothing for None."""
    if value is None:
        return ""
    day = _as_date(value)
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}{NBSP}г."


def day_month(value: date | datetime | None) -> str:
    """«14 марта», nothing for None."""
    if value is None:
        return ""
    day = _as_date(value)
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]}"


def clock(value: datetime | None) -> str:
    """«14:32», nothing for None."""
    return "" if value is None else f"{local(value):%H:%M}"


def moment(value: datetime | None) -> str:
    """«14 марта 2022 г., 14:32», nothing for None."""
    return "" if value is None else f"{long_date(value)}, {clock(value)}"


def weekday(value: date | datetime) -> str:
    """«четверг»."""
    return WEEKDAYS[_as_date(value).weekday()]


def number(value: float, digits: int = 0) -> str:
    """«1 204», «0,5»: thousands apart, a decimal comma."""
    return f"{value:,.{digits}f}".replace(",", NBSP).replace(".", ",")


def percent(share: float | None) -> str:
    """«42 %»; nothing for None."""
    return "" if share is None else f"{round(100 * share)}{NBSP}%"


def form_of(value: int, one: str, few: str, many: str) -> str:
    """The form of a noun beside a number: 1 замечание, 3 замечания, 5 замечаний."""
    tail = abs(value) % 100
    if tail in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(tail % 10, many)


def count(value: int, one: str, few: str, many: str) -> str:
    """«3 замечания»."""
    return f"{number(value)}{NBSP}{form_of(value, one, few, many)}"


def short_name(full: str) -> str:
    """«Лаптева Нина Сергеевна» → «Лаптева Н. С.»; what is no full name stays."""
    words = full.split()
    if len(words) < INITIALS_FROM or any("." in word for word in words):
        return full
    return NBSP.join([words[0], *(f"{word[0]}." for word in words[1:3])])


def size(value: int) -> str:
    """«340 КБ», «1,2 МБ»."""
    if value < KILO * KILO:
        return f"{number(max(1, round(value / KILO)))}{NBSP}КБ"
    large = number(value / KILO / KILO, 1).removesuffix(",0")
    return f"{large}{NBSP}МБ"


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


FILTERS = (long_date, day_month, clock, moment, weekday, number, percent, form_of, count, short_name, size, capital)


def install(app: Flask) -> None:
    """Make every filter known to the templates under its own name."""
    for one in FILTERS:
        app.add_template_filter(one, one.__name__)
