"""A region reads again what municipalities decided; results of a federal sample are compared with ours."""

import pytest

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.exchange.workbook import read_sheets, write_sheets
from review.flow.campaigns import outside, rechecking, running, sampling, seating
from review.flow.expertise import assessing, desk
from review.flow.notices import letters, own
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import drafting
from review.flow.submission import documents
from review.flow.upkeep import maintenance
from review.model.assessment import Verdict
from review.model.campaigns import CampaignLevel, CampaignSubject
from review.model.submission import DocumentState
from tests.flow.campaigning import a_form, begin, draw, hand_in_two, invite
from tests.stage import assess, decide_on, mark_all

SECRETS = ("соответствует параметрам", "Залесск")


@pytest.fixture
def again(stage):
    """Two municipal decisions; the region has one of another municipality read them again, blind."""
    stage.documents = hand_in_two(stage)
    stage.form, _ = (assess(stage, document.id) for document in stage.documents)
    for document in stage.documents:
        decide_on(stage, document.id)
    campaign = running.begin(
        stage.services,
        stage["regional"],
        level=CampaignLevel.REGIONAL,
        region_id=stage.places["region"],
        municipality_id=None,
        subject=CampaignSubject.CONCEPT,
        form=a_form(blind=True),
        recheck=True,
    )
    invite(stage, campaign, "expert", "other_expert", who="regional")
    draw(stage, campaign, who="regional")
    mark = seating.plan(stage.services, stage["regional"], campaign_id=campaign.id).mark
    assert seating.apply(stage.services, stage["regional"], campaign_id=campaign.id, mark=mark) == (2, 0)
    return campaign


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
