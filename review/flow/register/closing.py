"""A year is closed with what it came to; from then on its documents and cards are only read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from review.errors import NotAllowed, WrongState
from review.exchange.workbook import write_sheets
from review.flow.transaction import writing
from review.model.rights import Place, may
from review.store.register import seasons as store
from review.store.register import territory
from review.store.register import years as figures

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.register import Season
    from review.store.register.years import TownYear

HEAD = (
    "Регион",
    "Муниципалитет",
    "Школ",
    "Документов",
    "Соответствуют",
    "На доработке",
    "Не соответствуют",
    "Без решения",
    "Отозвано",
    "Апелляций",
    "Решений изменено по апелляции",
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands in the way of closing a year, and what will stay as it is."""

    season: Season
    campaigns: tuple[str, ...]  # running: they are closed first
    appeals: int  # waiting for an answer: they are answered first
    undecided: tuple[TownYear, ...]  # municipalities with documents nobody decided on

    @property
    def ready(self) -> bool:
        """May the year be closed now?"""
        return not self.campaigns and not self.appeals


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year's figures by municipality, as far as the actor may see them; frozen once it is closed."""

    season: Season
    towns: tuple[TownYear, ...]


def closing(services: Services, actor: Actor, *, season_id: int) -> Closing:
    """Look before the year is closed (administrator)."""
    _demand_administrator(actor)
    with services.database.reading() as session:
        season = store.season(session, season_id)
        towns = figures.by_town(session, season_id)
        return Closing(
            season=season,
            campaigns=figures.running_campaigns(session, season_id),
            appeals=figures.waiting_appeals(session, season_id),
            undecided=tuple(one for one in towns if one.undecided),
        )


def _demand_administrator(actor: Actor) -> None:
    if not may(actor, "open_season", Place()):
        raise NotAllowed("Год закрывает администратор.", "Год один на всю установку, для всех регионов.")


def close_season(services: Services, actor: Actor, *, season_id: int) -> Season:
    """Close a year. Raises NotAllowed, NotFound, WrongState (closed already, campaigns run, appeals wait)."""
    found = closing(services, actor, season_id=season_id)
    if found.season.closed_at is not None:
        raise WrongState(f"{found.season.title} уже закрыт.", "Обновите страницу.")
    if found.campaigns:
        raise WrongState(f"Идут кампании: {', '.join(found.campaigns)}.", "Сначала завершите их.")
    if found.appeals:
        raise WrongState(f"Апелляций ждёт ответа: {found.appeals}.", "Сначала ответьте на них.")
    with writing(services, actor) as t:
        summary = [asdict(one) for one in figures.by_town(t.session, season_id)]
        written = json.dumps(summary, ensure_ascii=False)
        store.close(t.session, season_id, by=actor.id, now=t.now, summary=written)
        t.note("season.closed", year=found.season.year, title=found.season.title)
        return store.season(t.session, season_id)


def reopen_season(services: Services, actor: Actor, *, season_id: int) -> Season:
    """Open a year again that was closed by mistake. Raises NotAllowed, WrongState."""
    _demand_administrator(actor)
    with writing(services, actor) as t:
        season = store.season(t.session, season_id)
        if season.closed_at is None:
            raise WrongState(f"{season.title} не закрыт.", "Обновите страницу.")
        store.reopen(t.session, season_id)
        t.note("season.reopened", year=season.year, title=season.title)
        return store.season(t.session, season_id)


def year_summary(services: Services, actor: Actor, *, season_id: int) -> YearSummary:
    """What a year came to, or has come to so far, in the actor's territory. Raises NotFound."""
    with services.database.reading() as session:
        season = store.season(session, season_id)
        mine = {one.id for one in territory.municipalities(session, actor)}
        written = store.summary(session, season_id)
        towns = (
            figures.by_town(session, season_id)
            if written is None
            else tuple(figures.TownYear(**one) for one in json.loads(written))
        )
        return YearSummary(season, tuple(one for one in towns if one.municipality_id in mine))


def summary_sheet(services: Services, actor: Actor, *, season_id: int) -> tuple[str, bytes]:
    """(file name, XLSX) of the year's figures."""
    found = year_summary(services, actor, season_id=season_id)
    rows = [(one.region, one.municipality, *map(str, one.figures)) for one in found.towns]
    return f"Итоги {found.season.year}.xlsx", write_sheets({"Итоги года": [HEAD, *rows]})
