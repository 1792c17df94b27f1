"""A school's appeal: filed in time, heard by the municipality, then by the region, answered once."""

from datetime import date

import pytest

from review.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from review.flow.expertise import assessing, deciding, desk
from review.flow.expertise.appeals import answering
from review.flow.expertise.appeals import filing as appealing
from review.flow.expertise.appeals import listing as appeal_list
from review.flow.expertise.appeals.listing import AppealFilter
from review.flow.notices import own
from review.flow.submission import documents, uploading
from review.flow.upkeep import maintenance
from review.model.appeal import AppealLevel, AppealState
from review.model.assessment import Verdict
from review.model.submission import DocumentState
from review.model.workdays import after_working_days
from tests.once import once
from tests.stage import a_concept, assess, decide_on, hand_in, mark_all, work_off


@pytest.fixture
@once
def refused(stage):
    """A document that fails, decided by the municipal coordinator on a Monday (14.03.2022)."""
    document = hand_in(stage)
    assess(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.FAILS)
    stage.document = document.id
    return stage


def file(stage, who="school", **changes):
    told = {"text": "Цель измерима: см. раздел 3.", "criteria": ("C-04",), **changes}
    return appealing.file_appeal(stage.services, stage[who], document_id=stage.document, **told)


def answer(stage, appeal, who="coordinator", verdict=Verdict.FAILS, text="Решение обосновано.", due=None):
    return answering.answer_appeal(
        stage.services,
        stage[who],
        appeal_id=appeal.id,
        verdict=verdict,
        answer=text,
        due=due,
        expected=appeal.version,
    )


def texts(stage, who):
    return [one.text for one in own.list_notices(stage.services, stage[who])]


def state_of(stage):
    page = documents.document_page(stage.services, stage["coordinator"], document_id=stage.document)
    return page.document.state


def test_working_days_leave_out_week_ends_and_days_off():
    assert after_working_days(date(2022, 3, 4), 1, ("08.03",)) == date(2022, 3, 7)
    assert after_working_days(date(2022, 3, 4), 2, ("08.03",)) == date(2022, 3, 9)
    assert after_working_days(date(2022, 3, 14), 5, ()) == date(2022, 3, 21)


def test_an_appeal_reaches_the_coordinator_with_its_deadline_and_is_answered(refused):
    stage = refused
    shown = appealing.appealing(stage.services, stage["school"], document_id=stage.document)
    assert (shown.acts, shown.until) == ({"file"}, date(2022, 3, 21))
    appeal = file(stage, files=[("Пояснение.docx", a_concept("Пояснение."))])
    assert (appeal.level, appeal.state, appeal.due) == (AppealLevel.MUNICIPAL, AppealState.FILED, date(2022, 3, 21))
    assert appealing.appeal_file(stage.services, stage["coordinator"], appeal_id=appeal.id, number=1)[0] == (
        "Пояснение.docx"
    )
    [todo] = [one for one in desk.desk(stage.services, stage["coordinator"]).todos if one.what == "appeal"]
    assert (todo.document.id, todo.due.date()) == (stage.document, date(2022, 3, 21))
    assert not [one for one in desk.desk(stage.services, stage["regional"]).todos if one.what == "appeal"]
    assert any("подала апелляцию" in text for text in texts(stage, "coordinator"))
    kept = answer(stage, appeal)
    assert (kept.state, kept.verdict, kept.answered_by) == (AppealState.UPHELD, Verdict.FAILS, "Громов Анна Ивановна")
    assert state_of(stage) is DocumentState.FAILS
    assert any("ответ на апелляцию — решение оставлено в силе" in text for text in texts(stage, "school"))
    assert maintenance.doctor(stage.services).ailments == ()


def test_a_changed_decision_stands_beside_the_old_one(refused):
    appeal = file(refused)
    with pytest.raises(BadInput, match="срок"):
        answer(refused, appeal, verdict=Verdict.REWORK)
    changed = answer(refused, appeal, verdict=Verdict.REWORK, due=date(2022, 4, 1))
    assert changed.state is AppealState.CHANGED
    taken = deciding.decisions_of(refused.services, refused["school"], document_id=refused.document)
    assert [one.verdict for one in taken] == [Verdict.REWORK, Verdict.FAILS]
    assert taken[0].grounds == "Решение обосновано."
    assert state_of(refused) is DocumentState.REWORK


def test_of_two_who_answer_the_second_is_told(refused):
    appeal = file(refused)
    answer(refused, appeal)
    with pytest.raises(Stale):
        answer(refused, appeal, who="regional", verdict=Verdict.CONFORMS)
    assert state_of(refused) is DocumentState.FAILS


