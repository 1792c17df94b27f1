"""What the package of a Word file may hold, and what is refused before it costs anything."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from review.errors import ArchiveBomb, Damaged, EmptyFile, FileRefused
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.parse.word.docx_parts import MAIN, document_xml, docx, outline, p, package, read, styles, tbl, texts, tr

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def test_strict_files_are_read() -> None:
    xml = document_xml(p("строгий вид")).replace(MAIN, STRICT)
    assert texts(read_docx(package({"word/document.xml": xml}), Limits())) == ["строгий вид"]


def test_templates_and_odd_names_of_the_main_part_are_read() -> None:
    data = package({"word/document2.xml": document_xml(p("шаблон"))}, main="word/document2.xml", kind="template")
    assert texts(read_docx(data, Limits())) == ["шаблон"]


def test_parts_in_utf_16_are_read() -> None:
    xml = document_xml(p("шестнадцать")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert texts(read_docx(package({"word/document.xml": xml}), Limits())) == ["шестнадцать"]


def test_broken_side_parts_do_not_stop_reading() -> None:
    document = read(p("текст"), styles="<w:styles", numbering="нет")
    assert texts(document) == ["текст"]
    assert [warning.code for warning in document.warnings] == ["part_damaged"]


def test_table_styles_are_cut_and_others_survive() -> None:
    known = styles(
        '<w:style w:type="table" w:styleId="t"><w:name w:val="heading 9"/></w:style>',
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="heading 2"/></w:style>',
        '<w:style w:type="table" w:styleId="u"/>',
        '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="heading 3"/></w:style>',
    )
    assert outline(read(p("раз", style="x"), p("два", style="y"), styles=known)) == [(2, "раз"), (3, "два")]


@pytest.mark.parametrize("part", ["document", "styles", "numbering"])
def test_a_dtd_in_any_part_is_refused(part: str) -> None:
    evil = '<!DOCTYPE d [<!ENTITY a "x">]><a>&a;</a>'
    parts = {"word/document.xml": document_xml(p("текст")), f"word/{part}.xml": evil}
    with pytest.raises(Damaged):
        read_docx(package(parts), Limits())


def test_what_declares_too_much_is_refused_before_it_is_inflated() -> None:
    body = document_xml("<w:p/>" * 200_000)
    begun = time.perf_counter()
    with pytest.raises(ArchiveBomb):
        read_docx(package({"word/document.xml": body}), Limits(zip_part_bytes=1 << 20))
    with pytest.raises(ArchiveBomb):
        read_docx(package({"word/document.xml": body}), Limits(zip_ratio=2))
    assert time.perf_counter() - begun < 2


def test_media_is_never_inflated_or_counted() -> None:
    data = package({"word/document.xml": document_xml(p("текст")), "word/media/image1.png": b"\0" * 3_000_000})
    assert texts(read_docx(data, Limits(zip_total_bytes=100_000))) == ["текст"]


def test_too_many_members_and_too_many_cells_are_refused() -> None:
    with pytest.raises(ArchiveBomb):
        read_docx(docx(p("текст")), Limits(zip_members=2))
    with pytest.raises(ArchiveBomb):
        read_docx(docx(tbl(*[tr("a", "b")] * 10)), Limits(table_cells=19))
    with pytest.raises(ArchiveBomb):
        read_docx(docx(tbl(tr(*["a"] * 30))), Limits(grid_columns=20))


def test_endless_nesting_is_refused_fast() -> None:
    depth = 20_000
    control = "<w:sdt><w:sdtContent>" * depth + p("дно") + "</w:sdtContent></w:sdt>" * depth
    begun = time.perf_counter()
    with pytest.raises(ArchiveBomb):
        read_docx(docx(control), Limits())
    assert time.perf_counter() - begun < 2


def test_long_merged_columns_cost_no_more_than_their_length() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [tr(f"<w:tc><w:tcPr>{go_on if row else begin}</w:tcPr>{p('x')}</w:tc>", "y") for row in range(10_000)]
    begun = time.perf_counter()
    table = read(tbl(*rows)).blocks[0].table
    assert table is not None
    assert table.rows[0][0].rowspan == 10_000
    assert time.perf_counter() - begun < 5


def test_a_document_without_a_word_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read(p(""), p(" "))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, docx(p("текст"))[:-40], docx(p("x"))[:200]]
)
def test_ruins_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read_docx(data, Limits())


def test_a_package_without_text_is_damaged() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(Damaged):
        read_docx(stream.getvalue(), Limits())
