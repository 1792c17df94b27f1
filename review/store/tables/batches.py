"""Papers issued together, and what a body last wrote into the forms of its papers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.declared import Key, Table, Word, one_of

ITEM_STATES = ("waiting", "issued", "refused")


class AnswersRow(Table):
    """The last answers to a paper's form in a body: the next form begins with them."""

    __tablename__ = "paper_answers"
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True)
    template: Mapped[Word] = mapped_column(primary_key=True)
    answers: Mapped[str]  # JSON
    saved_at: Mapped[datetime]


class BatchRow(Table):
    """One order to issue many papers of a kind; `key` makes a form sent twice one order."""

    __tablename__ = "batch"
    id: Mapped[Key]
    key: Mapped[Word] = mapped_column(unique=True)
    template: Mapped[Word]
    title: Mapped[str]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    date: Mapped[date]
    answers: Mapped[str]  # JSON, the same for every addressee
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class BatchItemRow(Table):
    """One addressee of a batch. It is issued in the transaction that takes its paper's number, so once."""

    __tablename__ = "batch_item"
    __table_args__ = (
        UniqueConstraint("batch_id", "key"),
        one_of("state", ITEM_STATES),
        CheckConstraint("(state = 'issued') = (paper_id IS NOT NULL)", name="paper"),
    )
    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    key: Mapped[str]  # names the addressee
    target: Mapped[str]  # JSON
    addressee: Mapped[str]
    answers: Mapped[str] = mapped_column(default="{}")  # JSON, this addressee's own
    state: Mapped[Word] = mapped_column(default="waiting")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), unique=True)
    problem: Mapped[str] = mapped_column(default="")
