"""Remarks on the words of a document: made in the text, answered by the school, followed into the next version."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, jsonify, redirect, render_template, request, send_file, url_for

from review.errors import BadInput
from review.flow.expertise.remarks import commenting, exporting, remarking, rounds
from review.flow.submission import documents
from review.model.anchor import FATE_TITLES, Fate
from review.model.remark import REMARK_WEIGHT_TITLES, RemarkForm, RemarkKind, RemarkWeight
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, day, expected, one_of, text, words
from review.web.page_desk import mimetype_of, page_desk
from review.web.remark_lines import remark_line, told_remarks
from review.web.side_by_side import folded
from review.web.typography import clock, moment
from review.web.vocabulary import hides_zones

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("remarks", __name__)
CHANGES = {
    "created": "создано",
    "edited": "изменено",
    "answered": "школа ответила",
    "proposed": "похоже, исправлено",
    "carried": "найдено в новой версии",
    "closed": "закрыто",
    "reopened": "открыто снова",
    "withdrawn": "снято",
}


def _form() -> RemarkForm:
    return RemarkForm(
        kind=one_of(RemarkKind, text("kind")) or RemarkKind.REMARK,
        code=words("code"),
        weight=one_of(RemarkWeight, text("weight")) or RemarkWeight.SHOULD,
        text=text("text"),
        recommendation=text("recommendation"),
        deadline=day("deadline", "Срок"),
    )


def _spans() -> list[remarking.Span]:
    """[[block, start, end], …] as the page's script tells the marked words."""
    try:
        told = json.loads(text("spans") or "[]")
        return [(str(block), int(start), int(end)) for block, start, end in told]
    except (ValueError, TypeError) as error:
        raise BadInput("Выделение пришло неполным.", "Выделите слова ещё раз.") from error


@stage.get("/documents/<int:document_id>/annotations.json")
def annotated(document_id: int) -> ResponseReturnValue:
    """Remarks of a version as W3C Web Annotations."""
    version = asked_whole("version")
    source = url_for("documents.show", document_id=document_id, version=version, _external=True)
    found = exporting.as_annotations(services(), actor(), document_id=document_id, version=version, source=source)
    return jsonify(found)


def _answer(shown: remarking.ShownRemark, note: str) -> ResponseReturnValue:
    """For the script: the remark as stored and its line of the list; without one, back to the document."""
    if request.accept_mimetypes.best == "application/json":
        line = render_template("remarks/one.html", line=remark_line(shown), weights=REMARK_WEIGHT_TITLES)
        return jsonify(remark=told_remarks([shown])[0], line=line, saved=clock(services().now()))
    flash(note)
    return redirect(_back(shown.remark.document_id))


def _back(document_id: int) -> str:
    if text("from") == "round":
        return url_for("remarks.round_", document_id=document_id)
    return f"{url_for('documents.show', document_id=document_id)}#remarks"


@stage.post("/assessments/<int:assessment_id>/remarks")
def add(assessment_id: int) -> ResponseReturnValue:
    """Mark words; the same key sent again is the same remark."""
    shown = remarking.add_remark(
        services(), actor(), assessment_id=assessment_id, key=text("key"), spans=_spans(), form=_form()
    )
    return _answer(shown, "Замечание сохранено.")


@stage.post("/remarks/<int:remark_id>")
def save(remark_id: int) -> ResponseReturnValue:
    """Change one's own remark."""
    shown = remarking.edit_remark(
        services(), actor(), remark_id=remark_id, form=_form(), expected=expected(), spans=_spans() or None
    )
    return _answer(shown, "Замечание сохранено.")


@stage.get("/remarks/<int:remark_id>")
def show(remark_id: int) -> ResponseReturnValue:
    """The stored remark and its history: to show beside one's own when it was changed meanwhile."""
    shown, history = remarking.look_at_remark(services(), actor(), remark_id=remark_id)
    return jsonify(
        remark=told_remarks([shown])[0],
        at=clock(shown.remark.saved_at),
        history=[
            {
                "at": moment(one.at),
                "by": one.by if shown.remark.author else "",
                "what": CHANGES[one.what],
                "words": one.words,
            }
            for one in history
        ],
    )


@stage.post("/remarks/<int:remark_id>/withdraw")
def withdraw(remark_id: int) -> ResponseReturnValue:
    """Delete one's own remark."""
    shown, _ = remarking.look_at_remark(services(), actor(), remark_id=remark_id)
    remarking.withdraw_remark(services(), actor(), remark_id=remark_id, expected=expected())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(saved=clock(services().now()))
    flash("Замечание удалено.")
    return redirect(_back(shown.remark.document_id))


@stage.post("/remarks/<int:remark_id>/answer")
def answer(remark_id: int) -> ResponseReturnValue:
    """The school's answer: what was done, and on which page."""
    said = text("answer")
    if text("page"):
        said = f"{said}\nИсправлено на с.\u00a0{text('page')[:20]}".strip()
    shown = rounds.answer_remark(services(), actor(), remark_id=remark_id, words=said, expected=expected())
    return _answer(shown, "Ответ сохранён, эксперт его увидит.")


@stage.post("/remarks/<int:remark_id>/close")
def close(remark_id: int) -> ResponseReturnValue:
    """The expert is content."""
    shown = rounds.close_remark(services(), actor(), remark_id=remark_id, expected=expected())
    return _answer(shown, "Замечание закрыто.")


@stage.post("/remarks/<int:remark_id>/reopen")
def reopen(remark_id: int) -> ResponseReturnValue:
    """Not remedied after all."""
    shown = rounds.reopen_remark(services(), actor(), remark_id=remark_id, expected=expected())
    return _answer(shown, "Замечание открыто снова.")


@stage.get("/documents/<int:document_id>/remarks")
def round_(document_id: int) -> ResponseReturnValue:
    """All remarks of a document: what was asked, what became of the words, what the school answered."""
    page = documents.document_page(services(), actor(), document_id=document_id)
    found = remarking.remarks_of(services(), actor(), document_id=document_id, version=asked_whole("version"))
    if asked("fate"):
        wanted = one_of(Fate, asked("fate"))
        found = tuple(one for one in found if one.fate is not None and one.fate.fate is wanted)
    return render_template(
        "remarks/round.html",
        page=page,
        document=page.document,
        lines=[remark_line(one) for one in found],
        fates=FATE_TITLES,
        weights=REMARK_WEIGHT_TITLES,
        asked_fate=asked("fate"),
    )


@stage.get("/documents/<int:document_id>/compare")
def compare(document_id: int) -> ResponseReturnValue:
    """Two versions side by side."""
    page = documents.document_page(services(), actor(), document_id=document_id)
    found = rounds.compare_versions(
        services(), actor(), document_id=document_id, old=asked_whole("old"), new=asked_whole("new")
    )
    hidden = hides_zones(actor()) and "mark" in page.acts and page.assessment is None
    return render_template(
        "remarks/compare.html",
        page=page,
        document=page.document,
        found=found,
        moves=() if hidden else found.moves,
        rows=folded(found.differences, everything=asked("all") == "1"),
        everything=asked("all") == "1",
    )


@stage.get("/documents/<int:document_id>/commented")
def commented(document_id: int) -> ResponseReturnValue:
    """The author's own Word file with the remarks as comments; of a PDF its pages with the remarks below."""
    name, data = commenting.commented_file(
        services(), actor(), page_desk(), document_id=document_id, version=asked_whole("version")
    )
    return send_file(BytesIO(data), mimetype=mimetype_of(name), as_attachment=True, download_name=name)
