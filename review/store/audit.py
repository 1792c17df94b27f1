"""The journal of acts: append-only, each stream chained by hashes, so that a changed or missing line shows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from review.store.tables.work import AuditRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

START = "0" * 64
SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Entry:
    """An act to be written down."""

    stream: str
    at: datetime
    actor_id: int | None
    actor: str
    action: str
    document_id: int | None
    school_id: int | None
    details: Mapping[str, object]


def stream_of(*, region_id: int | None = None, municipality_id: int | None = None) -> str:
    """The chain an act belongs to: one per municipality, so that municipalities never wait for each other."""
    if municipality_id is not None:
        return f"municipality:{municipality_id}"
    return SERVICE if region_id is None else f"region:{region_id}"


def append(session: Session, entry: Entry) -> None:
    """Write the act down in the transaction that does it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:stream, 500))"), {"stream": entry.stream})
    last = session.execute(
        select(AuditRow.seq, AuditRow.hash)
        .where(AuditRow.stream == entry.stream)
        .order_by(AuditRow.seq.desc())
        .limit(1)
    ).first()
    row = AuditRow(
        stream=entry.stream,
        seq=last.seq + 1 if last else 1,
        at=entry.at,
        actor_id=entry.actor_id,
        actor=entry.actor,
        action=entry.action,
        document_id=entry.document_id,
        school_id=entry.school_id,
        details=canonical(entry.details),
        previous=last.hash if last else START,
    )
    row.hash = digest(row)
    session.add(row)
    session.flush()


def canonical(value: object) -> str:
    """JSON that is the same for the same values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(row: AuditRow) -> str:
    """The hash of a line: of everything it says and of the line before it."""
    content = [
        row.stream,
        row.seq,
        row.at.isoformat(),
        row.actor_id,
        row.actor,
        row.action,
        row.document_id,
        row.school_id,
        row.details,
        row.previous,
    ]
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def broken_lines(session: Session) -> Iterator[tuple[str, int]]:
    """(stream, seq) of the first line of each stream that does not follow from the one before it."""
    stream, seq, previous, sound = "", 0, START, True
    rows = session.scalars(select(AuditRow).order_by(AuditRow.stream, AuditRow.seq).execution_options(yield_per=1000))
    for row in rows:
        if row.stream != stream:
            stream, seq, previous, sound = row.stream, 0, START, True
        if sound and (row.seq != seq + 1 or row.previous != previous or digest(row) != row.hash):
            sound = False
            yield stream, row.seq
        seq, previous = row.seq, row.hash


def heads(session: Session) -> dict[str, tuple[int, str]]:
    """The last line of each stream: printed elsewhere, they prove that nothing was cut off at the end."""
    rows = session.execute(select(AuditRow.stream, AuditRow.seq, AuditRow.hash).order_by(AuditRow.stream, AuditRow.seq))
    return {stream: (seq, digest_) for stream, seq, digest_ in rows}
