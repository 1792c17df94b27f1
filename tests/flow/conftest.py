import shutil
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from review.store.database import Database
from tests.databases import database, fresh_postgres, postgres_server, postgres_template, sqlite_template
from tests.flow.paper_story import tell
from tests.stage import Stage, a_clock, live_in, services_over, set_stage

__all__ = ["database", "postgres_server", "postgres_template", "sqlite_template"]


@pytest.fixture
def clock():
    return a_clock()


@pytest.fixture
def services(database, tmp_path, clock):
    """Services over an empty, migrated database; what rings is kept in `services.ring.rung`."""
    return services_over(database, tmp_path, clock)


def _keep(stage, folder, keep):
    """What a template of a stage needs to be told again."""
    return SimpleNamespace(folder=folder, keep=keep, places=stage.places, actors=stage.actors)


@contextmanager
def on_sqlite(path, folder, told=None):
    """A stage over a copy of a database file, with its own files."""
    copy = folder / "stage.sqlite3"
    shutil.copy(path, copy)
    made = Database(f"sqlite:///{copy}")
    places, actors = (dict(told.places), dict(told.actors)) if told else ({}, {})
    yield Stage(_with_files(services_over(made, folder, a_clock()), told), places, actors)
    made.close()


def _with_files(services, told):
    if told is not None and (told.folder / "data" / "files").exists():
        shutil.copytree(told.folder / "data" / "files", services.settings.files, dirs_exist_ok=True)
    return services


@pytest.fixture(scope="session")
def sqlite_stage(sqlite_template, tmp_path_factory):
    """The stage, set once; tests get copies."""
    folder = tmp_path_factory.mktemp("stage")
    with on_sqlite(sqlite_template, folder) as empty:
        stage = set_stage(empty.services)
    return _keep(stage, folder, folder / "stage.sqlite3")


@pytest.fixture(scope="session")
def sqlite_lived(sqlite_stage, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lived")
    with on_sqlite(sqlite_stage.keep, folder, sqlite_stage) as stage:
        live_in(stage)
    return _keep(stage, folder, folder / "stage.sqlite3")


@pytest.fixture(scope="session")
def postgres_stage(postgres_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stage")
    with fresh_postgres(postgres_template, keep="template_stage") as made:
        stage = set_stage(services_over(made, folder, a_clock()))
    return _keep(stage, folder, "template_stage")


@pytest.fixture(scope="session")
def postgres_lived(postgres_stage, postgres_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lived")
    with fresh_postgres(postgres_template, template="template_stage", keep="template_lived") as made:
        stage = Stage(services_over(made, folder, a_clock()), dict(postgres_stage.places), dict(postgres_stage.actors))
        live_in(stage)
    return _keep(stage, folder, "template_lived")


@contextmanager
def _copied(request, folder, name):
    told = request.getfixturevalue(f"{request.param}_{name}")
    if request.param == "sqlite":
        with on_sqlite(told.keep, folder, told) as stage:
            yield stage
        return
    with fresh_postgres(request.getfixturevalue("postgres_template"), template=told.keep) as made:
        services = _with_files(services_over(made, folder, a_clock()), told)
        yield Stage(services, dict(told.places), dict(told.actors))


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def stage(request, tmp_path):
    """Two regions, three municipalities, four schools, a person for every role."""
    with _copied(request, tmp_path, "stage") as made:
        yield made


@pytest.fixture(params=BOTH)
def lived_in(request, tmp_path):
    """The stage with a decided document of `school`, a checked one of `neighbour`, and two papers."""
    with _copied(request, tmp_path, "lived") as made:
        yield made


@pytest.fixture
def sqlite_only_stage(sqlite_stage, tmp_path):
    """The stage where the kind of database does not matter."""
    with on_sqlite(sqlite_stage.keep, tmp_path, sqlite_stage) as made:
        yield made


@pytest.fixture(scope="session")
def story(sqlite_stage, tmp_path_factory):
    """The stage far on in the year, with decisions to write papers from; its tests only add papers."""
    with on_sqlite(sqlite_stage.keep, tmp_path_factory.mktemp("papers"), sqlite_stage) as stage:
        tell(stage)
        yield stage
