"""Fixtures of databases: every test that takes `database` runs on SQLite and on a real PostgreSQL."""

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from review.store import migrate
from review.store.database import Database

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


def _as_postgres(*command):
    """The server refuses to run as root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(scope="session")
def postgres_server():
    """A server of our own on a free port, without fsync; its data goes with it."""
    if not BINARIES:
        pytest.skip("no PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="expertiza-pg-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    fast = f"-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100"
    quick = "-c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB"
    _as_postgres(BINARIES[0] / "initdb", "-D", data, "-U", "expertiza", "-A", "trust", "-E", "UTF8", "--no-sync")
    _as_postgres(
        BINARIES[0] / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "-o", f"{fast} {quick}", "start"
    )
    try:
        yield f"postgresql://expertiza@127.0.0.1:{port}/"
    finally:
        _as_postgres(BINARIES[0] / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server):
    """A migrated database that tests copy: quicker than migrating again."""
    import psycopg

    with psycopg.connect(postgres_server + "postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_expertiza")
    database = Database(postgres_server + "template_expertiza")
    migrate.upgrade(database)
    database.close()
    return postgres_server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "db.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def sqlite_lent(tmp_path_factory):
    """One engine that test after test gets with other contents: SQLAlchemy compiles each statement once."""
    made = Database(f"sqlite:///{tmp_path_factory.mktemp('lent') / 'db.sqlite3'}")
    event.listen(made._engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgres_lent(postgres_template):
    with fresh_postgres(postgres_template) as made:
        yield made


def contents(database):
    """All rows: what `refill` puts back. For PostgreSQL a text for each table and where the sequences stand."""
    database.close()
    if database.is_sqlite:
        with closing(sqlite3.connect(database.file)) as connection:
            return connection.serialize()
    with _on_server(database) as connection:
        tables = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = {}
        for name in tables:
            with connection.cursor().copy(f'COPY "{name}" TO STDOUT') as copied:
                rows[name] = b"".join(copied)
        return rows, connection.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall()


def refill(database, kept):
    """Put these rows in the place of whatever is there: on PostgreSQL far quicker than CREATE DATABASE."""
    database.close()
    if database.is_sqlite:
        for ending in ("-wal", "-shm"):
            database.file.with_name(database.file.name + ending).unlink(missing_ok=True)
        database.file.write_bytes(kept)
        return
    rows, sequences = kept
    with _on_server(database) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        connection.execute("; ".join(f'DELETE FROM "{name}"' for name in rows))  # noqa: S608 - our own tables
        for name, told in rows.items():
            if told:
                with connection.cursor().copy(f'COPY "{name}" FROM STDIN') as copied:
                    copied.write(told)
        for name, last in sequences:
            connection.execute("SELECT setval(%s, %s, %s)", (f'"{name}"', last or 1, last is not None))


def _on_server(database):
    import psycopg

    return psycopg.connect(database.url.set(drivername="postgresql").render_as_string(hide_password=False))


@contextmanager
def fresh_postgres(server):
    """A migrated, empty database of its own, dropped at the end."""
    import psycopg

    name = f"test_{os.urandom(6).hex()}"
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_expertiza")
    made = Database(server + name)
    try:
        yield made
    finally:
        made.close()
        with psycopg.connect(server + "postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request, tmp_path):
    """A migrated, empty database."""
    if request.param == "sqlite":
        path = tmp_path / "db.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        made = Database(f"sqlite:///{path}")
        yield made
        made.close()
        return
    with fresh_postgres(request.getfixturevalue("postgres_template")) as made:
        yield made
