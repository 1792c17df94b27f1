"""Who is told what, once; what goes by mail only after it was read; what a calendar shows."""

import dataclasses
from datetime import date

import pytest
from icalendar import Calendar

from review.errors import BadInput, NotFound, Stale, StorageDown, WrongState
from review.exchange.workbook import read_sheets
from review.flow.campaigns import group, reseating, seating
from review.flow.expertise import desk
from review.flow.notices import letters, own
from review.flow.notices.daily import queue_today
from review.flow.submission import documents
from review.flow.submission.uploading import upload_version
from review.flow.transaction import writing
from review.model.assessment import Verdict
from review.model.notice import Attachment, LetterState
from review.store import jobs
from review.store.documents import versions
from tests.flow.campaigning import begin, draw, invite
from tests.once import once
from tests.stage import a_concept, assess, decide_on, hand_in, work_off


def told(stage, who, **wanted):
    return [one.text for one in own.list_notices(stage.services, stage[who], **wanted)]


@pytest.fixture
@once
def returned(stage):
    document = hand_in(stage)
    assess(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=date(2022, 3, 17))
    return document


@pytest.mark.usefixtures("returned")
def test_a_decision_is_told_to_the_school_and_its_curator_and_to_nobody_else(stage):
    for who in ("school", "curator"):
        assert any("требуется доработка" in text and "17.03.2022" in text for text in told(stage, who)), who
    for who in ("neighbour", "far_school", "other_curator", "other_coordinator"):
        assert told(stage, who) == [], who


@pytest.mark.usefixtures("returned")
def test_who_did_it_is_not_told(stage):
    assert not any("требуется доработка" in text for text in told(stage, "coordinator"))


def test_an_expert_reads_no_name_of_a_school(stage, returned):
    documents_before = told(stage, "expert")
    hand_in_again(stage, returned)
    fresh = [text for text in told(stage, "expert") if text not in documents_before]
    assert fresh
    assert all("школа" not in text.lower() and "СОШ" not in text and "Концепция" not in text for text in fresh)


def test_those_who_are_asked_and_those_who_ask_hear_of_each_other(stage):
    """An invitation, its answers, a document declined: the expert and the coordinator."""
    hand_in(stage)
    campaign = begin(stage)
    invite(stage, campaign, "expert", "second_expert", answer=False)
    assert any("приглашают" in text for text in told(stage, "expert"))
    group.answer(stage.services, stage["second_expert"], campaign_id=campaign.id, accepts=False, reason="отпуск")
    group.answer(stage.services, stage["expert"], campaign_id=campaign.id, accepts=True, reason="")
    heard = [text for text in told(stage, "coordinator") if campaign.title in text]
    assert sorted("отказ. отпуск" in text for text in heard) == [False, True]
    draw(stage, campaign)
    mark = seating.plan(stage.services, stage["coordinator"], campaign_id=campaign.id).mark
    seating.apply(stage.services, stage["coordinator"], campaign_id=campaign.id, mark=mark)
    [seat] = desk.desk(stage.services, stage["expert"]).seats.values()
    reseating.decline(stage.services, stage["expert"], assignment_id=seat.id, reason="знакомые в школе")
    assert any("отказался от документа: знакомые в школе" in text for text in told(stage, "coordinator"))


def hand_in_again(stage, document):
    name, data = "Концепция, исправленная.docx", a_concept("Исправлено.")
    upload_version(stage.services, stage["school"], document_id=document.id, name=name, data=data)
    work_off(stage.services)


@pytest.mark.usefixtures("returned")
def test_seen_notices_are_no_longer_new(stage):
    found = own.list_notices(stage.services, stage["school"])
    own.mark_read(stage.services, stage["neighbour"], ids=[one.id for one in found])
    assert own.unread(stage.services, stage["school"]) == len(found)
    own.mark_read(stage.services, stage["school"])
    assert own.unread(stage.services, stage["school"]) == 0
    assert told(stage, "school", unread=True) == []


def remind(stage):
    queue_today(stage.services)
    queue_today(stage.services)
    work_off(stage.services)


