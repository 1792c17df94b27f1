"""Seats of a campaign: planned and applied; declined, replaced, absent; nobody sees another's levels too early."""

import pytest

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.campaigns import group, reseating, running, seating
from review.flow.expertise import assessing, deciding, desk
from review.flow.submission import documents, uploading
from review.flow.upkeep import audit_log, maintenance
from review.model.assessment import Verdict
from review.model.campaigns import CampaignLevel, Purpose
from review.model.submission import DocumentState
from tests.flow.campaigning import begin, draw, hand_in_two, invite, more_experts
from tests.once import once
from tests.stage import a_concept, assess, decide_on, hand_in, mark_all, work_off


def plan_of(stage, campaign, **options):
    return seating.plan(stage.services, stage["coordinator"], campaign_id=campaign.id, **options)


def apply(stage, campaign):
    mark = plan_of(stage, campaign).mark
    return seating.apply(stage.services, stage["coordinator"], campaign_id=campaign.id, mark=mark)


@pytest.fixture
@once
def two(stage):
    """A campaign of two documents with two independent experts for each of them."""
    stage.documents = hand_in_two(stage)
    campaign = begin(stage, reviewers=2)
    more_experts(stage, "third")
    invite(stage, campaign, "expert", "second_expert")
    draw(stage, campaign)
    return campaign


def seats_of(stage, campaign):
    from review.store.campaigns import assignments

    with stage.services.database.reading() as session:
        return assignments.of_campaign(session, campaign.id)


def seat_of(stage, campaign, document, who):
    [found] = [
        one
        for one in seats_of(stage, campaign)
        if one.document_id == document.id and one.expert_id == stage.actors[who].id
    ]
    return found


def listed(stage, who):
    return documents.list_documents(stage.services, stage[who], wanted=documents.DocumentFilter()).rows


def test_a_plan_changes_nothing_until_it_is_applied(stage, two):
    shown = plan_of(stage, two)
    assert (shown.added, shown.dropped, shown.empty) == (4, 0, 0)
    assert [(load.before, load.after) for load in shown.loads] == [(0, 2), (0, 2)]
    assert seats_of(stage, two) == ()
    assert apply(stage, two) == (4, 0)
    again = plan_of(stage, two)
    assert (again.added, again.dropped) == (0, 0)
    with pytest.raises(WrongState, match="изменились"):
        seating.apply(stage.services, stage["coordinator"], campaign_id=two.id, mark=shown.mark)


