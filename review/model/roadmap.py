"""A road map as read: its measures in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from review.model.document import Quote
from review.model.plan import PlanRow

Level = Literal["regional", "municipal", "school"]


@dataclass(frozen=True, slots=True)
class Approved:
    """The approval mark of a road map; None where the document says nothing or leaves a blank."""

    by: str | None
    date: date | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a road map."""

    number: str | None
    section: str | None
    name: str
    start: date | None
    end: date | None
    term: str | None
    recurring: str | None
    responsible: tuple[str, ...]
    indicator: str | None
    description: str | None
    page: int | None
    row: PlanRow


@dataclass(frozen=True, slots=True)
class RoadMap:
    """A plan of measures of a region, a municipality or a school."""

    title: str | None
    level: Level | None
    territory: str | None
    year: int | None
    approved: Approved
    measures: tuple[Measure, ...]
    title_quote: Quote | None = None
