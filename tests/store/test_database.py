import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from review.errors import Stale, StorageDown
from review.store.database import Database
from review.store.tables.documents import DocumentRow
from review.store.tables.territory import RegionRow


def add(database, name):
    with database.session() as session:
        session.add(RegionRow(name=name))


def names(database):
    with database.reading() as session:
        return sorted(session.scalars(select(RegionRow.name)))


def test_a_transaction_is_kept_whole_or_not_at_all(database):
    def fail():
        with database.session() as session:
            session.add(RegionRow(name="Первый"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(database) == []


def test_the_same_thing_written_twice_is_told_as_stale(database):
    add(database, "Залесская область")
    with pytest.raises(Stale):
        add(database, "Залесская область")


def test_a_row_the_rules_forbid_is_an_error_of_ours(database):
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(DocumentRow(school_id=1, season_id=1))


def test_twenty_writers_lose_nothing(database):
    def write(number):
        for turn in range(5):
            add(database, f"{number}-{turn}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(database)) == 100


def test_a_reader_sees_one_moment_and_holds_nobody_up(database):
    add(database, "до")
    with database.snapshot() as session:
        assert session.scalar(text("SELECT count(*) FROM region")) == 1
        add(database, "после")
        assert session.scalar(text("SELECT count(*) FROM region")) == 1
    assert len(names(database)) == 2


def test_a_database_that_is_away_is_told_in_words():
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(StorageDown, match="не отвечает"), away.session() as session:
        session.execute(text("SELECT 1"))
    away.close()
