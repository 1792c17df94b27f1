"""Block ids that survive edits elsewhere: what a block says, and which of its equals it is.

An id is a letter for the kind, a checksum of the normalised words, and, from the second equal one on, its ordinal:
`b3f0a91c2d47`, `c77e2b10ff3a-2`. Nothing of the position is in it, so text inserted above, a new row or a moved
section leave every other id as it was; Word and PDF editions of one text even share most of theirs.
A table, which has no words of its own, is named by its first row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = {"body": "b", "header": "h", "footer": "f", "footnote": "n", "endnote": "e", "textbox": "x"}

# Readers differ in what they keep of these, so they do not count: soft hyphen, zero-width marks, byte order mark.
_IGNORED = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Ids:
    """Gives out the ids of one document, in reading order."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def block(self, text: str, part: str = "body") -> str:
        """Id of a paragraph, heading or list item. Its type is not in the id: a new style does not move it."""
        return self._give(_PREFIX.get(part, part), text)

    def cell(self, text: str) -> str:
        """Id of a table cell."""
        return self._give("c", text)

    def table(self, first_row: Iterable[str], part: str = "body") -> str:
        """Id of a whole table, from the words of its first row."""
        return self._give("t" + ("" if part == "body" else _PREFIX.get(part, part)), "\t".join(first_row))

    def _give(self, kind: str, text: str) -> str:
        words = " ".join((text if text.isprintable() else text.translate(_IGNORED)).split())
        data = words.encode("utf-8", "surrogatepass")
        # 40 bits are enough: a clash does no harm, the later text only gets an ordinal.
        stem = "%s%08x%02x" % (kind, crc32(data), len(data) & 0xFF)  # noqa: UP031 - half the time of an f-string here
        count = self._seen.get(stem, 0) + 1
        self._seen[stem] = count
        return stem if count == 1 else f"{stem}-{count}"
