"""Loads what the store knows around a paper into one value that facts functions pick from."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from review.errors import NotFound
from review.flow.campaigns.concord import concord
from review.flow.campaigns.rechecking import rechecked
from review.flow.expertise.decided import decided_documents
from review.flow.papers.choosing.campaign_facts import running
from review.flow.papers.choosing.ground import Ground
from review.flow.submission.titles import titles_of
from review.issue.facts.defaults import load as load_defaults
from review.issue.facts.known import Known, Named, Reviewed
from review.issue.facts.plan import WITH_PLAN
from review.issue.facts.shares import share_by_state
from review.issue.facts.spravka import concerned
from review.model.access import Role
from review.store.documents import documents, texts
from review.store.expertise import assessments
from review.store.papers import papers as paper_store
from review.store.register import people, seasons, territory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.flow.papers.choosing.kind import PaperKind
    from review.flow.papers.choosing.targets import Target
    from review.flow.services import Services
    from review.issue.facts.decided import Decided
    from review.issue.facts.known import Running
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.model.register import Body, Person, Season
    from review.model.submission import SchoolDocument
    from review.store.database import Session

YEAR = timedelta(days=400)
READ = ("antirisk_program", "midterm_program", "roadmap")
EARLIER = (*WITH_PLAN, "spravka-podtverzhdeniy", "dogovor-s-kuratorom")
VISIT = "spravka-kuratora"


def ground(services: Services, session: Session, actor: Actor, target: Target) -> Ground:
    """Schools and municipalities in view. Raises NotFound for what the actor may not see."""
    season = seasons.current(session)
    if target.document_id is not None:
        season = seasons.season(session, documents.season_of(session, actor, target.document_id))
        titles = titles_of(services.library.profile(season.profile))
        school = documents.load(session, actor, [target.document_id], titles)[0].school_id
        return _of_school(session, actor, season, school)
    if target.school_id is not None:
        return _of_school(session, actor, season, target.school_id)
    if target.municipality_id is not None:
        town = territory.municipality(session, actor, target.municipality_id)
        cards = territory.cards(session, actor, season_id=season.id, municipality_id=town.id)
        return Ground(season, cards, (town,), town.name, town.region_id, town.region, town.id)
    region = territory.region(session, actor, target.region_id or 0)
    towns = tuple(one for one in territory.municipalities(session, actor) if one.region_id == region.id)
    ids = {town.id for town in towns}
    every = territory.cards(session, actor, season_id=season.id)
    cards = tuple(card for card in every if card.municipality_id in ids)
    return Ground(season, cards, towns, region.name, region.id, region.name, None)


def _of_school(session: Session, actor: Actor, season: Season, school_id: int) -> Ground:
    card = territory.card(session, actor, school_id=school_id, season_id=season.id)
    town = territory.municipality(session, actor, card.municipality_id)
    return Ground(season, (card,), (town,), card.short_name, town.region_id, town.region, town.id)


def body_for(
    session: Session, actor: Actor, kind: PaperKind, place: Ground, held: Sequence[Body] | None = None
) -> Body | None:
    """In whose name the actor issues this paper: the municipality's body, else the region's; None: in nobody's.

    `held`: the bodies the actor acts for, where they are known already.
    """
    if kind.act != "issue":
        return territory.body_at(session, municipality_id=place.municipality_id)
    bodies = territory.bodies(session, actor) if held is None else held
    if not kind.by_region and place.municipality_id is not None:
        own = next((body for body in bodies if body.municipality_id == place.municipality_id), None)
        if own is not None:
            return own
    return next((body for body in bodies if body.municipality_id is None and body.region_id == place.region_id), None)


def known(
    services: Services,
    session: Session,
    actor: Actor,
    target: Target,
    place: Ground,
    body: Body,
    *,
    decided: bool = True,
    read: bool = True,
) -> Known:
    """Everything facts functions may ask for; what is costly only where it is wanted."""
    profile = services.library.profile(place.season.profile)
    day = services.now().astimezone(UTC).date()
    campaign = running(session, actor, place, day, target.campaign_id)
    shown, judged = _documents(services, session, actor, target, place, decided=decided)
    if campaign is not None and target.campaign_id is not None:
        judged = tuple(item for item in judged if item.document.id in campaign.documents)
    papers = paper_store.find(session, actor, body_id=body.id, since=day - YEAR)
    valid = tuple(paper for paper in papers if paper.state != "revoked")
    every = people.by_ids(session, [card.curator_id for card in place.cards if card.curator_id is not None])
    curators = {number: _named(person) for number, person in every.items()}
    towns = [town.id for town in place.towns]
    done = assessments.finished(
        session, season_id=place.season.id, municipality_ids=towns, campaign_id=target.campaign_id
    )
    wanted = [item.latest.id for item in shown if item.kind in READ] if read else []
    facts = texts.facts(session, wanted)
    return Known(
        body=body,
        profile=profile,
        language=services.language(),
        day=day,
        place=place.place,
        region=place.region,
        actor=_named(people.known(session, actor.id)) if actor.id else Named(actor.name),
        cards=place.cards,
        municipalities=place.towns,
        documents=shown,
        document=next((item for item in shown if item.id == target.document_id), None),
        decided=judged,
        read={number: facts[number] for number in wanted if number in facts},
        curators=curators,
        coordinators=_coordinators(session, place),
        experts=_experts(session, place),
        reviewed={one.expert_id: Reviewed(one.documents, one.first.date(), one.last.date()) for one in done.values()},
        person=_person(session, actor, target),
        defaults=load_defaults(services.settings.templates),
        rubrics=tuple(
            rubric for kind in profile.kinds if (rubric := services.library.rubric_for(profile, kind.key)) is not None
        ),
        papers=valid,
        earlier=_earlier(session, valid, place),
        chief=_chief(session, body, place),
        chiefs=_chiefs(session, body, place),
        campaign=campaign,
        stage=target.stage or 1,
        rechecked=_rechecked(services, session, actor, target, place) if decided else (0, 0),
        concord=concord(session, [item.version.id for item in concerned(judged)]) if target.municipality_id else None,
        region_share=_region_share(services, session, actor, target, place, body, campaign) if decided else None,
    )


def how_many(session: Session, actor: Actor, place: Ground) -> int:
    """Documents of the schools in view, at a glance."""
    ids = [card.id for card in place.cards]
    return documents.count_of(session, actor, season_id=place.season.id, school_ids=ids)


def _documents(
    services: Services, session: Session, actor: Actor, target: Target, place: Ground, *, decided: bool
) -> tuple[tuple[SchoolDocument, ...], tuple[Decided, ...]]:
    schools = {card.id for card in place.cards}
    if decided:
        judged, every = decided_documents(
            services,
            session,
            actor,
            document_id=target.document_id,
            school_id=target.school_id,
            municipality_id=target.municipality_id,
        )
        own = tuple(item for item in every if item.school_id in schools)
        return own, tuple(item for item in judged if item.card.id in schools)
    titles = titles_of(services.library.profile(place.season.profile))
    every = documents.every(
        session,
        actor,
        season_id=place.season.id,
        titles=titles,
        municipality_id=target.municipality_id,
        school_id=target.school_id,
    )
    return tuple(item for item in every if item.school_id in schools), ()


def _rechecked(services: Services, session: Session, actor: Actor, target: Target, place: Ground) -> tuple[int, int]:
    """Only a paper about the region tells of it."""
    if target.region_id is None:
        return 0, 0
    return rechecked(services, session, actor, season_id=place.season.id, region_id=place.region_id)


def _region_share(
    services: Services,
    session: Session,
    actor: Actor,
    target: Target,
    place: Ground,
    body: Body,
    campaign: Running | None,
) -> float | None:
    """What a letter of the region sets a municipality's share beside; of a campaign only its documents count."""
    if body.municipality_id is not None or (target.municipality_id or target.region_id) is None:
        return None
    cards = territory.cards(session, actor, season_id=place.season.id)
    towns = {one.id for one in territory.municipalities(session, actor) if one.region_id == place.region_id}
    titles = titles_of(services.library.profile(place.season.profile))
    every = documents.every(session, actor, season_id=place.season.id, titles=titles)
    if campaign is not None and target.campaign_id is not None:
        every = tuple(item for item in every if item.id in campaign.documents)
    return share_by_state([card for card in cards if card.municipality_id in towns], every)


