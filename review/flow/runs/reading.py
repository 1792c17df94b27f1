"""Many documents through guarded children, in order: as many children as jobs, one thread each."""

from __future__ import annotations

import os
import queue
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from review.errors import ReviewError
from review.intake.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from review.settings import Limits

Job = TypeVar("Job")
SETUP = ("review.flow.runs.child", "review.language.russian:russian")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Job]):
    """What came of one job: a result or a typed refusal, and how long it took."""

    job: Job
    result: object | None
    error: ReviewError | None
    seconds: float


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Children:
    """A set of guarded children that share the work of one run. A context manager: leaves no process behind."""

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._stack = ExitStack()
        self._jobs = jobs
        self._limits = limits
        self._idle: queue.SimpleQueue[Guard] = queue.SimpleQueue()
        self._guards: list[Guard] = []

    def __enter__(self) -> Self:
        for _ in range(self._jobs):
            guard = Guard("review.flow.runs.child:perform", limits=self._limits, setup=SETUP)
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
