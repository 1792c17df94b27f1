"""The register of official papers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.declared import Hash, Key, Table, Word, one_of

PAPER_STATES = ("registered", "signed", "sent", "revoked")


class CounterRow(Table):
    """The last number taken in a series of a body in a year; its row is locked while a paper is stored."""

    __tablename__ = "paper_counter"
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True)
    series: Mapped[Word] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class PaperRow(Table):
    """A registered paper."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("body_id", "series", "year", "number"),
        one_of("state", PAPER_STATES),
        CheckConstraint("number >= 1", name="number"),
        Index(None, "date"),
    )
    id: Mapped[Key]
    template: Mapped[str]
    edition: Mapped[Hash]
    title: Mapped[str]
    type: Mapped[Word]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    series: Mapped[Word]
    year: Mapped[int]
    number: Mapped[int]
    shown_number: Mapped[str]
    date: Mapped[date]
    heading: Mapped[str]
    addressee: Mapped[str]
    code: Mapped[Word] = mapped_column(unique=True)
    state: Mapped[Word] = mapped_column(default="registered")
    state_reason: Mapped[str] = mapped_column(default="")
    docx_sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    pdf_sha256: Mapped[Hash | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    facts: Mapped[bytes]
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]


class PaperSchoolRow(Table):
    """A school a paper is about."""

    __tablename__ = "paper_school"
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), primary_key=True, index=True)


class PaperVersionRow(Table):
    """A version of a document whose decision a paper rests on."""

    __tablename__ = "paper_version"
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), primary_key=True, index=True)
