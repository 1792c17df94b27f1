"""The register of papers as a book, and drafts before their number."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.errors import BadInput
from review.flow.papers.issuing.draft_text import draft_text
from review.flow.papers.register import approving
from review.flow.papers.register import book as register_book
from review.flow.papers.register.approving import Asked
from review.flow.papers.register.book import BookFilter
from review.flow.register import people
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_day, asked_whole, expected, text, whole
from review.web.navigation import COORDINATORS
from review.web.text_pane import TextPane

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("register_book", __name__)
FREE_ROWS = 2  # people without an account
PAGE = 50
HEADS = (("number", "№"), ("date", "Дата"), ("title", "Бумага"), ("addressee", "Адресат"))


def _wanted() -> BookFilter:
    return BookFilter(
        search=asked("search"),
        type=asked("type") if asked("type") in register_book.TYPES else "",
        state=asked("state") if asked("state") in register_book.STATES else "",
        body_id=asked_whole("body"),
        since=asked_day("since", "Начало периода"),
        until=asked_day("until", "Конец периода"),
        order=asked("order") or "-date",
    )


@stage.get("/papers/register")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """The book: filters, order, search, a page of it."""
    wanted = _wanted()
    found = register_book.book(services(), actor(), wanted=wanted)
    number = max(1, asked_whole("page") or 1)
    pages = max(1, -(-len(found.papers) // PAGE))
    number = min(number, pages)
    return render_template(
        "papers/register.html",
        book=found,
        shown=found.papers[(number - 1) * PAGE : number * PAGE],
        page=number,
        pages=pages,
        wanted=wanted,
        asked_for={key: value for key, value in request.args.items() if key not in ("page", "order") and value},
        types=list(register_book.TYPES.items()),
        states=register_book.STATES,
        state_of=register_book.state_of,
        heads=HEADS,
    )


@stage.get("/papers/register.<any(xlsx, docx):format>")
@auth.only(*COORDINATORS)
def file(format: str) -> ResponseReturnValue:  # noqa: A002 - the address's own word
    """The same book as a file."""
    make = register_book.book_xlsx if format == "xlsx" else register_book.book_docx
    name, data = make(services(), actor(), wanted=_wanted())
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@stage.get("/papers/drafts")
def drafts() -> ResponseReturnValue:
    """Drafts the actor composes or was asked about."""
    return render_template(
        "papers/drafts.html",
        drafts=approving.list_drafts(services(), actor()),
        waiting={one.id for one in approving.list_drafts(services(), actor(), waiting=True)},
    )


@stage.get("/papers/drafts/<int:draft_id>")
def draft(draft_id: int) -> ResponseReturnValue:
    """One draft: its text, who was asked and what they said."""
    known = approving.draft(services(), actor(), draft_id=draft_id)
    _, docx = approving.draft_file(services(), actor(), draft_id=draft_id)
    leads = actor().has(*COORDINATORS)
    return render_template(
        "papers/draft.html",
        draft=known,
        picture=TextPane(draft_text(services(), docx=docx), ()).html(),
        leads=leads,
        me=actor().id,
        people=people.list_people(services(), actor(), active=True) if leads else (),
        free_rows=range(FREE_ROWS),
    )


@stage.get("/papers/drafts/<int:draft_id>/docx")
def draft_docx(draft_id: int) -> ResponseReturnValue:
    """The draft as a file."""
    name, data = approving.draft_file(services(), actor(), draft_id=draft_id)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@stage.get("/papers/drafts/<int:draft_id>/visas")
def visas(draft_id: int) -> ResponseReturnValue:
    """The sheet with everybody's word as a file."""
    name, data = approving.visa_sheet(services(), actor(), draft_id=draft_id)
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


def _asked_people() -> list[Asked]:
    chosen = []
    for value in request.form.getlist("person"):
        if value and not value.isdecimal():
            raise BadInput("Человек выбран неверно.", "Выберите его из списка.")
        chosen += [Asked(person_id=int(value))] if value else []
    free = zip(request.form.getlist("name"), request.form.getlist("post"), strict=False)
    return chosen + [Asked(name=name, post=post) for name, post in free if name.strip()]


def _to_draft(draft_id: int, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("register_book.draft", draft_id=draft_id))


@stage.post("/papers/drafts/<int:draft_id>/ask")
@auth.only(*COORDINATORS)
def ask(draft_id: int) -> ResponseReturnValue:
    """Send the draft round."""
    asked_people = _asked_people()
    approving.ask(services(), actor(), draft_id=draft_id, people_asked=asked_people, expected=expected())
    return _to_draft(draft_id, "Проект отправлен на согласование.")


@stage.post("/papers/drafts/<int:draft_id>/answer")
def answer(draft_id: int) -> ResponseReturnValue:
    """«Согласовано» or a remark."""
    visa_id, word = whole("visa") or 0, text("word")
    approving.answer(services(), actor(), draft_id=draft_id, visa_id=visa_id, word=word, remark=text("remark"))
    return _to_draft(draft_id, "Ответ записан.")


@stage.post("/papers/drafts/<int:draft_id>/register")
@auth.only(*COORDINATORS)
def register(draft_id: int) -> ResponseReturnValue:
    """The agreed draft gets its number."""
    paper = approving.register_draft(services(), actor(), draft_id=draft_id, expected=expected())
    flash(f"Выпущено: {paper.title}, № {paper.shown_number}.")
    return redirect(url_for("papers.show", paper_id=paper.id))


@stage.post("/papers/drafts/<int:draft_id>/drop")
@auth.only(*COORDINATORS)
def drop(draft_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    approving.drop(services(), actor(), draft_id=draft_id, expected=expected())
    flash("Проект удалён; номер он не занимал.")
    return redirect(url_for("register_book.drafts"))
