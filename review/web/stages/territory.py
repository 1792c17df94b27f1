"""Municipalities, schools and their cards, bodies that issue papers."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for

from review.errors import BadInput, NotFound
from review.flow.register import changing, seasons, territory
from review.flow.submission import documents
from review.model.access import Role
from review.model.card import CardRisk
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, day, expected, picked, text, whole
from review.web.lists import Column, Listing
from review.web.navigation import COORDINATORS, OVERSEERS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.model.card import Significance
    from review.model.register import SchoolCard

stage = Blueprint("territory", __name__)
SIGNIFICANCES = ("high", "medium", "low")
ABOVE = (Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR)


LISTING: Listing[SchoolCard] = Listing(
    "Школы",
    (
        Column("school", "Школа", lambda one: one.short_name or one.full_name),
        Column("municipality", "Муниципалитет", lambda one: one.municipality),
        Column("director", "Директор", lambda one: one.director),
        Column("curator", "Куратор", lambda one: one.curator),
        Column(
            "risks",
            "Активированные риски",
            lambda one: ", ".join(risk.code for risk in one.risks or () if risk.activated),
        ),
        Column("full_name", "Полное наименование", lambda one: one.full_name),
        Column("email", "Почта", lambda one: one.email),
    ),
)


def _found() -> tuple[SchoolCard, ...]:
    return territory.list_schools(
        services(),
        actor(),
        search=asked("search"),
        municipality_id=asked_whole("municipality"),
        season_id=asked_whole("season"),
    )


@stage.get("/territory.xlsx")
@auth.only(*OVERSEERS)
def sheet() -> ResponseReturnValue:
    """The schools as filtered, for a spreadsheet."""
    return LISTING.workbook(_found())


@stage.get("/territory")
@auth.only(*OVERSEERS)
def index() -> ResponseReturnValue:
    """Municipalities and schools the person may see."""
    municipality = asked_whole("municipality")
    return render_template(
        "territory/index.html",
        regions=territory.list_regions(services(), actor()),
        municipalities=territory.list_municipalities(services(), actor()),
        schools=LISTING.ordered(_found()),
        listing=LISTING,
        seasons=seasons.list_seasons(services(), actor()),
        current=seasons.current_season(services()),
        municipality=municipality,
        search=asked("search"),
        leads=actor().has(*COORDINATORS),
        above=actor().has(*ABOVE),
    )


@stage.post("/territory/regions")
def add_region() -> ResponseReturnValue:
    """A new region."""
    region = territory.add_region(services(), actor(), name=text("name"))
    flash(f"Добавлен регион: {region.name}.")
    return redirect(url_for("territory.index"))


@stage.post("/territory/municipalities")
def add_municipality() -> ResponseReturnValue:
    """A new municipality of a region."""
    region = whole("region")
    if region is None:
        raise BadInput("Не выбран регион.", "Выберите регион, к которому относится муниципалитет.")
    added = territory.add_municipality(services(), actor(), region_id=region, name=text("name"))
    flash(f"Добавлен муниципалитет: {added.name}.")
    return redirect(url_for("territory.index", municipality=added.id))


@stage.post("/territory/municipalities/<int:municipality_id>")
def rename_municipality(municipality_id: int) -> ResponseReturnValue:
    """A municipality's new name."""
    territory.rename_municipality(services(), actor(), municipality_id=municipality_id, name=text("name"))
    flash("Название сохранено.")
    return redirect(url_for("territory.index", municipality=municipality_id))


@stage.post("/territory/schools")
def add_school() -> ResponseReturnValue:
    """A new school with an empty card."""
    municipality = whole("municipality")
    if municipality is None:
        raise BadInput("Не выбран муниципалитет.", "Выберите муниципалитет школы.")
    card = territory.add_school(
        services(), actor(), municipality_id=municipality, full_name=text("full_name"), short_name=text("short_name")
    )
    flash("Школа добавлена. Заполните её карточку.")
    return redirect(url_for("territory.school", school_id=card.id))


@stage.get("/schools/<int:school_id>")
def school(school_id: int) -> ResponseReturnValue:
    """A school's card of a year and its documents."""
    season = asked_whole("season")
    card = territory.school_card(services(), actor(), school_id=school_id, season_id=season)
    may_edit = territory.may_edit_card(services(), actor(), school_id=school_id)
    leads = actor().has(*COORDINATORS)
    return render_template(
        "territory/school.html",
        card=card,
        risks={risk.code: risk for risk in card.risks or ()},
        profile=seasons.season_profile(services(), season_id=card.season_id),
        documents=documents.list_documents(
            services(), actor(), wanted=documents.DocumentFilter(season_id=card.season_id, school_id=school_id)
        ).rows,
        may_edit=may_edit,
        edits_all=may_edit and leads,
        curators=territory.possible_curators(services(), actor(), school_id=school_id) if may_edit and leads else (),
        seasons=seasons.list_seasons(services(), actor()),
        history=changing.school_history(services(), actor(), school_id=school_id, season_id=card.season_id),
    )


