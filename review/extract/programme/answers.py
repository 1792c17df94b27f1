"""Who answers for what: cells of a table of duties, lines of the section, sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.shape.tables import header_of
from review.model.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.extract.scene import Scene
    from review.model.document import Quote, Table
    from review.model.plan import Plan
    from review.model.programme import Section

_ANSWERS = re.compile(
    r"отвеча(?:ет|ют) за|ответственн\w+(?: лиц\w+)? за|ответственность за|ответственн(?:ый|ые|ым|ыми)(?: "
    r"исполнител\w+)?\s*(?::|-)|возлага\w+ на"
    r"|назнач(?:ен|аетс|аютс)\w* ответственн|курирует|ответственн\w+ (?:назначен|явля)"
)


def responsible(scene: Scene, sections: Sequence[Section], plans: Sequence[Plan]) -> tuple[Quote, ...]:
    """Lines and cells that name who answers for what, in order of the document."""
    posts = pattern((*scene.vocabulary.words("staff_posts"), *scene.vocabulary.words("collective")))
    inside = {block for section in sections if section.key == "responsible" for block in section.blocks}
    headed = {section.heading.block for section in sections if not section.implicit}
    planned = _planned(plans)
    found: list[Quote] = []
    for block in scene.document.blocks:
        if block.part in ("header", "footer"):
            continue
        if block.id in planned:
            found += planned[block.id]
        elif block.table is not None:
            found += _cells(scene, block.table)
        if block.table is not None:
            continue
        for unit in scene.by_block.get(block.id, ()):
            if unit.id in headed:
                continue
            if _says(unit.lower, posts) or (block.id in inside and posts.search(unit.lower)):
                found.append(scene.quote(unit))
    return tuple(found)


def _says(lower: str, posts: re.Pattern[str]) -> bool:
    """A sentence that gives a post or a person a duty."""
    for match in _ANSWERS.finditer(lower):
        start = max(lower.rfind(". ", 0, match.start()), lower.rfind("\n", 0, match.start())) + 1
        end = next((m.start() for m in re.finditer(r"[а-я]{3}\.\s|\n", lower[match.end() :])), len(lower)) + match.end()
        if posts.search(lower[start:end]):
            return True
    return False


def _planned(plans: Sequence[Plan]) -> dict[str, list[Quote]]:
    """Cells of people in plans, each once, by table."""
    cells: dict[str, dict[str, Quote]] = {}
    for plan in plans:
        for row in plan.rows:
            if row.responsible is not None and row.responsible.text:
                cells.setdefault(row.block, {}).setdefault(row.responsible.block, row.responsible)
    return {block: list(quotes.values()) for block, quotes in cells.items()}


def _cells(scene: Scene, table: Table) -> list[Quote]:
    """Cells of the column of people in any other table."""
    grid = table.grid()
    header = header_of(scene, table, grid)
    column = header.column("responsible") if header is not None else None
    if header is None or column is None:
        return []
    cells = {
        cell.id: cell
        for line in grid[header.until :]
        if (cell := line[column]) is not None and cell.colspan < table.width - 1
    }
    return [scene.document.quote(cell.id) for cell in cells.values() if cell.text.strip()]
