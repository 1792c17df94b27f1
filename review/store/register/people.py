"""Accounts, their grants, invitations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, update

from review.errors import BadInput, NotFound
from review.model.access import Actor, Grant, Role
from review.model.register import Person
from review.store import visible
from review.store.tables.people import GrantRow, InvitationRow, PersonRow
from review.store.tables.territory import CardRow, MunicipalityRow, RegionRow, SchoolRow, SeasonRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Account:
    """What signing in needs to know; never leaves the use case."""

    id: int
    login: str
    full_name: str
    password_hash: str | None
    active: bool
    epoch: int
    failed: int
    locked_until: datetime | None


def account(session: Session, *, login: str | None = None, person_id: int | None = None) -> Account | None:
    """An account by login or id, locked for the transaction."""
    condition = PersonRow.login == normal_login(login) if login is not None else PersonRow.id == person_id
    row = session.scalar(select(PersonRow).where(condition).with_for_update(of=PersonRow))
    if row is None:
        return None
    return Account(
        row.id, row.login, row.full_name, row.password_hash, row.active, row.epoch, row.failed, row.locked_until
    )


def normal_login(login: str) -> str:
    """Logins know no capitals and no blanks around."""
    return login.strip().lower()


def change_account(session: Session, person_id: int, **values: object) -> None:
    """Set columns of an account: password_hash, epoch, failed, locked_until, last_seen, active."""
    session.execute(update(PersonRow).where(PersonRow.id == person_id).values(**values))


def actor(session: Session, person_id: int, *, epoch: int | None = None) -> Actor | None:
    """The acting person; None for a closed account or a session of an earlier epoch."""
    row = session.get(PersonRow, person_id)
    if row is None or not row.active or (epoch is not None and row.epoch != epoch):
        return None
    return Actor(row.id, row.full_name, _grants(session, [row])[row.id])


def _grants(session: Session, rows: Sequence[PersonRow]) -> dict[int, tuple[Grant, ...]]:
    """Grants by person; a curator's home grant is followed by one per school of the current season."""
    found = {
        row.id: [Grant(Role(g.role), g.region_id, g.municipality_id, g.school_id) for g in row.grants] for row in rows
    }
    curators = [row.id for row in rows if any(g.role == Role.CURATOR for g in row.grants)]
    curated = (
        select(CardRow.curator_id, SchoolRow.id, SchoolRow.municipality_id, MunicipalityRow.region_id)
        .select_from(CardRow)
        .join(SchoolRow, SchoolRow.id == CardRow.school_id)
        .join(MunicipalityRow, MunicipalityRow.id == SchoolRow.municipality_id)
        .join(SeasonRow, SeasonRow.id == CardRow.season_id)
        .where(SeasonRow.current, CardRow.curator_id.in_(curators))
        .order_by(SchoolRow.id)
    )
    if curators:
        for curator, school, municipality, region in session.execute(curated):
            found[curator or 0].append(Grant(Role.CURATOR, region, municipality, school))
    return {person: tuple(grants) for person, grants in found.items()}


def _values(session: Session, rows: Sequence[PersonRow]) -> tuple[Person, ...]:
    grants = _grants(session, rows)
    return tuple(
        Person(
            id=row.id,
            login=row.login,
            full_name=row.full_name,
            post=row.post,
            active=row.active,
            invited=row.password_hash is None,
            grants=grants[row.id],
            last_seen=row.last_seen,
        )
        for row in rows
    )


def list_people(
    session: Session, acting: Actor, *, search: str = "", role: Role | None = None, active: bool | None = None
) -> tuple[Person, ...]:
    """People the actor may see, by name."""
    query = select(PersonRow).where(visible.people(acting)).order_by(PersonRow.full_name, PersonRow.id)
    if role is not None:
        query = query.where(PersonRow.id.in_(select(GrantRow.person_id).where(GrantRow.role == role)))
    if active is not None:
        query = query.where(PersonRow.active == active)
    found = _values(session, session.scalars(query).unique().all())
    words = search.casefold().split()  # SQLite folds only Latin letters, so the words are compared here
    return tuple(p for p in found if all(w in f"{p.full_name} {p.login} {p.post}".casefold() for w in words))


def person(session: Session, acting: Actor, person_id: int) -> Person:
    """One account the actor may see. Raises NotFound."""
    row = session.scalar(select(PersonRow).where(PersonRow.id == person_id, visible.people(acting)))
    if row is None:
        raise NotFound("Такой учётной записи нет.", "Вернитесь к списку людей.")
    return _values(session, [row])[0]


def known(session: Session, person_id: int) -> Person:
    """One account, for an act that was allowed already: it may just have left the actor's sight."""
    return _values(session, [session.get_one(PersonRow, person_id)])[0]


def names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Full names by id, whoever asks: the caller has shown that the name belongs to what the actor may see."""
    rows = session.execute(select(PersonRow.id, PersonRow.full_name).where(PersonRow.id.in_(ids)))
    return {row.id: row.full_name for row in rows}


def curators(session: Session, municipality_id: int, region_id: int) -> tuple[Person, ...]:
    """Active curators of the region, those of the municipality first."""
    rows = session.scalars(
        select(PersonRow)
        .join(GrantRow)
        .where(PersonRow.active, GrantRow.role == Role.CURATOR, GrantRow.region_id == region_id)
        .order_by(PersonRow.full_name)
    )
    found = _values(session, rows.unique().all())
    return tuple(sorted(found, key=lambda p: all(g.municipality_id != municipality_id for g in p.grants)))


def coordinator(session: Session, municipality_id: int) -> str | None:
    """The name of the municipality's active coordinator, the first appointed of several."""
    return session.scalar(
        select(PersonRow.full_name)
        .join(GrantRow)
        .where(
            PersonRow.active,
            GrantRow.role == Role.MUNICIPAL_COORDINATOR,
            GrantRow.municipality_id == municipality_id,
        )
        .order_by(PersonRow.id)
        .limit(1)
    )


