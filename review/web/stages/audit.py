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
from review.web.navigation import COORDINATORS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("audit", __name__)


def _since() -> date | None:
    try:
        return date.fromisoformat(asked("since")) if asked("since") else None
    except ValueError as error:
        raise BadInput("Дата указана неверно.", "Например, 2022-04-15.") from error


@stage.get("/audit")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """A page of the journal, the latest first."""
    found = audit_log.list_audit(
        services(),
        actor(),
        person_id=asked_whole("person"),
        document_id=asked_whole("document"),
        since=_since(),
        page=max(1, asked_whole("page") or 1),
    )
    return render_template("audit/index.html", found=found, asked=request.args.to_dict())
