"""The first page: what waits, by date, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from review.flow.expertise import desk as flow
from review.flow.register import seasons
from review.model.access import Role
from review.web.agenda import COUNTS, agenda, headline
from review.web.current import actor, services

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("desk", __name__)
EMPTY: dict[Role, str] = {
    Role.SCHOOL: "Всё, что вы загрузили, у экспертов. Если документ вернут на доработку, он появится здесь со сроком.",
    Role.CURATOR: "Новые документы ваших школ появятся здесь, чтобы вы их подтвердили.",
    Role.MUNICIPAL_EXPERT: "Новые документы появятся, когда школы их загрузят.",
    Role.MUNICIPAL_COORDINATOR: "Документы появятся здесь, когда эксперты закончат и понадобится ваше решение.",
    Role.REGIONAL_COORDINATOR: "Документы появятся здесь, когда эксперты закончат и понадобится решение.",
    Role.ADMINISTRATOR: "Начните с раздела «Территория»: добавьте школы, затем пригласите людей.",
}


@stage.get("/")
def show() -> ResponseReturnValue:
    """The desk of whoever asks."""
    found = flow.desk(services(), actor())
    today = services().now()
    return render_template(
        "desk/show.html",
        desk=found,
        days=agenda(found.todos, today),
        headline=headline(found.todos, today),
        counts=[(COUNTS[what], number) for what, number in found.counts.items() if number],
        empty_hint=EMPTY[actor().roles[-1]] if actor().roles else "У вас пока нет ролей: обратитесь к координатору.",
        season=seasons.current_season(services()),
    )
