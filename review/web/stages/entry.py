"""Sign-in, invitation, password, and the answer for those who watch the service."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for

from review.errors import BadInput
from review.flow.register import signing_in
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, text

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("entry", __name__)
DIFFERENT = "Пароли в двух полях различаются."


def _next_page() -> str:
    """Where the person wanted to go, if that is a page of ours."""
    wanted = asked("next")
    parts = urlsplit(wanted)
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if local else url_for("desk.show")


def _twice(name: str) -> str:
    """A new password typed twice, blanks kept."""
    first = request.form.get(name, "")
    if first != request.form.get(f"{name}_again", ""):
        raise BadInput(DIFFERENT, "Введите новый пароль ещё раз в оба поля.")
    return first


@stage.get("/sign-in")
@auth.public
def sign_in() -> ResponseReturnValue:
    """The door."""
    return render_template("entry/sign_in.html", next=asked("next"))


@stage.post("/sign-in")
@auth.public
def check_password() -> ResponseReturnValue:
    """Login and password → a session."""
    password = request.form.get("password", "")
    auth.enter(signing_in.sign_in(services(), login=text("login"), password=password))
    return redirect(_next_page())


@stage.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this session."""
    auth.leave()
    return redirect(url_for("entry.sign_in"))


@stage.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of this person."""
    signing_in.sign_out_everywhere(services(), actor())
    auth.leave()
    return redirect(url_for("entry.sign_in"))


@stage.get("/invitation/<token>")
@auth.public
def invitation(token: str) -> ResponseReturnValue:
    """Whom the link invites, and the form of the first password."""
    return render_template(
        "entry/invitation.html", open=signing_in.open_invitation(services(), token=token), token=token
    )


@stage.post("/invitation/<token>")
@auth.public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Set the first password and sign in."""
    auth.enter(signing_in.accept_invitation(services(), token=token, password=_twice("password")))
    return redirect(url_for("desk.show"))


@stage.get("/password")
def password() -> ResponseReturnValue:
    """Change of password, sign-out everywhere."""
    return render_template("entry/password.html")


@stage.post("/password")
def change_password() -> ResponseReturnValue:
    """A new password; other sessions end, this one goes on."""
    old = request.form.get("old", "")
    auth.enter(signing_in.change_password(services(), actor(), old=old, new=_twice("password")))
    flash("Пароль изменён. Остальные входы завершены.")
    return redirect(url_for("entry.password"))


@stage.get("/healthz")
@auth.public
def healthz() -> ResponseReturnValue:
    """For a watchdog: the process answers."""
    return {"status": "ok"}
