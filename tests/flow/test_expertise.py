"""Marks and decisions: what is refused, what is kept, who sees what when."""

import dataclasses
from datetime import date
from types import MappingProxyType

import pytest

from review.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from review.flow.expertise import assessing, deciding, desk, overview
from review.flow.expertise.assessing import MarkForm
from review.flow.submission import documents
from review.flow.upkeep import audit_log
from review.model.assessment import Verdict
from review.model.submission import DocumentState
from review.rubric.library import Library
from tests.once import once
from tests.stage import assess, decide_on, hand_in, mark_all


@pytest.fixture
@once
def document(stage):
    return hand_in(stage)


@pytest.fixture
def form(stage, document):
    return assessing.open_assessment(stage.services, stage["expert"], document_id=document.id)


def save(stage, form, mark, *, expected=0, who="expert"):
    return assessing.save_mark(stage.services, stage[who], assessment_id=form.id, form=mark, expected=expected)


def proposed(stage, document):
    page = documents.document_page(stage.services, stage["expert"], document_id=document.id)
    return next((f.code, f.level) for f in page.examination.findings if f.level is not None)


def test_a_changed_level_asks_for_the_reason(stage, document, form):
    code, level = proposed(stage, document)
    other = 0 if level else 1
    with pytest.raises(BadInput, match="причина"):
        save(stage, form, MarkForm(code, other))
    with pytest.raises(BadInput, match="причина"):
        save(stage, form, MarkForm(code, None, not_applicable=True))
    with pytest.raises(BadInput, match="от 0 до"):
        save(stage, form, MarkForm(code, 7, reason="так"))
    with pytest.raises(BadInput, match="нет"):
        save(stage, form, MarkForm("Z-99", 1))
    saved = save(stage, form, MarkForm(code, other, reason="В разделе 2 есть данные"))
    assert [(mark.code, mark.level, mark.proposed, mark.version) for mark in saved.marks] == [(code, other, level, 1)]


def test_two_tabs_do_not_overwrite_each_other(stage, document, form):
    code, level = proposed(stage, document)
    save(stage, form, MarkForm(code, level, recommendation="первая вкладка"))
    with pytest.raises(Stale):
        save(stage, form, MarkForm(code, level, recommendation="вторая вкладка"))
    kept = assessing.current_mark(stage.services, stage["expert"], assessment_id=form.id, code=code)
    assert (kept.recommendation, kept.version) == ("первая вкладка", 1)
    save(stage, form, MarkForm(code, level, recommendation="вторая вкладка"), expected=1)
    history = assessing.mark_history(stage.services, stage["expert"], assessment_id=form.id, code=code)
    assert [(line.version, line.recommendation) for line in history] == [(2, "вторая вкладка"), (1, "первая вкладка")]


def test_a_form_is_finished_only_when_every_criterion_is_marked(stage, document, form):
    with pytest.raises(BadInput, match="C-"):
        assessing.finish(stage.services, stage["expert"], assessment_id=form.id)
    mark_all(stage, document.id)
    done = assessing.finish(stage.services, stage["expert"], assessment_id=form.id)
    assert done.finished_at is not None
    with pytest.raises(WrongState):
        save(stage, form, MarkForm(done.marks[0].code, 1, reason="поздно"), expected=1)
    assessing.reopen(stage.services, stage["expert"], assessment_id=form.id)
    assessing.save_texts(stage.services, stage["expert"], assessment_id=form.id, praise="Ясные цели", summary="")
    again = assessing.finish(stage.services, stage["expert"], assessment_id=form.id)
    assert again.praise == "Ясные цели"


def test_a_draft_is_seen_by_nobody_else(stage, document, form):
    code, level = proposed(stage, document)
    save(stage, form, MarkForm(code, level, recommendation="черновик"))
    for who in ("coordinator", "second_expert", "school", "curator", "regional", "admin"):
        page = documents.document_page(stage.services, stage[who], document_id=document.id)
        assert page.assessment is None
        assert page.document.expert_total is None
        with pytest.raises((NotFound, NotAllowed)):
            assessing.mark_history(stage.services, stage[who], assessment_id=form.id, code=code)
        with pytest.raises(NotFound):
            save(stage, form, MarkForm(code, level), expected=1, who=who)
    with pytest.raises(WrongState, match="оценивает"):
        assessing.open_assessment(stage.services, stage["second_expert"], document_id=document.id)


def test_the_journal_tells_of_a_mark_but_not_its_level(stage, document, form):
    code, level = proposed(stage, document)
    save(stage, form, MarkForm(code, level, recommendation="тайное"))
    for who in ("coordinator", "admin"):
        page = audit_log.list_audit(stage.services, stage[who], action="mark")
        assert [(line.words, dict(line.details)) for line in page.rows] == [
            (f"Отметка по критерию {code}", {"code": code})
        ]


def test_a_school_sees_the_result_after_the_decision_not_before(stage, document):
    assess(stage, document.id)
    before = documents.document_page(stage.services, stage["school"], document_id=document.id)
    assert (before.assessment, before.document.expert_total, before.document.expert) == (None, None, "")
    assert before.document.state is DocumentState.IN_EXPERTISE
    assert documents.document_page(stage.services, stage["coordinator"], document_id=document.id).assessment is not None
    decide_on(stage, document.id)
    after = documents.document_page(stage.services, stage["school"], document_id=document.id)
    assert after.assessment.total == after.document.expert_total
    assert after.document.state is DocumentState.CONFORMS


