"""Jobs by their kind: what the worker calls, and what happens when a job is given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import Damaged
from review.flow.expertise.remarks.rounds import carry_remarks
from review.flow.notices.daily import daily
from review.flow.notices.letters import send_letter
from review.flow.papers.batches.issue import issue_batch
from review.flow.papers.issuing.printing import make_pdf
from review.flow.papers.issuing.renditions import print_rendition
from review.flow.submission import queueing
from review.flow.submission.examining import check_kit, examine_version, give_up
from review.flow.submission.paging import number_pages
from review.flow.transaction import writing
from review.store.documents import versions

if TYPE_CHECKING:
    from review.errors import ReviewError
    from review.flow.services import Services
    from review.flow.submission.work import Work
    from review.store.jobs import Job

NOT_CHECKED = "Документ не удалось проверить: произошла ошибка программы."
NOT_CHECKED_HINT = "Файл сохранён. Загрузите его ещё раз позже или в другом формате и сообщите администратору."


def perform(services: Services, work: Work, job: Job) -> None:
    """Do one job. Its effect and its end are one transaction."""
    match job.kind:
        case queueing.EXAMINE:
            examine_version(services, work, version_id=job.payload["version_id"])
        case queueing.CHECK_KIT:
            check_kit(services, work, school_id=job.payload["school_id"], season_id=job.payload["season_id"])
        case queueing.MAKE_PDF:
            make_pdf(services, work, paper_id=job.payload["paper_id"])
        case queueing.MAKE_RENDITION:
            print_rendition(services, work, paper_id=job.payload["paper_id"], kind=job.payload["kind"])
        case queueing.CARRY_REMARKS:
            carry_remarks(services, work, version_id=job.payload["version_id"])
        case queueing.SEND_LETTER:
            send_letter(services, work, letter_id=job.payload["letter_id"])
        case queueing.DAILY:
            daily(services, work)
        case queueing.ISSUE_BATCH:
            issue_batch(services, work, batch_id=job.payload["batch_id"])
        case queueing.NUMBER_PAGES:
            number_pages(services, work, version_id=job.payload["version_id"])
        case _:
            raise Damaged(f"Неизвестный вид работы: {job.kind}.", "Обновите программу на всех машинах.")


def abandon(services: Services, job: Job, error: ReviewError | None) -> None:
    """After the last attempt: whoever waits is told. A kit's earlier proposals stay as they are."""
    if job.kind != queueing.EXAMINE:
        return
    with writing(services, None) as t:
        member = versions.member(t.session, job.payload["version_id"])
        if member is not None:
            give_up(t, member, error or Damaged(NOT_CHECKED, NOT_CHECKED_HINT))
