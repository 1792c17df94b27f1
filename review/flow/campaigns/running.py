"""Campaigns: begun with what the year prescribes, changed while they run, closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.campaigns import seats
from review.flow.campaigns.phases import OpenPhase, demand_running, shown, today, usual_phases
from review.flow.notices import occasions
from review.flow.notices.telling import tell
from review.flow.register import years
from review.flow.register.editions import rubric_for
from review.flow.transaction import writing
from review.model.access import Role
from review.model.campaigns import LIVE, SUBJECT_TITLES, AssignmentState, CampaignLevel, CampaignSubject, Phase, Policy
from review.model.rights import Place, demand, may
from review.store.campaigns import assignments
from review.store.campaigns import campaigns as store
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.campaigns import Campaign
    from review.model.profile import Profile
    from review.model.register import Municipality, Region, Season

STAGES = {CampaignSubject.EVIDENCE_1: 1, CampaignSubject.EVIDENCE_2: 2}
KINDS: dict[CampaignSubject, tuple[str, ...]] = {  # keys of the profiles; those a year does not have are left out
    CampaignSubject.CONCEPT: ("concept", "midterm_program", "antirisk_program"),
    CampaignSubject.EVIDENCE_1: ("evidence",),
    CampaignSubject.EVIDENCE_2: ("evidence",),
    CampaignSubject.ROADMAPS: ("roadmap",),
    CampaignSubject.CONTEST: ("development_program", "midterm_program", "concept"),
}


@dataclass(frozen=True, slots=True)
class CampaignForm:
    """What the form of a campaign sends."""

    title: str
    policy: Policy
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new campaign starts from: the forms' choices and the year's dates."""

    season: Season
    profile: Profile
    regions: tuple[Region, ...]  # where the actor may begin a regional one
    municipalities: tuple[Municipality, ...]  # where the actor may begin a municipal one
    subjects: tuple[tuple[CampaignSubject, str], ...]
    phases: tuple[Phase, ...]
    title: str


@dataclass(frozen=True, slots=True)
class ListedCampaign:
    """A line of the list."""

    campaign: Campaign
    phases: tuple[OpenPhase, ...]
    leads: bool  # the actor runs it
    reads: bool  # the actor is, or was asked to be, one of its experts
    watches: bool  # the region's: the actor sees how their municipality's schools fare


def place_of(campaign: Campaign) -> Place:
    """Where a campaign is run from."""
    return Place(campaign.region_id, campaign.municipality_id)


def list_campaigns(services: Services, actor: Actor) -> tuple[ListedCampaign, ...]:
    """Campaigns of the current year the actor may see, those in which they have a part first, then the running ones."""
    day = today(services)
    with services.database.reading() as session:
        season_id = seasons.current(session).id
        found = store.list_campaigns(session, actor, season_id=season_id)
        above = {one.id: one for one in store.watched(session, actor, season_id=season_id)}
    own = {one.id for one in found}
    return tuple(
        ListedCampaign(
            one,
            shown(one.phases, day),
            leads=may(actor, "manage_campaign", place_of(one)),
            reads=one.id in own and not may(actor, "manage_campaign", place_of(one)),
            watches=one.id in above,
        )
        for one in (*found, *(one for number, one in above.items() if number not in own))
    )


def beginning(services: Services, actor: Actor, *, subject: CampaignSubject | None = None) -> Beginning:
    """The form of a new campaign. Raises NotAllowed for those who run none."""
    day = today(services)
    with services.database.reading() as session:
        season = seasons.current(session)
        profile = services.library.profile(season.profile)
        regions = tuple(
            one for one in territory.regions(session, actor) if may(actor, "manage_campaign", Place(one.id))
        )
        towns = tuple(
            one
            for one in territory.municipalities(session, actor)
            if may(actor, "manage_campaign", Place(one.region_id, one.id))
        )
    if not regions and not towns:
        demand(actor, "manage_campaign", Place())
    subjects = tuple((key, title) for key, title in SUBJECT_TITLES.items() if kinds_of(profile, key))
    chosen = subject if subject in dict(subjects) else next(iter(dict(subjects)), CampaignSubject.CONCEPT)
    return Beginning(
        season=season,
        profile=profile,
        regions=regions,
        municipalities=towns,
        subjects=subjects,
        phases=usual_phases(profile, chosen, day),
        title=f"{SUBJECT_TITLES[chosen].capitalize()}, {season.year} год",
    )


def kinds_of(profile: Profile, subject: CampaignSubject) -> tuple[str, ...]:
    """Kinds of documents of a subject that the year knows and has criteria for."""
    return tuple(key for key in KINDS[subject] if (kind := profile.kind(key)) is not None and kind.rubric)


