"""Sign-in, sessions, invitations and passwords."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from review.errors import BadInput, NotAllowed
from review.flow.transaction import writing
from review.store.register import passwords, people

if TYPE_CHECKING:
    from datetime import datetime

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.register import Person
    from review.store.database import Session

FREE_ATTEMPTS = 5
LONGEST_WAIT_MINUTES = 60
SHORTEST_PASSWORD = 10
FEWEST_DIFFERENT = 5
GUESSED_FIRST = ("password", "qwerty", "1234567", "пароль", "йцукен", "expertiza", "экспертиза")
SEEN_EVERY = timedelta(minutes=5)


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
    """Check the password.

    Raises BadInput with one sentence for wrong login and wrong password alike, NotAllowed while locked out: after 5
    wrong attempts the account waits 1, 2, 4 … 60 minutes.
    """
    with services.database.reading() as session:
        known = people.account(session, login=login)
    now = services.now()
    if known is not None and known.locked_until is not None and known.locked_until > now:
        minutes = -(-int((known.locked_until - now).total_seconds()) // 60)
        raise NotAllowed(
            f"Вход приостановлен: слишком много неверных попыток. Попробуйте через {minutes} мин.",
            "Если вы забыли пароль, попросите координатора прислать новую ссылку.",
        )
    right = passwords.matches(known.password_hash if known else None, password)
    if known is None or not right or not known.active:
        if known is not None:
            _count_failure(services, known.id)
        raise BadInput("Логин или пароль не подходят.", "Проверьте раскладку клавиатуры и попробуйте ещё раз.")
    with writing(services, None) as t:
        people.change_account(t.session, known.id, failed=0, locked_until=None, last_seen=now)
        t.actor = _actor(t.session, known.id)
        t.note("person.signed_in")
        return SignedIn(t.actor, known.epoch)


def _count_failure(services: Services, person_id: int) -> None:
    with writing(services, None) as t:
        known = people.account(t.session, person_id=person_id)
        failed = known.failed + 1 if known else 1
        over = failed - FREE_ATTEMPTS
        wait = timedelta(minutes=min(2**over, LONGEST_WAIT_MINUTES)) if over >= 0 else None
        people.change_account(t.session, person_id, failed=failed, locked_until=t.now + wait if wait else None)
        if wait:
            t.note("person.locked_out", person_id=person_id, attempts=failed)


def _actor(session: Session, person_id: int) -> Actor:
    found = people.actor(session, person_id)
    if found is None:
        raise NotAllowed("Учётная запись закрыта.", "Обратитесь к координатору.")
    return found


def load_actor(services: Services, *, person_id: int, epoch: int) -> Actor | None:
    """The person of a session cookie with their grants; None when signed out everywhere, deactivated or unknown."""
    with services.database.reading() as session:
        return people.actor(session, person_id, epoch=epoch)


def open_invitation(services: Services, *, token: str) -> OpenInvitation:
    """Whom the link invites. Raises NotFound for a used, expired or unknown one."""
    with services.database.reading() as session:
        return OpenInvitation(*people.invited(session, _hash(token), services.now()))


def accept_invitation(services: Services, *, token: str, password: str) -> SignedIn:
    """Set the first password and sign in. Raises BadInput for a weak password, NotFound as open_invitation."""
    invited = open_invitation(services, token=token).person
    _demand_good(password, login=invited.login, name=invited.full_name)
    stored = passwords.hashed(password)
    with writing(services, None) as t:
        person, _ = people.invited(t.session, _hash(token), t.now)  # again, now under the lock
        people.use_invitation(t.session, _hash(token), t.now)
        t.actor = _actor(t.session, person.id)
        epoch = _set_password(t.session, person.id, stored)
        t.note("person.set_first_password")
        return SignedIn(t.actor, epoch)


def change_password(services: Services, actor: Actor, *, old: str, new: str) -> SignedIn:
    """Set a new password; every other session ends. Raises BadInput for a wrong old or a weak new one."""
    with services.database.reading() as session:
        known = people.account(session, person_id=actor.id)
    if known is None or not passwords.matches(known.password_hash, old):
        raise BadInput("Прежний пароль не подходит.", "Введите пароль, с которым вы вошли.")
    _demand_good(new, login=known.login, name=known.full_name)
    stored = passwords.hashed(new)
    with writing(services, actor) as t:
        epoch = _set_password(t.session, actor.id, stored)
        t.note("person.changed_password")
        return SignedIn(actor, epoch)


def sign_out_everywhere(services: Services, actor: Actor) -> None:
    """End every session of the actor."""
    with writing(services, actor) as t:
        known = people.account(t.session, person_id=actor.id)
        people.change_account(t.session, actor.id, epoch=known.epoch + 1 if known else 1)
        t.note("person.signed_out_everywhere")


def _set_password(session: Session, person_id: int, stored: str) -> int:
    known = people.account(session, person_id=person_id)
    epoch = known.epoch + 1 if known else 1
    people.change_account(session, person_id, password_hash=stored, epoch=epoch, failed=0, locked_until=None)
    return epoch


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _demand_good(password: str, *, login: str, name: str) -> None:
    faults = password_faults(password, login=login, name=name)
    if faults:
        raise BadInput("Пароль не подходит: " + "; ".join(faults) + ".", "Хороший пароль — несколько случайных слов.")


def password_faults(password: str, *, login: str = "", name: str = "") -> tuple[str, ...]:
    """What is wrong with a password, in words; empty when it may be used."""
    faults = []
    folded = password.casefold()
    if len(password) < SHORTEST_PASSWORD:
        faults.append(f"нужно не меньше {SHORTEST_PASSWORD} знаков")
    if len(set(folded)) < FEWEST_DIFFERENT:
        faults.append("слишком много одинаковых знаков")
    own = [login.partition("@")[0], *name.split()]
    if any(len(word) > 3 and word.casefold() in folded for word in own):  # noqa: PLR2004 - shorter ones stand in many words
        faults.append("в нём ваш логин или имя")
    if any(word in folded for word in GUESSED_FIRST):
        faults.append("в нём слово, которое подбирают первым")
    return tuple(faults)
