"""Template editions that papers were made with, and the templates bodies brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select, update

from review.errors import NotFound
from review.store import visible
from review.store.tables.paper_life import EditionRow, OwnTemplateRow
from review.store.tables.papers import PaperRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import BodyRow
from review.store.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """Where the files of an edition lie."""

    edition: str
    name: str
    docx_sha256: str
    fields_sha256: str
    own: bool


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template a body brought. `used`: a paper was made with it, so it stays for ever."""

    id: int
    body_id: int
    body: str
    name: str
    edition: str
    docx_sha256: str
    fields_sha256: str
    file_name: str
    active: bool
    used: bool
    uploaded_by: str
    uploaded_at: datetime


def keep(session: Session, kept: KeptEdition, now: datetime) -> None:
    """Freeze an edition; the second time nothing happens."""
    values = {name: getattr(kept, name) for name in KeptEdition.__dataclass_fields__}
    insert_new(session, EditionRow, first_used_at=now, **values)


def kept(session: Session, edition: str) -> KeptEdition | None:
    """A frozen edition."""
    row = session.get(EditionRow, edition)
    if row is None:
        return None
    return KeptEdition(row.edition, row.name, row.docx_sha256, row.fields_sha256, row.own)


def brought(session: Session, edition: str) -> KeptEdition | None:
    """An edition some body brought, used or not."""
    row = session.scalars(select(OwnTemplateRow).where(OwnTemplateRow.edition == edition)).first()
    return None if row is None else KeptEdition(edition, row.name, row.docx_sha256, row.fields_sha256, own=True)


def active(session: Session, *, body_id: int, name: str) -> KeptEdition | None:
    """What a body uses in the place of our template."""
    query = select(OwnTemplateRow).where(
        OwnTemplateRow.body_id == body_id, OwnTemplateRow.name == name, OwnTemplateRow.active
    )
    row = session.scalars(query.order_by(OwnTemplateRow.id.desc())).first()
    return None if row is None else KeptEdition(row.edition, row.name, row.docx_sha256, row.fields_sha256, own=True)


def add(session: Session, kept: KeptEdition, *, body_id: int, file_name: str, person_id: int, now: datetime) -> int:
    """A body brings an edition; it stands in the place of the earlier ones. The same edition again becomes active."""
    same = (OwnTemplateRow.body_id == body_id, OwnTemplateRow.name == kept.name)
    session.execute(update(OwnTemplateRow).where(*same).values(active=False))
    row = session.scalar(select(OwnTemplateRow).where(*same, OwnTemplateRow.edition == kept.edition))
    if row is None:
        row = OwnTemplateRow(
            body_id=body_id,
            name=kept.name,
            edition=kept.edition,
            docx_sha256=kept.docx_sha256,
            fields_sha256=kept.fields_sha256,
            file_name=file_name,
            uploaded_by=person_id,
            uploaded_at=now,
        )
        session.add(row)
    row.active = True
    session.flush()
    return row.id


def set_active(session: Session, template: OwnTemplate, *, active: bool) -> None:
    """Use an edition again, or go back to ours; of a body's editions of a paper one is active at most."""
    same = (OwnTemplateRow.body_id == template.body_id, OwnTemplateRow.name == template.name)
    session.execute(update(OwnTemplateRow).where(*same).values(active=False))
    if active:
        session.execute(update(OwnTemplateRow).where(OwnTemplateRow.id == template.id).values(active=True))
    session.expire_all()


def remove(session: Session, template_id: int) -> None:
    """Take an edition away that no paper was made with."""
    session.execute(delete(OwnTemplateRow).where(OwnTemplateRow.id == template_id))
    session.expire_all()


def find(session: Session, actor: Actor) -> tuple[OwnTemplate, ...]:
    """Templates of the bodies the actor acts for, by body and paper, the latest first."""
    order = (BodyRow.short_name, OwnTemplateRow.name, OwnTemplateRow.id.desc())
    return tuple(_own(row) for row in session.execute(_query(actor).order_by(*order)).all())


def load(session: Session, actor: Actor, template_id: int) -> OwnTemplate:
    """One of them. Raises NotFound."""
    found = session.execute(_query(actor).where(OwnTemplateRow.id == template_id)).first()
    if found is None:
        raise NotFound("Такого шаблона нет, или он вам не доступен.", "Вернитесь к списку шаблонов.")
    return _own(found)


def _query(actor: Actor) -> Select[OwnTemplateRow, str, str, bool]:
    used = exists().where(PaperRow.edition == OwnTemplateRow.edition, PaperRow.body_id == OwnTemplateRow.body_id)
    return (
        select(OwnTemplateRow, BodyRow.short_name, PersonRow.full_name, used)
        .join(BodyRow, BodyRow.id == OwnTemplateRow.body_id)
        .join(PersonRow, PersonRow.id == OwnTemplateRow.uploaded_by)
        .where(visible.bodies(actor))
    )


def _own(found: Row[OwnTemplateRow, str, str, bool]) -> OwnTemplate:
    row, body, who, used = found
    return OwnTemplate(
        id=row.id,
        body_id=row.body_id,
        body=body,
        name=row.name,
        edition=row.edition,
        docx_sha256=row.docx_sha256,
        fields_sha256=row.fields_sha256,
        file_name=row.file_name,
        active=row.active,
        used=used,
        uploaded_by=who,
        uploaded_at=row.uploaded_at,
    )
