from review.store import migrate


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
