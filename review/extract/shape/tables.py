"""A table's header: how many rows it takes and which column is which."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from review.extract.shape.header import Header
from review.extract.stems import words
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.extract.scene import Scene
    from review.model.document import Cell, Table

Grid = list[list["Cell | None"]]

_HEADER_ROWS = 4  # rows a header is looked for in
_LABEL_WORDS = 14
_OWN = 0.5  # part of the words a column's name covers to be meant by them
_BREAK = re.compile(r"-\s+(?=[а-я])")
_PARTS = re.compile(r"[,;/()\n]|\bи\b")
_COUNTING = re.compile(r"\s*\d{1,2}\s*\.?\s*")


def header_of(scene: Scene, table: Table, grid: Grid) -> Header | None:
    """The header row that names most columns, if it names two. Looked for once per table."""
    first = next((cell.id for cell in table.cells()), "")
    if first not in scene.headers:
        scene.headers[first] = _header(scene, table, grid)
    return scene.headers[first]


def _header(scene: Scene, table: Table, grid: Grid) -> Header | None:
    best: tuple[int, int] | None = None
    for row in range(min(_HEADER_ROWS, len(grid))):
        named = sum(bool(_keys(scene, lower_of(cell))) for cell in _distinct(grid[row]))
        if named >= 2 and (best is None or named > best[0]):  # noqa: PLR2004 - one named column is chance
            best = (named, row)
    if best is None:
        return None
    row = best[1]
    until = _depth(grid, row)
    names = tuple(_joined(grid, row, until, col) for col in range(table.width))
    columns: dict[str, list[int]] = {}
    for col, name in enumerate(names):
        for key in _keys(scene, name):
            columns.setdefault(key, []).append(col)
    while until < len(grid) and _is_counting(grid[until]):
        until += 1
    return Header(row, until, columns, names, tuple(_distinct(grid[row])))


def lower_of(cell: Cell | None) -> str:
    """A cell's words for matching: one line, split words joined."""
    return "" if cell is None else _lower(cell.text)


@lru_cache(maxsize=8192)
def _lower(words_of_cell: str) -> str:
    if not words_of_cell.strip():
        return ""
    text = normal(words_of_cell, lines=True).lower
    return _BREAK.sub("", text) if "-" in text else text


def repeats(header: Header, row: Sequence[Cell | None]) -> bool:
    """The header printed again at a page's top."""
    texts = [lower_of(cell).replace("\n", " ") for cell in row]
    same = sum(bool(text) and text == name.replace("\n", " ") for text, name in zip(texts, header.names, strict=False))
    filled = sum(bool(text) for text in texts)
    return filled > 1 and same >= filled - (filled > 3)  # noqa: PLR2004 - one cell of a wide header may be torn


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    return list({cell.id: cell for cell in row if cell is not None}.values())


def _keys(scene: Scene, name: str) -> list[str]:
    """The key a header cell begins with, and keys of further parts: «Ответственные, участники»."""
    if not name or len(words(name)) > _LABEL_WORDS:
        return []
    parts = _PARTS.split(name)
    first = scene.vocabulary.columns.earliest(parts[0])
    if first is None or first.share <= _OWN:  # the first part alone names nothing: «Ф. И. О., должность ответственного»
        first = scene.vocabulary.columns.earliest(name)
    keys = [first.key] if first is not None and first.first <= 3 else []  # noqa: PLR2004 - «Перечень планируемых мер»
    for part in parts[1:]:
        more = scene.vocabulary.columns.earliest(part)
        if keys and more is not None and more.first == 0 and more.share > _OWN and more.key not in keys:
            keys.append(more.key)
    return keys


def _depth(grid: Grid, row: int) -> int:
    """Where the header ends: merged header cells cover sub-headers below."""
    until = row + 1
    cells = [cell for cell in grid[row] if cell is not None]
    deep = max((cell.row + cell.rowspan for cell in cells), default=until)
    wide = any(cell.colspan > 1 and lower_of(cell) for cell in cells) and deep > until
    return min(deep, row + 3, len(grid)) if wide else until


def _joined(grid: Grid, row: int, until: int, col: int) -> str:
    seen: dict[str, str] = {}
    for line in grid[row:until]:
        cell = line[col]
        if cell is not None:
            seen[cell.id] = lower_of(cell)
    return "\n".join(text for text in seen.values() if text)


def _is_counting(row: Sequence[Cell | None]) -> bool:
    """«1 | 2 | 3 | 4» under the header."""
    texts = [lower_of(cell) for cell in row]
    return len(texts) > 1 and all(_COUNTING.fullmatch(text) for text in texts) and texts[0].strip(" .") == "1"
