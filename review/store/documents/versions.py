"""Versions of documents: created, read, checked, refused; the stored text, facts and proposals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from review.errors import NotFound
from review.model.finding import Examination
from review.model.submission import DocumentState, VersionState
from review.store import codec, visible
from review.store.database import stale
from review.store.documents.documents import version_value
from review.store.tables.documents import DocumentRow, ExaminationRow, FileRow, VersionRow
from review.store.tables.people import PersonRow
from review.store.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from review.errors import ReviewError
    from review.model.access import Actor
    from review.model.submission import Version

HANDED_IN = (VersionState.QUEUED, VersionState.READING, VersionState.CHECKED, VersionState.REFUSED)


@dataclass(frozen=True, slots=True)
class Stored:
    """A document's row as use cases need it: no names, nothing derived."""

    id: int
    school_id: int
    season_id: int
    kind: str | None
    kind_given: bool
    risk: str | None
    stage: int | None
    measure: str | None
    state: DocumentState
    curator_confirmed: bool | None
    curator_remark: str
    latest: int
    version: int


@dataclass(frozen=True, slots=True)
class KitMember:
    """A document of a kit with its latest version: what a check needs to know of it."""

    document: Stored
    version_id: int
    file_name: str
    type: str
    sha256: str
    state: VersionState


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What an upload says of a document."""

    school_id: int
    season_id: int
    kind: str | None
    risk: str | None
    stage: int | None
    measure: str | None


@dataclass(frozen=True, slots=True)
class NewFile:
    """An accepted and stored file."""

    name: str
    type: str
    sha256: str
    size: int
    sent_by: int
    at: datetime


def _stored(row: DocumentRow) -> Stored:
    values = {name: getattr(row, name) for name in Stored.__dataclass_fields__}
    return Stored(**{**values, "state": DocumentState(row.state)})


def locked(session: Session, document_id: int, *, expected: int | None = None) -> Stored:
    """The document, locked for this transaction. Raises Stale when it is not the version that was shown."""
    row = session.scalar(
        select(DocumentRow)
        .where(DocumentRow.id == document_id, DocumentRow.withdrawn_at.is_(None))
        .with_for_update(of=DocumentRow)
    )
    if row is None:
        raise NotFound("Такого документа нет.", "Вернитесь к списку документов.")
    if expected is not None and row.version != expected:
        raise stale()
    return _stored(row)


def look(session: Session, document_id: int) -> Stored:
    """The document as it stands, without a lock. Raises NotFound."""
    row = session.get(DocumentRow, document_id)
    if row is None or row.withdrawn_at is not None:
        raise NotFound("Такого документа нет.", "Вернитесь к списку документов.")
    return _stored(row)


def of_version(session: Session, version_id: int) -> Stored:
    """The document of a version, as it stands."""
    return look(session, session.get_one(VersionRow, version_id).document_id)


def number_of(session: Session, version_id: int) -> int:
    """Which version of its document it is."""
    return session.get_one(VersionRow, version_id).number


def change(session: Session, document_id: int, **values: object) -> None:
    """Set columns of a document; its version goes up by one."""
    row = session.get_one(DocumentRow, document_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def create(session: Session, document: NewDocument, file: NewFile) -> tuple[int, int]:
    """A new document with its first version: (document id, version id)."""
    row = DocumentRow(
        school_id=document.school_id,
        season_id=document.season_id,
        kind=document.kind,
        kind_given=document.kind is not None,
        risk=document.risk,
        stage=document.stage,
        measure=document.measure,
        state=DocumentState.UPLOADED,
    )
    session.add(row)
    session.flush()
    return row.id, _add(session, row.id, 1, file)


def add_version(session: Session, document_id: int, file: NewFile) -> int:
    """The next version of a document; the document is «загружен» again and waits for its curator again."""
    row = session.get_one(DocumentRow, document_id)
    row.latest += 1
    row.state = DocumentState.UPLOADED
    row.curator_confirmed = None
    row.curator_remark = ""
    session.flush()
    return _add(session, document_id, row.latest, file)


def _add(session: Session, document_id: int, number: int, file: NewFile) -> int:
    note_file(session, file.sha256, file.size, file.at)
    row = VersionRow(
        document_id=document_id,
        number=number,
        file_name=file.name,
        type=file.type,
        sha256=file.sha256,
        size=file.size,
        uploaded_at=file.at,
        uploaded_by=file.sent_by,
        state=VersionState.QUEUED,
        progress="в очереди",
    )
    session.add(row)
    session.flush()
    return row.id


def note_file(session: Session, sha256: str, size: int, now: datetime) -> None:
    """The file store holds this file."""
    insert_new(session, FileRow, sha256=sha256, size=size, stored_at=now)


def keep_rendered(session: Session, version_id: int, sha256: str) -> None:
    """The PDF LibreOffice made of the file; page pictures are drawn from it."""
    session.execute(update(VersionRow).where(VersionRow.id == version_id).values(rendered_sha256=sha256))


def pdf_of(session: Session, version_id: int) -> str | None:
    """Hash of the version as PDF: the file itself, or what was made of it; None when there is none."""
    row = session.get_one(VersionRow, version_id)
    return row.sha256 if row.type == "pdf" else row.rendered_sha256


def same_file(session: Session, *, school_id: int, season_id: int, sha256: str) -> int | None:
    """The school's document whose latest version is byte for byte this file."""
    return session.scalar(
        select(DocumentRow.id)
        .join(VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == DocumentRow.latest))
        .where(
            DocumentRow.school_id == school_id,
            DocumentRow.season_id == season_id,
            DocumentRow.withdrawn_at.is_(None),
            VersionRow.sha256 == sha256,
        )
        .limit(1)
    )


