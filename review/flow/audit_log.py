"""Who did what, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.register import AuditLine


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the journal, the latest first."""

    rows: tuple[AuditLine, ...]
    total: int
    page: int
    pages: int


def list_audit(
    services: Services,
    actor: Actor,
    *,
    action: str | None = None,
    person_id: int | None = None,
    document_id: int | None = None,
    since: date | None = None,
    page: int = 1,
    size: int = 100,
) -> AuditPage:
    """Coordinators see their territory, administrators everything. Raises NotAllowed for others."""
    raise NotImplementedError
