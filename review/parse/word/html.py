"""A web page placed inside a Word file (`w:altChunk`): forms that fill themselves in write whole documents so."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from review.errors import Damaged
from review.parse.plain import decode
from review.parse.word.inline import Paragraph
from review.parse.word.tables import RawCell, RawTable

if TYPE_CHECKING:
    from lxml.etree import _Element

    from review.model.document import Align

    Piece = tuple[Paragraph | RawTable, str | None]  # a paragraph or a table, and the number before it

_SILENT: Final = frozenset({"head", "script", "style", "template", "noscript", "object", "select"})
_BLOCKS: Final = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *(
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
        ),
        *("li", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
    }
)
_BOLD: Final = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING: Final = re.compile(r"h([1-6])")
_LOOKS_LIKE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|h[1-6]|span)\b", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STYLE_BOLD: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ALIGN: Final = re.compile(r"text-align\s*:\s*(left|center|right|justify)", re.IGNORECASE)
_ALIGNS: Final[dict[str, Align]] = {"left": "left", "center": "center", "right": "right", "justify": "justify"}
_SPACES: Final = re.compile(r" +")
_WIDEST: Final = 1_000  # columns: a span beyond them is a lie
_MOST_COVERED: Final = 200_000  # places under cells that go down
_DEEPEST: Final = 150  # elements within one another


def is_web_page(data: bytes) -> bool:
    """Whether these bytes are HTML or a web archive."""
    return data[:200].lstrip().lower().startswith(b"mime-version:") or bool(_LOOKS_LIKE.search(data[:2000]))


def pieces_of(data: bytes) -> list[Piece]:
    """The paragraphs and tables of a web page, in order. Raises Damaged."""
    if data[:200].lstrip().lower().startswith(b"mime-version:"):
        data = _page_of_archive(data.lstrip())
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged("Вложенная страница не читается.") from error
    walker = _Walker()
    if root is not None:
        walker.walk(root, bold=False)
        walker.end()
    return walker.pieces


def _page_of_archive(data: bytes) -> bytes:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):
                break
            charset = part.get_content_charset() or "utf-8"
            try:
                return content.decode(charset).encode()
            except (LookupError, UnicodeDecodeError):
                return content
    raise Damaged("Во вложенном веб-архиве нет страницы.")


class _Walker:
    """Collects what a page shows."""

    def __init__(self, depth: int = 0) -> None:
        self.pieces: list[Piece] = []
        self._said: list[str] = []
        self._all_bold = True
        self._level: int | None = None
        self._number: str | None = None
        self._align: Align | None = None
        self._depth = depth

    def walk(self, element: _Element, *, bold: bool) -> None:
        """An element with everything inside it."""
        tag = element.tag
        style = element.get("style") or ""
        if tag in _SILENT or _HIDDEN.search(style):
            return
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Damaged("Вложенная страница устроена недопустимо глубоко.")
        is_block = tag in _BLOCKS
        bold = bold or tag in _BOLD or bool(_STYLE_BOLD.search(style))
        if is_block:
            self.end()
            self._begin(element, style)
        if tag == "table":
            self.pieces.append((_table(element, self._depth), None))
        elif tag == "br":
            self._said.append("\n")
        else:
            self._say(element.text, bold=bold)
            for child in element:
                self.walk(child, bold=bold)
                self._say(child.tail, bold=bold)
        if is_block:
            self.end()
        self._depth -= 1

    def _begin(self, element: _Element, style: str) -> None:
        heading = _HEADING.fullmatch(element.tag)
        self._level = int(heading.group(1)) if heading else None
        aligned = _ALIGN.search(style)
        shown = aligned.group(1) if aligned else element.get("align") or ("center" if element.tag == "center" else "")
        self._align = _ALIGNS.get(shown.lower())
        if element.tag == "li":
            self._number = _number(element)

    def _say(self, text: str | None, *, bold: bool) -> None:
        if not text:
            return
        self._said.append(_BLANKS.sub(" ", text))
        if not text.isspace():
            self._all_bold = self._all_bold and bold

    def end(self) -> None:
        """The end of a paragraph."""
        lines = (line.strip(" ") for line in _SPACES.sub(" ", "".join(self._said)).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text and not text.isspace():
            paragraph = Paragraph()
            paragraph.text, paragraph.bold = text, self._all_bold
            paragraph.level, paragraph.align = self._level, self._align
            self.pieces.append((paragraph, self._number))
            self._number = None
        self._said, self._all_bold, self._align, self._level = [], True, None, None


def _number(item: _Element) -> str:
    around = item.getparent()
    if around is None or around.tag != "ol":
        return "•"
    before = sum(1 for other in item.itersiblings("li", preceding=True))
    return f"{_whole(around.get('start'), 1) + before}."


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"[0-9]{1,4}", value.strip()) else default


def _table(table: _Element, depth: int) -> RawTable:
    """Real cells; a row or column span as the page has it."""
    elements = _rows(table)
    rows: list[list[RawCell]] = []
    taken: set[tuple[int, int]] = set()
    width = 0
    for index, row in enumerate(elements):
        cells: list[RawCell] = []
        col = 0
        for element in row.iterchildren("td", "th"):
            while (index, col) in taken:
                col += 1
            span = min(max(1, _whole(element.get("colspan"), 1)), _WIDEST)
            down = min(max(1, _whole(element.get("rowspan"), 1)), len(elements) - index)
            if down > 1 and len(taken) < _MOST_COVERED:
                taken.update((index + below, col + right) for below in range(1, down) for right in range(span))
            cells.append(_cell(element, RawCell(index, col, span, (), down), depth))
            col += span
        rows.append(cells)
        width = max(width, col)
    return RawTable(rows, width)


def _rows(table: _Element) -> list[_Element]:
    found: list[_Element] = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found.extend(child.iterchildren("tr"))
    return found


def _cell(element: _Element, cell: RawCell, depth: int) -> RawCell:
    inside = _Walker(depth)
    inside.walk(element, bold=False)
    inside.end()
    for piece, number in inside.pieces:
        if isinstance(piece, Paragraph):
            cell.number = cell.number if cell.text else number
            cell.add(piece.text, bold=piece.bold)
        else:
            for row in piece.rows:
                cell.add("\t".join(inner.text for inner in row), bold=False)
    return cell
