"""Who is to be told, what they were told, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select, update

from review.errors import NotFound
from review.model.access import Role
from review.model.assessment import Verdict
from review.model.campaigns import LIVE, Purpose
from review.model.notice import MailWish, Notice, NoticeKind, SavedView, Wishes
from review.store.register import changes
from review.store.tables.campaigns import AssignmentRow, CampaignRow, SampleItemRow
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import AssessmentRow, DecisionRow
from review.store.tables.notices import NoticeRow, SavedViewRow, WishRow
from review.store.tables.people import GrantRow, PersonRow
from review.store.tables.territory import CardRow, MunicipalityRow, SchoolRow
from review.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from sqlalchemy import CompoundSelect, ScalarSelect, Select
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class About:
    """A document in the words of a notice."""

    document_id: int
    school_id: int
    season_id: int
    municipality_id: int
    school: str
    file_name: str


def about(session: Session, document_id: int) -> About | None:
    """The document's school and the name of its newest file."""
    row = session.execute(
        select(
            DocumentRow.school_id,
            DocumentRow.season_id,
            SchoolRow.municipality_id,
            SchoolRow.short_name,
            VersionRow.file_name,
        )
        .select_from(DocumentRow)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .join(VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == DocumentRow.latest))
        .where(DocumentRow.id == document_id)
    ).first()
    return None if row is None else About(document_id, *row)


def _active(session: Session, query: Select[Any] | CompoundSelect[Any]) -> tuple[int, ...]:
    people = select(PersonRow.id).where(PersonRow.active, PersonRow.id.in_(query)).order_by(PersonRow.id)
    return tuple(session.scalars(people))


def of_school(session: Session, school_id: int) -> tuple[int, ...]:
    """Those who act for the school, or for the one it joined."""
    answering = changes.family(session, school_id)
    holders = select(GrantRow.person_id).where(GrantRow.role == Role.SCHOOL, GrantRow.school_id.in_(answering))
    return _active(session, holders)


def curators(session: Session, school_id: int, season_id: int) -> tuple[int, ...]:
    """The school's curator of the season."""
    holder = select(CardRow.curator_id).where(CardRow.school_id == school_id, CardRow.season_id == season_id)
    return _active(session, holder)


def coordinators(session: Session, municipality_id: int) -> tuple[int, ...]:
    """The municipality's coordinators; the region's when it has none."""
    local = _active(
        session,
        select(GrantRow.person_id).where(
            GrantRow.role == Role.MUNICIPAL_COORDINATOR, GrantRow.municipality_id == municipality_id
        ),
    )
    return local or regional_coordinators(session, municipality_id)


def leaders(session: Session, *, region_id: int, municipality_id: int | None) -> tuple[int, ...]:
    """Who runs a campaign of this place."""
    if municipality_id is not None:
        return coordinators(session, municipality_id)
    return _active(session, _of_region(region_id))


def _of_region(region: int | ScalarSelect[int]) -> Select[int]:
    return select(GrantRow.person_id).where(GrantRow.role == Role.REGIONAL_COORDINATOR, GrantRow.region_id == region)


def coordinators_of_sample(session: Session, campaign_id: int) -> tuple[int, ...]:
    """Coordinators of the municipalities whose documents are in a campaign's sample."""
    towns = (
        select(SchoolRow.municipality_id)
        .join(DocumentRow, DocumentRow.school_id == SchoolRow.id)
        .join(SampleItemRow, SampleItemRow.document_id == DocumentRow.id)
        .where(SampleItemRow.campaign_id == campaign_id)
    )
    holders = select(GrantRow.person_id).where(
        GrantRow.role == Role.MUNICIPAL_COORDINATOR, GrantRow.municipality_id.in_(towns)
    )
    return _active(session, holders)


def regional_coordinators(session: Session, municipality_id: int) -> tuple[int, ...]:
    """Coordinators of the region a municipality lies in."""
    region = select(MunicipalityRow.region_id).where(MunicipalityRow.id == municipality_id).scalar_subquery()
    return _active(session, _of_region(region))


def readers(session: Session, document_id: int) -> tuple[int, ...]:
    """Experts who finished a form on any version of the document, or hold a seat on it.

    Not those of a re-check: what became of the first result is not for them.
    """
    rereads = exists().where(AssignmentRow.assessment_id == AssessmentRow.id, AssignmentRow.purpose == Purpose.RECHECK)
    finished = (
        select(AssessmentRow.expert_id)
        .join(VersionRow, VersionRow.id == AssessmentRow.version_id)
        .where(
            VersionRow.document_id == document_id,
            AssessmentRow.finished_at.is_not(None),
            ~rereads.correlate(AssessmentRow),
        )
    )
    seated = select(AssignmentRow.expert_id).where(
        AssignmentRow.document_id == document_id,
        AssignmentRow.state.in_(LIVE),
        AssignmentRow.purpose != Purpose.RECHECK,
    )
    return _active(session, finished.union(seated))


def add(session: Session, person_id: int, *, key: str, kind: NoticeKind, text: str, path: str, now: datetime) -> bool:
    """Tell a person once. True when it is news to them."""
    told = (
        select(NoticeRow.id).where(NoticeRow.person_id == person_id, NoticeRow.key == key).limit(1)
    )  # the key is unique as well: of two who tell at the same moment one is refused and comes again
    if session.scalar(told) is not None:
        return False
    return insert_new(
        session, NoticeRow, person_id=person_id, key=key, kind=kind, text=text, path=path, at=now, mailed=False
    )


