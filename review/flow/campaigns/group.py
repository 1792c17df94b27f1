"""The expert group of a campaign: invited, answering, absent, in conflict with a school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound, WrongState
from review.flow.campaigns.phases import demand_running
from review.flow.campaigns.running import managed, place_of
from review.flow.notices import occasions
from review.flow.notices.telling import tell
from review.flow.transaction import writing
from review.model.campaigns import LIVE, AssignmentState, ExpertState
from review.model.rights import may
from review.store.campaigns import assignments, campaigns
from review.store.campaigns import experts as store
from review.store.register import people, seasons, territory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.campaigns import Campaign, CampaignExpert
    from review.model.profile import Profile
    from review.model.register import SchoolCard


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be invited."""

    person_id: int
    name: str
    post: str
    here: bool  # works in the campaign's municipality


@dataclass(frozen=True, slots=True)
class Group:
    """The page of the group."""

    campaign: Campaign
    experts: tuple[CampaignExpert, ...]
    loads: dict[int, int]  # documents not finished yet, by person
    candidates: tuple[Candidate, ...]
    schools: tuple[SchoolCard, ...]
    profile: Profile
    manages: bool


@dataclass(frozen=True, slots=True)
class ExpertForm:
    """What the coordinator says of an expert. `cap` None: the campaign's."""

    cap: int | None
    directions: tuple[str, ...]
    away_from: date | None
    away_until: date | None


def group(services: Services, actor: Actor, *, campaign_id: int) -> Group:
    """The group with everybody's load. Raises NotFound for those who do not run the campaign."""
    with services.database.reading() as session:
        campaign = campaigns.campaign(session, actor, campaign_id)
        if not campaigns.leads(session, actor, campaign_id):
            raise NotFound("Состав группы видит координатор кампании.", "Ваши назначения — на рабочем столе.")
        experts = store.of_campaign(session, campaign_id, cap=campaign.policy.cap)
        found = store.candidates(session, region_id=campaign.region_id, campaign_id=campaign_id)
        cards = territory.cards(session, actor, season_id=campaign.season_id, municipality_id=campaign.municipality_id)
        season = seasons.season(session, campaign.season_id)
        loads: dict[int, int] = {}
        for one in assignments.of_campaign(session, campaign_id):
            if one.state in LIVE:
                loads[one.expert_id] = loads.get(one.expert_id, 0) + 1
    here = campaign.municipality_id
    listed = [Candidate(number, name, post, here is None or town == here) for number, name, post, town in found]
    return Group(
        campaign=campaign,
        experts=experts,
        loads=loads,
        candidates=tuple(sorted(listed, key=lambda one: not one.here)),
        schools=cards,
        profile=services.library.profile(season.profile),
        manages=may(actor, "manage_campaign", place_of(campaign)) and campaign.closed_at is None,
    )


def invite(services: Services, actor: Actor, *, campaign_id: int, person_ids: Sequence[int]) -> None:
    """Invite experts of the region. Raises BadInput for people who are none."""
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        found = store.candidates(t.session, region_id=campaign.region_id, campaign_id=campaign_id)
        names = {number: name for number, name, _, _ in found}
        if not person_ids or not set(person_ids) <= names.keys():
            raise BadInput("Выберите экспертов из списка.", "В списке — эксперты региона, которых ещё нет в группе.")
        for person in person_ids:
            store.invite(t.session, campaign_id, person, t.now)
        invited = [names[person] for person in person_ids]
        tell(t, [occasions.invited(tuple(person_ids), campaign)])
        t.note("campaign.experts_invited", place=place_of(campaign), campaign=campaign.title, people=invited)


def answer(services: Services, actor: Actor, *, campaign_id: int, accepts: bool, reason: str) -> None:
    """The expert agrees, or declines with a reason; what they have not begun is free again."""
    if not accepts and not reason.strip():
        raise BadInput("Не указана причина отказа.", "Напишите её: координатор увидит, кого искать взамен.")
    with writing(services, actor) as t:
        campaign = campaigns.locked(t.session, actor, campaign_id)
        demand_running(campaign)
        row = store.locked(t.session, campaign_id, actor.id)
        if row.state == ExpertState.REMOVED:
            raise WrongState("Вас уже нет в группе этой кампании.", "Обратитесь к координатору.")
        state = ExpertState.ACCEPTED if accepts else ExpertState.DECLINED
        store.change(t.session, campaign_id, actor.id, state=state, reason=reason.strip(), answered_at=t.now)
        freed = 0 if accepts else _free(t, campaign_id, actor.id, AssignmentState.DECLINED, reason.strip())
        words = f"{actor.name} согласен(на)." if accepts else f"{actor.name}: отказ. {reason.strip()}"
        tell(t, [occasions.of_group(t.session, campaign, words)])
        t.note(
            "campaign.expert_answered",
            place=place_of(campaign),
            campaign=campaign.title,
            accepts=accepts,
            reason=reason.strip(),
            freed=freed,
        )


