"""Schools, people and risks from a spreadsheet: first a trial, then the real thing."""

from __future__ import annotations

import base64
import binascii
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, send_file

from review.errors import BadInput
from review.flow.register import importing
from review.web import auth
from review.web.current import actor, services
from review.web.forms import text
from review.web.navigation import COORDINATORS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("importing", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAMPLE_NAME = "Образец таблицы школ.xlsx"


def _workbook() -> bytes:
    """The file of the form, or the one carried from the trial."""
    file = request.files.get("file")
    if file is not None and file.filename:
        sent: bytes = file.read()
        return sent
    try:
        data = base64.b64decode(text("carried"), validate=True)
    except binascii.Error as error:
        raise BadInput("Таблица не дошла целиком.", "Выберите файл ещё раз.") from error
    if not data:
        raise BadInput("Файл не выбран.", "Выберите таблицу .xlsx.")
    return data


@stage.get("/import")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """The form."""
    return render_template("importing/index.html", report=None, carried="", returned="")


@stage.post("/import")
@auth.only(*COORDINATORS)
def load() -> ResponseReturnValue:
    """A trial shows what would happen; with `act` it happens."""
    data = _workbook()
    report = importing.import_schools(services(), actor(), data, dry_run=text("act") != "1")
    base = services().settings.public_url or request.url_root.rstrip("/")
    return render_template(
        "importing/index.html",
        report=report,
        carried=base64.b64encode(data).decode() if report.dry_run else "",
        returned=base64.b64encode(report.returned).decode() if report.faults else "",
        base=base,
    )


@stage.get("/import/sample.xlsx")
@auth.only(*COORDINATORS)
def sample() -> ResponseReturnValue:
    """The workbook to fill in."""
    return send_file(BytesIO(importing.sample_workbook()), mimetype=XLSX, as_attachment=True, download_name=SAMPLE_NAME)