@stage.post("/schools/<int:school_id>/name")
def rename(school_id: int) -> ResponseReturnValue:
    """A new name from a day on."""
    changing.rename_school(
        services(),
        actor(),
        school_id=school_id,
        full_name=text("full_name"),
        short_name=text("short_name"),
        since=day("since", "Действует с"),
        ground=text("ground"),
        expected=expected(),
    )
    flash("Школа переименована. Прежнее наименование осталось в истории, документы проверяются заново.")
    return redirect(url_for("territory.school", school_id=school_id, _anchor="history"))


@stage.post("/schools/<int:school_id>/merger")
def merge(school_id: int) -> ResponseReturnValue:
    """The school joins another."""
    made = changing.merge_school(
        services(),
        actor(),
        school_id=school_id,
        successor_id=whole("successor"),
        since=day("since", "С какого дня"),
        ground=text("ground"),
        expected=expected(),
    )
    flash(f"Записано: присоединена к школе «{made.successor}». Новые документы загружают туда.")
    return redirect(url_for("territory.school", school_id=school_id, _anchor="history"))


@stage.post("/schools/<int:school_id>/merger/undo")
def part(school_id: int) -> ResponseReturnValue:
    """The merger was written by mistake."""
    changing.part_school(services(), actor(), school_id=school_id, expected=expected())
    flash("Запись о присоединении снята.")
    return redirect(url_for("territory.school", school_id=school_id, _anchor="history"))


def _risks(card_profile_codes: tuple[str, ...]) -> tuple[CardRisk, ...] | None:
    """The risk table of the form; None when the box «профиль ещё не известен» is ticked."""
    if text("risks_unknown") == "1":
        return None
    rows = []
    for code in card_profile_codes:
        significance = cast("Significance | None", picked(SIGNIFICANCES, text(f"significance-{code}")))
        rows.append(CardRisk(code, significance, activated=text(f"activated-{code}") == "1"))
    return tuple(row for row in rows if row.significance or row.activated)


@stage.post("/schools/<int:school_id>/card")
def save_card(school_id: int) -> ResponseReturnValue:
    """Save the card of the current year."""
    profile = seasons.season_profile(services())
    form = territory.CardForm(
        full_name=text("full_name"),
        short_name=text("short_name"),
        director=text("director"),
        director_post=text("director_post"),
        email=text("email"),
        period_start=day("period_start", "Начало периода"),
        period_end=day("period_end", "Конец периода"),
        risks=_risks(tuple(risk.code for risk in profile.risks)),
        curator_id=whole("curator"),
    )
    territory.save_card(
        services(),
        actor(),
        school_id=school_id,
        form=form,
        expected=expected(),
        changed_on=day("changed_on", "Дата смены"),
    )
    flash("Карточка сохранена. Если изменились названия или риски, документы проверяются заново.")
    return redirect(url_for("territory.school", school_id=school_id))


@stage.get("/territory/bodies")
@auth.only(*COORDINATORS)
def bodies() -> ResponseReturnValue:
    """Bodies in whose name papers are issued."""
    return render_template("territory/bodies.html", bodies=territory.list_bodies(services(), actor()))


@stage.get("/territory/bodies/<int:body_id>")
@auth.only(*COORDINATORS)
def body(body_id: int) -> ResponseReturnValue:
    """One body: letterhead, signatory, numbering."""
    found = next((one for one in territory.list_bodies(services(), actor()) if one.id == body_id), None)
    if found is None:
        raise NotFound("Такого органа в вашей территории нет.", "Вернитесь к списку органов.")
    return render_template("territory/body.html", body=found)


@stage.post("/territory/bodies/<int:body_id>")
def save_body(body_id: int) -> ResponseReturnValue:
    """Save letterhead, signatory and numbering."""
    values = {field.name: request.form.get(field.name, "").strip() for field in fields(territory.BodyForm)}
    territory.save_body(services(), actor(), body_id=body_id, form=territory.BodyForm(**values))
    flash("Сведения об органе сохранены; они войдут в следующие бумаги.")
    return redirect(url_for("territory.body", body_id=body_id))
