"""A region reads again what municipalities decided; results of a federal sample are compared with ours."""

from datetime import date

import pytest

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.exchange.workbook import read_sheets, write_sheets
from review.flow.campaigns import leaving, outside, progress, rechecking, running, sampling, seating
from review.flow.expertise import assessing, desk
from review.flow.notices import letters, own
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import drafting
from review.flow.submission import documents, uploading
from review.flow.upkeep import maintenance
from review.model.assessment import Verdict
from review.model.campaigns import CampaignLevel, CampaignSubject
from review.model.submission import DocumentState
from tests.flow.campaigning import a_form, begin, draw, hand_in_two, invite
from tests.once import once
from tests.stage import a_concept, assess, decide_on, mark_all, work_off

SECRETS = ("соответствует параметрам", "Залесск")


@pytest.fixture
@once
def again(stage):
    """Two municipal decisions; the region has one of another municipality read them again, blind."""
    stage.documents = hand_in_two(stage)
    stage.form, _ = (assess(stage, document.id) for document in stage.documents)
    for document in stage.documents:
        decide_on(stage, document.id)
    campaign = begin_recheck(stage)
    invite(stage, campaign, "expert", "other_expert", who="regional")
    seat(stage, campaign, "regional")
    return campaign


def begin_recheck(stage):
    return running.begin(
        stage.services,
        stage["regional"],
        level=CampaignLevel.REGIONAL,
        region_id=stage.places["region"],
        municipality_id=None,
        subject=CampaignSubject.CONCEPT,
        form=a_form(blind=True),
        recheck=True,
    )


def seat(stage, campaign, who):
    """Both documents are drawn and get an expert."""
    draw(stage, campaign, who=who)
    mark = seating.plan(stage.services, stage[who], campaign_id=campaign.id).mark
    assert seating.apply(stage.services, stage[who], campaign_id=campaign.id, mark=mark) == (2, 0)


def reread(stage, document, levels=0):
    """The other municipality's expert reads it again; `levels` criteria come out at 0."""
    form = mark_all(stage, document.id, who="other_expert")
    for mark in form.marks[:levels]:
        low = assessing.MarkForm(mark.code, 0, reason="не подтверждается")
        assessing.save_mark(
            stage.services, stage["other_expert"], assessment_id=form.id, form=low, expected=mark.version
        )
    return assessing.finish(stage.services, stage["other_expert"], assessment_id=form.id)


def spravka(stage):
    """What the region's spravka would tell."""
    target = Target(region_id=stage.places["region"])
    asked = {"template": "spravka-regionalnogo-monitoringa", "target": target, "answers": {}}
    with stage.services.database.reading() as session:
        return drafting.draft(stage.services, session, stage["regional"], **asked).facts


def results(stage, campaign, who="regional"):
    return rechecking.recheck_page(stage.services, stage[who], campaign_id=campaign.id)


@pytest.mark.usefixtures("again")
def test_whoever_reads_again_learns_nothing_of_the_first_result(stage):
    document = stage.documents[0]
    assert {todo.what for todo in desk.desk(stage.services, stage["other_expert"]).todos} == {"begin"}
    page = documents.document_page(stage.services, stage["other_expert"], document_id=document.id)
    assert page.decision is None
    assert page.forms == ()
    assert page.document.expert_total is None
    assert page.document.state is DocumentState.IN_EXPERTISE
    assert page.acts == {"mark"}
    for wanted in (
        documents.DocumentFilter(state=DocumentState.CONFORMS),
        documents.DocumentFilter(state=DocumentState.REWORK),
        documents.DocumentFilter(search="залесская"),
    ):
        assert documents.list_documents(stage.services, stage["other_expert"], wanted=wanted).total == 0
    told = repr(
        (desk.desk(stage.services, stage["other_expert"]), own.list_notices(stage.services, stage["other_expert"]))
    )
    assert [word for word in SECRETS if word in told] == []
    with pytest.raises(NotAllowed):
        assessing.current_mark(
            stage.services, stage["other_expert"], assessment_id=stage.form.id, code=stage.form.marks[0].code
        )
    form = reread(stage, document, levels=6)
    assert documents.document_page(stage.services, stage["school"], document_id=document.id).assessment.id != form.id
    page = documents.document_page(stage.services, stage["other_expert"], document_id=document.id)
    assert page.decision is None
    assert page.assessment.id == form.id


