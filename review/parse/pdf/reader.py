"""A PDF file as a Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from review.errors import Damaged, EmptyFile, Encrypted, TooLarge
from review.parse.pdf.assembly import document_of
from review.parse.pdf.drafts import page_draft
from review.parse.pdf.rulings import rulings_of
from review.parse.pdf.words import TextPage

if TYPE_CHECKING:
    from review.model.document import Document
    from review.parse.pdf.drafts import PageDraft
    from review.settings import Settings


def open_pdf(data: bytes, pages: int) -> pdfium.PdfDocument:
    """The opened file. Raises Encrypted, Damaged, EmptyFile, or TooLarge beyond so many pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Encrypted("Файл PDF защищён паролем.", "Сохраните его без пароля и загрузите ещё раз.") from error
        raise Damaged(
            "Файл PDF повреждён и не открывается.",
            "Откройте его на компьютере, сохраните заново (или распечатайте в PDF) и загрузите ещё раз.",
        ) from error
    if len(document) == 0:
        raise EmptyFile("В файле PDF нет ни одной страницы.", "Проверьте файл и загрузите другой.")
    if len(document) > pages:
        raise TooLarge(
            f"В файле PDF {len(document)} страниц, а принимается не больше {pages}.",
            "Разделите документ на части и загрузите их по отдельности.",
        )
    return document


def read_pdf(data: bytes, settings: Settings) -> Document:
    """Blocks of a PDF in reading order, its tables as cells, pages it could not read named."""
    pdf = open_pdf(data, settings.limits.pdf_pages)
    try:
        drafts = [_draft(pdf, index) for index in range(len(pdf))]
    finally:
        pdf.close()
    return document_of(drafts)


def _draft(pdf: pdfium.PdfDocument, index: int) -> PageDraft:
    page = pdf[index]
    text = TextPage(page)
    words = text.words()
    rulings = rulings_of(page, text.frame)
    edges = ((), ()) if rulings.crowded else (rulings.horizontal, rulings.vertical)
    draft = page_draft(index + 1, (text.frame.width, text.frame.height), words, edges)
    text.close()
    page.close()
    return draft
