"""Remarks as the actor may see them, their places in later versions and their history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from review.errors import NotFound
from review.model.anchor import Anchor, Fate
from review.model.remark import (
    Remark,
    RemarkChange,
    RemarkForm,
    RemarkKind,
    RemarkPlace,
    RemarkState,
    RemarkWeight,
)
from review.store import codec, visible
from review.store.database import stale
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import AssessmentRow
from review.store.tables.people import PersonRow
from review.store.tables.remarks import RemarkChangeRow, RemarkPlaceRow, RemarkRow
from review.store.tables.territory import SchoolRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor

GONE = ("Такого замечания нет, или оно вам не доступно.", "Вернитесь к документу.")


@dataclass(frozen=True, slots=True)
class NewRemark:
    """What a remark is made of, besides its author and moment."""

    key: str
    document_id: int
    version_id: int
    assessment_id: int
    form: RemarkForm
    anchor: Anchor


def _query(actor: Actor) -> Select[RemarkRow, AssessmentRow, int, str, bool]:
    """Every remark the actor may see: its form, its version, its author and whether the actor learns the name."""
    return (
        select(RemarkRow, AssessmentRow, VersionRow.number, PersonRow.full_name, visible.insider(actor).label("named"))
        .join(AssessmentRow, AssessmentRow.id == RemarkRow.assessment_id)
        .join(VersionRow, VersionRow.id == RemarkRow.version_id)
        .join(PersonRow, PersonRow.id == RemarkRow.author_id)
        .join(DocumentRow, DocumentRow.id == RemarkRow.document_id)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .options(joinedload(RemarkRow.places))
        .where(visible.documents(actor), visible.remarks(actor), DocumentRow.withdrawn_at.is_(None))
    )


def of_document(session: Session, actor: Actor, document_id: int) -> tuple[Remark, ...]:
    """All remarks of a document the actor may see, of every version, in the order of the text."""
    rows = session.execute(_query(actor).where(RemarkRow.document_id == document_id)).unique().all()
    numbers = _numbers(session, document_id)
    found = [
        _value(row, form, number, author if named else "", actor, numbers) for row, form, number, author, named in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.number, one.anchor.at, one.id)))


def one(session: Session, actor: Actor, remark_id: int) -> Remark:
    """One remark. Raises NotFound for those the actor may not see."""
    found = session.execute(_query(actor).where(RemarkRow.id == remark_id)).unique().first()
    if found is None:
        raise NotFound(*GONE)
    row, form, number, author, named = found
    return _value(row, form, number, author if named else "", actor, _numbers(session, row.document_id))


def by_key(session: Session, assessment_id: int, key: str) -> int | None:
    """The remark a page has already sent."""
    return session.scalar(select(RemarkRow.id).where(RemarkRow.assessment_id == assessment_id, RemarkRow.key == key))


def _numbers(session: Session, document_id: int) -> dict[int, int]:
    rows = session.execute(select(VersionRow.id, VersionRow.number).where(VersionRow.document_id == document_id))
    return {number: shown for number, shown in rows}  # noqa: C416 - rows are not pairs to a type checker


def add(session: Session, made: NewRemark, *, by: int, now: datetime) -> int:
    """Keep a new remark."""
    row = RemarkRow(
        key=made.key,
        document_id=made.document_id,
        version_id=made.version_id,
        assessment_id=made.assessment_id,
        author_id=by,
        anchor=codec.text(made.anchor),
        state=RemarkState.OPEN,
        created_at=now,
        saved_at=now,
    )
    _fill(row, made.form)
    session.add(row)
    session.flush()
    note(session, row.id, "created", made.form.text, by=by, now=now)
    return row.id


def _fill(row: RemarkRow, form: RemarkForm) -> None:
    row.kind, row.code, row.weight = form.kind, form.code, form.weight
    row.text, row.recommendation, row.deadline = form.text, form.recommendation, form.deadline


def locked(session: Session, remark_id: int, *, expected: int | None) -> RemarkRow:
    """The row for this transaction. Raises Stale when it is not at the version that was shown."""
    row = session.scalar(select(RemarkRow).where(RemarkRow.id == remark_id).with_for_update(of=RemarkRow))
    if row is None:
        raise NotFound(*GONE)
    if expected is not None and row.version != expected:
        raise stale()
    return row


def save(
    session: Session,
    remark_id: int,
    form: RemarkForm,
    *,
    expected: int,
    by: int,
    now: datetime,
    anchor: Anchor | None = None,
) -> None:
    """Change a remark. Raises Stale."""
    row = locked(session, remark_id, expected=expected)
    _fill(row, form)
    if anchor is not None:
        row.anchor = codec.text(anchor)
    row.saved_at = now
    session.flush()
    note(session, remark_id, "edited", form.text, by=by, now=now)


def set_state(
    session: Session,
    remark_id: int,
    state: RemarkState,
    *,
    expected: int | None,
    what: str,
    words: str,
    by: int | None,
    now: datetime,
) -> None:
    """Move a remark on. Raises Stale."""
    row = locked(session, remark_id, expected=expected)
    row.state, row.saved_at = state, now
    session.flush()
    note(session, remark_id, what, words, by=by, now=now)


def answer(session: Session, remark_id: int, words: str, *, expected: int, by: int, now: datetime) -> None:
    """The school's answer. Raises Stale."""
    row = locked(session, remark_id, expected=expected)
    row.answer, row.answered_at, row.answered_by = words, now, by
    if row.state == RemarkState.OPEN:
        row.state = RemarkState.ANSWERED
    session.flush()
    note(session, remark_id, "answered", words, by=by, now=now)


