"""Tables in plain text, saved in two ways: a row to a line with tabs between, or a cell to a line after a tab."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDINAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?$")
CELL_START = re.compile(r" ?\t(?!.*\t)")
FEWEST_CELLS = 4  # lines beginning with a tab before they are taken for a table's cells
WRAPPED = 100  # characters: the longest line of a text broken by a typewriter's margin
FULL = 0.8  # of that margin


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cell texts; a row of one cell goes across the whole table."""

    rows: tuple[tuple[str, ...], ...]
    width: int


def items_of(lines: Sequence[str]) -> list[str | RawTable]:
    """Paragraphs and tables in their order."""
    items: list[str | RawTable] = []
    margin = max(map(len, lines), default=0)
    start = 0
    while start < len(lines):
        for reader in (_rows_of_tabs, _cells_of_tabs):
            table, end = reader(lines, start)
            if table is not None:
                items.append(table)
                start = end
                break
        else:
            start = _paragraph(lines, start, margin, items)
    return items


def _paragraph(lines: Sequence[str], start: int, margin: int, items: list[str | RawTable]) -> int:
    """One line, or several when the whole text is broken at a margin; gives the line after."""
    parts = [lines[start].strip()]
    end = start + 1
    while (
        margin <= WRAPPED and end < len(lines) and lines[end].strip() and _goes_on(lines[end - 1], lines[end], margin)
    ):
        parts.append(lines[end].strip())
        end += 1
    if text := " ".join(part for part in parts if part):
        items.append(text)
    return end


def _goes_on(line: str, following: str, margin: int) -> bool:
    return len(line) >= FULL * margin and following == following.lstrip() and following[0].islower()


def _rows_of_tabs(lines: Sequence[str], start: int) -> tuple[RawTable | None, int]:
    """A row to a line. Blank lines between rows and repeated header rows come from page breaks."""
    width = lines[start].count("\t") + 1
    if width == 1 or CELL_START.match(lines[start]) or not lines[start].split("\t")[0].strip():
        return None, start
    rows: list[tuple[str, ...]] = []
    end = index = start
    while index < len(lines):
        line = lines[index]
        if line.strip():
            if "\t" not in line or line.count("\t") + 1 > width:
                break
            row = tuple(cell.strip() for cell in line.split("\t"))
            row += ("",) * (width - len(row))
            if not rows or row != rows[0]:
                rows.append(row)
            end = index + 1
        index += 1
    return (RawTable(tuple(rows), width), end) if len(rows) > 1 else (None, start)


def _cells_of_tabs(lines: Sequence[str], start: int) -> tuple[RawTable | None, int]:
    """A cell to a line that begins with a tab; lines without one carry the cell on."""
    if not CELL_START.match(lines[start]) or sum(bool(CELL_START.match(line)) for line in lines[start:]) < FEWEST_CELLS:
        return None, start
    last = max(index for index in range(start, len(lines)) if CELL_START.match(lines[index]))
    end = next((index for index in range(last, len(lines)) if not lines[index].strip()), len(lines))
    cells: list[list[str]] = []
    after_blank: list[bool] = []
    for index in range(start, end):
        if CELL_START.match(lines[index]):
            cells.append([lines[index].strip()])
            after_blank.append(index > start and not lines[index - 1].strip())
        elif lines[index].strip():
            cells[-1].append(lines[index].strip())
    texts = ["\n".join(filter(None, cell)) for cell in cells]
    rows = _rows(texts, after_blank)
    width = max(len(row) for row in rows)
    padded = tuple(row if len(row) == 1 else row + ("",) * (width - len(row)) for row in rows)
    return RawTable(padded, width), end


def _rows(texts: list[str], after_blank: list[bool]) -> list[tuple[str, ...]]:
    """Cells by rows: numbers in the first column tell where rows begin, else the header's width does."""
    header = next((index for index in range(1, len(texts)) if after_blank[index]), len(texts))
    starts = [i for i in range(header, len(texts)) if after_blank[i] and ORDINAL.match(texts[i])]
    rows = [tuple(texts[:header])]
    if len(starts) < 3:  # noqa: PLR2004 - two numbers are no column yet
        rows += [tuple(texts[i : i + header]) for i in range(header, len(texts), header)]
        return rows
    between = [end - begin for begin, end in pairwise(starts)]
    width = max(header, Counter(between).most_common(1)[0][0])
    bounds = [*starts, len(texts)]
    rows += [(text,) for text in texts[header : starts[0]]]
    for begin, end in pairwise(bounds):
        rows.append(tuple(texts[begin : min(end, begin + width)]))
        rows += [(text,) for text in texts[begin + width : end]]
    return rows
