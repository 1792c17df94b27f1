"""A further expert called by the disagreement of the first two: picked by the matching, or why nobody can."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.assign.seating import seat
from review.flow.campaigns.reseating import seat_further
from review.flow.campaigns.seating import gather
from review.model.campaign import Demand
from review.model.campaigns import SEATED, Purpose
from review.store.campaigns import assignments, samples

if TYPE_CHECKING:
    from review.flow.campaigns.seating import Work
    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.campaign import FrameItem, Reader, Seating
    from review.model.campaigns import Campaign
    from review.model.rights import Place
    from review.store.database import Session


@dataclass(frozen=True, slots=True)
class Pick:
    """Who reads next, or (person_id None) why nobody of the group can, expert by expert."""

    person_id: int | None
    name: str
    obstacles: tuple[tuple[str, str], ...]


def pick(services: Services, session: Session, campaign: Campaign, *, document_id: int, version_id: int) -> Pick:
    """The best further reader by conflicts, competence and load; nothing is applied."""
    draw = samples.in_force(session, campaign.id)
    item = next((one.item for one in draw.sample.drawn if one.item.document_id == document_id), None) if draw else None
    if item is None:
        return Pick(None, "", ())
    work = gather(services, session, campaign)
    seated = [one for one in assignments.of_version(session, version_id) if one.campaign_id == campaign.id]
    planned = _planned(work, replace(item, version_id=version_id), {one.expert_id for one in seated})
    names = {reader.person_id: reader.name for reader in work.readers}
    for one in planned.seats:
        return Pick(one.person_id, names[one.person_id], ())
    against = [one for left in planned.unfilled for one in left.obstacles]
    return Pick(None, "", tuple((names.get(one.person_id, ""), one.words) for one in against))


def _planned(work: Work, item: FrameItem, readers: set[int]) -> Seating:
    """A plan of this one seat. Seats elsewhere in the campaign lessen what an expert can still take."""
    return seat([Demand(item, 1)], [_left(work, item, one, readers) for one in work.readers], (), work.rules)


def _left(work: Work, item: FrameItem, reader: Reader, readers: set[int]) -> Reader:
    taken = sum(one.person_id == reader.person_id for one in work.taken)
    reviewed = (*reader.reviewed_ids, item.document_id) if reader.person_id in readers else reader.reviewed_ids
    return replace(reader, cap=max(0, reader.cap - taken), busy=reader.busy + taken, reviewed_ids=reviewed)


def call(
    services: Services, t: Transaction, campaign: Campaign, *, document_id: int, version_id: int, place: Place
) -> Pick:
    """Seat the further expert, or tell the coordinator why there is none."""
    found = pick(services, t.session, campaign, document_id=document_id, version_id=version_id)
    said = {"campaign": campaign.title}
    if found.person_id is None:
        reasons = "; ".join(f"{name}: {words}" for name, words in found.obstacles) or "в группе нет других экспертов"
        t.note("campaign.further_unfilled", place=place, document_id=document_id, reasons=reasons, **said)
        return found
    seat_further(t, campaign, document_id=document_id, person_id=found.person_id, purpose=Purpose.FURTHER)
    t.note("campaign.further_called", place=place, document_id=document_id, name=found.name, **said)
    return found


def is_called(session: Session, campaign: Campaign, version_id: int) -> bool:
    """Does a further expert hold a seat of the version already?"""
    every = assignments.of_version(session, version_id)
    return any(
        one.campaign_id == campaign.id and one.purpose is Purpose.FURTHER and one.state in SEATED for one in every
    )