def test_the_second_appeal_is_the_regions_and_the_last(refused):
    stage = refused
    answer(stage, file(stage))
    second = file(stage)
    assert second.level is AppealLevel.REGIONAL
    with pytest.raises(NotAllowed):
        answer(stage, second)
    assert [one.what for one in desk.desk(stage.services, stage["regional"]).todos if one.what == "appeal"]
    answer(stage, second, who="regional", verdict=Verdict.CONFORMS)
    assert state_of(stage) is DocumentState.CONFORMS
    with pytest.raises(WrongState, match="не на что"):
        file(stage)


def test_the_expertise_is_opened_again_for_another_expert(refused):
    stage = refused
    appeal = file(stage)
    readers = appealing.appealing(stage.services, stage["coordinator"], document_id=stage.document).readers
    assert [person for person, _ in readers] == [stage["second_expert"].id]
    act = {"appeal_id": appeal.id, "reason": "Проверить цель", "expected": appeal.version}
    with pytest.raises(BadInput):
        answering.reopen_expertise(stage.services, stage["coordinator"], person_id=stage["expert"].id, **act)
    again = answering.reopen_expertise(stage.services, stage["coordinator"], person_id=stage["second_expert"].id, **act)
    assert state_of(stage) is DocumentState.IN_EXPERTISE
    assert maintenance.doctor(stage.services).ailments == ()
    with pytest.raises(WrongState):
        answer(stage, again)
    form = mark_all(stage, stage.document, who="second_expert")
    assessing.finish(stage.services, stage["second_expert"], assessment_id=form.id)
    shown = documents.document_page(stage.services, stage["coordinator"], document_id=stage.document)
    with pytest.raises(WrongState, match="апелляц"):
        decide_on(stage, stage.document)
    assert shown.assessment.expert_id == stage["second_expert"].id
    done = answer(stage, again, verdict=Verdict.CONFORMS)
    assert done.state is AppealState.CHANGED
    assert state_of(stage) is DocumentState.CONFORMS
    assert maintenance.doctor(stage.services).ailments == ()


def test_an_appeal_is_filed_in_time_by_the_school_alone(refused):
    stage = refused
    for who in ("coordinator", "expert", "curator"):
        with pytest.raises((NotAllowed, NotFound)):
            file(stage, who=who)
    with pytest.raises(NotFound):
        file(stage, who="neighbour")
    for wrong in ({"text": " "}, {"criteria": ("Z-99",)}, {"files": [("a.docx", a_concept())] * 6}):
        with pytest.raises(BadInput):
            file(stage, **wrong)
    stage.services.now.move(days=8)
    with pytest.raises(WrongState, match=r"21\.03\.2022"):
        file(stage)


def test_while_an_appeal_waits_nothing_else_moves_the_document(refused):
    stage = refused
    appeal = file(stage)
    with pytest.raises(WrongState):
        file(stage)
    with pytest.raises(WrongState, match="апелляц"):
        decide_on(stage, stage.document)
    with pytest.raises(WrongState, match="апелляц"):
        uploading.upload_version(
            stage.services, stage["school"], document_id=stage.document, name="Новая.docx", data=a_concept("Новое.")
        )
    appealing.withdraw_appeal(stage.services, stage["school"], appeal_id=appeal.id, expected=appeal.version)
    uploading.upload_version(
        stage.services, stage["school"], document_id=stage.document, name="Новая.docx", data=a_concept("Новое.")
    )
    work_off(stage.services)


def test_appeals_are_listed_for_those_they_concern(refused):
    stage = refused
    file(stage)
    stage.services.now.move(days=8)
    every = AppealFilter()
    for who in ("coordinator", "regional", "admin", "school"):
        [one] = appeal_list.list_appeals(stage.services, stage[who], wanted=every)
        assert (one.late, one.document.id) == (True, stage.document)
    for who in ("neighbour", "expert", "other_coordinator", "stranger_regional", "other_curator"):
        assert appeal_list.list_appeals(stage.services, stage[who], wanted=every) == ()
        if who != "expert":
            with pytest.raises(NotFound):
                appealing.appealing(stage.services, stage[who], document_id=stage.document)
    assert appealing.appealing(stage.services, stage["expert"], document_id=stage.document).appeals == ()
    lead = stage["coordinator"]
    for wanted, count in (
        (AppealFilter(late=True), 1),
        (AppealFilter(state=AppealState.UPHELD), 0),
        (AppealFilter(search="залесская"), 1),
        (AppealFilter(search="боровская"), 0),
        (AppealFilter(level=AppealLevel.REGIONAL), 0),
    ):
        assert len(appeal_list.list_appeals(stage.services, lead, wanted=wanted)) == count
    assert appeal_list.appeal_sheet(stage.services, lead, wanted=every).startswith(b"PK")
