"""A plan of measures as a document's table or text gives it: rows of programmes and of road maps alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.document import Quote
    from review.model.language import DateSpan


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a plan or road map. A field is None when the table has no such column, empty text when the cell is."""

    row: int
    number: str
    task: Quote | None
    measure: Quote | None
    term: Quote | None
    dates: tuple[DateSpan, ...]
    indicator: Quote | None
    responsible: Quote | None
    participants: Quote | None
    extra: Quote | None = None  # description, confirming document
    section: str = ""
    page: int | None = None
    risks: tuple[str, ...] = ()
    block: str = ""  # id of the table the row stands in
    direction: Quote | None = None  # the risk direction's own column, where the table has one
    inherited: tuple[str, ...] = ()  # names of fields whose words stand in a row above («^», «то же»)


@dataclass(frozen=True, slots=True)
class Plan:
    """A table of measures: canonical column names found, in order, and its rows."""

    block: str  # id of the (first) table
    columns: tuple[str, ...]  # number, task, measure, term, indicator, responsible, participants, description, result
    header: tuple[Quote, ...]
    rows: tuple[PlanRow, ...]
    heading: Quote | None = None
