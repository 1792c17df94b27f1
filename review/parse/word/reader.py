"""A Word file as a Document: lxml straight over the parts, every construct that shows words on the page.

Element paths in `Source` count child *elements* (comments and processing instructions are not counted). Pages are
known only where Word left its own page marks; `Document.pages` is always None until the file has been rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from review.errors import Damaged, EmptyFile, Encrypted
from review.model.document import Block, Cell, Document, Source, Table, Unread
from review.parse.garbage import uncollected
from review.parse.headings import Line, levels
from review.parse.ids import Ids
from review.parse.word import drawings as word_drawings
from review.parse.word import names as n
from review.parse.word.inline import Inline, Paragraph, chosen, said
from review.parse.word.numbering import Numbering
from review.parse.word.package import Package
from review.parse.word.styles import Styles, without_table_styles
from review.parse.word.tables import RawCell, RawTable, Tables
from review.parse.word.warnings import warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from review.model.document import BlockType, Part
    from review.settings import Limits

    Path = tuple[int, ...]

_NESTED: Final = 3  # documents within documents
_WRAPPERS: Final = frozenset({n.CUSTOM_XML, n.INS, n.MOVE_TO, n.SDT_CONTENT, n.w("smartTag")})


@dataclass(slots=True)
class Item:
    """A paragraph or a table with its place, before headings are judged and ids are given."""

    part: Part
    file: str
    path: Path
    paragraph: Paragraph | None = None
    table: RawTable | None = None
    number: str | None = None
    page: int = 1


def read_docx(data: bytes, limits: Limits) -> Document:
    """The document of a DOCX or DOTX file. Raises FileRefused kinds."""
    with uncollected():
        return _read(data, limits)


def _read(data: bytes, limits: Limits) -> Document:
    package = Package(data, limits)
    reader = _Reader(package, limits)
    reader.unread += package.outside.count("subDocument")
    root = package.main_part()
    reader.read_main(root)
    reader.read_margins()
    blocks = _blocks(reader.items, paged=next(root.iter(n.RENDERED_BREAK), None) is not None)
    silent = not any(block.part not in ("header", "footer") for block in blocks)
    unread = [Unread(1, "failed")] * bool(reader.unread)
    if silent and not unread:
        if next(root.iter(n.DRAWING, n.PICTURE, n.OBJECT), None) is None:
            raise EmptyFile("В документе нет ни слова.", "Проверьте, тот ли файл выбран, и загрузите другой.")
        unread = [Unread(1, "scan")]
    told = warnings(root, blocks, package.broken, hidden=reader.inline.hidden, apart=reader.unread)
    return Document("docx", blocks, unread=tuple(unread), warnings=told)


class _Reader:
    """Walks the parts in reading order and collects items."""

    def __init__(self, package: Package, limits: Limits, depth: int = 1) -> None:
        self._package = package
        self._limits = limits
        self._depth = depth  # documents around this one, itself included
        self.unread = 0  # documents placed inside this one whose words we do not know
        self.items: list[Item] = []
        self.inline = Inline(Styles(self._first("styles", without_table_styles)))
        self._numbering = Numbering(self._first("numbering"))
        self._tables = Tables(limits)
        self._notes = {kind: self._note_elements(kind) for kind in ("footnote", "endnote")}
        self._part: Part = "body"
        self._file = package.main
        self._box_depth = 0

    def _first(self, kind: str, trim: Callable[[bytes], bytes] | None = None) -> _Element | None:
        names = self._package.names(kind, f"word/{kind}.xml")
        return self._package.part(names[0], trim=trim) if names else None

    def _note_elements(self, kind: str) -> dict[str, tuple[str, int, _Element]]:
        names = self._package.names(f"{kind}s", f"word/{kind}s.xml")
        root = self._package.part(names[0]) if names else None
        if root is None:
            return {}
        found: dict[str, tuple[str, int, _Element]] = {}
        for index, note in enumerate(root):
            if note.tag == n.w(kind) and note.get(n.TYPE) in (None, "normal"):
                found[note.get(n.ID) or ""] = (names[0], index, note)
        return found

    def read_main(self, root: _Element) -> None:
        """The running text."""
        for index, child in enumerate(root):
            if child.tag == n.BODY:
                self._flow(child, (index,))

    def read_margins(self) -> None:
        """Page headers and footers: every distinct text once."""
        known: set[str] = set()
        kinds: tuple[Part, ...] = ("header", "footer")
        for part in kinds:
            for name in self._package.names(part):
                root = self._package.part(name)
                if root is None:
                    continue
                before = len(self.items)
                self._part, self._file = part, name
                self._flow(root, ())
                kept = [item for item in self.items[before:] if _is_new(item, known)]
                self.items[before:] = kept

    def _flow(self, container: _Element, path: Path) -> None:
        """Everything between a container's tags, in order."""
        for index, child in enumerate(container):
            tag = child.tag
            if tag == n.P:
                self._paragraph(child, (*path, index))
            elif tag == n.TBL:
                self._table(child, (*path, index))
            elif tag == n.SDT or tag in _WRAPPERS:
                self._flow(child, (*path, index))
            elif tag == n.ALTERNATE:
                for choice in chosen(child):
                    self._flow(choice, (*path, index, child.index(choice)))
            elif tag == n.ALT_CHUNK:
                self.items += self._document_inside(child)

    def _paragraph(self, element: _Element, path: Path) -> None:
        paragraph = self.inline.read(element)
        number = self._number(paragraph)
        if paragraph.text and not paragraph.text.isspace():
            self.items.append(Item(self._part, self._file, path, paragraph, number=number, page=paragraph.page))
        self._after(paragraph.notes)
        for box in paragraph.boxes:
            part, self._part = self._part, "textbox" if self._part == "body" else self._part
            if box.tag == n.BOX:
                self._flow(box, _path_of(box, element, path))
            else:
                self.items += [self._item(said(line), None) for line in self._drawn(box)]
            self._part = part

    def _number(self, paragraph: Paragraph) -> str | None:
        num_id = paragraph.num_id
        if not num_id or num_id == "0":
            return None
        style = paragraph.style
        if style is not None and style.num_id == num_id and paragraph.ilvl == 0:
            depth = self._numbering.depth(num_id, style.id)
            paragraph.ilvl = paragraph.ilvl if depth is None else depth
        return self._numbering.next(num_id, paragraph.ilvl)

    def _after(self, notes: Sequence[tuple[str, str]]) -> None:
        """The notes a paragraph or table refers to, as blocks after it."""
        for kind, note_id in notes:
            found = self._notes[kind].pop(note_id, None)
            if found is None:
                continue
            name, index, element = found
            part, file = self._part, self._file
            self._part, self._file = ("footnote" if kind == "footnote" else "endnote"), name
            self._flow(element, (index,))
            self._part, self._file = part, file

    def _table(self, element: _Element, path: Path) -> None:
        page = self.inline.page
        table = self._tables.walk(element, path, 1, self._cell)
        if any(cell.text for row in table.rows for cell in row):
            self.items.append(Item(self._part, self._file, path, table=table, page=page))
        for row in table.rows:
            for cell in row:
                self._after(cell.notes)

    def _cell(self, children: Iterable[_Element], cell: RawCell, depth: int) -> None:
        """Fills a cell with the words of its paragraphs, text boxes and nested tables, line by line."""
        for child in children:
            tag = child.tag
            if tag == n.P:
                self._cell_paragraph(child, cell, depth)
            elif tag == n.TBL:
                for row in self._tables.walk(child, (), depth + 1, self._cell).rows:
                    cell.add("\t".join(inner.text for inner in row), bold=False)
                    for inner in row:
                        cell.notes = (*cell.notes, *inner.notes)
            elif tag == n.ALT_CHUNK:
                for line in _lines(self._document_inside(child)):
                    cell.add(line, bold=False)
            else:
                for inside in [child] if tag == n.SDT or tag in _WRAPPERS else chosen(child):
                    self._cell(inside, cell, depth)

    def _cell_paragraph(self, element: _Element, cell: RawCell, depth: int) -> None:
        paragraph = self.inline.read(element)
        number = self._number(paragraph) if paragraph.num_id else None
        if not cell.begun:
            cell.begun, cell.number, cell.page = True, number, paragraph.page
        if paragraph.text:
            cell.add(paragraph.text, bold=paragraph.bold)
        if paragraph.notes:
            cell.notes = (*cell.notes, *paragraph.notes)
        for box in paragraph.boxes:
            if box.tag == n.BOX:
                self._cell(box, cell, depth)
            else:
                for line in self._drawn(box):
                    cell.add(line, bold=False)

    def _drawn(self, drawing: _Element) -> list[str]:
        """The words of a diagram or a chart."""
        name = self._package.targets(self._file).get(word_drawings.related(drawing), "")
        root = self._package.part(name)
        return [] if root is None else list(word_drawings.words_of(root))

    def _document_inside(self, chunk: _Element) -> list[Item]:
        """The items of a document placed whole inside this one; where it cannot be read, that is noted."""
        name = self._package.targets(self._file).get(chunk.get(n.REL_ID) or "", "")
        data = self._package.media(name) or b""  # nothing where it lies outside the file
        try:
            if data.startswith(b"PK"):
                return self._word_inside(data)
            from review.parse.word.chunks import pieces_of  # few files have one

            return [self._item(shown, number) for shown, number in pieces_of(data)]
        except (Damaged, Encrypted):
            self.unread += 1
            return []

    def _word_inside(self, data: bytes) -> list[Item]:
        if self._depth >= _NESTED:
            raise Damaged("Документы вложены друг в друга слишком глубоко.")
        package = Package(data, self._limits, total=self._package.total)
        inner = _Reader(package, self._limits, self._depth + 1)
        inner.inline.page = self.inline.page
        inner.read_main(package.main_part())
        self._package.total = package.total
        self.unread += inner.unread
        self.inline.hidden = self.inline.hidden or inner.inline.hidden
        for item in inner.items:
            item.part, item.file = (self._part if item.part == "body" else item.part), ""
        return inner.items

    def _item(self, shown: Paragraph | RawTable, number: str | None) -> Item:
        if isinstance(shown, Paragraph):
            return Item(self._part, "", (), shown, number=number, page=self.inline.page)
        return Item(self._part, "", (), table=shown, page=self.inline.page)