@pytest.mark.usefixtures("returned")
def test_a_deadline_is_told_ahead_on_its_day_and_when_it_has_passed_each_once(stage):
    def reminders():
        return [text for text in told(stage, "school") if "ждут после доработки" in text]

    remind(stage)
    remind(stage)
    assert len(reminders()) == 1
    stage.services.now.move(days=1)
    remind(stage)
    assert len(reminders()) == 1
    stage.services.now.move(days=2)
    remind(stage)
    assert sum("срок сегодня" in text for text in reminders()) == 1
    stage.services.now.move(days=2)
    remind(stage)
    assert sum("срок прошёл" in text for text in reminders()) == 1
    assert len(reminders()) == 3


@pytest.mark.usefixtures("returned")
def test_a_daily_letter_holds_what_is_new_and_only_once(stage):
    own.save_wishes(stage.services, stage["school"], mail="daily", address="school@example.ru")
    stage.services.now.move(days=1)
    remind(stage)
    stage.services.now.move(days=1)
    remind(stage)
    [letter] = [one for one in every_letter(stage) if "за день" in one.subject]
    assert letter.to_address == "school@example.ru"
    assert "требуется доработка" in letter.body
    assert letter.state is LetterState.KEPT  # no mail server is set


def every_letter(stage):
    return letters.outbox(stage.services, stage["admin"])


def test_who_wants_each_notice_by_mail_gets_it_at_once(stage):
    document = hand_in(stage)
    own.save_wishes(stage.services, stage["school"], mail="each", address="school@example.ru")
    assess(stage, document.id)
    decide_on(stage, document.id)
    work_off(stage.services)
    assert any("соответствует" in one.body for one in every_letter(stage))


@pytest.mark.parametrize("address", ["", "не адрес", "a@b.ru, c@d.ru"])
def test_mail_needs_an_address(stage, address):
    with pytest.raises(BadInput):
        own.save_wishes(stage.services, stage["school"], mail="daily", address=address)


def a_letter(stage, **changed):
    school = stage.places["school"]
    values = {
        "key": "letter:1",
        "to_address": "school@example.ru",
        "to_name": "Школа",
        "subject": "Тема",
        "body": "Текст",
    }
    with writing(stage.services, stage["coordinator"]) as t:
        return letters.draft_letter(t, school_id=school, **{**values, **changed})


def test_a_letter_waits_until_it_was_read(stage):
    number = a_letter(stage)
    work_off(stage.services)
    assert letters.letter(stage.services, stage["coordinator"], letter_id=number).state is LetterState.DRAFT
    assert letters.dispatch(stage.services, stage["coordinator"], letter_ids=[number]) == 1
    work_off(stage.services)
    sent = letters.letter(stage.services, stage["coordinator"], letter_id=number)
    assert sent.state is LetterState.KEPT


def test_the_same_letter_is_written_once(stage):
    assert a_letter(stage) is not None
    assert a_letter(stage) is None


def test_one_wrong_address_holds_all_back(stage):
    good, bad = a_letter(stage), a_letter(stage, key="letter:2", to_address="", to_name="МБОУ «Без адреса»")
    with pytest.raises(BadInput, match="Без адреса"):
        letters.dispatch(stage.services, stage["coordinator"], letter_ids=[good, bad])
    assert {one.state for one in every_letter(stage)} == {LetterState.DRAFT}


def test_letters_of_another_territory_do_not_exist(stage):
    number = a_letter(stage)
    for who in ("other_coordinator", "stranger_regional", "school"):
        assert letters.outbox(stage.services, stage[who]) == ()
        with pytest.raises(NotFound):
            letters.letter(stage.services, stage[who], letter_id=number)
        with pytest.raises(NotFound):
            letters.dispatch(stage.services, stage[who], letter_ids=[number])
    assert [one.id for one in letters.outbox(stage.services, stage["regional"])] == [number]


