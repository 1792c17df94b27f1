"""A person's own list of notices, their wishes, their calendar and their saved views."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from review.errors import BadInput, NotFound
from review.exchange.calendar import calendar
from review.exchange.mail import is_address
from review.flow.expertise.desk import desk
from review.flow.transaction import writing
from review.model.notice import Deadline, MailWish, SavedView, Wishes
from review.store.notices import notices as store
from review.store.register import people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.notice import Notice

LONGEST_TITLE = 60
DEADLINES = {  # what waits, as a calendar says it
    "rework": "Доработать документ",
    "begin": "Экспертиза документа",
    "go_on": "Закончить экспертизу документа",
    "settle": "Рассудить экспертов, документ",
    "decide": "Решение по документу",
    "appeal": "Ответить на апелляцию, документ",
    "confirm": "Подтвердить документ",
}


def list_notices(services: Services, actor: Actor, *, unread: bool = False) -> tuple[Notice, ...]:
    """The actor's notices, the latest first."""
    with services.database.reading() as session:
        return store.mine(session, actor.id, unread=unread)


def unread(services: Services, actor: Actor) -> int:
    """How many the actor has not seen."""
    with services.database.reading() as session:
        return store.unread_count(session, actor.id)


def mark_read(services: Services, actor: Actor, *, ids: Sequence[int] | None = None) -> None:
    """The actor has seen these, or all."""
    with services.database.session() as session:
        store.mark_read(session, actor.id, services.now(), ids)


def wishes(services: Services, actor: Actor) -> Wishes | None:
    """How the actor wants to be told; None until they chose."""
    with services.database.reading() as session:
        return store.wishes(session, actor.id)


def save_wishes(services: Services, actor: Actor, *, mail: str, address: str, new_token: bool = False) -> Wishes:
    """Keep the wishes; the first time, or with `new_token`, the calendar gets a new secret address. Raises BadInput."""
    address = address.strip()
    if address and not is_address(address):
        raise BadInput("Адрес почты не читается.", "Укажите один адрес, например ivanova@school.ru.")
    if mail not in set(MailWish) or (mail != MailWish.NEVER and not address):
        raise BadInput("Не указан адрес почты.", "Впишите адрес или выберите «не присылать».")
    with writing(services, actor) as t:
        before = store.wishes(t.session, actor.id)
        token = secrets.token_urlsafe(24) if before is None or new_token else before.calendar_token
        made = Wishes(MailWish(mail), address, token)
        store.save_wishes(t.session, actor.id, made)
        t.note("person.wishes_saved", mail=mail)
    return made


def own_calendar(services: Services, *, token: str, address: str) -> bytes:
    """The deadlines of whoever holds this secret token; `address` is where the service answers. Raises NotFound."""
    with services.database.reading() as session:
        person = store.by_calendar_token(session, token) if token else None
        actor = None if person is None else people.actor(session, person)
    if actor is None:
        raise NotFound("Такого календаря нет.", "Возьмите новый адрес на странице «Уведомления».")
    found = [
        Deadline(
            uid=f"{todo.what}-{todo.document.id}",
            day=todo.due.date(),
            title=f"{DEADLINES[todo.what]} № {todo.document.id}",
            path=f"/documents/{todo.document.id}",
        )
        for todo in desk(services, actor).todos
        if todo.due is not None and todo.what in DEADLINES
    ]
    return calendar(found, address=address, at=services.now())


def saved_views(services: Services, actor: Actor, *, page: str) -> tuple[SavedView, ...]:
    """The actor's views of a list."""
    with services.database.reading() as session:
        return store.saved_views(session, actor.id, page)


def save_view(services: Services, actor: Actor, *, page: str, title: str, query: str) -> None:
    """Keep a list as it is shown now. Raises BadInput."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    if not title:
        raise BadInput("У вида списка нет названия.", "Назовите его, например «Без эксперта».")
    with services.database.session() as session:
        store.save_view(session, actor.id, SavedView(0, page, title, query))


def drop_view(services: Services, actor: Actor, *, view_id: int) -> None:
    """Forget a view."""
    with services.database.session() as session:
        store.drop_view(session, actor.id, view_id)
