"""Appeals against decisions: filed, answered, listed for those whom they concern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from review.errors import NotFound
from review.model.appeal import OPEN, Appeal, AppealFile, AppealLevel, AppealState
from review.model.assessment import Verdict
from review.store import visible
from review.store.database import stale
from review.store.documents.versions import note_file
from review.store.folding import holds
from review.store.tables.appeals import AppealFileRow, AppealRow
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import DecisionRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import MunicipalityRow, SchoolRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor


@dataclass(frozen=True, slots=True)
class NewAppeal:
    """What a school files."""

    document_id: int
    version_id: int
    decision_id: int
    level: AppealLevel
    text: str
    criteria: tuple[str, ...]
    files: tuple[AppealFile, ...]
    filed_by: int
    due: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which appeals a list shows."""

    season_id: int
    state: AppealState | None = None
    level: AppealLevel | None = None
    municipality_id: int | None = None
    late_on: date | None = None  # only those that should have been answered before this day
    search: str = ""


def add(session: Session, new: NewAppeal, now: datetime) -> int:
    """Write an appeal down with its files."""
    last = session.scalar(select(func.max(AppealRow.number)).where(AppealRow.version_id == new.version_id))
    row = AppealRow(
        document_id=new.document_id,
        version_id=new.version_id,
        decision_id=new.decision_id,
        number=(last or 0) + 1,
        level=new.level,
        text=new.text,
        criteria=" ".join(new.criteria),
        filed_by=new.filed_by,
        filed_at=now,
        due=new.due,
    )
    session.add(row)
    session.flush()
    for one in new.files:
        note_file(session, one.sha256, one.size, now)
        session.add(AppealFileRow(appeal_id=row.id, number=one.number, name=one.name, sha256=one.sha256, size=one.size))
    session.flush()
    return row.id


def _query() -> Select[AppealRow, str, str | None, int, str]:
    filer, answerer = aliased(PersonRow), aliased(PersonRow)
    return (
        select(AppealRow, filer.full_name, answerer.full_name, VersionRow.number, DecisionRow.verdict)
        .join(DocumentRow, DocumentRow.id == AppealRow.document_id)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .join(VersionRow, VersionRow.id == AppealRow.version_id)
        .join(DecisionRow, DecisionRow.id == AppealRow.decision_id)
        .join(filer, filer.id == AppealRow.filed_by)
        .outerjoin(answerer, answerer.id == AppealRow.answered_by)
    )


def of_document(session: Session, document_id: int) -> tuple[Appeal, ...]:
    """All appeals of a document, the latest first."""
    return _values(session, _query().where(AppealRow.document_id == document_id).order_by(AppealRow.id.desc()))


def waiting(session: Session, version_id: int) -> Appeal | None:
    """The appeal a version waits for an answer on."""
    query = _query().where(AppealRow.version_id == version_id, AppealRow.state.in_(OPEN))
    return next(iter(_values(session, query)), None)


def appeal(session: Session, actor: Actor, appeal_id: int) -> Appeal:
    """One appeal the actor may see. Raises NotFound."""
    query = _query().where(AppealRow.id == appeal_id, *_seen(actor))
    found = _values(session, query)
    if not found:
        raise NotFound("Такой апелляции нет, или она вам не доступна.", "Вернитесь к списку документов.")
    return found[0]


def locked(session: Session, actor: Actor, appeal_id: int, *, expected: int) -> Appeal:
    """The same, locked for this transaction. Raises Stale when it is not the one that was shown."""
    known = appeal(session, actor, appeal_id)
    row = session.scalars(select(AppealRow).where(AppealRow.id == known.id).with_for_update()).one()
    if row.version != expected:
        raise stale()
    return known


