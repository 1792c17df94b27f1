"""Texts of sections and passport rows, cut into items. Shared by the checks that read prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.model.document import Document, Quote
    from review.model.finding import Subject

_ITEM = re.compile(r"[^\n;]+")
_MARK = re.compile(r"^[\s\-–—•·*]*(?:\(?\d{1,2}[.)]\s*)?")
LEAST = 2  # words of an item that says anything


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list or one line of a cell, with its place."""

    text: str
    quote: Quote


def row_quotes(subject: Subject, *keys: str) -> list[Quote]:
    """Values of the passport rows of these keys."""
    return [quote for row in subject.facts.passport if row.key in keys for quote in row.values]


def section_quotes(subject: Subject, *keys: str) -> list[Quote]:
    """Paragraphs and cells of the sections of these keys, headings left out."""
    cells = _cells(subject.document)
    quotes = []
    seen: set[str] = set()
    for section in subject.facts.sections:
        if section.key not in keys:
            continue
        for block in dict.fromkeys((section.heading.block, *section.blocks)):
            for id_ in cells.get(block, (block,)):
                if id_ in seen:
                    continue
                seen.add(id_)
                start = section.heading.end if id_ == section.heading.block else 0  # a title may run into its text
                quote = subject.document.quote(id_, start)
                if quote.text.strip():
                    quotes.append(quote)
    return quotes


def _cells(document: Document) -> dict[str, tuple[str, ...]]:
    return {
        block.id: tuple(cell.id for cell in block.table.cells()) for block in document.blocks if block.table is not None
    }


def task_above(document: Document, block: str) -> str:
    """«Задача 2. …» right above a table: what its rows are for; "" when something else stands there."""
    before = ""
    for item in document.body():
        if item.id == block or (item.table is not None and any(cell.id == block for cell in item.table.cells())):
            return before if normal(before).lower.startswith("задача") else ""
        if item.text.strip():
            before = item.text
    return ""


def row_texts(document: Document, wanted: Iterable[str]) -> list[str]:
    """For each cell the whole row it stands in, merged cells included; for a paragraph its own text."""
    cells = set(wanted)
    texts = [block.text for block in document.blocks if block.table is None and block.id in cells]
    for block in document.blocks:
        if block.table is not None:
            for row in block.table.grid():
                known = dict.fromkeys(cell for cell in row if cell is not None)
                if any(cell.id in cells for cell in known):
                    texts.append("; ".join(cell.text for cell in known))
    return texts


def section_texts(subject: Subject, *keys: str) -> list[str]:
    """Paragraphs and whole table rows of the sections of these keys."""
    return row_texts(subject.document, [quote.block for quote in section_quotes(subject, *keys)])


def items(document: Document, quotes: Iterable[Quote]) -> Iterator[Item]:
    """The quotes cut at line ends and semicolons, list marks taken off."""
    for quote in quotes:
        for match in _ITEM.finditer(quote.text):
            lead = _MARK.match(match.group())
            start = quote.start + match.start() + (lead.end() if lead else 0)
            end = quote.start + match.end()
            if end <= start:
                continue
            made = document.quote(quote.block, start, end)
            if len(made.text.split()) >= LEAST:
                yield Item(normal(made.text).text, made)


def joined(quotes: Iterable[Quote]) -> str:
    """All the words, one quote a line."""
    return "\n".join(quote.text for quote in quotes)
