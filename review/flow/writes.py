"""An open transaction as those see it who only write and queue; `Transaction` adds the journal that tells people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.store import jobs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from review.model.access import Actor
    from review.store.database import Session


@dataclass(slots=True)
class Writes:
    """The session, the hour, who acts, and the jobs the act causes."""

    session: Session
    now: datetime
    actor: Actor | None
    queued: list[int] = field(default_factory=list)

    def queue(
        self,
        kind: str,
        payload: Mapping[str, object],
        *,
        key: str,
        merge: str | None = None,
        priority: int = jobs.USUAL,
        delay: float = 0,
    ) -> None:
        """Write a job down; its bell rings after the commit."""
        job = jobs.enqueue(
            self.session, kind, payload, key=key, now=self.now, merge=merge, priority=priority, delay=delay
        )
        if job is not None:
            self.queued.append(job)
