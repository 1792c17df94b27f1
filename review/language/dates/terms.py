"""A term of the calendar, possibly incomplete, and the days it covers."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Unit = Literal["number", "day", "month", "quarter", "half", "school_term", "season", "break", "year", "school_year"]
Part = tuple[str, int]  # ("begin", 0), ("half", 2), ("decade", 1), ("week", -1)

SEPTEMBER = 9
_SEASONS = {"winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_BREAKS = {
    "winter": ((12, 27), (1, 10)),
    "spring": ((3, 20), (4, 2)),
    "summer": ((6, 1), (8, 31)),
    "autumn": ((10, 24), (11, 10)),
}
_SCHOOL_TERMS = {1: (9, 10), 2: (11, 12), 3: (1, 3), 4: (4, 5)}  # months; the exact days differ by school
_DECADES = {1: (1, 10), 2: (11, 20), 3: (21, 31)}


@dataclass(frozen=True, slots=True)
class Term:
    """What a stretch of text says of time. Offsets are those of the normal text."""

    start: int
    end: int
    unit: Unit
    year: int | None = None
    month: int = 0
    day: int = 0
    number: int = 0  # of a quarter, a half-year, a school term; of a weak number
    last_number: int = 0  # "I-III кварталы"
    season: str = ""
    last_season: str = ""
    school: bool = False  # the half of a school year
    part: Part | None = None
    weak: bool = False  # a term only beside another one


def days(term: Term, default: int | None) -> tuple[date, date] | None:
    """First and last day; None when there is no such day or the year is unknown."""
    year = term.year or default
    if year is None:
        return None
    try:
        first, last = _whole(term, year)
        return _cut(first, last, term.part) if term.part else (first, last)
    except ValueError:
        return None


def _whole(term: Term, year: int) -> tuple[date, date]:
    if term.unit in ("day", "month"):
        first = date(year, term.month, term.day or 1)
        return (first, first) if term.unit == "day" else months(year, term.month, term.month)
    if term.unit == "quarter":
        return months(year, term.number * 3 - 2, (term.last_number or term.number) * 3)
    if term.unit == "half":
        return _half(term, year)
    if term.unit == "school_term":
        return _school_terms(term, year)
    if term.unit in ("season", "break"):
        return _season(term, year)
    if term.unit == "school_year" and term.year is not None:
        return date(year, SEPTEMBER, 1), date(year + 1, 8, 31)
    # A school year without its years is told by the calendar year of the document.
    return date(year, 1, 1), date(year, 12, 31)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """Whole months of one year."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _half(term: Term, year: int) -> tuple[date, date]:
    last = term.last_number or term.number
    if not term.school:
        return months(year, term.number * 6 - 5, last * 6)
    first_day = date(year, SEPTEMBER, 1) if term.number == 1 else date(year + 1, 1, 1)
    return first_day, (date(year, 12, 31) if last == 1 else date(year + 1, 5, 31))


def _school_terms(term: Term, year: int) -> tuple[date, date]:
    opening, closing = _SCHOOL_TERMS[term.number], _SCHOOL_TERMS[term.last_number or term.number]
    first_year = year + (term.school and opening[0] < SEPTEMBER)
    last_year = year + (term.school and closing[0] < SEPTEMBER)
    if last_year == first_year and closing[1] < opening[0]:
        last_year += 1
    return months(first_year, opening[0], opening[0])[0], months(last_year, closing[1], closing[1])[1]


def _season(term: Term, year: int) -> tuple[date, date]:
    last_season = term.last_season or term.season
    if term.unit == "break":
        first, last = _BREAKS[term.season][0], _BREAKS[last_season][1]
        return date(year - (first > last), *first), date(year, *last)
    first_month, last_month = _SEASONS[term.season][0], _SEASONS[last_season][1]
    first_year, last_year = year, year
    if term.season == "winter":
        first_year -= 1
    elif last_month < first_month:
        last_year += 1
    return months(first_year, first_month, first_month)[0], months(last_year, last_month, last_month)[1]


def _cut(first: date, last: date, part: Part) -> tuple[date, date]:
    """A part of a month, or of a longer stretch."""
    name, number = part
    if (first.year, first.month) == (last.year, last.month):
        return _cut_month(first, last, name, number)
    if name == "begin":
        return first, months(first.year, first.month, first.month)[1]
    if name == "end":
        return last.replace(day=1), last
    if name == "half" and first.month == 1 and number:
        return months(first.year, 1, 6) if number == 1 else months(first.year, 7, 12)
    return first, last


def _cut_month(first: date, last: date, name: str, number: int) -> tuple[date, date]:
    if name == "half":
        return (first, first.replace(day=15)) if number == 1 else (first.replace(day=16), last)
    if name == "week":
        if number < 0:
            return last.replace(day=last.day - 6), last
        return first.replace(day=number * 7 - 6), first.replace(day=min(number * 7, last.day))
    decade = {"begin": 1, "middle": 2, "end": 3}.get(name, number)
    start, stop = _DECADES[3 if decade < 0 else decade]
    return first.replace(day=start), first.replace(day=min(stop, last.day))


def school_year_edge(term: Term, edge: str, default: int | None) -> date | None:
    """The day a school year begins or ends; without its own year, as a calendar year sees it."""
    year = term.year or default
    if year is None:
        return None
    if edge == "begin":
        return date(year, SEPTEMBER, 1)
    return date(year + 1 if term.year else year, 5, 31)


def complete(term: Term, other: Term) -> Term:
    """What the term leaves out, taken from its neighbour: «14» of «14-18 марта 2022»."""
    if term.unit == "number":
        if other.unit == "day":
            term = replace(term, unit="day", day=term.number)
        elif other.unit in ("quarter", "half", "school_term"):
            term = replace(term, unit=other.unit, school=other.school)
    if term.unit == "day" and not term.month:
        term = replace(term, month=other.month)
    if term.year is None and other.year is not None:
        term = replace(term, year=other.year)
    return term
