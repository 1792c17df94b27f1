"""Schools and their documents with zones, for those who lead the expertise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from review.flow.expertise import overview as flow
from review.flow.register import seasons
from review.web import auth
from review.web.current import actor, services
from review.web.forms import asked, asked_whole, picked
from review.web.navigation import COORDINATORS, OVERSEERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.typing import ResponseReturnValue

    from review.model.submission import SchoolDocument

stage = Blueprint("overview", __name__)
CORE = ("concept", "midterm_program", "antirisk_program")  # columns that stand even while nobody handed one in


def _documents(row: flow.SchoolRow) -> Iterator[SchoolDocument]:
    for some in row.documents.values():
        yield from some
    yield from row.unknown


def _in_state(*states: str) -> Callable[[flow.SchoolRow], bool]:
    return lambda row: any(one.state.value in states for one in _documents(row))


VIEWS: dict[str, tuple[str, Callable[[flow.SchoolRow], bool]]] = {
    "": ("Все", lambda _: True),
    "decide": ("Ждут решения", _in_state("assessed")),
    "expertise": ("На экспертизе", _in_state("in_expertise")),
    "rework": ("На доработке", _in_state("rework")),
    "none": ("Без документов", lambda row: row.uploaded == 0),
}


def _has_zone(row: flow.SchoolRow, zone: str) -> bool:
    return any(one.expert_total is not None and one.expert_total.zone == zone for one in _documents(row))


@stage.get("/overview")
@auth.only(*OVERSEERS)
def show() -> ResponseReturnValue:
    """The table, problems first."""
    table = flow.overview(services(), actor(), municipality_id=asked_whole("municipality"))
    view = picked(tuple(VIEWS), asked("view")) or ""
    zone, search = asked("zone"), asked("search").casefold()
    rows = [
        row
        for row in table.rows
        if VIEWS[view][1](row) and (not zone or _has_zone(row, zone)) and search in row.school.casefold()
    ]
    rows.sort(key=lambda row: (row.decided - row.assessed, row.school))
    return render_template(
        "overview/show.html",
        table=table,
        kinds=[
            kind for kind in table.kinds if kind[0] in CORE or any(row.documents.get(kind[0]) for row in table.rows)
        ],
        rows=rows,
        view=view,
        views=[(key, title, sum(map(test, table.rows))) for key, (title, test) in VIEWS.items()],
        search=asked("search"),
        asked={key: value for key, value in request.args.items() if value},
        assessed=sum(row.assessed for row in table.rows),
        decided=sum(row.decided for row in table.rows),
        conforming=sum(row.conforming for row in table.rows),
        decides=actor().has(*COORDINATORS),
        profile=seasons.season_profile(services()),
    )
