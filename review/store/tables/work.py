"""Jobs and the journal of acts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.declared import Hash, Key, Table, Word, one_of

JOB_STATES = ("waiting", "running", "done", "dead", "cancelled")


class JobRow(Table):
    """One piece of work. This row is the truth; the queue only rings."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", JOB_STATES),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease"),
        Index(None, "state", "priority", "run_after"),
        Index(
            "ix_job_merge",
            "merge",
            unique=True,
            sqlite_where=text("state = 'waiting' AND merge IS NOT NULL"),
            postgresql_where=text("state = 'waiting' AND merge IS NOT NULL"),
        ),
    )
    id: Mapped[Key]
    kind: Mapped[Word]
    payload: Mapped[str]  # JSON
    key: Mapped[str] = mapped_column(unique=True)  # the same key is the same work
    merge: Mapped[str | None]  # of the waiting jobs with this word one is enough
    state: Mapped[Word] = mapped_column(default="waiting")
    priority: Mapped[int] = mapped_column(default=0)  # the higher goes first
    run_after: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    owner: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int] = mapped_column(default=5)
    progress: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class AuditRow(Table):
    """One act. Lines of a stream are chained by hashes; the database forbids changing or deleting them."""

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("stream", "seq"),
        CheckConstraint("seq >= 1", name="seq"),
        Index(None, "at"),
        Index(None, "document_id"),
    )
    id: Mapped[Key]
    stream: Mapped[Word]  # "region:3", "municipality:12", "service"
    seq: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor: Mapped[str]
    action: Mapped[Word]
    document_id: Mapped[int | None]
    school_id: Mapped[int | None]
    details: Mapped[str]  # canonical JSON
    previous: Mapped[Hash]
    hash: Mapped[Hash]
