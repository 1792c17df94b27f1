"""The open door: a school looks at its drafts before anybody else. Without an account nothing of them is stored."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, cast

from flask import Blueprint, current_app, redirect, render_template, request, send_file, url_for
from flask_login import current_user

from review.errors import NotFound
from review.flow.register import seasons, territory
from review.flow.register.editions import own_editions
from review.flow.submission.kit_tasks import card_of
from review.flow.submission.prechecking import FIRST, PrecheckDesk
from review.flow.submission.reporting import draft_report
from review.model.access import Role
from review.web import auth
from review.web.current import actor, services
from review.web.page_desk import mimetype_of, page_desk
from review.web.side_by_side import folded

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from review.model.card import Card

stage = Blueprint("precheck", __name__)
DESK = "expertiza-precheck"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def install(app: Flask) -> None:
    """One desk per process; its reader starts with the first visitor."""
    with app.app_context():
        doors = services()
        app.extensions[DESK] = PrecheckDesk(doors.settings, doors.library, doors.now)


def _desk() -> PrecheckDesk:
    return cast("PrecheckDesk", current_app.extensions[DESK])


def _own_card(profile: str) -> Card | None:
    """A school's own card when one school's person asks; a stranger's drafts are checked without one."""
    if not current_user.is_authenticated or not actor().has(Role.SCHOOL):
        return None
    schools = territory.list_schools(services(), actor())
    return card_of(schools[0], profile) if len(schools) == 1 else None


@stage.get("/precheck")
@auth.public
def index() -> ResponseReturnValue:
    """Choose the drafts."""
    return render_template(
        "precheck/index.html", limit=services().settings.limits.file_bytes, previous=request.args.get("previous", "")
    )


@stage.post("/precheck")
@auth.public
def begin() -> ResponseReturnValue:
    """Take the drafts into memory and begin to read."""
    profile = seasons.season_profile(services()).id
    card = _own_card(profile)
    made = _desk().begin(
        _files("files"),
        asker=request.remote_addr or "",
        profile=profile,
        card=card,
        editions=own_editions(services(), actor()) if card is not None else None,
        earlier=_files("earlier"),
        previous=request.form.get("previous", ""),
    )
    return redirect(url_for("precheck.show", token=made.token))


def _files(name: str) -> list[tuple[str, bytes]]:
    return [(file.filename, file.read()) for file in request.files.getlist(name) if file.filename]


@stage.get("/precheck/<token>")
@auth.public
def show(token: str) -> ResponseReturnValue:
    """The results as they come in; one draft at a time in the middle."""
    found = _desk().look(token)
    drafts = enumerate(found.drafts)
    ready = [number for number, one in drafts if one.done and one.problem is None and not one.is_earlier]
    asked = request.args.get("draft", type=int)
    chosen = asked if asked in ready else (ready[0] if ready else None)
    before = found.before(found.drafts[chosen]) if chosen is not None else None
    return render_template("precheck/show.html", found=found, chosen=chosen, first=FIRST, before=before)


@stage.get("/precheck/<token>/<int:number>/compare")
@auth.public
def compare(token: str, number: int) -> ResponseReturnValue:
    """A draft beside the earlier one."""
    found = _desk().compared(token, number)
    everything = request.args.get("all") == "1"
    rows = folded(found.differences, everything=everything)
    return render_template(
        "precheck/compare.html", found=found, rows=rows, token=token, number=number, everything=everything
    )


@stage.get("/precheck/<token>/drafts")
@auth.public
def drafts(token: str) -> ResponseReturnValue:
    """The list of drafts for the page that waits; when all are read the page is shown anew."""
    found = _desk().look(token)
    answer = current_app.make_response(render_template("precheck/drafts.html", found=found, chosen=None))
    if found.done:
        answer.headers["HX-Refresh"] = "true"
    return answer


@stage.get("/precheck/<token>/<int:number>/word")
@auth.public
def word(token: str, number: int) -> ResponseReturnValue:
    """The author's own Word file with remarks on the exact words."""
    name, data = _desk().commented(token, number)
    return send_file(BytesIO(data), mimetype=WORD, as_attachment=True, download_name=name)


@stage.get("/precheck/<token>/<int:number>/report")
@auth.public
def report(token: str, number: int) -> ResponseReturnValue:
    """A PDF's pages with numbered frames and the remarks below each."""
    drafts = _desk().look(token).drafts
    if not 0 <= number < len(drafts):
        raise NotFound("Такого файла в этой предпроверке нет.", "Вернитесь к списку файлов.")
    doors = services()
    name, data = draft_report(drafts[number], page_desk(), doors.settings, doors.now())
    return send_file(BytesIO(data), mimetype=mimetype_of(name), as_attachment=True, download_name=name)
