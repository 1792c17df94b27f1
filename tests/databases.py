"""Fixtures of databases: every test that takes `database` runs on SQLite and on a real PostgreSQL."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

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


@contextmanager
def fresh_postgres(server, *, template="template_expertiza", keep=None):
    """A database of its own, copied from a template; dropped at the end unless it is kept under a name."""
    import psycopg

    name = keep or f"test_{os.urandom(6).hex()}"
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    made = Database(server + name)
    try:
        yield made
    finally:
        made.close()
        if keep is None:
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