def test_discrepancies_are_told_by_municipality_and_criterion_and_a_result_is_returned(stage, again):
    first, second = stage.documents
    reread(stage, first, levels=6)
    reread(stage, second)
    page = results(stage, again)
    lowered = tuple(mark.code for mark in stage.form.marks[:6] if mark.level)
    assert {one.document.id: one.differing for one in page.rows} == {first.id: lowered, second.id: ()}
    [town] = page.levels
    assert town.key == "Залесский район"
    assert town.differing.share == pytest.approx(len(lowered) / town.differing.counted)
    assert town.differing.low < town.differing.share < town.differing.high
    assert {one.differing.share for one in page.criteria} == {0.0, 0.5}
    assert len(page.both) == len(lowered)
    assert spravka(stage)["q"]["rechecked"] == 2
    differ = sum(one.verdict_differs for one in page.rows)
    assert spravka(stage)["pct"]["differ"] == 50.0 * differ
    _, data = rechecking.recheck_table(stage.services, stage["regional"], campaign_id=again.id)
    assert len(read_sheets(data)["Документы"]) == 3
    for who in ("coordinator", "other_expert", "stranger_regional"):
        with pytest.raises(NotFound):
            results(stage, again, who)
    give_back = {"campaign_id": again.id, "document_id": first.id, "reason": "завышены уровни раздела 2"}
    with pytest.raises(BadInput):
        rechecking.return_result(stage.services, stage["regional"], **(give_back | {"reason": ""}))
    rechecking.return_result(stage.services, stage["regional"], **give_back)
    with pytest.raises(WrongState):
        rechecking.return_result(stage.services, stage["regional"], **give_back)
    page = documents.document_page(stage.services, stage["coordinator"], document_id=first.id)
    assert page.document.state is DocumentState.ASSESSED
    assert any("вернул решение" in one.text for one in own.list_notices(stage.services, stage["coordinator"]))
    assert maintenance.doctor(stage.services).ailments == ()
    [letter] = letters.outbox(stage.services, stage["regional"])
    assert "завышены уровни раздела 2" in letter.body
    assert decide_on(stage, first.id, verdict=Verdict.CONFORMS).verdict is Verdict.CONFORMS
    assert results(stage, again).rows[0].returned is not None


def mended(stage, document, extra="Исправлено."):
    """The school's next version, read and checked."""
    sent = {"document_id": document.id, "name": "Концепция 2.docx", "data": a_concept(extra)}
    uploading.upload_version(stage.services, stage["school"], **sent)
    work_off(stage.services)


def test_a_recheck_stays_with_what_was_decided_on_until_the_region_takes_the_newer_version(stage, again):
    """The expert meets the drawn version alone; the region is told and chooses."""
    first = stage.documents[0]
    form = mark_all(stage, first.id, who="other_expert")
    decide_on(stage, first.id, verdict=Verdict.REWORK, due=date(2022, 4, 20))
    mended(stage, first)
    assert any("идёт по версии 1" in one.text for one in own.list_notices(stage.services, stage["regional"]))
    assert not any("версия" in one.text for one in own.list_notices(stage.services, stage["other_expert"]))
    page = documents.document_page(stage.services, stage["other_expert"], document_id=first.id)
    assert [one.number for one in page.versions] == [1]
    assert page.document.versions == page.document.latest.number == 1
    assert "Исправлено" not in repr(page.text)
    with pytest.raises(NotFound):
        documents.document_page(stage.services, stage["other_expert"], document_id=first.id, version=2)
    [cell] = [one for one in table_of(stage, again).cells if one.document.id == first.id]
    assert (cell.state, cell.newer) == ("in_work", True)
    assert seating.plan(stage.services, stage["regional"], campaign_id=again.id).added == 0
    assessing.finish(stage.services, stage["other_expert"], assessment_id=form.id)
    done = "эксперт завершил форму"
    assert any(done in one.text for one in own.list_notices(stage.services, stage["regional"]))
    assert sum(done in one.text for one in own.list_notices(stage.services, stage["coordinator"])) == 2
    [row] = results(stage, again).rows
    assert row.newer
    wanted = {"campaign_id": again.id, "document_id": first.id, "reason": "решение принято по новой версии"}
    with pytest.raises(WrongState, match="новую версию"):
        rechecking.return_result(stage.services, stage["regional"], **wanted)
    with pytest.raises(WrongState, match="ещё нет"):
        leaving.take_newer(stage.services, stage["regional"], **wanted)
    assess(stage, first.id)
    decide_on(stage, first.id)
    with pytest.raises(NotFound):
        leaving.take_newer(stage.services, stage["coordinator"], **wanted)
    leaving.take_newer(stage.services, stage["regional"], **wanted)
    assert results(stage, again).rows == ()
    plan = seating.plan(stage.services, stage["regional"], campaign_id=again.id)
    seating.apply(stage.services, stage["regional"], campaign_id=again.id, mark=plan.mark)
    page = documents.document_page(stage.services, stage["other_expert"], document_id=first.id)
    assert [one.number for one in page.versions] == [2]
    assert page.acts == {"mark"}
    assert maintenance.doctor(stage.services).ailments == ()


