"""The open door: no account, no trace, and words of a stranger's file stay words."""

import time
from io import BytesIO
from pathlib import Path

import pytest

from review.flow.submission.documents import document_page
from review.flow.submission.kit_tasks import OTHER_SCHOOL
from review.web.stages.precheck import DESK
from tests.web.town import CONCEPT, Client, a_file

PDF = Path(__file__).parents[1] / "parse" / "pdf" / "files" / "programme.pdf"
HOSTILE = "<img src=x onerror=alert(1)>.docx"


@pytest.fixture
def stranger(town):
    return Client(town.app)


def test_the_door_says_that_nothing_is_stored(stranger):
    assert "Файлы не сохраняются" in stranger.get("/precheck").text


def test_a_form_without_its_token_is_refused(town):
    answer = town.app.test_client().post("/precheck", data={"files": (BytesIO(b"x"), "a.docx")})
    assert answer.status_code == 400


def test_a_refused_draft_says_why_and_its_name_is_only_words(stranger):
    answer = stranger.post("/precheck", files=(BytesIO(b""), HOSTILE))
    assert answer.status_code == 302
    page = stranger.get(answer.location)
    assert "Файл пуст." in page.text
    assert "<img src=x" not in page.text
    assert "&lt;img src=x" in page.text


def test_a_form_without_files_and_a_forgotten_precheck_are_answered_in_words(stranger):
    assert "Не выбрано ни одного файла" in stranger.post("/precheck").text
    answer = stranger.get("/precheck/unknown-token")
    assert (answer.status_code, "уже забыта" in answer.text) == (404, True)


def test_two_drafts_stand_side_by_side(stranger):
    old = a_file(CONCEPT)
    new = a_file([(style, text.replace("благоприятных", "измеримых")) for style, text in CONCEPT])
    answer = stranger.post("/precheck", files=(BytesIO(new), "новый.docx"), earlier=(BytesIO(old), "прежний.docx"))
    for _ in range(600):
        page = stranger.get(answer.location).text
        if "Что изменилось" in page:
            break
        time.sleep(0.2)
    assert "прежний.docx" not in page.split("<section>")[1]
    compared = stranger.get(f"{answer.location}/0/compare").text
    assert "<mark>измеримых</mark>" in compared
    assert "<mark>благоприятных</mark>" in compared
    assert stranger.get(f"{answer.location}/1/compare").status_code == 404


def test_a_pdf_comes_back_as_its_pages_with_the_remarks_below(stranger):
    answer = stranger.post("/precheck", files=(BytesIO(PDF.read_bytes()), "Программа.pdf"))
    for _ in range(600):
        page = stranger.get(answer.location).text
        if "Скачать страницы" in page:
            break
        time.sleep(0.2)
    made = stranger.get(f"{answer.location}/0/report")
    assert made.status_code == 200
    assert made.data[:4] in (b"%PDF", b"PK\x03\x04")
    assert stranger.get(f"{answer.location}/7/report").status_code == 404


def test_a_draft_is_compared_with_nothing_stored_and_a_document_with_others_unnamed(town, stranger, sign_in):
    answer = stranger.post("/precheck", files=(BytesIO(a_file()), "Черновик.docx"))
    made = town.app.extensions[DESK].look(answer.location.rsplit("/", 1)[-1])
    for _ in range(600):
        if made.done:
            break
        time.sleep(0.2)
    draft = made.drafts[0].examination
    stored = document_page(town.services, town.admin, document_id=town.far_document).examination
    assert (draft.compared_with, stored.compared_with) == (0, 1)
    own, copy = (next(f for f in one.findings if f.code == "C-12") for one in (draft, stored))
    assert (own.level, copy.level, copy.outcome) == (2, None, "not_checked")  # one date: nobody knows who copied
    page = sign_in("far_coordinator").get(f"/documents/{town.far_document}").text
    assert OTHER_SCHOOL in page
    assert "совпадает" in page
    assert "Концепция.docx" not in page
