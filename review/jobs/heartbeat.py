"""Holds a job's lease while its use case runs."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from review.errors import StorageDown
from review.store import jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.flow.services import Services
    from review.store.jobs import Job

BEATS_PER_LEASE = 3
log = logging.getLogger(__name__)


@contextmanager
def heartbeat(services: Services, job: Job) -> Iterator[None]:
    """Renew the lease in a thread of its own until the work is done, or the lease is lost."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(services, job, done), name=f"heartbeat-{job.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(services: Services, job: Job, done: threading.Event) -> None:
    lease = services.settings.lease_seconds
    while not done.wait(lease / BEATS_PER_LEASE):
        try:
            with services.database.session() as session:
                if not jobs.beat(session, job, now=services.now(), lease=lease):
                    log.warning("job %s: the lease was lost", job.id)
                    return
        except StorageDown as error:  # tried again at the next beat; the lease outlives two missed ones
            log.warning("job %s: %s", job.id, error.message)
