"""What a page break tore apart: paragraphs, tables, and rows of tables. Words are never lost, only joined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.parse.pdf.drafts import CellDraft, TableDraft
from review.parse.pdf.paragraphs import CLOSED, Para, continues
from review.parse.pdf.words import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Sequence

GRID = 2.0  # points two grids may differ and still be one table
UNFINISHED = re.compile(r"(?:[,(«–—-]|\b(?:и|в|с|на|по|для|от|о|за|к|у|из|до|при|не|№))$", re.IGNORECASE)
ORDINAL = re.compile(r"[\d.]+[.)]?$")

Item = Para | TableDraft


def joined(items: Sequence[Item]) -> list[Item]:
    """The items of all pages with those joined that a page break parted."""
    result: list[Item] = []
    for item in items:
        last = result[-1] if result else None
        if isinstance(last, TableDraft) and isinstance(item, TableDraft) and item.page == last.last_page + 1:
            mapping = _same_grid(last, item)
            if mapping is not None:
                _append_table(last, item, mapping)
                continue
        elif (
            isinstance(last, Para)
            and isinstance(item, Para)
            and item.page == last.last_page + 1
            and _reads_on(last, item)
        ):
            last.lines += item.lines
            last.last_page = item.last_page
            continue
        result.append(item)
    return result


def _reads_on(last: Para, item: Para) -> bool:
    if last.text.endswith(HYPHEN):
        return True
    begins_small = item.lines[0].head[0].islower()
    if last.lines[-1].tail.endswith(CLOSED) and not begins_small:
        return False
    return continues(last, item.lines[0])


def _same_grid(upper: TableDraft, lower: TableDraft) -> dict[int, int] | None:
    """Column lines of the part with fewer of them, in the numbers of the other; None for two different tables."""
    many, few = (upper, lower) if len(upper.xs) >= len(lower.xs) else (lower, upper)
    mapping = {}
    for index, x in enumerate(few.xs):
        near = min(range(len(many.xs)), key=lambda i: abs(many.xs[i] - x))
        if abs(many.xs[near] - x) > GRID:
            return None
        mapping[index] = near
    if mapping[0] != 0 or mapping[len(few.xs) - 1] != len(many.xs) - 1:
        return None
    return mapping


def _append_table(upper: TableDraft, lower: TableDraft, mapping: dict[int, int]) -> None:
    narrow = upper if len(upper.xs) < len(lower.xs) else lower
    if len(upper.xs) != len(lower.xs):
        narrow.renumber(mapping)
        upper.xs = max(upper.xs, lower.xs, key=len)
    _drop_repeated_header(upper, lower)
    if lower.height:
        pairs = _pairs(upper, lower)
        is_torn = pairs is not None and _is_torn(pairs, _filled_columns(upper, lower, pairs))
        offset = upper.height - (1 if is_torn else 0)
        gone: dict[int, CellDraft] = {}
        lowest = lower.lowest
        for above, below in pairs or ():
            if is_torn or _is_one_cell(above, below):
                above.rowspan += below.rowspan - (1 if is_torn else 0)
                _read_on(above, below)
                gone[id(below)] = above
        for cell in lower.cells:
            if id(cell) not in gone:
                cell.row += offset
                upper.cells.append(cell)
        upper.height = offset + lower.height
        upper.lowest = [gone.get(id(cell), cell) for cell in lowest]
    upper.last_page = lower.last_page
    upper.bottom = lower.bottom


def _drop_repeated_header(upper: TableDraft, lower: TableDraft) -> None:
    """Leading rows of the new page that repeat the table's own first rows."""
    rows = 0
    while rows < min(lower.height, upper.height, 4):
        mine = [(cell.col, cell.text) for cell in upper.row(rows)]
        theirs = [(cell.col, cell.text) for cell in lower.row(rows)]
        if mine != theirs or not any(text for _, text in mine):
            break
        rows += 1
    reach = max((cell.row + cell.rowspan for cell in lower.cells if cell.row < rows), default=0)
    if not rows or reach > rows:
        return
    lower.cells = [cell for cell in lower.cells if cell.row >= rows]
    for cell in lower.cells:
        cell.row -= rows
    lower.height -= rows


def _pairs(upper: TableDraft, lower: TableDraft) -> list[tuple[CellDraft, CellDraft]] | None:
    """Cells that meet at the break, or None when their columns do not agree."""
    above = {cell.col: cell for cell in upper.lowest}
    below = {cell.col: cell for cell in lower.row(0)}
    if above.keys() != below.keys() or any(above[col].colspan != below[col].colspan for col in above):
        return None
    return [(above[col], below[col]) for col in sorted(above)]


def _filled_columns(upper: TableDraft, lower: TableDraft, pairs: list[tuple[CellDraft, CellDraft]]) -> set[int]:
    """Columns that have words in every row but the one after the break; asked for when that has cells without."""
    if all(below.paras for _, below in pairs):
        return set()
    if upper.height + lower.height - 1 <= 2:  # noqa: PLR2004 - fewer rows show no habit
        return set()
    columns, blank = upper.columns()
    rest = [cell for cell in lower.cells if cell.row > 0]
    return columns.union(cell.col for cell in rest) - blank.union(cell.col for cell in rest if not cell.paras)


def _is_torn(pairs: list[tuple[CellDraft, CellDraft]], filled: set[int]) -> bool:
    """Whether the first row of the new page is the rest of the last row of the old one."""
    score, blanks = 0.0, 0
    for index, (above, below) in enumerate(pairs):
        merged = above.rowspan > 1 or below.rowspan > 1
        if not below.paras:
            if above.paras and not merged:
                blanks += 1
                score += (2.5 if index == 0 else 1) if above.col in filled else 0.25
        elif not above.paras:
            return False  # a torn row is filled from its top
        elif index == 0 and ORDINAL.match(below.text):
            return False  # a number of its own: a new row
        else:
            score += _continuation(above, below)
    return score > (0 if blanks else len(pairs) / 2)


def _continuation(above: CellDraft, below: CellDraft) -> float:
    """How far the words below read as the rest of the words above: from -1 to 2."""
    last, first = above.paras[-1], below.paras[0]
    tail, head = last.lines[-1].tail, first.lines[0].head
    if tail.endswith(HYPHEN):
        return 2
    flows = continues(last, first.lines[0])
    if head[0].islower() and not tail.endswith(CLOSED):
        return 2 if flows else 0.5
    if not flows:
        return -1
    return 1 if UNFINISHED.search(tail) else 0


def _is_one_cell(above: CellDraft, below: CellDraft) -> bool:
    """A merged cell cut by the page: its second half is empty, or reads on."""
    if above.rowspan == 1 and below.rowspan == 1:
        return False
    if not below.paras:
        return bool(above.paras)
    return bool(above.paras) and _continuation(above, below) > 1


def _read_on(above: CellDraft, below: CellDraft) -> None:
    rest = below.paras
    if above.paras and rest and (above.paras[-1].text.endswith(HYPHEN) or continues(above.paras[-1], rest[0].lines[0])):
        above.paras[-1].lines += rest[0].lines
        rest = rest[1:]
    above.paras += rest
