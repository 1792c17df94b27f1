"""Dissents: the opinions of experts whose levels were overruled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from review.model.opinion import Dissent
from review.store.tables.expertise import AssessmentRow
from review.store.tables.people import PersonRow
from review.store.tables.second_opinion import DissentRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def of_version(session: Session, version_id: int) -> tuple[Dissent, ...]:
    """Every dissent on a version, in the order they were written; the caller has asked who may see them."""
    rows = session.execute(
        select(DissentRow, PersonRow.full_name)
        .join(AssessmentRow, AssessmentRow.id == DissentRow.assessment_id)
        .join(PersonRow, PersonRow.id == AssessmentRow.expert_id)
        .where(AssessmentRow.version_id == version_id)
        .order_by(DissentRow.written_at, DissentRow.id)
    )
    return tuple(Dissent(row.assessment_id, name, row.text, row.written_at) for row, name in rows)


def put(session: Session, assessment_id: int, text: str, now: datetime) -> bool:
    """Keep a dissent; True when it is the first of this form."""
    row = session.scalar(select(DissentRow).where(DissentRow.assessment_id == assessment_id))
    if row is not None:
        row.text, row.written_at = text, now
        session.flush()
        return False
    session.add(DissentRow(assessment_id=assessment_id, text=text, written_at=now))
    session.flush()
    return True
