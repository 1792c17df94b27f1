"""Checks switched off for a region, with the history of every switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from review.model.opinion import Switch
from review.store.tables.people import PersonRow
from review.store.tables.second_opinion import CriterionSwitchRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def lasting(session: Session, region_id: int, rubric: str | None = None) -> tuple[Switch, ...]:
    """What is switched off in a region now."""
    query = (
        select(CriterionSwitchRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == CriterionSwitchRow.switched_by)
        .where(CriterionSwitchRow.region_id == region_id, CriterionSwitchRow.ended_at.is_(None))
        .order_by(CriterionSwitchRow.rubric, CriterionSwitchRow.code)
    )
    if rubric is not None:
        query = query.where(CriterionSwitchRow.rubric == rubric)
    return tuple(
        Switch(row.rubric, row.code, row.reason, name, row.switched_at) for row, name in session.execute(query)
    )


def switch_off(
    session: Session, *, region_id: int, rubric: str, code: str, reason: str, by: int, now: datetime
) -> bool:
    """False when it is off already."""
    if _row(session, region_id, rubric, code) is not None:
        return False
    session.add(
        CriterionSwitchRow(
            region_id=region_id, rubric=rubric, code=code, reason=reason, switched_by=by, switched_at=now
        )
    )
    session.flush()
    return True


def switch_on(session: Session, *, region_id: int, rubric: str, code: str, by: int, now: datetime) -> bool:
    """False when it was not off."""
    row = _row(session, region_id, rubric, code)
    if row is None:
        return False
    row.ended_by, row.ended_at = by, now
    session.flush()
    return True


def _row(session: Session, region_id: int, rubric: str, code: str) -> CriterionSwitchRow | None:
    return session.scalar(
        select(CriterionSwitchRow)
        .where(
            CriterionSwitchRow.region_id == region_id,
            CriterionSwitchRow.rubric == rubric,
            CriterionSwitchRow.code == code,
            CriterionSwitchRow.ended_at.is_(None),
        )
        .with_for_update(of=CriterionSwitchRow)
    )
