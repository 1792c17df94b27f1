"""The outbox: e-mails with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from review.errors import NotFound
from review.model.notice import Attachment, Letter, LetterState
from review.store import visible
from review.store.database import stale
from review.store.tables.notices import LetterFileRow, LetterRow
from review.store.tables.people import PersonRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from review.model.access import Actor

UNKNOWN = "Такого письма нет."


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter to be kept. The same `key` is written once."""

    key: str
    to_address: str
    to_name: str
    subject: str
    body: str
    state: LetterState
    attachments: tuple[Attachment, ...] = ()
    school_id: int | None = None
    created_by: int | None = None


def add(session: Session, new: NewLetter, now: datetime) -> int | None:
    """Keep a letter; None when the same was written before."""
    if session.scalar(select(LetterRow.id).where(LetterRow.key == new.key)) is not None:
        return None
    row = LetterRow(
        key=new.key,
        to_address=new.to_address,
        to_name=new.to_name,
        subject=new.subject,
        body=new.body,
        state=new.state,
        school_id=new.school_id,
        created_by=new.created_by,
        created_at=now,
        attachments=[LetterFileRow(name=one.name, sha256=one.sha256) for one in new.attachments],
    )
    session.add(row)
    session.flush()
    return row.id


def outbox(session: Session, actor: Actor, *, state: LetterState | None = None, limit: int = 500) -> tuple[Letter, ...]:
    """Letters the actor may see: drafts first, then the latest."""
    query = select(LetterRow, PersonRow.full_name).outerjoin(PersonRow, PersonRow.id == LetterRow.created_by)
    query = query.where(visible.letters(actor))
    if state is not None:
        query = query.where(LetterRow.state == state)
    order = ((LetterRow.state == LetterState.DRAFT).desc(), LetterRow.created_at.desc(), LetterRow.id.desc())
    return tuple(_value(row, name) for row, name in session.execute(query.order_by(*order).limit(limit)))


def letter(session: Session, actor: Actor, letter_id: int, *, expected: int | None = None) -> Letter:
    """One letter the actor may see. Raises NotFound, and Stale when `expected` is not its version."""
    query = select(LetterRow, PersonRow.full_name).outerjoin(PersonRow, PersonRow.id == LetterRow.created_by)
    found = session.execute(query.where(LetterRow.id == letter_id, visible.letters(actor))).first()
    if found is None:
        raise NotFound(UNKNOWN, "Вернитесь к списку писем.")
    if expected is not None and found[0].version != expected:
        raise stale()
    return _value(found[0], found[1])


def waiting(session: Session, letter_id: int) -> Letter | None:
    """A letter that is to be sent now; None when it was sent, cancelled or is still being read."""
    row = session.scalar(select(LetterRow).where(LetterRow.id == letter_id).with_for_update())
    return _value(row, None) if row is not None and row.state == LetterState.WAITING else None


def change(session: Session, letter_id: int, **values: object) -> None:
    """Set columns of a letter: subject, body, to_address, state, error, sent_at."""
    row = session.get(LetterRow, letter_id)
    if row is None:
        raise NotFound(UNKNOWN, "Вернитесь к списку писем.")
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def _value(row: LetterRow, creator: str | None) -> Letter:
    return Letter(
        id=row.id,
        to_address=row.to_address,
        to_name=row.to_name,
        subject=row.subject,
        body=row.body,
        attachments=tuple(Attachment(one.name, one.sha256) for one in row.attachments),
        state=LetterState(row.state),
        error=row.error,
        created_at=row.created_at,
        created_by=creator or "",
        sent_at=row.sent_at,
        school_id=row.school_id,
        version=row.version,
    )
