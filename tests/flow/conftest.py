import shutil
from types import SimpleNamespace

import pytest
from review.store.database import Database
from tests.databases import database, fresh_postgres, postgres_server, postgres_template, sqlite_template
from tests.stage import Stage, a_clock, services_over, set_stage

__all__ = ["database", "postgres_server", "postgres_template", "sqlite_template"]


@pytest.fixture
def clock():
    return a_clock()


@pytest.fixture
def services(database, tmp_path, clock):
    """Services over an empty, migrated database; what rings is kept in `services.ring.rung`."""
    return services_over(database, tmp_path, clock)


@pytest.fixture(scope="session")
def sqlite_stage(sqlite_template, tmp_path_factory):
    """The stage, set once; tests get copies."""
    folder = tmp_path_factory.mktemp("stage")
    path = folder / "stage.sqlite3"
    shutil.copy(sqlite_template, path)
    made = Database(f"sqlite:///{path}")
    stage = set_stage(services_over(made, folder, a_clock()))
    made.close()
    return SimpleNamespace(path=path, places=stage.places, actors=stage.actors)


@pytest.fixture(scope="session")
def postgres_stage(postgres_template, tmp_path_factory):
    with fresh_postgres(postgres_template, keep="template_stage") as made:
        stage = set_stage(services_over(made, tmp_path_factory.mktemp("stage"), a_clock()))
    return SimpleNamespace(server=postgres_template, places=stage.places, actors=stage.actors)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stage(request, tmp_path, clock):
    """Two regions, three municipalities, four schools, a person for every role."""
    if request.param == "sqlite":
        told = request.getfixturevalue("sqlite_stage")
        path = tmp_path / "stage.sqlite3"
        shutil.copy(told.path, path)
        made = Database(f"sqlite:///{path}")
        yield Stage(services_over(made, tmp_path, clock), dict(told.places), dict(told.actors))
        made.close()
        return
    told = request.getfixturevalue("postgres_stage")
    with fresh_postgres(told.server, template="template_stage") as made:
        yield Stage(services_over(made, tmp_path, clock), dict(told.places), dict(told.actors))
