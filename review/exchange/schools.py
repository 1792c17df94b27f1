"""The workbook of a territory: municipalities, schools, people, risks. Read into rows, returned with faults beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from review.errors import BadInput
from review.exchange.columns import Notation, Sheet, folded
from review.exchange.workbook import Cells, read_sheets, write_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADER_WITHIN = 10  # rows a heading of the whole table may take
FAULTS = "Что исправить"
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its sheet and number as Excel shows them, its cells by column key."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def text(self, key: str) -> str:
        """The cell, blanks tidied; "" where the column is absent."""
        return " ".join(self.cells.get(key, "").split())

    def day(self, key: str) -> date | None:
        """The cell as a date. Raises BadInput."""
        text = self.text(key)
        for form in DAY_FORMATS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
        if text:
            raise BadInput(f"«{text}» — не дата.", "Напишите день в виде 01.09.2022.")
        return None


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was not taken, and why. `sheet` and `row` as Excel shows them."""

    sheet: str
    row: int
    column: str
    message: str


def read(data: bytes, notation: Notation) -> tuple[dict[str, list[Row]], list[Fault]]:
    """Rows by sheet key, and what is wrong with headers and required cells. Raises BadInput for a foreign workbook."""
    found: dict[str, list[Row]] = {sheet.key: [] for sheet in notation.sheets}
    faults: list[Fault] = []
    known = 0
    for title, rows in read_sheets(data).items():
        sheet = next((s for s in notation.sheets if folded(title) in s.names), None)
        header = _header(rows, sheet) if sheet is not None else None
        if sheet is None or header is None:
            continue
        known += 1
        place, columns = header
        missing = [c.title for c in sheet.columns if c.required and c.key not in columns]
        faults += [Fault(title, place + 1, name, "На листе нет этого столбца.") for name in missing]
        if not missing:
            taken, wrong = _take(title, rows, place, columns, sheet)
            found[sheet.key] += taken
            faults += wrong
    if not known:
        names = ", ".join(f"«{sheet.title}»" for sheet in notation.sheets)
        raise BadInput(f"В таблице нет ни одного из листов: {names}.", "Возьмите образец таблицы и заполните его.")
    return found, faults


def _header(rows: Sequence[Cells], sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row with the most known titles, and the place of each column."""
    best: tuple[int, dict[str, int]] | None = None
    for number, cells in enumerate(rows[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            known = next((c.key for c in sheet.columns if folded(cell) in c.names and c.key not in columns), None)
            if known is not None:
                columns[known] = place
        if len(columns) > (len(best[1]) if best else 0):
            best = number, columns
    return best


def _take(
    title: str, rows: Sequence[Cells], place: int, columns: Mapping[str, int], sheet: Sheet
) -> tuple[list[Row], list[Fault]]:
    taken, faults = [], []
    for number, cells in enumerate(rows[place + 1 :], place + 2):
        values = {key: cells[at] if at < len(cells) else "" for key, at in columns.items()}
        if not any(values.values()):
            continue
        blank = [column.title for column in sheet.columns if column.required and not values[column.key].strip()]
        if blank:
            faults.append(Fault(title, number, blank[0], "Ячейка не заполнена."))
        else:
            taken.append(Row(title, number, values))
    return taken, faults


def returned(data: bytes, faults: Sequence[Fault]) -> bytes:
    """The sent workbook with a first column that says what to mend in each faulty row."""
    marked: dict[tuple[str, int], str] = {}
    for fault in faults:
        words = f"{fault.column}: {fault.message}" if fault.column else fault.message
        where = (fault.sheet, fault.row)
        marked[where] = f"{marked[where]} {words}" if where in marked else words
    sheets = {
        title: [
            (marked.get((title, number), FAULTS if number == 1 else ""), *cells) for number, cells in enumerate(rows, 1)
        ]
        for title, rows in read_sheets(data).items()
    }
    return write_sheets(sheets, marked=marked)


def write(rows: Mapping[str, Sequence[Mapping[str, str]]], notation: Notation) -> bytes:
    """A workbook with the right sheets and headers and these rows, by sheet and column key."""
    sheets: dict[str, list[Cells]] = {}
    for sheet in notation.sheets:
        header = tuple(column.title for column in sheet.columns)
        body = [tuple(row.get(column.key, "") for column in sheet.columns) for row in rows.get(sheet.key, ())]
        sheets[sheet.title] = [header, *body]
    return write_sheets(sheets)
