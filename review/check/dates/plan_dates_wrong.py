"""Terms of the road map lie outside the period, are vague, or all fall on one stage.

What it looks for:
    Each row's term: concrete, inside the card's period, not before approval; measures finished by the end of stage 1
    and measures of stage 2.
Why it matters:
    Only dated measures can be confirmed stage by stage.
Fails:
    No terms, or most of them outside the period (level 0); vague terms, some outside the period or before approval,
    or everything on one stage (level 1).
Passes:
    Concrete terms over both stages.
Parameters:
    vague_share: part of the rows that may be vague;
    outside_share: part of the rows outside the period from which on the level is 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from review.check.plan_terms import approved, frame, term_of, window
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from datetime import date

    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.plan import PlanRow

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_terms", "outside", "before_approval", "vague", "empty", "one_stage", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """What is still tolerable."""

    vague_share: float = 0.07
    outside_share: float = 0.5
    grace_days: int = 0


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the terms of all rows."""
    rows = subject.facts.rows
    kinds = [(row, term_of(row, subject)) for row in rows]
    dated = [(row, window(row.dates)) for row, kind in kinds if kind == "concrete"]
    vague = [row for row, kind in kinds if kind == "vague"]
    empty = [row for row, kind in kinds if kind == "absent"]
    if not rows or len(empty) == len(rows):
        return Proposal(0, 0.85, (Reason("no_terms"),))
    outside = [row for row, span in dated if _is_outside(subject, span)]
    if len(outside) > params.outside_share * len(rows):
        return Proposal(0, 0.88, (_reason("outside", outside, rows),))
    said = []
    if outside:
        said.append(_reason("outside", outside, rows))
    early = [row for row, span in dated if row not in outside and _is_early(subject, span, params.grace_days)]
    if early:
        said.append(_reason("before_approval", early, rows))
    if len(vague) > params.vague_share * len(rows):
        said.append(_reason("vague", vague, rows))
    if empty:
        said.append(_reason("empty", empty, rows))
    if not dated and vague:
        return Proposal(1, 0.7, tuple(said or [_reason("vague", vague, rows)]))
    if not said and not _over_stages(subject, [span for _, span in dated]):
        said.append(Reason("one_stage", {}, _terms([row for row, _ in dated])))
    if said:
        return Proposal(1, 0.85, tuple(said))
    return Proposal(2, 0.9, (Reason("fine", {}, _terms([row for row, _ in dated])[:4]),))


def _reason(key: str, some: list[PlanRow], rows: tuple[PlanRow, ...]) -> Reason:
    return Reason(key, {"count": len(some), "total": len(rows)}, _terms(some))


def _terms(rows: list[PlanRow]) -> tuple[Quote, ...]:
    return tuple(quote for row in rows if (quote := row.term or row.measure) is not None)[:8]


def _is_outside(subject: Subject, span: tuple[date | None, date | None]) -> bool:
    start, end = frame(subject)
    first, last = span
    return (last is not None and (last < start or last > end)) or (first is not None and first > end)


def _is_early(subject: Subject, span: tuple[date | None, date | None], grace: int) -> bool:
    """Over before the programme was approved."""
    day = approved(subject)
    return day is not None and span[1] is not None and span[1] < day - timedelta(days=grace)


def _over_stages(subject: Subject, spans: list[tuple[date | None, date | None]]) -> bool:
    """Something ends by the end of stage 1, something after it."""
    stage = subject.profile.stage(1)
    if stage is None:
        return True
    ends = [last for _, last in spans if last is not None]
    return any(end <= stage.end for end in ends) and any(end > stage.end for end in ends)