def mine(session: Session, person_id: int, *, unread: bool = False, limit: int = 200) -> tuple[Notice, ...]:
    """A person's notices, the latest first."""
    query = select(NoticeRow).where(NoticeRow.person_id == person_id)
    if unread:
        query = query.where(NoticeRow.read_at.is_(None))
    return tuple(map(_notice, session.scalars(query.order_by(NoticeRow.at.desc(), NoticeRow.id.desc()).limit(limit))))


def _notice(row: NoticeRow) -> Notice:
    return Notice(row.id, NoticeKind(row.kind), row.text, row.path, row.at, row.read_at)


def unread_count(session: Session, person_id: int) -> int:
    """How many notices a person has not seen."""
    query = select(func.count()).where(NoticeRow.person_id == person_id, NoticeRow.read_at.is_(None))
    return int(session.scalar(query) or 0)


def mark_read(session: Session, person_id: int, now: datetime, ids: Collection[int] | None = None) -> None:
    """These notices of the person, or all of them, were seen."""
    statement = update(NoticeRow).where(NoticeRow.person_id == person_id, NoticeRow.read_at.is_(None))
    if ids is not None:
        statement = statement.where(NoticeRow.id.in_(ids))
    session.execute(statement.values(read_at=now))


def take_unmailed(session: Session, person_id: int) -> tuple[Notice, ...]:
    """Unread notices that no letter told yet; from now on one did."""
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.person_id == person_id, NoticeRow.read_at.is_(None), NoticeRow.mailed.is_(False))
        .order_by(NoticeRow.at, NoticeRow.id)
    ).all()
    for row in rows:
        row.mailed = True
    return tuple(map(_notice, rows))


def wishes(session: Session, person_id: int) -> Wishes | None:
    """How the person wants to be told; None until they said."""
    row = session.get(WishRow, person_id)
    return None if row is None else Wishes(MailWish(row.mail), row.address, row.calendar_token)


def save_wishes(session: Session, person_id: int, wanted: Wishes) -> None:
    """Put the person's wishes in place of what they were."""
    session.merge(
        WishRow(person_id=person_id, mail=wanted.mail, address=wanted.address, calendar_token=wanted.calendar_token)
    )
    session.flush()


def wishing(session: Session, wish: MailWish) -> tuple[tuple[int, str, str], ...]:
    """(person, name, address) of active people who want mail this way."""
    query = (
        select(PersonRow.id, PersonRow.full_name, WishRow.address)
        .join(WishRow, WishRow.person_id == PersonRow.id)
        .where(WishRow.mail == wish, WishRow.address != "", PersonRow.active)
        .order_by(PersonRow.id)
    )
    return tuple((number, name, address) for number, name, address in session.execute(query))


def by_calendar_token(session: Session, token: str) -> int | None:
    """Whose calendar this address shows."""
    return session.scalar(
        select(WishRow.person_id)
        .join(PersonRow, PersonRow.id == WishRow.person_id)
        .where(WishRow.calendar_token == token, PersonRow.active)
    )


def due_seats(session: Session, until: date) -> tuple[tuple[int, int, int, date], ...]:
    """(assignment, expert, document, day) of unfinished seats of running campaigns due by the day."""
    query = (
        select(AssignmentRow.id, AssignmentRow.expert_id, AssignmentRow.document_id, AssignmentRow.due)
        .join(CampaignRow, CampaignRow.id == AssignmentRow.campaign_id)
        .where(AssignmentRow.state.in_(LIVE), AssignmentRow.due <= until, CampaignRow.closed_at.is_(None))
        .order_by(AssignmentRow.id)
    )
    return tuple((one, expert, document, day) for one, expert, document, day in session.execute(query))


def due_rework(session: Session, until: datetime) -> tuple[tuple[int, int, datetime], ...]:
    """(decision, document, day) of documents returned to schools that are due by then and did not come back."""
    query = (
        select(DecisionRow.id, DocumentRow.id, DecisionRow.due)
        .join(VersionRow, VersionRow.id == DecisionRow.version_id)
        .join(DocumentRow, (DocumentRow.id == VersionRow.document_id) & (DocumentRow.latest == VersionRow.number))
        .where(
            DocumentRow.state == Verdict.REWORK,
            DocumentRow.withdrawn_at.is_(None),
            DecisionRow.due.is_not(None),
            DecisionRow.due <= until,
        )
        .order_by(DecisionRow.id)
    )
    return tuple((one, document, day) for one, document, day in session.execute(query) if day is not None)


def saved_views(session: Session, person_id: int, page: str) -> tuple[SavedView, ...]:
    """A person's views of one list, by title."""
    rows: Sequence[SavedViewRow] = session.scalars(
        select(SavedViewRow)
        .where(SavedViewRow.person_id == person_id, SavedViewRow.page == page)
        .order_by(SavedViewRow.title)
    ).all()
    return tuple(SavedView(row.id, row.page, row.title, row.query) for row in rows)


def save_view(session: Session, person_id: int, view: SavedView) -> None:
    """Keep the query under its title; the same title is replaced."""
    session.flush()
    row = session.scalar(
        select(SavedViewRow).where(
            SavedViewRow.person_id == person_id, SavedViewRow.page == view.page, SavedViewRow.title == view.title
        )
    )
    if row is None:
        session.add(SavedViewRow(person_id=person_id, page=view.page, title=view.title, query=view.query))
    else:
        row.query = view.query
    session.flush()


def drop_view(session: Session, person_id: int, view_id: int) -> None:
    """Forget a view of the person's own. Raises NotFound for any other."""
    row = session.scalar(select(SavedViewRow).where(SavedViewRow.id == view_id, SavedViewRow.person_id == person_id))
    if row is None:
        raise NotFound("Такого вида списка нет.", "Обновите страницу списка.")
    session.delete(row)
    session.flush()
