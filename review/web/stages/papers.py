"""Papers: what can be issued from here, the draft, the issue, the register, downloads."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import BadInput
from review.flow.expertise import overview
from review.flow.papers import drafting, offering, papers, registering
from review.flow.papers.draft_text import draft_text
from review.flow.papers.targets import Offer, PaperPreview, Target
from review.model.submission import DocumentState
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, text, whole
from review.web.navigation import COORDINATORS
from review.web.paper_life import life_of
from review.web.text_pane import TextPane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue
    from markupsafe import Markup

stage = Blueprint("papers", __name__)
DECIDED = (DocumentState.CONFORMS, DocumentState.REWORK, DocumentState.FAILS)
STATES = {"registered": "действует", "signed": "подписана", "sent": "отправлена", "revoked": "отозвана"}
TYPES = {"letter": "письма", "order": "приказы", "spravka": "справки", "conclusion": "заключения"}
FIELD = "field."  # how a corrected field is named in the form


def _target(source: Mapping[str, int | None]) -> Target | None:
    """What the paper is about, when exactly one thing is named."""
    named = {key: value for key, value in source.items() if value is not None}
    if len(named) != 1:
        return None
    return Target(**{f"{key}_id": value for key, value in named.items()})


def _asked_target() -> Target | None:
    return _target({key: asked_whole(key) for key in ("document", "school", "municipality")})


def _sent_target() -> Target:
    target = _target({key: whole(key) for key in ("document", "school", "municipality")})
    if target is None:
        raise BadInput("Не выбрано, о чём бумага.", "Вернитесь к списку бумаг и выберите её там.")
    return target


def address(target: Target) -> dict[str, int]:
    """A target as values of an address or a form."""
    named = {"document": target.document_id, "school": target.school_id, "municipality": target.municipality_id}
    return {key: value for key, value in named.items() if value is not None}


def _overrides() -> dict[str, str]:
    return {name.removeprefix(FIELD): value for name, value in request.form.items() if name.startswith(FIELD)}


def _picture(docx: bytes) -> Markup:
    """The draft as text on a sheet: read back from the very file that would be issued."""
    return TextPane(draft_text(services(), docx=docx), ()).html()


def _offers(target: Target | None, table: overview.Overview) -> tuple[Offer, ...]:
    """Papers of the chosen scope; with nothing chosen, of the municipality, if there is but one."""
    if target is None and len(table.municipalities) == 1:
        target = Target(municipality_id=table.municipalities[0].id)
    return () if target is None else offering.offers(services(), actor(), target=target)


def _page(preview: PaperPreview | None, target: Target | None) -> ResponseReturnValue:
    leads = actor().has(*COORDINATORS)
    table = overview.overview(services(), actor()) if leads else None
    rows = table.rows if table else ()
    chosen_school = target.school_id if target else None
    return render_template(
        "papers/index.html",
        leads=leads,
        offers=_offers(target, table) if table else (),
        municipalities=table.municipalities if table else (),
        preview=preview,
        picture=None if preview is None or preview.docx is None else _picture(preview.docx),
        target=target,
        address=address,
        schools=[row for row in rows if row.decided],
        decided=[
            one
            for row in rows
            if row.school_id == chosen_school
            for some in row.documents.values()
            for one in some
            if one.state in DECIDED
        ],
        register=registering.list_papers(services(), actor(), search=asked("search"), type=asked("type") or None),
        search=asked("search"),
        type=asked("type"),
        types=list(TYPES.items()),
        states=STATES,
        field=FIELD,
    )


@stage.get("/papers")
def index() -> ResponseReturnValue:
    """What can be issued, problems first; the draft of the chosen one; the register beside."""
    target, template = _asked_target(), asked("template")
    preview = None
    if target is not None and template:
        preview = drafting.preview(services(), actor(), template=template, target=target)
    return _page(preview, target)


@stage.post("/papers/preview")
@auth.only(*COORDINATORS)
def preview() -> ResponseReturnValue:
    """The draft with the corrected fields; `download` gives it as a file."""
    target = _sent_target()
    made = drafting.preview(services(), actor(), template=text("template"), target=target, overrides=_overrides())
    if text("download") == "1":
        name = f"Черновик. {made.offer.title}.docx"
        if made.docx is None:
            raise BadInput("Черновик ещё не составить.", "Заполните поля, названные слева.")
        return send_file(BytesIO(made.docx), as_attachment=True, download_name=name)
    return _page(made, target)


@stage.post("/papers/issue")
@auth.only(*COORDINATORS)
def issue() -> ResponseReturnValue:
    """Take the number and store the paper."""
    paper = papers.issue_paper(
        services(), actor(), template=text("template"), target=_sent_target(), overrides=_overrides()
    )
    flash(f"Выпущено: {paper.title}, № {paper.shown_number}.")
    return redirect(url_for("papers.show", paper_id=paper.id))


@stage.get("/papers/<int:paper_id>")
def show(paper_id: int) -> ResponseReturnValue:
    """One registered paper."""
    paper = registering.paper(services(), actor(), paper_id=paper_id)
    return render_template("papers/show.html", paper=paper, states=STATES, **life_of(paper))


@stage.get("/papers/<int:paper_id>/<any(docx, pdf):format>")
def file(paper_id: int, format: str) -> ResponseReturnValue:  # noqa: A002 - the address's own word
    """The paper as it was registered."""
    name, data = registering.paper_file(services(), actor(), paper_id=paper_id, format=format)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)
