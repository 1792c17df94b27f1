"""Documents handed in, their versions, and what reading and checking made of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.model.submission import DocumentState, VersionState
from review.store.tables.declared import Hash, Key, Table, Word, one_of
from review.store.tables.territory import SchoolRow


class FileRow(Table):
    """A stored file, once per content."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)
    sha256: Mapped[Hash] = mapped_column(primary_key=True)
    size: Mapped[int]
    stored_at: Mapped[datetime]


class DocumentRow(Table):
    """A document of a school in one season; `latest` is the number of its newest version."""

    __tablename__ = "document"
    __table_args__ = (
        one_of("state", DocumentState),
        CheckConstraint("stage IS NULL OR stage IN (1, 2)", name="stage"),
        CheckConstraint("latest >= 1", name="latest"),
        Index(None, "school_id", "season_id"),
        Index(None, "season_id", "state"),
    )
    id: Mapped[Key]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    kind: Mapped[Word | None]
    kind_given: Mapped[bool] = mapped_column(default=False)  # said by a person: recognition does not change it
    risk: Mapped[Word | None]
    stage: Mapped[int | None]
    measure: Mapped[str | None]
    state: Mapped[Word] = mapped_column(default=DocumentState.UPLOADED)
    curator_confirmed: Mapped[bool | None]
    curator_remark: Mapped[str] = mapped_column(default="")
    latest: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column()
    school: Mapped[SchoolRow] = relationship(lazy="joined", innerjoin=True)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class VersionRow(Table):
    """One uploaded file of a document."""

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        one_of("state", VersionState),
        CheckConstraint("number >= 1", name="number"),
    )
    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    file_name: Mapped[str]
    type: Mapped[Word]
    sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    size: Mapped[int]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[Word] = mapped_column(default=VersionState.QUEUED)
    progress: Mapped[str] = mapped_column(default="")
    problem_code: Mapped[Word | None]
    problem_message: Mapped[str | None]
    problem_hint: Mapped[str | None]
    pages: Mapped[int | None]
    unread: Mapped[str] = mapped_column(default="")  # page numbers: "3 7"
    rubric: Mapped[Word | None]
    criteria: Mapped[int] = mapped_column(default=0)  # how many the rubric has
    machine: Mapped[bytes | None]  # packed Total
    machine_zone: Mapped[Word | None]
    machine_share: Mapped[float | None]
    rendered_sha256: Mapped[Hash | None] = mapped_column(
        ForeignKey("stored_file.sha256")
    )  # its PDF, made by LibreOffice


class TextRow(Table):
    """The document model, facts and sketch of a version: read once, checked many times."""

    __tablename__ = "version_text"
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), primary_key=True)
    document: Mapped[bytes]
    facts: Mapped[bytes]
    sketch: Mapped[bytes]
    facts_kind: Mapped[Word | None]  # the kind the facts were taken for
    facts_edition: Mapped[Hash]  # hash of the profile they were taken with


class CopyRow(Table):
    """A sample of a document's rows of words: by it the documents worth comparing in full are found."""

    __tablename__ = "copy_row"
    __table_args__ = (
        {"sqlite_with_rowid": False},
    )  # the key is the table: rows that are asked for together lie together
    row: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("document_version.id"), primary_key=True, index=True, autoincrement=False
    )


class ExaminationRow(Table):
    """What the machine proposes for a version."""

    __tablename__ = "examination"
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), primary_key=True)
    rubric: Mapped[Word | None]
    rubric_sha256: Mapped[Hash | None]
    content: Mapped[bytes]
    examined_at: Mapped[datetime]