def _free(t: Transaction, campaign_id: int, person_id: int, state: AssignmentState, reason: str) -> int:
    """Give up the seats a person has not finished; how many there were."""
    mine = [
        one
        for one in assignments.of_campaign(t.session, campaign_id)
        if one.expert_id == person_id and one.state in LIVE
    ]
    for one in mine:
        assignments.change(t.session, one.id, state=state, reason=reason, answered_at=t.now)
    return len(mine)


def remove(services: Services, actor: Actor, *, campaign_id: int, person_id: int, reason: str) -> None:
    """The coordinator takes somebody out of the group; unfinished seats are free again, finished forms stay."""
    if not reason.strip():
        raise BadInput("Не указана причина.", "Напишите, почему эксперт исключён из группы.")
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        store.change(t.session, campaign_id, person_id, state=ExpertState.REMOVED, reason=reason.strip())
        freed = _free(t, campaign_id, person_id, AssignmentState.CANCELLED, reason.strip())
        t.note(
            "campaign.expert_removed",
            place=place_of(campaign),
            campaign=campaign.title,
            name=_name(t, person_id),
            reason=reason.strip(),
            freed=freed,
        )


def set_expert(services: Services, actor: Actor, *, campaign_id: int, person_id: int, form: ExpertForm) -> None:
    """Cap, directions and absence of one expert. Absences are read by the next seating plan."""
    if form.cap is not None and form.cap < 0:
        raise BadInput("Предел нагрузки не бывает меньше нуля.", "Укажите число документов.")
    if form.away_from and form.away_until and form.away_until < form.away_from:
        raise BadInput("Отсутствие кончается раньше, чем начинается.", "Исправьте даты.")
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        profile = services.library.profile(seasons.season(t.session, campaign.season_id).profile)
        unknown = [code for code in form.directions if profile.risk(code) is None]
        if unknown:
            raise BadInput(f"Направления «{unknown[0]}» в профиле нет.", "Выберите направления из списка.")
        store.change(
            t.session,
            campaign_id,
            person_id,
            cap=form.cap,
            directions=" ".join(form.directions),
            away_from=form.away_from,
            away_until=form.away_until,
        )
        t.note(
            "campaign.expert_set",
            place=place_of(campaign),
            campaign=campaign.title,
            name=_name(t, person_id),
            cap=form.cap,
            away=[form.away_from, form.away_until],
        )


def declare(services: Services, actor: Actor, *, campaign_id: int, person_id: int, school_id: int, reason: str) -> None:
    """A conflict of interest with a school, by the expert or by the coordinator; unfinished seats there are freed."""
    if not reason.strip():
        raise BadInput("Не указано, в чём конфликт интересов.", "Например: «родственник работает в этой школе».")
    with writing(services, actor) as t:
        campaign = _own_or_managed(t, actor, campaign_id, person_id)
        store.locked(t.session, campaign_id, person_id)
        card = territory.own_card(t.session, school_id=school_id, season_id=campaign.season_id)
        store.declare(t.session, campaign_id, person_id, school_id, reason=reason.strip(), by=actor.id, now=t.now)
        freed = _free_school(t, campaign, person_id, school_id)
        words = f"{_name(t, person_id)}: конфликт интересов, {card.short_name}. {reason.strip()}"
        tell(t, [occasions.of_group(t.session, campaign, words)])
        t.note(
            "campaign.conflict_declared",
            place=place_of(campaign),
            campaign=campaign.title,
            name=_name(t, person_id),
            school=card.short_name,
            reason=reason.strip(),
            freed=freed,
        )


def _free_school(t: Transaction, campaign: Campaign, person_id: int, school_id: int) -> int:
    documents = campaigns.documents_of_school(t.session, campaign_id=campaign.id, school_id=school_id)
    mine = [
        one
        for one in assignments.of_campaign(t.session, campaign.id)
        if one.expert_id == person_id and one.state in LIVE and one.document_id in documents
    ]
    for one in mine:
        assignments.change(
            t.session, one.id, state=AssignmentState.DECLINED, reason="конфликт интересов", answered_at=t.now
        )
    return len(mine)


def withdraw_conflict(services: Services, actor: Actor, *, campaign_id: int, person_id: int, school_id: int) -> None:
    """The coordinator takes a conflict declared by mistake back."""
    with writing(services, actor) as t:
        campaign = managed(t, actor, campaign_id)
        card = territory.own_card(t.session, school_id=school_id, season_id=campaign.season_id)
        store.withdraw_conflict(t.session, campaign_id, person_id, school_id)
        t.note(
            "campaign.conflict_withdrawn",
            place=place_of(campaign),
            campaign=campaign.title,
            name=_name(t, person_id),
            school=card.short_name,
        )


def _own_or_managed(t: Transaction, actor: Actor, campaign_id: int, person_id: int) -> Campaign:
    if person_id != actor.id:
        return managed(t, actor, campaign_id)
    campaign = campaigns.locked(t.session, actor, campaign_id)
    demand_running(campaign)
    return campaign


def _name(t: Transaction, person_id: int) -> str:
    return people.names(t.session, [person_id]).get(person_id, "")
