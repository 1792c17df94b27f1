"""Ten templates broken the way people break them, each told to its author at its place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from review.errors import BadTemplate, ReadingTimeout
from review.flow.papers.templates.own_templates import check_template
from review.flow.services import Services
from review.issue.template.fields import read_sheet
from review.issue.template.lint import commented, lint
from review.issue.template.templates import find, names
from review.office.service import office
from review.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FIELDS = """
title = "Справка о школах"
type = "spravka"
[fields.school]
label = "Школа"
type = "organisation"
[fields.director]
label = "Директор"
type = "person"
[fields.due]
label = "Срок"
type = "date"
required = false
[fields.rows]
label = "Строки"
type = "rows"
[fields.rows.parts.name]
label = "Название"
type = "text"
"""
SHEET = read_sheet(FIELDS, "fields.toml")
EXAMPLE = (
    """{"school": "МБОУ «Залесская СОШ»", "director": "Алиева Патимат Ибрагимовна", "rows": [{"name": "Первая"}]}"""
)
GOOD = ("Школа: {{ school.full.gent }}, {{ director.fio.datv }}", "{% if due %}до {{ due.long }}{% endif %}")


def table(document: Document, *rows: tuple[str, str]) -> None:
    made = document.add_table(len(rows), 2)
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def good_table(document: Document) -> None:
    table(document, ("{%tr for r in rows %}", ""), ("{{ loop.index }}", "{{ r.name }}"), ("{%tr endfor %}", ""))


def template(*paragraphs: str, then: Callable[[Document], None] = good_table) -> bytes:
    document = docx.Document()
    for text in (*GOOD, *paragraphs):
        document.add_paragraph(text)
    then(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def in_header(document: Document) -> None:
    good_table(document)
    document.sections[0].header.add_table(1, 1, Cm(5)).cell(0, 0).text = "{{ scool.short }}"


def in_even_footer(document: Document) -> None:
    good_table(document)
    document.sections[0].even_page_footer.paragraphs[0].text = "{{ director.fio.date }}"


def over_runs(document: Document) -> None:
    """Word cuts a tag where its author changed the font."""
    good_table(document)
    paragraph = document.add_paragraph()
    for words in ("{", "{ sco", "ol.sh", "ort }", "}"):
        paragraph.add_run(words).bold = words == "ol.sh"


def in_a_text_box(document: Document) -> None:
    good_table(document)
    document.add_paragraph("Рамка: ")._p.append(parse_xml(TEXT_BOX))


TEXT_BOX = f"""<w:r {nsdecls("w")} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:drawing><wp:inline>
 <wp:extent cx="2000000" cy="500000"/><wp:docPr id="7" name="box"/><a:graphic>
 <a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
 <wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent><w:p><w:r><w:t>{{{{ scool.short }}}}</w:t></w:r></w:p>
 </w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
