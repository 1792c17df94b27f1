"""Experts' forms and coordinators' decisions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.model.assessment import Verdict
from review.store.tables.declared import Hash, Key, Table, Word, one_of


class AssessmentRow(Table):
    """One expert's form for one version."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("version_id", "expert_id"),)
    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    rubric: Mapped[Word]
    rubric_sha256: Mapped[Hash]
    opened_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    praise: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    total: Mapped[bytes]  # packed Total of the marks set so far
    zone: Mapped[Word | None]
    share: Mapped[float | None]
    marks: Mapped[list[MarkRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="MarkRow.code", back_populates="assessment"
    )


class MarkRow(Table):
    """An expert's level for one criterion; `version` counts its saves."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("assessment_id", "code"),
        CheckConstraint("level IS NULL OR (level >= 0 AND NOT not_applicable)", name="level"),
    )
    id: Mapped[Key]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    code: Mapped[Word]
    level: Mapped[int | None]
    not_applicable: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[str] = mapped_column(default="")
    proposed: Mapped[int | None]
    carried_from: Mapped[int | None]  # number of the version the level was carried over from, while nobody changed it
    version: Mapped[int] = mapped_column()
    saved_at: Mapped[datetime]
    assessment: Mapped[AssessmentRow] = relationship(back_populates="marks")
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class MarkChangeRow(Table):
    """Every save of every mark."""

    __tablename__ = "mark_change"
    __table_args__ = (UniqueConstraint("assessment_id", "code", "version"),)
    id: Mapped[Key]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    code: Mapped[Word]
    version: Mapped[int] = mapped_column()
    level: Mapped[int | None]
    not_applicable: Mapped[bool]
    reason: Mapped[str]
    recommendation: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class EditionRow(Table):
    """A rubric edition a decision rests on: its content may not change any more."""

    __tablename__ = "frozen_edition"
    id: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[Hash]
    frozen_at: Mapped[datetime]


class DecisionRow(Table):
    """A coordinator's decision on a version; a later one on the same version replaces it and keeps it."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        one_of("verdict", Verdict),
        Index(None, "decided_at"),
    )
    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    number: Mapped[int]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    verdict: Mapped[Word]
    grounds: Mapped[str]
    decided_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]
    due: Mapped[datetime | None]
    rubric: Mapped[str] = mapped_column(ForeignKey("frozen_edition.id"))
    rubric_sha256: Mapped[Hash]
