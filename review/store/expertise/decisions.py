"""Decisions on versions, and the rubric editions they froze."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from review.errors import WrongState
from review.model.assessment import Decision, Verdict
from review.store.tables.documents import VersionRow
from review.store.tables.expertise import DecisionRow, EditionRow
from review.store.tables.people import PersonRow
from review.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What is decided."""

    version_id: int
    assessment_id: int
    verdict: Verdict
    grounds: str
    decided_by: int
    due: datetime | None
    rubric: str
    rubric_sha256: str


def freeze(session: Session, rubric: str, sha256: str, now: datetime) -> bool:
    """Remember the content of an edition at its first use. True when this was the first.

    Raises WrongState when the edition was used before with other content.
    """
    if insert_new(session, EditionRow, id=rubric, sha256=sha256, frozen_at=now):
        return True
    known = session.get_one(EditionRow, rubric)
    if known.sha256 != sha256:
        raise WrongState(
            f"Редакция критериев {rubric} изменилась после того, как по ней уже приняты решения.",
            "Верните прежний файл критериев, а изменения внесите новой редакцией.",
        )
    return False


def frozen(session: Session) -> dict[str, str]:
    """Hash by edition."""
    return {row.id: row.sha256 for row in session.scalars(select(EditionRow).order_by(EditionRow.id))}


def add(session: Session, new: NewDecision, now: datetime) -> int:
    """Write a decision; it replaces earlier ones on the version without deleting them."""
    last = session.scalar(select(func.max(DecisionRow.number)).where(DecisionRow.version_id == new.version_id))
    row = DecisionRow(
        version_id=new.version_id,
        number=(last or 0) + 1,
        assessment_id=new.assessment_id,
        verdict=new.verdict,
        grounds=new.grounds,
        decided_by=new.decided_by,
        decided_at=now,
        due=new.due,
        rubric=new.rubric,
        rubric_sha256=new.rubric_sha256,
    )
    session.add(row)
    session.flush()
    return row.id


def of_versions(session: Session, version_ids: Sequence[int]) -> tuple[Decision, ...]:
    """Decisions on these versions, the latest first."""
    rows = session.execute(
        select(DecisionRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == DecisionRow.decided_by)
        .where(DecisionRow.version_id.in_(version_ids))
        .order_by(DecisionRow.decided_at.desc(), DecisionRow.id.desc())
    )
    return tuple(
        Decision(
            id=row.id,
            version_id=row.version_id,
            assessment_id=row.assessment_id,
            verdict=Verdict(row.verdict),
            grounds=row.grounds,
            decided_by=by,
            decided_at=row.decided_at,
            due=row.due,
            rubric=row.rubric,
            rubric_sha256=row.rubric_sha256,
        )
        for row, by in rows
    )


def decider(session: Session, decision_id: int) -> int:
    """Who took a decision."""
    return session.get_one(DecisionRow, decision_id).decided_by


def of_document(session: Session, document_id: int) -> tuple[Decision, ...]:
    """Decisions on all versions of a document, the latest first."""
    versions = session.scalars(select(VersionRow.id).where(VersionRow.document_id == document_id))
    return of_versions(session, list(versions))