NESTED = ("{%tr for r in rows %}", ""), ("{%tr for q in r.parts %}", ""), ("{{ q.name }}", "{%tr endfor %}")
BROKEN = {
    "misspelt field": (template("{{ scool.short }}"), "name", "ближайшее — «school»"),
    "misspelt part": (template("{{ director.fio.date }}"), "name", "неизвестное поле «fio.date», ближайшее — «datv»"),
    "part of a text": (template("{%p for r in rows %}", "{{ r.name.gent }}", "{%p endfor %}"), "name", "нет частей"),
    "unclosed braces": (template("Срок: {{ due.long"), "braces", "«{{» без пары"),
    "unclosed if": (template("{%p if due %}", "Срок есть."), "balance", "нет «{% endif %}»"),
    "wrong end": (template("{%p if due %}", "Срок есть.", "{%p endfor %}"), "balance", "не подходит"),
    "end of nothing": (template("{% endif %}"), "balance", "ничего не закрывает"),
    "mixed kinds": (template("{%p if due %}", "Срок.", "{% endif %}"), "balance", "открыто как"),
    "not an expression": (template("{{ due long }}"), "syntax", "не разобрано"),
    "loop across cells": (
        template(then=lambda d: table(d, ("{% for r in rows %}{{ r.name }}", "{% endfor %}"))),
        "cells",
        "в другой",
    ),
    "loop within one row": (
        template(then=lambda d: table(d, ("{%tr for r in rows %}", "{{ r.name }}{%tr endfor %}"))),
        "cells",
        "в одной строке",
    ),
    "row loop outside a table": (template("{%tr for r in rows %}", "{%tr endfor %}"), "cells", "внутри таблицы"),
    "wrong filter": (template("{{ school.short|uper }}"), "syntax", "фильтра «uper» нет, ближайший — «upper»"),
    "loops one in another": (template(then=lambda d: table(d, *NESTED, ("{%tr endfor %}", ""))), "name", "rows.parts"),
    "table in a header": (template(then=in_header), "name", "ближайшее — «school»"),
    "footer of even pages": (template(then=in_even_footer), "name", "ближайшее — «datv»"),
    "tag cut by a font": (template(then=over_runs), "name", "ближайшее — «school»"),
    "text box": (template(then=in_a_text_box), "name", "ближайшее — «school»"),
    "unknown word": (template("{% include 'x' %}"), "syntax", "«include»"),
}


def test_a_good_template_has_nothing_to_mend() -> None:
    assert lint(template(), SHEET) == ()


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_template_is_told_at_its_place(case: str) -> None:
    data, kind, words = BROKEN[case]
    found = [fault for fault in lint(data, SHEET) if fault.error]
    assert {fault.kind for fault in found if words in fault.message} == {kind}
    told = docx.Document(io.BytesIO(commented(data, found)))
    assert len(list(told.comments)) == len(found)
    assert any(words.casefold() in comment.text.casefold() for comment in told.comments)


@pytest.mark.office
@pytest.mark.parametrize("case", ["table in a header", "text box", "tag cut by a font"])
def test_the_returned_file_opens_with_its_comments(case: str) -> None:
    data = BROKEN[case][0]
    told = office(Settings()).convert(commented(data, lint(data, SHEET)), "docx", "odt")
    with zipfile.ZipFile(io.BytesIO(told)) as odt:
        content = odt.read("content.xml").decode()
    assert content.count("<office:annotation ") == len(lint(data, SHEET))
    assert "scool" in content


def test_a_required_field_nobody_prints_is_only_mentioned() -> None:
    found = lint(template(then=lambda _: None), SHEET)
    assert [(fault.kind, fault.error) for fault in found] == [("unused", False)]


@pytest.mark.parametrize("name", list(names(TEMPLATES)))
def test_our_own_templates_are_clean(name: str) -> None:
    assert lint((TEMPLATES / name / "template.docx").read_bytes(), find(name, TEMPLATES).sheet) == ()


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(BadTemplate, match="не файл Word"):
        lint(b"PK not a zip", SHEET)


def services(tmp_path: Path) -> Services:
    refuse = None
    return Services(Settings(data=tmp_path), refuse, refuse, refuse, refuse, refuse, refuse)  # type: ignore[arg-type]  # only the settings are used


def test_a_good_template_comes_back_filled(tmp_path: Path) -> None:
    checked = check_template(services(tmp_path), docx=template(), fields=FIELDS, example=EXAMPLE)
    assert (checked.faults, checked.returned) == ((), None)
    assert checked.example is not None
    shown = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(checked.example)).paragraphs)
    assert "МБОУ «Залесская СОШ», Алиевой\u00a0П.И." in shown


def test_a_template_that_does_not_end_costs_only_its_child(tmp_path: Path) -> None:
    endless = template(
        "".join("{% for a in rows %}" for _ in range(9)) + "x" + "".join("{% endfor %}" for _ in range(9))
    )
    many = EXAMPLE.replace('[{"name": "Первая"}]', "[" + ",".join(['{"name": "а"}'] * 60) + "]")
    with pytest.raises(ReadingTimeout):
        check_template(services(tmp_path), docx=endless, fields=FIELDS, example=many, wall=2.0)
