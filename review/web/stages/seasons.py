"""Project years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from review.errors import BadInput
from review.flow.register import seasons
from review.model.access import Role
from review.web import auth
from review.web.current import actor, services
from review.web.forms import text, whole
from review.web.typography import count

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("seasons", __name__)
OPENERS = (Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR)


@stage.get("/seasons")
@auth.only(*OPENERS)
def index() -> ResponseReturnValue:
    """All years and the form of a new one."""
    return render_template(
        "seasons/index.html",
        seasons=seasons.list_seasons(services(), actor()),
        profiles=[(one.id, one.title) for one in services().library.profiles.values()],
    )


@stage.post("/seasons")
def open_new() -> ResponseReturnValue:
    """Open a year and make it current."""
    year = whole("year")
    if year is None:
        raise BadInput("Не указан год.", "Впишите год четырьмя цифрами.")
    opened = seasons.open_season(services(), actor(), title=text("title"), year=year, profile=text("profile"))
    flash(f"Открыт {opened.season.title}; перенесено {count(opened.schools, 'школа', 'школы', 'школ')}.")
    return redirect(url_for("seasons.index"))
