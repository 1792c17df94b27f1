"""Schools × documents with zones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.register import Municipality, Season
    from review.model.submission import SchoolDocument


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school's line: its documents by kind, in the profile's order; missing kinds have an empty tuple."""

    school_id: int
    school: str
    municipality: str
    activated: tuple[str, ...] | None
    documents: dict[str, tuple[SchoolDocument, ...]]
    unknown: tuple[SchoolDocument, ...]  # kind not told yet
    uploaded: int
    assessed: int
    decided: int
    conforming: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The table of the territory."""

    season: Season
    kinds: tuple[tuple[str, str], ...]  # (key, title)
    rows: tuple[SchoolRow, ...]
    municipalities: tuple[Municipality, ...]  # to filter by
    schools_with_documents: int
    documents: int
    waiting_for_decision: int


def overview(
    services: Services, actor: Actor, *, municipality_id: int | None = None, season_id: int | None = None
) -> Overview:
    """Coordinators, experts, curators: the schools they may see. Zones stand in SchoolDocument totals."""
    raise NotImplementedError