def test_two_who_correct_a_letter_do_not_overwrite_each_other(stage):
    number = a_letter(stage)
    before = letters.letter(stage.services, stage["coordinator"], letter_id=number)
    change = {"letter_id": number, "to_address": "a@b.ru", "subject": "Тема", "expected": before.version}
    letters.edit(stage.services, stage["coordinator"], body="Первый", **change)
    with pytest.raises(Stale):
        letters.edit(stage.services, stage["regional"], body="Второй", **change)


def test_a_letter_that_went_is_changed_by_nobody(stage):
    number = a_letter(stage)
    letters.dispatch(stage.services, stage["coordinator"], letter_ids=[number])
    now = letters.letter(stage.services, stage["coordinator"], letter_id=number)
    with pytest.raises(WrongState):
        letters.cancel(stage.services, stage["coordinator"], letter_id=number, expected=now.version)


def test_a_mail_server_that_does_not_answer_is_tried_again(stage):
    number = a_letter(stage)
    letters.dispatch(stage.services, stage["coordinator"], letter_ids=[number])
    settings = dataclasses.replace(stage.services.settings, smtp="smtp://127.0.0.1:9", mail_from="a@b.ru")
    with pytest.raises(StorageDown):
        work_off(dataclasses.replace(stage.services, settings=settings))
    with stage.services.database.reading() as session:
        assert jobs.due(session, now=stage.services.now().replace(year=2023))
    assert letters.letter(stage.services, stage["coordinator"], letter_id=number).state is LetterState.WAITING


def test_files_go_with_a_letter(stage):
    sha256 = stage.services.files.put(b"paper")
    with stage.services.database.session() as session:
        versions.note_file(session, sha256, 5, stage.services.now())
    number = a_letter(stage, attachments=[Attachment("Письмо.docx", sha256)])
    assert letters.attached(stage.services, stage["coordinator"], letter_id=number, name="Письмо.docx") == b"paper"
    with pytest.raises(BadInput):
        letters.attached(stage.services, stage["coordinator"], letter_id=number, name="../x")


def test_a_calendar_shows_deadlines_and_no_names(stage, returned):
    made = own.save_wishes(stage.services, stage["school"], mail="never", address="")
    data = own.own_calendar(stage.services, token=made.calendar_token, address="http://127.0.0.1:8500")
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert event["dtstart"].dt == date(2022, 3, 17)
    assert str(event["summary"]) == f"Доработать документ № {returned.id}"
    assert "СОШ" not in data.decode()


def test_an_old_calendar_address_dies_with_a_new_one(stage):
    before = own.save_wishes(stage.services, stage["school"], mail="never", address="")
    kept = own.save_wishes(stage.services, stage["school"], mail="never", address="")
    assert kept.calendar_token == before.calendar_token
    after = own.save_wishes(stage.services, stage["school"], mail="never", address="", new_token=True)
    assert after.calendar_token != before.calendar_token
    for token in (before.calendar_token, ""):
        with pytest.raises(NotFound):
            own.own_calendar(stage.services, token=token, address="")


def test_views_are_ones_own(stage):
    own.save_view(stage.services, stage["expert"], page="documents.index", title=" Красные ", query="zone=red")
    own.save_view(
        stage.services, stage["expert"], page="documents.index", title="Красные", query="zone=red&sort=school"
    )
    [view] = own.saved_views(stage.services, stage["expert"], page="documents.index")
    assert (view.title, view.query) == ("Красные", "zone=red&sort=school")
    with pytest.raises(NotFound):
        own.drop_view(stage.services, stage["second_expert"], view_id=view.id)
    assert own.saved_views(stage.services, stage["expert"], page="documents.index") == (view,)
    own.drop_view(stage.services, stage["expert"], view_id=view.id)
    assert own.saved_views(stage.services, stage["expert"], page="documents.index") == ()


def test_the_list_of_documents_as_a_spreadsheet_holds_what_the_reader_sees(stage):
    hand_in(stage)
    for who, rows in (("school", 1), ("coordinator", 1), ("neighbour", 0), ("other_coordinator", 0)):
        data = documents.document_sheet(stage.services, stage[who], wanted=documents.DocumentFilter(), with_zones=True)
        assert len(read_sheets(data)["Документы"]) == rows + 1, who
