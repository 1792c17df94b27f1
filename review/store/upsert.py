"""Rows that may be there already: written by whoever comes first, whatever the race."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def insert_new(session: Session, table: Any, **values: object) -> bool:  # noqa: ANN401 - any of our tables
    """Add the row unless its key is there. True when it was added."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    done = session.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an INSERT gives a CursorResult
