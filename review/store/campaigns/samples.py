"""Draws of a campaign: what could be drawn, every draw ever made, and the documents of the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, update

from review.model.assessment import Verdict
from review.model.campaign import FrameItem, Sample
from review.model.submission import DocumentState, VersionState
from review.store import codec
from review.store.expertise.counting import finished
from review.store.tables.campaigns import CampaignRow, SampleItemRow, SampleRow
from review.store.tables.documents import DocumentRow, VersionRow
from review.store.tables.expertise import AssessmentRow, DecisionRow
from review.store.tables.people import PersonRow
from review.store.tables.second_opinion import ReturnedResultRow
from review.store.tables.territory import CardRow, MunicipalityRow, SchoolRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from review.model.campaigns import Campaign
    from review.model.rubric import Zone


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document of the campaign's subject and place, with what decides whether it is in the frame."""

    item: FrameItem
    file_name: str
    stage: int | None
    state: DocumentState
    reading: VersionState
    rubric: str | None
    curator_confirmed: bool | None
    elsewhere: str  # title of another running campaign that has it in its sample


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw as it was kept."""

    id: int
    number: int
    in_force: bool
    frame: tuple[FrameItem, ...]
    sample: Sample
    reason: str
    drawn_by: str
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document of the sample in force as it stands now."""

    document_id: int
    version_id: int  # the one that was drawn
    stratum: str
    probability: float
    latest_id: int
    state: DocumentState
    decided: bool


@dataclass(frozen=True, slots=True)
class Left:
    """A document that was drawn and is no longer assessed: withdrawn, or taken out by the coordinator (`by`)."""

    document_id: int
    item: FrameItem  # as it was drawn
    at: datetime
    reason: str
    by: str  # "" for a withdrawn one

    @property
    def withdrawn(self) -> bool:
        """Was the document itself taken back?"""
        return not self.by


def candidates(session: Session, campaign: Campaign) -> tuple[Candidate, ...]:
    """Documents of the campaign's kinds in its place, withdrawn ones left out, by school and document."""
    elsewhere = (
        select(func.min(CampaignRow.title))
        .join(SampleItemRow, SampleItemRow.campaign_id == CampaignRow.id)
        .where(
            SampleItemRow.document_id == DocumentRow.id,
            SampleItemRow.excluded_at.is_(None),
            CampaignRow.closed_at.is_(None),
            CampaignRow.id != campaign.id,
            CampaignRow.recheck.is_(campaign.recheck),
        )
        .correlate(DocumentRow)
        .scalar_subquery()
    )
    query = (
        select(DocumentRow, VersionRow, MunicipalityRow, CardRow.director, elsewhere, finished(AssessmentRow.zone))
        .join(VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == DocumentRow.latest))
        .join(SchoolRow, SchoolRow.id == DocumentRow.school_id)
        .join(MunicipalityRow, MunicipalityRow.id == SchoolRow.municipality_id)
        .outerjoin(CardRow, (CardRow.school_id == DocumentRow.school_id) & (CardRow.season_id == DocumentRow.season_id))
        .where(
            DocumentRow.season_id == campaign.season_id,
            DocumentRow.withdrawn_at.is_(None),
            DocumentRow.kind.in_(campaign.kinds),
            MunicipalityRow.region_id == campaign.region_id,
        )
        .order_by(MunicipalityRow.name, SchoolRow.short_name, DocumentRow.id)
    )
    if campaign.municipality_id is not None:
        query = query.where(MunicipalityRow.id == campaign.municipality_id)
    if campaign.stage is not None:
        query = query.where(DocumentRow.stage == campaign.stage)
    return tuple(_candidate(*row) for row in session.execute(query))


def _candidate(
    document: DocumentRow,
    version: VersionRow,
    municipality: MunicipalityRow,
    director: str | None,
    elsewhere: str | None,
    zone: Zone | None,
) -> Candidate:
    machine: Zone | None = version.machine_zone  # type: ignore[assignment]  # a zone's word
    item = FrameItem(
        document_id=document.id,
        version_id=version.id,
        school_id=document.school_id,
        municipality_id=municipality.id,
        kind=document.kind or "",
        risk=document.risk,
        zone=zone or machine,
        school=document.school.short_name,
        municipality=municipality.name,
        people=tuple(name for name in (director,) if name),
    )
    return Candidate(
        item=item,
        file_name=version.file_name,
        stage=document.stage,
        state=DocumentState(document.state),
        reading=VersionState(version.state),
        rubric=version.rubric,
        curator_confirmed=document.curator_confirmed,
        elsewhere=elsewhere or "",
    )


def put_in_force(
    session: Session,
    campaign_id: int,
    *,
    frame: Sequence[FrameItem],
    sample: Sample,
    reason: str,
    by: int,
    now: datetime,
) -> int:
    """Keep a draw and make it the one in force; earlier ones stay as they were."""
    session.execute(
        update(SampleRow).where(SampleRow.campaign_id == campaign_id, SampleRow.in_force).values(in_force=False)
    )
    session.execute(delete(SampleItemRow).where(SampleItemRow.campaign_id == campaign_id))
    last = session.scalar(select(func.max(SampleRow.number)).where(SampleRow.campaign_id == campaign_id))
    row = SampleRow(
        campaign_id=campaign_id,
        number=(last or 0) + 1,
        in_force=True,
        rule=codec.text(sample.rule),
        seed=sample.rule.seed,
        frame=codec.pack(tuple(frame)),
        drawn=codec.pack(sample),
        sha256=sample.frame_sha256,
        reason=reason,
        drawn_by=by,
        drawn_at=now,
    )
    session.add(row)
    session.flush()
    session.add_all(
        SampleItemRow(
            campaign_id=campaign_id,
            document_id=one.item.document_id,
            sample_id=row.id,
            version_id=one.item.version_id,
            stratum=one.stratum,
            probability=one.probability,
        )
        for one in sample.drawn
    )
    session.flush()
    return row.number


