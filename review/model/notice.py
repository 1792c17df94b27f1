"""What a person is told: notices in the service, letters by e-mail, saved views of lists, days for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """Why somebody is told."""

    UPLOADED = "uploaded"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    ASSIGNED = "assigned"
    DIVERGED = "diverged"
    FINISHED = "finished"
    DECIDED = "decided"
    ANSWERED = "answered"
    PAPER = "paper"
    APPEAL = "appeal"
    REMINDER = "reminder"


class MailWish(StrEnum):
    """How a person wants notices by e-mail."""

    NEVER = "never"
    DAILY = "daily"
    EACH = "each"


MAIL_WISH_TITLES: dict[MailWish, str] = {
    MailWish.NEVER: "не присылать: читаю в службе",
    MailWish.DAILY: "одним письмом раз в день",
    MailWish.EACH: "сразу, каждое отдельно",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of a person's list; `path` leads to what it is about."""

    id: int
    kind: NoticeKind
    text: str
    path: str
    at: datetime
    read_at: datetime | None


class LetterState(StrEnum):
    """Life of an e-mail. Official letters wait as drafts until somebody has read them."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT = "sent"
    KEPT = "kept"  # no mail server is set: it stays to be read here
    FAILED = "failed"
    CANCELLED = "cancelled"


LETTER_STATE_TITLES: dict[LetterState, str] = {
    LetterState.DRAFT: "черновик, ждёт прочтения",
    LetterState.WAITING: "в очереди",
    LetterState.SENT: "отправлено",
    LetterState.KEPT: "не отправлялось: почта не настроена",
    LetterState.FAILED: "не доставлено",
    LetterState.CANCELLED: "отменено",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file that goes with a letter."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail in the outbox."""

    id: int
    to_address: str
    to_name: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...]
    state: LetterState
    error: str
    created_at: datetime
    created_by: str
    sent_at: datetime | None
    school_id: int | None
    version: int  # for "somebody changed it meanwhile"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list as a person likes to see it: its query string under a name."""

    id: int
    page: str
    title: str
    query: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """A person's own settings. `address` may be empty: then nothing goes by mail."""

    mail: MailWish
    address: str
    calendar_token: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the calendar."""

    uid: str
    day: date
    title: str
    path: str
