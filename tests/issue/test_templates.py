"""Every template renders its example, canonically equal to docxtpl, and reads back with its facts."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from review.errors import BadTemplate
from review.flow.papers.issuing.issuing import render
from review.issue.template.context import context
from review.issue.template.templates import find, names
from review.language.russian import russian
from review.model.language import CASES
from review.parse.word.reader import read_docx
from review.settings import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.issue.template.fields import Field

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = list(names(TEMPLATES))
HOSTILE = 'Фирма «А & Б» <script> "В" {{ 7*7 }} {% if %}'


def example(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    return loaded


def words_of(docx: bytes) -> str:
    document = read_docx(docx, Limits())
    return " ".join(
        " ".join(text.split()) for text in (*(t for _, t in document.units()), *(b.text for b in document.blocks))
    )


def canonical(docx: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(docx)) as opened:
        return bytes(etree.tostring(etree.fromstring(opened.read("word/document.xml")), method="c14n"))


@pytest.mark.parametrize("name", NAMES)
def test_example_renders_to_the_same_bytes_every_time(name: str) -> None:
    template = find(name, TEMPLATES)
    assert render(template, example(name), russian()) == render(template, example(name), russian())


@pytest.mark.parametrize("name", NAMES)
def test_document_is_canonically_what_docxtpl_makes_of_the_same_context(name: str) -> None:
    template = find(name, TEMPLATES)
    facts = example(name)
    plain = DocxTemplate(TEMPLATES / name / "template.docx")
    plain.render(context(template.sheet, facts, russian()), autoescape=True)
    buffer = BytesIO()
    plain.save(buffer)
    assert canonical(render(template, facts, russian())) == canonical(buffer.getvalue())


@pytest.mark.parametrize("name", NAMES)
def test_no_tag_and_no_python_value_is_left_on_paper(name: str) -> None:
    shown = words_of(render(find(name, TEMPLATES), example(name), russian()))
    assert not [leftover for leftover in ("{{", "{%", "None", "nan", "{'") if leftover in shown]


@pytest.mark.parametrize("name", NAMES)
def test_draft_says_so_and_a_registered_paper_does_not(name: str) -> None:
    facts = example(name)
    if "reg" not in facts:
        pytest.skip("this paper takes no number")
    template = find(name, TEMPLATES)
    assert "ПРОЕКТ" not in words_of(render(template, facts, russian()))
    drafted = {key: value for key, value in facts.items() if key not in ("reg", "verify")}
    assert "ПРОЕКТ" in words_of(render(template, drafted, russian()))


def plant(known: Mapping[str, Field], facts: dict[str, Any], words: str) -> bool:
    """Put the words into the first free text of the facts, however deep it lies."""
    for key, spec in known.items():
        if key not in facts or key in ("reg", "verify", "body", "act"):
            continue
        if spec.type in ("text", "verbatim"):
            facts[key] = words
            return True
        if spec.type == "phrase":
            facts[key] = dict.fromkeys(CASES, words)
            return True
        if spec.type in ("rows", "object"):
            inner = facts[key][0] if spec.type == "rows" else facts[key]
            if plant(spec.parts, inner, words):
                return True
    return False


@pytest.mark.parametrize("name", NAMES)
def test_signs_of_markup_in_facts_stay_words(name: str) -> None:
    template, facts = find(name, TEMPLATES), example(name)
    assert plant(template.sheet.fields, facts, HOSTILE)
    shown = words_of(render(template, facts, russian()))
    assert "<script>" in shown
    assert "{{ 7*7 }}" in shown


def test_unknown_and_missing_fields_are_all_named_with_the_nearest_known() -> None:
    template = find("pismo-rekomendacii-shkole", TEMPLATES)
    facts = example("pismo-rekomendacii-shkole")
    facts["scool"] = facts.pop("school")
    facts["recs"][0]["recc"] = facts["recs"][0].pop("rec")
    with pytest.raises(BadTemplate) as refused:
        render(template, facts, russian())
    assert "«scool», ближайшее — «school»" in refused.value.message
    assert "нет поля «school»" in refused.value.message
    assert "«recs[1].recc», ближайшее — «recs[1].rec»" in refused.value.message


def test_five_hundred_rows_and_a_long_name_fit() -> None:
    name = "prikaz-ob-itogah-ekspertizy"
    facts = example(name)
    row = {**facts["results"][0], "school": "МБОУ «" + "Очень длинное имя " * 11 + "»"}
    facts["results"] = [row] * 500
    shown = words_of(render(find(name, TEMPLATES), facts, russian()))
    assert shown.count("Очень длинное имя Очень") >= 500


def test_values_of_a_wrong_type_are_named_with_their_field() -> None:
    facts = example("ekspertnoe-zaklyuchenie")
    facts["from_date"] = "вчера"
    with pytest.raises(BadTemplate, match="from_date"):
        render(find("ekspertnoe-zaklyuchenie", TEMPLATES), facts, russian())
