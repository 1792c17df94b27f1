import shutil
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from review.store.database import Database
from tests.databases import (
    contents,
    database,
    postgres_lent,
    postgres_server,
    postgres_template,
    refill,
    sqlite_lent,
    sqlite_template,
)
from tests.flow.paper_story import tell
from tests.stage import Stage, a_clock, live_in, services_over, set_stage

__all__ = ["database", "postgres_lent", "postgres_server", "postgres_template", "sqlite_lent", "sqlite_template"]


@pytest.fixture
def clock():
    return a_clock()


@pytest.fixture
def services(database, tmp_path, clock):
    """Services over an empty, migrated database; what rings is kept in `services.ring.rung`."""
    return services_over(database, tmp_path, clock)


def _keep(stage, folder):
    """What a stage needs to be told again."""
    rows = contents(stage.services.database)
    return SimpleNamespace(folder=folder, rows=rows, places=dict(stage.places), actors=dict(stage.actors))


def _again(told, database, folder):
    """The stage as it was kept, in another database and folder."""
    refill(database, told.rows)
    services = services_over(database, folder, a_clock())
    if (told.folder / "data" / "files").exists():
        shutil.copytree(told.folder / "data" / "files", services.settings.files, dirs_exist_ok=True)
    return Stage(services, dict(told.places), dict(told.actors))


@contextmanager
def apart(told, folder):
    """The kept stage over a database of its own, for tests of one module to share."""
    database = Database(f"sqlite:///{folder / 'stage.sqlite3'}")
    yield _again(told, database, folder)
    database.close()


def _set(database, folder):
    return _keep(set_stage(services_over(database, folder, a_clock())), folder)


def _lived(told, database, folder):
    stage = _again(told, database, folder)
    live_in(stage)
    return _keep(stage, folder)


@pytest.fixture(scope="session")
def sqlite_stage(sqlite_template, sqlite_lent, tmp_path_factory):
    """The stage, set once; tests get copies."""
    refill(sqlite_lent, sqlite_template.read_bytes())
    return _set(sqlite_lent, tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="session")
def sqlite_lived(sqlite_stage, sqlite_lent, tmp_path_factory):
    return _lived(sqlite_stage, sqlite_lent, tmp_path_factory.mktemp("lived"))


@pytest.fixture(scope="session")
def postgres_stage(postgres_lent, tmp_path_factory):
    return _set(postgres_lent, tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="session")
def postgres_lived(postgres_stage, postgres_lent, tmp_path_factory):
    return _lived(postgres_stage, postgres_lent, tmp_path_factory.mktemp("lived"))


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def _copied(request, folder, name):
    told = request.getfixturevalue(f"{request.param}_{name}")
    return _again(told, request.getfixturevalue(f"{request.param}_lent"), folder)


@pytest.fixture(params=BOTH)
def stage(request, tmp_path):
    """Two regions, three municipalities, four schools, a person for every role."""
    return _copied(request, tmp_path, "stage")


@pytest.fixture(params=BOTH)
def lived_in(request, tmp_path):
    """The stage with a decided document of `school`, a checked one of `neighbour`, and two papers."""
    return _copied(request, tmp_path, "lived")


@pytest.fixture
def sqlite_only_stage(sqlite_stage, sqlite_lent, tmp_path):
    """The stage where the kind of database does not matter."""
    return _again(sqlite_stage, sqlite_lent, tmp_path)


@pytest.fixture(scope="session")
def story(sqlite_stage, tmp_path_factory):
    """The stage far on in the year, with decisions to write papers from; its tests only add papers."""
    with apart(sqlite_stage, tmp_path_factory.mktemp("papers")) as stage:
        tell(stage)
        yield stage
