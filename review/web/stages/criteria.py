"""Criteria of a region: its own editions, and the bank of recommendations."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import BadInput, BadRubric, TooLarge
from review.flow.expertise import bank
from review.flow.register import editions, seasons, territory
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, expected, text
from review.web.navigation import COORDINATORS
from review.web.stages.territory import ABOVE
from review.web.typography import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from review.model.register import Region

stage = Blueprint("criteria", __name__)
KEPT_TEXT = 3 << 20  # characters of a file that is shown again before it is kept


def _region(regions: Sequence[Region]) -> int:
    return asked_whole("region") or (regions[0].id if regions else 0)


@stage.get("/criteria")
@auth.only(*ABOVE)
def index() -> ResponseReturnValue:
    """Which edition judges what, and the form that brings one's own."""
    regions = territory.list_regions(services(), actor())
    found = editions.region_editions(services(), actor(), region_id=_region(regions))
    return render_template("criteria/index.html", found=found, regions=regions, looked=None, problem=None, source="")


@stage.post("/criteria/<int:region_id>/look")
@auth.only(*ABOVE)
def look_over(region_id: int) -> ResponseReturnValue:
    """Read the file and show what it changes; nothing is kept yet."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadInput("Файл не выбран.", "Выберите файл редакции в формате TOML.")
    data = file.read()
    looked, problem = None, None
    try:
        looked = editions.look_over(services(), actor(), region_id=region_id, data=data)
    except (BadRubric, BadInput, TooLarge) as error:
        problem = error
    return render_template(
        "criteria/index.html",
        found=editions.region_editions(services(), actor(), region_id=region_id),
        regions=territory.list_regions(services(), actor()),
        looked=looked,
        problem=problem,
        source=data.decode("utf-8-sig", "replace") if looked is not None else "",
    )


@stage.post("/criteria/<int:region_id>/bring")
@auth.only(*ABOVE)
def bring(region_id: int) -> ResponseReturnValue:
    """Keep the edition that was looked over."""
    source = request.form.get("source", "").replace("\r\n", "\n")
    if len(source) > KEPT_TEXT:
        raise TooLarge("Файл критериев слишком велик.", "Загрузите файл одной редакции.")
    rubric = editions.bring(services(), actor(), region_id=region_id, data=source.encode(), note=text("note"))
    flash(f"Редакция {rubric.id} сохранена. Чтобы по ней проверяли, выберите её в таблице.")
    return redirect(url_for("criteria.index", region=region_id))


@stage.post("/criteria/<int:region_id>/choose")
@auth.only(*ABOVE)
def choose(region_id: int) -> ResponseReturnValue:
    """Judge by another edition from now on."""
    schools = editions.choose(services(), actor(), region_id=region_id, kind=text("kind"), edition=text("edition"))
    again = count(schools, "школа", "школы", "школ")
    flash(f"Редакция выбрана. Документы, которых эксперты не начали, проверяются заново: {again}.")
    return redirect(url_for("criteria.index", region=region_id))


@stage.get("/criteria/<int:region_id>/<edition>.toml")
@auth.only(*ABOVE)
def source(region_id: int, edition: str) -> ResponseReturnValue:
    """An edition's file, to begin one's own from."""
    name, data = editions.source_of(services(), actor(), region_id=region_id, edition=edition)
    return send_file(BytesIO(data), mimetype="application/toml", as_attachment=True, download_name=name)


@stage.get("/bank")
@auth.only(*COORDINATORS)
def show_bank() -> ResponseReturnValue:
    """The wordings of one kind of documents."""
    regions, profile = territory.list_regions(services(), actor()), seasons.season_profile(services())
    region = _region(regions)
    kind = asked("kind") or profile.kinds[0].key
    return render_template(
        "criteria/bank.html",
        region=region,
        regions=regions,
        kind=kind,
        profile=profile,
        criteria=bank.page(services(), actor(), region_id=region, kind=kind),
    )


@stage.post("/bank/<int:region_id>")
@auth.only(*COORDINATORS)
def add_to_bank(region_id: int) -> ResponseReturnValue:
    """A new wording, or one experts have given."""
    kind, code = text("kind"), text("code")
    bank.add(services(), actor(), region_id=region_id, kind=kind, code=code, text=text("text"))
    flash("Рекомендация добавлена: эксперты увидят её у этого критерия.")
    return redirect(url_for("criteria.show_bank", region=region_id, kind=kind) + f"#{code}")


@stage.post("/bank/recommendations/<int:recommendation_id>")
@auth.only(*COORDINATORS)
def save_in_bank(recommendation_id: int) -> ResponseReturnValue:
    """Change the words, or stop offering them."""
    made = bank.save(
        services(),
        actor(),
        recommendation_id=recommendation_id,
        text=text("text"),
        offered=bool(text("offered")),
        expected=expected(),
    )
    flash("Рекомендация сохранена.")
    return redirect(url_for("criteria.show_bank", region=made.region_id, kind=made.kind) + f"#{made.code}")


@stage.get("/bank/recommendations/<int:recommendation_id>")
@auth.only(*COORDINATORS)
def history(recommendation_id: int) -> ResponseReturnValue:
    """Every wording it had."""
    changes = bank.history(services(), actor(), recommendation_id=recommendation_id)
    return render_template("criteria/history.html", changes=changes)
