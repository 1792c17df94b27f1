"""Accounts, their roles and invitations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.model.access import Role
from review.store.tables.declared import Hash, Key, Table, Word, one_of


class PersonRow(Table):
    """An account. A new epoch ends every session."""

    __tablename__ = "person"
    id: Mapped[Key]
    login: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    epoch: Mapped[int] = mapped_column(default=1)
    failed: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]
    created_at: Mapped[datetime]
    grants: Mapped[list[GrantRow]] = relationship(lazy="selectin", cascade="all, delete-orphan", order_by="GrantRow.id")


class GrantRow(Table):
    """A role and where it holds. Which schools a curator has stands in the schools' cards."""

    __tablename__ = "person_grant"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint(
            "(role = 'administrator' AND region_id IS NULL AND municipality_id IS NULL AND school_id IS NULL)"
            " OR (role = 'regional_coordinator' AND region_id IS NOT NULL)"
            " OR (role IN ('municipal_coordinator', 'municipal_expert', 'curator') AND municipality_id IS NOT NULL)"
            " OR (role = 'school' AND school_id IS NOT NULL)",
            name="place",
        ),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Word]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))


class InvitationRow(Table):
    """A link that sets a password once. Only the token's hash is kept."""

    __tablename__ = "invitation"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[Hash] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
