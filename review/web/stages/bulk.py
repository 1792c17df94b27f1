"""One act for many documents: the change-set before it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from review.flow.bulk import changeset
from review.flow.bulk.acts import Wanted
from review.model.access import Role
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_day, asked_whole, day, text, whole
from review.web.navigation import COORDINATORS
from review.web.typography import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

stage = Blueprint("bulk", __name__)


def _ids(values: Iterable[str]) -> list[int]:
    """A tick stands for one document or, in a table of schools, for several: "12 15"."""
    return [int(one) for value in values for one in value.split() if one.isdecimal() and len(one) < 10]  # noqa: PLR2004 - longer than any id


@stage.get("/bulk")
@auth.only(*COORDINATORS, Role.CURATOR)
def show() -> ResponseReturnValue:
    """What the act would do with the ticked documents; nothing is done by looking."""
    campaign_id = asked_whole("campaign")
    shown = changeset.preview(
        services(),
        actor(),
        act=asked("act"),
        document_ids=_ids(request.args.getlist("document")),
        wanted=Wanted(asked("reason"), asked_day("day", "День")),
        campaign_id=campaign_id,
    )
    return render_template(
        "bulk/show.html", shown=shown, campaign=shown.campaign, back=_back(campaign_id, shown.act.key)
    )


def _back(campaign_id: int | None, act: str) -> str:
    if campaign_id is None:
        return url_for("documents.index")
    return url_for("rechecks.show" if act == "return" else "campaigns.show", campaign_id=campaign_id)


@stage.post("/bulk")
@auth.only(*COORDINATORS, Role.CURATOR)
def apply() -> ResponseReturnValue:
    """Carry out the change-set that was looked at."""
    campaign_id = whole("campaign")
    made = changeset.apply(
        services(),
        actor(),
        act=text("act"),
        document_ids=_ids(request.form.getlist("document")),
        wanted=Wanted(text("reason"), day("day", "День")),
        campaign_id=campaign_id,
        mark=text("mark"),
    )
    flash(f"Сделано: {count(made.done, 'документ', 'документа', 'документов')}.")
    for document, why in made.failed:
        flash(f"{document.school}, {document.kind_title}: не сделано. {why}")
    return redirect(_back(campaign_id, text("act")))
