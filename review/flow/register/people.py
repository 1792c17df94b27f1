"""Accounts of the territory's people, their roles and invitations."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from review.errors import BadInput, NotAllowed
from review.flow.transaction import writing
from review.model.access import ROLE_TITLES, Actor, Grant, Role
from review.model.rights import GRANTABLE, Place, may_grant
from review.store.register import people as store
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from review.flow.services import Services
    from review.flow.transaction import Transaction
    from review.model.register import Person

INVITATION_LASTS = timedelta(days=14)


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
    with services.database.reading() as session:
        return store.list_people(session, actor, search=search, role=role, active=active)


def person(services: Services, actor: Actor, *, person_id: int) -> Person:
    """One account. Raises NotFound outside the actor's territory."""
    with services.database.reading() as session:
        return store.person(session, actor, person_id)


def operator(services: Services) -> Actor:
    """Who acts from the operator's command line: the first administrator, or the installation itself."""
    with services.database.reading() as session:
        found = store.administrators(session)
        known = store.actor(session, found[0]) if found else None
    return known or Actor(0, "Администратор установки", (Grant(Role.ADMINISTRATOR),))


def grantable_roles(actor: Actor) -> tuple[Role, ...]:
    """Roles this actor may give to others, for the form."""
    found = {role for held in actor.roles for role in GRANTABLE.get(held, ())}
    return tuple(role for role in Role if role in found)


def invite(
    services: Services, actor: Actor, *, login: str, full_name: str, post: str, grants: tuple[Grant, ...]
) -> Invitation:
    """Create an account without a password and a link that sets it (14 days). Raises BadInput, NotAllowed.

    A curator's grant per school makes them the curator of the school's card of the current season.
    """
    with writing(services, actor) as t:
        made = create_invited(t, login=login, full_name=full_name, post=post, grants=grants)
        return _told(t, actor, made)


def create_invited(
    t: Transaction, *, login: str, full_name: str, post: str, grants: Sequence[Grant]
) -> tuple[int, str, datetime]:
    """The account and its invitation inside a transaction: (person, token, end)."""
    login, full_name = login.strip(), " ".join(full_name.split())
    if not login or not full_name:
        raise BadInput("Не указаны логин или имя.", "Заполните оба поля: фамилия, имя, отчество и логин.")
    if not grants:
        raise BadInput("Не выбрана ни одна роль.", "Выберите роль и территорию, где она действует.")
    given = _checked(t, grants)
    person_id = store.create(t.session, login=login, full_name=full_name, post=post.strip(), now=t.now)
    store.set_grants(t.session, person_id, given, seasons.current(t.session).id)
    t.note("person.invited", place=_home(given), person_id=person_id, name=full_name, roles=_shown(given))
    return person_id, *_invitation(t, person_id)


def _checked(t: Transaction, grants: Sequence[Grant]) -> list[Grant]:
    """Grants completed, each one within the actor's right to give it."""
    given = [store.completed(t.session, grant) for grant in grants]
    for grant in given:
        if t.actor is None or not may_grant(t.actor, grant, _place(grant)):
            raise NotAllowed(
                f"Вы не можете назначить роль «{ROLE_TITLES[grant.role]}» на этой территории.",
                "Обратитесь к координатору этой территории или администратору.",
            )
    return given


def _place(grant: Grant) -> Place:
    return Place(grant.region_id, grant.municipality_id, grant.school_id)


def _home(grants: Sequence[Grant]) -> Place:
    return _place(grants[0]) if grants else Place()


def _shown(grants: Sequence[Grant]) -> list[str]:
    return [ROLE_TITLES[grant.role] for grant in grants]


def _invitation(t: Transaction, person_id: int) -> tuple[str, datetime]:
    token = secrets.token_urlsafe(32)
    expires_at = t.now + INVITATION_LASTS
    digest = hashlib.sha256(token.encode()).hexdigest()
    store.invite(t.session, person_id=person_id, token_sha256=digest, now=t.now, expires_at=expires_at)
    return token, expires_at


def _told(t: Transaction, actor: Actor, made: tuple[int, str, datetime]) -> Invitation:
    person_id, token, expires_at = made
    return Invitation(store.person(t.session, actor, person_id), token, f"/invitation/{token}", expires_at)


def invite_again(services: Services, actor: Actor, *, person_id: int) -> Invitation:
    """A new link: for a lost one, or for a forgotten password (old sessions end when it is used)."""
    with writing(services, actor) as t:
        known = _managed(t, person_id)
        made = _invitation(t, person_id)
        t.note("person.invited_again", place=_home(known.grants), person_id=person_id, name=known.full_name)
        return _told(t, actor, (person_id, *made))


def _managed(t: Transaction, person_id: int) -> Person:
    """The account, if every role it holds is one the actor could have given."""
    if t.actor is None:
        raise NotAllowed("Это действие требует входа.", "Войдите и повторите.")
    known = store.person(t.session, t.actor, person_id)
    if not all(may_grant(t.actor, grant, _place(grant)) for grant in known.grants):
        raise NotAllowed(
            "У этого человека есть роли вне вашей территории или выше ваших прав.", "Обратитесь к администратору."
        )
    return known


def update_person(
    services: Services, actor: Actor, *, person_id: int, full_name: str, post: str, grants: tuple[Grant, ...]
) -> Person:
    """Change name, post and roles. Roles the actor could not have given stay as they are."""
    full_name = " ".join(full_name.split())
    if not full_name:
        raise BadInput("Не указано имя.", "Впишите фамилию, имя и отчество.")
    with writing(services, actor) as t:
        known = store.person(t.session, actor, person_id)
        beyond = [grant for grant in known.grants if not may_grant(actor, grant, _place(grant))]
        wanted = [grant for grant in grants if store.completed(t.session, grant) not in beyond]
        given = [*beyond, *_checked(t, wanted)]
        if not given:
            raise BadInput("Не осталось ни одной роли.", "Оставьте роль или закройте учётную запись.")
        _keep_an_administrator(t, known, given)
        if beyond and (full_name, post.strip()) != (known.full_name, known.post):
            raise NotAllowed("Имя и должность этого человека меняет не вы.", "Обратитесь к администратору.")
        store.change_account(t.session, person_id, full_name=full_name, post=post.strip())
        store.set_grants(t.session, person_id, given, seasons.current(t.session).id)
        t.note("person.updated", place=_home(given), person_id=person_id, name=full_name, roles=_shown(given))
        t.session.expire_all()
        return store.known(t.session, person_id)


def _keep_an_administrator(t: Transaction, known: Person, given: Sequence[Grant]) -> None:
    keeps = any(grant.role is Role.ADMINISTRATOR for grant in given)
    if not keeps and store.administrators(t.session) == [known.id]:
        raise BadInput("Это единственный администратор.", "Сначала назначьте другого.")


def set_active(services: Services, actor: Actor, *, person_id: int, active: bool) -> Person:
    """Close or reopen an account; closing ends its sessions. Nobody closes their own."""
    if person_id == actor.id and not active:
        raise BadInput("Свою учётную запись закрыть нельзя.", "Попросите об этом другого координатора.")
    with writing(services, actor) as t:
        known = _managed(t, person_id)
        account = store.account(t.session, person_id=person_id)
        epoch = account.epoch + (not active) if account else 1
        store.change_account(t.session, person_id, active=active, epoch=epoch)
        action = "person.reopened" if active else "person.closed"
        t.note(action, place=_home(known.grants), person_id=person_id, name=known.full_name)
        t.session.expire_all()
        return store.known(t.session, person_id)