def begin(
    services: Services,
    actor: Actor,
    *,
    level: CampaignLevel,
    region_id: int | None,
    municipality_id: int | None,
    subject: CampaignSubject,
    form: CampaignForm,
    recheck: bool = False,
) -> Campaign:
    """A new campaign of the current year; the rubric editions of its kinds are pinned. Raises BadInput, NotAllowed.

    A re-check is a region's: what municipalities decided is read again by experts of other municipalities.
    """
    _check(form)
    if recheck and level is not CampaignLevel.REGIONAL:
        raise BadInput("Перепроверка — кампания региона.", "Выберите региональный уровень.")
    with writing(services, actor) as t:
        season = seasons.current(t.session)
        years.demand_open(t.session, season.id)
        profile = services.library.profile(season.profile)
        kinds = kinds_of(profile, subject)
        if not kinds:
            raise BadInput("В этом году таких документов нет.", "Выберите другой предмет экспертизы.")
        place = _place(t, actor, level, region_id, municipality_id)
        demand(actor, "manage_campaign", place)
        new = store.NewCampaign(
            season_id=season.id,
            level=level,
            region_id=place.region_id or 0,
            municipality_id=place.municipality_id,
            title=form.title.strip(),
            subject=subject,
            kinds=kinds,
            stage=STAGES.get(subject),
            editions=_editions(services, t, place, season.id, kinds),
            policy=replace(form.policy, own_municipality=True) if recheck else form.policy,
            phases=form.phases,
            created_by=actor.id,
            recheck=recheck,
        )
        made = store.create(t.session, new, t.now)
        t.note("campaign.begun", place=place, campaign=new.title, level=level.value, subject=subject.value)
        return store.known(t.session, made)


def _place(
    t: Transaction, actor: Actor, level: CampaignLevel, region_id: int | None, municipality_id: int | None
) -> Place:
    if level is CampaignLevel.MUNICIPAL:
        if municipality_id is None:
            raise BadInput("Не выбран муниципалитет.", "Выберите муниципалитет, чьи документы оцениваются.")
        town = territory.municipality(t.session, actor, municipality_id)
        return Place(town.region_id, town.id)
    if region_id is None:
        raise BadInput("Не выбран регион.", "Выберите регион, чьи документы оцениваются.")
    return Place(territory.region(t.session, actor, region_id).id)


def _editions(
    services: Services, t: Transaction, place: Place, season_id: int, kinds: Sequence[str]
) -> tuple[tuple[str, str, str], ...]:
    found = (
        (kind, rubric_for(services, t.session, region_id=place.region_id, season_id=season_id, kind=kind))
        for kind in kinds
    )
    return tuple((kind, rubric.id, rubric.sha256) for kind, rubric in found if rubric is not None)


def _check(form: CampaignForm) -> None:
    if not form.title.strip():
        raise BadInput("У кампании нет названия.", "Назовите её, например «Концептуальные документы, 2022 год».")


def save(services: Services, actor: Actor, *, campaign_id: int, form: CampaignForm, expected: int) -> Campaign:
    """Change title, policy and dates. Raises Stale; WrongState: how many experts read a document is fixed once seated.

    New dates open and shut phases at once: there is no switch beside them.
    """
    _check(form)
    with writing(services, actor) as t:
        known = managed(t, actor, campaign_id, expected=expected)
        seated = assignments.of_campaign(t.session, campaign_id)
        settled = replace(form.policy, reviewers=known.policy.reviewers, blind=known.policy.blind)
        if seated and settled != form.policy:
            raise WrongState(
                "Эксперты уже назначены: число экспертов на документ и открытость больше не меняются.",
                "Остальные настройки и даты можно изменить.",
            )
        store.save(t.session, campaign_id, title=form.title.strip(), policy=form.policy, phases=form.phases)
        dates = {phase.key.value: [phase.start, phase.end] for phase in form.phases}
        t.note("campaign.changed", place=place_of(known), campaign=form.title.strip(), dates=dates)
        return store.known(t.session, campaign_id)


def managed(t: Transaction, actor: Actor, campaign_id: int, *, expected: int | None = None) -> Campaign:
    """A running campaign the actor runs, locked. Raises NotFound, NotAllowed, Stale, WrongState."""
    known = store.locked(t.session, actor, campaign_id, expected=expected)
    demand(actor, "manage_campaign", place_of(known))
    demand_running(known)
    return known


def close(services: Services, actor: Actor, *, campaign_id: int, anyway: bool = False) -> Campaign:
    """End a campaign: what is left of its sample goes back to the shared desk.

    Raises WrongState while experts still read, unless `anyway`: their seats are then cancelled.
    """
    with writing(services, actor) as t:
        known = managed(t, actor, campaign_id)
        waiting = [one for one in assignments.of_campaign(t.session, campaign_id) if one.state in LIVE]
        if waiting and not anyway:
            raise WrongState(
                f"Эксперты ещё не завершили документов: {len({one.document_id for one in waiting})}.",
                "Дождитесь их или завершите кампанию, отменив незаконченные назначения.",
            )
        for one in waiting:
            assignments.change(t.session, one.id, state=AssignmentState.CANCELLED, reason="кампания завершена")
        for document_id in {one.document_id for one in waiting}:
            seats.settle(t.session, document_id)
        store.close(t.session, campaign_id, t.now)
        if known.municipality_id is None:
            tell(t, [occasions.published(t.session, known)])
        t.note("campaign.closed", place=place_of(known), campaign=known.title, cancelled=len(waiting))
        return store.known(t.session, campaign_id)


def resume(services: Services, actor: Actor, *, campaign_id: int) -> Campaign:
    """Let a campaign closed by mistake run again."""
    with writing(services, actor) as t:
        known = store.locked(t.session, actor, campaign_id)
        demand(actor, "manage_campaign", place_of(known))
        years.demand_open(t.session, known.season_id)
        if known.closed_at is None:
            raise WrongState("Кампания и так идёт.", "Обновите страницу.")
        store.close(t.session, campaign_id, None)
        t.note("campaign.resumed", place=place_of(known), campaign=known.title)
        return store.known(t.session, campaign_id)


def may_begin(actor: Actor) -> bool:
    """May the actor run campaigns anywhere?"""
    return actor.has(Role.MUNICIPAL_COORDINATOR, Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR)
