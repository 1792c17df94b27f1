from tests.databases import database, postgres_server, postgres_template, sqlite_template
from tests.flow.conftest import postgres_lived, postgres_stage, sqlite_lived, sqlite_stage, stage

__all__ = [
    "database",
    "postgres_lived",
    "postgres_server",
    "postgres_stage",
    "postgres_template",
    "sqlite_lived",
    "sqlite_stage",
    "sqlite_template",
    "stage",
]