def list_versions(session: Session, document_id: int) -> tuple[Version, ...]:
    """All versions of a document, the newest first."""
    rows = session.execute(
        select(VersionRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == VersionRow.uploaded_by)
        .where(VersionRow.document_id == document_id)
        .order_by(VersionRow.number.desc())
    )
    return tuple(version_value(row, sender) for row, sender in rows)


def for_actor(session: Session, actor: Actor, document_id: int) -> tuple[Version, ...]:
    """The versions the actor may know of, the newest first; who reads one again from above meets that one alone."""
    reread = session.scalar(select(visible.reread_version(actor)).where(DocumentRow.id == document_id))
    every = list_versions(session, document_id)
    return tuple(one for one in every if reread is None or one.number == reread)


def withdraw(session: Session, document_id: int, reason: str, now: datetime) -> None:
    """The document leaves its kit and every list but that of withdrawn ones; rows and files stay."""
    change(session, document_id, withdrawn_at=now, withdrawn_reason=reason)
    session.execute(
        update(VersionRow).where(VersionRow.document_id == document_id).values(state=VersionState.WITHDRAWN)
    )


def restore(session: Session, document_id: int) -> int | None:
    """Put a withdrawn document back as it was; the latest version's id when it still has to be read."""
    change(session, document_id, withdrawn_at=None, withdrawn_reason="")
    rows = session.scalars(select(VersionRow).where(VersionRow.document_id == document_id).order_by(VersionRow.number))
    unread = None
    for row in rows.all():
        examined = session.get(ExaminationRow, row.id) is not None
        refused = row.problem_code is not None
        row.state = VersionState.CHECKED if examined else VersionState.REFUSED if refused else VersionState.QUEUED
        unread = row.id if row.state == VersionState.QUEUED else None
    session.flush()
    return unread


def member(session: Session, version_id: int) -> KitMember | None:
    """A version with its document; None when it was withdrawn or is no longer the latest."""
    found = _members(session, VersionRow.id == version_id)
    return found[0] if found else None


def kit(session: Session, *, school_id: int, season_id: int) -> list[KitMember]:
    """The kit in the order of upload."""
    return _members(session, DocumentRow.school_id == school_id, DocumentRow.season_id == season_id)


def _members(session: Session, *conditions: object) -> list[KitMember]:
    rows = session.execute(
        select(DocumentRow, VersionRow)
        .join(VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == DocumentRow.latest))
        .where(DocumentRow.withdrawn_at.is_(None), *conditions)  # type: ignore[arg-type]  # conditions of this module
        .order_by(DocumentRow.id)
    )
    return [
        KitMember(
            _stored(row), version.id, version.file_name, version.type, version.sha256, VersionState(version.state)
        )
        for row, version in rows
    ]


def set_state(session: Session, version_id: int, state: VersionState, progress: str = "") -> None:
    """Move a version on and say so in words."""
    session.execute(update(VersionRow).where(VersionRow.id == version_id).values(state=state, progress=progress))


def set_progress(session: Session, version_id: int, words: str) -> None:
    """Say how far reading has come."""
    session.execute(
        update(VersionRow)
        .where(VersionRow.id == version_id, VersionRow.state == VersionState.READING)
        .values(progress=words)
    )


def refuse(session: Session, version_id: int, error: ReviewError) -> None:
    """The file cannot be read: its sender is told why."""
    session.execute(
        update(VersionRow)
        .where(VersionRow.id == version_id)
        .values(
            state=VersionState.REFUSED,
            progress="",
            problem_code=error.code,
            problem_message=error.message,
            problem_hint=error.hint,
        )
    )


def save_examination(
    session: Session, version_id: int, examination: Examination, *, criteria: int, now: datetime
) -> None:
    """Keep the machine's proposals; the version can be marked."""
    row = session.get(ExaminationRow, version_id) or ExaminationRow(version_id=version_id)
    row.rubric, row.rubric_sha256 = examination.rubric, examination.rubric_sha256
    row.content, row.examined_at = codec.pack(examination), now
    session.add(row)
    total = examination.total
    session.execute(
        update(VersionRow)
        .where(VersionRow.id == version_id)
        .values(
            state=VersionState.CHECKED,
            progress="",
            problem_code=None,
            problem_message=None,
            problem_hint=None,
            rubric=examination.rubric,
            criteria=criteria,
            machine=codec.pack(total),
            machine_zone=total.zone,
            machine_share=total.share,
        )
    )
    session.flush()


def drop_examination(session: Session, version_id: int) -> None:
    """Proposals for a kind the document is no longer."""
    session.execute(delete(ExaminationRow).where(ExaminationRow.version_id == version_id))


def examination(session: Session, version_id: int) -> Examination | None:
    """The machine's proposals for a version."""
    packed = session.scalar(select(ExaminationRow.content).where(ExaminationRow.version_id == version_id))
    return None if packed is None else codec.unpack(Examination, packed)
