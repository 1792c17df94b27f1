"""The register of papers: numbers without gaps, papers as the actor may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, or_, select, update

from review.errors import NotFound
from review.model.issued import Paper
from review.store import codec, visible
from review.store.tables.paper_life import ChainRow
from review.store.tables.papers import CounterRow, PaperRow, PaperSchoolRow, PaperVersionRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import BodyRow
from review.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper with its number, ready to be stored."""

    template: str
    edition: str
    title: str
    type: str
    body_id: int
    series: str
    year: int
    number: int
    shown_number: str
    date: date
    heading: str
    addressee: str
    code: str
    docx_sha256: str
    pdf_sha256: str | None
    facts: Mapping[str, object]
    created_by: int
    created_at: datetime
    school_ids: tuple[int, ...]
    version_ids: tuple[int, ...]


def next_number(session: Session, *, body_id: int, series: str, year: int) -> int:
    """Take the next number. Others who want one wait until this transaction ends, and get it if it fails."""
    insert_new(session, CounterRow, body_id=body_id, series=series, year=year, last=0)
    condition = (CounterRow.body_id == body_id, CounterRow.series == series, CounterRow.year == year)
    query = update(CounterRow).where(*condition).values(last=CounterRow.last + 1).returning(CounterRow.last)
    return session.scalars(query.execution_options(synchronize_session=False)).one()


def add(session: Session, new: NewPaper) -> int:
    """Store a paper with the schools and decided versions it is about."""
    apart = ("school_ids", "version_ids", "facts")
    values = {name: getattr(new, name) for name in NewPaper.__dataclass_fields__ if name not in apart}
    row = PaperRow(**values, facts=codec.pack(dict(new.facts)))
    session.add(row)
    session.flush()
    for table, column, ids in (
        (PaperSchoolRow, "school_id", new.school_ids),
        (PaperVersionRow, "version_id", new.version_ids),
    ):
        if ids:
            session.execute(insert(table), [{"paper_id": row.id, column: number} for number in dict.fromkeys(ids)])
    return row.id


def set_pdf(session: Session, paper_id: int, sha256: str) -> None:
    """The PDF made of the paper's DOCX."""
    session.execute(update(PaperRow).where(PaperRow.id == paper_id).values(pdf_sha256=sha256))


def set_state(session: Session, paper_id: int, state: str, reason: str) -> None:
    """Move a paper on; its number stays."""
    session.execute(update(PaperRow).where(PaperRow.id == paper_id).values(state=state, state_reason=reason))


def _query() -> Select[PaperRow, str, str]:
    return (
        select(PaperRow, BodyRow.short_name, PersonRow.full_name)
        .join(BodyRow, BodyRow.id == PaperRow.body_id)
        .join(PersonRow, PersonRow.id == PaperRow.created_by)
    )


def _values(session: Session, rows: Sequence[Any]) -> tuple[Paper, ...]:
    about: dict[int, list[int]] = {row[0].id: [] for row in rows}
    schools = select(PaperSchoolRow).where(PaperSchoolRow.paper_id.in_(about)).order_by(PaperSchoolRow.school_id)
    for link in session.scalars(schools):
        about[link.paper_id].append(link.school_id)
    chained = select(ChainRow.old_id).where(ChainRow.old_id.in_(about), ChainRow.replaced)
    replaced = set(session.scalars(chained))
    return tuple(
        Paper(
            id=row.id,
            template=row.template,
            title=row.title,
            type=row.type,
            body_id=row.body_id,
            body=body,
            year=row.year,
            number=row.number,
            shown_number=row.shown_number,
            date=row.date,
            heading=row.heading,
            addressee=row.addressee,
            code=row.code,
            state=row.state,
            docx_sha256=row.docx_sha256,
            pdf_sha256=row.pdf_sha256,
            created_by=maker,
            created_at=row.created_at,
            school_ids=tuple(about[row.id]),
            replaced=row.id in replaced,
        )
        for row, body, maker in rows
    )


def find(
    session: Session,
    actor: Actor,
    *,
    search: str = "",
    kind: str | None = None,
    year: int | None = None,
    school_id: int | None = None,
    body_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Paper, ...]:
    """Papers the actor may see, the latest first. `since` and `until` are days of registration, both included."""
    query = _query().where(visible.papers(actor)).order_by(PaperRow.date.desc(), PaperRow.id.desc())
    if kind is not None:
        query = query.where(PaperRow.type == kind)
    if year is not None:
        query = query.where(PaperRow.year == year)
    if body_id is not None:
        query = query.where(PaperRow.body_id == body_id)
    if since is not None:
        query = query.where(PaperRow.date >= since)
    if until is not None:
        query = query.where(PaperRow.date <= until)
    if school_id is not None:
        about = select(PaperSchoolRow.paper_id).where(PaperSchoolRow.school_id == school_id)
        query = query.where(PaperRow.id.in_(about))
    found = _values(session, session.execute(query).all())
    words = search.casefold().split()
    return tuple(
        paper
        for paper in found
        if all(w in f"{paper.shown_number} {paper.title} {paper.heading} {paper.addressee}".casefold() for w in words)
    )


def load(session: Session, actor: Actor, paper_id: int) -> Paper:
    """One paper the actor may see. Raises NotFound."""
    rows = session.execute(_query().where(PaperRow.id == paper_id, visible.papers(actor))).all()
    if not rows:
        raise NotFound("Такой бумаги в реестре нет, или она вам не доступна.", "Вернитесь к списку бумаг.")
    return _values(session, rows)[0]


def by_id(session: Session, paper_id: int) -> Paper:
    """One paper for a job of the service. Raises NotFound."""
    rows = session.execute(_query().where(PaperRow.id == paper_id)).all()
    if not rows:
        raise NotFound("Такой бумаги в реестре нет.", "Проверьте номер.")
    return _values(session, rows)[0]


def facts(session: Session, paper_id: int) -> dict[str, object]:
    """What the paper was made from."""
    return codec.unpack(dict, session.get_one(PaperRow, paper_id).facts)


def edition(session: Session, paper_id: int) -> str:
    """The template edition the paper was made with."""
    return session.get_one(PaperRow, paper_id).edition


def versions_of(session: Session, paper_id: int) -> tuple[int, ...]:
    """Decided versions a paper rests on."""
    query = select(PaperVersionRow.version_id).where(PaperVersionRow.paper_id == paper_id)
    return tuple(session.scalars(query.order_by(PaperVersionRow.version_id)))


def resting(session: Session, paper_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Decided versions each of the papers rests on."""
    found: dict[int, set[int]] = {}
    for row in session.scalars(select(PaperVersionRow).where(PaperVersionRow.paper_id.in_(paper_ids))):
        found.setdefault(row.paper_id, set()).add(row.version_id)
    return {number: frozenset(versions) for number, versions in found.items()}


def verified(session: Session, *, code: str | None = None, sha256: str | None = None) -> Paper | None:
    """A paper by the code printed on it, or by the hash of one of its files; whoever asks."""
    condition = PaperRow.code == code
    if sha256 is not None:
        condition = or_(PaperRow.docx_sha256 == sha256, PaperRow.pdf_sha256 == sha256)
    rows = session.execute(_query().where(condition).limit(1)).all()
    return _values(session, rows)[0] if rows else None
