"""Many documents through guarded children, in order: as many children as jobs, one thread each."""

from __future__ import annotations

import json
import os
import queue
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from review.errors import ReviewError
from review.intake.guard import Guard
from review.intake.template import template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from review.settings import Settings

CHILD = "review.flow.runs.child"
Job = TypeVar("Job")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Job]):
    """What came of one job: a result or a typed refusal, and how long it took."""

    job: Job
    result: object | None
    error: ReviewError | None
    seconds: float


def reading_child(settings: Settings) -> Guard:
    """A guarded child that reads and examines documents, as yet not started."""
    return Guard(f"{CHILD}:perform", limits=settings.limits, setup=_setup(settings))


def make_ready(settings: Settings) -> None:
    """Begin loading what children need while something else is being done."""
    template(_setup(settings)).start()


def _setup(settings: Settings) -> tuple[str, ...]:
    return (f"review.flow.runs.warming:warm_up {json.dumps([str(settings.rubrics), str(settings.own_rubrics)])}",)


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Children:
    """A set of guarded children that share the work of one run. A context manager: leaves no process behind."""

    def __init__(self, jobs: int, settings: Settings) -> None:
        self._stack = ExitStack()
        self._jobs = jobs
        self._settings = settings
        self._idle: queue.SimpleQueue[Guard] = queue.SimpleQueue()
        self._guards: list[Guard] = []

    def __enter__(self) -> Self:
        for _ in range(self._jobs):
            guard = reading_child(self._settings)
            self._stack.callback(guard.close)
            self._idle.put(guard)
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def map(
        self, name: str, jobs: Sequence[Job], arguments: Callable[[Job], tuple[object, ...]]
    ) -> Iterator[Answer[Job]]:
        """Call review.flow.runs.child.<name>(*arguments(job)) for each job; answers come in the jobs' order."""

        def one(job: Job) -> Answer[Job]:
            guard = self._idle.get()
            begun = time.perf_counter()
            try:
                result, error = guard.run(name, *arguments(job)), None
            except ReviewError as refused:
                result, error = None, refused
            finally:
                self._idle.put(guard)
            return Answer(job, result, error, time.perf_counter() - begun)

        with ThreadPoolExecutor(self._jobs) as pool:
            yield from pool.map(one, jobs)
