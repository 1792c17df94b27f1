"""One use case, one transaction: its writes, its line in the journal and its jobs are kept together or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.flow.notices.telling import tell_of_act
from review.flow.register import years
from review.flow.writes import Writes
from review.store import audit
from review.store.register import seasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.flow.services import Services
    from review.model.access import Actor
    from review.model.rights import Place

NOBODY = "служба"  # who acts when no person does


@dataclass(slots=True)
class Transaction(Writes):
    """What a use case writes through."""

    def note(
        self, action: str, *, place: Place | None = None, document_id: int | None = None, **details: object
    ) -> None:
        """Write the act down and tell those whom it concerns.

        `place` chooses the chain: the municipality's, the region's or the service's own.
        """
        if self.actor is not None and document_id is not None:
            self._demand_open_year(document_id)
        stream = audit.SERVICE
        if place is not None:
            stream = audit.stream_of(region_id=place.region_id, municipality_id=place.municipality_id)
        audit.append(
            self.session,
            audit.Entry(
                stream=stream,
                at=self.now,
                actor_id=self.actor.id if self.actor else None,
                actor=self.actor.name if self.actor else NOBODY,
                action=action,
                document_id=document_id,
                school_id=place.school_id if place else None,
                details=details,
            ),
        )
        tell_of_act(self, action, document_id, details, place)

    def _demand_open_year(self, document_id: int) -> None:
        """No person acts on a document of a closed year, whatever the act."""
        season_id = seasons.of_document(self.session, document_id)
        if season_id is not None:
            years.demand_open(self.session, season_id)


@contextmanager
def writing(services: Services, actor: Actor | None) -> Iterator[Transaction]:
    """A transaction; after its commit the queue is told of its jobs."""
    with services.database.session() as session:
        transaction = Transaction(session, services.now(), actor)
        yield transaction
    for job in transaction.queued:
        services.ring(job)
