"""An expert's form: one criterion at a time, safe in two tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, jsonify, redirect, request, url_for

from review.flow.expertise import assessing
from review.web.current import actor, services
from review.web.forms import expected, text, whole
from review.web.typography import clock, moment, percent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.model.assessment import Assessment, Mark

stage = Blueprint("marking", __name__)


def _form(code: str) -> assessing.MarkForm:
    not_applicable = text("not_applicable") == "1"
    return assessing.MarkForm(
        code=code,
        level=None if not_applicable else whole("level"),
        not_applicable=not_applicable,
        reason=text("reason"),
        recommendation=text("recommendation"),
    )


def _mark_json(mark: Mark | None) -> dict[str, object]:
    if mark is None:
        return {"level": None, "not_applicable": False, "reason": "", "recommendation": "", "version": 0, "at": ""}
    return {
        "level": mark.level,
        "not_applicable": mark.not_applicable,
        "reason": mark.reason,
        "recommendation": mark.recommendation,
        "version": mark.version,
        "at": clock(mark.saved_at),
    }


def _answer(assessment: Assessment, code: str) -> ResponseReturnValue:
    """For the page's script: the mark as stored and the total as it stands now."""
    mark = next((one for one in assessment.marks if one.code == code), None)
    total = assessment.total
    return jsonify(
        mark=_mark_json(mark),
        saved=clock(services().now()),
        total={
            "score": total.score,
            "max_score": total.max_score,
            "share": total.share,
            "percent": percent(total.share),
            "zone": total.zone,
        },
    )


def _document() -> str:
    return url_for("documents.show", document_id=whole("document") or 0)


@stage.post("/assessments/<int:assessment_id>/marks/<code>")
def save_mark(assessment_id: int, code: str) -> ResponseReturnValue:
    """Save one criterion; without a script the page comes back at the same criterion."""
    assessment = assessing.save_mark(
        services(), actor(), assessment_id=assessment_id, form=_form(code), expected=expected()
    )
    if request.accept_mimetypes.best == "application/json":
        return _answer(assessment, code)
    return redirect(f"{_document()}#{code}")


@stage.get("/assessments/<int:assessment_id>/marks/<code>")
def show_mark(assessment_id: int, code: str) -> ResponseReturnValue:
    """The stored mark and its history: to show beside one's own when somebody saved meanwhile."""
    mark = assessing.current_mark(services(), actor(), assessment_id=assessment_id, code=code)
    changes = assessing.mark_history(services(), actor(), assessment_id=assessment_id, code=code)
    return jsonify(
        mark=_mark_json(mark),
        history=[
            {
                "words": "неприменимо"
                if one.not_applicable
                else "отметка снята"
                if one.level is None
                else f"уровень {one.level}",
                "at": moment(one.at),
                "by": one.by,
                "reason": one.reason,
            }
            for one in changes
        ],
    )


@stage.post("/assessments/<int:assessment_id>/accept")
def accept(assessment_id: int) -> ResponseReturnValue:
    """Take the proposed levels where nothing is marked yet."""
    assessing.accept_proposals(services(), actor(), assessment_id=assessment_id)
    flash("Предложенные уровни поставлены там, где вы ещё не отметили своих.")
    return redirect(_document())


@stage.post("/assessments/<int:assessment_id>/texts")
def save_texts(assessment_id: int) -> ResponseReturnValue:
    """What is praised, and the conclusion."""
    assessing.save_texts(
        services(), actor(), assessment_id=assessment_id, praise=text("praise"), summary=text("summary")
    )
    if request.accept_mimetypes.best == "application/json":
        return jsonify(saved=clock(services().now()))
    return redirect(f"{_document()}#texts")


@stage.post("/assessments/<int:assessment_id>/finish")
def finish(assessment_id: int) -> ResponseReturnValue:
    """Close the form."""
    assessing.finish(services(), actor(), assessment_id=assessment_id)
    flash("Экспертиза завершена. Решение примет координатор.")
    return redirect(_document())


@stage.post("/assessments/<int:assessment_id>/reopen")
def reopen(assessment_id: int) -> ResponseReturnValue:
    """Go on marking while nothing is decided."""
    assessing.reopen(services(), actor(), assessment_id=assessment_id)
    return redirect(_document())
