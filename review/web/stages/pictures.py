"""Pages of a document as they look, with the quoted words framed on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from review.flow.expertise.remarks import remarking
from review.flow.submission import documents
from review.model.page_picture import Wanted
from review.web.current import actor, services
from review.web.forms import asked_whole
from review.web.page_desk import page_desk
from review.web.sheet import sheet_of
from review.web.vocabulary import hides_zones

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from review.flow.expertise.remarks.remarking import ShownRemark
    from review.model.page_picture import Box
    from review.web.evidence import Trace

stage = Blueprint("pictures", __name__)
DAY = 86_400


def install(app: Flask) -> None:
    """One drawing child per process."""
    with app.app_context():
        page_desk()


@stage.get("/documents/<int:document_id>/pages")
def pages(document_id: int) -> ResponseReturnValue:
    """All pages of a version, drawn one by one as they come into sight; for the document's page."""
    page = documents.document_page(services(), actor(), document_id=document_id, version=asked_whole("version"))
    sheet = sheet_of(page, blind=hides_zones(actor()))
    shown = remarking.remarks_of(services(), actor(), document_id=document_id, version=page.version.number)
    traces = {f"ev {place}": trace for place, trace in enumerate(sheet.traces)}
    marked = {f"rm {one.remark.id}": one for one in shown if one.here is not None}
    wanted = [Wanted(key, trace.quote.text, trace.quote.page) for key, trace in traces.items()]
    wanted += [Wanted(key, one.words, one.here.page if one.here else None) for key, one in marked.items()]
    found = page_desk().pages(services(), actor(), document_id=document_id, version=page.version.number, wanted=wanted)
    return render_template(
        "documents/pages.html",
        found=found,
        document=page.document,
        unread={one.page for one in page.text.unread} if page.text else set(),
        hidden=page.hidden,
        frames=[_frames(boxes, traces, marked) for boxes in (one.boxes for one in found.pages)],
    )


def _frames(
    boxes: tuple[tuple[str, tuple[Box, ...]], ...],
    traces: dict[str, Trace],
    marked: dict[str, ShownRemark],
) -> list[tuple[Trace | None, ShownRemark | None, tuple[Box, ...]]]:
    """(criterion's quote, remark, boxes) of everything found on a page: one of the first two is None."""
    return [(traces.get(key), marked.get(key), some) for key, some in boxes]


@stage.get("/documents/<int:document_id>/pages/<int:version>/<int:number>.png")
def picture(document_id: int, version: int, number: int) -> ResponseReturnValue:
    """One page. A version's pages never change, so the reader's own browser may keep them."""
    data = page_desk().picture(services(), actor(), document_id=document_id, version=version, page=number)
    answer = Response(data, mimetype="image/png")
    answer.headers["Cache-Control"] = f"private, max-age={DAY}"
    return answer
