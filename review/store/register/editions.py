"""Rubric editions regions brought, and which edition is used where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from review.store.tables.people import PersonRow
from review.store.tables.region import EditionChoiceRow, OwnEditionRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class OwnEdition:
    """An edition with its origin."""

    id: str
    region_id: int
    kind: str
    sha256: str
    note: str
    brought_by: str
    brought_at: datetime


def of_region(session: Session, region_id: int) -> tuple[OwnEdition, ...]:
    """Editions the region brought, the latest first."""
    query = (
        select(OwnEditionRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == OwnEditionRow.brought_by)
        .where(OwnEditionRow.region_id == region_id)
        .order_by(OwnEditionRow.brought_at.desc(), OwnEditionRow.id)
    )
    return tuple(
        OwnEdition(row.id, row.region_id, row.kind, row.sha256, row.note, name, row.brought_at)
        for row, name in session.execute(query)
    )


def foreign(session: Session, region_id: int) -> frozenset[str]:
    """Ids of editions other regions brought."""
    return frozenset(session.scalars(select(OwnEditionRow.id).where(OwnEditionRow.region_id != region_id)))


def add(session: Session, new: OwnEdition, person_id: int) -> None:
    """Write down who brought an edition. The caller has made sure that its id is new."""
    session.add(
        OwnEditionRow(
            id=new.id,
            region_id=new.region_id,
            kind=new.kind,
            sha256=new.sha256,
            note=new.note,
            brought_by=person_id,
            brought_at=new.brought_at,
        )
    )
    session.flush()


def chosen(session: Session, *, region_id: int | None, season_id: int) -> dict[str, str]:
    """Edition by kind, where the region uses another one than the profile's."""
    query = select(EditionChoiceRow.kind, EditionChoiceRow.edition).where(
        EditionChoiceRow.region_id == region_id, EditionChoiceRow.season_id == season_id
    )
    return {kind: edition for kind, edition in session.execute(query)}  # noqa: C416 - rows are not pairs to a type checker


def choose(
    session: Session, *, region_id: int, season_id: int, kind: str, edition: str | None, by: int, now: datetime
) -> None:
    """Use this edition from now on; None: the profile's own again."""
    row = session.get(EditionChoiceRow, (region_id, season_id, kind), with_for_update=True)
    if edition is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(
            EditionChoiceRow(
                region_id=region_id, season_id=season_id, kind=kind, edition=edition, chosen_by=by, chosen_at=now
            )
        )
    else:
        row.edition, row.chosen_by, row.chosen_at = edition, by, now
    session.flush()
