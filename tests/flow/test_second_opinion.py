"""Experts part: a further one is called, an arbitrator settles, a dissent is kept; blind experts see no names."""

import json

import pytest

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.campaigns import seating
from review.flow.expertise import assessing, comparing, deciding, desk, settling
from review.flow.expertise.remarks import remarking
from review.flow.notices import own
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import drafting
from review.flow.submission import documents
from review.flow.upkeep import audit_log
from review.model.campaigns import Purpose
from review.model.opinion import SettledMark
from review.model.submission import DocumentState
from review.store.campaigns import assignments
from tests.flow.campaigning import begin, draw, hand_in_two, invite, more_experts
from tests.once import once
from tests.stage import assess, decide_on, mark_all

NAMES = ("Залесск", "ЗАЛЕССК", "Алиева", "Ильина")


@pytest.fixture
@once
def three(stage):
    """Two documents, two experts for each, a third of the group to spare; blind."""
    stage.documents = hand_in_two(stage)
    campaign = begin(stage, reviewers=2, blind=True)
    more_experts(stage, "third", "fourth")
    invite(stage, campaign, "expert", "second_expert")
    draw(stage, campaign)
    mark = seating.plan(stage.services, stage["coordinator"], campaign_id=campaign.id).mark
    seating.apply(stage.services, stage["coordinator"], campaign_id=campaign.id, mark=mark)
    return campaign


def part(stage, document, who="second_expert", criteria=8, level=0):
    """This expert finishes with other levels for the first criteria."""
    form = mark_all(stage, document.id, who=who)
    for mark in form.marks[:criteria]:
        low = assessing.MarkForm(mark.code, level, reason="нет ни слова")
        assessing.save_mark(stage.services, stage[who], assessment_id=form.id, form=low, expected=mark.version)
    return assessing.finish(stage.services, stage[who], assessment_id=form.id)


def seats_of(stage, document, purpose):
    with stage.services.database.reading() as session:
        return [one for one in assignments.of_document(session, document.id) if one.purpose is purpose]


def compare(stage, document, who="coordinator"):
    return comparing.comparison(stage.services, stage[who], document_id=document.id)


def settle(stage, document, *, who="coordinator", level=1, final=True, reason="по тексту раздела 2"):
    page = compare(stage, document, who)
    marks = [SettledMark(one.criterion.code, level, reason=reason) for one in page.differing]
    return settling.settle(
        stage.services, stage[who], document_id=document.id, marks=marks, summary="Рассмотрено.", final=final
    )


def texts_of(stage, who):
    return [one.text for one in own.list_notices(stage.services, stage[who])]


def dissents(stage, document, final):
    """The first expert was overruled: an opinion is attached, changed until the decision, and stays."""
    opinions = settling.opinions_of(stage.services, stage["expert"], document_id=document.id)
    assert opinions.own_codes
    with pytest.raises(NotFound):
        settling.write_dissent(
            stage.services, stage["second_expert"], assessment_id=opinions.own_form, text="Не моё, но напишу."
        )
    for text in ("Не согласна.", "Уровень 2 подтверждён страницей 3."):
        settling.write_dissent(stage.services, stage["expert"], assessment_id=opinions.own_form, text=text)
    assert decide_on(stage, document.id).assessment_id == final.id
    with pytest.raises(WrongState, match="не меняется"):
        settling.write_dissent(stage.services, stage["expert"], assessment_id=opinions.own_form, text="Ещё.")
    for who in ("school", "coordinator"):
        [kept] = settling.opinions_of(stage.services, stage[who], document_id=document.id).dissents
        assert kept.text == "Уровень 2 подтверждён страницей 3."
    paper = {"template": "ekspertnoe-zaklyuchenie", "target": Target(document_id=document.id), "answers": {}}
    with stage.services.database.reading() as session:
        draft = drafting.draft(stage.services, session, stage["coordinator"], **paper)
    assert draft.facts["dissents"] == [
        {
            "who": "эксперт №\u00a01",  # a blind campaign's papers name no expert
            "codes": f"критерии {', '.join(opinions.own_codes)}",
            "text": "Уровень 2 подтверждён страницей 3.",
        }
    ]


def conclusion(stage, document):
    """What the expert conclusion would tell."""
    with stage.services.database.reading() as session:
        made = drafting.draft(
            stage.services,
            session,
            stage["coordinator"],
            template="ekspertnoe-zaklyuchenie",
            target=Target(document_id=document.id),
            answers={},
        )
    return made.facts


