"""Experts' forms: opened, marked criterion by criterion with their history, finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, true, type_coerce

from review.errors import NotFound
from review.model.assessment import Assessment, Mark
from review.model.finding import Total
from review.store import codec
from review.store.database import stale
from review.store.tables.campaigns import AssignmentRow
from review.store.tables.declared import Moment
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import AssessmentRow, MarkChangeRow, MarkRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import SchoolRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Change:
    """One save of a mark."""

    mark: Mark
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Form:
    """An assessment with the rubric edition it was opened with."""

    assessment: Assessment
    rubric: str
    rubric_sha256: str


def _value(row: AssessmentRow, expert: str) -> Assessment:
    return Assessment(
        id=row.id,
        version_id=row.version_id,
        expert_id=row.expert_id,
        expert=expert,
        finished_at=row.finished_at,
        marks=tuple(_mark(mark) for mark in row.marks),
        praise=row.praise,
        summary=row.summary,
        total=codec.unpack(Total, row.total),
    )


def _mark(row: MarkRow) -> Mark:
    return Mark(
        code=row.code,
        level=row.level,
        not_applicable=row.not_applicable,
        reason=row.reason,
        recommendation=row.recommendation,
        proposed=row.proposed,
        version=row.version,
        saved_at=row.saved_at,
        carried_from=row.carried_from,
    )


def of_version(session: Session, version_id: int) -> list[Form]:
    """Every form of a version, in the order they were opened."""
    rows = session.execute(
        select(AssessmentRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == AssessmentRow.expert_id)
        .where(AssessmentRow.version_id == version_id)
        .order_by(AssessmentRow.id)
    )
    return [Form(_value(row, expert), row.rubric, row.rubric_sha256) for row, expert in rows]


def locked(session: Session, assessment_id: int) -> Form:
    """One form, locked for this transaction. Raises NotFound."""
    row = session.scalar(
        select(AssessmentRow).where(AssessmentRow.id == assessment_id).with_for_update(of=AssessmentRow)
    )
    if row is None:
        raise NotFound("Такой формы экспертизы нет.", "Вернитесь к документу и откройте её снова.")
    expert = session.get_one(PersonRow, row.expert_id).full_name
    return Form(_value(row, expert), row.rubric, row.rubric_sha256)


def look(session: Session, assessment_id: int) -> Form:
    """One form as it stands, without a lock. Raises NotFound."""
    row = session.get(AssessmentRow, assessment_id)
    if row is None:
        raise NotFound("Такой формы экспертизы нет.", "Вернитесь к документу и откройте её снова.")
    return Form(_value(row, session.get_one(PersonRow, row.expert_id).full_name), row.rubric, row.rubric_sha256)


def open_form(
    session: Session, *, version_id: int, expert_id: int, rubric: tuple[str, str], total: Total, now: datetime
) -> int:
    """A new, empty form under a rubric edition (id, hash)."""
    row = AssessmentRow(
        version_id=version_id,
        expert_id=expert_id,
        rubric=rubric[0],
        rubric_sha256=rubric[1],
        opened_at=now,
        total=codec.pack(total),
    )
    session.add(row)
    session.flush()
    return row.id


def save_mark(
    session: Session, assessment_id: int, mark: Mark, *, expected: int | None, by: int, now: datetime
) -> None:
    """Save one criterion and its history. Raises Stale unless the stored mark is at version `expected` (None: any)."""
    row = session.scalar(select(MarkRow).where(MarkRow.assessment_id == assessment_id, MarkRow.code == mark.code))
    held = row.version if row is not None else 0
    if expected is not None and held != expected:
        raise stale()
    if row is None:
        row = MarkRow(assessment_id=assessment_id, code=mark.code)
        session.add(row)
    row.level, row.not_applicable = mark.level, mark.not_applicable
    row.reason, row.recommendation, row.proposed = mark.reason, mark.recommendation, mark.proposed
    row.saved_at, row.carried_from = now, mark.carried_from
    session.flush()
    session.add(
        MarkChangeRow(
            assessment_id=assessment_id,
            code=mark.code,
            version=row.version,
            level=mark.level,
            not_applicable=mark.not_applicable,
            reason=mark.reason,
            recommendation=mark.recommendation,
            saved_at=now,
            saved_by=by,
        )
    )
    session.flush()


def save_total(session: Session, assessment_id: int, total: Total) -> None:
    """The sum of the marks set so far."""
    row = session.get_one(AssessmentRow, assessment_id)
    row.total, row.zone, row.share = codec.pack(total), total.zone, total.share
    session.flush()
    session.expire(row, ["marks"])


def save_texts(session: Session, assessment_id: int, *, praise: str, summary: str) -> None:
    """What the expert says of the whole document."""
    row = session.get_one(AssessmentRow, assessment_id)
    row.praise, row.summary = praise, summary
    session.flush()


def set_finished(session: Session, assessment_id: int, moment: datetime | None) -> None:
    """Close the form, or open it again."""
    session.get_one(AssessmentRow, assessment_id).finished_at = moment
    session.flush()


def history(session: Session, assessment_id: int, code: str) -> tuple[Change, ...]:
    """Every save of a mark, the latest first."""
    rows = session.execute(
        select(MarkChangeRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == MarkChangeRow.saved_by)
        .where(MarkChangeRow.assessment_id == assessment_id, MarkChangeRow.code == code)
        .order_by(MarkChangeRow.version.desc())
    )
    return tuple(
        Change(
            Mark(
                code=row.code,
                level=row.level,
                not_applicable=row.not_applicable,
                reason=row.reason,
                recommendation=row.recommendation,
                version=row.version,
                saved_at=row.saved_at,
            ),
            row.saved_at,
            by,
        )
        for row, by in rows
    )


@dataclass(frozen=True, slots=True)
class Done:
    """What an expert has finished in a season: how many documents, from when to when."""

    expert_id: int
    documents: int
    first: datetime
    last: datetime


def finished(
    session: Session, *, season_id: int, municipality_ids: Collection[int], campaign_id: int | None = None
) -> dict[int, Done]:
    """Finished forms of a season's documents by expert, in one campaign or all; versions of a document count once."""
    document = VersionRow.document_id
    moment = AssessmentRow.finished_at
    seats = select(AssignmentRow.assessment_id).where(AssignmentRow.campaign_id == campaign_id)
    rows = session.execute(
        select(
            AssessmentRow.expert_id,
            func.count(document.distinct()),
            type_coerce(func.min(moment), Moment),
            type_coerce(func.max(moment), Moment),
        )
        .join(VersionRow, VersionRow.id == AssessmentRow.version_id)
        .join(DocumentRow, DocumentRow.id == document)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .where(
            DocumentRow.season_id == season_id,
            DocumentRow.withdrawn_at.is_(None),
            SchoolRow.municipality_id.in_(municipality_ids),
            moment.is_not(None),
            true() if campaign_id is None else AssessmentRow.id.in_(seats),
        )
        .group_by(AssessmentRow.expert_id)
    )
    return {row[0]: Done(*row) for row in rows}
