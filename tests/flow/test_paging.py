"""Pages of a Word document become known after it was checked, and quotes tell theirs."""

import shutil
from dataclasses import replace

import pytest

from review.flow.submission import documents, uploading
from review.flow.submission.uploading import Sent
from tests.stage import a_docx, work_off


def handed_in(stage):
    paragraphs = ["# Введение", *("Слова первой части. " * 90 for _ in range(4)), "# Цель", "Создание условий."]
    files = [Sent("Концепция.docx", a_docx(*paragraphs), kind="concept")]
    return uploading.upload(stage.services, stage["school"], school_id=stage.places["school"], files=files)[0].document


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_blocks_and_quotes_learn_their_pages(stage):
    document = handed_in(stage)
    work_off(stage.services, pages=True)
    page = documents.document_page(stage.services, stage["coordinator"], document_id=document.id)
    assert page.version.pages == page.text.pages
    assert page.text.pages >= 2
    assert page.text.blocks[0].page == 1
    assert page.text.blocks[-1].page >= 2
    quotes = [quote for finding in page.examination.findings for quote in finding.evidence]
    assert quotes
    assert all(quote.page == page.text.page_of(quote.block) for quote in quotes)


def test_without_libreoffice_the_document_is_checked_all_the_same(stage):
    document = handed_in(stage)
    bare = replace(stage.services, settings=replace(stage.services.settings, soffice="no-such-office"))
    work_off(bare, pages=True)
    page = documents.document_page(stage.services, stage["coordinator"], document_id=document.id)
    assert (page.text.pages, page.version.state.value) == (None, "checked")
