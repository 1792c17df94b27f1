"""Numbers under many clerks and under clerks that are killed: a whole registered paper or none, no gap, no double."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from review.errors import ReviewError, WrongState
from review.flow.papers.issuing import registering, renditions
from review.flow.papers.register import approving
from review.flow.upkeep import maintenance
from review.store.papers import paper_trail
from review.store.tables.paper_life import ChainRow, DraftRow
from tests.flow.test_paper_life import a_draft

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3  # each starts three clerks anew
CLERK = ROOT / "tests" / "flow" / "clerk_at_work.py"


def at_once(count, work):
    """Run `work(number)` in so many threads at the same moment; what each raised."""
    start, raised = threading.Barrier(count), [None] * count

    def run(number):
        start.wait()
        try:
            work(number)
        except ReviewError as error:
            raised[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_twenty_clerks_register_twenty_drafts_without_gap_or_double(stage):
    services, lead = stage.services, stage["coordinator"]
    services.language()
    drafts = [a_draft(stage) for _ in range(20)]
    actors = [lead if number % 2 else stage["admin"] for number in range(20)]
    raised = at_once(
        20,
        lambda n: approving.register_draft(services, actors[n], draft_id=drafts[n].id, expected=drafts[n].version),
    )
    assert raised == [None] * 20
    papers = registering.list_papers(services, lead)
    assert sorted(paper.number for paper in papers) == list(range(1, 21))
    assert maintenance.doctor(services).ailments == ()


def test_one_draft_becomes_one_paper_however_many_register_it(stage):
    services, lead = stage.services, stage["coordinator"]
    services.language()
    draft = a_draft(stage)
    raised = at_once(20, lambda _: approving.register_draft(services, lead, draft_id=draft.id, expected=draft.version))
    assert raised.count(None) == 1
    assert all(error is None or isinstance(error, ReviewError) for error in raised)
    assert [paper.number for paper in registering.list_papers(services, lead)] == [1]
    with pytest.raises(WrongState):
        approving.register_draft(services, lead, draft_id=draft.id, expected=draft.version + 1)


@pytest.mark.long
def test_killed_clerks_leave_whole_papers_or_none(stage):
    services, lead = stage.services, stage["coordinator"]
    dice = random.Random(500)
    url = services.settings.database_url
    told = []
    for _ in range(ROUNDS):
        clerks = [_clerk(url, services.settings.data.parent, lead.id) for _ in range(3)]
        for clerk in clerks:
            clerk.stdout.readline()  # at work
        time.sleep(dice.uniform(0.2, 2.0))
        for clerk in clerks:
            os.kill(clerk.pid, signal.SIGKILL)
        told += [clerk.communicate()[0] for clerk in clerks]
    papers = registering.list_papers(services, lead)
    assert len(papers) >= 3 * ROUNDS
    assert sorted(paper.number for paper in papers) == list(range(1, len(papers) + 1))
    for paper in papers:
        assert services.files.get(paper.docx_sha256)
    _drafts_and_chains_are_whole(services, {paper.id: paper for paper in papers})
    assert maintenance.doctor(services).ailments == ()
    with services.database.reading() as session:
        for paper in dice.sample(papers, 5):
            assert renditions.made_again(services, session, paper.id) == services.files.get(paper.docx_sha256)


def _clerk(url, folder, person):
    return subprocess.Popen(
        [sys.executable, str(CLERK), url, str(folder), str(person)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _drafts_and_chains_are_whole(services, papers):
    with services.database.reading() as session:
        registered = set(session.scalars(select(DraftRow.paper_id).where(DraftRow.state == "registered")))
        chains = session.scalars(select(ChainRow)).all()
        assert registered == set(papers), "a paper came from a draft that knows it"
        for chain in chains:
            assert papers[chain.old_id].state == "revoked"
            trail = paper_trail.trail(session, chain.old_id)
            assert [step.state for step in trail.steps] == ["revoked"]
            made = [one for one in trail.renditions if one.kind == "chain"]
            assert made
            assert all(services.files.has(one.sha256) for one in made)
        ended = {chain.old_id for chain in chains}
    assert {number for number, paper in papers.items() if paper.state == "revoked"} == ended
