"""Agreement of a campaign's experts, and checks switched off by what it shows."""

import io
import zipfile

import pytest

from review.errors import BadInput, NotAllowed, NotFound, WrongState
from review.flow.campaigns import agreeing, switching
from review.flow.papers.choosing.kinds import SPRAVKA
from review.flow.papers.choosing.targets import Target
from review.flow.papers.issuing import drafting
from review.flow.submission import documents
from review.flow.upkeep import audit_log
from tests.flow.campaigning import invite
from tests.flow.test_second_opinion import part, settle, three
from tests.stage import assess, decide_on, hand_in, work_off

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


def spravka_of(stage):
    target = Target(municipality_id=stage.places["town"])
    with stage.services.database.reading() as session:
        return drafting.draft(
            stage.services, session, stage["coordinator"], template=SPRAVKA, target=target, answers={}
        ).facts


def test_the_spravka_tells_how_far_two_readers_of_decided_documents_agreed(stage, three):
    first, second = stage.documents
    for who in ("expert", "second_expert"):
        assess(stage, first.id, who=who)
    decide_on(stage, first.id)
    assess(stage, second.id)
    part(stage, second)
    told = spravka_of(stage)["agreed"]
    assert told == {"documents": 1, "exact": 100.0, "alpha": "1,00", "further": 0}, (
        "what waits for a decision is not told yet"
    )
    settle(stage, second)
    decide_on(stage, second.id)
    whole = page_of(stage, three).total
    told = spravka_of(stage)["agreed"]
    assert (told["documents"], told["exact"]) == (2, round(100 * whole.exact.share, 1))
    assert float(told["alpha"].replace(",", ".").replace("−", "-")) == round(whole.alpha.value, 2)
    assert told["exact"] < 100
    assert told["further"] == 1


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