def table_of(stage, campaign, who="regional"):
    return progress.campaign_page(stage.services, stage[who], campaign_id=campaign.id)


def test_a_recheck_is_the_regions_alone(stage):
    with pytest.raises(BadInput, match="региона"):
        running.begin(
            stage.services,
            stage["coordinator"],
            level=CampaignLevel.MUNICIPAL,
            region_id=None,
            municipality_id=stage.places["town"],
            subject=CampaignSubject.CONCEPT,
            form=a_form(),
            recheck=True,
        )


def test_results_of_a_federal_sample_are_entered_imported_and_compared(stage):
    first, second = hand_in_two(stage)
    campaign = begin(stage, who="regional", level=CampaignLevel.FEDERAL)
    sampling.receive(
        stage.services, stage["regional"], campaign_id=campaign.id, document_ids=[first.id, second.id], reason=""
    )
    who, where = stage["regional"], {"campaign_id": campaign.id}
    _, blank = outside.outside_form(stage.services, who, **where)
    [head, *rows] = read_sheets(blank)["Результаты"]
    assert [row[0] for row in rows] == [str(first.id), str(second.id)]
    wrong = write_sheets({"Результаты": [head, (rows[0][0], "", "", "синяя", "")]})
    with pytest.raises(BadInput, match="Строка 2: зона «синяя»"):
        outside.import_results(stage.services, who, **where, data=wrong, source="письмо")
    level = [""] * (len(head) - 5)
    level[0] = "2"
    filled = write_sheets(
        {"Результаты": [head, ("", rows[0][1], "", "Красная", "не соответствует параметрам экспертизы", *level)]}
    )
    assert outside.import_results(stage.services, who, **where, data=filled, source="письмо") == 1
    outside.enter(
        stage.services, who, **where, document_id=second.id, verdict=None, zone="green", levels={"C-01": 1}, source="x"
    )
    with pytest.raises(BadInput, match="уровни от 0"):
        outside.enter(
            stage.services, who, **where, document_id=second.id, verdict=None, zone=None, levels={"C-01": 7}, source=""
        )
    page = outside.outside_page(stage.services, who, **where)
    assert [one.theirs.zone for one in page.rows] == ["red", "green"]
    assert page.rows[0].theirs.verdict is Verdict.FAILS
    assert page.zones is None
    with pytest.raises(NotFound):
        outside.outside_page(stage.services, stage["coordinator"], **where)


def test_the_share_counts_each_document_by_the_decision_that_stands(sqlite_only_stage):
    """A second round keeps the decision before, a result the region returned waits; the estimate says the same."""
    stage = sqlite_only_stage
    first, second = hand_in_two(stage)
    campaign = begin(stage)
    invite(stage, campaign, "expert")
    seat(stage, campaign, "coordinator")
    for document, verdict, due in ((first, Verdict.REWORK, date(2022, 4, 20)), (second, Verdict.CONFORMS, None)):
        assess(stage, document.id)
        decide_on(stage, document.id, verdict=verdict, due=due)
    assert told(stage, campaign) == ({first.id: False, second.id: True}, 0, 0.5)
    mended(stage, first)
    assert told(stage, campaign) == ({first.id: False, second.id: True}, 1, 0.5)
    assess(stage, first.id)
    assert told(stage, campaign) == ({first.id: False, second.id: True}, 1, 0.5)
    decide_on(stage, first.id)
    assert told(stage, campaign) == ({first.id: True, second.id: True}, 0, 1.0)
    above = begin_recheck(stage)
    invite(stage, above, "other_expert", who="regional")
    seat(stage, above, "regional")
    reread(stage, second)
    wanted = {"campaign_id": above.id, "document_id": second.id, "reason": "уровни завышены"}
    rechecking.return_result(stage.services, stage["regional"], **wanted)
    assert told(stage, campaign) == ({first.id: True}, 0, 1.0)
    decide_on(stage, second.id, verdict=Verdict.FAILS)
    assert told(stage, campaign) == ({first.id: True, second.id: False}, 0, 0.5)


def told(stage, campaign):
    """Decisions that stand, how many of them are judged anew, the estimated share: both pages say one."""
    page = table_of(stage, campaign, "coordinator")
    sampled = sampling.sample_page(stage.services, stage["coordinator"], campaign_id=campaign.id)
    assert sampled.estimate == page.estimate
    return page.standing, page.again, page.estimate.documents.share