def find(session: Session, actor: Actor, wanted: Wanted) -> tuple[Appeal, ...]:
    """Appeals of a year the actor may see: waiting ones by deadline, then the latest answered."""
    query = _query().where(*_seen(actor), DocumentRow.season_id == wanted.season_id)
    if wanted.state is not None:
        query = query.where(AppealRow.state == wanted.state)
    if wanted.level is not None:
        query = query.where(AppealRow.level == wanted.level)
    if wanted.municipality_id is not None:
        query = query.where(SchoolRow.municipality_id == wanted.municipality_id)
    if wanted.late_on is not None:
        query = query.where(AppealRow.state.in_(OPEN), AppealRow.due < wanted.late_on)
    if wanted.search.strip():
        query = query.join(MunicipalityRow, MunicipalityRow.id == SchoolRow.municipality_id)
    for word in wanted.search.lower().split():
        columns = (SchoolRow.full_name, SchoolRow.short_name, MunicipalityRow.name, VersionRow.file_name)
        query = query.where(
            holds(columns[0], word) | holds(columns[1], word) | holds(columns[2], word) | holds(columns[3], word)
        )
    order = (AppealRow.state.not_in(OPEN), AppealRow.due, AppealRow.id)
    return _values(session, query.order_by(*order))


def _seen(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (visible.documents(actor), visible.parties(actor), DocumentRow.withdrawn_at.is_(None))


def _values(session: Session, query: Select[AppealRow, str, str | None, int, str]) -> tuple[Appeal, ...]:
    rows = session.execute(query).all()
    files = _files(session, [row[0].id for row in rows])
    return tuple(_value(*row, files.get(row[0].id, ())) for row in rows)


def _files(session: Session, ids: Sequence[int]) -> dict[int, tuple[AppealFile, ...]]:
    found: dict[int, tuple[AppealFile, ...]] = {}
    rows = session.scalars(select(AppealFileRow).where(AppealFileRow.appeal_id.in_(ids)).order_by(AppealFileRow.number))
    for row in rows if ids else ():
        one = AppealFile(row.number, row.name, row.sha256, row.size)
        found[row.appeal_id] = (*found.get(row.appeal_id, ()), one)
    return found


def _value(
    row: AppealRow, filer: str, answerer: str | None, number: int, against: str, files: tuple[AppealFile, ...]
) -> Appeal:
    return Appeal(
        id=row.id,
        document_id=row.document_id,
        version_id=row.version_id,
        version_number=number,
        decision_id=row.decision_id,
        against=Verdict(against),
        number=row.number,
        level=AppealLevel(row.level),
        state=AppealState(row.state),
        text=row.text,
        criteria=tuple(row.criteria.split()),
        files=files,
        filed_by=filer,
        filed_at=row.filed_at,
        due=row.due,
        answer=row.answer,
        verdict=Verdict(row.verdict) if row.verdict else None,
        answered_by=answerer or "",
        answered_at=row.answered_at,
        version=row.version,
    )


def change(session: Session, appeal_id: int, **values: object) -> None:
    """Set columns; its version goes up by one."""
    row = session.get_one(AppealRow, appeal_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def due_by(session: Session, until: date) -> tuple[tuple[int, int, AppealLevel, date], ...]:
    """(appeal, document, level, day) of those that wait for an answer due by the day."""
    query = (
        select(AppealRow.id, AppealRow.document_id, AppealRow.level, AppealRow.due)
        .join(DocumentRow, DocumentRow.id == AppealRow.document_id)
        .where(AppealRow.state.in_(OPEN), AppealRow.due <= until, DocumentRow.withdrawn_at.is_(None))
        .order_by(AppealRow.id)
    )
    return tuple((one, document, AppealLevel(level), day) for one, document, level, day in session.execute(query))


def waiting_documents(session: Session, ids: Iterable[int]) -> frozenset[int]:
    """Which of these documents wait for an answer on an appeal."""
    query = select(AppealRow.document_id).where(AppealRow.document_id.in_(list(ids)), AppealRow.state.in_(OPEN))
    return frozenset(session.scalars(query))
