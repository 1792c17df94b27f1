"""What a page yields before the whole document is known: lines in the open and words in table cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from review.parse.pdf.grid import Grid, grids
from review.parse.pdf.lines import Line, grouped_lines
from review.parse.pdf.paragraphs import Para, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.parse.pdf.rulings import Edge
    from review.parse.pdf.words import Flags, Numbers, Places, Word, Words

FLUSH, FEW_FLUSH = 3.0, 3  # points, lines: so many must end together to show the right margin
WIDEST_MARGIN = 57.0  # points, two centimetres: the right margin where no line shows it
RECOGNISED_SLACK = 4.0  # points: boxes of recognised words fit the letters, not the lines
EMPTY_SHARE = 0.9  # a grid with more empty cells than this is squared paper or a chart
FORM = 6  # cells: a small form may be mostly empty
FREE = -1  # of words in no cell
PADDING = 5.4  # points between a cell's line and its text, Word's own default


@dataclass(slots=True)
class CellDraft:
    """One real cell with its paragraphs."""

    row: int
    col: int
    rowspan: int
    colspan: int
    page: int
    paras: list[Para] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Paragraphs on lines of their own."""
        paras = self.paras
        return paras[0].text if len(paras) == 1 else "\n".join([para.text for para in paras])

    @property
    def bold(self) -> bool:
        """Whether all words are bold."""
        for para in self.paras:  # nearly always the first line tells
            if not para.bold:
                return False
        return bool(self.paras)


