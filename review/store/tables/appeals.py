"""A school's appeals against decisions, with what was answered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from review.model.appeal import OPEN, AppealLevel, AppealState
from review.model.assessment import Verdict
from review.store.tables.declared import Hash, Key, Table, Word, one_of

WAITING = text("state IN ({})".format(", ".join(f"'{state}'" for state in OPEN)))


class AppealRow(Table):
    """An appeal against a decision; of a version one waits at a time, and each level hears it once."""

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        one_of("level", AppealLevel),
        one_of("state", AppealState),
        one_of("verdict", Verdict, nullable=True),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered"),
        Index("ix_appeal_waiting", "version_id", unique=True, sqlite_where=WAITING, postgresql_where=WAITING),
        Index(None, "state", "due"),
    )
    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    number: Mapped[int]
    level: Mapped[Word]
    state: Mapped[Word] = mapped_column(default=AppealState.FILED)
    text: Mapped[str]
    criteria: Mapped[str] = mapped_column(default="")  # codes: "C-01 C-07"
    filed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    filed_at: Mapped[datetime]
    due: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    verdict: Mapped[Word | None]  # what the answer leaves in force
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class AppealFileRow(Table):
    """A file that came with an appeal."""

    __tablename__ = "appeal_file"
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"))
    size: Mapped[int]
