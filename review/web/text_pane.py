"""A document as paper: HTML of its blocks, evidence underlined. The author's characters are never re-typeset.

Numbers of lists and margin codes are drawn by CSS from data attributes, so the text of an element stays the text of
its block, character for character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from review.web.evidence import by_block, segments, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from review.model.document import Block, Cell, Document, Table
    from review.web.evidence import Segment, Trace

HEADING_TAGS = {1: "h2", 2: "h3"}
WIDE_TABLE = 5  # columns from which a table is set smaller
UNREAD = {
    "scan": "скан слишком бледный или мелкий",
    "garbage": "текст в файле испорчен",
    "failed": "её не удалось разобрать",
}
PARTS_APART = ("header", "footer")
ATTRIBUTES = {"footnote": " note-line", "endnote": " note-line", "textbox": " boxed"}


class TextPane:
    """Sets one document. Iterating gives the pieces of HTML in order."""

    def __init__(self, document: Document, traces: Iterable[Trace]) -> None:
        self.document = document
        self.traces: Mapping[str, tuple[Trace, ...]] = by_block(traces)
        self.page = 1 if document.pages else 0
        self.unread = {one.page: one for one in document.unread}

    def html(self) -> Markup:
        """The whole paper."""
        return Markup("").join(self._pieces())

    def _pieces(self) -> Iterator[Markup]:
        yield from self._unread_page(1)
        for block in self.document.body():
            yield from self._turn(block.page)
            yield self._table(block, block.table) if block.table is not None else self._paragraph(block)
        yield from self._turn(self.document.pages)
        apart = [block for block in self.document.blocks if block.part in PARTS_APART and block.text]
        if apart:
            yield Markup('<div class="pg">колонтитулы</div>')
            yield from (self._paragraph(block) for block in apart)

    def _turn(self, page: int | None) -> Iterator[Markup]:
        """Marks of the pages up to this one; a page that was not read says so in its place."""
        while page is not None and self.page and self.page < page:
            self.page += 1
            yield Markup('<div class="pg" id="p{0}">страница {0}</div>').format(self.page)
            yield from self._unread_page(self.page)

    def _unread_page(self, page: int) -> Iterator[Markup]:
        one = self.unread.get(page)
        if one is not None:
            yield Markup(
                '<p class="note note-warn unread" id="unread-{0}">Страница {0} не прочитана: {1}. Критерии, '
                "которым она нужна, отмечены «не проверено» и в итог не вошли.</p>"
            ).format(page, UNREAD[one.reason])

    def _paragraph(self, block: Block) -> Markup:
        classes = ATTRIBUTES.get(block.part, "")
        classes += {"center": " c", "right": " r"}.get(block.align or "", "")
        text = self._text(block.id, block.text)
        number = Markup(' data-no="{}"').format(block.number) if block.number else Markup("")
        if block.type == "heading":
            tag = HEADING_TAGS.get(block.level or 1, "h4")
            return Markup('<{0} class="hd{1}" id="b-{2}"{3}>{4}</{0}>').format(tag, classes, block.id, number, text)
        if block.type == "list_item":
            classes += f" li li-{min(block.level or 1, 4)}"
        if block.bold:
            classes += " b"
        return Markup('<p class="{}" id="b-{}"{}>{}</p>').format(classes.strip(), block.id, number, text)

    def _table(self, block: Block, table: Table) -> Markup:
        rows = Markup("").join(self._rows(table))
        size = " small" if table.width >= WIDE_TABLE else ""
        return Markup('<div class="tw"><table class="t{}" id="b-{}">{}</table></div>').format(size, block.id, rows)

    def _rows(self, table: Table) -> Iterator[Markup]:
        held = 0  # rows up to this one are held together by a merged cell
        for index, row in enumerate(table.grid()):
            own = [cell for cell in row if cell is not None and cell.row == index]
            page = next((cell.page for cell in own if cell.page is not None), None)
            if index >= held:
                for mark in self._turn(page):
                    yield Markup('<tr class="turn"><td colspan="{}">{}</td></tr>').format(table.width, mark)
            held = max([held, *(cell.row + cell.rowspan for cell in own)])
            yield Markup("<tr>{}</tr>").format(Markup("").join(self._cells(index, row)))

    def _cells(self, index: int, row: list[Cell | None]) -> Iterator[Markup]:
        for column, cell in enumerate(row):
            if cell is None:
                yield Markup('<td class="gap"></td>')
            elif (cell.row, cell.col) == (index, column):
                yield self._cell(cell)

    def _cell(self, cell: Cell) -> Markup:
        spans = Markup("")
        if cell.colspan > 1:
            spans += Markup(' colspan="{}"').format(cell.colspan)
        if cell.rowspan > 1:
            spans += Markup(' rowspan="{}"').format(cell.rowspan)
        bold = Markup(' class="b"') if cell.bold else Markup("")
        return Markup('<td id="b-{}"{}{}>{}</td>').format(cell.id, spans, bold, self._text(cell.id, cell.text))

    def _text(self, block: str, text: str) -> Markup:
        traces = self.traces.get(block, ())
        return Markup("").join(_segment(one) for one in segments(text, traces)) if traces else escape(text)


def _segment(segment: Segment) -> Markup:
    if not segment.traces:
        return escape(segment.text)
    lead = worst(segment.traces)
    codes = " ".join(dict.fromkeys(t.code for t in segment.traces))
    anchors = " ".join(t.anchor for t in segment.traces)
    title = "; ".join(dict.fromkeys(f"{t.code} {t.name}" for t in segment.traces))
    marks = Markup("").join(
        Markup('<i class="mref" id="{}" data-code="{}" data-level="{}"></i>').format(t.anchor, t.code, _level(t))
        for t in segment.begins
    )
    shared = " ev-n" if len(set(codes.split())) > 1 else ""
    return Markup(
        '<a class="ev{0}" href="#{1}" data-c="{2}" data-q="{3}" data-level="{4}" title="{5}">{6}{7}</a>'
    ).format(shared, lead.code, codes, anchors, _level(lead), title, marks, segment.text)


def _level(trace: Trace) -> str:
    return "" if trace.level is None else str(trace.level)
