"""The road map lacks columns or leaves cells empty.

What it looks for:
    The columns the profile demands, by their usual names, and empty cells in them.
Why it matters:
    A measure without its term, indicator, responsible person or participants cannot be controlled.
Fails:
    No road map, or two columns missing (level 0); one column missing, or empty cells (level 1).
Passes:
    All columns, all cells.
Parameters:
    empty_cells: how many empty cells are overlooked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.passages import task_above
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.plan import Plan, PlanRow

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_plan", "absent", "empty", "fine")
PROVEN: tuple[str, ...] = ()

TITLES = {
    "task": "задача",
    "measure": "мероприятие",
    "term": "срок",
    "indicator": "показатель",
    "responsible": "ответственный",
    "participants": "участники",
    "number": "№ п/п",
}
_MOST = 0.6
_EMPTY = re.compile(r"[\s\-–—_.…/]*")


@dataclass(frozen=True)
class Params:
    """Empty cells that are overlooked."""

    empty_cells: int = 0


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by missing columns, then by empty cells."""
    kind = subject.profile.kind(subject.kind)
    wanted = kind.columns if kind is not None else ()
    plans = subject.facts.plans
    if not subject.facts.rows:
        return Proposal(0, 0.85, (Reason("no_plan"),))
    columns = {column for plan in plans for column in plan.columns or _told_columns(plan)}
    absent = [column for column in wanted if column not in columns and not _told(subject, column)]
    header = tuple(quote for plan in plans for quote in plan.header)
    reasons = []
    if absent:
        words = ", ".join(f"«{TITLES.get(column, column)}»" for column in absent)
        reasons.append(Reason("absent", {"columns": words}, header))
    if len(absent) > 1:
        return Proposal(0, 0.9, tuple(reasons))
    empty = [(row, column) for row in subject.facts.rows for column in wanted if _is_empty(row, column)]
    if len(empty) > params.empty_cells:
        words = ", ".join(dict.fromkeys(f"«{TITLES.get(column, column)}»" for _, column in empty))
        quotes = tuple(row.measure for row, _ in empty if row.measure is not None)
        reasons.append(Reason("empty", {"count": len(empty), "columns": words}, quotes[:8]))
    if reasons:
        return Proposal(1, 0.88, tuple(reasons))
    return Proposal(2, 0.93, (Reason("fine", {"rows": len(subject.facts.rows)}, header),))


def _told_columns(plan: Plan) -> set[str]:
    """What most items of a plan told as a list say."""
    least = _MOST * len(plan.rows)
    return {name for name in TITLES if sum(bool(_filled(row, name)) for row in plan.rows) >= least}


def _filled(row: PlanRow, column: str) -> str:
    quote: Quote | str | None = getattr(row, column)
    return quote if isinstance(quote, str) else quote.text.strip() if quote is not None else ""


def _told(subject: Subject, column: str) -> bool:
    """Tasks may stand as lines that head groups of rows, or above each table, instead of in a column of their own."""
    if column != "task":
        return False
    plans = [plan for plan in subject.facts.plans if plan.rows]
    return bool(plans) and all(
        task_above(subject.document, plan.block) or all(row.task is not None or row.section for row in plan.rows)
        for plan in plans
    )


def _is_empty(row: PlanRow, column: str) -> bool:
    quote: Quote | None = getattr(row, column, None)
    return quote is not None and _EMPTY.fullmatch(quote.text) is not None
