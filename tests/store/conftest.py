from tests.databases import database, postgres_server, postgres_template, sqlite_template

__all__ = ["database", "postgres_server", "postgres_template", "sqlite_template"]
