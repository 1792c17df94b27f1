import dataclasses
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from review.errors import StorageDown
from review.flow.submission import documents, uploading
from review.flow.submission.uploading import Sent
from review.flow.upkeep import audit_log, maintenance
from review.jobs.bell import queue, ringer
from review.jobs.supervise import Supervisor, environment, supervised
from review.jobs.worker import Worker
from review.model.submission import VersionState
from review.settings import from_environment
from review.store import jobs
from tests.stage import InProcess, a_concept

ROOT = Path(__file__).parents[2]


@pytest.fixture
def alive(stage):
    """The stage on the real clock, as a worker process knows it."""
    stage.services = dataclasses.replace(
        stage.services, now=lambda: datetime.now(UTC), ring=ringer(stage.services.settings)
    )
    return stage


def send(stage, *names):
    files = [Sent(name, a_concept(name), kind="concept") for name in names]
    return [
        item.document.id
        for item in uploading.upload(stage.services, stage["school"], school_id=stage.places["school"], files=files)
    ]


def worker(stage):
    return Worker(stage.services, threading.Event())


def states(stage, ids):
    return [item.state for item in documents.progress(stage.services, stage["school"], document_ids=ids)]


def due_now(stage):
    """Delayed and paused jobs need not be waited for."""
    with stage.services.database.session() as session:
        session.execute(text("UPDATE job SET run_after = created_at WHERE state = 'waiting'"))


def checked_lines(stage, document_id):
    page = audit_log.list_audit(stage.services, stage["admin"], document_id=document_id, action="document.checked")
    return sum(line.action == "document.checked" for line in page.rows)


def test_jobs_are_done_once_and_the_kit_after_its_documents(alive):
    ids = send(alive, "a.docx", "b.docx")
    done = worker(alive).drain("w", InProcess())
    due_now(alive)
    done += worker(alive).drain("w", InProcess())
    assert done == 5  # two documents read, their kit once, the pages of each
    assert states(alive, ids) == [VersionState.CHECKED] * 2
    assert [checked_lines(alive, number) for number in ids] == [1, 1]
    assert maintenance.doctor(alive.services).ailments == ()


class Breaks:
    """A child that fails as a bug would."""

    def run(self, *_, **__):
        raise RuntimeError("a bug")


class NoDisk:
    def run(self, *_, **__):
        raise StorageDown("Нет места.", "Освободите место.")


def test_a_bug_is_tried_again_and_told_at_last_while_others_are_served(alive):
    ids = send(alive, "a.docx")
    for _ in range(5):
        worker(alive).drain("w", Breaks())
        due_now(alive)
    assert states(alive, ids) == [VersionState.REFUSED]
    page = documents.document_page(alive.services, alive["school"], document_id=ids[0])
    assert "ошибка программы" in page.version.problem.message
    assert "a bug" not in page.version.problem.message
    assert [ailment.rule for ailment in maintenance.doctor(alive.services).ailments] == ["job_dead"]


def test_a_passing_trouble_costs_a_pause_and_nothing_else(alive):
    ids = send(alive, "a.docx")
    worker(alive).drain("w", NoDisk())
    assert states(alive, ids) == [VersionState.READING]
    due_now(alive)
    worker(alive).drain("w", InProcess())
    assert states(alive, ids) == [VersionState.CHECKED]


class StolenMeanwhile:
    """While the child reads, the lease runs out and another worker does the work."""

    def __init__(self, stage):
        self.stage = stage
        self.stolen = False

    def run(self, *args, **_):
        result = InProcess().run(*args)
        if not self.stolen:
            self.stolen = True
            with self.stage.services.database.session() as session:
                session.execute(text("UPDATE job SET lease_until = created_at WHERE state = 'running'"))
            worker(self.stage).drain("thief", InProcess())
        return result


