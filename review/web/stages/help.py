"""The manual: a short page per role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from review.errors import NotFound
from review.web import auth
from review.web.current import actor

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("help", __name__)
TOPICS = {
    "school": "Школе",
    "curator": "Куратору",
    "expert": "Эксперту",
    "coordinator": "Координатору",
    "administrator": "Администратору",
    "results": "Как читать результат",
}
BY_ROLE = {
    "school": "school",
    "curator": "curator",
    "municipal_expert": "expert",
    "municipal_coordinator": "coordinator",
    "regional_coordinator": "coordinator",
    "administrator": "administrator",
}


@stage.get("/help")
def index() -> ResponseReturnValue:
    """The page of the reader's first role."""
    roles = actor().roles
    return topic(BY_ROLE[roles[-1].value] if roles else "results")


@stage.get("/help/<name>")
@auth.public
def topic(name: str) -> ResponseReturnValue:
    """One page of the manual."""
    if name not in TOPICS:
        raise NotFound("Такой страницы в справке нет.", "Выберите раздел из списка.")
    return render_template(f"help/{name}.html", topics=TOPICS, topic=name)