def create(session: Session, *, login: str, full_name: str, post: str, now: datetime) -> int:
    """A new account without a password. Raises BadInput for a login that is taken."""
    login = normal_login(login)
    if session.scalar(select(PersonRow.id).where(PersonRow.login == login)) is not None:
        raise BadInput(f"Логин «{login}» уже занят.", "Выберите другой логин, например адрес электронной почты.")
    row = PersonRow(login=login, full_name=full_name, post=post, created_at=now)
    session.add(row)
    session.flush()
    return row.id


def completed(session: Session, grant: Grant) -> Grant:
    """The grant with the places above its own filled in. Raises BadInput for a place there is not."""
    if grant.role is Role.ADMINISTRATOR:
        return Grant(grant.role)
    region, municipality = grant.region_id, grant.municipality_id
    if grant.school_id is not None:
        municipality = session.scalar(select(SchoolRow.municipality_id).where(SchoolRow.id == grant.school_id))
    if municipality is not None:
        region = session.scalar(select(MunicipalityRow.region_id).where(MunicipalityRow.id == municipality))
    wanted = {
        Role.SCHOOL: grant.school_id if municipality is not None else None,
        Role.REGIONAL_COORDINATOR: session.scalar(select(RegionRow.id).where(RegionRow.id == region)),
    }.get(grant.role, municipality)
    if wanted is None or region is None:
        raise BadInput("У роли не указано, где она действует.", "Выберите регион, муниципалитет или школу.")
    if grant.role is Role.REGIONAL_COORDINATOR:
        return Grant(grant.role, region)
    return replace(grant, region_id=region, municipality_id=municipality)


def set_grants(session: Session, person_id: int, grants: Sequence[Grant], season_id: int) -> None:
    """Replace a person's grants. A curator's schools are written into their cards of the season."""
    row = session.get_one(PersonRow, person_id)
    homes = dict.fromkeys(replace(g, school_id=None) if g.role is Role.CURATOR else g for g in grants)
    row.grants = [
        GrantRow(role=g.role, region_id=g.region_id, municipality_id=g.municipality_id, school_id=g.school_id)
        for g in homes
    ]
    schools = {g.school_id for g in grants if g.role is Role.CURATOR and g.school_id is not None}
    cards = session.scalars(
        select(CardRow).where(
            CardRow.season_id == season_id, or_(CardRow.curator_id == person_id, CardRow.school_id.in_(schools))
        )
    )
    for card in cards:
        wanted = person_id if card.school_id in schools else None
        if card.curator_id != wanted:
            card.curator_id = wanted
            card.version += 1
    session.flush()


def invite(session: Session, *, person_id: int, token_sha256: str, now: datetime, expires_at: datetime) -> None:
    """Write a new invitation; earlier open ones of the person end."""
    session.execute(
        update(InvitationRow)
        .where(InvitationRow.person_id == person_id, InvitationRow.used_at.is_(None))
        .values(expires_at=now)
    )
    session.add(InvitationRow(person_id=person_id, token_sha256=token_sha256, created_at=now, expires_at=expires_at))
    session.flush()


def invited(session: Session, token_sha256: str, now: datetime) -> tuple[Person, datetime]:
    """Whom an open invitation invites and until when. Raises NotFound."""
    row = session.scalar(
        select(InvitationRow).where(
            InvitationRow.token_sha256 == token_sha256, InvitationRow.used_at.is_(None), InvitationRow.expires_at > now
        )
    )
    if row is None or not (account_ := session.get_one(PersonRow, row.person_id)).active:
        raise NotFound(
            "Приглашение не найдено: ссылка уже использована или устарела.", "Попросите координатора прислать новую."
        )
    return _values(session, [account_])[0], row.expires_at


def use_invitation(session: Session, token_sha256: str, now: datetime) -> None:
    """The link works once."""
    session.execute(update(InvitationRow).where(InvitationRow.token_sha256 == token_sha256).values(used_at=now))


def any_people(session: Session) -> bool:
    """Is there an account at all?"""
    return bool(session.scalar(select(func.count()).select_from(PersonRow)))


def administrators(session: Session) -> list[int]:
    """Ids of active administrators."""
    query = select(PersonRow.id).join(GrantRow).where(PersonRow.active, GrantRow.role == Role.ADMINISTRATOR)
    return list(session.scalars(query.order_by(PersonRow.id)))


def holders(session: Session, role: Role, *, region_id: int, municipality_id: int | None = None) -> tuple[Person, ...]:
    """Active people who hold a role in a region or in one municipality, by id; for papers of the body there."""
    query = select(PersonRow).join(GrantRow).where(PersonRow.active, GrantRow.role == role)
    query = query.where(GrantRow.region_id == region_id)
    if municipality_id is not None:
        query = query.where(GrantRow.municipality_id == municipality_id)
    return _values(session, session.scalars(query.order_by(PersonRow.id)).unique().all())


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, Person]:
    """Accounts by id, whoever asks: the caller has shown that they belong to what the actor may see."""
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(ids))).unique().all()
    return {person.id: person for person in _values(session, rows)}