def test_a_decision_needs_a_finished_form_and_a_coordinator(stage, document, form):
    with pytest.raises(WrongState):
        decide_on(stage, document.id)
    mark_all(stage, document.id)
    assessing.finish(stage.services, stage["expert"], assessment_id=form.id)
    for who, error in (("expert", NotAllowed), ("school", NotAllowed), ("other_coordinator", NotFound)):
        with pytest.raises(error):
            decide_on(stage, document.id, who=who)
    with pytest.raises(BadInput, match="срок"):
        decide_on(stage, document.id, verdict=Verdict.REWORK)
    with pytest.raises(BadInput, match="прошёл"):
        decide_on(stage, document.id, verdict=Verdict.REWORK, due=date(2022, 1, 1))


def test_a_coordinator_who_looked_at_an_old_page_is_told(stage, document):
    assess(stage, document.id)
    decide_on(stage, document.id)
    with pytest.raises(Stale):
        deciding.decide(
            stage.services,
            stage["coordinator"],
            document_id=document.id,
            verdict=Verdict.FAILS,
            grounds="",
            due=None,
            expected=document.version,
        )


def test_a_later_decision_replaces_the_first_and_both_are_kept(stage, document):
    assess(stage, document.id)
    decide_on(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.REWORK, due=date(2022, 4, 1))
    taken = deciding.decisions_of(stage.services, stage["school"], document_id=document.id)
    assert [decision.verdict for decision in taken] == [Verdict.REWORK, Verdict.CONFORMS]
    todo = desk.desk(stage.services, stage["school"]).todos
    assert [(item.what, item.due.date()) for item in todo] == [("rework", date(2022, 4, 1))]


def test_an_edition_that_changed_after_a_decision_is_refused(stage, document):
    assess(stage, document.id)
    decide_on(stage, document.id)
    other = hand_in(stage, who="neighbour", school="neighbour", name="Другая.docx")
    library = stage.services.library
    rubric = library.rubrics["concept@2022.1"]
    changed = dict(library.rubrics) | {"concept@2022.1": dataclasses.replace(rubric, sha256="f" * 64)}
    stage.services = dataclasses.replace(stage.services, library=Library(library.profiles, MappingProxyType(changed)))
    mark_all(stage, other.id)
    form = assessing.open_assessment(stage.services, stage["expert"], document_id=other.id)
    assessing.finish(stage.services, stage["expert"], assessment_id=form.id)
    with pytest.raises(WrongState, match="изменилась"):
        decide_on(stage, other.id)


def test_the_curator_confirms_or_says_what_to_mend(stage, document):
    services = stage.services
    with pytest.raises(NotAllowed):
        documents.confirm(
            services,
            stage["coordinator"],
            document_id=document.id,
            confirmed=True,
            remark="",
            expected=document.version,
        )
    with pytest.raises(BadInput):
        documents.confirm(
            services, stage["curator"], document_id=document.id, confirmed=False, remark="", expected=document.version
        )
    said = documents.confirm(
        services,
        stage["curator"],
        document_id=document.id,
        confirmed=False,
        remark="Нет дат",
        expected=document.version,
    )
    assert said.curator_confirmed is False
    with pytest.raises(Stale):
        documents.confirm(
            services, stage["curator"], document_id=document.id, confirmed=True, remark="", expected=document.version
        )
    page = documents.document_page(services, stage["school"], document_id=document.id)
    assert page.curator_remark == "Нет дат"


def test_desks_tell_each_role_what_waits(stage, document):
    def waits(who):
        return [item.what for item in desk.desk(stage.services, stage[who]).todos]

    assert (waits("expert"), waits("curator"), waits("coordinator"), waits("school")) == (
        ["begin"],
        ["confirm"],
        [],
        [],
    )
    assessing.open_assessment(stage.services, stage["expert"], document_id=document.id)
    assert (waits("expert"), waits("second_expert")) == (["go_on"], [])
    assess(stage, document.id)
    assert (waits("expert"), waits("coordinator"), waits("other_coordinator")) == ([], ["decide"], [])
    recent = [item.words for item in desk.desk(stage.services, stage["school"]).recent]
    assert recent[-1] == "Загружен документ «Концепция.docx»"
    assert not any("Отметка" in words for words in recent)


def test_the_overview_counts_what_the_actor_may_see(stage, document):
    seen = overview.overview(stage.services, stage["coordinator"])
    assert [row.school for row in seen.rows] == ["МБОУ «Залесская СОШ № 2»", "МБОУ «Соседская ООШ»"]
    assert (seen.documents, seen.schools_with_documents, seen.waiting_for_decision) == (1, 1, 0)
    row = seen.rows[0]
    assert (row.uploaded, [d.id for d in row.documents["concept"]]) == (1, [document.id])
    assert overview.overview(stage.services, stage["other_coordinator"]).documents == 0
    assert overview.overview(stage.services, stage["regional"]).documents == 1


def test_the_overview_puts_the_municipality_with_the_lowest_share_first(stage, document):
    assess(stage, document.id)
    decide_on(stage, document.id, verdict=Verdict.FAILS)
    hand_in(stage, who="far_school", school="far_school", name="Концепция дальних.docx")
    towns = overview.overview(stage.services, stage["regional"]).towns
    told = [(one.name, one.share, one.conforming, one.decided, one.handed_in, one.schools) for one in towns]
    assert told == [("Залесский район", 0.0, 0, 1, 1, 2), ("Боровской район", None, 0, 0, 1, 1)]
