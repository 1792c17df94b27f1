"""A report on a PDF: its pages with numbered frames, under each page what is said of the words in them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from docx.document import Document as WordFile

    from review.model.page_picture import MarkedPage

WIDTH, HEIGHT = Cm(17), Cm(21)  # of a page's picture: room for some lines stays below
MARGIN = Cm(2)
ELSEWHERE = "Ко всему документу"
LONGEST = 160  # letters of a quote


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One remark: the number drawn on the page, its words, the quote it rests on ("" for what is missing)."""

    key: str
    text: str
    quote: str = ""


def page_report(title: str, lines: Sequence[ReportLine], pages: Sequence[MarkedPage], moment: datetime) -> bytes:
    """A DOCX; pages without remarks are left out, remarks whose words stand on no page come first."""
    word = docx.Document()
    word.core_properties.author = "Экспертиза 500+"
    word.core_properties.created = word.core_properties.modified = moment.replace(tzinfo=None)
    section = word.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "PT Sans", Pt(11)
    word.add_heading(title, 1)
    found = {key for page in pages for key in page.keys}
    apart = [line for line in lines if line.key not in found]
    if apart:
        word.add_heading(ELSEWHERE, 2)
        _list(word, apart)
    known = {line.key: line for line in lines}
    for page in pages:
        if page.keys:
            _page(word, page, [known[key] for key in page.keys])
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _page(word: WordFile, page: MarkedPage, lines: Sequence[ReportLine]) -> None:
    word.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    word.add_heading(f"Страница {page.number}", 2)
    picture = word.add_picture(BytesIO(page.png), width=WIDTH)
    if picture.height > HEIGHT:
        picture.width, picture.height = int(picture.width * HEIGHT / picture.height), HEIGHT
    _list(word, lines)


def _list(word: WordFile, lines: Sequence[ReportLine]) -> None:
    for line in lines:
        paragraph = word.add_paragraph()
        paragraph.add_run(f"{line.key}. ").bold = True
        if line.quote:
            paragraph.add_run(f"«{_short(line.quote)}» ").italic = True
        paragraph.add_run(line.text)


def _short(quote: str) -> str:
    """One line of the quote, cut at a word, without quotation marks of its own around it."""
    text = " ".join(quote.split()).strip('«»"')
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
