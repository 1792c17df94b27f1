"""Campaigns: the list, a new one, one campaign's table, its settings, its group."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import BadInput
from review.flow.bulk.acts import RECHECK_ACTS, SAMPLE_ACTS
from review.flow.campaigns import group, phases, progress, running, watching
from review.flow.campaigns import table as tables
from review.flow.expertise import desk
from review.model.assessment import VERDICT_TITLES
from review.model.campaigns import (
    LEVEL_TITLES,
    PHASE_TITLES,
    SUBJECT_TITLES,
    CampaignLevel,
    CampaignSubject,
    Phase,
    PhaseKey,
    Policy,
)
from review.web import auth
from review.web.campaign_views import VIEWS, fitting, matching, phase_words, step_words
from review.web.current import actor, services
from review.web.forms import asked, day, expected, one_of, picked, text, whole
from review.web.lists import Column, Listing
from review.web.navigation import CAMPAIGNERS, COORDINATORS
from review.web.paper_targets import of_campaign
from review.web.typography import short_name

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.flow.campaigns.progress import Row
    from review.flow.campaigns.running import ListedCampaign

stage = Blueprint("campaigns", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _expertise(one: ListedCampaign) -> Phase:
    return one.campaign.phase(PhaseKey.EXPERTISE)


LISTING: Listing[ListedCampaign] = Listing(
    "Кампании",
    (
        Column("title", "Кампания", lambda one: one.campaign.title),
        Column("subject", "Предмет", lambda one: SUBJECT_TITLES[one.campaign.subject]),
        Column("level", "Уровень", lambda one: LEVEL_TITLES[one.campaign.level]),
        Column("place", "Территория", lambda one: one.campaign.municipality or one.campaign.region),
        Column("expertise", "Экспертиза с", lambda one: _expertise(one).start),
        Column("ends", "Экспертиза по", lambda one: _expertise(one).end),
        Column("closed", "Завершена", lambda one: one.campaign.closed_at),
    ),
)


def _found() -> list[ListedCampaign]:
    words, level = asked("search").casefold().split(), asked("level")
    return [
        one
        for one in running.list_campaigns(services(), actor())
        if (not level or one.campaign.level == level)
        and (asked("closed") != "no" or one.campaign.closed_at is None)
        and all(word in f"{one.campaign.title} {one.campaign.municipality}".casefold() for word in words)
    ]


@stage.get("/campaigns.xlsx")
@auth.only(*CAMPAIGNERS)
def sheet() -> ResponseReturnValue:
    """The list as filtered, for a spreadsheet."""
    return LISTING.workbook(_found())


@stage.get("/campaigns")
@auth.only(*CAMPAIGNERS)
def index() -> ResponseReturnValue:
    """All campaigns of the year the person runs, reads for or follows."""
    return render_template(
        "campaigns/index.html",
        campaigns=LISTING.ordered(_found()),
        listing=LISTING,
        asked={key: value for key, value in request.args.items() if value},
        begins=running.may_begin(actor()),
        levels=LEVEL_TITLES,
        subjects=SUBJECT_TITLES,
    )


@stage.get("/campaigns/new")
@auth.only(*COORDINATORS)
def new() -> ResponseReturnValue:
    """The form of a new campaign, its dates filled in from the year's calendar."""
    subject = one_of(CampaignSubject, asked("subject"))
    start = running.beginning(services(), actor(), subject=subject)
    level = picked(tuple(CampaignLevel), asked("level")) or ("municipal" if start.municipalities else "regional")
    return render_template(
        "campaigns/new.html",
        start=start,
        level=level,
        subject=subject or start.subjects[0][0],
        levels=[(one, title) for one, title in LEVEL_TITLES.items() if _reaches(start, one)],
        phase_titles=PHASE_TITLES,
        policy=Policy(own_municipality=level != "municipal"),
    )


def _reaches(start: running.Beginning, level: CampaignLevel) -> bool:
    return bool(start.municipalities if level is CampaignLevel.MUNICIPAL else start.regions)


def _share(name: str, label: str) -> float:
    number = whole(name)
    if number is None:
        raise BadInput(f"{label}: не указано число.", "Впишите целое число процентов.")
    return number / 100


def _number(name: str, label: str) -> int:
    number = whole(name)
    if number is None:
        raise BadInput(f"{label}: не указано число.", "Впишите целое число.")
    return number


def _policy() -> Policy:
    return Policy(
        reviewers=_number("reviewers", "Экспертов на документ"),
        share_gap=_share("share_gap", "Расхождение итогов"),
        level_gaps=_number("level_gaps", "Расхождение по критериям"),
        zone_differs=text("zone_differs") == "1",
        critical_differs=text("critical_differs") == "1",
        blind=text("blind") == "1",
        own_municipality=text("own_municipality") == "1",
        cap=_number("cap", "Предел нагрузки"),
        days=_number("days", "Дней на документ"),
        confirmed_only=text("confirmed_only") == "1",
    )


