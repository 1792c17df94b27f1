"""Project years: opened, closed, and what they came to."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, send_file, url_for

from review.errors import BadInput
from review.flow.register import closing, seasons
from review.model.access import Role
from review.web import auth
from review.web.current import actor, services
from review.web.forms import text, whole
from review.web.navigation import COORDINATORS
from review.web.typography import count

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("seasons", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@stage.get("/seasons")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """All years and the form of a new one."""
    return render_template(
        "seasons/index.html",
        seasons=seasons.list_seasons(services(), actor()),
        profiles=[(one.id, one.title) for one in services().library.profiles.values()],
        opens=actor().has(Role.ADMINISTRATOR),
    )


@stage.get("/seasons/<int:season_id>")
@auth.only(*COORDINATORS)
def show(season_id: int) -> ResponseReturnValue:
    """What a year came to, and its end."""
    summary = closing.year_summary(services(), actor(), season_id=season_id)
    leads, closed = actor().has(Role.ADMINISTRATOR), summary.season.closed_at is not None
    return render_template(
        "seasons/show.html",
        summary=summary,
        titles=closing.HEAD[2:],
        closing=closing.closing(services(), actor(), season_id=season_id) if leads and not closed else None,
        may_reopen=leads and closed,
    )


@stage.get("/seasons/<int:season_id>.xlsx")
@auth.only(*COORDINATORS)
def sheet(season_id: int) -> ResponseReturnValue:
    """The year's figures for a spreadsheet."""
    name, data = closing.summary_sheet(services(), actor(), season_id=season_id)
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)


@stage.post("/seasons/<int:season_id>/close")
def close(season_id: int) -> ResponseReturnValue:
    """Nothing is written into the year any more."""
    season = closing.close_season(services(), actor(), season_id=season_id)
    flash(f"{season.title} закрыт. Его документы и карточки остались для чтения.")
    return redirect(url_for("seasons.show", season_id=season_id))


@stage.post("/seasons/<int:season_id>/reopen")
def reopen(season_id: int) -> ResponseReturnValue:
    """Work goes on in a year closed by mistake."""
    season = closing.reopen_season(services(), actor(), season_id=season_id)
    flash(f"{season.title} снова открыт.")
    return redirect(url_for("seasons.show", season_id=season_id))


@stage.post("/seasons")
def open_new() -> ResponseReturnValue:
    """Open a year and make it current."""
    year = whole("year")
    if year is None:
        raise BadInput("Не указан год.", "Впишите год четырьмя цифрами.")
    opened = seasons.open_season(services(), actor(), title=text("title"), year=year, profile=text("profile"))
    flash(f"Открыт {opened.season.title}; перенесено {count(opened.schools, 'школа', 'школы', 'школ')}.")
    return redirect(url_for("seasons.index"))
