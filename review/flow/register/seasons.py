"""Project years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import BadInput, NotAllowed
from review.flow.transaction import writing
from review.model.access import ROLE_TITLES
from review.model.rights import RIGHTS
from review.store.register import seasons as store

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.profile import Profile
    from review.model.register import Season


@dataclass(frozen=True, slots=True)
class OpenedSeason:
    """A new year and what came along: schools with director and curator; risks and documents start afresh."""

    season: Season
    schools: int


def list_seasons(services: Services, actor: Actor) -> tuple[Season, ...]:  # noqa: ARG001 - years are no secret
    """All years, the latest first."""
    with services.database.reading() as session:
        return store.list_seasons(session)


def current_season(services: Services) -> Season:
    """The year documents are uploaded to. Raises NotFound before init."""
    with services.database.reading() as session:
        return store.current(session)


def season_profile(services: Services, *, season_id: int | None = None) -> Profile:
    """The profile of a year (the current one by default): risk catalogue, kinds, stages for forms and pages."""
    with services.database.reading() as session:
        return services.library.profile(store.season(session, season_id).profile)


def open_season(services: Services, actor: Actor, *, title: str, year: int, profile: str) -> OpenedSeason:
    """Open a year and make it current (administrator, regional coordinator). Raises BadInput for a year there is."""
    if not actor.has(*RIGHTS["open_season"]):
        allowed = ", ".join(ROLE_TITLES[role] for role in RIGHTS["open_season"])
        raise NotAllowed("Новый год открываете не вы.", f"Это может сделать: {allowed}.")
    if profile not in services.library.profiles:
        raise BadInput(f"Профиля «{profile}» нет.", "Выберите профиль из списка.")
    with writing(services, actor) as t:
        season, schools = store.open_season(t.session, title=title.strip() or str(year), year=year, profile=profile)
        t.note("season.opened", year=year, title=season.title, profile=profile, schools=schools)
        return OpenedSeason(season, schools)
