from tests.databases import database, postgres_lent, postgres_server, postgres_template, sqlite_lent, sqlite_template
from tests.flow.conftest import postgres_lived, postgres_stage, sqlite_lived, sqlite_stage, stage

__all__ = [
    "database",
    "postgres_lent",
    "postgres_lived",
    "postgres_server",
    "postgres_stage",
    "postgres_template",
    "sqlite_lent",
    "sqlite_lived",
    "sqlite_stage",
    "sqlite_template",
    "stage",
]
