"""Documents of other formats placed whole inside a Word file (`w:altChunk`): web pages and plain text are read.

Word itself turns them into paragraphs when it opens the file; RTF would need LibreOffice and is named unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import Damaged
from review.parse.plain import decode
from review.parse.word import html as word_html
from review.parse.word.inline import said

if TYPE_CHECKING:
    from review.parse.word.html import Piece


def pieces_of(data: bytes) -> list[Piece]:
    """The paragraphs and tables of a document, with the number before each. Raises Damaged where we cannot read it."""
    if not data:
        raise Damaged("Вложенный документ лежит вне файла или пуст.")
    if data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise Damaged("Вложенный документ RTF.")
    if word_html.is_web_page(data):
        return word_html.pieces_of(data)
    return [(said(line.strip()), None) for line in decode(data).split("\n") if line.strip()]
