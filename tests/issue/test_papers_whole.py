"""Every paper at its limits: no rows, five hundred rows, very long names; and read back with the facts it was given."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from review.flow.papers.issuing.issuing import render
from review.issue.template.templates import find, names
from review.language.russian import russian
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.spoken import squeezed, unspoken

if TYPE_CHECKING:
    from collections.abc import Iterator


TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = list(names(TEMPLATES))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "Средняя общеобразовательная школа с углублённым изучением отдельных предметов имени " * 3


def example(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    return loaded


def words_of(docx: bytes) -> str:
    document = read_docx(docx, Limits())
    return squeezed(" ".join((*(text for _, text in document.units()), *(block.text for block in document.blocks))))


def tree_of(docx: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(docx)) as opened:
        return etree.fromstring(opened.read("word/document.xml"))


def rows_of(name: str) -> Iterator[str]:
    for key, spec in find(name, TEMPLATES).sheet.fields.items():
        if spec.type in ("rows", "people"):
            yield key


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_is_read_back_with_the_facts_it_was_given(name: str) -> None:
    template, facts = find(name, TEMPLATES), example(name)
    shown = words_of(render(template, facts, russian()))
    assert unspoken(shown, template.sheet, facts, russian()) == []
    assert ".." not in shown.replace("...", "")
    assert "()" not in shown


def test_a_fact_the_paper_leaves_out_would_be_seen() -> None:
    template, facts = find("prikaz-kuratory", TEMPLATES), example("prikaz-kuratory")
    shown = words_of(render(template, facts, russian()))
    surname = facts["curators"][0]["who"]["name"].split()[0]
    assert unspoken(shown.replace(surname[:-1], ""), template.sheet, facts, russian())[:1] == ["curators[0].who"]
    assert unspoken(shown.replace("10.02.2022", ""), template.sheet, facts, russian()) == ["reg.date"]


@pytest.mark.parametrize("name", [name for name in NAMES if any(rows_of(name))])
def test_without_rows_a_sentence_stands_where_the_table_was(name: str) -> None:
    template, facts = find(name, TEMPLATES), example(name)
    facts |= {key: [] for key in rows_of(name)}
    tree = tree_of(render(template, facts, russian()))
    for table in tree.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert rows
        assert not all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows), "a header alone"


@pytest.mark.parametrize("name", [name for name in NAMES if any(rows_of(name))])
def test_five_hundred_rows_fit_and_their_header_repeats(name: str) -> None:
    template, facts = find(name, TEMPLATES), example(name)
    grown = [key for key in rows_of(name) if facts.get(key)]
    facts |= {key: [facts[key][n % len(facts[key])] for n in range(500)] for key in grown}
    tree = tree_of(render(template, facts, russian()))
    tables = [table.findall(f"{W}tr") for table in tree.iter(f"{W}tbl")]
    long = [rows for rows in tables if len(rows) >= 500]
    assert long or len(list(tree.iter(f"{W}p"))) > 500
    for rows in long:
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None or len(rows[0].findall(f"{W}tc")) == 3


def lengthened(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: LONG if key in ("short", "school", "full") and isinstance(v, str) else lengthened(v)
            for key, v in value.items()
        }
    return [lengthened(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", NAMES)
def test_names_of_two_hundred_letters_are_printed_whole(name: str) -> None:
    facts = lengthened(example(name))
    shown = words_of(render(find(name, TEMPLATES), facts, russian()))
    if "школа с углублённым" in json.dumps(facts, ensure_ascii=False):
        assert len(re.findall("углублённым изучением", shown)) >= 3


def test_a_single_duty_stands_in_its_clause_and_a_group_without_any_is_left_out() -> None:
    template, facts = find("prikaz-kuratory", TEMPLATES), example("prikaz-kuratory")
    one, two = facts["groups"][0]["duties"][:2]
    facts["groups"] = [
        {"who": "кураторы", "duties": [one]},
        {"who": "директора школ", "duties": []},
        {"who": "муниципальный координатор", "duties": [one, two]},
    ]
    shown = words_of(render(template, facts, russian()))
    assert f"Кураторам {one['do']}" in shown
    assert "Директорам школ" not in shown
    assert f"Муниципальному координатору: {one['do']}" in shown.replace("3.1. ", "")


@pytest.mark.parametrize("name", ["ekspertnoe-zaklyuchenie", "spravka-municipalnoy-ekspertizy"])
def test_an_expertise_of_one_day_has_no_period(name: str) -> None:
    facts = example(name) | {"from_date": "2022-04-14", "to_date": "2022-04-14"}
    shown = words_of(render(find(name, TEMPLATES), facts, russian()))
    assert "проведена 14 апреля 2022 года" in shown
    assert "в период с" not in shown


def test_a_director_of_a_school_without_a_short_name_stands_in_the_right_case() -> None:
    facts = example("pismo-rekomendacii-shkole")
    full = "Муниципальное бюджетное общеобразовательное учреждение «Ручей»"
    facts |= {"director": {"name": "Гусь Елена Викторовна", "post": f"директор {full}"}, "school": {"full": full}}
    shown = words_of(render(find("pismo-rekomendacii-shkole", TEMPLATES), facts, russian()))
    case = "Муниципального бюджетного общеобразовательного учреждения «Ручей»"
    assert f"Директору {case}" in shown
    assert f"документов {case}" in shown