def _phases() -> tuple[Phase, ...]:
    found = []
    for key, title in PHASE_TITLES.items():
        start, end = day(f"start_{key}", title), day(f"end_{key}", title)
        if start is None or end is None:
            raise BadInput(f"Этап «{title}»: не указаны даты.", "Впишите первый и последний день.")
        found.append(Phase(PhaseKey(key), start, end))
    return tuple(found)


def _form() -> running.CampaignForm:
    return running.CampaignForm(title=text("title"), policy=_policy(), phases=_phases())


@stage.post("/campaigns")
@auth.only(*COORDINATORS)
def begin() -> ResponseReturnValue:
    """Begin a campaign."""
    made = running.begin(
        services(),
        actor(),
        level=one_of(CampaignLevel, text("level")) or CampaignLevel.MUNICIPAL,
        region_id=whole("region"),
        municipality_id=whole("municipality"),
        subject=one_of(CampaignSubject, text("subject")) or CampaignSubject.CONCEPT,
        form=_form(),
        recheck=text("recheck") == "1",
    )
    flash("Кампания начата. Пригласите экспертов и проведите отбор.")
    return _to(made.id)


def _to(campaign_id: int, endpoint: str = "campaigns.show") -> ResponseReturnValue:
    return redirect(url_for(endpoint, campaign_id=campaign_id))


def _listed(campaign_id: int) -> ListedCampaign | None:
    return next((one for one in running.list_campaigns(services(), actor()) if one.campaign.id == campaign_id), None)


ROWS: Listing[Row] = Listing(
    "Школы кампании",
    (
        Column("school", "Школа", lambda row: row.school),
        Column("municipality", "Муниципалитет", lambda row: row.municipality),
        Column("experts", "Эксперты", lambda row: ", ".join(row.experts)),
        Column("due", "Срок", lambda row: row.due),
    ),
)


@stage.get("/campaigns/<int:campaign_id>")
@auth.only(*CAMPAIGNERS)
def show(campaign_id: int) -> ResponseReturnValue:
    """The table of a campaign, for those who run it; for an expert their own part."""
    mine = _listed(campaign_id)
    if mine is not None and mine.watches and (not mine.reads or asked("watch") == "1"):
        return _watched(campaign_id)
    if mine is not None and mine.reads:
        return _own_part(mine)
    page = progress.campaign_page(services(), actor(), campaign_id=campaign_id)
    view = picked(tuple(VIEWS), asked("view")) or ""
    wanted = {"view": view, "kind": asked("kind"), "expert": asked("expert")}
    rows = ROWS.ordered(matching(page, search=asked("search"), **wanted))
    return render_template(
        "campaigns/show.html",
        page=page,
        campaign=page.campaign,
        rows=rows,
        listing=ROWS,
        ticks={row.school_id: fitting(page, row, **wanted) for row in rows},
        acts=RECHECK_ACTS if page.campaign.recheck else SAMPLE_ACTS,
        view=view,
        views=[(key, title, len(matching(page, view=key))) for key, (title, _) in VIEWS.items()],
        step=step_words(page),
        phases=phase_words(page),
        names=[(name, short_name(name)) for name in sorted({name for row in page.rows for name in row.experts})],
        asked={key: value for key, value in request.args.items() if value},
        levels=LEVEL_TITLES,
        subjects=SUBJECT_TITLES,
        papers=of_campaign(page.campaign) if page.drawn and page.manages else None,
    )


def _watched(campaign_id: int) -> ResponseReturnValue:
    return render_template(
        "campaigns/watch.html",
        page=watching.watch_page(services(), actor(), campaign_id=campaign_id),
        subjects=SUBJECT_TITLES,
        verdict_titles=VERDICT_TITLES,
    )


def _own_part(mine: ListedCampaign) -> ResponseReturnValue:
    found, campaign = desk.desk(services(), actor()), mine.campaign
    return render_template(
        "campaigns/mine.html",
        campaign=campaign,
        phases=phases.shown(campaign.phases, phases.today(services())),
        invited=any(one.id == campaign.id for one in found.invitations),
        todos=[todo for todo in found.todos if _of(found, todo.document.id, campaign.id)],
        seats=found.seats,
        watches=mine.watches,
        subjects=SUBJECT_TITLES,
    )


def _of(found: desk.Desk, document_id: int, campaign_id: int) -> bool:
    seat = found.seats.get(document_id)
    return seat is not None and seat.campaign_id == campaign_id


@stage.get("/campaigns/<int:campaign_id>/settings")
@auth.only(*COORDINATORS)
def settings(campaign_id: int) -> ResponseReturnValue:
    """Dates and rules."""
    page = progress.campaign_page(services(), actor(), campaign_id=campaign_id)
    return render_template(
        "campaigns/settings.html",
        campaign=page.campaign,
        phase_titles=PHASE_TITLES,
        levels=LEVEL_TITLES,
        subjects=SUBJECT_TITLES,
        seated=any(cell.readings for cell in page.cells),
        waiting=page.count("not_begun", "in_work", "second", "third"),
    )


