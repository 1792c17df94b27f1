import dataclasses
import threading

import pytest

from review.errors import BadInput, NotAllowed, NotFound, TooLarge, UnsupportedType, WrongState
from review.flow.submission import documents, uploading, withdrawing
from review.flow.submission.documents import DocumentFilter
from review.flow.submission.uploading import Sent
from review.flow.upkeep import maintenance
from review.model.submission import VersionState
from tests.stage import a_concept, a_docx, a_zip, assess, decide_on, hand_in, work_off


def send(stage, *files, who="school", school="school"):
    return uploading.upload(stage.services, stage[who], school_id=stage.places[school], files=files)


def listed(stage, who="school", **wanted):
    return documents.list_documents(stage.services, stage[who], wanted=DocumentFilter(**wanted)).rows


def test_a_refused_file_costs_the_others_nothing(stage):
    got = send(
        stage,
        Sent("Концепция.docx", a_concept()),
        Sent("программа.docx", b"MZ\x90\x00 an executable"),
        Sent("пусто.pdf", b""),
        Sent("комплект.zip", a_zip(приказ__docx=a_docx("Приказ № 5 от 01.03.2022"), plan__exe=b"MZ\x90\x00")),
    )
    assert [(item.name, item.problem.code if item.problem else None) for item in got] == [
        ("Концепция.docx", None),
        ("программа.docx", "unsupported_type"),
        ("пусто.pdf", "empty"),
        ("комплект.zip!/приказ.docx", None),
        ("комплект.zip!/plan.exe", "unsupported_type"),
    ]
    assert [row.latest.file_name for row in listed(stage, descending=False)] == ["Концепция.docx", "приказ.docx"]
    assert len(stage.services.ring.rung) == 2
    assert maintenance.doctor(stage.services).ailments == ()


def test_the_same_file_again_is_the_same_document(stage):
    first = send(stage, Sent("a.docx", a_concept()))[0]
    again = send(stage, Sent("b.docx", a_concept()))[0]
    assert (again.repeated, again.document.id) == (True, first.document.id)
    other = send(stage, Sent("c.docx", a_concept(), kind="evidence", risk="RF-06", stage=1))[0]
    assert (other.repeated, len(listed(stage))) == (False, 2)


def test_a_file_that_cannot_be_read_says_why_and_the_worker_goes_on(stage):
    broken = a_docx("текст").replace(b"word/document.xml", b"word/documenX.xml")
    sent = send(stage, Sent("битый.docx", broken), Sent("Концепция.docx", a_concept(), kind="concept"))
    assert [item.problem for item in sent] == [None, None]
    work_off(stage.services)
    rows = {row.latest.file_name: row for row in listed(stage)}
    assert rows["битый.docx"].latest.state is VersionState.REFUSED
    assert rows["битый.docx"].latest.problem.code == "damaged"
    assert rows["битый.docx"].latest.problem.hint
    assert rows["Концепция.docx"].latest.state is VersionState.CHECKED
    words = documents.progress(stage.services, stage["school"], document_ids=[rows["битый.docx"].id])[0]
    assert words.done
    assert words.words == rows["битый.docx"].latest.problem.message


def test_too_many_files_are_refused_before_anything_is_kept(stage):
    limits = dataclasses.replace(stage.services.settings.limits, kit_files=2)
    stage.services = dataclasses.replace(
        stage.services, settings=dataclasses.replace(stage.services.settings, limits=limits)
    )
    with pytest.raises(TooLarge):
        send(stage, *(Sent(f"{n}.docx", a_docx(str(n))) for n in range(3)))
    assert listed(stage) == ()


@pytest.mark.parametrize("said", [{"kind": "poem"}, {"risk": "RF-99"}, {"stage": 3}])
def test_a_kind_the_profile_has_not_is_refused(stage, said):
    with pytest.raises(BadInput):
        send(stage, Sent("a.docx", a_concept(), **said))


def test_strangers_do_not_upload(stage):
    for who in ("neighbour", "other_coordinator", "far_school", "stranger_regional"):
        with pytest.raises(NotFound):
            send(stage, Sent("a.docx", a_concept()), who=who)
    with pytest.raises(NotAllowed):
        send(stage, Sent("a.docx", a_concept()), who="expert")
    for number, who in enumerate(("curator", "coordinator", "regional", "admin")):
        assert send(stage, Sent("a.docx", a_concept(str(number))), who=who)[0].document is not None


def test_a_wrong_upload_is_withdrawn_with_a_reason_and_a_trace(stage):
    document = hand_in(stage)
    with pytest.raises(BadInput):
        withdrawing.withdraw(stage.services, stage["school"], document_id=document.id, reason=" ")
    withdrawing.withdraw(stage.services, stage["school"], document_id=document.id, reason="Не тот файл")
    assert listed(stage) == ()
    with pytest.raises(NotFound):
        documents.document_page(stage.services, stage["school"], document_id=document.id)
    assert maintenance.doctor(stage.services).ailments == ()
    assert send(stage, Sent("Концепция.docx", a_concept()))[0].repeated is False


def test_a_new_version_keeps_the_old_one_to_look_at(stage):
    document = hand_in(stage)
    second = a_concept("Добавлено.")
    uploading.upload_version(stage.services, stage["school"], document_id=document.id, name="Вторая.docx", data=second)
    work_off(stage.services)
    page = documents.document_page(stage.services, stage["school"], document_id=document.id, version=1)
    assert (page.version.file_name, page.acts) == ("Концепция.docx", frozenset())
    assert [version.number for version in page.versions] == [2, 1]
    assert documents.original(stage.services, stage["school"], document_id=document.id) == ("Вторая.docx", second)
    with pytest.raises(UnsupportedType):
        uploading.upload_version(
            stage.services, stage["school"], document_id=document.id, name="x.zip", data=a_zip(a__docx=a_concept("x"))
        )


