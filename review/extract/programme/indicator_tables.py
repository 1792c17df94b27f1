"""Tables of indicators: a row per indicator, a column per moment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.programme.roles import Role, role_of
from review.extract.shape.tables import header_of, lower_of
from review.model.language import Quantity
from review.model.programme import Indicator, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from review.extract.names.mentions import Mentions
    from review.extract.scene import Scene
    from review.extract.shape.header import Header
    from review.extract.shape.tables import Grid
    from review.model.document import Cell, Table

_FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:[  ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_UNIT = re.compile(r",\s*(%|[а-я.]{2,12}(?:/[а-я]+)?)\s*(?:\(([^)]{1,20})\))?\s*$|\((%|[а-я.]{2,10})\)")
_BARE = re.compile(r"\W*\d+(?:[.,]\d+)?\s*(?:%|[а-я.]{2,8})?\s*(?:\([^)]{1,20}\))?\W*")
_VALUE = re.compile(r"\W*(?:\w+ )?(?:значени[ея]|величина)\W*")  # a table that sets one value for each indicator
_PERCENT = re.compile(r"^\W*(?:доля|процент|удельный вес|охват)")


def from_tables(scene: Scene, skip: Collection[str], mentions: Mentions) -> Iterator[Indicator]:
    """Indicators of every table that sets them against a beginning and an end."""
    for block in scene.document.blocks:
        if block.table is None or block.id in skip:
            continue
        grid = block.table.grid()
        header = header_of(scene, block.table, grid)
        names, start = _names(block.table, grid, header)
        roles = {col: role for col, name in enumerate(names) if (role := _role(scene, name)) is not None}
        column = _name_column(header, names, roles)
        if column is None or not {"target", "stage1", "stage2"} & set(roles.values()):
            continue
        roles.pop(column, None)
        for line in grid[start:]:
            indicator = _row(scene, line, column, roles, names, mentions)
            if indicator is not None:
                yield indicator


def sets_values(scene: Scene, table: Table, grid: Grid, header: Header | None) -> bool:
    """Does the table set figures against moments of the programme: a table of indicators, whatever its columns say?"""
    names, start = _names(table, grid, header)
    roles = {col for col, name in enumerate(names) if _role(scene, name) is not None}
    figures = [col for col in roles if _mostly_figures([line[col] for line in grid[start:]])]
    return len(figures) > 1


def _mostly_figures(cells: Sequence[Cell | None]) -> bool:
    texts = [lower_of(cell) for cell in cells if cell is not None and cell.text.strip()]
    return len(texts) > 1 and sum(bool(_BARE.fullmatch(text)) for text in texts) > len(texts) / 2


def _names(table: Table, grid: Grid, header: Header | None) -> tuple[Sequence[str], int]:
    """Column names; the first row's cells where no header was known."""
    if header is not None:
        return header.names, header.until
    until = max((cell.row + cell.rowspan for cell in grid[0] if cell is not None), default=1) if grid else 1
    until = min(until, 3)
    names = []
    for col in range(table.width):
        seen = {cell.id: lower_of(cell) for line in grid[:until] if (cell := line[col]) is not None}
        names.append("\n".join(seen.values()))
    return names, until


def _role(scene: Scene, name: str) -> Role | None:
    if not name or len(name.split()) > 14 or re.match(r"\W*(?:показател|индикатор|наименован)", name):  # noqa: PLR2004
        return None
    role = role_of(scene, name.replace("\n", " "))
    return "target" if role is None and _VALUE.fullmatch(name) else role


def _name_column(header: Header | None, names: Sequence[str], roles: dict[int, Role]) -> int | None:
    if header is not None:
        if {"term", "responsible"} & header.columns.keys() and "measure" in header.columns:
            return None
        column = header.column("indicator")
        if column is not None and column not in roles:
            return column
    said = re.compile(r"показател|индикатор|критери|измер|мерк")
    marked = (c for c, name in enumerate(names) if said.search(name) and c not in roles)
    return next(marked, None)


def _row(
    scene: Scene,
    line: Sequence[Cell | None],
    column: int,
    roles: dict[int, Role],
    names: Sequence[str],
    mentions: Mentions,
) -> Indicator | None:
    cell = line[column]
    if cell is None or not cell.text.strip() or cell.colspan > 1:
        return None
    values = []
    quotes = [scene.document.quote(cell.id)]
    name = " ".join(cell.text.split())
    unit = _unit(name, line, names)
    for col, role in roles.items():
        other = line[col]
        if other is None or other.id == cell.id or not other.text.strip():
            continue
        quantity = _quantity(other.text, unit)
        if quantity is not None:
            values.append(Value(quantity, role))
            quotes.append(scene.document.quote(other.id))
    return Indicator(
        quote=quotes[0],
        name=name,
        unit=unit,
        values=tuple(values),
        where="body",
        quotes=tuple(quotes),
        risks=mentions.of(quotes[0]),
    )


def _unit(name: str, line: Sequence[Cell | None], names: Sequence[str]) -> str:
    """From a column of its own, after the name's comma, or in the header."""
    for col, header in enumerate(names):
        cell = line[col]
        if re.match(r"\W*ед(?:иниц\w*|\.)? ?изм", header) and cell is not None:
            return " ".join(cell.text.split())
    match = _UNIT.search(name.lower())
    if match:
        return match[1] or match[3]
    if any("%" in header or "процент" in header for header in names) or _PERCENT.match(name.lower()):
        return "%"
    return ""


def _quantity(text: str, unit: str) -> Quantity | None:
    match = _FIGURE.search(text)
    if match is None:
        return None
    value = float(re.sub(r"[  ]", "", match.group()).replace(",", "."))
    own = "%" if "%" in text[match.end() : match.end() + 3] else unit
    return Quantity(match.start(), match.end(), match.group(), value, own)
