"""Sign-in, sessions, invitations and passwords."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.register import Person


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is in, and the epoch a cookie must carry; a new password or «выйти везде» raises the epoch."""

    actor: Actor
    epoch: int


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can still be used."""

    person: Person
    expires_at: datetime


def sign_in(services: Services, *, login: str, password: str) -> SignedIn:
    """Check the password. Raises BadInput with one sentence for wrong login and wrong password alike, NotAllowed while
    locked out: after 5 wrong attempts the account waits 1, 2, 4 … 60 minutes.
    """
    raise NotImplementedError


def load_actor(services: Services, *, person_id: int, epoch: int) -> Actor | None:
    """The person of a session cookie with their grants; None when signed out everywhere, deactivated or unknown."""
    raise NotImplementedError


def open_invitation(services: Services, *, token: str) -> OpenInvitation:
    """Whom the link invites. Raises NotFound for a used, expired or unknown one."""
    raise NotImplementedError


def accept_invitation(services: Services, *, token: str, password: str) -> SignedIn:
    """Set the first password and sign in. Raises BadInput for a weak password, NotFound as open_invitation."""
    raise NotImplementedError


def change_password(services: Services, actor: Actor, *, old: str, new: str) -> SignedIn:
    """Set a new password; every other session ends. Raises BadInput for a wrong old or a weak new one."""
    raise NotImplementedError


def sign_out_everywhere(services: Services, actor: Actor) -> None:
    """End every session of the actor."""
    raise NotImplementedError


def password_faults(password: str, *, login: str = "", name: str = "") -> tuple[str, ...]:
    """What is wrong with a password, in words; empty when it may be used."""
    raise NotImplementedError
