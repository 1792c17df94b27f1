"""Pictures of a paper: the QR code of its verification page, and where a template keeps its placeholders."""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import TYPE_CHECKING

import segno
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
SCALE = 6  # pixels a module: sharp at 22 mm and 300 dpi


def qr_png(text: str) -> bytes:
    """A QR code with its quiet zone; the same text gives the same bytes."""
    buffer = BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="png", scale=SCALE, border=2)
    return buffer.getvalue()


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
