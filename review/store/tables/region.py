"""What a region adds to the service's own criteria: rubric editions and a bank of recommendations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.declared import Hash, Key, Table, Word


class OwnEditionRow(Table):
    """A rubric edition a region brought; its file lies among the body's own rubrics."""

    __tablename__ = "own_edition"
    id: Mapped[Word] = mapped_column(primary_key=True)  # "concept@2022.1-05"
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    kind: Mapped[Word]
    sha256: Mapped[Hash]
    note: Mapped[str] = mapped_column(default="")
    brought_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    brought_at: Mapped[datetime]


class EditionChoiceRow(Table):
    """Which edition a region uses for a kind of document in a year, where it is not the profile's."""

    __tablename__ = "edition_choice"
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    edition: Mapped[Word]
    chosen_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime]


class RecommendationRow(Table):
    """A wording experts are offered for a criterion of a kind of document."""

    __tablename__ = "recommendation"
    __table_args__ = (Index(None, "region_id", "kind", "code"),)
    id: Mapped[Key]
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    kind: Mapped[Word]
    code: Mapped[Word]
    text: Mapped[str]
    offered: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class RecommendationChangeRow(Table):
    """Every wording a recommendation had."""

    __tablename__ = "recommendation_change"
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    offered: Mapped[bool]
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
