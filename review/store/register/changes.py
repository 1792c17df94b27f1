"""Former names and heads of schools, and schools that joined others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select, update

from review.model.register import FormerName, FormerPerson, Merger
from review.store.tables.changes import FormerPersonRow, MergerRow, SchoolNameRow
from review.store.tables.territory import SchoolRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from review.model.register import SchoolCard


@dataclass(frozen=True, slots=True)
class Written:
    """Who writes a change down, and when."""

    by: int
    at: datetime


def rename(
    session: Session, school_id: int, *, full_name: str, short_name: str, since: date, ground: str, written: Written
) -> None:
    """Give the school new names; those before are kept with the day they ended."""
    row = session.get_one(SchoolRow, school_id)
    session.add(
        SchoolNameRow(
            school_id=school_id,
            full_name=row.full_name,
            short_name=row.short_name,
            until=since,
            ground=ground,
            written_by=written.by,
            written_at=written.at,
        )
    )
    row.full_name, row.short_name = full_name, short_name
    session.flush()


def former_names(session: Session, school_id: int) -> tuple[FormerName, ...]:
    """Names the school had, the latest first."""
    rows = session.scalars(
        select(SchoolNameRow)
        .where(SchoolNameRow.school_id == school_id)
        .order_by(SchoolNameRow.until.desc(), SchoolNameRow.id.desc())
    )
    return tuple(FormerName(row.full_name, row.short_name, row.until, row.ground) for row in rows)


def inherited_names(session: Session, school_id: int) -> tuple[FormerName, ...]:
    """The names of schools that joined this one, until the day they did, and their own former ones."""
    found: list[FormerName] = []
    rows = session.execute(
        select(MergerRow, SchoolRow)
        .join(SchoolRow, SchoolRow.id == MergerRow.school_id)
        .where(MergerRow.heir_id == school_id)
        .order_by(MergerRow.since.desc(), MergerRow.school_id)
    )
    for merger, school in rows.all():
        found.append(FormerName(school.full_name, school.short_name, merger.since, merger.ground))
        found.extend(former_names(session, school.id))
    return tuple(found)


def keep_person(
    session: Session, card: SchoolCard, role: Literal["director", "curator"], *, until: date, at: datetime
) -> None:
    """Whom the card names was the school's director or curator until this day."""
    curator = role == "curator"
    session.add(
        FormerPersonRow(
            school_id=card.id,
            season_id=card.season_id,
            role=role,
            name=card.curator if curator else card.director,
            post="" if curator else card.director_post,
            person_id=card.curator_id if curator else None,
            until=until,
            written_at=at,
        )
    )
    session.flush()


def former_people(session: Session, school_id: int) -> tuple[FormerPerson, ...]:
    """Former directors and curators, the latest first."""
    rows = session.scalars(
        select(FormerPersonRow)
        .where(FormerPersonRow.school_id == school_id)
        .order_by(FormerPersonRow.until.desc(), FormerPersonRow.id.desc())
    )
    return tuple(
        FormerPerson("curator" if row.role == "curator" else "director", row.name, row.post, row.season_id, row.until)
        for row in rows
    )


def merge(session: Session, *, school_id: int, successor_id: int, since: date, ground: str, written: Written) -> None:
    """The school joined another; what joined it before goes along."""
    session.add(
        MergerRow(
            school_id=school_id,
            successor_id=successor_id,
            heir_id=successor_id,
            since=since,
            ground=ground,
            written_by=written.by,
            written_at=written.at,
        )
    )
    session.flush()
    session.execute(update(MergerRow).where(MergerRow.heir_id == school_id).values(heir_id=successor_id))


def part(session: Session, school_id: int) -> None:
    """Undo a merger that was written by mistake: what had joined the school before is its own again."""
    session.delete(session.get_one(MergerRow, school_id))
    session.flush()
    below, level = [school_id], [school_id]
    while level:
        level = list(session.scalars(select(MergerRow.school_id).where(MergerRow.successor_id.in_(level))))
        below += level
    session.execute(update(MergerRow).where(MergerRow.school_id.in_(below)).values(heir_id=school_id))


def _mergers() -> Select[MergerRow, str, str]:
    successor, joined = SchoolRow.__table__.alias("successor"), SchoolRow.__table__.alias("joined")
    return (
        select(MergerRow, joined.c.short_name, successor.c.short_name)
        .join(joined, joined.c.id == MergerRow.school_id)
        .join(successor, successor.c.id == MergerRow.successor_id)
    )


def merger(session: Session, school_id: int) -> Merger | None:
    """Whom the school joined; None while it stands by itself."""
    row = session.execute(_mergers().where(MergerRow.school_id == school_id)).first()
    return None if row is None else _merger(*row)


def joined(session: Session, school_id: int) -> tuple[Merger, ...]:
    """Schools that joined this one, by day."""
    rows = session.execute(
        _mergers().where(MergerRow.successor_id == school_id).order_by(MergerRow.since, MergerRow.school_id)
    )
    return tuple(_merger(*row) for row in rows)


def _merger(row: MergerRow, school: str, successor: str) -> Merger:
    return Merger(row.school_id, school, row.successor_id, successor, row.since, row.ground)


def merged(session: Session, school_ids: Collection[int]) -> frozenset[int]:
    """Which of these schools joined another."""
    return frozenset(session.scalars(select(MergerRow.school_id).where(MergerRow.school_id.in_(school_ids))))


def successors(session: Session, school_ids: Collection[int]) -> dict[int, str]:
    """Whom these schools joined, by school."""
    rows = session.execute(_mergers().where(MergerRow.school_id.in_(school_ids))) if school_ids else ()
    return {row.school_id: successor for row, _, successor in rows}


def family(session: Session, school_id: int) -> tuple[int, ...]:
    """The school and the one that answers for it now: whose people are told of its documents."""
    heir = session.scalar(select(MergerRow.heir_id).where(MergerRow.school_id == school_id))
    return (school_id,) if heir is None else (school_id, heir)


def telling_words(session: Session, school_id: int) -> tuple[str, ...]:
    """Former names and people of the school and of those that joined it: they tell whose document it is."""
    names = (*former_names(session, school_id), *inherited_names(session, school_id))
    known = session.scalars(select(FormerPersonRow.name).where(FormerPersonRow.school_id == school_id))
    return (*(name for one in names for name in (one.full_name, one.short_name)), *known)