def _lines(items: list[Item]) -> Iterator[str]:
    """What a document adds to the cell it stands in."""
    for item in items:
        if item.table is not None:
            yield from ("\t".join(cell.text for cell in row) for row in item.table.rows)
        elif item.paragraph is not None:
            yield item.paragraph.text


def _path_of(box: _Element, paragraph: _Element, path: Path) -> Path:
    """The path of a text box inside a paragraph whose path is known."""
    steps: list[int] = []
    element = box
    while element is not paragraph and (parent := element.getparent()) is not None:
        steps.append(parent.index(element))
        element = parent
    return (*path, *reversed(steps))


def _is_new(item: Item, known: set[str]) -> bool:
    words = item.paragraph.text if item.paragraph is not None else ""
    if item.table is not None:
        words = "\n".join(cell.text for row in item.table.rows for cell in row)
    words = f"{item.part}:{' '.join(words.split())}"
    if words in known:
        return False
    known.add(words)
    return True


def _line(item: Item) -> Line:
    paragraph = item.paragraph
    if paragraph is None:
        first = item.table.rows[0] if item.table is not None and item.table.rows else []
        return Line(" ".join(cell.text for cell in first), kind="table")
    return Line(
        paragraph.text,
        kind="list" if item.number is not None else "text",
        number=item.number,
        depth=paragraph.ilvl + 1,
        level=paragraph.level,
        bold=paragraph.bold,
        caps=paragraph.caps,
        align=paragraph.align,
        page_start=paragraph.break_before,
        contents=paragraph.contents,
    )


