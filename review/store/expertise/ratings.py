"""Levels several experts gave the same documents, read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from review.model.agreement import Rating
from review.model.campaigns import AssignmentState, Purpose
from review.store.tables.campaigns import AssignmentRow
from review.store.tables.expertise import AssessmentRow, MarkRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.store.database import Session


def of_versions(session: Session, version_ids: Sequence[int]) -> tuple[tuple[Rating, Purpose], ...]:
    """Every level of finished forms that were written on a seat, with why the expert read the document."""
    rows = session.execute(
        select(AssessmentRow.version_id, AssessmentRow.expert_id, MarkRow.code, MarkRow.level, AssignmentRow.purpose)
        .join(AssignmentRow, AssignmentRow.assessment_id == AssessmentRow.id)
        .join(MarkRow, MarkRow.assessment_id == AssessmentRow.id)
        .where(
            AssessmentRow.version_id.in_(version_ids),
            AssessmentRow.finished_at.is_not(None),
            AssignmentRow.state == AssignmentState.DONE,
            MarkRow.level.is_not(None),
        )
        .order_by(MarkRow.id)
    )
    return tuple(
        (Rating(version, person, code, level or 0), Purpose(why)) for version, person, code, level, why in rows
    )
