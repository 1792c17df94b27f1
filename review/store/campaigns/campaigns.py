"""Campaigns with their phases and policy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from review.errors import NotFound
from review.model.campaigns import Campaign, CampaignLevel, CampaignSubject, Phase, PhaseKey, Policy
from review.store import codec, visible
from review.store.database import stale
from review.store.tables.campaigns import CampaignRow, PhaseRow, SampleItemRow
from review.store.tables.documents import DocumentRow
from review.store.tables.people import PersonRow
from review.store.tables.territory import MunicipalityRow, RegionRow, SchoolRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from review.model.access import Actor

ORDER = tuple(PhaseKey)
NO_CAMPAIGN = ("Такой кампании нет, или она вам не доступна.", "Вернитесь к списку кампаний.")


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What a campaign is made of."""

    season_id: int
    level: CampaignLevel
    region_id: int
    municipality_id: int | None
    title: str
    subject: CampaignSubject
    kinds: tuple[str, ...]
    stage: int | None
    editions: tuple[tuple[str, str, str], ...]
    policy: Policy
    phases: tuple[Phase, ...]
    created_by: int
    recheck: bool = False


def _query() -> Select[CampaignRow, str, str | None, str]:
    return (
        select(CampaignRow, RegionRow.name, MunicipalityRow.name, PersonRow.full_name)
        .join(RegionRow, RegionRow.id == CampaignRow.region_id)
        .outerjoin(MunicipalityRow, MunicipalityRow.id == CampaignRow.municipality_id)
        .join(PersonRow, PersonRow.id == CampaignRow.created_by)
    )


def _value(row: CampaignRow, region: str, municipality: str | None, creator: str) -> Campaign:
    phases = [Phase(PhaseKey(phase.key), phase.starts, phase.ends) for phase in row.phases]
    return Campaign(
        id=row.id,
        season_id=row.season_id,
        level=CampaignLevel(row.level),
        region_id=row.region_id,
        region=region,
        municipality_id=row.municipality_id,
        municipality=municipality or "",
        title=row.title,
        subject=CampaignSubject(row.subject),
        kinds=tuple(json.loads(row.kinds)),
        stage=row.stage,
        editions=codec.from_text(tuple[tuple[str, str, str], ...], row.editions),
        policy=codec.from_text(Policy, row.policy),
        phases=tuple(sorted(phases, key=lambda phase: ORDER.index(phase.key))),
        created_by=creator,
        created_at=row.created_at,
        closed_at=row.closed_at,
        version=row.version,
        recheck=row.recheck,
    )


def list_campaigns(session: Session, actor: Actor, *, season_id: int) -> tuple[Campaign, ...]:
    """Campaigns of a season the actor may see, the running ones first, then the newest."""
    query = _query().where(CampaignRow.season_id == season_id, visible.campaigns(actor))
    rows = session.execute(query.order_by(CampaignRow.closed_at.is_not(None), CampaignRow.id.desc()))
    return tuple(_value(*row) for row in rows)


