"""A school is renamed or joins another, its people change: old papers and documents keep what they said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.flow.register import years
from review.flow.submission.queueing import queue_kit
from review.flow.transaction import writing
from review.model.rights import demand, may
from review.store.register import changes as store
from review.store.register import seasons, territory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.register import FormerName, FormerPerson, Merger, SchoolCard
    from review.model.rights import Place
    from review.store.database import Session

LONGEST = 400


@dataclass(frozen=True, slots=True)
class SchoolHistory:
    """What changed in a school's life, the latest first."""

    names: tuple[FormerName, ...]
    people: tuple[FormerPerson, ...]
    merger: Merger | None  # whom it joined
    joined: tuple[Merger, ...]  # schools that joined it
    successors: tuple[tuple[int, str], ...]  # whom it may join, for those who may say so
    may_change: bool
    seasons: Mapping[int, str]


def school_history(services: Services, actor: Actor, *, school_id: int, season_id: int) -> SchoolHistory:
    """For the card's page. Raises NotFound for a school the actor may not see."""
    with services.database.reading() as session:
        territory.card(session, actor, school_id=school_id, season_id=season_id)
        place = territory.place(session, school_id=school_id, season_id=season_id)
        changes = may(actor, "edit_card", place)
        merger = store.merger(session, school_id)
        return SchoolHistory(
            names=store.former_names(session, school_id),
            people=store.former_people(session, school_id),
            merger=merger,
            joined=store.joined(session, school_id),
            successors=_successors(session, actor, school_id) if changes and merger is None else (),
            may_change=changes,
            seasons={one.id: one.title for one in seasons.list_seasons(session)},
        )


def _successors(session: Session, actor: Actor, school_id: int) -> tuple[tuple[int, str], ...]:
    """Schools of the actor's own territory that stand by themselves."""
    season_id = seasons.current(session).id
    cards = [one for one in territory.cards(session, actor, season_id=season_id) if one.id != school_id]
    places = territory.places(session, {one.id for one in cards}, season_id)
    return tuple(
        (one.id, f"{one.short_name}, {one.municipality}")
        for one in cards
        if not one.successor and may(actor, "edit_card", places[one.id])
    )


def rename_school(
    services: Services,
    actor: Actor,
    *,
    school_id: int,
    full_name: str,
    short_name: str,
    since: date | None,
    ground: str,
    expected: int,
) -> SchoolCard:
    """New names from a day on; documents dated before may go on naming the old ones, and papers do.

    A slip in the name is mended in the card instead. Raises NotFound, NotAllowed, BadInput, Stale.
    """
    full_name, short_name = " ".join(full_name.split()), " ".join(short_name.split())
    if not full_name:
        raise BadInput("Не указано новое наименование.", "Впишите его так, как в уставе.")
    if len(ground) > LONGEST:
        raise BadInput(f"Основание длиннее {LONGEST} знаков.", "Скажите короче.")
    with writing(services, actor) as t:
        card, place = _own(t, actor, school_id, expected)
        day = _demand_day(since)
        if full_name == card.full_name:
            raise BadInput("Наименование то же, что было.", "Впишите новое наименование.")
        territory.demand_new_school(t.session, card.municipality_id, full_name)
        written = store.Written(actor.id, t.now)
        store.rename(
            t.session,
            school_id,
            full_name=full_name,
            short_name=short_name or full_name,
            since=day,
            ground=ground.strip(),
            written=written,
        )
        queue_kit(t, school_id=school_id, season_id=card.season_id)
        told = f"{day:%d.%m.%Y}"
        t.note("school.renamed", place=place, before=card.full_name, name=full_name, since=told, ground=ground.strip())
        return territory.own_card(t.session, school_id=school_id, season_id=card.season_id)


def _own(t: Transaction, actor: Actor, school_id: int, expected: int) -> tuple[SchoolCard, Place]:
    """The card of the current year, of the version that was shown, for those who may change it."""
    season_id = seasons.current(t.session).id
    years.demand_open(t.session, season_id)
    card = territory.card(t.session, actor, school_id=school_id, season_id=season_id)
    place = territory.place(t.session, school_id=school_id, season_id=season_id)
    demand(actor, "edit_card", place)
    territory.touch_card(t.session, school_id=school_id, season_id=season_id, expected=expected)
    return card, place


def merge_school(
    services: Services,
    actor: Actor,
    *,
    school_id: int,
    successor_id: int | None,
    since: date | None,
    ground: str,
    expected: int,
) -> Merger:
    """The school joins another from a day on: its documents stay readable, also by the successor's people.

    New documents go to the successor. Raises NotFound, NotAllowed, BadInput, WrongState, Stale.
    """
    if successor_id is None or successor_id == school_id:
        raise BadInput("Не выбрана школа, к которой присоединяют.", "Выберите её из списка.")
    if len(ground) > LONGEST:
        raise BadInput(f"Основание длиннее {LONGEST} знаков.", "Скажите короче.")
    with writing(services, actor) as t:
        card, place = _own(t, actor, school_id, expected)
        day = _demand_day(since)
        successor = territory.card(t.session, actor, school_id=successor_id, season_id=card.season_id)
        there = territory.place(t.session, school_id=successor_id, season_id=card.season_id)
        demand(actor, "edit_card", there)
        if card.successor or successor.successor:
            raise WrongState("Одна из этих школ уже присоединена к другой.", "Обновите страницу карточки.")
        written = store.Written(actor.id, t.now)
        store.merge(
            t.session, school_id=school_id, successor_id=successor_id, since=day, ground=ground.strip(), written=written
        )
        queue_kit(t, school_id=successor_id, season_id=card.season_id)
        told, into = f"{day:%d.%m.%Y}", successor.full_name
        t.note("school.merged", place=place, name=card.full_name, successor=into, since=told, ground=ground.strip())
        made = store.merger(t.session, school_id)
        assert made is not None  # noqa: S101 - it was written a moment ago
        return made


def part_school(services: Services, actor: Actor, *, school_id: int, expected: int) -> None:
    """Take back a merger that was written by mistake. Raises NotFound, NotAllowed, WrongState, Stale."""
    with writing(services, actor) as t:
        card, place = _own(t, actor, school_id, expected)
        if not card.successor:
            raise WrongState("Школа ни к кому не присоединена.", "Обновите страницу карточки.")
        store.part(t.session, school_id)
        t.note("school.parted", place=place, name=card.full_name)


def _demand_day(since: date | None) -> date:
    if since is None:
        raise BadInput("Не указана дата.", "Впишите день, с которого это действует, как в приказе.")
    return since
