"""A draft PDF back with its remarks: pictures of the pages with numbered frames, the remarks below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import NotFound
from review.issue.files.pdf import to_pdf
from review.issue.page_report import ReportLine, page_report
from review.model.page_picture import Wanted
from review.office.service import office

if TYPE_CHECKING:
    from datetime import datetime

    from review.flow.submission.page_pictures import PagePictures
    from review.flow.submission.prechecking import Draft
    from review.model.finding import Finding
    from review.settings import Settings


def draft_report(draft: Draft, pictures: PagePictures, settings: Settings, moment: datetime) -> tuple[str, bytes]:
    """(file name, PDF; a DOCX where LibreOffice is absent). Raises NotFound for anything but a PDF with remarks."""
    if draft.type != "pdf" or not draft.fixes:
        raise NotFound("Для этого файла отчёта нет.", "Отчёт по страницам делается для PDF с замечаниями.")
    lines, wanted = [], []
    for number, fix in enumerate(draft.fixes, 1):
        quote = fix.finding.evidence[0] if fix.finding.evidence else None
        lines.append(ReportLine(str(number), _words(fix.finding), quote.text if quote else ""))
        if quote is not None:
            wanted.append(Wanted(str(number), quote.text, quote.page))
    stem = draft.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    made = page_report(f"Замечания к файлу «{stem}»", lines, pictures.marked(draft.data, wanted), moment)
    return printed(f"{stem} — замечания", made, settings)


def printed(stem: str, docx: bytes, settings: Settings) -> tuple[str, bytes]:
    """(file name, PDF); the DOCX itself where LibreOffice is absent."""
    converter = office(settings)
    if not converter.available:
        return f"{stem}.docx", docx
    return f"{stem}.pdf", to_pdf(docx, converter)


def _words(finding: Finding) -> str:
    said = [f"{finding.code} «{finding.name}».", finding.explanation, finding.advice]
    if finding.sample:
        said.append(f"Например: {finding.sample}")
    return " ".join(part for part in said if part)
