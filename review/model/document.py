"""The document as read: one flat, immutable list of blocks in reading order.

Every text that can be quoted belongs to exactly one block id: a paragraph, heading, list item, or one table cell.
`Document.text_of(block)[start:end]` gives the document's own characters, so a quote never drifts from its source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

BlockType = Literal["heading", "paragraph", "list_item", "table"]
Part = Literal["body", "header", "footer", "footnote", "endnote", "textbox"]
Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document with their place: `text == document.text_of(block)[start:end]`."""

    block: str
    start: int
    end: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One real table cell; a merged one appears once, where it begins. Rows and columns count from 0."""

    id: str
    row: int
    col: int
    text: str  # paragraphs joined by "\n"; a nested table is joined by "\t" and "\n"
    rowspan: int = 1
    colspan: int = 1
    bold: bool = False
    page: int | None = None
    number: str | None = None  # the automatic number of its first paragraph: a «№ п/п» column Word counts itself
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Real cells row by row, and how many grid columns there are."""

    rows: tuple[tuple[Cell, ...], ...]
    width: int

    def cells(self) -> Iterator[Cell]:
        """Every real cell in reading order."""
        for row in self.rows:
            yield from row

    def grid(self) -> list[list[Cell | None]]:
        """All rows × width; a merged cell stands in every place it covers."""
        height = max((cell.row + cell.rowspan for cell in self.cells()), default=0)
        grid: list[list[Cell | None]] = [[None] * self.width for _ in range(height)]
        for cell in self.cells():
            for row in range(cell.row, min(cell.row + cell.rowspan, height)):
                for col in range(cell.col, min(cell.col + cell.colspan, self.width)):
                    grid[row][col] = cell
        return grid


@dataclass(frozen=True, slots=True)
class Source:
    """The way back into a Word file: package part and the path of child indexes from its root to the w:p or w:tc."""

    part: str
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table. A table's own text is empty: its cells hold the words."""

    id: str
    type: BlockType
    text: str
    part: Part = "body"
    level: int | None = None  # headings and list items, from 1
    number: str | None = None  # the visible automatic number: "1.2.", "•"
    page: int | None = None
    bold: bool = False
    align: Align | None = None
    table: Table | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A page whose words we do not know. It is never treated as empty."""

    page: int
    reason: Literal["scan", "garbage", "failed"]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - the contract's word; the builtin is not used beside it
    """Something the reader should know about how the file was read."""

    code: str
    message: str


@dataclass(frozen=True)
class Document:
    """A file as read. `pages` is None where the format has none (Word before it is rendered)."""

    format: str  # docx, pdf, odt, rtf, doc, txt
    blocks: tuple[Block, ...]
    pages: int | None = None
    unread: tuple[Unread, ...] = ()
    warnings: tuple[Warning, ...] = ()
    recognised_pages: tuple[int, ...] = field(default=())  # pages whose words came from OCR

    @cached_property
    def _texts(self) -> dict[str, tuple[str, int | None]]:
        texts: dict[str, tuple[str, int | None]] = {}
        for block in self.blocks:
            texts[block.id] = (block.text, block.page)
            if block.table is not None:
                for cell in block.table.cells():
                    texts[cell.id] = (cell.text, cell.page if cell.page is not None else block.page)
        return texts

    def text_of(self, block: str) -> str:
        """The exact characters of a block or a cell. Raises KeyError for an unknown id."""
        return self._texts[block][0]

    def page_of(self, block: str) -> int | None:
        """The page a block or a cell begins on, where known."""
        return self._texts[block][1]

    def quote(self, block: str, start: int = 0, end: int | None = None) -> Quote:
        """The words from start to end of a block, blanks at both ends cut off."""
        text = self.text_of(block)
        end = len(text) if end is None else end
        part = text[start:end]
        start += len(part) - len(part.lstrip())
        end -= len(part) - len(part.rstrip())
        return Quote(block, start, max(start, end), text[start:end], self.page_of(block))

    def body(self) -> Iterator[Block]:
        """Blocks of the running text: no page headers and footers, which repeat."""
        return (block for block in self.blocks if block.part not in ("header", "footer"))

    def units(self) -> Iterator[tuple[str, str]]:
        """(id, text) of everything that holds words in the running text, cells included, in reading order."""
        for block in self.body():
            if block.table is None:
                yield block.id, block.text
            else:
                for cell in block.table.cells():
                    yield cell.id, cell.text

    @property
    def words(self) -> int:
        """Number of words in the running text."""
        return sum(len(text.split()) for _, text in self.units())
