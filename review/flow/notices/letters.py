"""The outbox: a letter is written, read by a person, sent by a job. Without a mail server it stays to be read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput, WrongState
from review.exchange.mail import is_address, message, send, server
from review.flow.submission.queueing import SEND_LETTER
from review.flow.transaction import writing
from review.model.notice import LetterState
from review.store.notices import letters as store
from review.store.register import territory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.flow.services import Services
    from review.flow.submission.work import Work
    from review.flow.transaction import Transaction
    from review.model.access import Actor
    from review.model.notice import Attachment, Letter
    from review.model.rights import Place

NO_SEASON = 0  # a letter belongs to a school, whoever its curator is
UNSENT = (LetterState.DRAFT, LetterState.FAILED, LetterState.KEPT)


def draft_letter(
    t: Transaction,
    *,
    key: str,
    to_address: str,
    to_name: str,
    subject: str,
    body: str,
    attachments: Sequence[Attachment] = (),
    school_id: int | None = None,
) -> int | None:
    """Put a letter into the outbox as a draft: somebody reads it before it goes. None when it was written before."""
    new = store.NewLetter(
        key=key,
        to_address=to_address.strip(),
        to_name=to_name,
        subject=subject,
        body=body,
        state=LetterState.DRAFT,
        attachments=tuple(attachments),
        school_id=school_id,
        created_by=t.actor.id if t.actor else None,
    )
    return store.add(t.session, new, t.now)


def outbox(services: Services, actor: Actor, *, state: LetterState | None = None) -> tuple[Letter, ...]:
    """Letters the actor may see, drafts first."""
    with services.database.reading() as session:
        return store.outbox(session, actor, state=state)


def letter(services: Services, actor: Actor, *, letter_id: int) -> Letter:
    """One letter. Raises NotFound."""
    with services.database.reading() as session:
        return store.letter(session, actor, letter_id)


def attached(services: Services, actor: Actor, *, letter_id: int, name: str) -> bytes:
    """A file of a letter the actor may see. Raises NotFound."""
    found = letter(services, actor, letter_id=letter_id)
    for one in found.attachments:
        if one.name == name:
            return services.files.get(one.sha256)
    raise BadInput("К письму такой файл не приложен.", "Обновите страницу письма.")


def edit(
    services: Services, actor: Actor, *, letter_id: int, to_address: str, subject: str, body: str, expected: int
) -> None:
    """Correct a letter that has not gone. Raises Stale, WrongState, BadInput."""
    if not subject.strip() or not body.strip():
        raise BadInput("У письма нет темы или текста.", "Заполните оба поля.")
    with writing(services, actor) as t:
        found = _unsent(t, actor, letter_id, expected)
        store.change(t.session, letter_id, to_address=to_address.strip(), subject=subject.strip(), body=body.strip())
        t.note("letter.edited", place=_place(t, found), letter=letter_id)


def dispatch(services: Services, actor: Actor, *, letter_ids: Sequence[int]) -> int:
    """Send letters that were read; how many. Raises BadInput naming those without an address, before any goes."""
    with writing(services, actor) as t:
        found = [_unsent(t, actor, number) for number in dict.fromkeys(letter_ids)]
        wrong = [one.to_name or one.subject for one in found if not is_address(one.to_address)]
        if wrong:
            raise BadInput(
                f"Нет адреса или он неверен: {'; '.join(wrong)}.",
                "Ни одно письмо не ушло. Исправьте адреса и повторите.",
            )
        for one in found:
            store.change(t.session, one.id, state=LetterState.WAITING, error="")
            t.queue(SEND_LETTER, {"letter_id": one.id}, key=f"{SEND_LETTER}:{one.id}:{one.version}")
            t.note("letter.dispatched", place=_place(t, one), letter=one.id, to=one.to_name)
        return len(found)


def cancel(services: Services, actor: Actor, *, letter_id: int, expected: int) -> None:
    """Not to be sent after all; the letter stays in the list."""
    with writing(services, actor) as t:
        found = _unsent(t, actor, letter_id, expected)
        store.change(t.session, letter_id, state=LetterState.CANCELLED)
        t.note("letter.cancelled", place=_place(t, found), letter=letter_id)


def _unsent(t: Transaction, actor: Actor, letter_id: int, expected: int | None = None) -> Letter:
    found = store.letter(t.session, actor, letter_id, expected=expected)
    if found.state not in UNSENT:
        raise WrongState("Письмо уже отправлено, отменено или стоит в очереди.", "Обновите список писем.")
    return found


def _place(t: Transaction, found: Letter) -> Place | None:
    if found.school_id is None:
        return None
    return territory.places(t.session, [found.school_id], NO_SEASON).get(found.school_id)


def send_letter(services: Services, work: Work, *, letter_id: int) -> None:
    """The job: hand one letter to the mail server. A refusal for good is written beside the letter."""
    with services.database.reading() as session:
        found = store.waiting(session, letter_id)
    values: dict[str, object] = {}
    if found is not None:
        values = _sent(services, found)
    with services.database.session() as session:
        if found is not None:
            store.change(session, letter_id, **values)
        work.settle(session)


def _sent(services: Services, found: Letter) -> dict[str, object]:
    """What becomes of a letter: sent, kept here, or refused. Raises StorageDown when it is worth trying again."""
    settings = services.settings
    if not settings.smtp:
        return {"state": LetterState.KEPT}
    try:
        to = server(settings.smtp)
        files = [(one.name, services.files.get(one.sha256)) for one in found.attachments]
        made = message(
            sender=settings.mail_from or to.user,
            to_address=found.to_address,
            to_name=found.to_name,
            subject=found.subject,
            body=found.body,
            at=services.now(),
            attachments=files,
        )
        send(made, to)
    except BadInput as error:
        return {"state": LetterState.FAILED, "error": f"{error.message} {error.hint}"}
    return {"state": LetterState.SENT, "sent_at": services.now()}
