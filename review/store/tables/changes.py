"""What changes in a school's life while its papers stay: former names and heads, mergers, closed years."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.declared import Key, Table, Word, one_of


class SchoolNameRow(Table):
    """Names a school had until a day; those in force stand in the school itself."""

    __tablename__ = "school_name"
    id: Mapped[Key]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    full_name: Mapped[str]
    short_name: Mapped[str]
    until: Mapped[date]  # the first day of the new name
    ground: Mapped[str] = mapped_column(default="")
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]


class FormerPersonRow(Table):
    """A director or curator a school had until a day, in one year's card."""

    __tablename__ = "former_person"
    __table_args__ = (one_of("role", ("director", "curator")),)
    id: Mapped[Key]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    role: Mapped[Word]
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    until: Mapped[date]
    written_at: Mapped[datetime]


class MergerRow(Table):
    """A school that joined another; `heir_id` is who answers for it now: the successor, or that one's successor."""

    __tablename__ = "school_merger"
    __table_args__ = (CheckConstraint("school_id <> successor_id", name="other"),)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    heir_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    since: Mapped[date]
    ground: Mapped[str] = mapped_column(default="")
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]


class ClosedSeasonRow(Table):
    """A year nothing is written into any more, with what it came to."""

    __tablename__ = "closed_season"
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), primary_key=True)
    closed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime]
    summary: Mapped[str]  # JSON: a line per municipality
