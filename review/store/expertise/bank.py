"""The bank of recommendations of a region: what experts are offered, and how often each was used and heeded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from review.errors import NotFound
from review.model.submission import DocumentState
from review.store.database import stale
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import AssessmentRow, MarkRow
from review.store.tables.people import PersonRow
from review.store.tables.region import RecommendationChangeRow, RecommendationRow
from review.store.tables.territory import MunicipalityRow, SchoolRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

MOST_USED = 50  # wordings shown per criterion


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One wording. `offered` False: kept, but no longer shown to experts."""

    id: int
    region_id: int
    kind: str
    code: str
    text: str
    offered: bool
    version: int


@dataclass(frozen=True, slots=True)
class Used:
    """A wording experts have given: how often, and how many of those documents came to conform in the end."""

    text: str
    times: int
    heeded: int


@dataclass(frozen=True, slots=True)
class Change:
    """One wording a recommendation had."""

    version: int
    text: str
    offered: bool
    by: str
    at: datetime


def of_region(
    session: Session, region_id: int, *, kind: str | None = None, code: str | None = None, offered: bool = False
) -> tuple[Recommendation, ...]:
    """The bank, by kind and criterion."""
    query = select(RecommendationRow).where(RecommendationRow.region_id == region_id)
    if kind is not None:
        query = query.where(RecommendationRow.kind == kind)
    if code is not None:
        query = query.where(RecommendationRow.code == code)
    if offered:
        query = query.where(RecommendationRow.offered)
    rows = session.scalars(query.order_by(RecommendationRow.kind, RecommendationRow.code, RecommendationRow.id))
    return tuple(_value(row) for row in rows)


def _value(row: RecommendationRow) -> Recommendation:
    return Recommendation(row.id, row.region_id, row.kind, row.code, row.text, row.offered, row.version)


def used(session: Session, region_id: int, kind: str) -> dict[str, tuple[Used, ...]]:
    """Wordings of finished forms of the region by criterion, the most frequent first."""
    heeded = func.count().filter(DocumentRow.state == DocumentState.CONFORMS)
    query = (
        select(MarkRow.code, MarkRow.recommendation, func.count(), heeded)
        .join(AssessmentRow, AssessmentRow.id == MarkRow.assessment_id)
        .join(VersionRow, VersionRow.id == AssessmentRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .join(MunicipalityRow, MunicipalityRow.id == SchoolRow.municipality_id)
        .where(
            MunicipalityRow.region_id == region_id,
            DocumentRow.kind == kind,
            MarkRow.recommendation != "",
            AssessmentRow.finished_at.is_not(None),
        )
        .group_by(MarkRow.code, MarkRow.recommendation)
        .order_by(func.count().desc(), MarkRow.recommendation)
    )
    found: dict[str, list[Used]] = {}
    for code, text, times, good in session.execute(query):
        found.setdefault(code, []).append(Used(text, times, good))
    return {code: tuple(many[:MOST_USED]) for code, many in found.items()}


def look(session: Session, recommendation_id: int) -> Recommendation:
    """One of the bank. Raises NotFound."""
    row = session.get(RecommendationRow, recommendation_id)
    if row is None:
        raise NotFound("Такой рекомендации в банке нет.", "Обновите страницу банка.")
    return _value(row)


def add(session: Session, *, region_id: int, kind: str, code: str, text: str, by: int, now: datetime) -> Recommendation:
    """A new wording, with the first line of its history."""
    row = RecommendationRow(region_id=region_id, kind=kind, code=code, text=text, offered=True)
    session.add(row)
    session.flush()
    _remember(session, row, by, now)
    return _value(row)


def save(
    session: Session, recommendation_id: int, *, text: str, offered: bool, expected: int, by: int, now: datetime
) -> Recommendation:
    """Change a wording; the earlier ones stay in its history. Raises Stale."""
    row = session.get(RecommendationRow, recommendation_id, with_for_update=True)
    if row is None or row.version != expected:
        raise stale()
    row.text, row.offered = text, offered
    session.flush()
    if row.version != expected:
        _remember(session, row, by, now)
    return _value(row)


def _remember(session: Session, row: RecommendationRow, by: int, now: datetime) -> None:
    session.add(
        RecommendationChangeRow(
            recommendation_id=row.id,
            version=row.version,
            text=row.text,
            offered=row.offered,
            changed_by=by,
            changed_at=now,
        )
    )
    session.flush()


def history(session: Session, recommendation_id: int) -> tuple[Change, ...]:
    """Every wording it had, the latest first."""
    query = (
        select(RecommendationChangeRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == RecommendationChangeRow.changed_by)
        .where(RecommendationChangeRow.recommendation_id == recommendation_id)
        .order_by(RecommendationChangeRow.version.desc())
    )
    return tuple(
        Change(row.version, row.text, row.offered, name, row.changed_at) for row, name in session.execute(query)
    )
