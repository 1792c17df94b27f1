"""What a running campaign says to an expert's form: who may open it, when it counts, what a new version does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from review.errors import NotAllowed, WrongState
from review.flow.campaigns.phases import demand_open
from review.flow.notices import occasions
from review.flow.notices.telling import tell, tell_seated
from review.model.campaigns import LIVE, SEATED, Assignment, AssignmentState, Campaign, PhaseKey, Purpose
from review.model.rights import Place
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns
from review.store.documents import versions

if TYPE_CHECKING:
    from datetime import date, datetime

    from review.flow.transaction import Transaction
    from review.store.database import Session

NOT_ASSIGNED = "Документ вошёл в выборку кампании «{title}»: его оценивают назначенные эксперты."


@dataclass(frozen=True, slots=True)
class Held:
    """The campaign a document is in now, the actor's seat in it, and whether an earlier version was read before."""

    campaign: Campaign
    seat: Assignment | None
    again: bool

    @property
    def rereads(self) -> bool:
        """Is it a re-check, beside the document's own state?"""
        return self.campaign.recheck

    @property
    def place(self) -> Place:
        """Where the campaign is run from."""
        return Place(self.campaign.region_id, self.campaign.municipality_id)

    @property
    def phases(self) -> tuple[PhaseKey, ...]:
        """When marks are set: a mended version and a further reader's go on while results are drawn up."""
        later = self.again or (self.seat is not None and self.seat.purpose is not Purpose.REVIEW)
        return (PhaseKey.EXPERTISE, PhaseKey.RESULTS) if later else (PhaseKey.EXPERTISE,)


def chain(campaign: Campaign, place: Place) -> Place:
    """Whose journal an act within a campaign belongs to: who reads for the region is not the municipality's to know."""
    return place if campaign.municipality_id is not None else Place(campaign.region_id, school_id=place.school_id)


def held(session: Session, *, document_id: int, version_id: int, person_id: int) -> Held | None:
    """The running campaign that has the document in its sample; None leaves it to the shared desk.

    Who reads it again in a re-check meets that campaign alone.
    """
    again_ = _reread(session, document_id=document_id, version_id=version_id, person_id=person_id)
    if again_ is not None:
        return again_
    campaign = campaigns.running_with(session, document_id)
    if campaign is None:
        return None
    every = [one for one in assignments.of_document(session, document_id) if one.campaign_id == campaign.id]
    mine = (one for one in every if one.expert_id == person_id and one.version_id == version_id)
    again = any(one.version_id != version_id and one.state is AssignmentState.DONE for one in every)
    return Held(campaign, next((one for one in mine if one.state in SEATED), None), again)


def _reread(session: Session, *, document_id: int, version_id: int, person_id: int) -> Held | None:
    for one in assignments.of_document(session, document_id):
        mine = one.purpose is Purpose.RECHECK and one.expert_id == person_id and one.version_id == version_id
        if mine and one.state in SEATED:
            campaign = campaigns.known(session, one.campaign_id)
            if campaign.closed_at is None:
                return Held(campaign, one, again=False)
    return None


def demand_seat(held_: Held, day: date) -> Assignment:
    """The actor's seat, while experts work. Raises NotAllowed for others, WrongState outside the phase."""
    if held_.seat is None:
        raise NotAllowed(
            NOT_ASSIGNED.format(title=held_.campaign.title), "Назначения меняет координатор на странице кампании."
        )
    demand_open(held_.campaign, day, *held_.phases)
    return held_.seat


def begin(session: Session, seat: Assignment, assessment_id: int, now: datetime) -> None:
    """The expert opens the form: that is also their consent."""
    seat = assignments.held(session, seat.id)
    if seat.state not in LIVE:
        raise WrongState("Это назначение только что изменил координатор.", "Обновите рабочий стол.")
    changed: dict[str, object] = {"assessment_id": assessment_id}
    if seat.state is AssignmentState.ASSIGNED:
        changed |= {"state": AssignmentState.ACCEPTED, "answered_at": now}
    assignments.change(session, seat.id, **changed)