@dataclass(slots=True)
class TableDraft:
    """A table, as far as one page (later: the whole document) shows it."""

    xs: tuple[float, ...]
    cells: list[CellDraft]  # row by row
    height: int  # rows
    page: int
    last_page: int
    top: float
    bottom: float
    _lowest: list[CellDraft] | None = None  # both are kept up while pages of a long table are added
    _seen: tuple[int, set[int], set[int]] = (0, set(), set())

    @property
    def lowest(self) -> list[CellDraft]:
        """The cells that reach the bottom."""
        if self._lowest is None:
            self._lowest = [cell for cell in self.cells if cell.row + cell.rowspan == self.height]
        return self._lowest

    @lowest.setter
    def lowest(self, cells: list[CellDraft]) -> None:
        self._lowest = cells

    def columns(self) -> tuple[set[int], set[int]]:
        """All columns in which cells begin, and those of them that have a cell without words."""
        count, columns, blank = self._seen
        columns = columns | {cell.col for cell in self.cells[count:]}
        blank = blank | {cell.col for cell in self.cells[count:] if not cell.paras}
        self._seen = len(self.cells), columns, blank
        return columns, blank

    def renumber(self, mapping: dict[int, int]) -> None:
        """Columns by the numbers of another grid."""
        for cell in self.cells:
            end = mapping[cell.col + cell.colspan]
            cell.col = mapping[cell.col]
            cell.colspan = end - cell.col
        self._seen = (0, set(), set())

    def row(self, number: int) -> list[CellDraft]:
        """Cells that begin in a row."""
        return list(takewhile(lambda cell: cell.row == number, dropwhile(lambda cell: cell.row < number, self.cells)))

    def rows(self) -> list[list[CellDraft]]:
        """The cells of every row."""
        rows: list[list[CellDraft]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


@dataclass(slots=True)
class PageDraft:
    """One page: its lines outside tables and its tables, from the top down."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[TableDraft]
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page whose words are still to be sorted: its number, its size, its horizontal and vertical lines."""

    number: int
    size: tuple[float, float]
    edges: tuple[Iterable[Edge], Iterable[Edge]]


def page_draft(sheet: Sheet, words: Words, *, recognised: bool = False) -> PageDraft:
    """The words of one page sorted."""
    (draft,) = page_drafts([sheet], words, [len(words)], recognised=recognised)
    return draft


def page_drafts(sheets: Sequence[Sheet], words: Words, ends: list[int], *, recognised: bool = False) -> list[PageDraft]:
    """Sort the words of pages, which end at `ends`, into their tables' cells and their open lines: all at once."""
    groups = np.repeat(-1 - np.arange(len(sheets)), np.diff([0, *ends]))  # below 0: the free words of a page
    laid: list[list[tuple[Grid, int]]] = [[] for _ in sheets]  # tables, with their first cell's number among all cells
    count = start = shift = 0
    for sheet, end, tables in zip(sheets, ends, laid, strict=True):
        for grid in grids(*sheet.edges):
            cells, torn = _places(words.box[:, start : end + shift], groups[start : end + shift] < 0, grid)
            if torn.any():
                before = len(words)
                words, groups = _cut(words, groups, grid, start + np.flatnonzero(torn))
                shift += len(words) - before
                cells, _ = _places(words.box[:, start : end + shift], groups[start : end + shift] < 0, grid)
            if _is_table(grid, cells):
                mine = groups[start : end + shift]
                mine[cells != FREE] = cells[cells != FREE] + count
                tables.append((grid, count))
                count += len(grid.places)
        start = end + shift
    lines = dict(grouped_lines(words, groups))
    slack = RECOGNISED_SLACK if recognised else 0.0
    return [
        PageDraft(
            sheet.number,
            *sheet.size,
            lines.get(-1 - place, []),
            [_table(grid, lines, first, sheet.number, slack) for grid, first in tables],
            recognised,
        )
        for place, (sheet, tables) in enumerate(zip(sheets, laid, strict=True))
    ]


def _is_table(grid: Grid, cells: Places) -> bool:
    """Whether enough of the grid is filled."""
    filled = len(set(cells.tolist()) - {FREE})
    return bool(filled) and (len(grid.places) <= FORM or filled >= (1 - EMPTY_SHARE) * len(grid.places))


def _places(box: Numbers, free: Flags, grid: Grid) -> tuple[Places, Flags]:
    """The cell of the grid each free word lies in, or FREE; and which words lie in two."""
    x0, top, x1, bottom = box
    left, upper, right, lower = grid.box
    across, down = (x0 + x1) / 2, (top + bottom) / 2
    inside = free & (left <= across) & (across <= right) & (upper <= down) & (down <= lower)
    # Inner lines only: what lies beyond the outer ones is in the outer cells.
    xs, ys = np.array(grid.xs[1:-1]), np.array(grid.ys[1:-1])
    row, slots = np.searchsorted(ys, down, side="right"), grid.table()
    first, last = (
        slots[row, np.searchsorted(xs, x0 + 1, side="right")],
        slots[row, np.searchsorted(xs, x1 - 1, side="right")],
    )
    torn = inside & (first != last)
    if torn.any():
        first = np.where(torn, slots[row, np.searchsorted(xs, across, side="right")], first)
    return np.where(inside, first, FREE), torn


def _cut(words: Words, groups: Places, grid: Grid, torn: Places) -> tuple[Words, Places]:
    """Words drawn without a blank across a cell's wall are two words."""
    slots, counts = grid.table().tolist(), np.ones(len(words), dtype=np.int64)
    cut: dict[int, tuple[Places, Numbers]] = {}
    for at in torn.tolist():
        word = words[at]
        pieces = _cut_word(word, grid, slots[bisect_right(grid.ys[1:-1], (word.top + word.bottom) / 2)])
        ends = words.spans[0, at] + np.cumsum([len(piece.text) for piece in pieces])
        starts = ends - [len(piece.text) for piece in pieces]
        cut[at] = np.stack((starts, ends)), np.array([piece[:4] for piece in pieces]).T
        counts[at] = len(pieces)
    return words.replaced(cut), groups.repeat(counts)


def _cut_word(word: Word, grid: Grid, row: list[int]) -> list[Word]:
    first, last = grid.col_at(word.x0 + 1), grid.col_at(word.x1 - 1)
    if row[first] == row[last] or len(word.text) < 2:  # noqa: PLR2004 - one letter stays whole
        return [word]
    wall = next(grid.xs[col] for col in range(first + 1, last + 1) if row[col] != row[first])
    share = (wall - word.x0) / (word.x1 - word.x0)
    at = round(share * len(word.text))
    if at <= 0 or at >= len(word.text) or min(wall - word.x0, word.x1 - wall) < 3:  # noqa: PLR2004 - letters may hang over
        return [word]
    left = word._replace(x1=wall - 0.1, text=word.text[:at])
    right = word._replace(x0=wall + 0.1, text=word.text[at:])
    return [left, *_cut_word(right, grid, row)]


def _table(grid: Grid, lines: dict[int, list[Line]], first: int, page: int, slack: float) -> TableDraft:
    cells = []
    for number, place in enumerate(grid.places, start=first):
        mine = lines.get(number)
        row, col, rowspan, colspan = place
        paras = [] if mine is None else _cell_paras(mine, grid.xs[col], grid.xs[col + colspan], page, slack)
        cells.append(CellDraft(row, col, rowspan, colspan, page, paras))
    _, top, _, bottom = grid.box
    return TableDraft(grid.xs, cells, len(grid.ys) - 1, page, page, top, bottom)


def _cell_paras(lines: list[Line], x0: float, x1: float, page: int, slack: float) -> list[Para]:
    inner = min(line.x0 for line in lines) - x0
    padding = min(max(inner, 1.0), PADDING) if inner < 3 * PADDING else PADDING
    if len(lines) == 1:
        return [Para(lines, x0 + padding, x1 - padding, page, slack=slack)]
    return paragraphs_of(lines, x0 + padding, x1 - padding, page, slack)


def margins(pages: Iterable[PageDraft]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of the running text for each page size of the document."""
    spans: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for page in pages:
        around = [(line.x0, line.x1) for line in page.lines] + [
            (table.xs[0] + PADDING, table.xs[-1] - PADDING) for table in page.tables
        ]
        spans.setdefault(size_of(page), []).extend(around)
    edges = {}
    for size, around in spans.items():
        if not around:
            continue
        left, right = min(x0 for x0, _ in around), max(x1 for _, x1 in around)
        if sum(right - x1 < FLUSH for _, x1 in around) < FEW_FLUSH:  # nothing shows where the margin is
            right = max(right, size[0] - min(median(x0 for x0, _ in around), WIDEST_MARGIN))
        edges[size] = left, right
    return edges


def size_of(page: PageDraft) -> tuple[int, int]:
    """Pages of one size share their margins."""
    return round(page.width), round(page.height)
