"""Terms joined into periods: ranges, lists, «до», «с … по …»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from review.language.dates.terms import Term, complete, days, school_year_edge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_RANGE_GAP = re.compile(r"\.?\s?(?:-|—|по|до|и\sдо|по\s\d{0}|-\s?по|-\s?до)\s?")
_LIST_GAP = re.compile(r"\s?(?:[,;/]|,?\s?и)\s?(?:в\s|во\s)?")
_NEAR_GAP = re.compile(r"\s?(?:[,;]|и|,\sа\sтакже)?\s?(?:(?:в|с|со|до|по|к)\s)?")
_FROM = re.compile(
    r"(?<![а-я])(?:в\sпериод\sс[о]?|за\sпериод\sс[о]?|начиная\sс[о]?|не\sранее(?:\sчем\sс)?|с[о]?|после)\s?$"
)
_BETWEEN = re.compile(r"(?<![а-я])(?:от|между)\s?$")
_UNTIL = re.compile(
    r"(?<![а-я])(?:(?:в\s)?срок:?\s(?:до|не\sпозднее|по)|до|к|ко|не\sпоздн?ее(?:\sчем\s(?:до|к))?|не\sпозже|вплоть\sдо)\s?$"
)
_BY = re.compile(r"(?<![а-я])по\s?$")
_THROUGH = re.compile(r"(?<![а-я])(?:в\sтечени[еи]|на\sпротяжении)\s?$")
_INCLUDED = re.compile(r"\s?,?\s?\(?включительно\)?")
_YEAR_PREFIX = re.compile(r"(?<![а-я])(?:в|во|к|до|с|на|за|по|от|года?)\s?$")
_YEAR_ENDS = re.compile(r"\s?(?:$|[.,;:)\"\n](?!\d))")
_APART = re.compile(r"[а-яё\")]\s?(?:,|\(|\s-)\s?$")  # «Встреча с родителями, 14.04.»
_CLOSES = re.compile(r"\s?(?:[.;)]|$)(?!\d)")
_TITLE = re.compile(r"[а-я][,.]?\s$")
LOOK_BACK = 24
FARTHEST = 15  # years between the ends of «2022-2024»
TITLE_LINE = 60


@dataclass(frozen=True, slots=True)
class Period:
    """A dated stretch of the text. Offsets are those of the normal text."""

    start: int
    end: int
    first: date | None
    last: date | None
    vague: bool = False
    whole_year: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """One term, or a range of two."""

    left: Term
    right: Term

    @property
    def is_range(self) -> bool:
        return self.left is not self.right


def periods(text: str, terms: Sequence[Term], default: int | None) -> list[Period]:
    """Periods told by the terms, in order."""
    terms = _with_years(text, terms)
    found: list[Period] = []
    place = 0
    while place < len(terms):
        group, place = _group(text, terms, place)
        found.extend(_group_periods(text, group, default))
    return found


def _with_years(text: str, terms: Sequence[Term]) -> list[Term]:
    """A term without a year takes that of the near one after it: «с 1 по 5 марта, с 10 по 15 апреля 2022»."""
    known = list(terms)
    for place in range(len(known) - 2, -1, -1):
        term, following = known[place], known[place + 1]
        if term.year is None and following.year is not None and not following.weak:
            gap = text[term.end : following.start]
            if _NEAR_GAP.fullmatch(gap) and term.unit != "number" and gap.strip():
                known[place] = replace(term, year=following.year)
    return known


def _group(text: str, terms: Sequence[Term], place: int) -> tuple[list[_Item], int]:
    """The items of one list, and the place of the term after it."""
    items: list[_Item] = []
    while True:
        term = terms[place]
        if place + 1 < len(terms) and _is_range(text, term, terms[place + 1]):
            items.append(_Item(term, terms[place + 1]))
            place += 2
        else:
            items.append(_Item(term, term))
            place += 1
        if place >= len(terms) or not _LIST_GAP.fullmatch(text, items[-1].right.end, terms[place].start):
            return items, place


def _is_range(text: str, left: Term, right: Term) -> bool:
    if right.unit == "number":
        return False
    if _RANGE_GAP.fullmatch(text, left.end, right.start):
        return True
    between = _BETWEEN.search(text, max(0, left.start - LOOK_BACK), left.start)
    return between is not None and "между" in between.group() and text[left.end : right.start].strip() == "и"


def _group_periods(text: str, items: list[_Item], default: int | None) -> list[Period]:
    items = _completed(items)
    items = [item for item in items if _stands(text, item, alone=len(items) == 1)]
    if len(items) > 1 and (merged := _merged(items, default)):
        return [merged]
    return [period for item in items if (period := _period(text, item, default)) is not None]


def _completed(items: list[_Item]) -> list[_Item]:
    """Missing months and years are taken from the right, then from the left."""
    done: list[_Item] = []
    following: Term | None = None
    for item in reversed(items):
        right = complete(item.right, following) if following else item.right
        if following and not following.weak and right.weak and right.unit == following.unit:
            right = replace(right, weak=False)
        left = complete(item.left, right) if item.is_range else right
        if item.is_range and right.year is None and item.left.year is not None:
            right = replace(right, year=item.left.year)
        done.append(_Item(left, right))
        following = left
    return done[::-1]


def _stands(text: str, item: _Item, *, alone: bool) -> bool:
    """Weak terms need somebody beside them."""
    left, right = item.left, item.right
    if "number" in (left.unit, right.unit) or (left.unit == "day" and not left.month):
        return False
    if not right.weak:
        return True
    if right.unit == "month":
        return item.is_range or right.year is not None
    if right.unit == "year":
        if right.year is None:
            return right.part is not None
        if item.is_range:
            return left.unit == "year" and 0 < (right.year or 0) - (left.year or 0) <= FARTHEST
        return alone and _year_stands(text, right)
    if item.is_range or right.unit == "school_year":
        return True
    before = text[max(0, left.start - LOOK_BACK) : left.start]
    apart = left.unit == "day" and bool(_APART.search(before) and _CLOSES.match(text, right.end))
    alone = not (before.strip() or text[right.end :].strip(" .\n"))
    return apart or alone or bool(_UNTIL.search(before) or _FROM.search(before))


def _year_stands(text: str, term: Term) -> bool:
    """«к 2025», «до 2030»: a bare number is a year only where nothing is counted."""
    if not _YEAR_ENDS.match(text, term.end):
        return False
    before = text[max(0, term.start - LOOK_BACK) : term.start]
    if _YEAR_PREFIX.search(before) or not before.strip():
        return True
    # The last line of a title page: «с. Берёзовый Яр, 2022».
    return len(text) <= TITLE_LINE and not text[term.end :].strip(" .") and bool(_TITLE.search(before))


def _merged(items: list[_Item], default: int | None) -> Period | None:
    """«январь, февраль и март 2022»: neighbours in time are one period."""
    unit = items[0].left.unit
    if unit not in ("month", "year", "quarter") or any(item.is_range or item.left.unit != unit for item in items):
        return None
    spans = [days(item.left, default) for item in items]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans) or any(item.left.part for item in items):
        return None
    if any((after[0] - before[1]).days != 1 for before, after in pairwise(known)):
        return None
    whole_year = unit == "year"
    return Period(items[0].left.start, items[-1].right.end, known[0][0], known[-1][1], whole_year=whole_year)


def _period(text: str, item: _Item, default: int | None) -> Period | None:
    left, right = item.left, item.right
    window = max(0, left.start - LOOK_BACK)
    begins = None if right.weak and right.unit == "month" else _FROM.search(text, window, left.start)
    included = _INCLUDED.match(text, right.end)
    end = included.end() if included else right.end
    if item.is_range:
        prefix = begins or _BETWEEN.search(text, window, left.start)
        first, last = _range(left, right, default)
        return Period(prefix.start() if prefix else left.start, end, first, last)
    until = _UNTIL.search(text, window, left.start)
    if until is None and left.unit in ("day", "month"):
        until = _BY.search(text, window, left.start)
    if until is not None:
        return Period(until.start(), end, None, _edge(left, "end", default))
    if begins is not None:
        return Period(begins.start(), end, _edge(left, "begin", default), None)
    return _single(text, left, end, default)


def _single(text: str, term: Term, end: int, default: int | None) -> Period | None:
    through = _THROUGH.search(text, max(0, term.start - LOOK_BACK), term.start)
    year_long = term.unit in ("year", "school_year") and term.part is None
    if term.unit == "school_year" and term.weak and term.part is None and through is None:
        return None
    if term.unit == "school_year" and term.year is None and term.part is not None:
        edge = school_year_edge(term, term.part[0], default)
        first, last = (edge.replace(day=1), edge.replace(day=30 if edge.month == 9 else 31)) if edge else (None, None)  # noqa: PLR2004
        return Period(term.start, end, first, last)
    span = days(term, default)
    start = through.start() if through else term.start
    first, last = span or (None, None)
    return Period(
        start, end, first, last, vague=through is not None and year_long, whole_year=term.unit == "year" and year_long
    )


def _edge(term: Term, side: str, default: int | None) -> date | None:
    """The one day meant by «до …» and «с …»."""
    if term.part is not None and term.part[0] == "begin":
        if term.unit == "school_year":
            return school_year_edge(term, "begin", default)
        span = days(term, default)
        return span[0] if span else None
    if term.unit == "school_year" and (term.part is not None or term.year is None):
        return school_year_edge(term, side, default)
    span = days(term, default)
    return None if span is None else span[1 if side == "end" else 0]


def _range(left: Term, right: Term, default: int | None) -> tuple[date | None, date | None]:
    first, last = days(left, default), days(right, default)
    if first is None or last is None:
        return None, None
    if first[0] > last[1] and left.year == right.year:
        # «ноябрь - февраль 2023» begins the year before; without any year it ends in the next one.
        if right.year is not None:
            first = days(replace(left, year=right.year - 1), default)
        elif default is not None:
            last = days(replace(right, year=default + 1), default)
    if first is None or last is None:
        return None, None
    return first[0], last[1]
