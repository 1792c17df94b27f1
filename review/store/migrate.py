"""The shape of the database: brought to the newest revision, compared with the tables, told apart from empty."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from review.store.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.store.database import Database

HERE = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Bring the database to the newest revision; nothing happens when it is there."""
    if database.file is not None:
        database.file.parent.mkdir(parents=True, exist_ok=True)
    with database.rebuilding() as connection:
        command.upgrade(_config(connection), "head")


def downgrade(database: Database) -> None:
    """Take every table away."""
    with database.rebuilding() as connection:
        command.downgrade(_config(connection), "base")


def recreate(connection: Connection) -> None:
    """Fresh, empty tables, in the transaction of this connection."""
    if MigrationContext.configure(connection).get_current_revision() is not None:
        command.downgrade(_config(connection), "base")
    command.upgrade(_config(connection), "head")


def newest() -> str:
    """The revision this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def revision(database: Database) -> str | None:
    """The revision the database is at; None when it is empty."""
    with database.connection() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_empty(database: Database) -> bool:
    """Has nothing been made here yet?"""
    if database.file is not None and not database.file.exists():
        return True
    with database.connection() as connection:
        return not inspect(connection).get_table_names()


def differences(database: Database) -> list[Any]:
    """What autogenerate would still change; empty when migrations and tables agree."""
    with database.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, metadata))
