from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import Damaged, EmptyFile
from review.parse.plain import read_text

SHARED = Path(__file__).parents[2].parent / "shared"


def rows(data: bytes) -> list[list[list[str]]]:
    tables = [block.table for block in read_text(data).blocks if block.table]
    return [[[cell.text for cell in row] for row in table.rows] for table in tables]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_russian_words_come_out_of_every_usual_encoding(encoding: str) -> None:
    text = "Концепция развития школы\r\nШкола расположена в большом селе, где живут семьи рабочих."
    blocks = read_text(text.encode(encoding)).blocks
    assert [block.text for block in blocks] == text.split("\r\n")


def test_row_to_a_line_with_repeated_header_is_one_table() -> None:
    text = "Дорожная карта\nДата\tДело\tСрок\n1\tОпрос\tмарт\n\nДата\tДело\tСрок\n2\tСбор\t\nПодпись"
    assert rows(text.encode()) == [[["Дата", "Дело", "Срок"], ["1", "Опрос", "март"], ["2", "Сбор", ""]]]
    assert [block.text for block in read_text(text.encode()).blocks] == ["Дорожная карта", "", "Подпись"]


def test_cell_to_a_line_with_cells_over_several_lines_and_a_section_row() -> None:
    text = (
        "План\n\n\t№\nп/п\n\tДело\n\tСрок\n\n\tОбучение\n\n\t1.\n\tОпрос\nродителей\n\tдо\n\n26.11.2021\n\n"
        "\t2.\n\tСбор\n\tмай\n\n\t3.\n\tИтог\n\tдекабрь\n\nДиректор"
    )
    assert rows(text.encode()) == [
        [
            ["№\nп/п", "Дело", "Срок"],
            ["Обучение"],
            ["1.", "Опрос\nродителей", "до\n26.11.2021"],
            ["2.", "Сбор", "май"],
            ["3.", "Итог", "декабрь"],
        ]
    ]
    assert read_text(text.encode()).blocks[-1].text == "Директор"


def test_crumbs_of_other_programs_are_swept_and_real_angle_brackets_stay() -> None:
    text = "А\tБ\n[bookmark: _GoBack]1.\t<p>Опрос</p> <p>Сбор</p>\n2.\tдоля < 5 % и > 3 %"
    assert rows(text.encode()) == [[["А", "Б"], ["1.", "Опрос\nСбор"], ["2.", "доля < 5 % и > 3 %"]]]


def test_lines_broken_at_a_margin_are_one_paragraph() -> None:
    text = (
        "Школа расположена в большом селе, где живут семьи рабочих и\nслужащих, а автобус ходит редко.\nВторой абзац."
    )
    assert [block.text for block in read_text(text.encode()).blocks] == [
        text.partition("\nВ")[0].replace("\n", " "),
        "Второй абзац.",
    ]


def test_bytes_that_are_no_text_and_empty_text_are_refused() -> None:
    with pytest.raises(Damaged):
        read_text(bytes(range(1, 9)) * 400)
    with pytest.raises(EmptyFile):
        read_text(b" \n\t\n")


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared seeds are not here")
@pytest.mark.parametrize(("name", "width", "height"), [("000", 4, 29), ("001", 5, 22), ("002", 6, 49), ("003", 3, 24)])
def test_road_maps_saved_as_text_have_the_rows_of_their_word_files(name: str, width: int, height: int) -> None:
    document = read_text((SHARED / "seeds" / f"seed-{name}.txt").read_bytes())
    (table,) = [block.table for block in document.blocks if block.table]
    assert (table.width, len(table.rows)) == (width, height)
