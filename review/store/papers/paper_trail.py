"""What happens to a paper after it got its number: steps, signature, renditions, replacement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from review.errors import WrongState
from review.model.issued import ChainLink, Rendition, Signature, Step, Trail
from review.store.tables.paper_life import ChainRow, RenditionRow, SignatureRow, StepRow
from review.store.tables.papers import PaperRow
from review.store.tables.people import PersonRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def step(session: Session, paper_id: int, *, state: str, at: datetime, person_id: int, note: str = "") -> None:
    """Write a step down."""
    session.add(StepRow(paper_id=paper_id, state=state, at=at, person_id=person_id, note=note))
    session.flush()


def keep(session: Session, paper_id: int, *, kind: str, format: str, sha256: str, at: datetime) -> Rendition:  # noqa: A002 - the register's own word
    """A file of the paper was made; the same bytes are written down once."""
    same = (
        RenditionRow.paper_id == paper_id,
        RenditionRow.kind == kind,
        RenditionRow.format == format,
        RenditionRow.sha256 == sha256,
    )
    row = session.scalar(select(RenditionRow).where(*same))
    if row is None:
        row = RenditionRow(paper_id=paper_id, kind=kind, format=format, sha256=sha256, made_at=at)
        session.add(row)
        session.flush()
    return _rendition(row)


def rendition(session: Session, rendition_id: int) -> tuple[int, Rendition] | None:
    """(paper, rendition) by its number."""
    row = session.get(RenditionRow, rendition_id)
    return None if row is None else (row.paper_id, _rendition(row))


def by_hash(session: Session, sha256: str) -> tuple[int, str, str] | None:
    """(paper, kind, format) of a file that was given out beside the original; a scan or signature file too."""
    row = session.scalars(select(RenditionRow).where(RenditionRow.sha256 == sha256).order_by(RenditionRow.id)).first()
    if row is not None:
        return row.paper_id, row.kind, row.format
    signed = session.scalars(select(SignatureRow).where(SignatureRow.sha256 == sha256)).first()
    return None if signed is None else (signed.paper_id, signed.kind, "")


def sign(session: Session, paper_id: int, signature: Signature, person_id: int) -> None:
    """Attach the signature; a paper has one."""
    if session.get(SignatureRow, paper_id) is not None:
        raise WrongState("Подпись к этой бумаге уже приложена.", "Обновите страницу.")
    told = {name: getattr(signature, name) for name in Signature.__dataclass_fields__ if name != "added_by"}
    session.add(SignatureRow(paper_id=paper_id, added_by=person_id, **told))
    session.flush()


def end(session: Session, old_id: int, *, new_id: int | None, replaced: bool, act: str, at: datetime) -> None:
    """Another paper or a named act ends the old one."""
    session.add(ChainRow(old_id=old_id, new_id=new_id, replaced=replaced, act=act, at=at))
    session.flush()


def ended_by(session: Session, paper_id: int) -> ChainLink | None:
    """What ended the paper."""
    row = session.get(ChainRow, paper_id)
    return None if row is None else _link(session, row.new_id, row)


def trail(session: Session, paper_id: int) -> Trail:
    """Everything that happened to a paper."""
    steps = select(StepRow, PersonRow.full_name).join(PersonRow, PersonRow.id == StepRow.person_id)
    found = session.execute(steps.where(StepRow.paper_id == paper_id).order_by(StepRow.id)).all()
    made = session.scalars(select(RenditionRow).where(RenditionRow.paper_id == paper_id).order_by(RenditionRow.id))
    ended = session.get(ChainRow, paper_id)
    ends = session.scalars(select(ChainRow).where(ChainRow.new_id == paper_id).order_by(ChainRow.old_id)).all()
    return Trail(
        steps=tuple(Step(row.state, row.at, who, row.note) for row, who in found),
        renditions=tuple(_rendition(row) for row in made),
        signature=_signature(session, paper_id),
        ended_by=None if ended is None else _link(session, ended.new_id, ended),
        ends=tuple(_link(session, row.old_id, row) for row in ends),
    )


def _link(session: Session, other_id: int | None, row: ChainRow) -> ChainLink:
    other = None if other_id is None else session.get(PaperRow, other_id)
    if other is None:
        return ChainLink(None, "", "", "", None, row.act, row.replaced)
    return ChainLink(other.id, other.type, other.title, other.shown_number, other.date, row.act, row.replaced)


def _signature(session: Session, paper_id: int) -> Signature | None:
    who = aliased(PersonRow)
    query = select(SignatureRow, who.full_name).join(who, who.id == SignatureRow.added_by)
    found = session.execute(query.where(SignatureRow.paper_id == paper_id)).first()
    if found is None:
        return None
    row, name = found
    told = {field: getattr(row, field) for field in Signature.__dataclass_fields__ if field != "added_by"}
    return Signature(added_by=name, **told)


def _rendition(row: RenditionRow) -> Rendition:
    return Rendition(row.id, row.kind, row.format, row.sha256, row.made_at)
