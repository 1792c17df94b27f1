"""The form of papers as settings: what an edition of the standard changes in a template's file."""

import dataclasses
import io
import json
from pathlib import Path

import docx
import pytest

from review.flow.papers.issuing.issuing import render
from review.flow.papers.templates.editions import in_form
from review.flow.services import Services
from review.issue.files.gost import formed, read_forms
from review.issue.template.templates import find, names
from review.language.russian import russian
from review.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHIPPED, FORMS = read_forms(TEMPLATES)
LETTER, ORDER = "pismo-rekomendacii-shkole", "prikaz-ob-itogah-ekspertizy"


def services():
    no = None
    return Services(Settings(), no, no, no, no, no, no)  # only the settings are asked


def facts_of(name):
    return json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))


def opened(name, form):
    return docx.Document(io.BytesIO(formed(find(name, TEMPLATES).docx, form)))


@pytest.mark.parametrize("name", list(names(TEMPLATES)))
def test_files_are_made_in_the_shipped_form(name):
    """Applying it changes no margin, width or size of any template."""
    before, after = docx.Document(io.BytesIO(find(name, TEMPLATES).docx)), opened(name, FORMS[SHIPPED])
    for old, new in zip(before.sections, after.sections, strict=True):
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            assert abs(getattr(old, side) - getattr(new, side)) < 700, side
    assert before.styles["Normal"].font.size == after.styles["Normal"].font.size
    for old, new in zip(before.tables, after.tables, strict=True):
        widths = zip(old.columns, new.columns, strict=True)
        assert all(abs((a.width or 0) - (b.width or 0)) < 2000 for a, b in widths)


def test_the_edition_of_2016_narrows_the_corner_and_puts_initials_first():
    template = in_form(services(), find(LETTER, TEMPLATES), "gost-2016")
    made = docx.Document(io.BytesIO(render(template, facts_of(LETTER), russian())))
    corner = made.tables[0]
    assert round(corner.columns[0].width.mm) == 75
    assert "П.И.\u00a0Алиевой" in corner.cell(0, 1).text
    ours = docx.Document(io.BytesIO(render(find(LETTER, TEMPLATES), facts_of(LETTER), russian())))
    assert "Алиевой\u00a0П.И." in ours.tables[0].cell(0, 1).text
    assert not list(made.sections[0].first_page_footer._element.iter("{*}drawing"))
    assert list(ours.sections[0].first_page_footer._element.iter("{*}drawing"))


def test_every_setting_of_the_form_is_applied():
    own = dataclasses.replace(
        FORMS[SHIPPED],
        margins=(25.0, 15.0, 15.0, 25.0),
        kept_left=35.0,
        text_pt=13.0,
        heading="center",
        page_number="right",
    )
    made = opened(ORDER, own)
    section = made.sections[0]
    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [35, 15]
    assert [round(side.mm) for side in (section.top_margin, section.bottom_margin)] == [15, 25]
    assert round(opened(LETTER, own).sections[0].left_margin.mm) == 25
    assert made.styles["Normal"].font.size.pt == 13
    assert made.styles["Заголовок к тексту"].paragraph_format.alignment == 1
    assert section.header.paragraphs[0].alignment == 2


@pytest.mark.parametrize("form", list(FORMS))
def test_a_form_gives_the_same_bytes_and_a_working_template(form):
    for name in names(TEMPLATES):
        docx_ = find(name, TEMPLATES).docx
        assert formed(docx_, FORMS[form]) == formed(docx_, FORMS[form])
        assert render(in_form(services(), find(name, TEMPLATES), form), facts_of(name), russian())
