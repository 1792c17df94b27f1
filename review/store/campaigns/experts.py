"""The expert group of a campaign: who was invited, their caps, directions, absences and declared conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from review.errors import NotFound
from review.model.access import Role
from review.model.campaigns import LIVE, SEATED, CampaignExpert, Conflict, ExpertState
from review.store.campaigns import campaigns
from review.store.tables.campaigns import AssignmentRow, CampaignExpertRow, CampaignRow, ConflictRow
from review.store.tables.people import GrantRow, PersonRow
from review.store.tables.territory import CardRow, SchoolRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from review.model.access import Actor
    from review.model.campaigns import Campaign


def of_campaign(session: Session, campaign_id: int, *, cap: int) -> tuple[CampaignExpert, ...]:
    """Everybody ever invited, by name. `cap`: the policy's, for those without one of their own."""
    rows = session.execute(
        select(CampaignExpertRow, PersonRow)
        .join(PersonRow, PersonRow.id == CampaignExpertRow.person_id)
        .where(CampaignExpertRow.campaign_id == campaign_id)
        .order_by(PersonRow.full_name, PersonRow.id)
    ).all()
    declared = _conflicts(session, campaign_id)
    return tuple(_value(row, person, cap, declared.get(person.id, ())) for row, person in rows)


def _value(row: CampaignExpertRow, person: PersonRow, cap: int, conflicts: Sequence[Conflict]) -> CampaignExpert:
    work = {grant.municipality_id for grant in person.grants if grant.role in WORKS and grant.municipality_id}
    return CampaignExpert(
        person_id=person.id,
        name=person.full_name,
        post=person.post,
        state=ExpertState(row.state),
        reason=row.reason,
        cap=cap if row.cap is None else row.cap,
        directions=tuple(row.directions.split()),
        municipality_ids=tuple(sorted(work)),
        away_from=row.away_from,
        away_until=row.away_until,
        conflicts=tuple(conflicts),
    )


WORKS = (Role.MUNICIPAL_EXPERT, Role.MUNICIPAL_COORDINATOR, Role.SCHOOL)


def _conflicts(session: Session, campaign_id: int) -> dict[int, list[Conflict]]:
    rows = session.execute(
        select(ConflictRow, SchoolRow.short_name, PersonRow.full_name)
        .join(SchoolRow, SchoolRow.id == ConflictRow.school_id)
        .join(PersonRow, PersonRow.id == ConflictRow.declared_by)
        .where(ConflictRow.campaign_id == campaign_id)
        .order_by(SchoolRow.short_name)
    )
    found: dict[int, list[Conflict]] = {}
    for row, school, by in rows:
        found.setdefault(row.person_id, []).append(Conflict(row.school_id, school, row.reason, by))
    return found


def candidates(session: Session, *, region_id: int, campaign_id: int) -> tuple[tuple[int, str, str, int], ...]:
    """(id, name, post, municipality) of the region's active experts who are not in the group."""
    invited = select(CampaignExpertRow.person_id).where(
        CampaignExpertRow.campaign_id == campaign_id,
        CampaignExpertRow.state.in_((ExpertState.INVITED, ExpertState.ACCEPTED)),
    )
    rows = session.execute(
        select(PersonRow.id, PersonRow.full_name, PersonRow.post, func.min(GrantRow.municipality_id))
        .join(GrantRow, GrantRow.person_id == PersonRow.id)
        .where(
            PersonRow.active,
            GrantRow.role == Role.MUNICIPAL_EXPERT,
            GrantRow.region_id == region_id,
            PersonRow.id.not_in(invited),
        )
        .group_by(PersonRow.id, PersonRow.full_name, PersonRow.post)
        .order_by(PersonRow.full_name, PersonRow.id)
    )
    return tuple((row[0], row[1], row[2], row[3] or 0) for row in rows)


def locked(session: Session, campaign_id: int, person_id: int) -> CampaignExpertRow:
    """An expert's row for this module's writers. Raises NotFound."""
    condition = (CampaignExpertRow.campaign_id == campaign_id, CampaignExpertRow.person_id == person_id)
    row = session.scalar(select(CampaignExpertRow).where(*condition).with_for_update(of=CampaignExpertRow))
    if row is None:
        raise NotFound("Этого человека нет в экспертной группе.", "Пригласите его в группу кампании.")
    return row


