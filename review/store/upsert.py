"""Rows that may be there already: written by whoever comes first, whatever the race."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def insert_new(session: Session, table: Any, **values: object) -> bool:  # noqa: ANN401 - any of our tables
    """Add the row unless its key is there. True when it was added."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    keys = inspect(table).primary_key
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing().returning(*keys)
    # A driver may not count the rows of an insert; what comes back is certain.
    return session.execute(statement).first() is not None
