"""Where a paper's target lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.register import Municipality, SchoolCard, Season


@dataclass(frozen=True)
class Ground:
    """Where a target lies: what every paper about it shares before a body begins to speak."""

    season: Season
    cards: tuple[SchoolCard, ...]
    towns: tuple[Municipality, ...]
    place: str
    region_id: int
    region: str
    municipality_id: int | None