def test_the_effect_of_a_lost_lease_is_dropped(alive):
    ids = send(alive, "a.docx")
    worker(alive).drain("slow", StolenMeanwhile(alive))
    assert states(alive, ids) == [VersionState.CHECKED]
    assert checked_lines(alive, ids[0]) == 1
    with alive.services.database.reading() as session:
        assert session.execute(text("SELECT state, attempts FROM job WHERE kind = 'examine'")).all() == [("done", 2)]


def test_a_heartbeat_keeps_the_lease_of_long_work(alive):
    settings = dataclasses.replace(alive.services.settings, lease_seconds=1)
    alive.services = dataclasses.replace(alive.services, settings=settings)
    ids = send(alive, "a.docx")
    seen = []

    class Slow(InProcess):
        def run(self, *args, **_):
            time.sleep(1.5)
            with alive.services.database.session() as session:
                seen.append(jobs.claim(session, owner="thief", now=datetime.now(UTC), lease=1))
            return super().run(*args)

    worker(alive).drain("slow", Slow())
    assert seen[0] is None
    assert states(alive, ids) == [VersionState.CHECKED]


def test_a_bell_that_was_lost_is_rung_again_by_the_sweeper(alive):
    quiet = dataclasses.replace(alive.services, ring=lambda _: None)
    uploading.upload(
        quiet, alive["school"], school_id=alive.places["school"], files=[Sent("a.docx", a_concept(), kind="concept")]
    )
    bell, _ = queue(alive.services.settings)
    assert bell.pending_count() == 0
    sweeper = worker(alive)
    sweeper._sweep(1)
    assert bell.pending_count() == 1
    sweeper._sweep(1)
    assert bell.pending_count() == 1


KILLED = """
import os, socket, threading, time
from review.bootstrap import services
from review.jobs.worker import Worker
from review.settings import from_environment
class Hangs:
    def run(self, *args, **kw):
        print("reading", flush=True)
        time.sleep(600)
made = services(from_environment())
Worker(made, threading.Event()).drain(f"{socket.gethostname()}:{os.getpid()}:0", Hangs())
"""


def test_work_of_a_killed_process_is_done_once_by_the_next(alive):
    ids = send(alive, "a.docx")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED],
        env=dict(environment(alive.services.settings)),
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout.readline() == b"reading\n"
        assert worker(alive).drain("other", InProcess()) == 0
        process.send_signal(signal.SIGKILL)
        process.wait()
    next_ = worker(alive)
    next_._take_over()
    assert next_.drain(f"{socket.gethostname()}:{os.getpid()}:0", InProcess()) >= 1
    assert states(alive, ids) == [VersionState.CHECKED]
    assert checked_lines(alive, ids[0]) == 1
    due_now(alive)
    next_.drain("w", InProcess())
    assert maintenance.doctor(alive.services).ailments == ()


def test_the_worker_is_told_the_same_installation(alive):
    settings = alive.services.settings
    told = from_environment(environment(settings))
    assert (told.data, told.url, told.workers) == (settings.data.resolve(), settings.url, settings.workers)


@pytest.mark.long
def test_a_killed_worker_comes_back_and_no_work_is_lost_or_done_twice(alive):
    names = [f"{number}.docx" for number in range(12)]
    with supervised(alive.services.settings) as supervisor:
        ids = send(alive, *names)
        killed = 0
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            done = sum(state is VersionState.CHECKED for state in states(alive, ids))
            if done >= 3 * (killed + 1) and killed < 3 and supervisor.pid is not None:
                os.kill(supervisor.pid, signal.SIGKILL)
                killed += 1
            if done == len(ids):
                break
            time.sleep(0.1)
    assert killed == 3
    assert states(alive, ids) == [VersionState.CHECKED] * len(ids)
    assert [checked_lines(alive, number) for number in ids] == [1] * len(ids)
    rules = {ailment.rule for ailment in maintenance.doctor(alive.services).ailments}
    assert rules == set()


def test_the_supervisor_stops_its_worker_at_the_end(alive):
    supervisor = Supervisor(alive.services.settings)
    supervisor.start()
    process = supervisor.pid
    assert process is not None
    supervisor.close()
    assert supervisor.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
