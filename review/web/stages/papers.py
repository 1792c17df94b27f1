"""Papers: what can be issued from here, preview, issue, the register, downloads."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, send_file

from review.flow import registering
from review.web.current import actor, services
from review.web.forms import asked, asked_whole

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("papers", __name__)


@stage.get("/papers")
def index() -> ResponseReturnValue:
    """What can be issued, and the register beside."""
    papers = registering.list_papers(services(), actor(), search=asked("search"), year=asked_whole("year"))
    return render_template("papers/index.html", papers=papers, search=asked("search"))


@stage.get("/papers/<int:paper_id>/<any(docx, pdf):format>")
def file(paper_id: int, format: str) -> ResponseReturnValue:  # noqa: A002 - the address's own word
    """The paper as it was registered."""
    name, data = registering.paper_file(services(), actor(), paper_id=paper_id, format=format)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)
