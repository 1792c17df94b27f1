"""Regions, municipalities, schools with their cards, bodies that issue papers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from review.errors import BadInput
from review.flow.register import years
from review.flow.submission.queueing import queue_kit
from review.flow.transaction import writing
from review.issue.words.numbering import KINDS as NUMBERED_KINDS
from review.issue.words.numbering import unknown_kinds
from review.model.rights import Place, demand, may
from review.store.register import changes, people, seasons
from review.store.register import territory as store

if TYPE_CHECKING:
    from datetime import date

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.card import CardRisk
    from review.model.register import Body, Municipality, Person, Region, SchoolCard


@dataclass(frozen=True, slots=True)
class CardForm:
    """What the form of a school's card sends. `risks` None: the risk profile is not known yet."""

    full_name: str
    short_name: str
    director: str
    director_post: str
    email: str
    period_start: date | None
    period_end: date | None
    risks: tuple[CardRisk, ...] | None
    curator_id: int | None


@dataclass(frozen=True, slots=True)
class BodyForm:
    """What the form of a body sends."""

    full_name: str
    short_name: str
    founder: str
    place: str
    address: str
    phone: str
    email: str
    signer_post: str
    signer_name: str
    executor_name: str
    executor_phone: str
    number_suffix: str
    order_word: str
    order_verb: str


def list_regions(services: Services, actor: Actor) -> tuple[Region, ...]:
    """Regions the actor may see."""
    with services.database.reading() as session:
        return store.regions(session, actor)


def add_region(services: Services, actor: Actor, *, name: str) -> Region:
    """Administrator only. Its body is created with it."""
    with writing(services, actor) as t:
        demand(actor, "add_region", Place())
        made = store.add_region(t.session, _named(name))
        t.note("region.added", place=Place(made.id), name=made.name)
        return made


def list_municipalities(services: Services, actor: Actor) -> tuple[Municipality, ...]:
    """Municipalities the actor may see, by name."""
    with services.database.reading() as session:
        return store.municipalities(session, actor)


def add_municipality(services: Services, actor: Actor, *, region_id: int, name: str) -> Municipality:
    """Administrator and the region's coordinator. Its body is created with it."""
    with writing(services, actor) as t:
        demand(actor, "add_municipality", Place(store.region(t.session, actor, region_id).id))
        made = store.add_municipality(t.session, region_id=region_id, name=_named(name))
        t.note("municipality.added", place=Place(region_id, made.id), name=made.name)
        return made


def rename_municipality(services: Services, actor: Actor, *, municipality_id: int, name: str) -> Municipality:
    """Administrator and the region's coordinator."""
    with writing(services, actor) as t:
        known = store.municipality(t.session, actor, municipality_id)
        place = Place(known.region_id, known.id)
        demand(actor, "add_municipality", Place(known.region_id))
        made = store.rename_municipality(t.session, municipality_id, _named(name))
        t.note("municipality.renamed", place=place, before=known.name, name=made.name)
        return made


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadInput("Не указано название.", "Впишите название и сохраните ещё раз.")
    return name


def list_schools(
    services: Services,
    actor: Actor,
    *,
    search: str = "",
    municipality_id: int | None = None,
    season_id: int | None = None,
) -> tuple[SchoolCard, ...]:
    """Schools the actor may see with their cards of the year (the current one by default), by name."""
    with services.database.reading() as session:
        season = seasons.season(session, season_id).id
        return store.cards(session, actor, season_id=season, search=search, municipality_id=municipality_id)


def school_card(services: Services, actor: Actor, *, school_id: int, season_id: int | None = None) -> SchoolCard:
    """One school's card of a year (by default its newest). Raises NotFound for a school the actor may not see."""
    with services.database.reading() as session:
        wanted = seasons.season(session, season_id).id
        if season_id is None:
            wanted = store.card_season(session, school_id=school_id, season_id=wanted)
        return store.card(session, actor, school_id=school_id, season_id=wanted)


def add_school(
    services: Services, actor: Actor, *, municipality_id: int, full_name: str, short_name: str
) -> SchoolCard:
    """A school with an empty card of the current year (coordinators of the territory, administrator)."""
    with writing(services, actor) as t:
        known = store.municipality(t.session, actor, municipality_id)
        place = Place(known.region_id, known.id)
        demand(actor, "add_school", place)
        full_name = _named(full_name)
        season = seasons.current(t.session).id
        school = store.add_school(
            t.session,
            municipality_id=municipality_id,
            full_name=full_name,
            short_name=" ".join(short_name.split()) or full_name,
            season_id=season,
        )
        t.note("school.added", place=replace(place, school_id=school), name=full_name)
        return store.card(t.session, actor, school_id=school, season_id=season)


def may_edit_card(services: Services, actor: Actor, *, school_id: int) -> bool:
    """May the actor save this school's card?"""
    with services.database.reading() as session:
        season = seasons.current(session)
        newest = store.card_season(session, school_id=school_id, season_id=season.id)
        store.card(session, actor, school_id=school_id, season_id=newest)
        if newest != season.id or season.closed_at is not None:
            return False
        return may(actor, "edit_contacts", store.place(session, school_id=school_id, season_id=season.id))


