"""Once a day: reminders of what is nearly due, and one letter to each who wants the day's notices together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from review.flow.notices.occasions import Occasion, document_path
from review.flow.notices.telling import tell
from review.flow.submission.queueing import DAILY, SEND_LETTER
from review.flow.transaction import writing
from review.model.appeal import AppealLevel
from review.model.notice import LetterState, MailWish, NoticeKind
from review.store import jobs
from review.store.expertise import appeals
from review.store.notices import letters, notices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from review.flow.services import Services
    from review.flow.submission.work import Work
    from review.flow.transaction import Transaction

AHEAD = 3  # days before a deadline; once more on the day itself, and once when it has passed
SUBJECT = "Экспертиза 500+: уведомления за день"


def queue_today(services: Services) -> None:
    """Write today's round down, once however many workers ask."""
    now = services.now()
    with services.database.session() as session:
        jobs.enqueue(session, DAILY, {}, key=f"{DAILY}:{now.astimezone().date()}", now=now, priority=jobs.LATER)


def daily(services: Services, work: Work) -> None:
    """The job. Told twice, each reminder still reaches a person once."""
    with writing(services, None) as t:
        today = t.now.astimezone().date()
        for key, occasion in _reminders(t, today):
            tell(t, [occasion], key=key)
        _digests(t, today)
        work.settle(t.session)


def _reminders(t: Transaction, today: date) -> Iterator[tuple[str, Occasion]]:
    until = today + timedelta(days=AHEAD)
    for seat, expert, document, day in notices.due_seats(t.session, until):
        text = f"Экспертиза документа № {document}: {_when(day, today)}."
        occasion = Occasion((expert,), NoticeKind.REMINDER, text, document_path(document))
        yield f"seat:{seat}:{_step(day, today)}", occasion
    for decision, document, moment in notices.due_rework(t.session, t.now + timedelta(days=AHEAD)):
        about = notices.about(t.session, document)
        if about is None:
            continue
        text = f"«{about.file_name}» ждут после доработки: {_when(moment.date(), today)}."
        people = notices.of_school(t.session, about.school_id)
        occasion = Occasion(people, NoticeKind.REMINDER, text, document_path(document))
        yield f"rework:{decision}:{_step(moment.date(), today)}", occasion
    yield from _appeals(t, today, until)


def _appeals(t: Transaction, today: date, until: date) -> Iterator[tuple[str, Occasion]]:
    for appeal, document, level, day in appeals.due_by(t.session, until):
        about = notices.about(t.session, document)
        if about is None:
            continue
        leaders = notices.regional_coordinators if level is AppealLevel.REGIONAL else notices.coordinators
        text = f"Апелляция, {about.school}, «{about.file_name}»: ответить, {_when(day, today)}."
        people = leaders(t.session, about.municipality_id)
        yield (
            f"appeal:{appeal}:{_step(day, today)}",
            Occasion(people, NoticeKind.REMINDER, text, f"{document_path(document)}#appeal"),
        )


def _step(day: date, today: date) -> str:
    """Each of these is said once."""
    return "late" if day < today else "today" if day == today else "soon"


def _when(day: date, today: date) -> str:
    if day < today:
        return f"срок прошёл {day:%d.%m.%Y}"
    return "срок сегодня" if day == today else f"срок {day:%d.%m.%Y}"


def _digests(t: Transaction, today: date) -> None:
    for person, name, address in notices.wishing(t.session, MailWish.DAILY):
        news = notices.take_unmailed(t.session, person)
        if not news:
            continue
        lines = "\n".join(f"— {notice.text}" for notice in news)
        new = letters.NewLetter(
            key=f"digest:{person}:{today}",
            to_address=address,
            to_name=name,
            subject=SUBJECT,
            body=f"За день появилось новое:\n\n{lines}\n\nПодробности — в службе «Экспертиза 500+».\n",
            state=LetterState.WAITING,
        )
        number = letters.add(t.session, new, t.now)
        if number is not None:
            t.queue(SEND_LETTER, {"letter_id": number}, key=f"{SEND_LETTER}:{number}")
