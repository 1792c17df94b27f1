"""Text and pages, old and new: what an expert and a school look at in a second round."""

import time
from pathlib import Path

import pytest

from review.flow.expertise import assessing, deciding
from review.flow.expertise.remarks import remarking
from review.flow.submission import documents, uploading
from review.model.assessment import Verdict
from review.model.remark import RemarkForm, RemarkKind, RemarkWeight
from tests.browser.conftest import PHONE
from tests.web.town import CONCEPT, NOW, a_file, send, work_off

pytestmark = pytest.mark.browser
PDF = Path(__file__).parents[1] / "parse" / "pdf" / "files" / "programme.pdf"


def test_pages_are_shown_with_evidence_framed(town, enter, picture):
    sent = uploading.Sent("Программа.pdf", PDF.read_bytes(), kind="antirisk_program")
    [received] = uploading.upload(town.services, town.admin, school_id=town.schools[1].id, files=[sent])
    until_checked(town, received.document.id)
    page = enter("municipal_coordinator")
    page.goto(f"{town.url}/documents/{received.document.id}")
    page.click("[data-view=page]")
    page.wait_for_selector(".page-pic svg .ev rect")
    page.locator(".page-pic img").first.evaluate("image => image.decode()")
    picture(page, "pages")
    page.locator(".page-pic svg .ev rect").first.click()
    page.wait_for_selector(".crit.open")
    page.click("[data-view=text]")
    assert page.locator(".paper:visible").count() == 1


def until_checked(town, number, carried=0):
    """The server's own thread may have taken the work."""
    for _ in range(300):
        work_off(town.services)
        page = documents.document_page(town.services, town.admin, document_id=number)
        shown = remarking.remarks_of(town.services, town.admin, document_id=number) if carried else ()
        if page.version.state.value == "checked" and len(shown) >= carried:
            return
        time.sleep(0.2)
    pytest.fail("the document was not checked in a minute")


def second_round(town, number):
    until_checked(town, number)
    expert, coordinator = town.people["municipal_expert"], town.people["municipal_coordinator"]
    form = assessing.open_assessment(town.services, expert, document_id=number).id
    page = documents.document_page(town.services, expert, document_id=number)
    for key, words in (
        ("a", "создание благоприятных условий"),
        ("b", "Провести родительские собрания в мае 2022 года"),
    ):
        block, text = next((block, text) for block, text in page.text.units() if words in text)
        wanted = RemarkForm(
            RemarkKind.REMARK,
            "C-07",
            RemarkWeight.MUST,
            "Назовите показатель и срок",
            "Укажите базовое значение",
            NOW.date(),
        )
        spans = [(block, text.index(words), text.index(words) + len(words))]
        remarking.add_remark(town.services, expert, assessment_id=form, key=key, spans=spans, form=wanted)
    assessing.accept_proposals(town.services, expert, assessment_id=form)
    done = {mark.code for mark in documents.document_page(town.services, expert, document_id=number).assessment.marks}
    for criterion in page.rubric.criteria:
        if criterion.code not in done:
            mark = assessing.MarkForm(criterion.code, criterion.max_level)
            assessing.save_mark(town.services, expert, assessment_id=form, form=mark, expected=0)
    assessing.finish(town.services, expert, assessment_id=form)
    shown = documents.document_page(town.services, coordinator, document_id=number).document
    deciding.decide(
        town.services,
        coordinator,
        document_id=number,
        verdict=Verdict.REWORK,
        grounds="",
        due=NOW.date(),
        expected=shown.version,
    )
    mended = [
        (style, text.replace("создание благоприятных условий для", "доля мотивированных вырастет с 40 до 55 % ради"))
        for style, text in CONCEPT
        if "собрания" not in text
    ]
    uploading.upload_version(
        town.services, town.people["school"], document_id=number, name="Концепция 2.docx", data=a_file(mended)
    )
    until_checked(town, number, carried=2)


def test_a_second_round_is_read_side_by_side(town, enter, picture):
    number = send(town, data=a_file((*CONCEPT, ("", "Второй круг."))))
    second_round(town, number)
    school = enter("school")
    school.goto(f"{town.url}/documents/{number}/remarks")
    school.locator("[name=answer]").first.fill("Добавили показатель")
    school.locator("[name=page]").first.fill("2")
    picture(school, "round-school")
    school.locator("text=Сохранить ответ").first.click()
    school.wait_for_selector("text=Исправлено на с.")
    school.goto(f"{town.url}/documents/{number}/compare")
    assert school.locator(".diff mark").count() >= 2
    picture(school, "compare")
    expert = enter("municipal_expert")
    expert.goto(f"{town.url}/documents/{number}/remarks")
    picture(expert, "round-expert")
    expert.locator("text=Закрыть: исправлено").first.click()
    expert.wait_for_selector("text=закрыто экспертом")
    expert.goto(f"{town.url}/documents/{number}")
    expert.click("text=Начать экспертизу")
    expert.wait_for_selector("text=перенесено из версии")
    picture(expert, "carried")
    phone = enter("school", PHONE)
    for path in ("remarks", "compare"):
        phone.goto(f"{town.url}/documents/{number}/{path}")
        picture(phone, f"{path}-phone")
        assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
