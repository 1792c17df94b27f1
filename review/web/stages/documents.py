"""Documents: the list, sending files, and the page of one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, jsonify, redirect, render_template, request, send_file, url_for

from review.errors import BadInput
from review.flow.bulk.acts import CONFIRMING_ACTS, DECIDING_ACTS
from review.flow.expertise import assessing, deciding, settling
from review.flow.expertise.appeals import filing as appealing
from review.flow.register import seasons, territory
from review.flow.submission import documents, uploading, withdrawing
from review.model.access import Role
from review.model.assessment import Verdict
from review.model.submission import DOCUMENT_STATE_TITLES, DocumentState
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, day, expected, one_of, picked, text, whole, words
from review.web.navigation import SENDERS
from review.web.remark_lines import remark_values
from review.web.sheet import sheet_of
from review.web.text_pane import TextPane
from review.web.vocabulary import hides_zones

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import FileStorage

    from review.model.register import SchoolCard

stage = Blueprint("documents", __name__)
ZONES = (("green", "зелёная"), ("yellow", "жёлтая"), ("red", "красная"))
SORTS = {"uploaded": "новые", "school": "школа", "kind": "вид", "state": "состояние", "zone": "зона"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_FILES = "Файлы не выбраны."


def _wanted() -> documents.DocumentFilter:
    sort = picked(tuple(SORTS), asked("sort")) or "uploaded"
    return documents.DocumentFilter(
        season_id=asked_whole("season"),
        municipality_id=asked_whole("municipality"),
        school_id=asked_whole("school"),
        kind=asked("kind") or None,
        risk=asked("risk") or None,
        stage=asked_whole("stage"),
        state=one_of(DocumentState, asked("state")),
        zone=picked(("green", "yellow", "red"), asked("zone")),  # type: ignore[arg-type]  # picked gives one of these
        withdrawn=asked("withdrawn") == "1",
        search=asked("search"),
        sort=sort,  # type: ignore[arg-type]  # picked gives a key of SORTS
        descending=asked("order") == "desc" if asked("order") else sort == "uploaded",
        page=max(1, asked_whole("page") or 1),
    )


@stage.get("/documents")
def index() -> ResponseReturnValue:
    """All documents the person may see."""
    wanted = _wanted()
    found = documents.list_documents(services(), actor(), wanted=wanted)
    return render_template(
        "documents/index.html",
        found=found,
        wanted=wanted,
        profile=seasons.season_profile(services(), season_id=wanted.season_id),
        municipalities=territory.list_municipalities(services(), actor()),
        states=[(state.value, title) for state, title in DOCUMENT_STATE_TITLES.items()],
        zones=ZONES,
        sorts=SORTS,
        asked=request.args.to_dict(),
        acts=_bulk_acts(wanted),
    )


def _bulk_acts(wanted: documents.DocumentFilter) -> tuple[tuple[str, str], ...]:
    """What the person may do with several documents of this list."""
    if wanted.withdrawn:
        return ()
    decides = actor().has(Role.MUNICIPAL_COORDINATOR, Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR)
    return (DECIDING_ACTS if decides else ()) + (CONFIRMING_ACTS if actor().has(Role.CURATOR) else ())


@stage.get("/documents.xlsx")
def sheet() -> ResponseReturnValue:
    """The list as filtered, for a spreadsheet."""
    zones = not hides_zones(actor())
    data = documents.document_sheet(services(), actor(), wanted=_wanted(), with_zones=zones)
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name="Документы.xlsx")


@stage.get("/documents/send")
@auth.only(*SENDERS)
def send() -> ResponseReturnValue:
    """The form that sends files."""
    return render_template(
        "documents/send.html",
        schools=_standing(),
        chosen=asked_whole("school"),
        profile=seasons.season_profile(services()),
        limit=services().settings.limits.file_bytes,
        received=(),
    )


def _standing() -> list[SchoolCard]:
    """Schools that take new documents: one that joined another does not."""
    return [one for one in territory.list_schools(services(), actor()) if not one.successor]


def _sent(file: FileStorage) -> uploading.Sent:
    return uploading.Sent(
        name=file.filename or "без имени",
        data=file.read(),
        kind=words("kind"),
        risk=words("risk"),
        stage=whole("stage"),
        measure=words("measure"),
    )


@stage.post("/documents/send")
@auth.only(*SENDERS)
def receive() -> ResponseReturnValue:
    """Take the files; each refused one says why, the others are stored. The page's script gets the same words."""
    school_id = whole("school")
    files = [_sent(file) for file in request.files.getlist("files") if file.filename]
    if school_id is None:
        raise BadInput("Не выбрана школа.", "Выберите школу, чьи документы загружаете.")
    if not files:
        raise BadInput(NO_FILES, "Выберите один или несколько файлов: Word, PDF, скан или архив .zip.")
    received = uploading.upload(services(), actor(), school_id=school_id, files=files)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(rows=[render_template("documents/received.html", one=one) for one in received])
    return render_template(
        "documents/send.html",
        schools=_standing(),
        chosen=school_id,
        profile=seasons.season_profile(services()),
        limit=services().settings.limits.file_bytes,
        received=received,
    )


