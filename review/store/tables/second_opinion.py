"""Second opinions: dissents, results returned by the region, results from above, checks switched off for a region."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from review.model.assessment import Verdict
from review.store.tables.declared import Key, Table, Word, one_of

LASTING = text("ended_at IS NULL")


class DissentRow(Table):
    """An overruled expert's own opinion, beside the decision; one per form."""

    __tablename__ = "dissent"
    id: Mapped[Key]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), unique=True)
    text: Mapped[str]
    written_at: Mapped[datetime]


class CriterionSwitchRow(Table):
    """A check that is not run for a region, while `ended_at` is empty; the ended ones are its history."""

    __tablename__ = "criterion_switch"
    __table_args__ = (
        Index(
            "ix_criterion_switch_lasting",
            "region_id",
            "rubric",
            "code",
            unique=True,
            sqlite_where=LASTING,
            postgresql_where=LASTING,
        ),
    )
    id: Mapped[Key]
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    rubric: Mapped[Word]
    code: Mapped[Word]
    reason: Mapped[str]
    switched_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    switched_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]


class ReturnedResultRow(Table):
    """A municipal decision the region returned after a re-check; the decision is returned once."""

    __tablename__ = "returned_result"
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    reason: Mapped[str]
    returned_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    returned_at: Mapped[datetime]


class OutsideResultRow(Table):
    """What the expertise from above says of a document of its sample."""

    __tablename__ = "outside_result"
    __table_args__ = (
        UniqueConstraint("campaign_id", "document_id"),
        one_of("verdict", Verdict, nullable=True),
        one_of("zone", ("green", "yellow", "red"), nullable=True),
    )
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    verdict: Mapped[Word | None]
    zone: Mapped[Word | None]
    levels: Mapped[str] = mapped_column(default="{}")  # JSON: level by criterion
    source: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
