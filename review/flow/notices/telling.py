"""Notices are written in the transaction that gives the reason for them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from review.flow.notices import occasions
from review.flow.submission.queueing import SEND_LETTER
from review.model.notice import LetterState, MailWish
from review.store.notices import letters, notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from review.flow.notices.occasions import Occasion
    from review.flow.writes import Writes
    from review.model.rights import Place

SUBJECT = "Экспертиза 500+: новое уведомление"


def tell(t: Writes, told: Iterable[Occasion], *, key: str = "") -> None:
    """Tell people; the doer of the act needs no telling. With a `key` each person hears of it once."""
    immediate = {person: (name, address) for person, name, address in notices.wishing(t.session, MailWish.EACH)}
    for occasion in told:
        for person in dict.fromkeys(occasion.people):
            if t.actor is not None and person == t.actor.id:
                continue
            same = key or secrets.token_hex(8)
            news = notices.add(
                t.session, person, key=same, kind=occasion.kind, text=occasion.text, path=occasion.path, now=t.now
            )
            if news and person in immediate:
                _mail(t, immediate[person], occasion, f"notice:{person}:{same}")


def _mail(t: Writes, to: tuple[str, str], occasion: Occasion, key: str) -> None:
    new = letters.NewLetter(
        key=key,
        to_address=to[1],
        to_name=to[0],
        subject=SUBJECT,
        body=f"{occasion.text}\n\nПодробности — в службе «Экспертиза 500+», страница {occasion.path}\n",
        state=LetterState.WAITING,
    )
    number = letters.add(t.session, new, t.now)
    if number is not None:
        t.queue(SEND_LETTER, {"letter_id": number}, key=f"{SEND_LETTER}:{number}")


def tell_seated(t: Writes, person_id: int, document_id: int, due: date) -> None:
    """An expert hears of a document that is theirs to read."""
    tell(t, [occasions.seated(person_id, document_id, due)])


def tell_all_seated(t: Writes, campaign_id: int, seats: Mapping[int, Sequence[int]], due: date) -> None:
    """Documents by expert: who gets one hears of it, who gets several of all of them together."""
    told = [
        occasions.seated(person, documents[0], due)
        if len(documents) == 1
        else occasions.seated_on_many(person, campaign_id, len(documents), due)
        for person, documents in sorted(seats.items())
    ]
    tell(t, told)


def tell_of_act(
    t: Writes, action: str, document_id: int | None, details: Mapping[str, object], place: Place | None
) -> None:
    """What the journal has just written down, told to those whom it concerns."""
    if document_id is not None:
        tell(t, occasions.of_act(t.session, action, document_id, details, place))
