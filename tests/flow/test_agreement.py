"""Agreement of a campaign's experts, and checks switched off by what it shows."""

import io
import zipfile

import pytest

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.campaigns import agreeing, switching
from review.flow.submission import documents
from review.flow.upkeep import audit_log
from tests.flow.campaigning import invite
from tests.flow.test_second_opinion import part, three
from tests.stage import assess, hand_in, work_off

__all__ = ["three"]


def page_of(stage, campaign, who="coordinator"):
    return agreeing.agreement_page(stage.services, stage[who], campaign_id=campaign.id)


def test_figures_come_only_from_documents_all_have_finished(stage, three):
    first, second = stage.documents
    assess(stage, first.id)
    before = page_of(stage, three)
    assert (before.documents, before.total, before.precisions) == (0, None, ())
    part(stage, first, criteria=3)
    assess(stage, second.id)
    assess(stage, second.id, who="second_expert")
    page = page_of(stage, three)
    assert page.documents == 2
    assert page.total.exact.counted == sum(one.exact.counted for one in page.criteria)
    worst = min(page.criteria, key=lambda one: one.exact.share)
    assert worst.exact.share == 0.5
    assert {one.person_id: one.difference < 0 for one in page.severities} == {
        stage.actors["expert"].id: False,
        stage.actors["second_expert"].id: True,
    }
    assert all(one.kept.low <= one.kept.share <= one.kept.high for one in page.precisions)
    lowered = [one for one in page.precisions if one.lowered]
    assert {one.code for one in lowered} <= {"C-01", "C-02", "C-03"}
    name, data = agreeing.agreement_table(stage.services, stage["coordinator"], campaign_id=three.id)
    assert name.endswith(".xlsx")
    assert "Строгость" in zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    with pytest.raises(NotFound):
        page_of(stage, three, "expert")
    with pytest.raises(NotFound):
        page_of(stage, three, "other_coordinator")


def test_a_bad_check_is_switched_off_for_the_region_and_on_again(stage, three):
    invite(stage, three, "third")
    off = {"campaign_id": three.id, "code": "C-01", "reason": "находит заголовок там, где его нет"}
    with pytest.raises(NotAllowed):
        switching.switch_off(stage.services, stage["coordinator"], **off)
    with pytest.raises(BadInput, match="почему"):
        switching.switch_off(stage.services, stage["regional"], **(off | {"reason": " "}))
    switching.switch_off(stage.services, stage["regional"], **off)
    with pytest.raises(WrongState):
        switching.switch_off(stage.services, stage["regional"], **off)
    work_off(stage.services)

    def finding(document):
        page = documents.document_page(stage.services, stage["regional"], document_id=document.id)
        return next(one for one in page.examination.findings if one.code == "C-01")

    found = finding(stage.documents[0])
    assert (found.outcome, found.level) == ("not_checked", None)
    assert found.explanation == "Проверка отключена координатором: находит заголовок там, где его нет"
    far = hand_in(stage, who="far_school", school="far_school", name="Концепция.docx")
    assert finding(far).outcome == "not_checked"
    switching.switch_on(stage.services, stage["regional"], campaign_id=three.id, code="C-01")
    work_off(stage.services)
    assert finding(stage.documents[0]).outcome == "assessed"
    lines = [one.action for one in audit_log.list_audit(stage.services, stage["regional"]).rows]
    assert "check.switched_off" in lines
    assert "check.switched_on" in lines
