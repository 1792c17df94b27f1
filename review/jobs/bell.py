"""The bell: a queue that carries nothing but the word that there is work. Losing a message costs a few seconds."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, Any

from huey import SqliteHuey

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.settings import Settings

log = logging.getLogger(__name__)


def queue(settings: Settings, work: Callable[[int], None] | None = None) -> tuple[Any, Any]:
    """The queue and its one task. Only the worker gives `work`; others ring."""
    settings.data.mkdir(parents=True, exist_ok=True)
    made = SqliteHuey("expertiza", filename=str(settings.data / "queue.sqlite3"), results=False, timeout=30)

    @made.task(name="perform")  # type: ignore[untyped-decorator]  # huey ships no types
    def perform(job_id: int) -> None:
        if work is not None:
            work(job_id)

    return made, perform


def ringer(settings: Settings) -> Callable[[int], None]:
    """A function that tells the worker of a job. It never fails: the sweeper finds what it could not tell."""
    _, perform = queue(settings)

    def ring(job_id: int) -> None:
        try:
            perform(job_id)
        except sqlite3.Error as error:
            log.warning("the bell of job %s did not ring: %s", job_id, error)

    return ring
