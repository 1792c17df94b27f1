"""Tables of measures, row by row: what, when, who, for whom, and what shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.extract.programme.indicator_tables import sets_values
from review.extract.shape.columns import completed
from review.extract.shape.tables import Grid, header_of, lower_of, repeats
from review.model.plan import Plan, PlanRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from review.extract.scene import Scene
    from review.extract.shape.header import Header
    from review.model.document import Block, Cell, Quote
    from review.model.language import DateSpan

COLUMNS = ("number", "task", "measure", "term", "indicator", "responsible", "participants", "description", "result")
_SUPPORT = ("term", "responsible", "indicator", "participants", "result")
_DITTO = re.compile(r'[\s"^/—–-]*(?://|"|\^)[\s"^/—–-]*|то же(?: самое)?\.?')
_NUMBER = re.compile(r"\s*((?:\d{1,3}\.)*\d{1,3})(?=[.)\s]|$)")
_WIDE = 3


@dataclass(frozen=True, slots=True)
class _Roles:
    """Which grid column holds what; None where the table has no such column."""

    number: int | None
    task: int | None
    measure: int | None
    terms: tuple[int, ...]
    indicator: int | None
    responsible: int | None
    participants: int | None
    extra: int | None
    direction: int | None


@dataclass(slots=True)
class _Carry:
    """What rows inherit from rows above."""

    section: str = ""
    task: Cell | None = None
    above: Sequence[Cell | None] = ()


def plans(scene: Scene, year: int, skip: Collection[str] = ()) -> tuple[Plan, ...]:
    """Every plan of the document; tables that only continue one are joined to it."""
    made: list[Plan] = []
    last: tuple[Header, _Roles, _Carry, int, int] | None = None  # …, block index, width
    for index, block in enumerate(scene.document.blocks):
        if block.table is None or block.part in ("header", "footer") or block.id in skip:
            continue
        grid = block.table.grid()
        header = header_of(scene, block.table, grid)
        if index >= scene.front and not (last is not None and header is None):
            header = completed(scene, grid, header, block.table.width)
        roles = _roles(header) if header is not None else None
        named = header_of(scene, block.table, grid)
        telling = named is not None and {"measure", "task"} & named.columns.keys() and roles is not None
        if roles is not None and not (telling and roles.responsible) and sets_values(scene, block.table, grid, header):
            last = None
            continue
        continued = last is not None and _continues(scene, last, index, block, header, roles)
        if continued and last is not None:
            first = header.until if header is not None and roles is not None and header.first == 0 else 0
            rows = _rows(scene, block, grid, first, last[0], last[1], last[2], year)
            made[-1] = replace(made[-1], rows=_numbered((*made[-1].rows, *rows)))
            last = (*last[:3], index, block.table.width)
        elif header is not None and roles is not None:
            carry = _Carry()
            rows = _rows(scene, block, grid, header.until, header, roles, carry, year)
            made.append(_plan(scene, index, block, header, roles, rows))
            last = (header, roles, carry, index, block.table.width)
        else:
            last = None
    return tuple(plan for plan in made if plan.rows)


def _plan(scene: Scene, index: int, block: Block, header: Header, roles: _Roles, rows: list[PlanRow]) -> Plan:
    columns = [key for key in COLUMNS if key in header.columns]
    if "measure" not in columns and roles.measure is not None:
        columns = ["measure" if key == "task" else key for key in columns]
    columns.sort(key=lambda key: header.columns.get(key, header.columns.get("task", [0]))[0])
    quotes = tuple(scene.document.quote(cell.id) for cell in header.cells)
    return Plan(block.id, tuple(columns), quotes, _numbered(rows), _heading_before(scene, index))


def _heading_before(scene: Scene, index: int) -> Quote | None:
    """The nearest short paragraph above the table."""
    for block in reversed(scene.document.blocks[max(0, index - 3) : index]):
        if block.table is not None:
            return None
        if block.text.strip() and len(block.text.split()) <= 25:  # noqa: PLR2004 - a heading, not running text
            return scene.document.quote(block.id)
    return None


def _roles(header: Header) -> _Roles | None:
    """A plan has a column of measures and at least one that says when, who or what for."""
    task, measure = header.column("task"), header.column("measure")
    if measure is None and "goal" not in header.columns:
        task, measure = None, task
    support = sum(key in header.columns for key in _SUPPORT)
    if measure is None or not support or (support == 1 and len(header.columns) < 3 and "term" not in header.columns):  # noqa: PLR2004
        return None
    extra = header.column("result")
    return _Roles(
        number=header.column("number"),
        task=task if task != measure else None,
        measure=measure,
        terms=tuple(header.columns.get("term", ())),
        indicator=header.column("indicator"),
        responsible=header.column("responsible"),
        participants=header.column("participants"),
        extra=extra if extra is not None else header.column("description"),
        direction=header.column("direction"),
    )


def _continues(
    scene: Scene,
    last: tuple[Header, _Roles, _Carry, int, int],
    index: int,
    block: Block,
    header: Header | None,
    roles: _Roles | None,
) -> bool:
    """The same columns again, or no header at all, with nothing but blank lines and page furniture between."""
    if block.table is None or block.table.width != last[4]:
        return False
    between = [b for b in scene.document.blocks[last[3] + 1 : index] if b.part == "body"]
    if any(b.text.strip() or b.table is not None for b in between):
        return False
    return header is None or roles is None or header.names == last[0].names


def _rows(
    scene: Scene, block: Block, grid: Grid, first: int, header: Header, roles: _Roles, carry: _Carry, year: int
) -> list[PlanRow]:
    rows: list[PlanRow] = []
    for line in grid[first:]:
        cells = list({cell.id: cell for cell in line if cell is not None}.values())
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled or repeats(header, line):
            continue
        if _is_section(filled, cells, line, roles):
            carry.section = " ".join(filled[0].text.split())
            carry.task = filled[0] if roles.task is not None else None
            carry.above = ()
            continue
        rows.append(_row(scene, block, line, roles, carry, year))
        carry.above = line
    return rows


def _is_section(filled: list[Cell], cells: list[Cell], line: Sequence[Cell | None], roles: _Roles) -> bool:
    """One text across the table, or alone in its row at the left."""
    if len(filled) != 1 or len(line) < _WIDE:
        return False
    cell = filled[0]
    if cell.colspan >= len(line) - 1 or len(cells) == 1:
        return True
    if cell.rowspan > 1 and cell.col == roles.task:
        return False
    return cell.col in (roles.number, 0) and cell.col != roles.measure and not _NUMBER.fullmatch(cell.text)


def _row(scene: Scene, block: Block, line: Sequence[Cell | None], roles: _Roles, carry: _Carry, year: int) -> PlanRow:
    inherited: list[str] = []

    def take(name: str, col: int | None) -> Quote | None:
        if col is None:
            return None
        cell = _inherit(line, col, carry.above, name, inherited)
        return scene.document.quote(cell.id) if cell is not None else None

    task = _task(line, roles, carry, inherited)
    measure = take("measure", roles.measure)
    term = take("term", roles.terms[0] if roles.terms else None)
    number = line[roles.number] if roles.number is not None else None
    direction = _direction(line, roles, carry)
    return PlanRow(
        row=0,
        number=_number(number, measure),
        task=scene.document.quote(task.id) if task is not None else None,
        measure=measure,
        term=term,
        dates=_dates(scene, line, roles, year, term),
        indicator=take("indicator", roles.indicator),
        responsible=take("responsible", roles.responsible),
        participants=take("participants", roles.participants),
        extra=take("extra", roles.extra),
        section=carry.section or (" ".join(direction.text.split()) if direction is not None else ""),
        page=_page(line, block),
        block=block.id,
        direction=scene.document.quote(direction.id) if direction is not None else None,
        inherited=tuple(inherited),
    )


def _inherit(
    line: Sequence[Cell | None], col: int, above: Sequence[Cell | None], name: str, inherited: list[str]
) -> Cell | None:
    """The cell, or the one above it where it says «то же» or is merged downwards."""
    cell = line[col]
    if cell is None or not above or col >= len(above):
        return cell
    upper = above[col]
    if upper is not None and (upper.id == cell.id or _DITTO.fullmatch(lower_of(cell))):
        inherited.append(name)
        return upper
    return cell


def _task(line: Sequence[Cell | None], roles: _Roles, carry: _Carry, inherited: list[str]) -> Cell | None:
    """A task stands for every row below it until the next one."""
    if roles.task is None:
        return None
    cell = line[roles.task]
    if cell is not None and cell.text.strip() and not _DITTO.fullmatch(lower_of(cell)):
        if carry.task is not None and carry.task.id == cell.id:
            inherited.append("task")
        carry.task = cell
        return cell
    if carry.task is not None:
        inherited.append("task")
        return carry.task
    return cell


def _direction(line: Sequence[Cell | None], roles: _Roles, carry: _Carry) -> Cell | None:
    if roles.direction is None:
        return None
    cell = line[roles.direction]
    if (cell is None or not cell.text.strip()) and carry.above:
        return carry.above[roles.direction]
    return cell if cell is not None and cell.text.strip() else None


def _number(cell: Cell | None, measure: Quote | None) -> str:
    if cell is not None:
        return " ".join(cell.text.split()).rstrip(".)")
    match = _NUMBER.match(measure.text) if measure is not None else None
    return match[1] if match else ""


def _dates(
    scene: Scene, line: Sequence[Cell | None], roles: _Roles, year: int, term: Quote | None
) -> tuple[DateSpan, ...]:
    """Terms of the row; a table with a column for the beginning and one for the end gives one span."""
    if term is None:
        return ()
    spans = list(_spans(scene, term.text, year))
    for col in roles.terms[1:]:
        cell = line[col]
        if cell is None or cell.id == term.block:
            continue
        ends = _spans(scene, cell.text, year)
        if len(spans) == 1 and len(ends) == 1 and spans[0].first is not None:
            spans = [replace(spans[0], last=ends[0].last)]
        elif not spans:
            spans = list(ends)
    return tuple(spans)


def _spans(scene: Scene, text: str, year: int) -> Sequence[DateSpan]:
    return scene.dates(text, year)


def _page(line: Sequence[Cell | None], block: Block) -> int | None:
    return next((cell.page for cell in line if cell is not None and cell.page is not None), block.page)


def _numbered(rows: Sequence[PlanRow]) -> tuple[PlanRow, ...]:
    return tuple(replace(row, row=place) for place, row in enumerate(rows, start=1))
