"""Drafts of all pages to one document: what runs over pages is joined, headings and lists are told, ids given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.document import Block, Cell, Document, Table
from review.parse import headings
from review.parse.ids import Ids
from review.parse.pdf.columns import items_of
from review.parse.pdf.drafts import RECOGNISED_SLACK, TableDraft, margins, size_of
from review.parse.pdf.furniture import take_furniture
from review.parse.pdf.hyphens import Hyphens
from review.parse.pdf.joins import joined
from review.parse.pdf.lists import marker_of
from review.parse.pdf.paragraphs import Para
from review.parse.pdf.ranks import ranked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.model.document import BlockType, Unread, Warning  # noqa: A004 - the contract's word
    from review.parse.pdf.drafts import PageDraft


def document_of(
    pages: Sequence[PageDraft],
    *,
    unread: tuple[Unread, ...] = (),
    warnings: tuple[Warning, ...] = (),
    recognised: tuple[int, ...] = (),
) -> Document:
    """The whole document from its pages."""
    furniture = take_furniture(pages)
    items = joined(_items(pages))
    hyphens = Hyphens(_texts(items))
    ids = Ids()
    blocks = _blocks(items, hyphens, ids)
    for piece in furniture:
        text = hyphens.mend(piece.line.text)
        blocks.append(Block(ids.block(text, piece.part), "paragraph", text, part=piece.part, page=piece.page))
    return Document("pdf", tuple(blocks), len(pages), unread, warnings, recognised)


def _items(pages: Sequence[PageDraft]) -> list[Para | TableDraft]:
    edges = margins(pages)
    items: list[Para | TableDraft] = []
    for page in pages:
        left, right = edges.get(size_of(page), (0.0, page.width))
        slack = RECOGNISED_SLACK / 2 if page.recognised else 0.0
        lines = list(page.lines)
        for table in sorted(page.tables, key=lambda table: table.top):
            above = [line for line in lines if line.top < table.top]
            items += items_of(above, left, right, page.number, slack)
            items.append(table)
            lines = lines[len(above) :]
        items += items_of(lines, left, right, page.number, slack)
    return items


def _texts(items: Iterable[Para | TableDraft]) -> Iterable[str]:
    for item in items:
        if isinstance(item, Para):
            yield item.text
        else:
            for cell in item.cells:
                yield cell.text


def _blocks(items: list[Para | TableDraft], hyphens: Hyphens, ids: Ids) -> list[Block]:
    lines = [_line(item, hyphens) for item in items]
    outline = ranked(headings.levels(lines), items)
    blocks: list[Block] = []
    for item, line, level in zip(items, lines, outline, strict=True):
        if isinstance(item, TableDraft):
            blocks.append(_table(item, ids, hyphens))
            continue
        kind: BlockType = "paragraph" if line.kind == "text" else "list_item"
        blocks.append(
            Block(
                ids.block(line.text),
                kind if level is None else "heading",
                line.text,
                number=line.number,
                level=level if level is not None else line.depth if kind == "list_item" else None,
                page=item.page,
                bold=item.bold,
                align=item.align,
            )
        )
    return blocks


def _line(item: Para | TableDraft, hyphens: Hyphens) -> headings.Line:
    """The item as the heading rules see it."""
    if isinstance(item, TableDraft):
        return headings.Line(" ".join(cell.text for cell in item.row(0)), kind="table")
    text = hyphens.mend(item.text)
    marker = marker_of(item)
    if marker is None:
        return headings.Line(text, bold=item.bold, align=item.align)
    return headings.Line(
        text[len(marker.raw) :].lstrip(), kind="list", number=marker.number, bold=item.bold, align=item.align
    )


def _table(draft: TableDraft, ids: Ids, hyphens: Hyphens) -> Block:
    rows = draft.rows()
    mend, name_of = hyphens.mend, ids.cell
    name = ids.table([mend(cell.text) for cell in rows[0]] if rows else [])
    made: list[tuple[Cell, ...]] = []
    for row in rows:
        cells = []
        for cell in row:
            text = mend(cell.text)
            cells.append(
                Cell(name_of(text), cell.row, cell.col, text, cell.rowspan, cell.colspan, cell.bold, cell.page)
            )
        made.append(tuple(cells))
    return Block(name, "table", "", page=draft.page, table=Table(tuple(made), len(draft.xs) - 1))
