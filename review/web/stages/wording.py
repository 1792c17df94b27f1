"""Inflected words of papers: what a draft prints, what was corrected, what to forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from review.flow.papers.register import approving
from review.flow.papers.templates import wording
from review.flow.register import territory
from review.issue.words.confirmed import GENDER
from review.model.language import CASES
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, text, whole
from review.web.navigation import COORDINATORS
from review.web.paper_targets import address, asked_target

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from review.issue.words.confirmed import Inflected

stage = Blueprint("wording", __name__)
CASE_TITLES = {
    "nomn": "кто, что",
    "gent": "нет кого, чего",
    "datv": "дать кому, чему",
    "accs": "вижу кого, что",
    "ablt": "доволен кем, чем",
    "loct": "о ком, о чём",
    GENDER: "род",
}
KIND_TITLES = {"name": "имя", "position": "должность или словосочетание", "organisation": "организация"}


def _page(body_id: int | None, found: tuple[Inflected, ...], back: dict[str, str], title: str = "") -> str:
    return render_template(
        "papers/wording.html",
        words=found,
        body_id=body_id,
        bodies=territory.list_bodies(services(), actor()),
        kept=wording.list_words(services(), actor()),
        cases=CASES,
        case_titles=CASE_TITLES,
        kinds=KIND_TITLES,
        back=back,
        title=title,
    )


@stage.get("/papers/words")
@auth.only(*COORDINATORS)
def index() -> ResponseReturnValue:
    """The words of a draft or of a paper about to be issued, one word by itself, and the list of the corrected."""
    draft_id, target, template = asked_whole("draft"), asked_target(), asked("template")
    if draft_id is not None:
        body_id, found = wording.words_of_draft(services(), actor(), draft_id=draft_id)
        title = approving.draft(services(), actor(), draft_id=draft_id).title
        return _page(body_id, found, {"draft": str(draft_id)}, title)
    if target is not None and template:
        title, body_id, found = wording.words_of_paper(services(), actor(), template=template, target=target)
        told = {"template": template, **{key: str(value) for key, value in address(target).items()}}
        return _page(body_id, found, told, title)
    body, word = asked_whole("body"), asked("text")
    if body is not None and word:
        one = wording.one_word(services(), actor(), body_id=body, kind=asked("kind"), text=word)
        return _page(body, (one,), {"body": str(body), "kind": asked("kind"), "text": word})
    return _page(None, (), {})


@stage.post("/papers/words")
@auth.only(*COORDINATORS)
def confirm() -> ResponseReturnValue:
    """Remember the corrected forms of one text."""
    wording.confirm(
        services(),
        actor(),
        body_id=whole("body_id") or 0,
        kind=text("word_kind"),
        text=text("word_text"),
        forms={case: text(case) for case in CASES},
        gender=text(GENDER),
    )
    flash("Запомнили: дальше это слово печатается так.")
    back = {key.removeprefix("back."): value for key, value in request.form.items() if key.startswith("back.")}
    return redirect(url_for("wording.index", **back))  # type: ignore[arg-type]  # values of the address


@stage.post("/papers/words/<int:word_id>/forget")
@auth.only(*COORDINATORS)
def forget(word_id: int) -> ResponseReturnValue:
    """Let the machine inflect it again."""
    wording.forget(services(), actor(), word_id=word_id)
    flash("Исправление удалено: слово снова склоняет служба.")
    return redirect(url_for("wording.index"))
