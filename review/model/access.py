"""Who acts, with which roles, over which part of the territory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The trade's roles; the value is stored."""

    SCHOOL = "school"
    CURATOR = "curator"
    MUNICIPAL_EXPERT = "municipal_expert"
    MUNICIPAL_COORDINATOR = "municipal_coordinator"
    REGIONAL_COORDINATOR = "regional_coordinator"
    ADMINISTRATOR = "administrator"


ROLE_TITLES: dict[Role, str] = {
    Role.SCHOOL: "школа",
    Role.CURATOR: "куратор",
    Role.MUNICIPAL_EXPERT: "муниципальный эксперт",
    Role.MUNICIPAL_COORDINATOR: "муниципальный координатор",
    Role.REGIONAL_COORDINATOR: "региональный координатор",
    Role.ADMINISTRATOR: "администратор",
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and where it holds: a region, a municipality or a school; curators hold theirs per school."""

    role: Role
    region_id: int | None = None
    municipality_id: int | None = None
    school_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person, as every use case receives them."""

    id: int
    name: str  # surname name patronymic
    grants: tuple[Grant, ...]

    def has(self, *roles: Role) -> bool:
        """Does the actor hold any of these roles anywhere?"""
        return any(grant.role in roles for grant in self.grants)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles in the order of the enumeration, each once."""
        held = {grant.role for grant in self.grants}
        return tuple(role for role in Role if role in held)