def test_a_third_expert_is_called_settled_over_and_keeps_a_dissent(stage, three):
    document = stage.documents[0]
    assert any("Вам назначен" in text for text in texts_of(stage, "expert"))
    invite(stage, three, "third")
    assess(stage, document.id)
    with pytest.raises(NotAllowed, match="завершат все"):
        compare(stage, document)
    part(stage, document)
    [third] = seats_of(stage, document, Purpose.FURTHER)
    assert third.expert_id == stage.actors["third"].id
    assert any(f"№\u00a0{document.id}" in text for text in texts_of(stage, "third"))
    page = documents.document_page(stage.services, stage["third"], document_id=document.id)
    assert page.forms == ()
    assert page.document.expert_total is None
    with pytest.raises((NotAllowed, NotFound)):
        compare(stage, document)
    part(stage, document, who="third", level=1)
    page = compare(stage, document)
    assert page.divergence.called
    assert [one.purpose.value for one in page.voices] == ["review", "review", "further"]
    assert page.criteria[0].differs
    assert page.criteria[0].gap == max(one.gap for one in page.criteria)
    with pytest.raises(WrongState, match="разошлись"):
        decide_on(stage, document.id)
    for who in ("expert", "school", "curator", "other_coordinator"):
        with pytest.raises(NotFound):
            compare(stage, document, who)

    invite(stage, three, "fourth")
    settling.name_arbitrator(
        stage.services, stage["coordinator"], document_id=document.id, person_id=stage.actors["fourth"].id
    )
    assert [todo.what for todo in desk.desk(stage.services, stage["fourth"]).todos] == ["settle"]
    with pytest.raises(WrongState, match="рассматривает"):
        decide_on(stage, document.id)
    with pytest.raises(NotAllowed):
        settle(stage, document)
    with pytest.raises(BadInput, match="обоснования"):
        settle(stage, document, who="fourth", reason="")
    settle(stage, document, who="fourth", final=False)
    final = settle(stage, document, who="fourth")
    assert final.finished_at is not None
    assert final.total.zone is not None
    assert any("особое мнение" in text for text in texts_of(stage, "expert"))

    dissents(stage, document, final)
    told = conclusion(stage, document)
    assert [one["post"] for one in told["experts"]] == [
        "Эксперт",
        "Эксперт",
        "Эксперт, разрешивший расхождение",
        "Арбитр",
    ]
    assert [one["text"] for one in told["dissents"]] == ["Уровень 2 подтверждён страницей 3."]
    lines = {one.action for one in audit_log.list_audit(stage.services, stage["coordinator"]).rows}
    assert {"campaign.further_called", "campaign.arbitrator_named", "campaign.settled", "dissent.written"} <= lines


@pytest.mark.usefixtures("three")
def test_without_another_expert_the_coordinator_learns_why_and_settles_alone(stage):
    document = stage.documents[0]
    assess(stage, document.id)
    part(stage, document)
    assert seats_of(stage, document, Purpose.FURTHER) == []
    page = compare(stage, document)
    assert page.further.person_id is None
    assert {words for _, words in page.further.obstacles} == {"уже давал заключение по этому документу"}
    assert any("назначить некого" in text for text in texts_of(stage, "coordinator"))
    final = settle(stage, document)
    assert decide_on(stage, document.id).assessment_id == final.id
    with pytest.raises(WrongState):
        settle(stage, document)


def test_a_third_expert_who_agrees_with_one_of_the_two_settles_it(stage, three):
    document = stage.documents[0]
    invite(stage, three, "third")
    assess(stage, document.id)
    part(stage, document)
    third = assess(stage, document.id, who="third")
    assert decide_on(stage, document.id).assessment_id == third.id


def whole(page):
    """Everything a page value tells, as one text."""
    return json.dumps([repr(page.text), repr(page.examination), repr(page.document), repr(page.card),
                       repr(page.version), repr(page.versions)], ensure_ascii=False)  # fmt: skip


@pytest.mark.usefixtures("three")
def test_a_blind_expert_meets_no_name_until_the_decision(stage):
    document = stage.documents[0]
    coordinator = documents.document_page(stage.services, stage["coordinator"], document_id=document.id)
    page = documents.document_page(stage.services, stage["expert"], document_id=document.id)
    assert "Залесск" in whole(coordinator)
    assert [name for name in NAMES if name in whole(page)] == []
    assert [len(one.text) for one in page.text.blocks] == [len(one.text) for one in coordinator.text.blocks]
    with pytest.raises(NotAllowed, match="закрытая"):
        documents.original(stage.services, stage["expert"], document_id=document.id)
    for wanted in (
        documents.DocumentFilter(search="залесская"),
        documents.DocumentFilter(search="Концепция.docx"),
        documents.DocumentFilter(school_id=stage.places["school"]),
        documents.DocumentFilter(municipality_id=stage.places["town"]),
    ):
        assert documents.list_documents(stage.services, stage["expert"], wanted=wanted).total == 0, wanted
    sheet = documents.document_sheet(
        stage.services, stage["expert"], wanted=documents.DocumentFilter(), with_zones=False
    )
    assert sheet
    shown = desk.desk(stage.services, stage["expert"])
    assert len(shown.todos) == 2
    assert [name for name in (*NAMES, "Соседск", "соседей") if name in repr((shown.todos, shown.recent))] == []
    form = assessing.open_assessment(stage.services, stage["expert"], document_id=document.id)
    block = next(one for one in coordinator.text.blocks if "Залесск" in one.text)
    from review.model.remark import RemarkForm, RemarkKind, RemarkWeight

    made = remarking.add_remark(
        stage.services,
        stage["expert"],
        assessment_id=form.id,
        key="one",
        spans=[(block.id, 0, len(block.text))],
        form=RemarkForm(RemarkKind.REMARK, None, RemarkWeight.SHOULD, "Уточните."),
    )
    assert "Залесск" not in made.words
    assert len(made.words) == len(block.text)
    assess(stage, document.id)
    assess(stage, document.id, who="second_expert")
    page = documents.document_page(stage.services, stage["expert"], document_id=document.id)
    assert page.document.state is DocumentState.ASSESSED
    assert "Залесск" not in whole(page)
    decide_on(stage, document.id)
    page = documents.document_page(stage.services, stage["expert"], document_id=document.id)
    assert "Залесск" in whole(page)
    assert deciding.decisions_of(stage.services, stage["expert"], document_id=document.id)
