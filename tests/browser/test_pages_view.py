"""A document as its pages look, its evidence framed."""

from pathlib import Path

import pytest

from review.flow.submission import uploading
from tests.web.town import work_off

pytestmark = pytest.mark.browser
PDF = Path(__file__).parents[1] / "parse" / "pdf" / "files" / "programme.pdf"


def test_pages_are_shown_with_evidence_framed(town, enter, picture):
    sent = uploading.Sent("Программа.pdf", PDF.read_bytes(), kind="antirisk_program")
    [received] = uploading.upload(town.services, town.admin, school_id=town.schools[1].id, files=[sent])
    work_off(town.services)
    page = enter("municipal_coordinator")
    page.goto(f"{town.url}/documents/{received.document.id}")
    for _ in range(300):  # the server's own thread may have taken the work
        if page.locator("[data-view=page]").count():
            break
        page.wait_for_timeout(200)
        page.reload()
    page.click("[data-view=page]")
    page.wait_for_selector(".page-pic svg .ev rect")
    page.locator(".page-pic img").first.evaluate("image => image.decode()")
    picture(page, "pages")
    page.locator(".page-pic svg .ev rect").first.click()
    page.wait_for_selector(".crit.open")
    page.click("[data-view=text]")
    assert page.locator(".paper:visible").count() == 1
