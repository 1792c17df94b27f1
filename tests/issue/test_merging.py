"""Many papers in one file: each on pages of its own, counted from one, with its own code; LibreOffice agrees."""

from __future__ import annotations

import copy
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from review.errors import BadTemplate
from review.flow.papers.issuing.issuing import render
from review.issue.files.merging import merged
from review.issue.files.pdf import to_pdf
from review.issue.template.templates import find
from review.language.russian import russian
from review.office.service import Office
from review.parse.pdf.pictures import picture, texts
from review.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def papers(name: str, count: int) -> list[bytes]:
    """The example paper with numbers and codes of its own."""
    facts = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    made = []
    for number in range(1, count + 1):
        own = copy.deepcopy(facts)
        own["reg"]["no"] = f"{number}-ОД"
        own["verify"] = {"code": f"AAAA-BBBB-{number:04}", "url": f"https://x.example/v/{number:04}"}
        made.append(render(find(name, TEMPLATES), own, russian()))
    return made


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return opened.read(name)


def pictures_of(data: bytes) -> set[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {opened.read(name) for name in opened.namelist() if name.startswith("word/media/")}


def test_every_paper_keeps_its_own_code_and_picture():
    one = papers("pismo-rekomendacii-shkole", 3)
    book = merged(one)
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        assert opened.testzip() is None
        feet = " ".join(opened.read(name).decode() for name in opened.namelist() if "footer" in name)
        targets = {
            f"word/{target}"
            for name in opened.namelist()
            if name.endswith(".rels") and name.startswith("word/")
            for target in re.findall(r'Target="((?:header|footer|media)[^"]+)"', opened.read(name).decode())
        }
        assert targets <= set(opened.namelist())
    assert all(f"AAAA-BBBB-{number:04}" in feet for number in (1, 2, 3))
    assert len(pictures_of(book)) == 3
    assert len(docx.Document(io.BytesIO(book)).sections) == 3


def test_clauses_and_pages_of_every_paper_count_from_one():
    book = etree.fromstring(member(merged(papers("prikaz-shkoly", 3)), "word/document.xml"))
    starts = [number.get(f"{W}start") for number in book.iter(f"{W}pgNumType")]
    assert starts == ["1", "1", "1"]
    own = {number.get(f"{W}val") for number in book.iter(f"{W}numId")}
    assert len(own) == 2  # the first paper counts by its style, the others each by a numbering of their own
    ids = [drawing.get("id") for drawing in book.iter("{*}docPr")]
    assert len(ids) == len(set(ids))


def test_the_same_papers_make_the_same_file_and_one_stays_as_it_is():
    one = papers("sertifikat-eksperta", 2)
    assert merged(one) == merged(one)
    assert merged(one[:1]) == one[0]


def test_papers_of_different_templates_are_refused_in_words():
    with pytest.raises(BadTemplate, match="образцам"):
        merged([*papers("sertifikat-eksperta", 1), *papers("prikaz-shkoly", 1)])
    with pytest.raises(BadTemplate):
        merged([])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_as_many_pages_as_the_papers_have_alone():
    office = Office(Settings())
    try:
        one = papers("prikaz-shkoly", 3)
        alone = texts(to_pdf(one[0], office))
        book_pdf = to_pdf(merged(one), office)
    finally:
        office.close()
    together = texts(book_pdf)
    assert len(together) == 3 * len(alone)
    for number in (1, 2, 3):
        first = together[(number - 1) * len(alone)]
        assert f"№ {number}-ОД" in first.replace("\u00a0", " ")
        assert "1. Утвердить" in first.replace("\u00a0", " ")
        assert f"AAAA-BBBB-{number:04}" in first
        assert together[(number - 1) * len(alone) + 1].lstrip().startswith("2")
    assert picture(book_pdf, dpi=30, most=3).startswith(b"\x89PNG")
