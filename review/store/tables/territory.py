"""Regions, municipalities, schools with a card per season, bodies that issue papers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.store.tables.declared import Key, Table, Word, one_of


class SeasonRow(Table):
    """A project year; one is current."""

    __tablename__ = "season"
    __table_args__ = (
        UniqueConstraint("year", "profile"),
        Index(
            "ix_season_current", "current", unique=True, sqlite_where=text("current"), postgresql_where=text("current")
        ),
    )
    id: Mapped[Key]
    title: Mapped[str]
    profile: Mapped[Word]
    year: Mapped[int]
    current: Mapped[bool]


class RegionRow(Table):
    """A region of the federation."""

    __tablename__ = "region"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)


class MunicipalityRow(Table):
    """A municipality of a region."""

    __tablename__ = "municipality"
    __table_args__ = (UniqueConstraint("region_id", "name"),)
    id: Mapped[Key]
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    name: Mapped[str]
    region: Mapped[RegionRow] = relationship(lazy="joined", innerjoin=True)


class SchoolRow(Table):
    """A school: its names live here, what changes with the year in its card."""

    __tablename__ = "school"
    __table_args__ = (UniqueConstraint("municipality_id", "full_name"),)
    id: Mapped[Key]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    full_name: Mapped[str]
    short_name: Mapped[str]
    municipality: Mapped[MunicipalityRow] = relationship(lazy="joined", innerjoin=True)


class CardRow(Table):
    """A school in one season."""

    __tablename__ = "school_card"
    __table_args__ = (
        UniqueConstraint("school_id", "season_id"),
        CheckConstraint("period_start IS NULL OR period_end IS NULL OR period_start <= period_end", name="period"),
    )
    id: Mapped[Key]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), index=True)
    director: Mapped[str] = mapped_column(default="")
    director_post: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    risks_known: Mapped[bool] = mapped_column(default=False)
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    school: Mapped[SchoolRow] = relationship(lazy="joined", innerjoin=True)
    risks: Mapped[list[CardRiskRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="CardRiskRow.code"
    )


class CardRiskRow(Table):
    """One row of a school's risk profile."""

    __tablename__ = "card_risk"
    __table_args__ = (one_of("significance", ("high", "medium", "low"), nullable=True),)
    card_id: Mapped[int] = mapped_column(ForeignKey("school_card.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    significance: Mapped[Word | None]
    activated: Mapped[bool]


class BodyRow(Table):
    """A body that issues papers: of a municipality, or of a region."""

    __tablename__ = "body"
    __table_args__ = (
        one_of("level", ("municipal", "regional")),
        CheckConstraint("(level = 'municipal') = (municipality_id IS NOT NULL)", name="place"),
    )
    id: Mapped[Key]
    level: Mapped[Word]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    full_name: Mapped[str] = mapped_column(default="")
    short_name: Mapped[str] = mapped_column(default="")
    founder: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    signer_post: Mapped[str] = mapped_column(default="")
    signer_name: Mapped[str] = mapped_column(default="")
    executor_name: Mapped[str] = mapped_column(default="")
    executor_phone: Mapped[str] = mapped_column(default="")
    number_suffix: Mapped[str] = mapped_column(default="")
    order_word: Mapped[str] = mapped_column(default="")
    order_verb: Mapped[str] = mapped_column(default="")
