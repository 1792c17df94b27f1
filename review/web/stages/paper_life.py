"""Acts on a registered paper: its signature, sending, end, other files of it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, send_file, url_for

from review.errors import BadInput
from review.flow.papers.issuing import renditions
from review.flow.papers.register import life
from review.flow.papers.register.life import Attached
from review.web import auth
from review.web.current import actor, services
from review.web.forms import text, whole
from review.web.navigation import COORDINATORS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("paper_life", __name__)


def _attached() -> Attached:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadInput("Файл не выбран.", "Выберите скан (PDF, PNG, JPEG) или файл подписи (.sig, .p7s).")
    return Attached(file.filename, file.read())


def _back(paper_id: int, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("papers.show", paper_id=paper_id))


@stage.post("/papers/<int:paper_id>/signature/<any(scan, file):kind>")
@auth.only(*COORDINATORS)
def sign(paper_id: int, kind: str) -> ResponseReturnValue:
    """Attach a scan or a signature file."""
    act = life.sign_with_scan if kind == "scan" else life.sign_with_file
    act(services(), actor(), paper_id=paper_id, file=_attached())
    return _back(paper_id, "Бумага подписана, файл приложен.")


@stage.get("/papers/<int:paper_id>/signature")
def signature(paper_id: int) -> ResponseReturnValue:
    """The attached scan or signature."""
    name, data = life.signature_file(services(), actor(), paper_id=paper_id)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@stage.post("/papers/<int:paper_id>/sent")
@auth.only(*COORDINATORS)
def send(paper_id: int) -> ResponseReturnValue:
    """The paper went out."""
    life.send(services(), actor(), paper_id=paper_id, how=text("how"))
    return _back(paper_id, "Отмечено: бумага отправлена.")


@stage.post("/papers/<int:paper_id>/end")
@auth.only(*COORDINATORS)
def end(paper_id: int) -> ResponseReturnValue:
    """Revoked by a paper or an act in words, or replaced."""
    by_id, reason = whole("by"), text("reason")
    if text("how") == "replace":
        if by_id is None:
            raise BadInput("Не выбрана новая бумага.", "Выберите бумагу, которая заменяет эту.")
        life.replace(services(), actor(), paper_id=paper_id, by_id=by_id, reason=reason)
        return _back(paper_id, "Бумага заменена; отметка есть в обеих.")
    life.revoke(services(), actor(), paper_id=paper_id, reason=reason, by_id=by_id, act=text("act"))
    return _back(paper_id, "Бумага отозвана, номер за ней остался.")


@stage.post("/papers/<int:paper_id>/renditions")
@auth.only(*COORDINATORS)
def make(paper_id: int) -> ResponseReturnValue:
    """Order the public version or PDF/A."""
    renditions.make(services(), actor(), paper_id=paper_id, kind=text("kind"))
    return _back(paper_id, "Готовим файл; PDF появится здесь через несколько секунд.")


@stage.get("/papers/<int:paper_id>/renditions/<int:rendition_id>")
def rendition(paper_id: int, rendition_id: int) -> ResponseReturnValue:
    """One file of the paper."""
    name, data = renditions.rendition_file(services(), actor(), paper_id=paper_id, rendition_id=rendition_id)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)
