"""Results of a regional re-check and of a federal sample."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import BadInput
from review.flow.bulk.acts import RESULT_ACTS
from review.flow.campaigns import outside as results
from review.flow.campaigns import rechecking
from review.model.assessment import Verdict
from review.model.campaigns import LEVEL_TITLES
from review.web import auth
from review.web.current import actor, services
from review.web.forms import one_of, picked, text, whole
from review.web.interval_chart import Chart, Point, chart
from review.web.navigation import COORDINATORS
from review.web.typography import percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from review.model.agreement import Discrepancy

stage = Blueprint("rechecks", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@stage.get("/campaigns/<int:campaign_id>/recheck")
@auth.only(*COORDINATORS)
def show(campaign_id: int) -> ResponseReturnValue:
    """«Итоги перепроверки»."""
    page = rechecking.recheck_page(services(), actor(), campaign_id=campaign_id)
    return render_template(
        "opinions/recheck.html",
        page=page,
        campaign=page.campaign,
        levels=LEVEL_TITLES,
        acts=RESULT_ACTS,
        verdicts=_rates(page.verdicts),
        by_town=_rates(page.levels),
        by_code=_rates(page.criteria),
    )


def _rates(found: Iterable[Discrepancy]) -> Chart:
    return chart(
        [
            Point(
                one.key,
                one.differing.share,
                one.differing.low,
                one.differing.high,
                f"{percent(one.differing.share)} из {one.differing.counted}",
            )
            for one in found
        ]
    )


@stage.get("/campaigns/<int:campaign_id>/recheck.xlsx")
@auth.only(*COORDINATORS)
def table(campaign_id: int) -> ResponseReturnValue:
    """The same as a workbook."""
    name, data = rechecking.recheck_table(services(), actor(), campaign_id=campaign_id)
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)


@stage.post("/campaigns/<int:campaign_id>/documents/<int:document_id>/return")
def give_back(campaign_id: int, document_id: int) -> ResponseReturnValue:
    """A municipal result is returned."""
    rechecking.return_result(
        services(), actor(), campaign_id=campaign_id, document_id=document_id, reason=text("reason")
    )
    flash("Решение возвращено на пересмотр. Проект письма ждёт в разделе писем.")
    return redirect(url_for("rechecks.show", campaign_id=campaign_id))


@stage.get("/campaigns/<int:campaign_id>/outside")
@auth.only(*COORDINATORS)
def outside(campaign_id: int) -> ResponseReturnValue:
    """«Результаты федеральной выборки»."""
    page = results.outside_page(services(), actor(), campaign_id=campaign_id)
    return render_template(
        "opinions/outside.html",
        page=page,
        campaign=page.campaign,
        levels=LEVEL_TITLES,
        zone_words=results.ZONE_WORDS,
        by_code=_rates(page.criteria),
    )


@stage.get("/campaigns/<int:campaign_id>/outside.xlsx")
@auth.only(*COORDINATORS)
def outside_form(campaign_id: int) -> ResponseReturnValue:
    """The form to fill in."""
    name, data = results.outside_form(services(), actor(), campaign_id=campaign_id)
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)


@stage.post("/campaigns/<int:campaign_id>/outside")
def enter(campaign_id: int) -> ResponseReturnValue:
    """One result by hand."""
    levels = {
        name.removeprefix("level-"): level
        for name in request.form
        if name.startswith("level-") and (level := whole(name)) is not None
    }
    results.enter(
        services(),
        actor(),
        campaign_id=campaign_id,
        document_id=whole("document") or 0,
        verdict=one_of(Verdict, text("verdict")),
        zone=picked(("green", "yellow", "red"), text("zone")),  # type: ignore[arg-type]  # picked gives one of these
        levels=levels,
        source=text("source"),
    )
    flash("Результат записан.")
    return redirect(url_for("rechecks.outside", campaign_id=campaign_id))


@stage.post("/campaigns/<int:campaign_id>/outside/import")
def bring(campaign_id: int) -> ResponseReturnValue:
    """All results of a workbook."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadInput("Файл не выбран.", "Выберите заполненную таблицу XLSX.")
    many = results.import_results(
        services(), actor(), campaign_id=campaign_id, data=file.read(), source=text("source") or file.filename
    )
    flash(f"Загружено результатов: {many}.")
    return redirect(url_for("rechecks.outside", campaign_id=campaign_id))
