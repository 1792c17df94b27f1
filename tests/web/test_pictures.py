"""Pages as they look: pictures with the quoted words framed, for those alone who may see the document."""

import shutil
from pathlib import Path

import pytest

from review.flow.submission import uploading
from review.flow.submission.paging import number_pages
from review.flow.submission.work import Work
from review.store.documents import versions
from tests.reading import InProcess
from tests.web.town import send, work_off

PDF = Path(__file__).parents[1] / "parse" / "pdf" / "files" / "programme.pdf"


@pytest.fixture(scope="module")
def number(town):
    sent = uploading.Sent("Программа.pdf", PDF.read_bytes(), kind="antirisk_program")
    [received] = uploading.upload(town.services, town.admin, school_id=town.schools[1].id, files=[sent])
    work_off(town.services)
    return received.document.id


def test_pages_show_evidence_in_frames(sign_in, number):
    client = sign_in("municipal_coordinator")
    page = client.get(f"/documents/{number}/pages").text
    assert page.count("<figure") >= 2
    assert 'class="ev"' in page
    assert "<rect" in page
    picture = client.get(f"/documents/{number}/pages/1/1.png")
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    assert "private" in picture.headers["Cache-Control"]
    again = client.get(f"/documents/{number}/pages/1/1.png")
    assert again.data == picture.data
    assert client.get(f"/documents/{number}/pages/1/999.png").status_code == 404


def test_pages_are_for_those_who_may_see_the_document(sign_in, number):
    sign_in("municipal_coordinator").get(f"/documents/{number}/pages/1/1.png")  # kept now
    for role in ("far_coordinator", "school", "curator"):
        client = sign_in(role)
        assert client.get(f"/documents/{number}/pages").status_code == 404
        assert client.get(f"/documents/{number}/pages/1/1.png").status_code == 404


def test_a_word_file_not_rendered_yet_says_so(town, sign_in):
    number = send(town, "Без страниц.docx")
    answer = sign_in("school").get(f"/documents/{number}/pages")
    assert answer.status_code == 404
    assert "LibreOffice" in answer.text


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_word_file_is_shown_as_its_rendered_pages(town, sign_in):
    number = send(town, "Со страницами.docx")
    client = sign_in("school")
    with town.services.database.reading() as session:
        latest = versions.list_versions(session, number)[0].id
    number_pages(town.services, Work(InProcess(), lambda _: None, lambda _: None), version_id=latest)
    page = client.get(f"/documents/{number}/pages").text
    assert "<rect" in page
    assert client.get(f"/documents/{number}/pages/1/1.png").data[:4] == b"\x89PNG"