@stage.get("/documents/<int:document_id>/progress")
def progress(document_id: int) -> ResponseReturnValue:
    """One line that asks again until the file is read."""
    found = documents.progress(services(), actor(), document_ids=[document_id])
    whole_page = asked("page") == "1"
    if found and found[0].done and whole_page:
        return "", 200, {"HX-Refresh": "true"}
    return render_template(
        "documents/progress.html", one=found[0] if found else None, document_id=document_id, whole_page=whole_page
    )


@stage.get("/documents/<int:document_id>")
def show(document_id: int) -> ResponseReturnValue:
    """Text left, criteria right; of a withdrawn document what is left to see."""
    if withdrawing.is_withdrawn(services(), actor(), document_id=document_id):
        return redirect(url_for("documents.withdrawn", document_id=document_id))
    page = documents.document_page(services(), actor(), document_id=document_id, version=asked_whole("version"))
    sheet = sheet_of(page, blind=hides_zones(actor()))
    suggested = None
    if "decide" in page.acts and page.assessment is not None and page.assessment.finished_at:
        suggested = deciding.suggest(services(), actor(), document_id=document_id)
    return render_template(
        "documents/show.html",
        page=page,
        document=page.document,
        version=page.version,
        sheet=sheet,
        paper=None if page.text is None else TextPane(page.text, sheet.traces).html(),
        suggested=suggested,
        appealing=appealing.appealing(services(), actor(), document_id=document_id),
        remarks=remark_values(page, may_mark=sheet.may_mark),
        opinions=settling.opinions_of(services(), actor(), document_id=document_id),
    )


@stage.get("/documents/<int:document_id>/original")
def original(document_id: int) -> ResponseReturnValue:
    """The file as it was sent, always as a download."""
    name, data = documents.original(services(), actor(), document_id=document_id, version=asked_whole("version"))
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@stage.get("/documents/<int:document_id>/history")
def history(document_id: int) -> ResponseReturnValue:
    """All decisions on a document."""
    return render_template(
        "documents/history.html",
        page=documents.document_page(services(), actor(), document_id=document_id),
        decisions=deciding.decisions_of(services(), actor(), document_id=document_id),
    )


def _back(document_id: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("documents.show", document_id=document_id))


@stage.post("/documents/<int:document_id>/version")
def new_version(document_id: int) -> ResponseReturnValue:
    """A mended file in place of the one before."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadInput(NO_FILES, "Выберите исправленный файл.")
    uploading.upload_version(services(), actor(), document_id=document_id, name=file.filename, data=file.read())
    return _back(document_id, "Новая версия принята и читается.")


@stage.post("/documents/<int:document_id>/withdraw")
def withdraw(document_id: int) -> ResponseReturnValue:
    """Take back a wrong upload."""
    withdrawing.withdraw(services(), actor(), document_id=document_id, reason=text("reason"))
    flash("Документ отозван. Он остался в списке отозванных, запись — в журнале.")
    return redirect(url_for("documents.index"))


@stage.get("/documents/<int:document_id>/withdrawn")
def withdrawn(document_id: int) -> ResponseReturnValue:
    """What is left to see of a document that was taken back."""
    found = withdrawing.withdrawn_document(services(), actor(), document_id=document_id)
    return render_template("documents/withdrawn.html", found=found)


@stage.post("/documents/<int:document_id>/restore")
def restore(document_id: int) -> ResponseReturnValue:
    """Put it back."""
    withdrawing.restore(services(), actor(), document_id=document_id)
    return _back(document_id, "Документ возвращён.")


@stage.post("/documents/<int:document_id>/kind")
def set_kind(document_id: int) -> ResponseReturnValue:
    """Say what the document is."""
    documents.set_kind(
        services(),
        actor(),
        document_id=document_id,
        kind=words("kind"),
        risk=words("risk"),
        stage=whole("stage"),
        measure=words("measure"),
        expected=expected(),
    )
    return _back(document_id, "Вид документа сохранён, документ проверяется заново.")


@stage.post("/documents/<int:document_id>/confirmation")
def confirm(document_id: int) -> ResponseReturnValue:
    """The curator's word."""
    answers = {"yes": True, "no": False, "back": None}
    if text("answer") not in answers:
        raise BadInput("Не выбрано, подтверждаете ли вы документ.", "Нажмите одну из кнопок.")
    documents.confirm(
        services(),
        actor(),
        document_id=document_id,
        confirmed=answers[text("answer")],
        remark=text("remark"),
        expected=expected(),
    )
    return _back(document_id, "Ваш ответ сохранён.")


@stage.post("/documents/<int:document_id>/decision")
def decide(document_id: int) -> ResponseReturnValue:
    """The coordinator's decision."""
    verdict = one_of(Verdict, text("verdict"))
    if verdict is None:
        raise BadInput("Не выбрано решение.", "Отметьте одно из трёх решений.")
    deciding.decide(
        services(),
        actor(),
        document_id=document_id,
        verdict=verdict,
        grounds=text("grounds"),
        due=day("due", "Срок доработки"),
        expected=expected(),
    )
    return _back(document_id, "Решение принято.")


@stage.post("/documents/<int:document_id>/assessment")
def begin(document_id: int) -> ResponseReturnValue:
    """Begin the expertise, or go on with it."""
    assessing.open_assessment(services(), actor(), document_id=document_id)
    return redirect(url_for("documents.show", document_id=document_id))
