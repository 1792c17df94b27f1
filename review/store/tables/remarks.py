"""Remarks on authors' words, where they stand in later versions, and every change of theirs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.model.anchor import Fate
from review.model.remark import RemarkKind, RemarkState, RemarkWeight
from review.store.tables.declared import Key, Table, Word, one_of


class RemarkRow(Table):
    """A remark or praise. It belongs to the form it was made with: a draft until that form is finished."""

    __tablename__ = "remark"
    __table_args__ = (
        UniqueConstraint("assessment_id", "key"),
        one_of("kind", RemarkKind),
        one_of("weight", RemarkWeight),
        one_of("state", RemarkState),
        Index(None, "document_id", "state"),
    )
    id: Mapped[Key]
    key: Mapped[Word]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Word]
    code: Mapped[Word | None]
    weight: Mapped[Word]
    text: Mapped[str]
    recommendation: Mapped[str]
    deadline: Mapped[date | None]
    anchor: Mapped[str]  # JSON of model.anchor.Anchor
    state: Mapped[Word] = mapped_column(default=RemarkState.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    places: Mapped[list[RemarkPlaceRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="RemarkPlaceRow.version_id"
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class RemarkPlaceRow(Table):
    """Where a remark's words stand in a later version."""

    __tablename__ = "remark_place"
    __table_args__ = (
        one_of("fate", Fate),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    )
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), primary_key=True, index=True)
    fate: Mapped[Word]
    confidence: Mapped[float]
    old: Mapped[str]
    new: Mapped[str]
    anchor: Mapped[str | None]  # JSON of model.anchor.Anchor
    why: Mapped[str] = mapped_column(default="")
    proposed: Mapped[str] = mapped_column(default="")


class RemarkChangeRow(Table):
    """Every change of every remark."""

    __tablename__ = "remark_change"
    id: Mapped[Key]
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    what: Mapped[Word]
    words: Mapped[str]
