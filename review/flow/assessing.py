"""An expert fills the form for one version of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.assessment import Assessment, Mark


@dataclass(frozen=True, slots=True)
class MarkForm:
    """What one criterion's form sends. `level` None with not_applicable False clears the mark."""

    code: str
    level: int | None
    not_applicable: bool = False
    reason: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One line of a mark's history."""

    code: str
    level: int | None
    not_applicable: bool
    reason: str
    recommendation: str
    at: datetime
    by: str
    version: int


def open_assessment(services: Services, actor: Actor, *, document_id: int) -> Assessment:
    """Begin, or go on with, the actor's form for the latest version. The document is then «на экспертизе».

    Municipal experts of the territory, coordinators and administrators may mark. Raises NotAllowed, WrongState (not
    read yet, decided already, another expert works on it).
    """
    raise NotImplementedError


def save_mark(services: Services, actor: Actor, *, assessment_id: int, form: MarkForm, expected: int) -> Assessment:
    """Save one criterion. `expected` is Mark.version as shown (0 when there is none).

    Raises Stale when saved meanwhile (the stored one is in current_mark), BadInput: a level that differs from the
    proposal and «неприменимо» need a reason; a level outside the scale; an unknown code.
    """
    raise NotImplementedError


def accept_proposals(services: Services, actor: Actor, *, assessment_id: int) -> Assessment:
    """Set the proposed level on every criterion that has a proposal and no mark yet."""
    raise NotImplementedError


def current_mark(services: Services, actor: Actor, *, assessment_id: int, code: str) -> Mark | None:
    """The stored mark, to show beside one's own after Stale."""
    raise NotImplementedError


def mark_history(services: Services, actor: Actor, *, assessment_id: int, code: str) -> tuple[MarkChange, ...]:
    """Every save of one criterion's mark, the latest first."""
    raise NotImplementedError


def save_texts(services: Services, actor: Actor, *, assessment_id: int, praise: str, summary: str) -> Assessment:
    """Save «положительно отмечено» and «общий вывод»."""
    raise NotImplementedError


def finish(services: Services, actor: Actor, *, assessment_id: int) -> Assessment:
    """Close the form: every criterion has a level or «неприменимо». Raises BadInput naming what is left."""
    raise NotImplementedError


def reopen(services: Services, actor: Actor, *, assessment_id: int) -> Assessment:
    """Go on marking a finished form while nothing is decided."""
    raise NotImplementedError
