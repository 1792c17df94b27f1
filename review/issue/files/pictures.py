"""Pictures of a paper: the QR code of its verification page, and where a template keeps its placeholders."""

from __future__ import annotations

import posixpath
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import segno
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
QUIET = 2  # modules of white around; the page adds the rest
BITS = bytes.maketrans(b"\0\1", b"10")
MASK = 3  # any mask is right; choosing the prettiest costs five times the drawing
SCALE = 6  # pixels a module: sharp at 22 mm and 300 dpi


@lru_cache(maxsize=256)
def qr_png(text: str) -> bytes:
    """A QR code with its quiet zone; the same text gives the same bytes."""
    made = segno.make(text, error="m", micro=False, boost_error=False, mask=MASK)
    margin = bytes(len(made.matrix) + 2 * QUIET)
    wide = [bytes(QUIET) + bytes(row) + bytes(QUIET) for row in made.matrix]
    lines = [_line(row) for row in (*[margin] * QUIET, *wide, *[margin] * QUIET)]
    side = len(lines) * SCALE
    picture = b"".join(line * SCALE for line in lines)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)  # one bit of grey
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(picture)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _line(row: bytes) -> bytes:
    """A row of modules as a filter byte and bits, white where the module is light."""
    bits = row.translate(BITS).replace(b"0", b"0" * SCALE).replace(b"1", b"1" * SCALE)
    size = -(-len(bits) // 8)
    return b"\0" + int(bits.ljust(size * 8, b"1"), 2).to_bytes(size, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def placeholders(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Alternative text of each picture → the archive member that holds it: {"QR": "word/media/image1.png"}.

    Word renames media when it saves; the alternative text a secretary gave stays.
    """
    found: dict[str, str] = {}
    for name, content in parts.items():
        relations = f"word/_rels/{posixpath.basename(name)}.rels"
        if (
            not name.startswith("word/")
            or not name.endswith(".xml")
            or relations not in parts
            or b"docPr" not in content
        ):
            continue
        targets = {item.get("Id"): item.get("Target") for item in etree.fromstring(parts[relations]).iter(RELATIONSHIP)}
        for frame in etree.fromstring(content).iter(f"{DRAWING}inline", f"{DRAWING}anchor"):
            described = frame.find(f"{DRAWING}docPr")
            blip = next(frame.iter(BLIP), None)
            target = targets.get(blip.get(EMBED)) if blip is not None else None
            if described is not None and described.get("descr") and target:
                found[described.get("descr", "")] = posixpath.normpath(posixpath.join("word", target))
    return found