def test_a_conforming_document_is_not_replaced(lived_in):
    done = next(row for row in listed(lived_in, school_id=lived_in.places["school"]))
    with pytest.raises(WrongState):
        uploading.upload_version(
            lived_in.services, lived_in["school"], document_id=done.id, name="v2.docx", data=a_concept("v2")
        )


def test_the_kit_is_checked_again_when_the_kind_or_the_card_changes(stage):
    document = hand_in(stage)
    before = documents.document_page(stage.services, stage["school"], document_id=document.id)
    documents.set_kind(
        stage.services,
        stage["school"],
        document_id=document.id,
        kind="midterm_program",
        risk=None,
        stage=None,
        measure=None,
        expected=document.version,
    )
    assert work_off(stage.services) == 1
    after = documents.document_page(stage.services, stage["school"], document_id=document.id)
    assert (before.examination.rubric, after.examination.rubric) == ("concept@2022.1", "midterm_program@2022.1")
    assert after.rubric.kind == "midterm_program"


def test_two_schools_may_send_the_same_file_at_once(stage):
    problems, start = [], threading.Barrier(2)
    actors = {who: stage[who] for who in ("school", "neighbour")}

    def upload_one(who):
        start.wait()
        try:
            for number in range(5):
                sent = Sent("a.docx", a_concept(str(number)))
                uploading.upload(stage.services, actors[who], school_id=stage.places[who], files=[sent])
        except Exception as error:  # noqa: BLE001 - whatever went wrong in a thread must fail the test
            problems.append(error)

    threads = [threading.Thread(target=upload_one, args=(who,)) for who in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert documents.list_documents(stage.services, stage["admin"], wanted=DocumentFilter()).total == 10
    assert maintenance.doctor(stage.services).ailments == ()


def test_a_withdrawn_document_is_listed_as_such_for_those_it_concerns_and_can_be_put_back(stage):
    document = hand_in(stage)
    services = stage.services
    withdrawing.withdraw(services, stage["school"], document_id=document.id, reason="Не тот файл")
    taken = DocumentFilter(withdrawn=True)
    for who in ("school", "coordinator", "regional", "admin"):
        [row] = documents.list_documents(services, stage[who], wanted=taken).rows
        assert (row.id, row.withdrawn_reason) == (document.id, "Не тот файл")
    for who in ("expert", "neighbour", "other_coordinator", "stranger_regional"):
        assert documents.list_documents(services, stage[who], wanted=taken).total == 0
        with pytest.raises(NotFound):
            withdrawing.withdrawn_document(services, stage[who], document_id=document.id)
    with pytest.raises(NotAllowed):
        withdrawing.restore(services, stage["school"], document_id=document.id)
    assert withdrawing.withdrawn_document(services, stage["coordinator"], document_id=document.id).may_restore
    withdrawing.restore(services, stage["coordinator"], document_id=document.id)
    work_off(services)
    [row] = listed(stage)
    assert (row.id, row.withdrawn_at, row.latest.state) == (document.id, None, VersionState.CHECKED)
    with pytest.raises(WrongState):
        withdrawing.restore(services, stage["coordinator"], document_id=document.id)
    assert maintenance.doctor(services).ailments == ()


def test_a_document_withdrawn_before_it_was_read_is_read_after_it_came_back(stage):
    sent = [Sent("Концепция.docx", a_concept())]
    [received] = uploading.upload(stage.services, stage["school"], school_id=stage.places["school"], files=sent)
    number = received.document.id
    withdrawing.withdraw(stage.services, stage["school"], document_id=number, reason="Ошибка")
    work_off(stage.services)
    withdrawing.restore(stage.services, stage["coordinator"], document_id=number)
    work_off(stage.services)
    assert listed(stage)[0].latest.state is VersionState.CHECKED


def test_a_coordinator_withdraws_until_the_decision_and_experts_are_told(stage):
    document = hand_in(stage)
    assess(stage, document.id)
    with pytest.raises(WrongState):
        withdrawing.withdraw(stage.services, stage["school"], document_id=document.id, reason="Ошибка")
    withdrawing.withdraw(stage.services, stage["coordinator"], document_id=document.id, reason="Чужой документ")
    assert listed(stage) == ()
    withdrawing.restore(stage.services, stage["coordinator"], document_id=document.id)
    decide_on(stage, document.id)
    with pytest.raises(WrongState):
        withdrawing.withdraw(stage.services, stage["coordinator"], document_id=document.id, reason="Поздно")


def test_a_confirmation_with_a_remark_is_partly_until_it_is_given_without(stage):
    sent = send(stage, Sent("справка.docx", a_docx("Справка об итогах."), kind="evidence", risk="RF-06", stage=1))
    work_off(stage.services)
    said = []
    for remark in ("Нет выводов", ""):
        known = listed(stage)[0]
        documents.confirm(
            stage.services,
            stage["curator"],
            document_id=sent[0].document.id,
            confirmed=True,
            remark=remark,
            expected=known.version,
        )
        work_off(stage.services)
        page = documents.document_page(stage.services, stage["school"], document_id=known.id)
        said += [(one.level, one.explanation) for one in page.examination.findings if one.code == "E-11"]
    assert said == [
        (1, "Куратор подтвердил документ, но его замечание не снято."),
        (2, "Куратор подтвердил документ."),
    ]
