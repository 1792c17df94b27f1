"""A year's figures by municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from review.model.appeal import OPEN, AppealState
from review.model.submission import DocumentState
from review.store.tables.appeals import AppealRow
from review.store.tables.campaigns import CampaignRow
from review.store.tables.documents import DocumentRow
from review.store.tables.territory import CardRow, MunicipalityRow, RegionRow, SchoolRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class TownYear:
    """One municipality's year."""

    municipality_id: int
    region: str
    municipality: str
    schools: int
    documents: int
    conforms: int
    rework: int
    fails: int
    undecided: int
    withdrawn: int
    appeals: int
    changed: int

    @property
    def figures(self) -> tuple[int, ...]:
        """In the order of the columns."""
        return (
            self.schools,
            self.documents,
            self.conforms,
            self.rework,
            self.fails,
            self.undecided,
            self.withdrawn,
            self.appeals,
            self.changed,
        )


def by_town(session: Session, season_id: int) -> tuple[TownYear, ...]:
    """Every municipality with schools in the year, by region and name."""
    schools = _schools(session, season_id)
    documents = _documents(session, season_id)
    appeals = _appeals(session, season_id)
    rows = session.execute(
        select(MunicipalityRow.id, RegionRow.name, MunicipalityRow.name)
        .join(RegionRow, RegionRow.id == MunicipalityRow.region_id)
        .where(MunicipalityRow.id.in_(list(schools)))
        .order_by(RegionRow.name, MunicipalityRow.name, MunicipalityRow.id)
    )
    nothing = (0,) * 6
    return tuple(
        TownYear(number, region, name, schools[number], *documents.get(number, nothing), *appeals.get(number, (0, 0)))
        for number, region, name in rows
    )


def _schools(session: Session, season_id: int) -> dict[int, int]:
    rows = session.execute(
        select(SchoolRow.municipality_id, func.count(CardRow.id))
        .join(CardRow, CardRow.school_id == SchoolRow.id)
        .where(CardRow.season_id == season_id)
        .group_by(SchoolRow.municipality_id)
    )
    return {town: int(number) for town, number in rows}


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _documents(session: Session, season_id: int) -> dict[int, tuple[int, ...]]:
    """(all, conforming, on rework, failing, undecided, withdrawn) by municipality; the first five without the last."""
    there = DocumentRow.withdrawn_at.is_(None)
    decided = (DocumentState.CONFORMS, DocumentState.REWORK, DocumentState.FAILS)
    rows = session.execute(
        select(
            SchoolRow.municipality_id,
            _sum(there),
            *(_sum(and_(there, DocumentRow.state == state)) for state in decided),
            _sum(and_(there, DocumentRow.state.not_in(decided))),
            _sum(DocumentRow.withdrawn_at.is_not(None)),
        )
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .where(DocumentRow.season_id == season_id)
        .group_by(SchoolRow.municipality_id)
    )
    return {row[0]: tuple(int(value) for value in row[1:]) for row in rows}


def _appeals(session: Session, season_id: int) -> dict[int, tuple[int, ...]]:
    """(filed, decisions changed) by municipality."""
    rows = session.execute(
        select(SchoolRow.municipality_id, func.count(AppealRow.id), _sum(AppealRow.state == AppealState.CHANGED))
        .join(DocumentRow, DocumentRow.id == AppealRow.document_id)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .where(DocumentRow.season_id == season_id)
        .group_by(SchoolRow.municipality_id)
    )
    return {town: (int(filed), int(changed)) for town, filed, changed in rows}


def running_campaigns(session: Session, season_id: int) -> tuple[str, ...]:
    """Titles of the year's campaigns that are not closed."""
    query = select(CampaignRow.title).where(CampaignRow.season_id == season_id, CampaignRow.closed_at.is_(None))
    return tuple(session.scalars(query.order_by(CampaignRow.id)))


def waiting_appeals(session: Session, season_id: int) -> int:
    """How many of the year's appeals wait for an answer."""
    query = (
        select(func.count(AppealRow.id))
        .join(DocumentRow, DocumentRow.id == AppealRow.document_id)
        .where(DocumentRow.season_id == season_id, AppealRow.state.in_(OPEN), DocumentRow.withdrawn_at.is_(None))
    )
    return session.scalar(query) or 0
