"""Who answers for what: cells of a table of duties, lines of the section, sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.tables import header_of
from review.model.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.extract.scene import Scene
    from review.model.document import Quote
    from review.model.programme import Section

_ANSWERS = re.compile(
    r"отвеча(?:ет|ют) за|ответственн\w+(?: лиц\w+)? за|ответственность за|ответственн(?:ый|ые|ым|ыми)(?: "
    r"исполнител\w+)?\s*(?::|-)|возлага\w+ на"
    r"|назнач(?:ен|аетс|аютс)\w* ответственн|курирует|ответственн\w+ (?:назначен|явля)"
)


def responsible(scene: Scene, sections: Sequence[Section]) -> tuple[Quote, ...]:
    """Lines and cells that name who answers for what, in order of the document."""
    posts = pattern((*scene.vocabulary.words("staff_posts"), *scene.vocabulary.words("collective")))
    inside = {block for section in sections if section.key == "responsible" for block in section.blocks}
    headed = {section.heading.block for section in sections if not section.implicit}
    found: list[Quote] = []
    for block in scene.document.blocks:
        if block.part in ("header", "footer"):
            continue
        if block.table is not None:
            found += _cells(scene, block.id)
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


def _cells(scene: Scene, block: str) -> list[Quote]:
    table = next(b.table for b in scene.document.blocks if b.id == block)
    if table is None:
        return []
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
