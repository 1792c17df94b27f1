"""The journal of acts as the actor may read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select

from review.model.register import AuditLine
from review.store import visible
from review.store.folding import holds
from review.store.tables.documents import DocumentRow
from review.store.tables.territory import SchoolRow
from review.store.tables.work import AuditRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from review.model.access import Actor

# What everybody who sees a document may know of its life; an expert's draft is none of it.
SHARED = (
    "document.uploaded",
    "document.new_version",
    "document.checked",
    "document.unreadable",
    "document.confirmed",
    "document.decided",
    "document.withdrawn",
    "document.restored",
)


# An expert's draft is nobody else's: of these acts the journal's readers learn only this.
DRAFTS: dict[str, tuple[str, ...]] = {
    "mark.saved": ("code",),
    "mark.proposals_accepted": ("codes",),
    "assessment.finished": (),  # while another expert still reads, nobody learns the total from here
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the journal is asked for."""

    action: str | None = None
    person_id: int | None = None
    document_id: int | None = None
    since: datetime | None = None
    search: str = ""  # the doer, the school, the file


def _conditions(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [visible.audit(actor)]
    if wanted.action is not None:
        found.append(or_(AuditRow.action == wanted.action, AuditRow.action.startswith(f"{wanted.action}.")))
    if wanted.person_id is not None:
        found.append(AuditRow.actor_id == wanted.person_id)
    if wanted.document_id is not None:
        found.append(AuditRow.document_id == wanted.document_id)
    if wanted.since is not None:
        found.append(AuditRow.at >= wanted.since)
    named = select(SchoolRow.id)
    for word in wanted.search.lower().split():
        schools = named.where(or_(holds(SchoolRow.short_name, word), holds(SchoolRow.full_name, word)))
        told = and_(holds(AuditRow.details, word), AuditRow.action.in_(SHARED))  # details of other acts are not shown
        found.append(or_(holds(AuditRow.actor, word), told, AuditRow.school_id.in_(schools)))
    return found


def count(session: Session, actor: Actor, wanted: Wanted) -> int:
    """How many lines fit."""
    query = select(func.count(AuditRow.id)).where(*_conditions(actor, wanted))
    return session.scalar(query) or 0


def find(session: Session, actor: Actor, wanted: Wanted, *, limit: int, offset: int) -> tuple[AuditLine, ...]:
    """A stretch of the lines that fit, the latest first."""
    query = select(AuditRow).where(*_conditions(actor, wanted)).order_by(AuditRow.at.desc(), AuditRow.id.desc())
    return tuple(_value(row) for row in session.scalars(query.limit(limit).offset(offset)))


def recent(session: Session, actor: Actor, *, most: int) -> tuple[AuditLine, ...]:
    """What happened lately to the documents the actor may see."""
    seen = (
        select(DocumentRow.id)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .where(
            visible.documents(actor),
            DocumentRow.withdrawn_at.is_(None),
            ~visible.masked(actor),  # its words name files and schools
            ~visible.rechecked(actor),  # and decisions
        )
    )
    query = (
        select(AuditRow)
        .where(AuditRow.document_id.in_(seen), AuditRow.action.in_(SHARED))
        .order_by(AuditRow.at.desc(), AuditRow.id.desc())
        .limit(most)
    )
    return tuple(_value(row) for row in session.scalars(query))


def _value(row: AuditRow) -> AuditLine:
    details = json.loads(row.details)
    if row.action in DRAFTS:
        details = {name: details[name] for name in DRAFTS[row.action]}
    return AuditLine(
        stream=row.stream,
        seq=row.seq,
        at=row.at,
        actor_id=row.actor_id,
        actor=row.actor,
        action=row.action,
        words="",
        document_id=row.document_id,
        school_id=row.school_id,
        details=details,
    )
