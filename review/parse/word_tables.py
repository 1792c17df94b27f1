"""Word tables as real cells: a merged cell once, with its spans; whatever wraps rows and cells is looked through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.errors import ArchiveBomb
from review.parse import word_names as n
from review.parse.word_package import ASK_ANOTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from review.settings import Limits

    Path = tuple[int, ...]
    Read = Callable[[_Element, Path, int], "Content"]

_WRAPPERS = frozenset({n.CUSTOM_XML, n.INS, n.MOVE_TO, n.SDT_CONTENT, n.w("smartTag")})
_GRID_PLACES_PER_CELL = 20  # a grid this many times larger than the cells allowed is a lie


@dataclass(slots=True)
class Content:
    """What stands in one cell."""

    text: str = ""
    bold: bool = False
    number: str | None = None
    page: int = 1
    notes: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    begun: bool = False  # its first paragraph was met

    def add(self, text: str, *, bold: bool) -> None:
        """One more paragraph; the cell is bold while all its words are."""
        if not text or text.isspace():
            return
        self.bold = bold and (self.bold or not self.lines)
        self.lines.append(text)


@dataclass(slots=True)
class RawCell:
    """A cell while its table is still being walked."""

    row: int
    col: int
    span: int
    path: Path
    content: Content
    rowspan: int = 1


@dataclass(slots=True)
class RawTable:
    """A table as walked: rows of real cells."""

    rows: list[list[RawCell]]
    width: int


class Tables:
    """Reads the tables of one document and counts their cells against the limits."""

    def __init__(self, limits: Limits, read: Read) -> None:
        self._limits = limits
        self._read = read
        self._cells = 0

    def walk(self, table: _Element, path: Path, depth: int) -> RawTable:
        """The cells of a w:tbl. `depth` counts the tables around it."""
        if depth > self._limits.table_depth:
            raise ArchiveBomb("Таблицы вложены друг в друга недопустимо глубоко.", ASK_ANOTHER)
        columns = len(grid) if (grid := table.find(n.TBL_GRID)) is not None else 0
        rows: list[list[RawCell]] = []
        open_cells: dict[int, RawCell] = {}
        width = 0
        for row_path, row in _wrapped(table, path, n.TR):
            if _is_deleted(row):
                continue
            cells, end = self._row(row, row_path, len(rows), open_cells, columns, depth)
            rows.append(cells)
            width = max(width, end)
            if width > self._limits.grid_columns or len(rows) * width > (
                self._limits.table_cells * _GRID_PLACES_PER_CELL
            ):
                raise ArchiveBomb("В таблице недопустимо много столбцов.", ASK_ANOTHER)
        return RawTable(rows, width)

    def _row(
        self, row: _Element, path: Path, index: int, open_cells: dict[int, RawCell], columns: int, depth: int
    ) -> tuple[list[RawCell], int]:
        cells: list[RawCell] = []
        col = _before(row)
        for cell_path, cell in _wrapped(row, path, n.TC):
            span, merge, aside = self._properties(cell, columns)
            if aside and cells:  # the older way to merge cells of one row
                cells[-1].span += span
                col += span
                continue
            self._count()
            above = open_cells.get(col)
            if merge == "continue" and above is not None:
                above.rowspan += 1
            else:
                raw = RawCell(index, col, span, cell_path, self._read(cell, cell_path, depth))
                cells.append(raw)
                if merge == "restart":
                    open_cells[col] = raw
                else:
                    open_cells.pop(col, None)
            col += span
        return cells, col

    def _count(self) -> None:
        self._cells += 1
        if self._cells > self._limits.table_cells:
            raise ArchiveBomb("В документе недопустимо много ячеек таблиц.", ASK_ANOTHER)

    def _properties(self, cell: _Element, columns: int) -> tuple[int, str | None, bool]:
        """(columns it covers, part in a vertical merge, continues the cell to its left)."""
        span, merge, aside = 1, None, False
        properties = cell.find(n.TC_PR)
        if properties is None:
            return span, merge, aside
        for prop in properties:
            tag = prop.tag
            if tag == n.GRID_SPAN:
                span = max(1, n.whole(prop.get(n.VAL), 1))
                if span > self._limits.grid_columns:  # nobody draws that many: the grid itself knows better
                    span = min(max(1, columns), self._limits.grid_columns)
            elif tag == n.V_MERGE:
                merge = prop.get(n.VAL) or "continue"
            elif tag == n.H_MERGE:
                aside = (prop.get(n.VAL) or "continue") == "continue"
        return span, merge, aside


def _before(row: _Element) -> int:
    """Grid columns left out before the first cell."""
    properties = row.find(n.TR_PR)
    skipped = None if properties is None else properties.find(n.GRID_BEFORE)
    return 0 if skipped is None else max(0, n.whole(skipped.get(n.VAL), 0))


def _is_deleted(row: _Element) -> bool:
    properties = row.find(n.TR_PR)
    return properties is not None and properties.find(n.DEL) is not None


def _wrapped(element: _Element, path: Path, wanted: str) -> Iterator[tuple[Path, _Element]]:
    """(path, element) of the wanted children, looking through content controls and the like."""
    for index, child in enumerate(element):
        tag = child.tag
        if tag == wanted:
            yield (*path, index), child
        elif tag == n.SDT or tag in _WRAPPERS:
            yield from _wrapped(child, (*path, index), wanted)
