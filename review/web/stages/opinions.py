"""Second opinions: forms side by side, the arbitrator's word, dissents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from review.errors import BadInput
from review.flow.expertise import comparing, settling
from review.model.opinion import SettledMark
from review.web.current import actor, services
from review.web.forms import text, whole
from review.web.sheet import LEVEL_WORDS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("opinions", __name__)
NOT_APPLICABLE = "na"
PURPOSES = {"review": "эксперт", "further": "дополнительный эксперт", "arbitration": "арбитр"}


@stage.get("/documents/<int:document_id>/forms")
def compare(document_id: int) -> ResponseReturnValue:
    """«Сравнение форм»."""
    page = comparing.comparison(services(), actor(), document_id=document_id)
    return render_template(
        "opinions/compare.html",
        page=page,
        document=page.document,
        campaign=page.campaign,
        purposes=PURPOSES,
        level_words=LEVEL_WORDS,
    )


def _marks() -> list[SettledMark]:
    codes = [name.removeprefix("level-") for name in request.form if name.startswith("level-")]
    codes += [name.removeprefix("reason-") for name in request.form if name.startswith("reason-")]
    return [_mark(code) for code in dict.fromkeys(codes)]


def _mark(code: str) -> SettledMark:
    if text(f"level-{code}") == NOT_APPLICABLE:
        return SettledMark(code, None, not_applicable=True, reason=text(f"reason-{code}"))
    return SettledMark(code, whole(f"level-{code}"), reason=text(f"reason-{code}"))


@stage.post("/documents/<int:document_id>/forms")
def settle(document_id: int) -> ResponseReturnValue:
    """A draft of the arbitrator's, or the last word."""
    final = text("final") == "1"
    settling.settle(services(), actor(), document_id=document_id, marks=_marks(), summary=text("summary"), final=final)
    flash("Итоговые уровни установлены: решение принимается по ним." if final else "Черновик сохранён.")
    return redirect(url_for("opinions.compare", document_id=document_id))


@stage.post("/documents/<int:document_id>/arbitrator")
def name_arbitrator(document_id: int) -> ResponseReturnValue:
    """Somebody else is asked to settle."""
    person = whole("person")
    if person is None:
        raise BadInput("Не выбран арбитр.", "Выберите его из списка группы.")
    settling.name_arbitrator(services(), actor(), document_id=document_id, person_id=person)
    flash("Арбитр назначен: документ появился на его рабочем столе.")
    return redirect(url_for("opinions.compare", document_id=document_id))


@stage.post("/assessments/<int:assessment_id>/dissent")
def dissent(assessment_id: int) -> ResponseReturnValue:
    """An overruled expert's own opinion."""
    settling.write_dissent(services(), actor(), assessment_id=assessment_id, text=text("text"))
    flash("Особое мнение приложено: его увидят вместе с решением.")
    return redirect(url_for("documents.show", document_id=whole("document") or 0))
