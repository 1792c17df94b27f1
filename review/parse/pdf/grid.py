"""Table grids from ruling lines: edges that touch form a component, its lines a grid, missing walls merge cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from review.parse.pdf.rulings import Edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

SNAP = 3.0  # points: lines nearer than this are one line (double borders, rounding)
REACH = 3.0  # how far an edge may miss the one it should touch
WALL = 0.5  # share of a cell's side an edge must cover to divide
MAX_PAIRS = 1_000_000
MAX_GRID = 20_000


class Place(NamedTuple):
    """One real cell: where it begins and how far it reaches."""

    row: int
    col: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's lines and its real cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def table(self) -> NDArray[np.int64]:
        """Index of the place that covers each row and column."""
        height, width = len(self.ys) - 1, len(self.xs) - 1
        slots = np.arange(height * width).reshape(height, width)
        if len(self.places) != height * width:
            for index, place in enumerate(self.places):
                slots[place.row : place.row + place.rowspan, place.col : place.col + place.colspan] = index
        return slots

    def col_at(self, x: float) -> int:
        """The grid column a position falls into."""
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


def grids(horizontal: Iterable[Edge], vertical: Iterable[Edge]) -> list[Grid]:
    """All tables the lines draw, from the top of the page down. A lone box is no table."""
    rows, columns = _merged(horizontal), _merged(vertical)
    if len(rows) < 2 or len(columns) < 2 or len(rows) * len(columns) > MAX_PAIRS:  # noqa: PLR2004 - a box has two of each
        return []
    found = [_grid(*component) for component in _components(rows, columns)]
    tables = [grid for grid in found if grid is not None and len(grid.places) > 1]
    outer = [grid for grid in tables if not any(_inside(grid, other) for other in tables if other is not grid)]
    return sorted(outer, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _inside(grid: Grid, other: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    return other.holds(x0, top) and other.holds(x1, bottom) and grid.box != other.box


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on one line that touch or overlap become one."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges):
        if lines and edge.at - lines[-1][0].at <= SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    merged = []
    for line in lines:
        at = sum(edge.at for edge in line) / len(line)
        line.sort(key=lambda edge: edge.start)
        start, end = line[0].start, line[0].end
        for edge in line[1:]:
            if edge.start <= end + REACH:
                end = max(end, edge.end)
            else:
                merged.append(Edge(at, start, end))
                start, end = edge.start, edge.end
        merged.append(Edge(at, start, end))
    return merged


def _components(rows: Sequence[Edge], columns: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Horizontal and vertical edges that cross or touch, group by group."""
    parent = list(range(len(rows) + len(columns)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    apart = len(columns)  # groups of columns: once all are one, the first that touches a row tells
    for i, row in enumerate(rows):
        for j, column in enumerate(columns, start=len(rows)):
            if (
                row.start - REACH <= column.at <= row.end + REACH
                and column.start - REACH <= row.at <= column.end + REACH
            ):
                mine, other = root(i), root(j)
                if mine not in (other, i):
                    apart -= 1
                parent[mine] = other
                if apart == 1:
                    break
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(rows):
            group[0].append(rows[index])
        else:
            group[1].append(columns[index - len(rows)])
    return list(groups.values())


def _positions(values: Iterable[float]) -> list[float]:
    """Distinct positions, neighbours within the snap as one."""
    positions: list[float] = []
    for value in sorted(values):
        if not positions or value - positions[-1] > SNAP:
            positions.append(value)
    return positions


def _grid(rows: list[Edge], columns: list[Edge]) -> Grid | None:
    xs, ys = _positions(edge.at for edge in columns), _positions(edge.at for edge in rows)
    height, width = len(ys) - 1, len(xs) - 1
    if height < 1 or width < 1 or height * width > MAX_GRID:
        return None
    right = _walls(columns, xs, ys)  # right[col][row]: a wall on the right of the cell
    below = _walls(rows, ys, xs)  # below[row][col]: a wall under the cell
    places = _rectangles(_joined(height, width, right, below))
    return _squeezed(xs, ys, places)


def _walls(edges: list[Edge], lines: list[float], steps: list[float]) -> list[list[bool]]:
    """For each inner line and each step along it, whether an edge divides there."""
    walls = [[False] * (len(steps) - 1) for _ in lines[1:]]
    inner = set(range(len(steps) - 1))
    for edge in edges:
        line = bisect_right(lines, edge.at + 0.01) - 1
        if not 1 <= line < len(lines):
            continue
        first, last = bisect_left(steps, edge.start), bisect_right(steps, edge.end) - 1
        wall = walls[line - 1]
        if last > first:
            wall[first:last] = [True] * (last - first)
        for step in {first - 1, last} & inner:  # covered in part
            start, end = steps[step], steps[step + 1]
            if min(edge.end, end) - max(edge.start, start) >= WALL * (end - start):
                wall[step] = True
    return walls


def _joined(height: int, width: int, right: list[list[bool]], below: list[list[bool]]) -> list[list[tuple[int, int]]]:
    """Grid squares with no wall between them, merged cell by merged cell."""
    taken = [[False] * width for _ in range(height)]
    groups = []
    for row in range(height):
        for col in range(width):
            if taken[row][col]:
                continue
            # What opens to the left or upwards has been reached from there already.
            if (col + 1 == width or right[col][row]) and (row + 1 == height or below[row][col]):
                groups.append([(row, col)])
            else:
                groups.append(_reached(row, col, taken, right, below))
    return groups


def _reached(
    row: int, col: int, taken: list[list[bool]], right: list[list[bool]], below: list[list[bool]]
) -> list[tuple[int, int]]:
    """All squares that open to the first one, directly or through others."""
    height, width = len(taken), len(taken[0])
    found = [(row, col)]
    taken[row][col] = True
    for r, c in found:  # grows while it is walked
        around = (
            (r, c + 1, c + 1 < width and not right[c][r]),
            (r, c - 1, c > 0 and not right[c - 1][r]),
            (r + 1, c, r + 1 < height and not below[r][c]),
            (r - 1, c, r > 0 and not below[r - 1][c]),
        )
        for next_row, next_col, is_open in around:
            if is_open and not taken[next_row][next_col]:
                taken[next_row][next_col] = True
                found.append((next_row, next_col))
    return found


def _rectangles(groups: list[list[tuple[int, int]]]) -> list[Place]:
    """Merged cells as places; a group that is no rectangle is cut into its rows, so that no two overlap."""
    places = []
    for cells in groups:
        if len(cells) == 1:
            places.append(Place(*cells[0], 1, 1))
            continue
        cells.sort()
        rows = [row for row, _ in cells]
        cols = [col for _, col in cells]
        rowspan, colspan = max(rows) - min(rows) + 1, max(cols) - min(cols) + 1
        if rowspan * colspan == len(cells):
            places.append(Place(min(rows), min(cols), rowspan, colspan))
            continue
        start = 0
        for index in range(1, len(cells) + 1):
            if index == len(cells) or cells[index] != (cells[index - 1][0], cells[index - 1][1] + 1):
                places.append(Place(*cells[start], 1, index - start))
                start = index
    return sorted(places)


def _squeezed(xs: list[float], ys: list[float], places: list[Place]) -> Grid:
    """Lines at which no cell begins or ends are dropped: an underline inside a cell makes no row."""
    rows = sorted({place.row for place in places} | {place.row + place.rowspan for place in places})
    cols = sorted({place.col for place in places} | {place.col + place.colspan for place in places})
    if len(rows) == len(ys) and len(cols) == len(xs):
        return Grid(tuple(xs), tuple(ys), tuple(places))
    row_of, col_of = {old: new for new, old in enumerate(rows)}, {old: new for new, old in enumerate(cols)}
    squeezed = tuple(
        Place(
            row_of[p.row],
            col_of[p.col],
            row_of[p.row + p.rowspan] - row_of[p.row],
            col_of[p.col + p.colspan] - col_of[p.col],
        )
        for p in places
    )
    return Grid(tuple(xs[c] for c in cols), tuple(ys[r] for r in rows), squeezed)
