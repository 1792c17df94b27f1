"""Which of several forms of a version counts in lists: the arbitrator's, the further expert's, the first seat's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select

from review.model.campaigns import SEATED, Purpose
from review.store.tables.campaigns import AssignmentRow
from review.store.tables.documents import VersionRow
from review.store.tables.expertise import AssessmentRow, MarkRow
from review.store.tables.people import PersonRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

_BY_SEAT = and_(AssignmentRow.assessment_id == AssessmentRow.id, AssignmentRow.state.in_(SEATED))
_COUNTS = or_(AssignmentRow.id.is_(None), AssignmentRow.purpose != Purpose.RECHECK)
_RANK = case(
    (AssignmentRow.purpose.in_((Purpose.FURTHER, Purpose.ARBITRATION)), -AssignmentRow.seat),
    else_=func.coalesce(AssignmentRow.seat, 0),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an expert has come with a form."""

    expert: str
    marked: int


@dataclass(slots=True)
class Work:
    """What experts have done on a version: the finished form that counts, the actor's own, the least advanced."""

    finished: AssessmentRow | None = None
    own: Progress | None = None
    shown: Progress | None = None


def finished(column: Any) -> ColumnElement[Any]:  # noqa: ANN401 - any column of the assessment
    """A column of the finished assessment that counts for the version of the query."""
    return (
        select(column)
        .outerjoin(AssignmentRow, _BY_SEAT)
        .where(AssessmentRow.version_id == VersionRow.id, AssessmentRow.finished_at.is_not(None), _COUNTS)
        .order_by(_RANK, AssessmentRow.finished_at.desc())
        .limit(1)
        .correlate(VersionRow)
        .scalar_subquery()
    )


def counting_id(session: Session, version_id: int) -> int | None:
    """The finished assessment of a version that counts."""
    return session.scalar(
        select(AssessmentRow.id)
        .outerjoin(AssignmentRow, _BY_SEAT)
        .where(AssessmentRow.version_id == version_id, AssessmentRow.finished_at.is_not(None), _COUNTS)
        .order_by(_RANK, AssessmentRow.finished_at.desc())
        .limit(1)
    )


def works(session: Session, actor_id: int, versions: Sequence[int]) -> dict[int, Work]:
    """The work on each of these versions."""
    marked = (
        select(func.count())
        .where(MarkRow.assessment_id == AssessmentRow.id, or_(MarkRow.level.is_not(None), MarkRow.not_applicable))
        .scalar_subquery()
    )
    rows = session.execute(
        select(AssessmentRow, PersonRow.full_name, marked, _COUNTS.label("counts"))
        .join(PersonRow, PersonRow.id == AssessmentRow.expert_id)
        .outerjoin(AssignmentRow, _BY_SEAT)
        .where(AssessmentRow.version_id.in_(versions), or_(_COUNTS, AssessmentRow.expert_id == actor_id))
        .order_by(_RANK, AssessmentRow.finished_at.desc(), AssessmentRow.id)
    )
    found: dict[int, Work] = {}
    ended: set[int] = set()  # versions whose shown progress is of a finished form
    for row, expert, count, counts in rows:
        work = found.setdefault(row.version_id, Work())
        progress = Progress(expert, count or 0)
        if not counts:  # the actor's own form of a re-check
            work.own = progress
            continue
        if row.finished_at is not None:
            work.finished = work.finished or row
        if row.expert_id == actor_id:
            work.own = progress
        is_open = row.finished_at is None
        if work.shown is None or (is_open and row.version_id in ended):
            work.shown = progress
            (ended.discard if is_open else ended.add)(row.version_id)
    return found
