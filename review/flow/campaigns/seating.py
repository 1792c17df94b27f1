"""Who reads what: a plan as a change-set that is looked at before anything is applied."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from review.assign.seating import changes, seat
from review.errors import NotFound, WrongState
from review.flow.campaigns.phases import demand_open, today
from review.flow.campaigns.running import managed, place_of
from review.flow.notices.telling import tell_all_seated
from review.flow.transaction import writing
from review.model.campaign import HINT_TITLES, Demand, MatchRules, Reader, Seat
from review.model.campaigns import LIVE, SEATED, AssignmentState, ExpertState, PhaseKey, Purpose
from review.model.rights import may
from review.model.submission import DocumentState
from review.store.campaigns import assignments, campaigns, experts
from review.store.campaigns import samples as sample_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.campaign import FrameItem, Reseating, Seating
    from review.model.campaigns import Assignment, Campaign, CampaignExpert
    from review.store.database import Session

READ = (DocumentState.UPLOADED, DocumentState.IN_EXPERTISE)  # a document still needs its readers
IN_GROUP = (ExpertState.INVITED, ExpertState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a plan of a campaign is made from."""

    campaign: Campaign
    demands: tuple[Demand, ...]
    readers: tuple[Reader, ...]
    taken: tuple[Seat, ...]
    rules: MatchRules
    versions: Mapping[int, int]  # the version to read, by document
    seated: tuple[Assignment, ...]  # assignments behind `taken`
    experts: tuple[CampaignExpert, ...]
    drawn: bool


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """One reader of a document in the plan."""

    person_id: int
    name: str
    change: str  # "kept", "added", "dropped"
    begun: bool
    hints: tuple[str, ...] = ()
    reason: str = ""  # why it is dropped


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document with its readers, and why a seat of it stays empty."""

    item: FrameItem
    seats: tuple[PlannedSeat, ...]
    empty: int
    obstacles: tuple[tuple[str, str], ...]  # (expert, why not)

    @property
    def changed(self) -> bool:
        """Does the plan change anything here?"""
        return bool(self.empty) or any(one.change != "kept" for one in self.seats)


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """How an expert's load changes."""

    person_id: int
    name: str
    before: int
    after: int
    cap: int
    answered: bool
    done: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The change-set as it is shown; `mark` names exactly this one when it is applied."""

    campaign: Campaign
    documents: tuple[PlannedDocument, ...]
    loads: tuple[PlannedLoad, ...]
    added: int
    dropped: int
    empty: int
    mark: str
    rebalance: bool
    manages: bool
    drawn: bool


def gather(services: Services, session: Session, campaign: Campaign, *, rebalance: bool = False) -> Work:
    """Documents that need readers, experts who may read, seats taken now."""
    draw = sample_store.in_force(session, campaign.id)
    drawn = {} if draw is None else {one.item.document_id: one.item for one in draw.sample.drawn}
    items = sample_store.items(session, campaign.id)
    if campaign.recheck:  # the version that was decided on, whatever has become of the document
        versions = {one.document_id: one.version_id for one in items}
    else:
        versions = {one.document_id: one.latest_id for one in items if one.state in READ}
    demands = tuple(
        Demand(replace(drawn[document], version_id=version), campaign.policy.reviewers)
        for document, version in versions.items()
    )
    every = assignments.of_campaign(session, campaign.id)
    seated = tuple(
        one
        for one in every
        if one.state in SEATED
        and one.purpose is first_purpose(campaign)
        and versions.get(one.document_id) == one.version_id
    )
    people = experts.of_campaign(session, campaign.id, cap=campaign.policy.cap)
    window = campaign.phase(PhaseKey.EXPERTISE)
    start = min(max(today(services), window.start), window.end)
    return Work(
        campaign=campaign,
        demands=demands,
        readers=_readers(session, campaign, people, every, versions),
        taken=tuple(Seat(one.document_id, one.expert_id, one.seat, pinned=_begun(one)) for one in seated),
        rules=MatchRules(
            own_municipality=campaign.policy.own_municipality or campaign.recheck,
            competence="preferred",
            rebalance=rebalance,
            window=(start, window.end),
            seed=draw.sample.rule.seed if draw else "",
        ),
        versions=versions,
        seated=seated,
        experts=people,
        drawn=draw is not None,
    )


def _begun(one: Assignment) -> bool:
    return one.assessment_id is not None or one.state is AssignmentState.DONE


def _readers(
    session: Session,
    campaign: Campaign,
    people: Sequence[CampaignExpert],
    every: Sequence[Assignment],
    versions: Mapping[int, int],
) -> tuple[Reader, ...]:
    """Experts of the group as the matching sees them. What they have finished here counts towards their cap."""
    group = [one for one in people if one.state in IN_GROUP]
    ids = [one.person_id for one in group]
    curated = experts.curated(session, ids, campaign.season_id)
    own = experts.own_schools(session, ids)
    busy = experts.busy_elsewhere(session, ids, campaign.id)
    reviewed = experts.reviewed_elsewhere(session, ids, campaign.id)
    found = []
    for one in group:
        mine = [a for a in every if a.expert_id == one.person_id]
        past = {a.document_id for a in mine if a.state is AssignmentState.DONE and a.document_id not in versions}
        found.append(
            Reader(
                person_id=one.person_id,
                name=one.name,
                cap=max(0, one.cap - len(past)),
                directions=one.directions,
                municipality_ids=one.municipality_ids,
                own_school_ids=own.get(one.person_id, ()),
                curated_school_ids=curated.get(one.person_id, ()),
                declared_school_ids=tuple(conflict.school_id for conflict in one.conflicts),
                reviewed_ids=reviewed.get(one.person_id, ()),
                refused_ids=tuple(a.document_id for a in mine if a.state is AssignmentState.DECLINED),
                absences=((one.away_from, one.away_until),) if one.away_from else (),
                busy=busy.get(one.person_id, 0) + len(past),
            )
        )
    return tuple(found)


def plan(services: Services, actor: Actor, *, campaign_id: int, rebalance: bool = False) -> PlanPage:
    """What seating everybody by the rules would change; nothing is applied. Empty before a draw."""
    with services.database.reading() as session:
        campaign = campaigns.campaign(session, actor, campaign_id)
        if not campaigns.leads(session, actor, campaign_id):
            raise NotFound("Назначения ведёт координатор кампании.", "Ваши документы — на рабочем столе.")
        work = gather(services, session, campaign, rebalance=rebalance)
    planned, reseating = _planned(work)
    manages = may(actor, "manage_campaign", place_of(campaign)) and campaign.closed_at is None
    return _page(work, planned, reseating, manages=manages)


def _planned(work: Work) -> tuple[Seating, Reseating]:
    planned = seat(work.demands, work.readers, work.taken, work.rules)
    return planned, changes(work.taken, planned, work.demands, work.readers, work.rules)


def _mark(reseating: Reseating) -> str:
    """A hash of the change-set: another one is not what was looked at."""
    lines = [
        [[one.document_id, one.person_id, one.place] for one in reseating.added],
        [[one.document_id, one.person_id, one.place] for one, _ in reseating.dropped],
    ]
    return sha256(json.dumps(lines).encode()).hexdigest()[:16]


def _page(work: Work, planned: Seating, reseating: Reseating, *, manages: bool) -> PlanPage:
    names = {one.person_id: one.name for one in work.experts}
    lines: dict[int, list[PlannedSeat]] = {demand.item.document_id: [] for demand in work.demands}
    for change, some in (("kept", reseating.kept), ("added", reseating.added)):
        for one in some:
            hints = tuple(HINT_TITLES[hint] for hint in one.hints)
            line = PlannedSeat(one.person_id, names.get(one.person_id, ""), change, one.pinned, hints)
            lines[one.document_id].append(line)
    for one, why in reseating.dropped:
        line = PlannedSeat(one.person_id, names.get(one.person_id, ""), "dropped", one.pinned, (), why)
        lines[one.document_id].append(line)
    empty = {one.document_id: one for one in planned.unfilled}
    documents = tuple(
        PlannedDocument(
            item=demand.item,
            seats=tuple(lines[demand.item.document_id]),
            empty=left.seats if (left := empty.get(demand.item.document_id)) else 0,
            obstacles=tuple((names.get(o.person_id, ""), o.words) for o in left.obstacles) if left else (),
        )
        for demand in work.demands
    )
    return PlanPage(
        campaign=work.campaign,
        documents=tuple(sorted(documents, key=lambda one: (not one.changed, one.item.school, one.item.document_id))),
        loads=_loads(work, planned),
        added=len(reseating.added),
        dropped=len(reseating.dropped),
        empty=sum(one.seats for one in planned.unfilled),
        mark=_mark(reseating),
        rebalance=work.rules.rebalance,
        manages=manages,
        drawn=work.drawn,
    )


def _loads(work: Work, planned: Seating) -> tuple[PlannedLoad, ...]:
    before: dict[int, int] = {}
    for one in work.taken:
        before[one.person_id] = before.get(one.person_id, 0) + 1
    states = {one.person_id: one.state for one in work.experts}
    past = {one.person_id: one.cap for one in work.experts}
    whole = {one.person_id: one for one in work.readers}
    return tuple(
        PlannedLoad(
            person_id=load.person_id,
            name=whole[load.person_id].name,
            before=before.get(load.person_id, 0),
            after=load.seats,
            cap=load.cap,
            answered=states[load.person_id] is ExpertState.ACCEPTED,
            done=past[load.person_id] - whole[load.person_id].cap,
        )
        for load in planned.loads
    )


def apply(services: Services, actor: Actor, *, campaign_id: int, mark: str, rebalance: bool = False) -> tuple[int, int]:
    """Carry out the change-set that was looked at: (seats given, seats taken back).

    Raises WrongState when it is no longer the same one, or outside the phases.
    """
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        demand_open(campaign, today(services), PhaseKey.ASSIGNMENT, PhaseKey.EXPERTISE)
        work = gather(services, t.session, campaign, rebalance=rebalance)
        _, reseating = _planned(work)
        if _mark(reseating) != mark:
            raise WrongState(
                "Пока вы смотрели, назначения изменились.", "Посмотрите новое предложение и примените его."
            )
        rows = {(one.document_id, one.expert_id): one for one in work.seated}
        for one, why in reseating.dropped:
            held = assignments.held(t.session, rows[one.document_id, one.person_id].id)
            if _begun(held):
                raise WrongState(f"{held.expert} только что начал(а) документ.", "Посмотрите новое предложение.")
            assignments.change(t.session, held.id, state=AssignmentState.REPLACED, reason=why)
        due = due_day(campaign, today(services))
        assignments.add_all(
            t.session,
            [(one.document_id, work.versions[one.document_id], one.person_id, one.place) for one in reseating.added],
            campaign_id=campaign_id,
            due=due,
            by=actor.id,
            now=t.now,
            purpose=first_purpose(campaign),
        )
        tell_all_seated(t, campaign_id, _by_reader(reseating.added), due)
        added, dropped = len(reseating.added), len(reseating.dropped)
        t.note("campaign.plan_applied", place=place_of(campaign), campaign=campaign.title, added=added, dropped=dropped)
        return added, dropped


def first_purpose(campaign: Campaign) -> Purpose:
    """What the first readers of a campaign read for."""
    return Purpose.RECHECK if campaign.recheck else Purpose.REVIEW


def _by_reader(added: Sequence[Seat]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in added:
        found.setdefault(one.person_id, []).append(one.document_id)
    return found


def due_day(campaign: Campaign, day: date) -> date:
    """An expert's last day: the policy's days from now, within the expertise."""
    window = campaign.phase(PhaseKey.EXPERTISE)
    return max(day, min(max(day, window.start) + timedelta(days=campaign.policy.days), window.end))


def open_seats(session: Session, campaign_id: int) -> tuple[Assignment, ...]:
    """Seats that wait for their experts."""
    return tuple(one for one in assignments.of_campaign(session, campaign_id) if one.state in LIVE)
