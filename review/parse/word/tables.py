"""Word tables as real cells: a merged cell once, with its spans; whatever wraps rows and cells is looked through."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from review.errors import ArchiveBomb
from review.parse.word import names as n
from review.parse.word.package import ASK_ANOTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from review.settings import Limits

    Path = tuple[int, ...]
    Fill = Callable[[Iterable[_Element], "RawCell", int], None]

_WRAPPERS = frozenset({n.SDT, n.CUSTOM_XML, n.INS, n.MOVE_TO, n.SDT_CONTENT, n.w("smartTag")})
_GRID_PLACES_PER_CELL = 20  # a grid this many times larger than the cells allowed is a lie


@dataclass(slots=True)
class RawCell:
    """A cell while its table is still being walked."""

    row: int
    col: int
    span: int
    path: Path
    rowspan: int = 1
    text: str = ""
    bold: bool = False
    number: str | None = None
    page: int = 1
    notes: Sequence[tuple[str, str]] = ()
    begun: bool = False  # its first paragraph was met

    def add(self, text: str, *, bold: bool) -> None:
        """One more paragraph; the cell is bold while all its words are."""
        if not text or text.isspace():
            return
        if self.text:
            self.text += "\n" + text
            self.bold = self.bold and bold
        else:
            self.text, self.bold = text, bold


@dataclass(slots=True)
class RawTable:
    """A table as walked: rows of real cells."""

    rows: list[list[RawCell]]
    width: int


class Tables:
    """Reads the tables of one document and counts their cells against the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cells = 0

    def walk(self, table: _Element, path: Path, depth: int, fill: Fill) -> RawTable:
        """The cells of a w:tbl, given their words by `fill`. `depth` counts the tables around it, itself included."""
        if depth > self._limits.table_depth:
            raise ArchiveBomb("Таблицы вложены друг в друга недопустимо глубоко.", ASK_ANOTHER)
        columns = next((len(grid) for grid in table.iterchildren(n.TBL_GRID)), 0)
        rows: list[list[RawCell]] = []
        open_cells: dict[int, RawCell] = {}
        width = 0
        for row_path, row in _wrapped(table, path, n.TR):
            walked = self._row(row, row_path, len(rows), open_cells, columns, depth, fill)
            if walked is None:
                continue
            cells, end = walked
            rows.append(cells)
            width = max(width, end)
            if width > self._limits.grid_columns or len(rows) * width > (
                self._limits.table_cells * _GRID_PLACES_PER_CELL
            ):
                raise ArchiveBomb("В таблице недопустимо много столбцов.", ASK_ANOTHER)
        return RawTable(rows, width)

    def _row(
        self,
        row: _Element,
        path: Path,
        index: int,
        open_cells: dict[int, RawCell],
        columns: int,
        depth: int,
        fill: Fill,
    ) -> tuple[list[RawCell], int] | None:
        """The cells that begin in a row, and the grid column it ends at; None for a deleted row."""
        start = _start(row)
        if start is None:
            return None
        col = start
        cells: list[RawCell] = []
        for cell_path, element in _wrapped(row, path, n.TC):
            span, merge, aside = 1, None, False
            children: Iterator[_Element] = iter(element)
            first = next(children, None)  # the properties, where there are any
            if first is not None and first.tag == n.TC_PR:
                span, merge, aside = self._properties(first, columns)
            elif first is not None:
                children = chain((first,), children)
            if aside and cells:  # the older way to merge cells of one row
                cells[-1].span += span
            elif merge == "continue" and col in open_cells:
                self._count()
                open_cells[col].rowspan += 1
            else:
                self._count()
                cell = RawCell(index, col, span, cell_path)
                fill(children, cell, depth)
                cells.append(cell)
                if merge == "restart":
                    open_cells[col] = cell
                elif open_cells:
                    open_cells.pop(col, None)
            col += span
        return cells, col

    def _count(self) -> None:
        self._cells += 1
        if self._cells > self._limits.table_cells:
            raise ArchiveBomb("В документе недопустимо много ячеек таблиц.", ASK_ANOTHER)

    def _properties(self, properties: _Element, columns: int) -> tuple[int, str | None, bool]:
        """(columns a cell covers, part in a vertical merge, continues the cell to its left)."""
        span, merge, aside = 1, None, False
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


def _start(row: _Element) -> int | None:
    """Grid columns left out before the first cell; None when the row was deleted."""
    col = 0
    for properties in row.iterchildren(n.TR_PR):
        for prop in properties:
            if prop.tag == n.GRID_BEFORE:
                col = max(0, n.whole(prop.get(n.VAL), 0))
            elif prop.tag == n.DEL:
                return None
    return col


def _wrapped(element: _Element, path: Path, wanted: str) -> Iterator[tuple[Path, _Element]]:
    """(path, element) of the wanted children, looking through content controls and the like."""
    for index, child in enumerate(element):
        tag = child.tag
        if tag == wanted:
            yield (*path, index), child
        elif tag in _WRAPPERS:
            yield from _wrapped(child, (*path, index), wanted)