def campaign(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    """One campaign the actor may see. Raises NotFound."""
    row = session.execute(_query().where(CampaignRow.id == campaign_id, visible.campaigns(actor))).first()
    if row is None:
        raise NotFound(*NO_CAMPAIGN)
    return _value(*row)


def leads(session: Session, actor: Actor, campaign_id: int) -> bool:
    """Does the actor see the whole of it, as a coordinator, or as an expert their own part only?"""
    query = select(CampaignRow.id).where(CampaignRow.id == campaign_id, visible.led_campaigns(actor))
    return session.scalar(query) is not None


def known(session: Session, campaign_id: int) -> Campaign:
    """One campaign, for an act that was allowed already."""
    return _value(*session.execute(_query().where(CampaignRow.id == campaign_id)).one())


def locked(session: Session, actor: Actor, campaign_id: int, *, expected: int | None = None) -> Campaign:
    """A campaign the actor may see, locked for this transaction. Raises NotFound, Stale."""
    query = select(CampaignRow).where(CampaignRow.id == campaign_id, visible.campaigns(actor))
    row = session.scalar(query.with_for_update(of=CampaignRow))
    if row is not None and expected is not None and row.version != expected:
        raise stale()
    return campaign(session, actor, campaign_id)


def create(session: Session, new: NewCampaign, now: datetime) -> int:
    """Write a new campaign down."""
    row = CampaignRow(
        season_id=new.season_id,
        level=new.level,
        region_id=new.region_id,
        municipality_id=new.municipality_id,
        title=new.title,
        subject=new.subject,
        kinds=json.dumps(new.kinds),
        stage=new.stage,
        editions=codec.text(new.editions),
        policy=codec.text(new.policy),
        blind=new.policy.blind,
        recheck=new.recheck,
        created_by=new.created_by,
        created_at=now,
    )
    row.phases = _phase_rows(new.phases)
    session.add(row)
    session.flush()
    return row.id


def _phase_rows(phases: Iterable[Phase]) -> list[PhaseRow]:
    return [PhaseRow(key=phase.key, starts=phase.start, ends=phase.end) for phase in phases]


def save(session: Session, campaign_id: int, *, title: str, policy: Policy, phases: Sequence[Phase]) -> None:
    """Set what may change while a campaign runs."""
    row = session.get_one(CampaignRow, campaign_id)
    row.title, row.policy, row.blind = title, codec.text(policy), policy.blind
    windows = {phase.key: phase for phase in phases}
    for phase in row.phases:
        window = windows[PhaseKey(phase.key)]
        phase.starts, phase.ends = window.start, window.end
    row.version += 1
    session.flush()


def close(session: Session, campaign_id: int, now: datetime | None) -> None:
    """End a campaign, or (None) let it run again."""
    row = session.get_one(CampaignRow, campaign_id)
    row.closed_at = now
    session.flush()


def running_with(session: Session, document_id: int) -> Campaign | None:
    """The campaign that is not closed and has the document in its sample; re-checks are beside its expertise."""
    query = (
        _query()
        .join(SampleItemRow, SampleItemRow.campaign_id == CampaignRow.id)
        .where(
            SampleItemRow.document_id == document_id,
            SampleItemRow.excluded_at.is_(None),
            CampaignRow.closed_at.is_(None),
            CampaignRow.recheck.is_(False),
        )
        .order_by(CampaignRow.id.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return None if row is None else _value(*row)


def watched(session: Session, actor: Actor, *, season_id: int) -> tuple[Campaign, ...]:
    """Campaigns of the region in which the actor's municipality sees how its own schools fare, as they are listed."""
    query = _query().where(CampaignRow.season_id == season_id, visible.watched_campaigns(actor))
    rows = session.execute(query.order_by(CampaignRow.closed_at.is_not(None), CampaignRow.id.desc()))
    return tuple(_value(*row) for row in rows)


def watched_one(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    """One of them. Raises NotFound."""
    row = session.execute(_query().where(CampaignRow.id == campaign_id, visible.watched_campaigns(actor))).first()
    if row is None:
        raise NotFound(*NO_CAMPAIGN)
    return _value(*row)


def documents_watched(session: Session, actor: Actor, campaign_id: int) -> frozenset[int]:
    """Documents of the campaign's sample that are of schools of the municipalities the actor coordinates."""
    query = (
        select(SampleItemRow.document_id)
        .join(DocumentRow, DocumentRow.id == SampleItemRow.document_id)
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .where(SampleItemRow.campaign_id == campaign_id, visible.coordinated(actor))
    )
    return frozenset(session.scalars(query))


def rechecking(session: Session, document_id: int) -> tuple[tuple[Campaign, int], ...]:
    """Running re-checks of a document, each with the version it reads."""
    rows = session.execute(
        _query()
        .add_columns(SampleItemRow.version_id)
        .join(SampleItemRow, SampleItemRow.campaign_id == CampaignRow.id)
        .where(
            SampleItemRow.document_id == document_id,
            SampleItemRow.excluded_at.is_(None),
            CampaignRow.closed_at.is_(None),
            CampaignRow.recheck,
        )
    )
    return tuple((_value(*row), version) for *row, version in rows)


def documents_of_school(session: Session, *, campaign_id: int, school_id: int) -> tuple[int, ...]:
    """Documents of a school in the campaign's sample."""
    query = (
        select(SampleItemRow.document_id)
        .join(DocumentRow, DocumentRow.id == SampleItemRow.document_id)
        .where(SampleItemRow.campaign_id == campaign_id, DocumentRow.school_id == school_id)
    )
    return tuple(session.scalars(query.order_by(SampleItemRow.document_id)))


def documents(session: Session, campaign_id: int) -> tuple[int, ...]:
    """Documents of the campaign's sample, those taken out of it left out."""
    query = select(SampleItemRow.document_id).where(
        SampleItemRow.campaign_id == campaign_id, SampleItemRow.excluded_at.is_(None)
    )
    return tuple(session.scalars(query.order_by(SampleItemRow.document_id)))
