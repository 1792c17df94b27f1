"""Who is asking: sessions, the gate before every view, and the roles a page is for."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from flask import current_app, redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user

from review.errors import NotAllowed
from review.flow.register import signing_in
from review.web.current import KEY, actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.typing import ResponseReturnValue

    from review.model.access import Actor, Role

P = ParamSpec("P")
View = TypeVar("View", bound="Callable[..., ResponseReturnValue]")
PUBLIC = "expertiza_public"
SEPARATOR = "."
NOT_YOURS = "Этот раздел не для вашей роли."
NOT_YOURS_HINT = "Если он нужен вам для работы, попросите координатора добавить роль."


class SessionUser:
    """What flask-login asks of a user, over our actor."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, actor: Actor, epoch: int) -> None:
        self.actor = actor
        self.epoch = epoch

    def get_id(self) -> str:
        """Person and epoch: a new password or «выйти везде» makes old cookies worthless."""
        return f"{self.actor.id}{SEPARATOR}{self.epoch}"


def public(view: View) -> View:
    """Mark a view that needs no account."""
    setattr(view, PUBLIC, True)
    return view


def only(*roles: Role) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Keep a page for the roles it is made for. What may be seen on it is decided by flow."""

    def wrap(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not actor().has(*roles):
                raise NotAllowed(NOT_YOURS, NOT_YOURS_HINT)
            return view(*args, **kwargs)

        return checked

    return wrap


def enter(signed: signing_in.SignedIn) -> None:
    """Begin a session of its own: nothing of the one before is kept."""
    session.clear()
    login_user(SessionUser(signed.actor, signed.epoch))


def leave() -> None:
    """End the session."""
    logout_user()
    session.clear()


def _load(key: str) -> SessionUser | None:
    person, _, epoch = key.partition(SEPARATOR)
    if not (person.isdecimal() and epoch.isdecimal()):
        return None
    found = signing_in.load_actor(current_app.extensions[KEY], person_id=int(person), epoch=int(epoch))
    return None if found is None else SessionUser(found, int(epoch))


def _to_sign_in() -> ResponseReturnValue:
    target = request.full_path.rstrip("?") if request.method == "GET" else ""
    wanted = target if target not in ("", "/") else None
    return redirect(url_for("entry.sign_in", next=wanted))


def install(app: Flask) -> None:
    """Every view needs an account unless it says otherwise."""
    manager = LoginManager(app)
    manager.session_protection = None  # the epoch ends stolen sessions; addresses of phones change
    manager.user_loader(_load)

    @app.before_request
    def _gate() -> ResponseReturnValue | None:
        view = app.view_functions.get(request.endpoint or "")
        if view is None or request.endpoint == "static" or getattr(view, PUBLIC, False):
            return None
        return None if current_user.is_authenticated else _to_sign_in()
