from alembic import command
from sqlalchemy import text

from review.store import migrate
from review.store.database import Database


def test_autogenerate_finds_no_difference(database):
    assert migrate.differences(database) == []


def test_upgrade_of_the_newest_changes_nothing(database):
    migrate.upgrade(database)
    assert migrate.revision(database) == migrate.newest()


def test_downgrade_leaves_nothing_but_alembics_own_table(database):
    migrate.downgrade(database)
    assert migrate.revision(database) is None
    migrate.upgrade(database)
    assert migrate.differences(database) == []


def test_a_database_with_rows_is_brought_to_the_newest_revision(tmp_path):
    """Tables are rebuilt under rows that refer to them: nothing is lost and every reference still leads somewhere."""
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    with database.rebuilding() as connection:
        command.upgrade(migrate._config(connection), "0003")
    with database.session() as session:
        session.execute(text("INSERT INTO region (id, name) VALUES (1, 'Область')"))
        session.execute(text("INSERT INTO municipality (id, region_id, name) VALUES (1, 1, 'Район')"))
        session.execute(text("INSERT INTO season (id, title, profile, year, current) VALUES (1, '2022', 'p', 2022, 1)"))
        session.execute(
            text("INSERT INTO school (id, municipality_id, full_name, short_name) VALUES (1, 1, 'Школа', 'Школа')")
        )
        session.execute(
            text(
                "INSERT INTO document (id, school_id, season_id, kind_given, state, curator_remark, latest, version)"
                " VALUES (7, 1, 1, 0, 'uploaded', '', 1, 1)"
            )
        )
    migrate.upgrade(database)
    assert migrate.differences(database) == []
    with database.reading() as session:
        assert session.scalar(text("SELECT school_id FROM document WHERE id = 7")) == 1
    migrate.downgrade(database)
    database.close()
