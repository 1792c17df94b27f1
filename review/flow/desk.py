"""What waits for me."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.submission import SchoolDocument

Waiting = Literal["rework", "refused", "confirm", "begin", "go_on", "decide", "kind"]


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits. `what`: rework (школа: доработать), refused (не прочитан), confirm (куратор: подтвердить),
    begin / go_on (эксперт), decide (координатор), kind (вид не распознан).
    """

    what: Waiting
    document: SchoolDocument
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Recent:
    """Something that happened in the actor's territory lately."""

    at: datetime
    words: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The first page: what waits, by date, and what changed."""

    todos: tuple[Todo, ...]
    recent: tuple[Recent, ...]
    counts: dict[str, int]  # by Waiting


def desk(services: Services, actor: Actor) -> Desk:
    """The actor's desk for the current year."""
    raise NotImplementedError
