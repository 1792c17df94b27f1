"""The job that issues a batch: one transaction an addressee, so an interruption loses no number and repeats none."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from review.errors import BadInput, BadTemplate, Damaged, NotAllowed, NotFound, ReviewError, WrongState
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing.papers import keep_words, whole
from review.flow.papers.issuing.registering import register_within
from review.flow.papers.issuing.writing import writer
from review.flow.submission.queueing import queue_batch
from review.flow.transaction import writing
from review.issue.files.merging import merged
from review.store.papers import batches
from review.store.papers import papers as paper_store
from review.store.register import people, territory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.flow.services import Services
    from review.flow.submission.work import Work
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.issued import Paper
    from review.store.database import Session
    from review.store.papers.batches import Batch, Item

REFUSALS = (BadInput, BadTemplate, NotFound, NotAllowed, WrongState, Damaged)  # of one addressee; others stop the job
LONGEST_NAME = 80
SLICE = 25  # papers of one job: then others get a turn, so that a school's document waits for no thousand letters


def issue_batch(services: Services, work: Work, *, batch_id: int) -> None:
    """Issue a slice of what waits. An addressee's paper, its number and its end are one transaction."""
    services.language()  # a second of loading that no transaction should wait for
    with services.database.reading() as session:
        batch = batches.by_id(session, batch_id)
        waiting = batches.items(session, batch_id, state="waiting", limit=SLICE)
        actor = people.actor(session, batch.created_by_id)
    for done, item in enumerate(waiting):
        work.tell(f"Готово {batch.issued + batch.refused + done} из {batch.size}")
        try:
            _issue_one(services, actor, batch, item)
        except REFUSALS as error:
            _refuse(services, item, error)
    with writing(services, None) as t:
        _end(t, batches.by_id(t.session, batch_id))
        work.settle(t.session)


def _end(t: Transaction, batch: Batch) -> None:
    """The next slice, or the end of the batch."""
    if batch.waiting:
        queue_batch(t, batch.id)
        return
    batches.finish(t.session, batch.id, now=t.now)
    where = territory.body_place(t.session, batch.body_id)
    t.note("batch.finished", place=where, title=batch.title, issued=batch.issued, papers=batch.size)


def _issue_one(services: Services, actor: Actor | None, batch: Batch, item: Item) -> None:
    if actor is None:
        raise NotAllowed("Учётная запись того, кто начал выпуск, закрыта.", "Начните выпуск заново.")
    answers = {**batch.answers, **item.answers}
    target = Target.of(item.target)
    made = whole(services, actor, template=batch.template, target=target, overrides=answers, body_id=batch.body_id)
    with writing(services, actor) as t:
        if not batches.take(t.session, item.id):
            return
        paper = register_within(services, t, actor, made.request, writer(services, made.template, made.facts))
        batches.settle(t.session, item.id, paper_id=paper.id)
        keep_words(t, made)


def _refuse(services: Services, item: Item, error: ReviewError) -> None:
    with writing(services, None) as t:
        if batches.take(t.session, item.id):
            batches.settle(t.session, item.id, problem=error.message)


def batch_zip(services: Services, actor: Actor, *, batch_id: int) -> tuple[str, bytes]:
    """(name, ZIP) of every issued paper: DOCX, and PDF where it is made. Raises NotFound."""
    stream = BytesIO()
    with services.database.reading() as session:
        batch = batches.load(session, actor, batch_id)
        issued = list(_issued(session, actor, batch_id))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for number, (item, paper) in enumerate(issued, 1):
            name = f"{number:03} № {_plain(paper.shown_number)} {_plain(item.addressee)[:LONGEST_NAME].strip()}"
            archive.writestr(f"{name}.docx", services.files.get(paper.docx_sha256))
            if paper.pdf_sha256 is not None:
                archive.writestr(f"{name}.pdf", services.files.get(paper.pdf_sha256))
    return f"{_plain(batch.title)} от {batch.date:%d.%m.%Y}.zip", stream.getvalue()


def batch_book(services: Services, actor: Actor, *, batch_id: int) -> tuple[str, bytes]:
    """(name, DOCX) of every issued paper in one file for print. Raises NotFound, BadTemplate."""
    with services.database.reading() as session:
        batch = batches.load(session, actor, batch_id)
        hashes = [paper.docx_sha256 for _, paper in _issued(session, actor, batch_id)]
    book = merged([services.files.get(sha256) for sha256 in hashes])
    return f"{_plain(batch.title)} от {batch.date:%d.%m.%Y}, для печати.docx", book


def _issued(session: Session, actor: Actor, batch_id: int) -> Iterator[tuple[Item, Paper]]:
    for item in batches.items(session, batch_id, state="issued"):
        if item.paper_id is not None:
            yield item, paper_store.load(session, actor, item.paper_id)


def _plain(name: str) -> str:
    """Without what file systems do not take."""
    return "".join(" " if sign in '\\/:*?"<>|\n\r\t' else sign for sign in name)
