"""Page numbers for a Word document from its rendered PDF: blocks and cells are found on the pages by their words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.document import Block, Cell, Document

KEY = 48  # characters of a text that are enough to find it
SHORT = 12  # a shorter text is only looked for near where we are
NEAR = 1_500  # characters: how far ahead a short text is looked for
LEAST_KEY = 8
WORDLESS = re.compile(r"[\W_]+")


def page_texts(data: bytes, pages: int = 500) -> list[str]:
    """The words of each page of a PDF, in the order in which they are drawn. Raises FileRefused kinds."""
    from review.parse.pdf.reader import open_pdf

    pdf = open_pdf(data, pages)
    try:
        texts = []
        for page in pdf:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
        return texts
    finally:
        pdf.close()


def with_pages(document: Document, texts: Sequence[str]) -> Document:
    """The document with the page each block and cell begins on. Positions never run backwards."""
    finder = _Finder(texts)
    blocks = []
    for block in document.blocks:
        if block.part in ("header", "footer"):
            blocks.append(block)
        elif block.table is None:
            blocks.append(replace(block, page=finder.page(block.text)))
        else:
            blocks.append(_table(block, finder))
    return replace(document, blocks=tuple(blocks), pages=len(texts))


def _table(block: Block, finder: _Finder) -> Block:
    assert block.table is not None  # noqa: S101 - the caller has looked
    rows: list[tuple[Cell, ...]] = []
    for row in block.table.rows:
        # Cells of one row begin on one page; the order of their words on it depends on the program that drew it.
        begun = finder.at
        cells = []
        furthest = begun
        for cell in row:
            finder.at = begun
            cells.append(replace(cell, page=finder.page(cell.text)))
            furthest = max(furthest, finder.at if cell.rowspan == 1 else begun)
        finder.at = furthest
        rows.append(tuple(cells))
    first = next((cell.page for row in rows for cell in row if cell.text), None)
    return replace(block, page=first or finder.here, table=replace(block.table, rows=tuple(rows)))


class _Finder:
    """Looks texts up in the words of all pages, from where the last one was found."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._starts: list[int] = []
        parts: list[str] = []
        length = 0
        for text in texts:
            self._starts.append(length)
            squeezed = _squeezed(text)
            parts.append(squeezed)
            length += len(squeezed)
        self._all = "".join(parts)
        self.at = 0

    @property
    def here(self) -> int | None:
        """The page we are on."""
        return self._page(max(self.at - 1, 0))

    def page(self, text: str) -> int | None:
        """The page a text begins on; where it cannot be found, the page we are on."""
        key = _squeezed(text)[:KEY]
        if not key or not self._starts:
            return self.here
        is_short = len(key) < SHORT
        limit = self.at + NEAR if is_short else len(self._all)
        found = self._all.find(key, self.at, limit)
        while found < 0 and len(key) > LEAST_KEY:  # a page break, a field or a hyphen may stand inside
            key = key[: len(key) // 2]
            found = self._all.find(key, self.at, min(limit, self.at + 4 * NEAR))
        if found < 0:
            return self.here
        if not is_short:  # «2» or «май» stands everywhere: it must not carry us on
            self.at = found + len(key)
        return self._page(found)

    def _page(self, position: int) -> int | None:
        pages = [number for number, start in enumerate(self._starts, start=1) if start <= position]
        return pages[-1] if pages else None


def _squeezed(text: str) -> str:
    """Letters and digits only: blanks, hyphens and list marks differ between the two programs."""
    return WORDLESS.sub("", text).lower()
