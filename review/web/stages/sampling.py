"""The sample of a campaign: frame, exclusions, preview, draw, replay, estimate, protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from flask import Blueprint, flash, redirect, render_template, request, url_for

from review.errors import BadInput
from review.flow.campaigns import phases, sampling
from review.flow.campaigns import protocol as protocols
from review.flow.papers.issuing.draft_text import draft_text
from review.issue.facts.known import Named
from review.model.campaign import METHOD_TITLES, STRATUM_TITLES, UNIT_TITLES, Method, SampleRule, SizeBy, StratumField
from review.model.campaigns import LEVEL_TITLES, CampaignLevel, PhaseKey
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, picked, text
from review.web.navigation import COORDINATORS
from review.web.text_pane import TextPane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

stage = Blueprint("sampling", __name__)
SIZES: dict[SizeBy, str] = {
    "share": "доля основы, %",
    "count": "число единиц",
    "margin": "погрешность, не больше, %",
}
HUNDREDTHS: tuple[SizeBy, ...] = ("share", "margin")
CONFIDENCES = ("0.9", "0.95", "0.99")


def _figure(source: Mapping[str, str], name: str, label: str) -> float:
    value = source.get(name, "").strip().replace(",", ".").replace(" ", "")
    try:
        return float(value)
    except ValueError as error:
        raise BadInput(f"{label}: «{value[:40]}» — не число.", "Впишите число.") from error


def _rule(source: Mapping[str, str], strata: list[str]) -> SampleRule:
    method = cast("Method", picked(tuple(METHOD_TITLES), source.get("method", "")) or "stratified")
    size_by = cast("SizeBy", picked(tuple(SIZES), source.get("size_by", "")) or "share")
    size = _figure(source, "size", "Объём выборки") if method != "all" else 1.0
    unit = picked(tuple(UNIT_TITLES), source.get("unit", "")) or "document"
    known = get_args(StratumField)
    return SampleRule(
        method=method,
        size_by="share" if method == "all" else size_by,
        size=size / 100 if size_by in HUNDREDTHS and method != "all" else size,
        seed=source.get("seed", "").strip() or "1",
        strata=tuple(cast("StratumField", one) for one in strata if one in known),
        unit="school" if unit == "school" else "document",
        confidence=float(picked(CONFIDENCES, source.get("confidence", "")) or "0.95"),
    )


@stage.get("/campaigns/<int:campaign_id>/sample")
@auth.only(*COORDINATORS)
def show(campaign_id: int) -> ResponseReturnValue:
    """The frame, the draw in force; with a rule in the address, what that rule would draw."""
    page = sampling.sample_page(services(), actor(), campaign_id=campaign_id)
    day = phases.today(services())
    previewed = None
    if request.args.get("method"):
        rule = _rule(request.args, request.args.getlist("strata"))
        previewed = sampling.preview(services(), actor(), campaign_id=campaign_id, rule=rule)
    return render_template(
        "campaigns/sample.html",
        page=page,
        campaign=page.campaign,
        previewed=previewed,
        margin=None if previewed is None else sampling.margin(previewed),
        open=page.campaign.phase(PhaseKey.SAMPLING).holds(day),
        window=page.campaign.phase(PhaseKey.SAMPLING),
        received=page.campaign.level is CampaignLevel.FEDERAL,
        asked=request.args.to_dict(),
        chosen_strata=request.args.getlist("strata") if request.args else ["municipality"],
        seed=f"{day:%Y%m%d}",
        methods=list(METHOD_TITLES.items()),
        sizes=list(SIZES.items()),
        strata=list(STRATUM_TITLES.items()),
        units=list(UNIT_TITLES.items()),
        levels=LEVEL_TITLES,
    )


@stage.post("/campaigns/<int:campaign_id>/sample")
def draw(campaign_id: int) -> ResponseReturnValue:
    """Fix what was previewed."""
    rule = _rule(request.form, request.form.getlist("strata"))
    number = sampling.draw(
        services(), actor(), campaign_id=campaign_id, rule=rule, shown=text("shown"), reason=text("reason")
    )
    flash(f"Отбор №\u00a0{number} закреплён. Его можно повторить по начальному числу {rule.seed}.")
    return redirect(url_for("sampling.show", campaign_id=campaign_id))


@stage.post("/campaigns/<int:campaign_id>/received")
def receive(campaign_id: int) -> ResponseReturnValue:
    """The list that came from above."""
    chosen = [int(value) for value in request.form.getlist("document") if value.isdecimal()]
    sampling.receive(
        services(),
        actor(),
        campaign_id=campaign_id,
        document_ids=chosen,
        schools=text("schools").splitlines(),
        reason=text("reason"),
    )
    flash("Список федеральной выборки записан.")
    return redirect(url_for("sampling.show", campaign_id=campaign_id))


@stage.post("/campaigns/<int:campaign_id>/draws/<int:number>/replay")
def replay(campaign_id: int, number: int) -> ResponseReturnValue:
    """Draw again from what was kept and compare."""
    same = sampling.replay(services(), actor(), campaign_id=campaign_id, number=number)
    flash(
        f"Отбор №\u00a0{number} повторён: выбраны те же документы."
        if same
        else f"Отбор №\u00a0{number} не повторился: сообщите администратору, данные отбора повреждены."
    )
    return redirect(url_for("sampling.show", campaign_id=campaign_id))


@stage.get("/campaigns/<int:campaign_id>/protocol")
@auth.only(*COORDINATORS)
def protocol(campaign_id: int) -> ResponseReturnValue:
    """The protocol as it would be issued."""
    chair = protocols.chair_of(services(), actor())
    chair = Named(asked("chair") or chair.name, asked("chair_post") or chair.post)
    secretary = Named(asked("secretary"), asked("secretary_post"))
    shown = secretary if secretary.name else Named("Секретарь не указан", secretary.post)
    draft = protocols.draft_protocol(services(), actor(), campaign_id=campaign_id, chair=chair, secretary=shown)
    return render_template(
        "campaigns/protocol.html",
        campaign=draft.campaign,
        draft=draft,
        chair=chair,
        secretary=secretary,
        picture=TextPane(draft_text(services(), docx=draft.docx), ()).html() if draft.docx else None,
    )


@stage.post("/campaigns/<int:campaign_id>/protocol")
def issue_protocol(campaign_id: int) -> ResponseReturnValue:
    """Register it."""
    paper = protocols.issue_protocol(
        services(),
        actor(),
        campaign_id=campaign_id,
        chair=Named(text("chair"), text("chair_post")),
        secretary=Named(text("secretary"), text("secretary_post")),
    )
    flash(f"Зарегистрирован протокол №\u00a0{paper.shown_number}.")
    return redirect(url_for("papers.show", paper_id=paper.id))
