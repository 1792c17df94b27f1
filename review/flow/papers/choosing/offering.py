"""What can be issued from here, problems first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.flow.papers.choosing.kinds import TERRITORY, kinds_for, kinds_together
from review.flow.papers.choosing.surroundings import body_for, ground, how_many, known
from review.flow.papers.choosing.targets import Offer, Target
from review.flow.papers.issuing.drafting import drafted
from review.flow.papers.templates.editions import template_for
from review.issue.template.templates import find
from review.model.rights import may
from review.store.expertise import assessments
from review.store.papers import batches
from review.store.register import people, seasons, territory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.flow.papers.choosing.ground import Ground
    from review.flow.papers.choosing.kind import PaperKind
    from review.flow.services import Services
    from review.issue.facts.known import Known
    from review.issue.template.templates import Template
    from review.model.access import Actor
    from review.model.register import Municipality, Person, Region, SchoolCard
    from review.store.database import Session

MOST = 100  # documents looked into for a list of offers; beyond, problems are told when a paper is opened
STAGES = (1, 2)


def offers(services: Services, actor: Actor, *, target: Target) -> tuple[Offer, ...]:
    """Papers about the target that the actor may issue, problems first. Raises NotFound for what is out of sight."""
    found: list[Offer] = []
    with services.database.reading() as session:
        place = ground(services, session, actor, target)
        many = how_many(session, actor, place) > MOST
        spoken: dict[int, Known] = {}
        held = territory.bodies(session, actor)
        for kind in kinds_for(target.scope, campaign=target.campaign_id is not None):
            body = body_for(session, actor, kind, place, held) if _may(actor, kind, place, session) else None
            if body is None:
                continue
            if body.id not in spoken:
                spoken[body.id] = known(services, session, actor, target, place, body, decided=not many, read=not many)
            template = template_for(services, session, name=kind.template, body_id=body.id)
            last = batches.answers(session, body_id=body.id, template=kind.template)
            found += _offered(kind, template, spoken[body.id], target, last, unread=many)
    return tuple(sorted(found, key=lambda offer: (offer.early, not offer.problems)))


def _may(actor: Actor, kind: PaperKind, place: Ground, session: Session) -> bool:
    if kind.act == "issue":
        return True  # bodies the actor acts for are looked up with the body
    school = place.cards[0]
    return may(actor, kind.act, territory.place(session, school_id=school.id, season_id=school.season_id))


def _offered(
    kind: PaperKind, template: Template, around: Known, target: Target, last: dict[str, object], *, unread: bool
) -> Iterator[Offer]:
    for stage in STAGES if kind.by_stage else (None,):
        asked = replace(target, stage=stage)
        title = f"{template.sheet.title}, этап {stage}" if stage else template.sheet.title
        plain = Offer(
            kind.template,
            title,
            template.sheet.type,
            asked,
            "",
            (),
            blocked=False,
            numbered="reg" in template.sheet.fields,
            batch=kind.shared is not None,
            person=kind.person,
        )
        if kind.person or (unread and (kind.decided or kind.read)):
            yield plain
            continue
        offer = drafted(kind, template, replace(around, stage=stage or 1), asked, {}, last).offer
        if not offer.early or target.scope in TERRITORY:
            yield replace(offer, title=title)


@dataclass(frozen=True)
class Places:
    """Where the actor may issue papers about."""

    regions: tuple[Region, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    schools: tuple[SchoolCard, ...] = ()


NOWHERE = Places()


def places(services: Services, actor: Actor, *, search: str = "") -> Places:
    """Regions, municipalities and schools the actor may issue papers about; a curator only has schools."""
    with services.database.reading() as session:
        bodies = territory.bodies(session, actor)
        regional = {body.region_id for body in bodies if body.municipality_id is None}
        own = {body.municipality_id for body in bodies}
        regions = tuple(one for one in territory.regions(session, actor) if one.id in regional)
        towns = tuple(
            one for one in territory.municipalities(session, actor) if one.id in own or one.region_id in regional
        )
        season = seasons.current(session)
        ids = {town.id for town in towns}
        cards = territory.cards(session, actor, season_id=season.id, search=search)
        curated = tuple(card for card in cards if card.municipality_id in ids or card.curator_id == actor.id)
    return Places(regions, towns, curated)


def candidates(services: Services, actor: Actor, *, target: Target, person: str) -> tuple[Person, ...]:
    """Whom a certificate or a contract may be for: experts who finished something, curators, or everybody in sight."""
    with services.database.reading() as session:
        place = ground(services, session, actor, target)
        seen = {one.id: one for one in people.list_people(session, actor, active=True)}
        curators = {card.curator_id for card in place.cards}
        if person == "curator":
            return tuple(one for number, one in seen.items() if number in curators)
        towns = [town.id for town in place.towns]
        done = assessments.finished(session, season_id=place.season.id, municipality_ids=towns)
        wanted = set(done) if person == "expert" else set(done) | curators
    return tuple(one for number, one in seen.items() if number in wanted)


def together(services: Services, target: Target) -> tuple[tuple[str, str], ...]:
    """(template, title) of papers that can go to many at once."""
    folders = (services.settings.templates, services.settings.own_templates)
    return tuple((kind.template, find(kind.template, *folders).sheet.title) for kind in kinds_together(target.scope))
