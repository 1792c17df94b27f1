"""What a person was told, how they want to be told, their calendar and saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from review.flow.notices import own
from review.model.notice import MAIL_WISH_TITLES, NoticeKind
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, text

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("notices", __name__)
LISTS = (
    "documents.index",
    "campaigns.index",
    "campaigns.show",
    "people.index",
    "territory.index",
    "register_book.index",
    "appeals.index",
    "letters.index",
    "audit.index",
)
ICONS: dict[NoticeKind, str] = {
    NoticeKind.UPLOADED: "i-up",
    NoticeKind.REFUSED: "i-stop",
    NoticeKind.CONFIRMED: "i-check",
    NoticeKind.ASSIGNED: "i-pen",
    NoticeKind.DIVERGED: "i-split",
    NoticeKind.FINISHED: "i-check",
    NoticeKind.DECIDED: "i-check",
    NoticeKind.ANSWERED: "i-back",
    NoticeKind.PAPER: "i-page",
    NoticeKind.APPEAL: "i-back",
    NoticeKind.REMINDER: "i-clock",
}


def _address() -> str:
    return services().settings.public_url or request.url_root.rstrip("/")


@stage.get("/notices")
def index() -> ResponseReturnValue:
    """The list, unread ones marked, and the person's own settings."""
    wishes = own.wishes(services(), actor())
    return render_template(
        "notices/index.html",
        notices=own.list_notices(services(), actor(), unread=asked("show") == "unread"),
        only_unread=asked("show") == "unread",
        icons=ICONS,
        wishes=wishes,
        wish_titles=MAIL_WISH_TITLES,
        mail_works=bool(services().settings.smtp),
        calendar=None if wishes is None else f"{_address()}/calendar/{wishes.calendar_token}.ics",
    )


@stage.post("/notices/read")
def mark_read() -> ResponseReturnValue:
    """All, or the one that is opened."""
    ids = [int(number) for number in request.form.getlist("id") if number.isdecimal()]
    own.mark_read(services(), actor(), ids=ids or None)
    target = text("to")
    return redirect(target if target.startswith("/") and not target.startswith("//") else url_for("notices.index"))


@stage.post("/notices/wishes")
def save_wishes() -> ResponseReturnValue:
    """By mail or not; a new secret address of the calendar."""
    own.save_wishes(
        services(), actor(), mail=text("mail") or "never", address=text("address"), new_token=bool(text("new_token"))
    )
    flash("Настройки уведомлений сохранены.")
    return redirect(url_for("notices.index"))


@stage.get("/calendar/<token>.ics")
@auth.public
def calendar(token: str) -> ResponseReturnValue:
    """For a calendar programme: it knows the secret address and has no session."""
    data = own.own_calendar(services(), token=token, address=_address())
    return Response(data, mimetype="text/calendar", headers={"Cache-Control": "no-store"})


def _list_page() -> tuple[str, str]:
    """The list's name and address; a campaign's is "campaigns.show:5"."""
    endpoint, _, number = text("page").partition(":")
    if endpoint == "campaigns.show" and number.isdecimal() and len(number) < 10:  # noqa: PLR2004 - longer than any id
        return f"{endpoint}:{number}", url_for(endpoint, campaign_id=int(number))
    page = endpoint if endpoint in LISTS and endpoint != "campaigns.show" else LISTS[0]
    return page, url_for(page)


@stage.post("/views")
def save_view() -> ResponseReturnValue:
    """Keep a list as it is shown now."""
    page, address = _list_page()
    query = text("query").lstrip("?")
    own.save_view(services(), actor(), page=page, title=text("title"), query=query)
    flash("Вид списка сохранён: он появится над списком.")
    return redirect(f"{address}?{query}")


@stage.post("/views/<int:view_id>/drop")
def drop_view(view_id: int) -> ResponseReturnValue:
    """Forget a view."""
    own.drop_view(services(), actor(), view_id=view_id)
    return redirect(_list_page()[1])
