"""How many sheets an annex takes, and how a draft looks: both need the page, so LibreOffice makes it first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.errors import ConverterDown
from review.flow.papers.issuing.issuing import render
from review.flow.papers.issuing.registering import has_office
from review.issue.files.pdf import to_pdf
from review.parse.pdf.pictures import picture, texts

if TYPE_CHECKING:
    from review.flow.papers.issuing.drafting import Draft
    from review.flow.services import Services

PAGES, ANNEXES = "pages", ("annex", "results")
MARK = "Приложение"


def counted(services: Services, made: Draft) -> Draft:
    """The draft with the sheets of its annex counted; as it was where it has none, or without LibreOffice."""
    fields = made.template.sheet.fields
    has_annex = any(made.facts.get(name) for name in ANNEXES if name in fields)
    if PAGES not in fields or not has_annex or PAGES in made.facts or not has_office(services):
        return made
    try:
        sheets = annex_sheets(_pdf(services, render(made.template, made.facts, services.language())))
    except ConverterDown:
        return made  # «в 1 экз.» alone is right too; a guess would not be
    return replace(made, facts={**made.facts, PAGES: sheets}) if sheets else made


def annex_sheets(pdf: bytes) -> int:
    """Pages from the one that begins with the annex's mark to the last; 0 where there is no such page."""
    pages = texts(pdf)
    for number, text in enumerate(pages[1:], 2):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        first = lines[1] if len(lines) > 1 and lines[0].isdigit() else (lines or [""])[0]  # after the page's number
        if first.startswith(MARK) and ":" not in first:
            return len(pages) - number + 1
    return 0


def draft_picture(services: Services, *, docx: bytes) -> bytes:
    """The draft's pages as they will be printed, PNG. Raises ConverterDown without LibreOffice."""
    return picture(_pdf(services, docx))


def _pdf(services: Services, docx: bytes) -> bytes:
    from review.office.service import office  # started by the first page alone

    return to_pdf(docx, office(services.settings))
