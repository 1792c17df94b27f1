"""Campaigns of expertise: windows, experts, samples, assignments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.model.campaigns import (
    SEATED,
    AssignmentState,
    CampaignLevel,
    CampaignSubject,
    ExpertState,
    PhaseKey,
    Purpose,
)
from review.store.tables.declared import Hash, Key, Table, Word, one_of

SEAT_HELD = text("state IN ({})".format(", ".join(f"'{state}'" for state in SEATED)))


class CampaignRow(Table):
    """A campaign; it runs until it is closed."""

    __tablename__ = "campaign"
    __table_args__ = (
        one_of("level", CampaignLevel),
        one_of("subject", CampaignSubject),
        CheckConstraint("(level = 'municipal') = (municipality_id IS NOT NULL)", name="place"),
        CheckConstraint("stage IS NULL OR stage IN (1, 2)", name="stage"),
    )
    id: Mapped[Key]
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), index=True)
    level: Mapped[Word]
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    title: Mapped[str]
    subject: Mapped[Word]
    kinds: Mapped[str]  # JSON: keys of kinds
    stage: Mapped[int | None]
    editions: Mapped[str]  # JSON: [kind, rubric id, hash] of each
    policy: Mapped[str]  # JSON of model.campaigns.Policy
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    blind: Mapped[bool] = mapped_column(default=False, server_default=false())  # the policy's, for conditions
    recheck: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column()
    phases: Mapped[list[PhaseRow]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class PhaseRow(Table):
    """A window of a campaign."""

    __tablename__ = "campaign_phase"
    __table_args__ = (one_of("key", PhaseKey), CheckConstraint("starts <= ends", name="window"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    key: Mapped[Word] = mapped_column(primary_key=True)
    starts: Mapped[date]
    ends: Mapped[date]


class CampaignExpertRow(Table):
    """A person of the expert group of a campaign."""

    __tablename__ = "campaign_expert"
    __table_args__ = (one_of("state", ExpertState), CheckConstraint("cap IS NULL OR cap >= 0", name="cap"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    state: Mapped[Word] = mapped_column(default=ExpertState.INVITED)
    reason: Mapped[str] = mapped_column(default="")
    cap: Mapped[int | None]
    directions: Mapped[str] = mapped_column(default="")  # risk codes: "RF-01 RF-06"
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]
    invited_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class ConflictRow(Table):
    """A declared conflict of an expert with a school."""

    __tablename__ = "campaign_conflict"
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), primary_key=True)
    reason: Mapped[str]
    declared_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime]


class SampleRow(Table):
    """One draw, kept for ever: its rule, its seed, what it was drawn from and what came out. One is in force."""

    __tablename__ = "campaign_sample"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number"),
        Index(
            "ix_campaign_sample_in_force",
            "campaign_id",
            unique=True,
            sqlite_where=text("in_force"),
            postgresql_where=text("in_force"),
        ),
    )
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    number: Mapped[int]
    in_force: Mapped[bool]
    rule: Mapped[str]  # JSON of model.campaign.SampleRule
    seed: Mapped[str]
    frame: Mapped[bytes]  # packed: the frame as it was, with exclusions and their reasons
    drawn: Mapped[bytes]  # packed: model.campaign.Sample
    sha256: Mapped[Hash]  # of the frame
    reason: Mapped[str] = mapped_column(default="")  # why it was drawn again
    drawn_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drawn_at: Mapped[datetime]


class SampleItemRow(Table):
    """A document of the sample in force."""

    __tablename__ = "campaign_item"
    __table_args__ = (Index(None, "document_id"),)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("campaign_sample.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))  # the one that was drawn
    stratum: Mapped[str] = mapped_column(default="")
    probability: Mapped[float]
    excluded_at: Mapped[datetime | None]  # taken out of the sample by the coordinator
    excluded_reason: Mapped[str] = mapped_column(default="", server_default="")
    excluded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AssignmentRow(Table):
    """An expert for a version. Those that hold a seat hold it alone; the others are its history."""

    __tablename__ = "assignment"
    __table_args__ = (
        one_of("state", AssignmentState),
        one_of("purpose", Purpose),
        CheckConstraint("seat >= 1", name="seat"),
        Index(
            "ix_assignment_seat",
            "campaign_id",
            "version_id",
            "seat",
            unique=True,
            sqlite_where=SEAT_HELD,
            postgresql_where=SEAT_HELD,
        ),
        Index(
            "ix_assignment_reader",
            "campaign_id",
            "version_id",
            "expert_id",
            unique=True,
            sqlite_where=SEAT_HELD,
            postgresql_where=SEAT_HELD,
        ),
        Index(None, "document_id"),
        Index(None, "expert_id", "state"),
        Index(None, "version_id"),
    )
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seat: Mapped[int]
    purpose: Mapped[Word] = mapped_column(default=Purpose.REVIEW)
    state: Mapped[Word] = mapped_column(default=AssignmentState.ASSIGNED)
    reason: Mapped[str] = mapped_column(default="")
    due: Mapped[date]
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    assigned_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assigned_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
