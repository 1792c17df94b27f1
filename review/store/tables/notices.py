"""Notices, the outbox of letters, saved views, a person's wishes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.model.notice import LetterState, MailWish, NoticeKind
from review.store.tables.declared import Hash, Key, Table, Word, one_of


class NoticeRow(Table):
    """One thing one person was told. The same key is told once."""

    __tablename__ = "notice"
    __table_args__ = (
        one_of("kind", NoticeKind),
        UniqueConstraint("person_id", "key"),
        Index(None, "person_id", "read_at"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    kind: Mapped[Word]
    text: Mapped[str]
    path: Mapped[str]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed: Mapped[bool] = mapped_column(default=False)


class LetterRow(Table):
    """An e-mail. The same key is written once."""

    __tablename__ = "letter"
    __table_args__ = (one_of("state", LetterState), Index(None, "state"))
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    to_address: Mapped[str]
    to_name: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    state: Mapped[Word]
    error: Mapped[str] = mapped_column(default="")
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    attachments: Mapped[list[LetterFileRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="LetterFileRow.name"
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class LetterFileRow(Table):
    """A file that goes with a letter."""

    __tablename__ = "letter_file"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"))


class SavedViewRow(Table):
    """A list's query under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "page", "title"),)
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    page: Mapped[Word]
    title: Mapped[str]
    query: Mapped[str]


class WishRow(Table):
    """How a person wants to be told."""

    __tablename__ = "person_wish"
    __table_args__ = (one_of("mail", MailWish),)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    mail: Mapped[Word] = mapped_column(default=MailWish.NEVER)
    address: Mapped[str] = mapped_column(default="")
    calendar_token: Mapped[str] = mapped_column(unique=True)
