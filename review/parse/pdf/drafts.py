"""What a page yields before the whole document is known: lines in the open and words in table cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from review.parse.pdf.grid import Grid, grids
from review.parse.pdf.lines import Line, lines_of
from review.parse.pdf.paragraphs import Para, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.parse.pdf.rulings import Edge
    from review.parse.pdf.words import Word

FLUSH, FEW_FLUSH = 3.0, 3  # points, lines: so many must end together to show the right margin
WIDEST_MARGIN = 57.0  # points, two centimetres: the right margin where no line shows it
RECOGNISED_SLACK = 4.0  # points: boxes of recognised words fit the letters, not the lines
EMPTY_SHARE = 0.9  # a grid with more empty cells than this is squared paper or a chart
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
        return bool(self.paras) and all(para.bold for para in self.paras)


@dataclass(slots=True)
class TableDraft:
    """A table, as far as one page (later: the whole document) shows it."""

    xs: tuple[float, ...]
    cells: list[CellDraft]
    height: int  # rows
    page: int
    last_page: int
    top: float
    bottom: float

    def row(self, number: int) -> list[CellDraft]:
        """Cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]

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


def page_draft(
    number: int,
    size: tuple[float, float],
    words: Sequence[Word],
    edges: tuple[Iterable[Edge], Iterable[Edge]],
    *,
    recognised: bool = False,
) -> PageDraft:
    """Sort the words of a page into its tables' cells and its open lines."""
    free: Sequence[Word] = words
    tables = []
    for grid in grids(*edges):
        inside, outside = _parted(free, grid)
        table = _table(grid, inside, number, RECOGNISED_SLACK if recognised else 0.0)
        if table is not None:
            tables.append(table)
            free = outside
    return PageDraft(number, *size, lines_of(free), tables, recognised)


def _parted(words: Sequence[Word], grid: Grid) -> tuple[list[Word], list[Word]]:
    x0, top, x1, bottom = grid.box
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        left, upper, right, lower = word[:4]
        is_in = x0 <= (left + right) / 2 <= x1 and top <= (upper + lower) / 2 <= bottom
        (inside if is_in else outside).append(word)
    return inside, outside


def _table(grid: Grid, words: Sequence[Word], page: int, slack: float) -> TableDraft | None:
    held = _held(grid, words)
    filled = sum(map(bool, held))
    if not filled or (len(held) > 6 and filled < (1 - EMPTY_SHARE) * len(held)):  # noqa: PLR2004 - a small form may be mostly empty
        return None
    cells = [
        CellDraft(
            place.row,
            place.col,
            place.rowspan,
            place.colspan,
            page,
            _cell_paras(cell_words, grid.xs[place.col], grid.xs[place.col + place.colspan], page, slack),
        )
        for place, cell_words in zip(grid.places, held, strict=True)
    ]
    _, top, _, bottom = grid.box
    return TableDraft(grid.xs, cells, len(grid.ys) - 1, page, page, top, bottom)


def _held(grid: Grid, words: Sequence[Word]) -> list[list[Word]]:
    """The words of each place. Nearly every word lies within one column."""
    slots = grid.slots()
    held: list[list[Word]] = [[] for _ in grid.places]
    xs, ys = grid.xs[1:-1], grid.ys[1:-1]  # inner lines only: what lies beyond the outer ones is in the outer cells
    for word in words:
        x0, top, x1, bottom = word[:4]
        row = slots[bisect_right(ys, (top + bottom) / 2)]
        first, last = bisect_right(xs, x0 + 1), bisect_right(xs, x1 - 1)
        if first == last or row[first] == row[last]:
            held[row[first]].append(word)
            continue
        for piece in _cut(word, grid, row):
            held[row[grid.col_at((piece.x0 + piece.x1) / 2)]].append(piece)
    return held


def _cut(word: Word, grid: Grid, row: list[int]) -> list[Word]:
    """A word drawn without a blank across a cell's wall is two words."""
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
    return [left, *_cut(right, grid, row)]


def _cell_paras(words: list[Word], x0: float, x1: float, page: int, slack: float) -> list[Para]:
    if not words:
        return []
    lines = lines_of(words)
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