def draws(session: Session, campaign_id: int) -> tuple[Draw, ...]:
    """Every draw, the newest first."""
    rows = session.execute(
        select(SampleRow, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == SampleRow.drawn_by)
        .where(SampleRow.campaign_id == campaign_id)
        .order_by(SampleRow.number.desc())
    )
    return tuple(
        Draw(
            id=row.id,
            number=row.number,
            in_force=row.in_force,
            frame=codec.unpack(tuple[FrameItem, ...], row.frame),
            sample=codec.unpack(Sample, row.drawn),
            reason=row.reason,
            drawn_by=by,
            drawn_at=row.drawn_at,
        )
        for row, by in rows
    )


def in_force(session: Session, campaign_id: int) -> Draw | None:
    """The draw the campaign works with."""
    return next((draw for draw in draws(session, campaign_id) if draw.in_force), None)


def items(session: Session, campaign_id: int) -> tuple[Drawn, ...]:
    """Documents of the sample in force as they stand now, by id; those that left it are left out."""
    decided = select(DecisionRow.id).where(DecisionRow.version_id == VersionRow.id).correlate(VersionRow).exists()
    rows = session.execute(
        select(SampleItemRow, DocumentRow.state, VersionRow.id, decided)
        .join(DocumentRow, DocumentRow.id == SampleItemRow.document_id)
        .join(VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.number == DocumentRow.latest))
        .where(
            SampleItemRow.campaign_id == campaign_id,
            SampleItemRow.excluded_at.is_(None),
            DocumentRow.withdrawn_at.is_(None),
        )
        .order_by(SampleItemRow.document_id)
    )
    return tuple(
        Drawn(row.document_id, row.version_id, row.stratum, row.probability, latest, DocumentState(state), has)
        for row, state, latest, has in rows
    )


def standing(session: Session, campaign_id: int) -> dict[int, bool]:
    """Does it conform, by document of the sample: the last decision since the draw, on whatever version.

    A document back for revision keeps its decision until there is a new one; what the region returned waits.
    """
    rows = session.execute(
        select(SampleItemRow.document_id, DecisionRow.verdict, ReturnedResultRow.id)
        .join(DocumentRow, DocumentRow.id == SampleItemRow.document_id)
        .join(VersionRow, (VersionRow.document_id == DocumentRow.id) & (VersionRow.id >= SampleItemRow.version_id))
        .join(DecisionRow, DecisionRow.version_id == VersionRow.id)
        .outerjoin(ReturnedResultRow, ReturnedResultRow.decision_id == DecisionRow.id)
        .where(
            SampleItemRow.campaign_id == campaign_id,
            SampleItemRow.excluded_at.is_(None),
            DocumentRow.withdrawn_at.is_(None),
        )
        .order_by(DecisionRow.id)
    )
    last = {document: (verdict, returned) for document, verdict, returned in rows}
    return {document: verdict == Verdict.CONFORMS for document, (verdict, returned) in last.items() if not returned}


def left(session: Session, campaign_id: int, draw: Draw) -> tuple[Left, ...]:
    """Documents of the sample in force that left it, in the order of its protocol."""
    gone = (SampleItemRow.excluded_at.is_not(None), DocumentRow.withdrawn_at.is_not(None))
    rows = session.execute(
        select(SampleItemRow, DocumentRow.withdrawn_at, DocumentRow.withdrawn_reason, PersonRow.full_name)
        .join(DocumentRow, DocumentRow.id == SampleItemRow.document_id)
        .outerjoin(PersonRow, PersonRow.id == SampleItemRow.excluded_by)
        .where(SampleItemRow.campaign_id == campaign_id, or_(*gone))
    )
    items_ = {one.item.document_id: one.item for one in draw.sample.drawn}
    found = {}
    for row, withdrawn_at, why, by in rows:
        number, item = row.document_id, items_[row.document_id]
        if withdrawn_at is not None:
            found[number] = Left(number, item, withdrawn_at, why, "")
        elif row.excluded_at is not None:
            found[number] = Left(number, item, row.excluded_at, row.excluded_reason, by or "")
    return tuple(found[number] for number in items_ if number in found)


def exclude(session: Session, campaign_id: int, document_id: int, *, reason: str, by: int, now: datetime) -> None:
    """Take a document out of the sample; it stays there by name."""
    row = session.get_one(SampleItemRow, (campaign_id, document_id))
    row.excluded_at, row.excluded_reason, row.excluded_by = now, reason, by
    session.flush()


def include(session: Session, campaign_id: int, document_id: int) -> bool:
    """Put a document back into the sample; False when it was not taken out."""
    row = session.get(SampleItemRow, (campaign_id, document_id))
    if row is None or row.excluded_at is None:
        return False
    row.excluded_at, row.excluded_reason, row.excluded_by = None, "", None
    session.flush()
    return True


def read_version(session: Session, campaign_id: int, document_id: int, version_id: int) -> None:
    """From now on the sample means this version of the document."""
    session.get_one(SampleItemRow, (campaign_id, document_id)).version_id = version_id
    session.flush()
