"""Lines of a document where its requisites stand, each with its place in the block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from review.model.document import Block, Document, Quote

LAYOUT_ROWS = 3  # rows of a table that only lays out the head or the signatures
_LINE = re.compile(r"[^\n]+")


class Line(NamedTuple):
    """One line of a paragraph or a cell."""

    id: str
    start: int
    text: str
    block: Block

    def quote(self, document: Document, start: int = 0, end: int | None = None) -> Quote:
        """The words from start to end of the line."""
        return document.quote(self.id, self.start + start, self.start + (len(self.text) if end is None else end))


def requisite_lines(document: Document) -> list[Line]:
    """Lines of paragraphs and of tables that only lay out."""
    found: list[Line] = []
    for block in document.body():
        if block.table is None:
            found += _lines(block.id, block.text, block)
        elif len(block.table.rows) <= LAYOUT_ROWS:
            for cell in block.table.cells():
                found += _lines(cell.id, cell.text, block)
    return found


def _lines(id_: str, text: str, block: Block) -> list[Line]:
    return [Line(id_, match.start(), match[0], block) for match in _LINE.finditer(text) if match[0].strip()]
