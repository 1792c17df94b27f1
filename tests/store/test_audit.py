from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from review.store import audit

NOW = datetime(2022, 3, 14, 9, tzinfo=UTC)


def write(database, *actions, stream="municipality:1"):
    with database.session() as session:
        for action in actions:
            entry = audit.Entry(stream, NOW, 1, "Алиева А. И.", action, 5, 2, {"file": "Концепция.docx", "n": 1})
            audit.append(session, entry)


def allow_changes(session, database):
    """What somebody with the database's own password could do."""
    if database.is_sqlite:
        session.execute(text("DROP TRIGGER audit_no_UPDATE"))
        session.execute(text("DROP TRIGGER audit_no_DELETE"))
    else:
        session.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))


def test_streams_are_chained_apart(database):
    write(database, "a", "b", "c")
    write(database, "x", stream="service")
    with database.reading() as session:
        assert list(audit.broken_lines(session)) == []
        assert {stream: seq for stream, (seq, _) in audit.heads(session).items()} == {"municipality:1": 3, "service": 1}


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_journal(database, statement):
    write(database, "a")
    with pytest.raises(DBAPIError, match="append-only"), database.session() as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("tampering", "found_at"),
    [
        ("UPDATE audit SET actor = 'Некто' WHERE seq = 2", 2),
        ("UPDATE audit SET details = '{}' WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 2", 3),
        ("UPDATE audit SET at = '2022-03-15 09:00:00.000000' WHERE seq = 1", 1),
    ],
)
def test_tampering_is_found_at_the_very_line(database, tampering, found_at):
    write(database, "a", "b", "c", "d")
    with database.session() as session:
        allow_changes(session, database)
        session.execute(text(tampering))
    with database.reading() as session:
        assert list(audit.broken_lines(session)) == [("municipality:1", found_at)]
