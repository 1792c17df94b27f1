"""Papers: what can be issued from here, the form with its page, the issue, downloads."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, send_file, url_for

from review.errors import NotFound
from review.flow.campaigns import running
from review.flow.expertise import overview
from review.flow.papers.batches import ordering as batching
from review.flow.papers.choosing import offering
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import drafting, papers, registering
from review.flow.papers.issuing.draft_text import draft_text
from review.flow.papers.issuing.sheets import draft_picture
from review.flow.submission import documents
from review.flow.submission.documents import DocumentFilter
from review.model.access import Role
from review.web import auth
from review.web.current import actor, services
from review.web.draft_pictures import pictures
from review.web.forms import asked, text
from review.web.navigation import COORDINATORS
from review.web.paper_life import life_of
from review.web.paper_targets import FIELD, address, asked_target, of_campaign, sent_fields, sent_target
from review.web.text_pane import TextPane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from review.flow.papers.choosing.targets import PaperPreview
    from review.model.campaigns import Campaign
    from review.model.submission import SchoolDocument

stage = Blueprint("papers", __name__)
STATES = {"registered": "действует", "signed": "подписана", "sent": "отправлена", "revoked": "отозвана"}
TYPES = {
    "letter": "письма",
    "order": "приказы",
    "spravka": "справки",
    "conclusion": "заключения",
    "protocol": "протоколы",
    "certificate": "сертификаты",
    "contract": "договоры",
}
WRITERS = (*COORDINATORS, Role.CURATOR)
MOST_SHOWN = 30


def _default(places: offering.Places) -> Target | None:
    """With nothing chosen: the only place there is, else the region."""
    if len(places.municipalities) == 1:
        return Target(municipality_id=places.municipalities[0].id)
    if places.regions:
        return Target(region_id=places.regions[0].id)
    return Target(school_id=places.schools[0].id) if len(places.schools) == 1 else None


@stage.get("/papers")
def index() -> ResponseReturnValue:
    """What can be issued about the chosen place, problems first; the register beside. A chosen paper: its form."""
    target, template = asked_target(), asked("template")
    writes = actor().has(*WRITERS)
    if writes and target is not None and template:
        return _form(drafting.preview(services(), actor(), template=template, target=target), target)
    places = offering.places(services(), actor()) if writes else offering.NOWHERE
    led = [one.campaign for one in running.list_campaigns(services(), actor()) if one.leads] if writes else []
    target = target or _default(places)
    found = offering.offers(services(), actor(), target=target) if writes and target is not None else ()
    register = registering.list_papers(services(), actor(), search=asked("search"), type=asked("type") or None)
    return render_template(
        "papers/index.html",
        writes=writes,
        leads=actor().has(*COORDINATORS),
        target=target,
        chosen=_name(places, led, target),
        campaigns=[(one, of_campaign(one)) for one in led],
        offers=found,
        places=places,
        decided=_decided() if writes else {},
        documents=_documents(target),
        together=offering.together(services(), target) if found and target else (),
        batches=batching.list_batches(services(), actor())[:5] if writes else (),
        address=address,
        register=register[:MOST_SHOWN],
        register_size=len(register),
        search=asked("search"),
        type=asked("type"),
        types=list(TYPES.items()),
        states=STATES,
    )


def _name(places: offering.Places, led: list[Campaign], target: Target | None) -> str:
    """What the chosen place or campaign is called."""
    if target is None:
        return ""
    told = target.told()
    if target.campaign_id is not None:
        return next((f"Кампания «{one.title}»" for one in led if one.id == target.campaign_id), "")
    for key, rows in (
        ("region_id", places.regions),
        ("municipality_id", places.municipalities),
    ):
        for row in rows:
            if told.get(key) == row.id:
                return row.name
    return next((card.short_name for card in places.schools if card.id == target.school_id), "")


def _decided() -> Mapping[int, int]:
    """Decisions by school."""
    return {row.school_id: row.decided for row in overview.overview(services(), actor()).rows}


def _documents(target: Target | None) -> tuple[SchoolDocument, ...]:
    """Documents of the chosen school, for conclusions and returns."""
    if target is None or target.school_id is None:
        return ()
    wanted = DocumentFilter(school_id=target.school_id, size=200, sort="kind")
    return documents.list_documents(services(), actor(), wanted=wanted).rows


def _form(made: PaperPreview, target: Target, *, status: int = 200) -> ResponseReturnValue:
    """The form of one paper beside its page."""
    shown = made.docx is not None and registering.has_office(services())
    token = pictures().keep(actor().id, made.docx) if made.docx is not None and shown else ""
    person = made.offer.person
    page = render_template(
        "papers/issue.html",
        made=made,
        offer=made.offer,
        target=target,
        address=address,
        token=token,
        reading=None if made.docx is None or shown else TextPane(draft_text(services(), docx=made.docx), ()).html(),
        people=offering.candidates(services(), actor(), target=target, person=person) if person else (),
        approves=made.offer.numbered and actor().has(*COORDINATORS),
        field=FIELD,
    )
    return page, status


@stage.post("/papers/preview")
@auth.only(*WRITERS)
def preview() -> ResponseReturnValue:
    """The form with what was written, one row longer where asked; `download` gives the draft as a file."""
    target = sent_target()
    made = drafting.preview(
        services(), actor(), template=text("template"), target=target, sent=sent_fields(), grow=text("grow")
    )
    if text("download") == "1" and made.docx is not None:
        name = f"Черновик. {made.offer.title}.docx"
        return send_file(BytesIO(made.docx), as_attachment=True, download_name=name)
    return _form(made, target)


@stage.post("/papers/issue")
@auth.only(*WRITERS)
def issue() -> ResponseReturnValue:
    """Take the number and store the paper, keep it as a draft, or give it as a file where it takes no number."""
    target, template, sent = sent_target(), text("template"), sent_fields()
    made = drafting.preview(services(), actor(), template=template, target=target, sent=sent)
    if made.offer.blocked:
        return _form(made, target, status=422)
    if text("how") == "draft":
        kept = papers.begin_draft(services(), actor(), template=template, target=target, sent=sent)
        return redirect(url_for("register_book.draft", draft_id=kept.id))
    if not made.offer.numbered:
        name, docx = papers.write_down(services(), actor(), template=template, target=target, sent=sent)
        return send_file(BytesIO(docx), as_attachment=True, download_name=name)
    paper = papers.issue_paper(services(), actor(), template=template, target=target, sent=sent)
    flash(f"Выпущено: {paper.title}, № {paper.shown_number}.")
    return redirect(url_for("papers.show", paper_id=paper.id))


@stage.get("/papers/drafts/<token>.png")
@auth.only(*WRITERS)
def picture(token: str) -> ResponseReturnValue:
    """The pages of a draft somebody is looking at."""
    docx = pictures().find(actor().id, token)
    if docx is None:
        raise NotFound("Черновик уже забыт.", "Откройте форму бумаги заново.")
    return send_file(BytesIO(draft_picture(services(), docx=docx)), mimetype="image/png")


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
