"""Regions, municipalities, schools with their cards, bodies that issue papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from review.flow.services import Services
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
    raise NotImplementedError


def add_region(services: Services, actor: Actor, *, name: str) -> Region:
    """Administrator only. Its body is created with it."""
    raise NotImplementedError


def list_municipalities(services: Services, actor: Actor) -> tuple[Municipality, ...]:
    """Municipalities the actor may see, by name."""
    raise NotImplementedError


def add_municipality(services: Services, actor: Actor, *, region_id: int, name: str) -> Municipality:
    """Administrator and the region's coordinator. Its body is created with it."""
    raise NotImplementedError


def rename_municipality(services: Services, actor: Actor, *, municipality_id: int, name: str) -> Municipality:
    """Administrator and the region's coordinator."""
    raise NotImplementedError


def list_schools(
    services: Services,
    actor: Actor,
    *,
    search: str = "",
    municipality_id: int | None = None,
    season_id: int | None = None,
) -> tuple[SchoolCard, ...]:
    """Schools the actor may see with their cards of the year (the current one by default), by name."""
    raise NotImplementedError


def school_card(services: Services, actor: Actor, *, school_id: int, season_id: int | None = None) -> SchoolCard:
    """One school's card of a year. Raises NotFound for a school the actor may not see."""
    raise NotImplementedError


def add_school(
    services: Services, actor: Actor, *, municipality_id: int, full_name: str, short_name: str
) -> SchoolCard:
    """A school with an empty card of the current year (coordinators of the territory, administrator)."""
    raise NotImplementedError


def may_edit_card(services: Services, actor: Actor, *, school_id: int) -> bool:
    """May the actor save this school's card?"""
    raise NotImplementedError


def save_card(services: Services, actor: Actor, *, school_id: int, form: CardForm, expected: int) -> SchoolCard:
    """Save the card of the current year; documents are checked again when risks or names changed.

    `expected` is SchoolCard.version as the form was shown. Raises Stale, BadInput (unknown risk, period backwards),
    NotAllowed. A school edits director, post and e-mail only; the rest of its form is ignored.
    """
    raise NotImplementedError


def possible_curators(services: Services, actor: Actor, *, school_id: int) -> tuple[Person, ...]:
    """Active curators who may be named in this school's card."""
    raise NotImplementedError


def list_bodies(services: Services, actor: Actor) -> tuple[Body, ...]:
    """Bodies in whose name the actor may issue papers (administrator: all)."""
    raise NotImplementedError


def save_body(services: Services, actor: Actor, *, body_id: int, form: BodyForm) -> Body:
    """Save letterhead, signatory and numbering (coordinator of that body, administrator)."""
    raise NotImplementedError
