"""Which roles may do what, where. What an actor may see is a filter in store/visible.py; this is about acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from review.errors import NotAllowed
from review.model.access import ROLE_TITLES, Role

if TYPE_CHECKING:
    from review.model.access import Actor, Grant

Act = Literal[
    "upload",
    "withdraw",
    "restore",
    "set_kind",
    "confirm",
    "mark",
    "decide",
    "answer_remark",
    "appeal",
    "answer_appeal",
    "close_remark",
    "edit_card",
    "edit_contacts",
    "add_school",
    "add_municipality",
    "add_region",
    "manage_people",
    "open_season",
    "manage_editions",
    "edit_bank",
    "issue",
    "report_visit",
    "read_audit",
    "import",
    "manage_campaign",
]

_COORDINATORS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR})
_HANDING_IN = _COORDINATORS | {Role.SCHOOL, Role.CURATOR}
RIGHTS: dict[Act, frozenset[Role]] = {
    "upload": _HANDING_IN,
    "withdraw": _HANDING_IN,
    "restore": _COORDINATORS,
    "set_kind": _HANDING_IN | {Role.MUNICIPAL_EXPERT},
    "confirm": frozenset({Role.CURATOR}),
    "mark": _COORDINATORS | {Role.MUNICIPAL_EXPERT},
    "decide": _COORDINATORS,
    "answer_remark": frozenset({Role.SCHOOL, Role.CURATOR}),
    "appeal": frozenset({Role.SCHOOL}),
    "answer_appeal": _COORDINATORS,
    "close_remark": _COORDINATORS | {Role.MUNICIPAL_EXPERT},
    "edit_card": _COORDINATORS,
    "edit_contacts": _COORDINATORS | {Role.SCHOOL},
    "add_school": _COORDINATORS,
    "add_municipality": frozenset({Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR}),
    "add_region": frozenset({Role.ADMINISTRATOR}),
    "manage_people": _COORDINATORS,
    "open_season": frozenset({Role.ADMINISTRATOR}),
    "manage_editions": frozenset({Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR}),
    "edit_bank": _COORDINATORS,
    "issue": _COORDINATORS,
    "report_visit": _COORDINATORS | {Role.CURATOR},
    "read_audit": _COORDINATORS,
    "import": _COORDINATORS,
    "manage_campaign": _COORDINATORS,
}
GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.REGIONAL_COORDINATOR: frozenset(
        {Role.SCHOOL, Role.CURATOR, Role.MUNICIPAL_EXPERT, Role.MUNICIPAL_COORDINATOR}
    ),
    Role.MUNICIPAL_COORDINATOR: frozenset({Role.SCHOOL, Role.CURATOR, Role.MUNICIPAL_EXPERT}),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act happens. `curator_id` is the curator of the school in the season meant."""

    region_id: int | None = None
    municipality_id: int | None = None
    school_id: int | None = None
    curator_id: int | None = None


def may(actor: Actor, act: Act, place: Place) -> bool:
    """Does a role of the actor allow the act in this place?"""
    return any(grant.role in RIGHTS[act] and covers(grant, place, actor.id) for grant in actor.grants)


def demand(actor: Actor, act: Act, place: Place) -> None:
    """Raise NotAllowed unless the actor may."""
    if not may(actor, act, place):
        roles = ", ".join(ROLE_TITLES[role] for role in Role if role in RIGHTS[act])
        raise NotAllowed("У вас нет права на это действие.", f"Это может сделать: {roles} этой территории.")


def may_grant(actor: Actor, wanted: Grant, place: Place) -> bool:
    """May the actor give (or take away) this role in this place?"""
    return any(
        wanted.role in GRANTABLE.get(grant.role, ()) and covers(grant, place, actor.id) for grant in actor.grants
    )


def covers(grant: Grant, place: Place, person_id: int) -> bool:
    """Does a grant reach this place?"""
    match grant.role:
        case Role.ADMINISTRATOR:
            return True
        case Role.REGIONAL_COORDINATOR:
            return place.region_id is not None and grant.region_id == place.region_id
        case Role.MUNICIPAL_COORDINATOR | Role.MUNICIPAL_EXPERT:
            return place.municipality_id is not None and grant.municipality_id == place.municipality_id
        case Role.CURATOR:
            return place.curator_id == person_id
        case Role.SCHOOL:
            return place.school_id is not None and grant.school_id == place.school_id