def test_only_the_assigned_open_a_form_and_each_has_their_own(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    for who in ("coordinator", "regional", "admin"):
        with pytest.raises(NotAllowed, match="назначенные эксперты"):
            assessing.open_assessment(stage.services, stage[who], document_id=document.id)
    with pytest.raises(NotFound):
        assessing.open_assessment(stage.services, stage["third"], document_id=document.id)
    first = assessing.open_assessment(stage.services, stage["expert"], document_id=document.id)
    second = assessing.open_assessment(stage.services, stage["second_expert"], document_id=document.id)
    assert first.id != second.id
    assert seat_of(stage, two, document, "expert").state.value == "accepted"


def test_a_document_is_assessed_when_all_have_finished(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    assess(stage, document.id)
    page = documents.document_page(stage.services, stage["admin"], document_id=document.id)
    assert page.document.state is DocumentState.IN_EXPERTISE
    with pytest.raises(WrongState):
        decide_on(stage, document.id)
    assess(stage, document.id, who="second_expert")
    page = documents.document_page(stage.services, stage["coordinator"], document_id=document.id)
    assert page.document.state is DocumentState.ASSESSED
    assert len(page.forms) == 2
    assert "decide" in page.acts
    assert decide_on(stage, document.id).assessment_id == page.forms[0].id


def test_nobody_learns_a_level_before_the_last_has_finished(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    done = assess(stage, document.id)
    assert done.total.share is not None
    for who in ("second_expert", "coordinator", "regional", "admin", "school", "curator"):
        page = documents.document_page(stage.services, stage[who], document_id=document.id)
        assert page.document.expert_total is None, who
        assert page.assessment is None, who
        assert page.forms == (), who
        with pytest.raises((NotAllowed, NotFound)):
            assessing.current_mark(stage.services, stage[who], assessment_id=done.id, code="C-01")
    second = next(row for row in listed(stage, "second_expert") if row.id == document.id)
    assert (second.marked, second.expert) == (0, "")
    for who in ("coordinator", "admin"):
        lines = audit_log.list_audit(stage.services, stage[who], action="assessment.finished").rows
        assert [dict(line.details) for line in lines] == [{}]


def test_an_expert_may_go_on_until_the_colleague_has_finished(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    form = assess(stage, document.id)
    assessing.reopen(stage.services, stage["expert"], assessment_id=form.id)
    assessing.finish(stage.services, stage["expert"], assessment_id=form.id)
    assess(stage, document.id, who="second_expert")
    with pytest.raises(WrongState, match="видят уровни"):
        assessing.reopen(stage.services, stage["expert"], assessment_id=form.id)


def test_an_expert_sees_what_is_assigned_and_nothing_else_of_the_sample(stage, two):
    mine, theirs = stage.documents
    reseating.give(
        stage.services,
        stage["coordinator"],
        campaign_id=two.id,
        document_id=mine.id,
        person_id=stage.actors["expert"].id,
    )
    assert [row.id for row in listed(stage, "expert")] == [mine.id]
    assert listed(stage, "second_expert") == ()
    with pytest.raises(NotFound):
        documents.document_page(stage.services, stage["expert"], document_id=theirs.id)
    waiting = desk.desk(stage.services, stage["expert"]).todos
    assert [(todo.what, todo.document.id) for todo in waiting] == [("begin", mine.id)]
    assert waiting[0].due is not None


def test_an_expert_declines_and_is_not_asked_again(stage, two):
    apply(stage, two)
    document = stage.documents[0]
    held = seat_of(stage, two, document, "expert")
    with pytest.raises(NotAllowed):
        reseating.decline(stage.services, stage["coordinator"], assignment_id=held.id, reason="за него")
    with pytest.raises(NotFound):
        reseating.decline(stage.services, stage["third"], assignment_id=held.id, reason="не моё")
    reseating.decline(stage.services, stage["expert"], assignment_id=held.id, reason="знаю директора")
    assert document.id not in [row.id for row in listed(stage, "expert")]
    shown = plan_of(stage, two)
    assert shown.empty == 1
    assert shown.documents[0].obstacles == (("Данилова Анна Ивановна", "отказался от этого документа"),)
    invite(stage, two, "third")
    assert plan_of(stage, two).empty == 0


def test_an_absent_expert_who_has_begun_is_replaced_by_hand(stage, two):
    apply(stage, two)
    document = stage.documents[0]
    begun = mark_all(stage, document.id)
    invite(stage, two, "third")
    form = group.ExpertForm(cap=None, directions=(), away_from=None, away_until=None)
    away = group.ExpertForm(None, (), stage.services.now().date(), None)
    group.set_expert(
        stage.services, stage["coordinator"], campaign_id=two.id, person_id=stage.actors["expert"].id, form=away
    )
    shown = plan_of(stage, two)
    assert [one.name.split()[0] for d in shown.documents for one in d.seats if one.change == "dropped"] == ["Данилова"]
    apply(stage, two)
    held = seat_of(stage, two, document, "expert")
    assert held.assessment_id == begun.id
    reseating.replace_reader(
        stage.services,
        stage["coordinator"],
        assignment_id=held.id,
        person_id=stage.actors["third"].id,
        reason="болезнь",
    )
    with pytest.raises((NotAllowed, NotFound)):
        assessing.finish(stage.services, stage["expert"], assessment_id=begun.id)
    assess(stage, document.id, who="third")
    assess(stage, document.id, who="second_expert")
    page = documents.document_page(stage.services, stage["coordinator"], document_id=document.id)
    assert page.document.state is DocumentState.ASSESSED
    assert {one.expert.split()[0] for one in page.forms} == {"Петрова", "Ершов"}
    assert form.cap is None


def test_conflicts_keep_an_expert_away(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    group.declare(
        stage.services,
        stage["expert"],
        campaign_id=two.id,
        person_id=stage.actors["expert"].id,
        school_id=stage.places["school"],
        reason="там работает сестра",
    )
    assert [row.id for row in listed(stage, "expert")] == [stage.documents[1].id]
    shown = plan_of(stage, two)
    assert shown.documents[0].item.document_id == document.id
    with pytest.raises(BadInput, match="конфликт"):
        reseating.give(
            stage.services,
            stage["coordinator"],
            campaign_id=two.id,
            document_id=document.id,
            person_id=stage.actors["expert"].id,
        )


def test_a_regional_campaign_keeps_experts_from_their_own_municipality(stage):
    mine = hand_in(stage)
    campaign = begin(stage, who="regional", level=CampaignLevel.REGIONAL, own_municipality=True)
    invite(stage, campaign, "expert", "other_expert", who="regional")
    draw(stage, campaign, who="regional")
    page = seating.plan(stage.services, stage["regional"], campaign_id=campaign.id)
    assert [one.name.split()[0] for one in page.documents[0].seats] == ["Зотов"]
    seating.apply(stage.services, stage["regional"], campaign_id=campaign.id, mark=page.mark)
    assert [row.id for row in listed(stage, "other_expert")] == [mine.id]
    assert listed(stage, "expert") == ()
    assess(stage, mine.id, who="other_expert")
    with pytest.raises(NotAllowed):
        decide_on(stage, mine.id)
    decide_on(stage, mine.id, who="regional")


def test_a_returned_document_goes_to_the_same_readers_again(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    for who in ("expert", "second_expert"):
        assess(stage, document.id, who=who)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=stage.services.now().date())
    uploading.upload_version(
        stage.services, stage["school"], document_id=document.id, name="Версия 2.docx", data=a_concept("Новое.")
    )
    work_off(stage.services)
    again = [one for one in seats_of(stage, two) if one.document_id == document.id and one.state.value == "assigned"]
    assert {one.expert_id for one in again} == {stage.actors["expert"].id, stage.actors["second_expert"].id}
    assess(stage, document.id)
    assess(stage, document.id, who="second_expert")
    decide_on(stage, document.id)


def test_a_replaced_file_keeps_its_readers(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    uploading.upload_version(
        stage.services, stage["school"], document_id=document.id, name="Другой.docx", data=a_concept("Другой.")
    )
    work_off(stage.services)
    assess(stage, document.id)
    assert seat_of(stage, two, document, "expert").state.value == "done"


def test_a_further_expert_reads_what_the_others_have_finished(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    for who in ("expert", "second_expert"):
        assess(stage, document.id, who=who)
    invite(stage, two, "third")
    reseating.further(
        stage.services,
        stage["coordinator"],
        campaign_id=two.id,
        document_id=document.id,
        person_id=stage.actors["third"].id,
    )
    assert (
        documents.document_page(stage.services, stage["expert"], document_id=document.id).document.expert_total is None
    )
    form = assess(stage, document.id, who="third")
    page = documents.document_page(stage.services, stage["coordinator"], document_id=document.id)
    assert page.assessment.id == form.id
    assert seat_of(stage, two, document, "third").purpose is Purpose.FURTHER
    assert decide_on(stage, document.id).assessment_id == form.id


def test_a_closed_campaign_leaves_nothing_half_done(stage, two):
    first, second = stage.documents
    apply(stage, two)
    assess(stage, first.id)
    with pytest.raises(WrongState, match="не завершили"):
        running.close(stage.services, stage["coordinator"], campaign_id=two.id)
    running.close(stage.services, stage["coordinator"], campaign_id=two.id, anyway=True)
    decide_on(stage, first.id)
    assess(stage, second.id, who="third")
    assert deciding.decisions_of(stage.services, stage["coordinator"], document_id=first.id)
    assert maintenance.doctor(stage.services).ailments == ()


def test_experts_who_disagree_call_for_a_further_one(stage, two):
    document = stage.documents[0]
    apply(stage, two)
    assess(stage, document.id)
    form = mark_all(stage, document.id, who="second_expert")
    for mark in form.marks[:8]:
        low = assessing.MarkForm(mark.code, 0, reason="нет ни слова")
        assessing.save_mark(
            stage.services, stage["second_expert"], assessment_id=form.id, form=low, expected=mark.version
        )
    assessing.finish(stage.services, stage["second_expert"], assessment_id=form.id)
    [line] = audit_log.list_audit(stage.services, stage["coordinator"], action="campaign.diverged").rows
    assert "расхо" in line.words or "различаются" in line.words
    with pytest.raises(WrongState, match="разошлись"):
        decide_on(stage, document.id)
    invite(stage, two, "third")
    who = stage.actors["third"].id
    reseating.further(stage.services, stage["coordinator"], campaign_id=two.id, document_id=document.id, person_id=who)
    third = assess(stage, document.id, who="third")
    assert decide_on(stage, document.id).assessment_id == third.id
