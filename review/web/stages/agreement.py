"""How far experts agree with each other and with the machine; checks switched off for a region."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, send_file, url_for

from review.flow.campaigns import agreeing, switching
from review.model.campaigns import LEVEL_TITLES
from review.web import auth
from review.web.current import actor, services
from review.web.forms import text
from review.web.interval_chart import Chart, Point, chart
from review.web.navigation import COORDINATORS
from review.web.typography import percent, short_name

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.flow.campaigns.agreeing import AgreementPage

stage = Blueprint("agreement", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REACH = 1.0  # levels the chart of severities shows to each side


@stage.get("/campaigns/<int:campaign_id>/agreement")
@auth.only(*COORDINATORS)
def show(campaign_id: int) -> ResponseReturnValue:
    """«Согласованность»."""
    page = agreeing.agreement_page(services(), actor(), campaign_id=campaign_id)
    return render_template(
        "opinions/agreement.html",
        page=page,
        campaign=page.campaign,
        levels=LEVEL_TITLES,
        exact=_exact(page),
        severity=_severity(page),
        kept=_kept(page),
    )


def _exact(page: AgreementPage) -> Chart:
    return chart(
        [
            Point(one.code, one.exact.share, one.exact.low, one.exact.high, percent(one.exact.share) or "")
            for one in page.criteria
        ]
    )


def _severity(page: AgreementPage) -> Chart:
    points = [
        Point(short_name(page.people.get(one.person_id, "")), one.difference, one.low, one.high, _side(one.difference))
        for one in page.severities
        if one.difference is not None
    ]
    return chart(points, start=-REACH, end=REACH, percent=False)


def _side(difference: float | None) -> str:
    if difference is None:
        return ""
    figure = f"{difference:+.2f}".replace(".", ",").replace("-", "−")
    return f"{figure}, {'строже' if difference < 0 else 'мягче'}" if difference else figure


def _kept(page: AgreementPage) -> Chart:
    return chart(
        [
            Point(one.code, one.kept.share, one.kept.low, one.kept.high, percent(one.kept.share) or "")
            for one in page.precisions
        ]
    )


@stage.get("/campaigns/<int:campaign_id>/agreement.xlsx")
@auth.only(*COORDINATORS)
def table(campaign_id: int) -> ResponseReturnValue:
    """The same figures as a workbook."""
    name, data = agreeing.agreement_table(services(), actor(), campaign_id=campaign_id)
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)


@stage.post("/campaigns/<int:campaign_id>/checks/<code>/off")
def switch_off(campaign_id: int, code: str) -> ResponseReturnValue:
    """A bad check is not run any more."""
    switching.switch_off(services(), actor(), campaign_id=campaign_id, code=code, reason=text("reason"))
    flash(f"Проверка {code} отключена в регионе. Документы, которые эксперты не начали, проверяются заново.")
    return redirect(url_for("agreement.show", campaign_id=campaign_id))


@stage.post("/campaigns/<int:campaign_id>/checks/<code>/on")
def switch_on(campaign_id: int, code: str) -> ResponseReturnValue:
    """It runs again."""
    switching.switch_on(services(), actor(), campaign_id=campaign_id, code=code)
    flash(f"Проверка {code} снова работает.")
    return redirect(url_for("agreement.show", campaign_id=campaign_id))