def put(session: Session, remark_id: int, place: RemarkPlace) -> None:
    """Keep where a remark stands in a later version; again: as it stands now."""
    row = session.get(RemarkPlaceRow, (remark_id, place.version_id))
    if row is None:
        row = RemarkPlaceRow(remark_id=remark_id, version_id=place.version_id)
        session.add(row)
    row.fate, row.confidence, row.old, row.new = place.fate, place.confidence, place.old, place.new
    row.anchor = None if place.anchor is None else codec.text(place.anchor)
    row.why, row.proposed = place.why, place.proposed
    session.flush()


def note(session: Session, remark_id: int, what: str, words: str, *, by: int | None, now: datetime) -> None:
    """A line of the remark's history."""
    session.add(RemarkChangeRow(remark_id=remark_id, at=now, by=by, what=what, words=words))
    session.flush()


def history(session: Session, remark_id: int) -> tuple[RemarkChange, ...]:
    """Every change, the latest first."""
    rows = session.execute(
        select(RemarkChangeRow, PersonRow.full_name)
        .outerjoin(PersonRow, PersonRow.id == RemarkChangeRow.by)
        .where(RemarkChangeRow.remark_id == remark_id)
        .order_by(RemarkChangeRow.id.desc())
    )
    return tuple(RemarkChange(row.at, name or "", row.what, row.words) for row, name in rows)


def to_carry(session: Session, document_id: int, version_id: int) -> list[tuple[int, int, Anchor, str | None]]:
    """(remark, version it stands in, anchor, criterion) of what waits to be looked for in a new version.

    Remarks of finished forms that are neither closed nor withdrawn, and praise; each from the latest version before.
    """
    live = or_(RemarkRow.kind == RemarkKind.PRAISE, RemarkRow.state != RemarkState.CLOSED)
    rows = session.scalars(
        select(RemarkRow)
        .join(AssessmentRow, AssessmentRow.id == RemarkRow.assessment_id)
        .where(
            RemarkRow.document_id == document_id,
            RemarkRow.version_id < version_id,
            RemarkRow.state != RemarkState.WITHDRAWN,
            AssessmentRow.finished_at.is_not(None),
            live,
        )
        .order_by(RemarkRow.id)
    ).unique()
    return [(row.id, row.version_id, codec.from_text(Anchor, row.anchor), row.code) for row in rows]


def count(session: Session, assessment_id: int) -> int:
    """How many remarks a form has."""
    counted = select(func.count(RemarkRow.id)).where(
        RemarkRow.assessment_id == assessment_id, RemarkRow.state != RemarkState.WITHDRAWN
    )
    return session.scalar(counted) or 0


def _value(
    row: RemarkRow, form: AssessmentRow, number: int, author: str, actor: Actor, numbers: dict[int, int]
) -> Remark:
    return Remark(
        id=row.id,
        key=row.key,
        document_id=row.document_id,
        version_id=row.version_id,
        number=number,
        assessment_id=row.assessment_id,
        author_id=row.author_id if author or row.author_id == actor.id else 0,
        author=author or (actor.name if row.author_id == actor.id else ""),
        form=RemarkForm(
            kind=RemarkKind(row.kind),
            code=row.code,
            weight=RemarkWeight(row.weight),
            text=row.text,
            recommendation=row.recommendation,
            deadline=row.deadline,
        ),
        anchor=codec.from_text(Anchor, row.anchor),
        state=RemarkState(row.state),
        answer=row.answer,
        answered_at=row.answered_at,
        created_at=row.created_at,
        saved_at=row.saved_at,
        version=row.version,
        is_draft=form.finished_at is None,
        places=tuple(_place(place, numbers.get(place.version_id, 0)) for place in row.places),
    )


def _place(row: RemarkPlaceRow, number: int) -> RemarkPlace:
    return RemarkPlace(
        version_id=row.version_id,
        number=number,
        fate=Fate(row.fate),
        confidence=row.confidence,
        old=row.old,
        new=row.new,
        anchor=None if row.anchor is None else codec.from_text(Anchor, row.anchor),
        why=row.why,
        proposed=row.proposed,
    )
