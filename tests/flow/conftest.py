import pytest
from tests.databases import database, postgres_server, postgres_template, sqlite_template
from tests.stage import a_clock, services_over, set_stage

__all__ = ["database", "postgres_server", "postgres_template", "sqlite_template"]


@pytest.fixture
def clock():
    return a_clock()


@pytest.fixture
def services(database, tmp_path, clock):
    """Services over an empty, migrated database; what rings is kept in `services.ring.rung`."""
    return services_over(database, tmp_path, clock)


@pytest.fixture
def stage(services):
    """Two regions, three municipalities, four schools, a person for every role."""
    return set_stage(services)