def finish(session: Session, seat: Assignment, campaign: Campaign, now: datetime) -> bool:
    """The expert has finished. True when that was the last seat of the version."""
    assignments.change(session, seat.id, state=AssignmentState.DONE, finished_at=now)
    return complete(assignments.of_version(session, seat.version_id), campaign)


def complete(seated: tuple[Assignment, ...], campaign: Campaign) -> bool:
    """Have all who were called to read a version finished, and as many as the policy wants?"""
    mine = [one for one in seated if one.campaign_id == campaign.id and one.purpose is not Purpose.RECHECK]
    done = sum(one.state is AssignmentState.DONE for one in mine)
    return done >= campaign.policy.reviewers and done == len(mine)


def reopen(session: Session, seat: Assignment) -> None:
    """The expert goes on marking."""
    assignments.change(session, seat.id, state=AssignmentState.ACCEPTED, finished_at=None)


def new_version(t: Transaction, place: Place, *, document_id: int, version_id: int, by: int) -> None:
    """A new file in place of the one in a running sample.

    Seats nobody has begun move to it; after a return for revision the same readers read the new version. A re-check
    stays with the version that was decided on: the region is told of the new one.
    """
    for recheck, read in campaigns.rechecking(t.session, document_id):
        tell(t, occasions.newer_version(t.session, document_id, recheck, versions.number_of(t.session, read)))
    campaign = campaigns.running_with(t.session, document_id)
    if campaign is None:
        return
    every = [one for one in assignments.of_document(t.session, document_id) if one.campaign_id == campaign.id]
    waiting = [one for one in every if one.state in LIVE and one.assessment_id is None]
    for one in waiting:
        assignments.change(t.session, one.id, version_id=version_id)
    readers = () if waiting else _last_readers(every)
    last_day = max(t.now.astimezone().date() + timedelta(days=campaign.policy.days), _end(campaign))
    for one in readers:
        _seat_again(t, one, version_id, last_day, by)
    if waiting or readers:
        t.note("campaign.version_followed", place=place, document_id=document_id, campaign=campaign.title)


def _end(campaign: Campaign) -> date:
    return campaign.phase(PhaseKey.EXPERTISE).end


def _last_readers(every: list[Assignment]) -> list[Assignment]:
    """Who read the version before, further experts and arbitrators left out."""
    done = [one for one in every if one.state is AssignmentState.DONE and one.purpose is Purpose.REVIEW]
    latest = max((one.version_id for one in done), default=0)
    return [one for one in done if one.version_id == latest]


def _seat_again(t: Transaction, reader: Assignment, version_id: int, due: date, by: int) -> None:
    assignments.add(
        t.session,
        campaign_id=reader.campaign_id,
        document_id=reader.document_id,
        version_id=version_id,
        expert_id=reader.expert_id,
        seat=reader.seat,
        due=due,
        by=by,
        now=t.now,
    )
    tell_seated(t, reader.expert_id, reader.document_id, due)


def settle(session: Session, document_id: int) -> None:
    """After a seat was given up for good: a document whose remaining readers have all finished is assessed."""
    document = versions.locked(session, document_id)
    if document.state is not DocumentState.IN_EXPERTISE:
        return
    latest = versions.list_versions(session, document_id)[0].id
    seated = assignments.of_version(session, latest)
    if seated and all(one.state is AssignmentState.DONE for one in seated):
        versions.change(session, document_id, state=DocumentState.ASSESSED)


def withdrawn(session: Session, document_id: int, reason: str) -> tuple[int, ...]:
    """The document left its sample: nobody has to read it any more. Who would have had to."""
    waiting = [one for one in assignments.of_document(session, document_id) if one.state in LIVE]
    for one in waiting:
        assignments.change(session, one.id, state=AssignmentState.CANCELLED, reason=reason)
    return tuple(one.expert_id for one in waiting)
