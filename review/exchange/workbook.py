"""Workbooks as rows of texts, and back, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from review.errors import BadInput, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 20_000
MOST_INFLATED = 200 << 20
WIDTH = 28
Cells = tuple[str, ...]


def plain(text: str) -> str:
    """The text as a cell that stays a text: a spreadsheet shows it and computes nothing."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def read_sheets(data: bytes) -> dict[str, list[Cells]]:
    """Every sheet's rows as texts, blank rows at the end left out. Raises BadInput, TooLarge."""
    _demand_sane(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise BadInput("Файл не открывается как таблица Excel.", "Сохраните таблицу в формате XLSX.") from error


def _demand_sane(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            inflated = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise BadInput("Это не таблица Excel.", "Сохраните таблицу в формате XLSX.") from error
    if inflated > MOST_INFLATED:
        raise TooLarge("Таблица слишком велика.", "Разделите её на несколько файлов.")


def _rows(sheet: Any) -> list[Cells]:  # noqa: ANN401 - openpyxl's read-only sheet
    rows: list[Cells] = []
    for row in sheet.iter_rows(values_only=True):
        rows.append(tuple(_text(value) for value in row))
        if len(rows) > MOST_ROWS:
            raise TooLarge(f"На листе «{sheet.title}» больше {MOST_ROWS} строк.", "Разделите таблицу на части.")
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def write_sheets(
    sheets: Mapping[str, Sequence[Cells]], *, marked: Mapping[tuple[str, int], str] | None = None
) -> bytes:
    """A workbook of these rows, the first of each sheet as its header. `marked` rows are coloured."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        for number, cells in _numbered(rows):
            colour = PatternFill("solid", fgColor="FFF2CC") if (title, number) in (marked or {}) else None
            for column, text in enumerate(cells, 1):
                cell = sheet.cell(number, column)
                cell.value = plain(text)
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = Font(bold=True)
                if colour is not None:
                    cell.fill = colour
        sheet.freeze_panes = "A2"
        for column in range(1, max((len(cells) for cells in rows), default=0) + 1):
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = WIDTH
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _numbered(rows: Sequence[Cells]) -> Iterator[tuple[int, Cells]]:
    return enumerate(rows, 1)
