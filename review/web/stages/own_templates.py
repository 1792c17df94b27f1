"""Templates a body brings in the place of ours: upload, faults, example, editions."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import BadInput, NotFound
from review.flow.papers.issuing.draft_text import draft_text
from review.flow.papers.templates import own_templates
from review.flow.register import territory
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, text, whole
from review.web.navigation import COORDINATORS
from review.web.returned_files import ReturnedFiles
from review.web.text_pane import TextPane

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("own_templates", __name__)
returned = ReturnedFiles()
LOST = "Файл уже забыт: он хранится полчаса."


def _page(
    checked: own_templates.CheckedTemplate | None = None, token: str = "", name: str = "", body: int | None = None
) -> str:
    chosen = name or asked("name")
    papers = own_templates.replaceable(services())
    known = {one.name: one.title for one in papers}
    return render_template(
        "own_templates/index.html",
        papers=papers,
        titles=known,
        bodies=territory.list_bodies(services(), actor()),
        own=own_templates.list_own(services(), actor()),
        chosen=chosen if chosen in known else "",
        body=body,
        tags=own_templates.tags(services(), name=chosen) if chosen in known else (),
        checked=checked,
        token=token,
    )


@stage.get("/papers/templates")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """Own templates, the form of upload, the fields of the chosen paper."""
    return _page()


@stage.post("/papers/templates")
@auth.only(*COORDINATORS)
def bring() -> ResponseReturnValue:
    """Check a template and keep a sound one; faults come back on the page and in the file."""
    file = request.files.get("file")
    body_id = whole("body")
    if file is None or not file.filename or body_id is None:
        raise BadInput("Не выбран файл или орган.", "Выберите файл DOCX и орган, который им пользуется.")
    checked = own_templates.bring(
        services(), actor(), name=text("name"), body_id=body_id, file_name=file.filename, docx=file.read()
    )
    token = ""
    if checked.returned is not None:
        name = f"С примечаниями. {file.filename}"
        token = returned.put(actor().id, name, checked.returned, services().now())
    if checked.template_id is not None and not checked.faults:
        flash("Шаблон проверен и теперь используется.")
        return redirect(url_for("own_templates.show", template_id=checked.template_id))
    return _page(checked, token, text("name"), body_id)


@stage.get("/papers/templates/returned/<token>")
@auth.only(*COORDINATORS)
def commented(token: str) -> ResponseReturnValue:
    """The uploaded file with Word comments at its faults."""
    found = returned.get(actor().id, token, services().now())
    if found is None:
        raise NotFound(LOST, "Загрузите шаблон ещё раз.")
    return _sent(*found)


@stage.get("/papers/templates/source/<name>")
@auth.only(*COORDINATORS)
def source(name: str) -> ResponseReturnValue:
    """The service's own template, to begin with."""
    return _sent(*own_templates.our_file(services(), name=name))


@stage.get("/papers/templates/<int:template_id>")
@auth.only(*COORDINATORS)
def show(template_id: int) -> ResponseReturnValue:
    """One template with its example."""
    known = own_templates.own(services(), actor(), template_id=template_id)
    pages, count, picture = 0, 0, None
    try:
        drawn, count = own_templates.example_pages(services(), actor(), template_id=template_id)
        pages = len(drawn)
    except NotFound:
        docx = own_templates.example_docx(services(), actor(), template_id=template_id)
        picture = TextPane(draft_text(services(), docx=docx), ()).html()
    titles = {one.name: one.title for one in own_templates.replaceable(services())}
    return render_template(
        "own_templates/show.html", known=known, pages=pages, count=count, picture=picture, titles=titles
    )


@stage.get("/papers/templates/<int:template_id>/page/<int:number>.png")
@auth.only(*COORDINATORS)
def page_picture(template_id: int, number: int) -> ResponseReturnValue:
    """One page of the example as a picture."""
    drawn, _ = own_templates.example_pages(services(), actor(), template_id=template_id)
    if number >= len(drawn):
        raise NotFound("Такой страницы в примере нет.", "Вернитесь к шаблону.")
    return send_file(BytesIO(drawn[number]), mimetype="image/png")


@stage.get("/papers/templates/<int:template_id>/docx")
@auth.only(*COORDINATORS)
def file(template_id: int) -> ResponseReturnValue:
    """The template as it was brought; with `example`, filled with example data."""
    if asked("example"):
        docx = own_templates.example_docx(services(), actor(), template_id=template_id)
        return _sent("Пример.docx", docx)
    return _sent(*own_templates.own_file(services(), actor(), template_id=template_id))


@stage.post("/papers/templates/<int:template_id>/active")
@auth.only(*COORDINATORS)
def choose(template_id: int) -> ResponseReturnValue:
    """Use it, or go back to the service's template."""
    active = text("active") == "1"
    own_templates.choose(services(), actor(), template_id=template_id, active=active)
    flash("Шаблон используется." if active else "Бумага снова выпускается по шаблону службы.")
    return redirect(url_for("own_templates.index"))


@stage.post("/papers/templates/<int:template_id>/remove")
@auth.only(*COORDINATORS)
def remove(template_id: int) -> ResponseReturnValue:
    """Take an unused edition away."""
    own_templates.remove(services(), actor(), template_id=template_id)
    flash("Шаблон удалён.")
    return redirect(url_for("own_templates.index"))


def _sent(name: str, data: bytes) -> ResponseReturnValue:
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)
