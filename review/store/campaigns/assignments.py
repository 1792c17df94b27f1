"""Who assesses which version in a campaign, with the history of every seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from review.errors import NotFound
from review.model.campaigns import LIVE, SEATED, Assignment, AssignmentState, Purpose
from review.store import visible
from review.store.tables.campaigns import AssignmentRow, CampaignRow
from review.store.tables.documents import DocumentRow
from review.store.tables.expertise import AssessmentRow, MarkRow
from review.store.tables.people import PersonRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor


def _query() -> Select[AssignmentRow, str]:
    return (
        select(AssignmentRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == AssignmentRow.expert_id)
        .order_by(AssignmentRow.document_id, AssignmentRow.seat, AssignmentRow.id)
    )


def _value(row: AssignmentRow, expert: str) -> Assignment:
    return Assignment(
        id=row.id,
        campaign_id=row.campaign_id,
        document_id=row.document_id,
        version_id=row.version_id,
        expert_id=row.expert_id,
        expert=expert,
        seat=row.seat,
        purpose=Purpose(row.purpose),
        state=AssignmentState(row.state),
        reason=row.reason,
        due=row.due,
        assessment_id=row.assessment_id,
        assigned_at=row.assigned_at,
        finished_at=row.finished_at,
    )


def of_campaign(session: Session, campaign_id: int) -> tuple[Assignment, ...]:
    """Every assignment ever made in a campaign, by document and seat."""
    rows = session.execute(_query().where(AssignmentRow.campaign_id == campaign_id))
    return tuple(_value(*row) for row in rows)


def of_version(session: Session, version_id: int) -> tuple[Assignment, ...]:
    """Assignments of a version that hold their seat, by seat."""
    rows = session.execute(_query().where(AssignmentRow.version_id == version_id, AssignmentRow.state.in_(SEATED)))
    return tuple(_value(*row) for row in rows)


def of_document(session: Session, document_id: int) -> tuple[Assignment, ...]:
    """Every assignment of a document, in running and closed campaigns."""
    return tuple(_value(*row) for row in session.execute(_query().where(AssignmentRow.document_id == document_id)))


def of_expert(session: Session, person_id: int, *, season_id: int) -> tuple[Assignment, ...]:
    """What an expert has to read or has read in the running campaigns of a season."""
    query = (
        _query()
        .join(CampaignRow, CampaignRow.id == AssignmentRow.campaign_id)
        .where(
            AssignmentRow.expert_id == person_id,
            AssignmentRow.state.in_(SEATED),
            CampaignRow.season_id == season_id,
            CampaignRow.closed_at.is_(None),
        )
    )
    return tuple(_value(*row) for row in session.execute(query))


def of_assessment(session: Session, assessment_id: int) -> Assignment | None:
    """The assignment a form was opened for; None for a form of the shared desk."""
    row = session.execute(
        _query().where(AssignmentRow.assessment_id == assessment_id, AssignmentRow.state.in_(SEATED))
    ).first()
    return None if row is None else _value(*row)


def locked(session: Session, actor: Actor, assignment_id: int) -> Assignment:
    """An assignment of a campaign the actor leads, or the actor's own; locked. Raises NotFound."""
    query = (
        select(AssignmentRow)
        .join(CampaignRow, CampaignRow.id == AssignmentRow.campaign_id)
        .where(
            AssignmentRow.id == assignment_id,
            or_(visible.led_campaigns(actor), AssignmentRow.expert_id == actor.id),
        )
        .with_for_update(of=AssignmentRow)
    )
    row = session.scalar(query)
    if row is None:
        raise NotFound("Такого назначения нет.", "Обновите страницу кампании.")
    return _value(row, session.get_one(PersonRow, row.expert_id).full_name)


def held(session: Session, assignment_id: int) -> Assignment:
    """An assignment as it stands this moment, locked: an expert may open a form while a plan is applied."""
    query = select(AssignmentRow).where(AssignmentRow.id == assignment_id)
    row = session.scalars(query.with_for_update(of=AssignmentRow).execution_options(populate_existing=True)).one()
    return _value(row, session.get_one(PersonRow, row.expert_id).full_name)


def add(
    session: Session,
    *,
    campaign_id: int,
    document_id: int,
    version_id: int,
    expert_id: int,
    seat: int,
    due: date,
    by: int,
    now: datetime,
    purpose: Purpose = Purpose.REVIEW,
) -> int:
    """Seat an expert."""
    row = AssignmentRow(
        campaign_id=campaign_id,
        document_id=document_id,
        version_id=version_id,
        expert_id=expert_id,
        seat=seat,
        purpose=purpose,
        due=due,
        assigned_by=by,
        assigned_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def add_all(
    session: Session,
    seats: Iterable[tuple[int, int, int, int]],
    *,
    campaign_id: int,
    due: date,
    by: int,
    now: datetime,
    purpose: Purpose,
) -> None:
    """Seat many at once: (document, version, expert, seat)."""
    session.add_all(
        AssignmentRow(
            campaign_id=campaign_id,
            document_id=document_id,
            version_id=version_id,
            expert_id=expert_id,
            seat=seat,
            purpose=purpose,
            due=due,
            assigned_by=by,
            assigned_at=now,
        )
        for document_id, version_id, expert_id, seat in seats
    )
    session.flush()


def change(session: Session, assignment_id: int, **values: object) -> None:
    """Set columns of an assignment: state, reason, due, assessment_id, version_id, answered_at, finished_at."""
    row = session.get_one(AssignmentRow, assignment_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def marked(session: Session, assessment_ids: Collection[int]) -> dict[int, int]:
    """How many criteria each form has marked."""
    rows = session.execute(
        select(MarkRow.assessment_id, func.count())
        .where(
            MarkRow.assessment_id.in_(assessment_ids),
            or_(MarkRow.level.is_not(None), MarkRow.not_applicable),
        )
        .group_by(MarkRow.assessment_id)
    )
    return {row[0]: row[1] for row in rows}


def results(session: Session, assessment_ids: Collection[int]) -> dict[int, tuple[float | None, str | None]]:
    """(share, zone) of finished forms; the caller has made sure that all seats are done."""
    rows = session.execute(
        select(AssessmentRow.id, AssessmentRow.share, AssessmentRow.zone).where(
            AssessmentRow.id.in_(assessment_ids), AssessmentRow.finished_at.is_not(None)
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def waits_for_somebody(session: Session, campaign_id: int) -> bool:
    """Is anybody still to answer or to finish?"""
    query = (
        select(AssignmentRow.id)
        .join(DocumentRow, DocumentRow.id == AssignmentRow.document_id)
        .where(
            AssignmentRow.campaign_id == campaign_id,
            AssignmentRow.state.in_(LIVE),
            DocumentRow.withdrawn_at.is_(None),
        )
    )
    return session.scalar(query.limit(1)) is not None
