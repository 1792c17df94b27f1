"""Ten templates broken the way people break them, each told to its author at its place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from review.errors import BadTemplate, ReadingTimeout
from review.flow.papers.templates.own_templates import check_template
from review.flow.services import Services
from review.issue.template.fields import read_sheet
from review.issue.template.lint import commented, lint
from review.issue.template.templates import find, names
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
