"""Project years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def list_seasons(services: Services, actor: Actor) -> tuple[Season, ...]:
    """All years, the latest first."""
    raise NotImplementedError


def current_season(services: Services) -> Season:
    """The year documents are uploaded to. Raises NotFound before init."""
    raise NotImplementedError


def season_profile(services: Services, *, season_id: int | None = None) -> Profile:
    """The profile of a year (the current one by default): risk catalogue, kinds, stages for forms and pages."""
    raise NotImplementedError


def open_season(services: Services, actor: Actor, *, title: str, year: int, profile: str) -> OpenedSeason:
    """Open a year and make it current (administrator, regional coordinator). Raises BadInput for a year there is."""
    raise NotImplementedError
