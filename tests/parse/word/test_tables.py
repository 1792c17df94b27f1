"""Real cells: a merged one once, nested tables inside, whatever wraps rows and cells looked through."""

from __future__ import annotations

import pytest

from review.errors import ArchiveBomb
from review.model.document import Document, Table
from tests.parse.word.docx_parts import levels, numbered, numbering, p, r, read, tbl, tc, tr

SPAN = '<w:gridSpan w:val="{}"/>'
BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def only_table(document: Document) -> Table:
    (block,) = document.blocks
    assert block.table is not None
    return block.table


def cells(document: Document) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.col, cell.rowspan, cell.colspan) for cell in only_table(document).cells()]


def test_merged_cells_stand_once_with_their_spans() -> None:
    document = read(
        tbl(
            tr(tc("шапка", properties=SPAN.format(3))),
            tr(tc("задача", properties=BEGIN), "мера 1", "срок 1"),
            tr(tc("", properties=GO_ON), "мера 2", "срок 2"),
            tr("итог", tc("всего", properties=SPAN.format(2))),
            columns=3,
        )
    )
    assert cells(document) == [
        ("шапка", 0, 0, 1, 3),
        ("задача", 1, 0, 2, 1),
        ("мера 1", 1, 1, 1, 1),
        ("срок 1", 1, 2, 1, 1),
        ("мера 2", 2, 1, 1, 1),
        ("срок 2", 2, 2, 1, 1),
        ("итог", 3, 0, 1, 1),
        ("всего", 3, 1, 1, 2),
    ]
    assert only_table(document).grid()[2][0] is only_table(document).grid()[1][0]


def test_rows_begun_later_and_cells_merged_the_old_way_keep_their_columns() -> None:
    document = read(
        tbl(
            tr("а", "б", "в"),
            tr("г", "д", properties='<w:gridBefore w:val="1"/>'),
            tr(tc("е", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>"), "ж"),
            columns=3,
        )
    )
    assert cells(document)[3:] == [("г", 1, 1, 1, 1), ("д", 1, 2, 1, 1), ("е", 2, 0, 1, 2), ("ж", 2, 2, 1, 1)]


def test_a_continued_cell_without_a_beginning_is_a_cell() -> None:
    assert cells(read(tbl(tr(tc("сирота", properties=GO_ON), "рядом")))) == [
        ("сирота", 0, 0, 1, 1),
        ("рядом", 0, 1, 1, 1),
    ]


def test_content_controls_around_table_row_and_cell_are_looked_through() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    document = read(
        control(tbl(control(tr("строка", "x")), tr(control(tc("ячейка")), "y"), tr(tc(control(p("абзац"))), "z")))
    )
    assert [text for text, *_ in cells(document)] == ["строка", "x", "ячейка", "y", "абзац", "z"]


def test_a_nested_table_is_text_of_its_cell() -> None:
    inner = tbl(tr("1", "2"), tr("3", "4"))
    document = read(tbl(tr(tc(p("перед"), inner, p("после")), "рядом")))
    assert [text for text, *_ in cells(document)] == ["перед\n1\t2\n3\t4\nпосле", "рядом"]


def test_deleted_rows_are_out_and_inserted_ones_in() -> None:
    document = read(
        tbl(tr("есть"), tr("удалена", properties='<w:del w:id="1"/>'), tr("вставлена", properties='<w:ins w:id="2"/>'))
    )
    assert [text for text, *_ in cells(document)] == ["есть", "вставлена"]


def test_a_column_word_counts_itself_keeps_its_numbers() -> None:
    lists = numbering(
        f'<w:abstractNum w:abstractNumId="0">{levels(("decimal", "%1."))}</w:abstractNum>',
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    document = read(tbl(tr(tc(numbered("")), "мера"), tr(tc(numbered("")), "другая")), numbering=lists)
    assert [(cell.number, cell.text) for cell in only_table(document).cells()] == [
        ("1.", ""),
        (None, "мера"),
        ("2.", ""),
        (None, "другая"),
    ]


def test_a_cell_is_bold_when_all_its_words_are() -> None:
    bold = "<w:b/>"
    document = read(tbl(tr(tc(p(r("да", bold)), p(r("да", bold))), tc(p(r("да", bold)), p("нет")), tc(p("нет")))))
    assert [cell.bold for cell in only_table(document).cells()] == [True, False, False]


def test_a_lie_about_columns_costs_nothing() -> None:
    document = read(tbl(tr(tc("ложь", properties=SPAN.format(20_000_000)))))
    assert cells(document) == [("ложь", 0, 0, 1, 2)]


def test_tables_nested_too_deep_are_refused() -> None:
    nested = p("дно")
    for _ in range(21):
        nested = tbl(tr(tc(nested)))
    with pytest.raises(ArchiveBomb):
        read(nested)


def test_a_table_without_words_is_no_block() -> None:
    assert [block.text for block in read(p("текст"), tbl(tr("", ""))).blocks] == ["текст"]


def test_the_way_back_leads_to_each_cell() -> None:
    document = read(p("перед"), tbl(tr("а", "б"), tr("в", "г")))
    table = document.blocks[1].table
    assert table is not None
    assert [cell.source.path for cell in table.cells() if cell.source] == [
        (0, 1, 2, 1),
        (0, 1, 2, 2),
        (0, 1, 3, 1),
        (0, 1, 3, 2),
    ]
