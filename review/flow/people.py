"""Accounts of the territory's people, their roles and invitations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from review.flow.services import Services
    from review.model.access import Actor, Grant, Role
    from review.model.register import Person


@dataclass(frozen=True, slots=True)
class Invitation:
    """Shown once: the token is stored only as a hash. `path` is the page's address, "/invitation/<token>"."""

    person: Person
    token: str
    path: str
    expires_at: datetime


def list_people(
    services: Services, actor: Actor, *, search: str = "", role: Role | None = None, active: bool | None = None
) -> tuple[Person, ...]:
    """People of the actor's territory by name."""
    raise NotImplementedError


def person(services: Services, actor: Actor, *, person_id: int) -> Person:
    """One account. Raises NotFound outside the actor's territory."""
    raise NotImplementedError


def grantable_roles(actor: Actor) -> tuple[Role, ...]:
    """Roles this actor may give to others, for the form."""
    raise NotImplementedError


def invite(
    services: Services, actor: Actor, *, login: str, full_name: str, post: str, grants: tuple[Grant, ...]
) -> Invitation:
    """Create an account without a password and a link that sets it (14 days). Raises BadInput, NotAllowed.

    A curator's grant per school makes them the curator of the school's card of the current season.
    """
    raise NotImplementedError


def invite_again(services: Services, actor: Actor, *, person_id: int) -> Invitation:
    """A new link: for a lost one, or for a forgotten password (old sessions end when it is used)."""
    raise NotImplementedError


def update_person(
    services: Services, actor: Actor, *, person_id: int, full_name: str, post: str, grants: tuple[Grant, ...]
) -> Person:
    """Change name, post and roles. Roles outside the actor's territory stay as they are."""
    raise NotImplementedError


def set_active(services: Services, actor: Actor, *, person_id: int, active: bool) -> Person:
    """Close or reopen an account; closing ends its sessions. Nobody closes their own."""
    raise NotImplementedError
