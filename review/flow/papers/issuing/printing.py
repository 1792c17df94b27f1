"""The PDF of a registered paper: made by a job after its number was taken, never before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import NotFound, WrongState
from review.flow.papers.issuing.registering import has_office, keep_pdf
from review.flow.submission.queueing import queue_pdf
from review.flow.transaction import writing
from review.issue.files.pdf import to_pdf
from review.model.rights import demand
from review.store.papers import papers as store
from review.store.register import territory

if TYPE_CHECKING:
    from review.flow.services import Services
    from review.flow.submission.work import Work
    from review.model.access import Actor


def make_pdf(services: Services, work: Work, *, paper_id: int) -> None:
    """Print one paper and end the job in the same transaction. Without LibreOffice the DOCX stays alone."""
    with services.database.reading() as session:
        known = store.by_id(session, paper_id)
    pdf = None
    if known.pdf_sha256 is None and has_office(services):
        from review.office.service import office  # started by the first paper alone

        pdf = to_pdf(services.files.get(known.docx_sha256), office(services.settings))
    with writing(services, None) as t:
        if pdf is not None:
            keep_pdf(services, t, known, pdf)
        work.settle(t.session)


def order_pdf(services: Services, actor: Actor, *, paper_id: int) -> None:
    """Ask for the PDF again: LibreOffice was installed since, or the job was given up. Raises WrongState, NotFound."""
    with writing(services, actor) as t:
        known = store.load(t.session, actor, paper_id)
        demand(actor, "issue", territory.body_place(t.session, known.body_id))
        if known.pdf_sha256 is not None:
            raise WrongState("PDF этой бумаги уже есть.", "Обновите страницу и скачайте его.")
        if not has_office(services):
            raise NotFound("PDF не сделать: LibreOffice не установлен.", "Скачайте DOCX или установите LibreOffice.")
        queue_pdf(t, paper_id)
