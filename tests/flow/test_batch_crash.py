"""A batch whose worker is killed again and again: one whole paper to everybody, no number lost or doubled."""

import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from review.flow.papers.batches import issue as batch_issue
from review.flow.papers.batches import ordering as batching
from review.flow.papers.choosing.kinds import LETTER
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import registering, renditions
from review.flow.upkeep import maintenance
from review.jobs.supervise import environment
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.flow.many_schools import campaign_of_two, more_schools
from tests.stage import with_settings

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300  # seconds
SCHOOLS, KILLS = 60, 7  # a job is given up after five attempts: the batch must outlive that too
WORKERS = """
import os, socket, sys, threading, time
from review.bootstrap import services
from review.flow.services import russian_language
from review.jobs.worker import Worker
from review.settings import from_environment
russian_language()
for _ in sys.stdin:
    worker = os.fork()
    if worker:
        print(worker, flush=True)
        os.waitpid(worker, 0)
        continue
    worker = Worker(services(from_environment()), threading.Event())
    worker._take_over()
    while True:
        worker.drain(f"{socket.gethostname()}:{os.getpid()}:0", None)
        time.sleep(0.05)
"""  # each line asks for a fresh worker process, which comes quickly


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_batch_survives_a_worker_that_is_killed_again_and_again(stage):
    stage.services = with_settings(stage.services, soffice="no-such-office")
    campaign = campaign_of_two(stage)
    more_schools(stage, SCHOOLS - 1)
    services, lead = stage.services, stage["coordinator"]
    target = Target(municipality_id=stage.places["town"], campaign_id=campaign.id)
    plan = batching.plan(services, lead, template=LETTER, target=target)
    assert (plan.ready, len(plan.addressees)) == (SCHOOLS, SCHOOLS + 1)
    keys = [one.key for one in plan.addressees]
    batch = batching.begin(services, lead, template=LETTER, target=target, keys=keys, form_key="killed")
    assert _work_and_kill(stage, batch.id) > 0, "no job was given up"
    page = batching.batch_page(services, lead, batch_id=batch.id)
    assert (page.batch.issued, page.batch.refused, page.batch.waiting, page.stopped) == (SCHOOLS, 0, 0, False)
    assert len({item.paper_id for item in page.items}) == SCHOOLS
    papers = registering.list_papers(services, lead)
    assert sorted(paper.number for paper in papers) == list(range(1, SCHOOLS + 1))
    assert len({paper.addressee for paper in papers}) == SCHOOLS
    _files_are_whole(services, lead, batch.id, papers)
    found = [one for one in maintenance.doctor(services).ailments if "document.decided" not in one.message]
    assert found == [], "copied decisions have no line in the journal; everything else is sound"


def _work_and_kill(stage, batch_id):
    """Kill the worker so often amid its letters, then let one end; how often the order was gone on with by hand."""
    dice, stops = random.Random(6), 0
    with subprocess.Popen(
        [sys.executable, "-c", WORKERS],
        env=dict(environment(stage.services.settings)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as workers:
        for left in (*range(KILLS), None):
            wanted = -1 if left is None else _page(stage, batch_id).batch.waiting - dice.randint(0, 5)
            workers.stdin.write("another\n")
            workers.stdin.flush()
            worker = int(workers.stdout.readline())
            try:
                stops += _watch(stage, batch_id, wanted)
                time.sleep(dice.uniform(0, 0.15))
            finally:
                os.kill(worker, signal.SIGKILL)
    return stops


def _watch(stage, batch_id, wanted):
    """Until so few wait, or the order is at its end; how often somebody had to press «Выпустить оставшиеся»."""
    stops, deadline = 0, time.monotonic() + LONGEST
    while (page := _page(stage, batch_id)).batch.waiting > wanted and page.batch.finished_at is None:
        assert time.monotonic() < deadline, "the worker does not get on"
        if page.stopped:
            stops += 1
            batching.go_on(stage.services, stage["coordinator"], batch_id=batch_id)
        time.sleep(0.05)
    return stops


def _page(stage, batch_id):
    return batching.batch_page(stage.services, stage["coordinator"], batch_id=batch_id)


def _files_are_whole(services, lead, batch_id, papers):
    _, packed = batch_issue.batch_zip(services, lead, batch_id=batch_id)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(papers)
        held = {archive.read(name) for name in names}
    assert held == {services.files.get(paper.docx_sha256) for paper in papers}
    _, book = batch_issue.batch_book(services, lead, batch_id=batch_id)
    shown = " ".join(words for _, words in read_docx(book, Limits()).units())
    assert all(paper.addressee in " ".join(shown.split()) for paper in papers)
    with services.database.reading() as session:
        for paper in papers:
            assert renditions.made_again(services, session, paper.id) == services.files.get(paper.docx_sha256)
