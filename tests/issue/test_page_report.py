"""A report on a PDF: framed pages, remarks below them, those without a place first."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx

from review.issue.page_report import ReportLine, page_report
from review.model.page_picture import Wanted
from review.parse.pdf.page_marks import marked_pages

PDF = Path(__file__).parents[1] / "parse" / "pdf" / "files" / "programme.pdf"


def test_remarks_stand_below_their_page_and_the_others_first():
    wanted = [Wanted("1", "опрос обучающихся и их родителей", None), Wanted("2", "таких слов нет нигде", None)]
    pages = marked_pages(PDF.read_bytes(), wanted)
    assert [page.keys for page in pages if page.keys] == [("1",)]
    lines = [ReportLine("1", "Назовите методику.", "«опрос обучающихся и их родителей»"), ReportLine("2", "Нет цели.")]
    made = docx.Document(BytesIO(page_report("Замечания", lines, pages, datetime(2022, 4, 7, tzinfo=UTC))))
    texts = [paragraph.text.strip() for paragraph in made.paragraphs if paragraph.text.strip()]
    assert texts == [
        "Замечания",
        "Ко всему документу",
        "2. Нет цели.",
        "Страница 1",
        "1. «опрос обучающихся и их родителей» Назовите методику.",
    ]
    assert len(made.inline_shapes) == 1


def test_equal_quotes_are_framed_one_after_another():
    quote = "Школа расположена в большом селе"
    [first, *_] = marked_pages(PDF.read_bytes(), [Wanted("1", quote, 1), Wanted("2", quote, 1)])
    assert first.keys == ("1", "2")
