"""The journal: who did what, when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from review.errors import BadInput
from review.flow.upkeep import audit_log
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_whole
from review.web.lists import Column, Listing
from review.web.navigation import COORDINATORS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.model.register import AuditLine

stage = Blueprint("audit", __name__)
PAGE = 100


def _since() -> date | None:
    try:
        return date.fromisoformat(asked("since")) if asked("since") else None
    except ValueError as error:
        raise BadInput("Дата указана неверно.", "Например, 2022-04-15.") from error


LISTING: Listing[AuditLine] = Listing(
    "Журнал",
    (
        Column("at", "Когда", lambda one: one.at),
        Column("who", "Кто", lambda one: one.actor),
        Column("what", "Что", lambda one: one.words),
        Column("document", "Документ №", lambda one: one.document_id),
    ),
)
MOST_EXPORTED = 20_000


def _found(page: int, size: int) -> audit_log.AuditPage:
    return audit_log.list_audit(
        services(),
        actor(),
        person_id=asked_whole("person"),
        document_id=asked_whole("document"),
        since=_since(),
        search=asked("search"),
        page=page,
        size=size,
    )


@stage.get("/audit.xlsx")
@auth.only(*COORDINATORS)
def sheet() -> ResponseReturnValue:
    """The journal as filtered, the latest first, for a spreadsheet."""
    return LISTING.workbook(_found(1, MOST_EXPORTED).rows)


@stage.get("/audit")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """A page of the journal, the latest first."""
    found = _found(max(1, asked_whole("page") or 1), PAGE)
    return render_template("audit/index.html", found=found, asked=request.args.to_dict())
