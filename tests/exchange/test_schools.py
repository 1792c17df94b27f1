from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from review.errors import BadInput
from review.exchange import columns, schools
from review.exchange.workbook import read_sheets, write_sheets

ROOT = Path(__file__).parents[2]
NOTATION = columns.load(ROOT / "rubrics" / "spreadsheets.toml")


def a_book(**sheets):
    return write_sheets({title.replace("_", " "): rows for title, rows in sheets.items()})


def test_headers_are_known_by_their_synonyms_and_below_a_title():
    data = a_book(
        Школы=[
            ("Список школ на 2022 год", "", ""),
            ("№ п/п", "Район", "Наименование школы:"),
            ("1", "Залесский район", "МБОУ «Ольховская СОШ»"),
        ]
    )
    rows, faults = schools.read(data, NOTATION)
    assert faults == []
    assert [(row.sheet, row.number, row.text("full_name")) for row in rows["schools"]] == [
        ("Школы", 3, "МБОУ «Ольховская СОШ»")
    ]


def test_an_empty_required_cell_is_a_fault_of_its_row_alone():
    data = a_book(Школы=[("Муниципалитет", "Школа"), ("", "Первая"), ("Район", "Вторая")])
    rows, faults = schools.read(data, NOTATION)
    assert [row.text("full_name") for row in rows["schools"]] == ["Вторая"]
    assert [(fault.row, fault.column) for fault in faults] == [(2, "Муниципалитет")]


def test_a_missing_required_column_is_named():
    rows, faults = schools.read(a_book(Школы=[("Муниципалитет",), ("Район",)]), NOTATION)
    assert rows["schools"] == []
    assert [fault.column for fault in faults] == ["Полное наименование"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"not a workbook"])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(BadInput):
        schools.read(data, NOTATION)


def test_a_foreign_workbook_is_refused():
    with pytest.raises(BadInput, match="Школы"):
        schools.read(a_book(Смета=[("Сумма",), ("5",)]), NOTATION)


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+7 900", "-1", "@SUM(A1)", "\t=1"])
def test_text_never_becomes_a_formula_and_comes_back_unchanged(text):
    data = a_book(Школы=[("Муниципалитет", "Школа"), ("Район", text)])
    cell = openpyxl.load_workbook(BytesIO(data))["Школы"]["B2"]
    assert cell.data_type == "s"
    assert not str(cell.value).startswith(("=", "+", "-", "@", "\t"))
    assert read_sheets(data)["Школы"][1][1] == text


def test_days_are_read_as_excel_and_as_people_write_them():
    row = schools.Row("Школы", 2, {"a": "2022-01-31", "b": "31.12.2022", "c": "", "d": "скоро"})
    assert (row.day("a"), row.day("b"), row.day("c")) == (date(2022, 1, 31), date(2022, 12, 31), None)
    with pytest.raises(BadInput):
        row.day("d")


def test_the_returned_workbook_names_the_fault_beside_its_row():
    data = a_book(Школы=[("Муниципалитет", "Школа"), ("Район", "Первая"), ("Район", "Вторая")])
    back = schools.returned(data, [schools.Fault("Школы", 3, "Школа", "Такая уже есть.")])
    assert read_sheets(back)["Школы"] == [
        ("Что исправить", "Муниципалитет", "Школа"),
        ("", "Район", "Первая"),
        ("Школа: Такая уже есть.", "Район", "Вторая"),
    ]
    assert openpyxl.load_workbook(BytesIO(back))["Школы"]["A3"].fill.fgColor.rgb == "00FFF2CC"


def test_the_sample_has_every_sheet_and_no_fault():
    rows, faults = schools.read((ROOT / "samples" / "schools.xlsx").read_bytes(), NOTATION)
    assert faults == []
    assert {key: len(found) for key, found in rows.items()} == {
        "municipalities": 2,
        "schools": 3,
        "people": 5,
        "risks": 4,
    }
