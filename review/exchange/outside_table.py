"""Results of an expertise from above as a workbook, out to be filled in and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import BadInput
from review.exchange.workbook import read_sheets, write_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.exchange.workbook import Cells

SHEET = "Результаты"
HEAD = ("№", "Школа", "Документ", "Зона", "Заключение")


def outside_table(rows: Sequence[Cells], codes: Sequence[str]) -> bytes:
    """A sheet with a row per document and a column per criterion."""
    return write_sheets({SHEET: [(*HEAD, *codes), *rows]})


def read_outside(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """(line, cell by header) of every row that is not empty. Raises BadInput for another workbook."""
    sheets = read_sheets(data)
    rows = sheets.get(SHEET) or next(iter(sheets.values()), [])
    if not rows or not {"Зона", "Заключение"} <= {cell.strip() for cell in rows[0]}:
        raise BadInput(
            "В таблице нет столбцов «Зона» и «Заключение».", "Скачайте бланк на этой странице и заполните его."
        )
    head = [cell.strip() for cell in rows[0]]
    found = []
    for line, cells in enumerate(rows[1:], 2):
        row = {name: text.strip().removeprefix("'") for name, text in zip(head, cells, strict=False) if name}
        if any(row.values()):
            found.append((line, row))
    return found
