"""Who reads what: the change-set before it is applied, single seats, the expert's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from review.errors import BadInput, NotFound
from review.flow.campaigns import leaving, progress, reseating, seating
from review.model.campaigns import ASSIGNMENT_STATE_TITLES, LEVEL_TITLES
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, text, whole
from review.web.navigation import COORDINATORS
from review.web.typography import count

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("seating", __name__)


@stage.get("/campaigns/<int:campaign_id>/plan")
@auth.only(*COORDINATORS)
def plan(campaign_id: int) -> ResponseReturnValue:
    """What seating everybody would change; nothing is applied by looking."""
    rebalance = asked("rebalance") == "1"
    page = seating.plan(services(), actor(), campaign_id=campaign_id, rebalance=rebalance)
    return render_template("campaigns/plan.html", page=page, campaign=page.campaign, levels=LEVEL_TITLES)


@stage.post("/campaigns/<int:campaign_id>/plan")
def apply(campaign_id: int) -> ResponseReturnValue:
    """Carry out the change-set that was looked at."""
    added, dropped = seating.apply(
        services(), actor(), campaign_id=campaign_id, mark=text("mark"), rebalance=text("rebalance") == "1"
    )
    said = f"Сделано {count(added, 'назначение', 'назначения', 'назначений')}"
    flash(f"{said}, снято {dropped}." if dropped else f"{said}.")
    return redirect(url_for("campaigns.show", campaign_id=campaign_id))


@stage.get("/campaigns/<int:campaign_id>/documents/<int:document_id>")
@auth.only(*COORDINATORS)
def document(campaign_id: int, document_id: int) -> ResponseReturnValue:
    """One document: its readers, and what may be changed by hand."""
    page = progress.campaign_page(services(), actor(), campaign_id=campaign_id)
    cell = next((one for one in page.cells if one.document.id == document_id), None)
    if cell is None:
        raise NotFound("Этого документа в кампании нет.", "Вернитесь к таблице кампании.")
    return render_template(
        "campaigns/document.html",
        page=page,
        campaign=page.campaign,
        cell=cell,
        document=cell.document,
        history=reseating.history(services(), actor(), campaign_id=campaign_id, document_id=document_id),
        experts=[one for one in page.experts if one.state.value in ("invited", "accepted")],
        states=ASSIGNMENT_STATE_TITLES,
        levels=LEVEL_TITLES,
    )


def _person() -> int:
    person = whole("person")
    if person is None:
        raise BadInput("Не выбран эксперт.", "Выберите его из списка группы.")
    return person


def _back(campaign_id: int, document_id: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("seating.document", campaign_id=campaign_id, document_id=document_id))


@stage.post("/campaigns/<int:campaign_id>/documents/<int:document_id>/give")
def give(campaign_id: int, document_id: int) -> ResponseReturnValue:
    """A free seat to somebody picked by hand."""
    reseating.give(services(), actor(), campaign_id=campaign_id, document_id=document_id, person_id=_person())
    return _back(campaign_id, document_id, "Эксперт назначен.")


@stage.post("/campaigns/<int:campaign_id>/documents/<int:document_id>/further")
def further(campaign_id: int, document_id: int) -> ResponseReturnValue:
    """One more expert where the others disagree."""
    reseating.further(services(), actor(), campaign_id=campaign_id, document_id=document_id, person_id=_person())
    return _back(campaign_id, document_id, "Назначен ещё один эксперт: документ снова на экспертизе.")


@stage.post("/campaigns/<int:campaign_id>/documents/<int:document_id>/exclude")
def exclude(campaign_id: int, document_id: int) -> ResponseReturnValue:
    """Out of the sample."""
    leaving.exclude(services(), actor(), campaign_id=campaign_id, document_id=document_id, reason=text("reason"))
    flash("Документ исключён из выборки. Он назван под таблицей кампании, там же его можно вернуть.")
    return redirect(url_for("campaigns.show", campaign_id=campaign_id))


@stage.post("/campaigns/<int:campaign_id>/documents/<int:document_id>/include")
def include(campaign_id: int, document_id: int) -> ResponseReturnValue:
    """Back into the sample."""
    leaving.include(services(), actor(), campaign_id=campaign_id, document_id=document_id)
    return _back(campaign_id, document_id, "Документ возвращён в выборку. Назначьте экспертов.")


@stage.post("/campaigns/<int:campaign_id>/documents/<int:document_id>/newer")
def newer(campaign_id: int, document_id: int) -> ResponseReturnValue:
    """A re-check goes over to the version decided on since."""
    leaving.take_newer(services(), actor(), campaign_id=campaign_id, document_id=document_id, reason=text("reason"))
    return _back(campaign_id, document_id, "Перепроверяется новая версия. Назначьте экспертов.")


@stage.post("/assignments/<int:assignment_id>/replace")
def replace(assignment_id: int) -> ResponseReturnValue:
    """Somebody else in this seat."""
    reseating.replace_reader(
        services(), actor(), assignment_id=assignment_id, person_id=_person(), reason=text("reason")
    )
    return _back(whole("campaign") or 0, whole("document") or 0, "Эксперт заменён.")


@stage.post("/assignments/<int:assignment_id>/cancel")
def cancel(assignment_id: int) -> ResponseReturnValue:
    """The seat is taken back."""
    reseating.cancel(services(), actor(), assignment_id=assignment_id, reason=text("reason"))
    return _back(whole("campaign") or 0, whole("document") or 0, "Назначение отменено.")


@stage.post("/assignments/<int:assignment_id>/accept")
def accept(assignment_id: int) -> ResponseReturnValue:
    """The expert takes the document."""
    reseating.accept(services(), actor(), assignment_id=assignment_id)
    flash("Документ принят.")
    return redirect(url_for("desk.show"))


@stage.post("/assignments/<int:assignment_id>/decline")
def decline(assignment_id: int) -> ResponseReturnValue:
    """The expert cannot read it."""
    reseating.decline(services(), actor(), assignment_id=assignment_id, reason=text("reason"))
    flash("Отказ передан координатору: документ получит другой эксперт.")
    return redirect(url_for("desk.show"))