def save_card(
    services: Services,
    actor: Actor,
    *,
    school_id: int,
    form: CardForm,
    expected: int,
    changed_on: date | None = None,
) -> SchoolCard:
    """Save the card of the current year; documents are checked again when risks or names changed.

    `expected` is SchoolCard.version as the form was shown. Raises Stale, BadInput (unknown risk, period backwards),
    NotAllowed. A school edits director, post and e-mail only; the rest of its form is ignored. A former director or
    curator is kept with the day they ended, `changed_on` or today.
    """
    with writing(services, actor) as t:
        season = seasons.current(t.session)
        before = store.card(t.session, actor, school_id=school_id, season_id=season.id)
        place = store.place(t.session, school_id=school_id, season_id=season.id)
        demand(actor, "edit_contacts", place)
        if not may(actor, "edit_card", place):
            form = _contacts_only(before, form)
        codes = {risk.code for risk in services.library.profile(season.profile).risks}
        _check_form(t, form, codes, place)
        after = write_card(t, before, form, expected=expected, changed_on=changed_on)
        changed = _changes(before, after)
        t.note("card.saved", place=place, changed=changed)
        return after


def write_card(
    t: Transaction, before: SchoolCard, form: CardForm, *, expected: int | None, changed_on: date | None = None
) -> SchoolCard:
    """Save a checked form inside a transaction; what rests on the card is checked again."""
    years.demand_open(t.session, before.season_id)
    store.save_card(
        t.session,
        school_id=before.id,
        season_id=before.season_id,
        expected=expected,
        full_name=_named(form.full_name),
        short_name=" ".join(form.short_name.split()) or _named(form.full_name),
        director=" ".join(form.director.split()),
        director_post=" ".join(form.director_post.split()),
        email=form.email.strip(),
        period=(form.period_start, form.period_end),
        risks=form.risks,
        curator_id=form.curator_id,
    )
    after = store.own_card(t.session, school_id=before.id, season_id=before.season_id)
    _keep_former(t, before, after, changed_on or t.now.astimezone().date())
    if set(_changes(before, after)) - {"email", "director_post", "curator"}:
        queue_kit(t, school_id=before.id, season_id=before.season_id)
    return after


def _keep_former(t: Transaction, before: SchoolCard, after: SchoolCard, until: date) -> None:
    """Somebody else is director or curator now; a name spelt out or mended is the same person."""
    if before.director and not _same_person(before.director, after.director):
        changes.keep_person(t.session, before, "director", until=until, at=t.now)
    if before.curator_id is not None and before.curator_id != after.curator_id:
        changes.keep_person(t.session, before, "curator", until=until, at=t.now)


def _same_person(one: str, other: str) -> bool:
    """«Петрова Л. И.» and «Петрова Любовь Ивановна»."""
    first, second = one.lower().split(), other.lower().split()
    return (
        bool(second) and first[0] == second[0] and [word[0] for word in first[1:2]] == [word[0] for word in second[1:2]]
    )


def _contacts_only(before: SchoolCard, form: CardForm) -> CardForm:
    kept = CardForm(**{name: getattr(before, name) for name in CardForm.__dataclass_fields__})
    return replace(kept, director=form.director, director_post=form.director_post, email=form.email)


def _check_form(t: Transaction, form: CardForm, codes: set[str], place: Place) -> None:
    if form.period_start and form.period_end and form.period_start > form.period_end:
        raise BadInput("Начало периода позже его окончания.", "Исправьте даты периода.")
    unknown = [risk.code for risk in form.risks or () if risk.code not in codes]
    if unknown:
        raise BadInput(f"Неизвестное направление: {', '.join(unknown)}.", "Выберите направления из списка профиля.")
    if form.curator_id is not None:
        allowed = people.curators(t.session, place.municipality_id or 0, place.region_id or 0)
        if form.curator_id not in {person.id for person in allowed}:
            raise BadInput("Этот человек не может быть куратором школы.", "Выберите куратора из списка.")


def _changes(before: SchoolCard, after: SchoolCard) -> list[str]:
    """Names of the fields that differ."""
    ignored = {"version", "curator_id"}
    return [
        name
        for name in before.__dataclass_fields__
        if name not in ignored and getattr(before, name) != getattr(after, name)
    ]


def possible_curators(services: Services, actor: Actor, *, school_id: int) -> tuple[Person, ...]:
    """Active curators who may be named in this school's card."""
    with services.database.reading() as session:
        season = seasons.current(session).id
        store.card(session, actor, school_id=school_id, season_id=season)
        place = store.place(session, school_id=school_id, season_id=season)
        demand(actor, "edit_card", place)
        return people.curators(session, place.municipality_id or 0, place.region_id or 0)


def list_bodies(services: Services, actor: Actor) -> tuple[Body, ...]:
    """Bodies in whose name the actor may issue papers (administrator: all)."""
    with services.database.reading() as session:
        return store.bodies(session, actor)


def save_body(services: Services, actor: Actor, *, body_id: int, form: BodyForm) -> Body:
    """Save letterhead, signatory and numbering (coordinator of that body, administrator). Raises BadInput."""
    if unknown := unknown_kinds(form.number_suffix):
        raise BadInput(
            f"Такого вида бумаг нет: «{unknown[0]}».", f"Виды для окончания номера: {', '.join(NUMBERED_KINDS)}."
        )
    with writing(services, actor) as t:
        known = store.body(t.session, actor, body_id)
        store.save_body(t.session, body_id, {name: value.strip() for name, value in asdict(form).items()})
        t.note("body.saved", place=Place(known.region_id, known.municipality_id), body_id=body_id)
        return store.body(t.session, actor, body_id)
