"""Goals and tasks set out in a table: a row per direction."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from review.extract.programme.aims import Aim, Reader
from review.extract.programme.roles import role_of
from review.extract.shape.tables import header_of, lower_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from review.extract.scene import Scene
    from review.extract.shape.header import Header
    from review.extract.shape.tables import Grid
    from review.model.document import Cell

_LEAST = 3  # rows and columns of a table of tasks against directions
_MARK = 3  # letters of «●», «+», «да»
_MOST = 0.8
_BARE = re.compile(r"\d+(?:[.,]\d+)?")
_SHARE = re.compile(r"(?i)(?:\w+ )?(?:дол|процент|удельн)")


def from_matrices(scene: Scene, skip: Collection[str], plans: Collection[str]) -> Iterator[Aim]:
    """Goals and tasks of every table with a column of goals, or of tasks beside a column of directions.

    A table that is a plan as well gives its goals only: its tasks are read with its rows.
    """
    for block in scene.document.blocks:
        if block.table is None or block.id in skip:
            continue
        grid = block.table.grid()
        header = header_of(scene, block.table, grid)
        if header is None:
            yield from _crossed(scene, grid)
        if header is None or not ("goal" in header.columns or {"task", "direction"} <= header.columns.keys()):
            continue
        for key in ("goal",) if block.id in plans else ("goal", "task"):
            column = header.column(key)
            if column is not None:
                yield from _column(scene, grid[header.until :], header, column, key)


def _column(scene: Scene, lines: Grid, header: Header, column: int, key: str) -> Iterator[Aim]:
    seen: set[str] = set()
    for line in lines:
        cell = line[column]
        if cell is None or not cell.text.strip() or cell.id in seen:
            continue
        seen.add(cell.id)
        reader = Reader("body", "tasks" if key == "task" else "goal")
        for part in scene.lines(scene.by_id[cell.id]):
            reader.line(part)
        beside = _values(scene, line, header, cell.text) if key == "goal" else ""
        directed = header.column("direction")
        direction = line[directed] if directed is not None else None
        context = scene.document.quote(direction.id) if direction is not None and direction.text.strip() else None
        yield from (replace(aim, beside=beside, context=context) for aim in reader.found)


def _crossed(scene: Scene, grid: Grid) -> Iterator[Aim]:
    """Tasks in the first column, directions across the top, and a mark where they meet."""
    if len(grid) < _LEAST or len(grid[0]) < _LEAST:
        return
    named = scene.vocabulary.columns.earliest(lower_of(grid[0][0]))
    marks = [lower_of(cell) for line in grid[1:] for cell in line[1:]]
    if named is None or named.key != "task" or sum(len(mark) <= _MARK for mark in marks) < _MOST * len(marks):
        return
    for line in grid[1:]:
        cell = line[0]
        if cell is None or not cell.text.strip():
            continue
        marked = next((head for head, mark in zip(grid[0][1:], line[1:], strict=True) if lower_of(mark)), None)
        context = scene.document.quote(marked.id) if marked is not None and marked.text.strip() else None
        reader = Reader("body", "tasks")
        for part in scene.lines(scene.by_id[cell.id]):
            reader.line(part)
        yield from (replace(aim, context=context) for aim in reader.found)


def _values(scene: Scene, line: Sequence[Cell | None], header: Header, cell_text: str) -> str:
    """«с 6 до 2 к 01.12.2022»: the row's values and term in the words of a goal."""
    told: dict[str, str] = {}
    unit = "%" if _SHARE.match(cell_text) else "ед."
    for col, name in enumerate(header.names):
        cell = line[col]
        term = col in header.columns.get("term", ())
        role = "term" if term else role_of(scene, name) if name else None
        if role is not None and cell is not None and any(letter.isdigit() for letter in cell.text):
            text = " ".join(cell.text.split())
            told.setdefault(role, f"{text} {unit}" if role != "term" and _BARE.fullmatch(text) else text)
    words = {"baseline": "с", "target": "до", "term": "к"}
    return " ".join(f"{word} {told[role]}" for role, word in words.items() if role in told)