def invite(session: Session, campaign_id: int, person_id: int, now: datetime) -> None:
    """Into the group, or back into it."""
    row = session.get(CampaignExpertRow, (campaign_id, person_id))
    if row is None:
        row = CampaignExpertRow(campaign_id=campaign_id, person_id=person_id)
        session.add(row)
    row.state, row.reason, row.invited_at, row.answered_at = ExpertState.INVITED, "", now, None
    session.flush()


def change(session: Session, campaign_id: int, person_id: int, **values: object) -> None:
    """Set columns of an expert's row: state, reason, cap, directions, away_from, away_until, answered_at."""
    row = locked(session, campaign_id, person_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def declare(
    session: Session, campaign_id: int, person_id: int, school_id: int, *, reason: str, by: int, now: datetime
) -> None:
    """A conflict of interest with a school; declared again, its reason is replaced."""
    row = session.get(ConflictRow, (campaign_id, person_id, school_id))
    if row is None:
        row = ConflictRow(campaign_id=campaign_id, person_id=person_id, school_id=school_id)
        session.add(row)
    row.reason, row.declared_by, row.declared_at = reason, by, now
    session.flush()


def withdraw_conflict(session: Session, campaign_id: int, person_id: int, school_id: int) -> None:
    """Take a declared conflict back."""
    row = session.get(ConflictRow, (campaign_id, person_id, school_id))
    if row is not None:
        session.delete(row)
        session.flush()


def curated(session: Session, people: Collection[int], season_id: int) -> dict[int, tuple[int, ...]]:
    """Schools each person is the curator of in a season."""
    rows = session.execute(
        select(CardRow.curator_id, CardRow.school_id)
        .where(CardRow.season_id == season_id, CardRow.curator_id.in_(people))
        .order_by(CardRow.school_id)
    )
    return _grouped((row[0] or 0, row[1]) for row in rows)


def own_schools(session: Session, people: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Schools each person works in, by their roles."""
    rows = session.execute(
        select(GrantRow.person_id, GrantRow.school_id)
        .where(GrantRow.person_id.in_(people), GrantRow.role == Role.SCHOOL, GrantRow.school_id.is_not(None))
        .order_by(GrantRow.school_id)
    )
    return _grouped((row[0], row[1] or 0) for row in rows)


def busy_elsewhere(session: Session, people: Collection[int], campaign_id: int) -> dict[int, int]:
    """How many documents of other running campaigns each person still has to read."""
    rows = session.execute(
        select(AssignmentRow.expert_id, func.count())
        .join(CampaignRow, CampaignRow.id == AssignmentRow.campaign_id)
        .where(
            AssignmentRow.expert_id.in_(people),
            AssignmentRow.campaign_id != campaign_id,
            AssignmentRow.state.in_(LIVE),
            CampaignRow.closed_at.is_(None),
        )
        .group_by(AssignmentRow.expert_id)
    )
    return {row[0]: row[1] for row in rows}


def reviewed_elsewhere(session: Session, people: Collection[int], campaign_id: int) -> dict[int, tuple[int, ...]]:
    """Documents each person reads or has read in another campaign: they give no second independent opinion."""
    rows = session.execute(
        select(AssignmentRow.expert_id, AssignmentRow.document_id)
        .where(
            AssignmentRow.expert_id.in_(people),
            AssignmentRow.campaign_id != campaign_id,
            AssignmentRow.state.in_(SEATED),
        )
        .distinct()
        .order_by(AssignmentRow.document_id)
    )
    return _grouped((row[0], row[1]) for row in rows)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def invitations(session: Session, actor: Actor, *, season_id: int) -> tuple[Campaign, ...]:
    """Running campaigns whose invitation the actor has not answered."""
    waiting = select(CampaignExpertRow.campaign_id).where(
        CampaignExpertRow.person_id == actor.id, CampaignExpertRow.state == ExpertState.INVITED
    )
    ids = set(session.scalars(waiting))
    if not ids:
        return ()
    every = campaigns.list_campaigns(session, actor, season_id=season_id)
    return tuple(one for one in every if one.id in ids and one.closed_at is None)
