"""Documents placed whole inside a Word file: read where they stand, or named unread, never silently absent."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.errors import ArchiveBomb, Damaged
from review.model.document import Document, Unread
from review.parse.word.html import pieces_of
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.parse.word.docx_parts import (
    RELATIONS,
    document_xml,
    docx,
    levels,
    numbered,
    numbering,
    p,
    package,
    styles,
    tbl,
    tc,
    texts,
    tr,
)

CHUNK = '<w:altChunk r:id="c1"/>'
LONG = "Школа работает в большом селе, где живут семьи рабочих и служащих, а кружки посещает каждый третий ученик."
PAGE = """<!DOCTYPE html><html><head><title>не текст</title><style>p {}</style></head><body>
<h1>Анализ</h1><p>Кадры: <b>дефициты</b>\nвыявлены.</p><p style="display:none">тайна</p>
<ol start="3"><li>раз</li><li><p>два</p></li></ol><ul><li>три</li></ul>
<table><tr><th colspan="2">Меры</th></tr><tr><td rowspan="2">1</td><td>Опрос<br>родителей</td></tr>
<tr><td>Лекторий</td></tr></table>
<div align="center"><strong>Итоги</strong></div>после</body></html>"""


def with_chunk(
    inner: bytes, name: str = "inner.bin", *body: str, mode: str = "", limits: Limits | None = None
) -> Document:
    relation = f'<Relationship Id="c1" Type="{RELATIONS}/aFChunk" Target="{name}"{mode}/>'
    parts: dict[str, str | bytes] = {
        "word/document.xml": document_xml(*(body or (p("до"), CHUNK, p("после")))),
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relation}</Relationships>",
        f"word/{name}": inner,
    }
    return read_docx(package(parts), limits or Limits())


def blocks(document: Document) -> list[tuple[str, int | None, str | None, str]]:
    return [(block.type, block.level, block.number, block.text) for block in document.blocks]


def test_a_word_file_inside_is_read_where_it_stands_with_its_own_styles_and_numbers() -> None:
    lists = numbering(
        f'<w:abstractNum w:abstractNumId="0">{levels(("decimal", "%1)"))}</w:abstractNum>',
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    own = styles('<w:style w:type="paragraph" w:styleId="x"><w:name w:val="heading 2"/></w:style>')
    inner = docx(p("Кадры", style="x"), numbered("раз"), tbl(tr("а", "б")), numbering=lists, styles=own)
    document = with_chunk(inner)
    assert blocks(document) == [
        ("paragraph", None, None, "до"),
        ("heading", 2, None, "Кадры"),
        ("list_item", 1, "1)", "раз"),
        ("table", None, None, ""),
        ("paragraph", None, None, "после"),
    ]
    assert [block.source is None for block in document.blocks] == [False, True, True, True, False]
    assert (document.unread, document.warnings) == ((), ())


def test_a_document_in_a_table_cell_adds_its_lines_to_the_cell() -> None:
    body = (p("до"), tbl(tr(tc(p("Меры"), CHUNK), "срок")))
    table = with_chunk(docx(p("опрос"), tbl(tr("а", "б"))), "inner.docx", *body).blocks[1].table
    assert table is not None
    assert [cell.text for cell in table.cells()] == ["Меры\nопрос\nа\tб", "срок"]


@pytest.mark.parametrize("form", ["utf-8", "cp1251", "mime"])
def test_a_web_page_inside_gives_headings_lists_and_real_cells(form: str) -> None:
    data = PAGE.encode("utf-8" if form == "mime" else form)
    if form == "mime":
        head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        data = f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n".encode() + data + b"\r\n--b--\r\n"
    document = with_chunk(data)
    assert blocks(document) == [
        ("paragraph", None, None, "до"),
        ("heading", 1, None, "Анализ"),
        ("paragraph", None, None, "Кадры: дефициты выявлены."),
        ("list_item", 1, "3.", "раз"),
        ("list_item", 1, "4.", "два"),
        ("list_item", 1, "•", "три"),
        ("table", None, None, ""),
        ("heading", 2, None, "Итоги"),
        ("paragraph", None, None, "после"),
        ("paragraph", None, None, "после"),
    ]
    table = document.blocks[6].table
    assert table is not None
    cells = [(cell.row, cell.col, cell.rowspan, cell.colspan, cell.text, cell.bold) for cell in table.cells()]
    assert cells == [
        (0, 0, 1, 2, "Меры", True),
        (1, 0, 2, 1, "1", False),
        (1, 1, 1, 1, "Опрос\nродителей", False),
        (2, 1, 1, 1, "Лекторий", False),
    ]


def test_plain_text_inside_is_read_in_its_encoding() -> None:
    document = with_chunk("Первая строка\r\n\r\nвторая строка".encode("cp1251"))
    assert texts(document) == ["до", "Первая строка", "вторая строка", "после"]


@pytest.mark.parametrize(
    ("inner", "mode"),
    [
        (b"{\\rtf1 text}", ""),
        (b"PK\x03\x04 no archive", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00\x01" * 200, ""),
        (b"", ""),
        (b"text", ' TargetMode="External"'),
    ],
)
def test_what_cannot_be_read_inside_is_named_unread(inner: bytes, mode: str) -> None:
    document = with_chunk(inner, mode=mode)
    assert texts(document) == ["до", "после"]
    assert document.unread == (Unread(1, "failed"),)
    assert [warning.code for warning in document.warnings] == ["inner_documents"]


def test_a_file_that_is_nothing_but_an_unreadable_document_inside_is_not_called_empty() -> None:
    document = with_chunk(b"{\\rtf1 text}", "inner.rtf", CHUNK)
    assert (document.blocks, document.unread) == ((), (Unread(1, "failed"),))
    assert [warning.code for warning in document.warnings] == ["inner_documents"]


def test_parts_of_a_master_document_that_lie_elsewhere_are_named_unread() -> None:
    relation = f'<Relationship Id="c1" Type="{RELATIONS}/subDocument" Target="part1.docx" TargetMode="External"/>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    main = document_xml(p("до"), '<w:p><w:subDoc r:id="c1"/></w:p>')
    document = read_docx(package({"word/document.xml": main, "word/_rels/document.xml.rels": rels}), Limits())
    assert [warning.code for warning in document.warnings] == ["inner_documents"]


def test_documents_inside_share_the_limits_of_the_file_around_them() -> None:
    deep = docx(p("слово"))
    for _ in range(4):
        deep = chunked(deep)
    assert read_docx(deep, Limits()).unread == (Unread(1, "failed"),)
    large = docx(p("слово " * 3000))
    with pytest.raises(ArchiveBomb):
        with_chunk(large, limits=Limits(zip_total_bytes=20_000))


def chunked(inner: bytes) -> bytes:
    relation = f'<Relationship Id="c1" Type="{RELATIONS}/aFChunk" Target="inner.docx"/>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    return package(
        {
            "word/document.xml": document_xml(p(LONG), CHUNK),
            "word/_rels/document.xml.rels": rels,
            "word/inner.docx": inner,
        }
    )


def test_hostile_pages_cost_no_time() -> None:
    begun = time.perf_counter()
    wide = "<table>" + '<tr><td rowspan="999" colspan="999">а</td></tr>' * 999 + "</table>"
    deep = "<table><tr><td>" * 500 + "а"
    for page in (wide, deep, "<div>" * 20_000 + "а", "<p>" + "<b>" * 20_000 + "а"):
        with_chunk(f"<html><body>{page}".encode())
    assert time.perf_counter() - begun < 8


TAGS = st.sampled_from(
    ["p", "b", "table", "tr", "td", "th", "li", "ol", "ul", "br", "h2", "div", "span", "tbody", "body"]
)
MARKUP = st.one_of(
    st.text(max_size=10),
    st.builds("<{}>".format, TAGS),
    st.builds("</{}>".format, TAGS),
    st.builds(
        '<{} rowspan="{}" colspan="{}" start="{}" style="{}">'.format, TAGS, *[st.text("0123456789-x", max_size=3)] * 4
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKUP, max_size=30))
def test_any_markup_gives_pieces_or_is_damaged(markup: list[str]) -> None:
    with contextlib.suppress(Damaged):
        for shown, _ in pieces_of(("<html>" + "".join(markup)).encode("utf-8", "replace")):
            assert shown is not None
