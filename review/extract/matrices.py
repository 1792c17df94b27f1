"""Goals and tasks set out in a table: a row per direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.extract.aims import Aim, Reader
from review.extract.tables import header_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from review.extract.scene import Scene
    from review.model.document import Cell


def from_matrices(scene: Scene, skip: Collection[str], plans: Collection[str]) -> Iterator[Aim]:
    """Goals and tasks of every table with a column of goals, or of tasks beside a column of directions.

    A table that is a plan as well gives its goals only: its tasks are read with its rows.
    """
    for block in scene.document.blocks:
        if block.table is None or block.id in skip:
            continue
        grid = block.table.grid()
        header = header_of(scene, block.table, grid)
        if header is None or not ("goal" in header.columns or {"task", "direction"} <= header.columns.keys()):
            continue
        for key in ("goal",) if block.id in plans else ("goal", "task"):
            column = header.column(key)
            if column is not None:
                yield from _column(scene, [line[column] for line in grid[header.until :]], key)


def _column(scene: Scene, cells: Sequence[Cell | None], key: str) -> Iterator[Aim]:
    seen = {cell.id: cell for cell in cells if cell is not None and cell.text.strip()}
    for cell in seen.values():
        reader = Reader("body", "tasks" if key == "task" else "goal")
        for line in scene.lines(scene.by_id[cell.id]):
            reader.line(line)
        yield from reader.found
