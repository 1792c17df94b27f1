"""The manual: a page per role, written in Markdown in `review/web/help`, its pictures made by the browser tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, url_for
from markdown_it import MarkdownIt
from markupsafe import Markup

from review.errors import NotFound
from review.web import auth
from review.web.current import actor

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stage = Blueprint("help", __name__)
HERE = Path(__file__).resolve().parent.parent
PAGES, PICTURES = HERE / "help", HERE / "static" / "help"
TOPICS = ("school", "curator", "expert", "coordinator", "administrator", "results")
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
    titles = {one: _page(one)[0] for one in TOPICS}
    title, text = _page(name)
    pictures = url_for("static", filename="help/")
    shown = Markup(text.replace('src="', f'src="{pictures}'))  # noqa: S704 - our own pages, no visitor's words in them
    return render_template("help/page.html", topics=titles, topic=name, title=title, text=shown)


@cache
def _page(name: str) -> tuple[str, str]:
    """Title and text of a page as HTML. A picture that was not made yet is left out."""
    first, _, rest = (PAGES / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    lines = [line for line in rest.splitlines() if not _is_missing(line)]
    return first.removeprefix("# ").strip(), MarkdownIt("commonmark").render("\n".join(lines))


def _is_missing(line: str) -> bool:
    name = line.rpartition("](")[2].rstrip(")")
    return line.startswith("![") and not (PICTURES / name).is_file()
