"""Plain text as a Document: encodings, tables saved with tabs, crumbs of the programs that saved them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.errors import Damaged, EmptyFile
from review.model.document import Block, Cell, Document, Table
from review.parse.headings import Line, levels
from review.parse.ids import Ids
from review.parse.letters import plausible_share
from review.parse.plain_tables import RawTable, items_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.document import BlockType

CRUMBS = re.compile(r"\[bookmark: [^\]\n]*\]|</?(?:p|br|b|i|u|span|div|strong|em)(?:\s[^<>\n]*)?/?>", re.IGNORECASE)
PARAGRAPH_ENDS = re.compile(r"</p>[ ]*<p>|<br ?/?>", re.IGNORECASE)
INNER_BREAK = "\u2028"  # a line break inside a cell that stood on one line
EIGHT_BIT = ("cp1251", "koi8-r", "cp866")
BINARY = 0.02  # share of control characters no text has


def read_text(data: bytes) -> Document:
    """The document of a TXT file. Raises Damaged for bytes that are no text, EmptyFile without words."""
    text = decode(data)
    text = CRUMBS.sub("", PARAGRAPH_ENDS.sub(INNER_BREAK, text))
    items = items_of(text.split("\n"))
    if not items:
        raise EmptyFile("В файле нет ни слова.", "Проверьте, тот ли файл выбран, и загрузите другой.")
    return Document("txt", _blocks(items))


def decode(data: bytes) -> str:
    """Bytes as text with Unix line ends, in the encoding that makes Russian words of them."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").lstrip("\ufeff")
    controls = sum(1 for c in text if ord(c) < 32 and c not in "\n\t")  # noqa: PLR2004 - the space is the first printable
    if controls > BINARY * max(len(text), 1):
        raise Damaged("Файл .txt не содержит текста.", "Проверьте, тот ли файл выбран, или загрузите DOCX либо PDF.")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[:4000].count(0) > len(data[:4000]) // 5:
        return data.decode("utf-16-le" if data[1:2] in (b"\x00", b"\x04") else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        sample = data[:20_000]
        best = max(EIGHT_BIT, key=lambda name: plausible_share(sample.decode(name, "replace")))
        return data.decode(best, "replace")


def _blocks(items: Sequence[str | RawTable]) -> tuple[Block, ...]:
    lines = [Line(item) if isinstance(item, str) else Line(" ".join(item.rows[0]), kind="table") for item in items]
    ids = Ids()
    blocks = []
    for item, level in zip(items, levels(lines), strict=True):
        if isinstance(item, RawTable):
            blocks.append(_table(item, ids))
        else:
            kind: BlockType = "paragraph" if level is None else "heading"
            blocks.append(Block(ids.block(item), kind, item, level=level))
    return tuple(blocks)


def _table(raw: RawTable, ids: Ids) -> Block:
    name = ids.table(raw.rows[0])
    rows = []
    for number, texts in enumerate(raw.rows):
        span = raw.width if len(texts) == 1 else 1
        cells = (text.replace(INNER_BREAK, "\n").strip() for text in texts)
        rows.append(tuple(Cell(ids.cell(text), number, col, text, 1, span) for col, text in enumerate(cells)))
    return Block(name, "table", "", table=Table(tuple(rows), raw.width))