def _named(person: Person) -> Named:
    return Named(person.full_name, person.post, person.id)


def _coordinators(session: Session, place: Ground) -> dict[int, Named]:
    """The first appointed coordinator of each municipality in view."""
    found: dict[int, Named] = {}
    for person in people.holders(session, Role.MUNICIPAL_COORDINATOR, region_id=place.region_id):
        for grant in person.grants:
            if grant.role is Role.MUNICIPAL_COORDINATOR and grant.municipality_id is not None:
                found.setdefault(grant.municipality_id, _named(person))
    towns = {town.id for town in place.towns}
    return {number: named for number, named in found.items() if number in towns}


def _experts(session: Session, place: Ground) -> tuple[Named, ...]:
    held = people.holders(
        session, Role.MUNICIPAL_EXPERT, region_id=place.region_id, municipality_id=place.municipality_id
    )
    return tuple(sorted((_named(person) for person in held), key=lambda one: one.name))


def _person(session: Session, actor: Actor, target: Target) -> Named | None:
    if target.person_id is None:
        return None
    return _named(people.person(session, actor, target.person_id))


def _earlier(session: Session, papers: Sequence[Paper], place: Ground) -> Mapping[str, Mapping[str, object]]:
    """Facts of the latest paper of a kind that a later one goes on from; of visits, the latest per school."""
    found: dict[str, Mapping[str, object]] = {}
    schools = {card.id for card in place.cards}
    for paper in papers:
        keys = [paper.template] if paper.template in EARLIER else []
        if paper.template == VISIT:
            keys = [f"{VISIT}:{school}" for school in paper.school_ids if school in schools]
        for key in keys:
            if key not in found:
                found[key] = paper_store.facts(session, paper.id)
    return found


def _chief(session: Session, body: Body, place: Ground) -> Body | None:
    """Whom the body writes to: the region's writes down to the municipality's, the municipality's up."""
    if body.municipality_id is None:
        return territory.body_at(session, municipality_id=place.municipality_id) if place.municipality_id else None
    return territory.body_at(session, region_id=body.region_id)


def _chiefs(session: Session, body: Body, place: Ground) -> dict[int, Body]:
    """Bodies of the region's municipalities, for letters to all of them."""
    if body.municipality_id is not None:
        return {}
    found = {town.id: territory.body_at(session, municipality_id=town.id) for town in place.towns}
    return {number: one for number, one in found.items() if one is not None}


def nothing_to_say() -> NotFound:
    """No body in whose name the actor could issue."""
    return NotFound(
        "От имени какого органа выпускать бумагу, не определено.", "Бумаги выпускает координатор территории."
    )