@stage.post("/campaigns/<int:campaign_id>/settings")
def save(campaign_id: int) -> ResponseReturnValue:
    """Change dates and rules; the phases follow at once."""
    running.save(services(), actor(), campaign_id=campaign_id, form=_form(), expected=expected())
    flash("Настройки кампании сохранены.")
    return _to(campaign_id)


@stage.post("/campaigns/<int:campaign_id>/close")
def close(campaign_id: int) -> ResponseReturnValue:
    """End the campaign."""
    running.close(services(), actor(), campaign_id=campaign_id, anyway=text("anyway") == "1")
    flash("Кампания завершена. Её таблица и бумаги остаются доступны.")
    return _to(campaign_id)


@stage.post("/campaigns/<int:campaign_id>/resume")
def resume(campaign_id: int) -> ResponseReturnValue:
    """Let it run again."""
    running.resume(services(), actor(), campaign_id=campaign_id)
    flash("Кампания продолжена.")
    return _to(campaign_id)


@stage.get("/campaigns/<int:campaign_id>/group")
@auth.only(*COORDINATORS)
def experts(campaign_id: int) -> ResponseReturnValue:
    """The expert group."""
    return render_template(
        "campaigns/group.html",
        group=group.group(services(), actor(), campaign_id=campaign_id),
        today=phases.today(services()),
    )


@stage.post("/campaigns/<int:campaign_id>/group")
def invite(campaign_id: int) -> ResponseReturnValue:
    """Invite those who are ticked."""
    chosen = [int(value) for value in request.form.getlist("person") if value.isdecimal()]
    group.invite(services(), actor(), campaign_id=campaign_id, person_ids=chosen)
    flash("Приглашения отправлены: эксперты увидят их на рабочем столе.")
    return _to(campaign_id, "campaigns.experts")


@stage.post("/campaigns/<int:campaign_id>/answer")
def answer(campaign_id: int) -> ResponseReturnValue:
    """The expert agrees or declines."""
    accepts = text("accepts") == "1"
    group.answer(services(), actor(), campaign_id=campaign_id, accepts=accepts, reason=text("reason"))
    flash(
        "Спасибо. Документы появятся на рабочем столе после назначения." if accepts else "Отказ передан координатору."
    )
    return redirect(url_for("desk.show"))


@stage.post("/campaigns/<int:campaign_id>/group/<int:person_id>")
def set_expert(campaign_id: int, person_id: int) -> ResponseReturnValue:
    """Cap, directions, absence."""
    form = group.ExpertForm(
        cap=whole("cap"),
        directions=tuple(request.form.getlist("direction")),
        away_from=day("away_from", "Отсутствует с"),
        away_until=day("away_until", "Отсутствует по"),
    )
    group.set_expert(services(), actor(), campaign_id=campaign_id, person_id=person_id, form=form)
    flash("Сохранено. Новое предложение назначений это учтёт.")
    return _to(campaign_id, "campaigns.experts")


@stage.post("/campaigns/<int:campaign_id>/group/<int:person_id>/remove")
def remove(campaign_id: int, person_id: int) -> ResponseReturnValue:
    """Out of the group."""
    group.remove(services(), actor(), campaign_id=campaign_id, person_id=person_id, reason=text("reason"))
    flash("Эксперт исключён из группы, его незаконченные документы свободны.")
    return _to(campaign_id, "campaigns.experts")


@stage.post("/campaigns/<int:campaign_id>/group/<int:person_id>/conflict")
def declare(campaign_id: int, person_id: int) -> ResponseReturnValue:
    """A conflict of interest with a school."""
    school = whole("school")
    if school is None:
        raise BadInput("Не выбрана школа.", "Выберите школу, с которой связан эксперт.")
    group.declare(
        services(), actor(), campaign_id=campaign_id, person_id=person_id, school_id=school, reason=text("reason")
    )
    flash("Конфликт интересов записан.")
    return _to(campaign_id, "campaigns.show" if person_id == actor().id else "campaigns.experts")


@stage.post("/campaigns/<int:campaign_id>/group/<int:person_id>/conflict/withdraw")
def withdraw_conflict(campaign_id: int, person_id: int) -> ResponseReturnValue:
    """Taken back."""
    group.withdraw_conflict(
        services(), actor(), campaign_id=campaign_id, person_id=person_id, school_id=whole("school") or 0
    )
    flash("Конфликт интересов снят.")
    return _to(campaign_id, "campaigns.experts")


@stage.get("/campaigns/<int:campaign_id>/table.xlsx")
@auth.only(*COORDINATORS)
def table(campaign_id: int) -> ResponseReturnValue:
    """The campaign as a workbook."""
    name, data = tables.table(services(), actor(), campaign_id=campaign_id)
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)
