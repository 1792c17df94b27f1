"""The outbox: letters are read, corrected, sent."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from review.flow.notices import letters as flow
from review.model.notice import LETTER_STATE_TITLES, LetterState
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, expected, one_of, text
from review.web.lists import Column, Listing
from review.web.navigation import COORDINATORS
from review.web.typography import count

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.model.notice import Letter

stage = Blueprint("letters", __name__)


LISTING: Listing[Letter] = Listing(
    "Письма",
    (
        Column("to", "Кому", lambda one: one.to_name),
        Column("address", "Адрес", lambda one: one.to_address),
        Column("subject", "Тема", lambda one: one.subject),
        Column("state", "Состояние", lambda one: LETTER_STATE_TITLES[one.state]),
        Column("created", "Составлено", lambda one: one.created_at),
        Column("sent", "Отправлено", lambda one: one.sent_at),
    ),
)


def _found() -> list[Letter]:
    words = asked("search").casefold().split()
    return [
        one
        for one in flow.outbox(services(), actor(), state=one_of(LetterState, asked("state")))
        if all(word in f"{one.to_name} {one.to_address} {one.subject}".casefold() for word in words)
    ]


@stage.get("/letters.xlsx")
@auth.only(*COORDINATORS)
def sheet() -> ResponseReturnValue:
    """The list as filtered, for a spreadsheet."""
    return LISTING.workbook(_found())


@stage.get("/letters")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """Drafts first: each is read before it goes."""
    return render_template(
        "letters/index.html",
        letters=LISTING.ordered(_found()),
        listing=LISTING,
        state=one_of(LetterState, asked("state")),
        search=asked("search"),
        ticked=asked("ticked") == "1",
        states=LETTER_STATE_TITLES,
        unsent=flow.UNSENT,
        mail_works=bool(services().settings.smtp),
    )


@stage.get("/letters/<int:letter_id>")
@auth.only(*COORDINATORS)
def show(letter_id: int) -> ResponseReturnValue:
    """One letter as it will be received."""
    found = flow.letter(services(), actor(), letter_id=letter_id)
    return render_template(
        "letters/show.html", letter=found, states=LETTER_STATE_TITLES, open=found.state in flow.UNSENT
    )


@stage.get("/letters/<int:letter_id>/files/<name>")
@auth.only(*COORDINATORS)
def attached(letter_id: int, name: str) -> ResponseReturnValue:
    """A file of the letter."""
    data = flow.attached(services(), actor(), letter_id=letter_id, name=name)
    return send_file(BytesIO(data), as_attachment=True, download_name=name)


@stage.post("/letters/<int:letter_id>")
@auth.only(*COORDINATORS)
def edit(letter_id: int) -> ResponseReturnValue:
    """Correct address, subject, text; then send it if that button was pressed."""
    flow.edit(
        services(),
        actor(),
        letter_id=letter_id,
        to_address=text("to_address"),
        subject=text("subject"),
        body=text("body"),
        expected=expected(),
    )
    if text("act") == "send":
        flow.dispatch(services(), actor(), letter_ids=[letter_id])
        flash("Письмо поставлено в очередь на отправку.")
        return redirect(url_for("letters.index"))
    flash("Письмо сохранено.")
    return redirect(url_for("letters.show", letter_id=letter_id))


@stage.post("/letters/send")
@auth.only(*COORDINATORS)
def send() -> ResponseReturnValue:
    """Those that were ticked."""
    ids = [int(number) for number in request.form.getlist("letter") if number.isdecimal()]
    number = flow.dispatch(services(), actor(), letter_ids=ids)
    flash(f"В очередь на отправку: {count(number, 'письмо', 'письма', 'писем')}.")
    return redirect(url_for("letters.index"))


@stage.post("/letters/<int:letter_id>/cancel")
@auth.only(*COORDINATORS)
def cancel(letter_id: int) -> ResponseReturnValue:
    """Not to be sent."""
    flow.cancel(services(), actor(), letter_id=letter_id, expected=expected())
    flash("Письмо отменено: оно не уйдёт и останется в списке.")
    return redirect(url_for("letters.index"))
