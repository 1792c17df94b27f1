"""The worker: threads that take jobs under a lease, each with a reading child of its own, and a sweeper."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any

from review.errors import ReviewError, StorageDown
from review.flow.notices.daily import queue_today
from review.flow.runs.reading import reading_child
from review.flow.submission.work import Work
from review.flow.submission.working import abandon, perform
from review.jobs.bell import queue
from review.jobs.heartbeat import heartbeat
from review.store import jobs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from review.flow.services import Services
    from review.store.database import Session
    from review.store.jobs import Job

POLL_SECONDS = 0.2
TELL_SECONDS = 0.5
PARENT = "EXPERTIZA_PARENT"  # the supervisor's process: without it we stop
log = logging.getLogger(__name__)


def work(services: Services) -> int:
    """The `worker` command: carry out jobs until stopped. Returns the exit status."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Worker(services, stop).run()
    return 0


class Worker:
    """One process's share of the work."""

    def __init__(self, services: Services, stop: threading.Event) -> None:
        self.services = services
        self.stop = stop
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._local = threading.local()
        self._day: date | None = None  # the last one whose daily round was written down
        self._queue, self._perform = queue(services.settings, self._rung)

    def run(self) -> None:
        """Serve the bell in threads and sweep in this one, until told to stop."""
        self._take_over()
        names = [f"{self.name}:{number}" for number in range(max(1, self.services.settings.workers))]
        threads = [threading.Thread(target=self._serve, args=(name,), name=name, daemon=True) for name in names]
        for thread in threads:
            thread.start()
        while not self.stop.is_set():
            self._sweep(len(threads))
            self.stop.wait(self.services.settings.sweep_seconds)
            self._stop_without_parent()
        for thread in threads:
            thread.join(timeout=5)

    def _take_over(self) -> None:
        """What a killed worker of this machine was doing need not wait for its lease to end."""
        try:
            with self.services.database.session() as session:
                jobs.release(session, host=socket.gethostname(), is_alive=_is_alive, now=self.services.now())
        except StorageDown as error:
            log.warning("%s", error.message)

    def drain(self, owner: str, reader: Any) -> int:  # noqa: ANN401 - a Guard, or what a test puts in its place
        """Do every due job; how many were done."""
        done = 0
        while not self.stop.is_set():
            with self.services.database.session() as session:
                lease = self.services.settings.lease_seconds
                job = jobs.claim(session, owner=owner, now=self.services.now(), lease=lease)
            if job is None:
                return done
            run(self.services, reader, job)
            done += 1
        return done

    def _serve(self, owner: str) -> None:
        """One thread: wait for the bell, then work until nothing is due."""
        self._local.owner = owner
        self._local.reader = reading_child(self.services.settings)
        try:
            self._get_ready()
            while not self.stop.is_set():
                message = self._queue.dequeue()
                if message is None:
                    self.stop.wait(POLL_SECONDS)
                else:
                    self._queue.execute(message)
        finally:
            self._local.reader.close()

    def _get_ready(self) -> None:
        """Load the child's libraries now: the first document need not wait for them."""
        try:
            self._local.reader.run("get_ready", self.services.settings)
        except ReviewError as error:
            log.warning("the reading child is not ready: %s", error.message)

    def _rung(self, job_id: int) -> None:
        """The bell names a job, but the most urgent one goes first."""
        log.debug("rung for job %s", job_id)
        try:
            self.drain(self._local.owner, self._local.reader)
        except StorageDown as error:
            log.warning("%s", error.message)

    def _sweep(self, threads: int) -> None:
        """Ring for work whose bell was lost or whose worker is gone, and for what each day brings."""
        try:
            self._begin_day()
            with self.services.database.reading() as session:
                waiting = jobs.due(session, now=self.services.now(), limit=threads)
        except StorageDown as error:
            log.warning("%s", error.message)
            return
        if waiting and self._queue.pending_count() == 0:
            for job_id in waiting:
                self._perform(job_id)

    def _begin_day(self) -> None:
        today = self.services.now().astimezone().date()
        if today != self._day:
            queue_today(self.services)
            self._day = today

    def _stop_without_parent(self) -> None:
        parent = os.environ.get(PARENT)
        if parent and os.getppid() != int(parent):
            log.warning("the supervisor is gone")
            self.stop.set()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def run(services: Services, reader: Any, job: Job) -> None:  # noqa: ANN401 - as above
    """One claimed job from its beginning to done, later, or given up. Nothing it raises ends the worker."""
    work_ = Work(reader=reader, tell=_teller(services, job), settle=_settler(services, job))
    try:
        with heartbeat(services, job):
            perform(services, work_, job)
    except ReviewError as error:
        log.warning("job %s (%s): %s", job.id, job.kind, error.message)
        _failed(services, job, error.message, error)
    except Exception as error:  # one of the two places where everything is caught: one job must not stop the others
        log.exception("job %s (%s) failed", job.id, job.kind)
        _failed(services, job, "".join(traceback.format_exception_only(error)).strip(), None)


def _failed(services: Services, job: Job, words: str, error: ReviewError | None) -> None:
    try:
        with services.database.session() as session:
            given_up = jobs.fail(session, job, now=services.now(), error=words)
        if given_up:
            abandon(services, job, error)
    except StorageDown as down:  # the lease will run out and the job come back
        log.warning("job %s: %s", job.id, down.message)


def _settler(services: Services, job: Job) -> Callable[[Session], None]:
    return lambda session: jobs.finish(session, job, now=services.now())


def _teller(services: Services, job: Job) -> Callable[[str], None]:
    """Progress for the journal of jobs, not oftener than twice a second."""
    last = 0.0

    def tell(words: str) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_SECONDS:
            last = time.monotonic()
            with services.database.session() as session:
                jobs.tell(session, job, words)

    return tell