def _blocks(items: list[Item], *, paged: bool) -> tuple[Block, ...]:
    """Items with their headings judged and their ids given."""
    body = [item for item in items if item.part == "body"]
    found = dict(zip(map(id, body), levels([_line(item) for item in body]), strict=True))
    ids = Ids()
    return tuple(
        _table_block(item, item.table, ids, paged=paged)
        if item.table is not None
        else _text_block(item, found.get(id(item)), ids, paged=paged)
        for item in items
    )


def _text_block(item: Item, level: int | None, ids: Ids, *, paged: bool) -> Block:
    paragraph = item.paragraph or Paragraph()
    kind: BlockType = "heading" if level is not None else "paragraph" if item.number is None else "list_item"
    return Block(
        ids.block(paragraph.text, item.part),
        kind,
        paragraph.text,
        item.part,
        paragraph.ilvl + 1 if kind == "list_item" else level,
        item.number,
        item.page if paged else None,
        paragraph.bold,
        paragraph.align,
        None,
        Source(item.file, item.path) if item.file else None,
    )


def _table_block(item: Item, table: RawTable, ids: Ids, *, paged: bool) -> Block:
    first = next((row for row in table.rows if row), [])
    table_id = ids.table((cell.text for cell in first), item.part)
    rows = tuple(
        [
            tuple(
                [
                    Cell(
                        ids.cell(cell.text),
                        cell.row,
                        cell.col,
                        cell.text,
                        cell.rowspan,
                        cell.span,
                        cell.bold,
                        cell.page if paged else None,
                        cell.number,
                        Source(item.file, cell.path) if item.file else None,
                    )
                    for cell in row
                ]
            )
            for row in table.rows
        ]
    )
    page = item.page if paged else None
    source = Source(item.file, item.path) if item.file else None
    return Block(table_id, "table", "", item.part, page=page, table=Table(rows, table.width), source=source)
