"""Who did what, when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from review.errors import NotAllowed
from review.flow.upkeep.audit_words import words_of
from review.model.rights import RIGHTS
from review.store import journal

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
    search: str = "",
    page: int = 1,
    size: int = 100,
) -> AuditPage:
    """Coordinators see their territory, administrators everything. Raises NotAllowed for others."""
    if not actor.has(*RIGHTS["read_audit"]):
        raise NotAllowed("Журнал действий ведётся для координаторов и администраторов.", "Спросите координатора.")
    begun = None if since is None else datetime.combine(since, time(), UTC)
    with services.database.reading() as session:
        wanted = journal.Wanted(action=action, person_id=person_id, document_id=document_id, since=begun, search=search)
        total = journal.count(session, actor, wanted)
        pages = max(1, -(-total // size))
        page = max(1, min(page, pages))
        rows = journal.find(session, actor, wanted, limit=size, offset=(page - 1) * size)
    return AuditPage(tuple(replace(row, words=words_of(row)) for row in rows), total, page, pages)
