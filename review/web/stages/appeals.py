"""Schools' appeals against decisions: filed and answered on the document's page, listed for those who answer."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import BadInput
from review.flow.expertise.appeals import answering
from review.flow.expertise.appeals import filing as appealing
from review.flow.expertise.appeals import listing as appeal_list
from review.flow.register import territory
from review.model.appeal import APPEAL_LEVEL_TITLES, APPEAL_STATE_TITLES, AppealLevel, AppealState
from review.model.assessment import Verdict
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, day, expected, one_of, text, whole
from review.web.lists import Column, Listing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.model.appeal import Appeal

stage = Blueprint("appeals", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _wanted() -> appeal_list.AppealFilter:
    return appeal_list.AppealFilter(
        season_id=asked_whole("season"),
        state=one_of(AppealState, asked("state")),
        level=one_of(AppealLevel, asked("level")),
        municipality_id=asked_whole("municipality"),
        late=asked("late") == "1",
        search=asked("search"),
    )


LISTING: Listing[appeal_list.ListedAppeal] = Listing(
    "Апелляции",
    (
        Column("document", "Документ", lambda one: one.document.kind_title),
        Column("school", "Школа", lambda one: one.document.school),
        Column("state", "Состояние", lambda one: APPEAL_STATE_TITLES[one.appeal.state]),
        Column("filed", "Подана", lambda one: one.appeal.filed_at),
        Column("due", "Ответить до", lambda one: one.appeal.due),
    ),
)


@stage.get("/appeals")
def index() -> ResponseReturnValue:
    """Appeals the person may see, those that wait first."""
    wanted = _wanted()
    return render_template(
        "appeals/index.html",
        found=LISTING.ordered(appeal_list.list_appeals(services(), actor(), wanted=wanted)),
        listing=LISTING,
        wanted=wanted,
        asked=request.args.to_dict(),
        municipalities=territory.list_municipalities(services(), actor()),
        states=[(state.value, title) for state, title in APPEAL_STATE_TITLES.items()],
        levels=[(level.value, title) for level, title in APPEAL_LEVEL_TITLES.items()],
    )


@stage.get("/appeals.xlsx")
def sheet() -> ResponseReturnValue:
    """The list as filtered, for a spreadsheet."""
    data = appeal_list.appeal_sheet(services(), actor(), wanted=_wanted())
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name="Апелляции.xlsx")


def _back(appeal: Appeal, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("documents.show", document_id=appeal.document_id, _anchor="appeal"))


@stage.post("/documents/<int:document_id>/appeal")
def file(document_id: int) -> ResponseReturnValue:
    """The school files one."""
    made = appealing.file_appeal(
        services(),
        actor(),
        document_id=document_id,
        text=text("text"),
        criteria=request.form.getlist("criteria"),
        files=[(one.filename, one.read()) for one in request.files.getlist("files") if one.filename],
    )
    return _back(made, f"Апелляция подана. Ответ — до {made.due:%d.%m.%Y}.")


@stage.post("/appeals/<int:appeal_id>/withdraw")
def withdraw(appeal_id: int) -> ResponseReturnValue:
    """The school takes it back."""
    appealing.withdraw_appeal(services(), actor(), appeal_id=appeal_id, expected=expected())
    flash("Апелляция отозвана.")
    return redirect(url_for("appeals.index"))


@stage.post("/appeals/<int:appeal_id>/expertise")
def reopen(appeal_id: int) -> ResponseReturnValue:
    """Another expert reads the document."""
    appeal = answering.reopen_expertise(
        services(),
        actor(),
        appeal_id=appeal_id,
        person_id=whole("person"),
        reason=text("reason"),
        expected=expected(),
    )
    return _back(appeal, "Назначена повторная экспертиза; ответ школе — после неё.")


@stage.post("/appeals/<int:appeal_id>/answer")
def answer(appeal_id: int) -> ResponseReturnValue:
    """The coordinator's answer."""
    verdict = one_of(Verdict, text("verdict"))
    if verdict is None:
        raise BadInput("Не выбрано решение.", "Отметьте, какое решение остаётся в силе.")
    appeal = answering.answer_appeal(
        services(),
        actor(),
        appeal_id=appeal_id,
        verdict=verdict,
        answer=text("answer"),
        due=day("due", "Срок доработки"),
        expected=expected(),
    )
    return _back(appeal, "Ответ на апелляцию сохранён, школа и куратор уведомлены.")


@stage.get("/appeals/<int:appeal_id>/files/<int:number>")
def attached(appeal_id: int, number: int) -> ResponseReturnValue:
    """A file that came with it, always as a download."""
    name, data = appealing.appeal_file(services(), actor(), appeal_id=appeal_id, number=number)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)
