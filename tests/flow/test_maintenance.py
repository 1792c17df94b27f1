import shutil

import pytest
from sqlalchemy import text

from review.errors import BadInput
from review.flow.register import people, signing_in
from review.flow.submission import documents
from review.flow.upkeep import maintenance
from review.store.database import Database
from tests.stage import PASSWORD, a_clock, hand_in, issue, services_over


def rules(stage):
    return sorted({ailment.rule for ailment in maintenance.doctor(stage.services).ailments})


def plant(stage, *statements):
    """A fault as somebody with the database's own password would make it."""
    database = stage.services.database
    with database.connection() as connection:
        if database.is_sqlite:
            raw = connection.connection.dbapi_connection
            connection.exec_driver_sql("COMMIT")
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("PRAGMA ignore_check_constraints=ON")
            raw.execute("DROP TRIGGER IF EXISTS audit_no_UPDATE")
            raw.execute("DROP TRIGGER IF EXISTS audit_no_DELETE")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_sound_installation_has_no_ailments(lived_in):
    health = maintenance.doctor(lived_in.services)
    assert health.ailments == ()
    assert ("Документов", "2") in health.figures
    assert ("Бумаг", "2") in health.figures


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("register_gap", "DELETE FROM paper WHERE number = 1"),
        ("register_gap", "UPDATE paper_counter SET last = 5"),
        ("register_counter", "UPDATE paper_counter SET last = 1"),
        ("decision_edition", "UPDATE decision SET rubric_sha256 = rubric"),
        ("edition_changed", "UPDATE frozen_edition SET sha256 = id"),
        ("edition_missing", "UPDATE frozen_edition SET id = 'concept@1999.1'"),
        ("audit_broken", "UPDATE audit SET actor = 'Некто' WHERE action = 'document.decided'"),
        ("audit_short", "DELETE FROM audit WHERE action = 'paper.registered'"),
        ("version_numbers", "UPDATE document SET latest = 2 WHERE id = 1"),
        ("version_orphan", "UPDATE document_version SET document_id = 77 WHERE id = 2"),
        ("version_empty", "DELETE FROM version_text WHERE version_id = 1"),
        ("version_empty", "DELETE FROM examination WHERE version_id = 1"),
        ("version_waiting", "UPDATE document_version SET state = 'queued' WHERE id = 2"),
        ("job_dead", "UPDATE job SET state = 'dead' WHERE id = 1"),
        ("job_stuck", "UPDATE job SET state = 'running', lease_until = '2022-03-14 08:00:00+00:00' WHERE id = 1"),
        ("job_waiting", "UPDATE job SET state = 'waiting', run_after = '2022-03-14 07:00:00+00:00' WHERE id = 1"),
        ("document_state", "UPDATE document SET state = 'rework' WHERE state = 'conforms'"),
        ("document_state", "UPDATE document SET state = 'assessed' WHERE state = 'uploaded'"),
        ("document_state", "DELETE FROM decision"),
        ("season", "UPDATE season SET current = (1 = 0)"),
    ],
)
def test_each_planted_fault_is_found(lived_in, rule, statement):
    plant(lived_in, statement)
    assert rule in rules(lived_in)


def test_a_number_given_twice_is_found(lived_in):
    index = "ALTER TABLE paper DROP CONSTRAINT uq_paper_body_id_series_year_number"
    if lived_in.services.database.is_sqlite:
        pytest.skip("SQLite cannot drop the constraint that forbids it")
    plant(lived_in, index, "UPDATE paper SET number = 1")
    assert "register_double" in rules(lived_in)


def test_lost_and_changed_files_are_found(lived_in):
    paths = sorted(lived_in.services.files.folder.glob("??/??/*"))
    paths[0].unlink()
    paths[1].write_bytes(b"changed")
    found = rules(lived_in)
    assert {"file_missing", "file_changed"} <= set(found)


def test_init_begins_once_and_invites_until_the_password_is_set(services):
    first = maintenance.init(services)
    again = maintenance.init(services)
    assert first.person.login == "admin"
    with pytest.raises(Exception, match="использована"):
        signing_in.open_invitation(services, token=first.token)
    signing_in.accept_invitation(services, token=again.token, password=PASSWORD)
    assert maintenance.init(services) is None
    assert people.operator(services).name == "Администратор"
    assert maintenance.doctor(services).ailments == ()


def test_doctor_of_an_empty_place_says_what_to_do(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'none.sqlite3'}")
    services = services_over(database, tmp_path, a_clock())
    assert [ailment.rule for ailment in maintenance.doctor(services).ailments] == ["revision"]
    database.close()


def test_a_backup_brings_everything_back_in_an_empty_place(lived_in, tmp_path):
    target = tmp_path / "copy.tar.gz"
    made = maintenance.backup(lived_in.services, target=target)
    assert made.files == 4  # two documents, two papers
    database = Database(f"sqlite:///{tmp_path / 'new' / 'db.sqlite3'}")
    services = services_over(database, tmp_path / "new", a_clock())
    assert maintenance.restore(services, source=target) == made
    assert maintenance.doctor(services).ailments == ()
    was = maintenance.doctor(lived_in.services).figures
    now = dict(maintenance.doctor(services).figures)
    assert {name: figure for name, figure in was if name != "Строк журнала"}.items() <= now.items()
    for document_id in (1, 2):
        assert documents.original(services, lived_in["admin"], document_id=document_id) == documents.original(
            lived_in.services, lived_in["admin"], document_id=document_id
        )
    page = documents.document_page(services, lived_in["admin"], document_id=1)
    assert page == documents.document_page(lived_in.services, lived_in["admin"], document_id=1)
    database.close()


def test_a_restore_into_the_same_database_replaces_it_only_when_told(lived_in, tmp_path):
    target = tmp_path / "copy.tar.gz"
    maintenance.backup(lived_in.services, target=target)
    hand_in(lived_in, name="Позже.docx", who="far_school", school="far_school")
    with pytest.raises(BadInput, match="потеряны"):
        maintenance.restore(lived_in.services, source=target)
    assert ("Документов", "3") in maintenance.doctor(lived_in.services).figures
    maintenance.restore(lived_in.services, source=target, replace=True)
    health = maintenance.doctor(lived_in.services)
    assert health.ailments == ()
    assert ("Документов", "2") in health.figures
    hand_in(lived_in, name="Ещё.docx", who="far_school", school="far_school")
    assert ("Документов", "3") in maintenance.doctor(lived_in.services).figures


@pytest.mark.parametrize("spoil", ["cut", "flip", "foreign"])
def test_a_damaged_copy_is_refused_and_nothing_is_touched(lived_in, tmp_path, spoil):
    target = tmp_path / "copy.tar.gz"
    maintenance.backup(lived_in.services, target=target)
    data = bytearray(target.read_bytes())
    if spoil == "cut":
        data = data[: len(data) // 2]
    elif spoil == "flip":
        data[len(data) // 2] ^= 0xFF
    else:
        data = bytearray(shutil.which("true") and b"not an archive")
    target.write_bytes(bytes(data))
    with pytest.raises(BadInput):
        maintenance.restore(lived_in.services, source=target, replace=True)
    assert maintenance.doctor(lived_in.services).ailments == ()


def test_a_backup_beside_a_writer_is_one_moment(lived_in):
    stage = lived_in
    with stage.services.database.snapshot() as session:
        before = session.execute(text("SELECT count(*) FROM paper")).scalar()
        issue(stage)
        assert session.execute(text("SELECT count(*) FROM paper")).scalar() == before
