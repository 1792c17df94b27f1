"""docProps/core.xml written by us: a template's own would leak its author and a date of 2013."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from datetime import datetime

CORE = "docProps/core.xml"
TIMES = (
    '<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
)
SHAPE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{creator}</dc:creator>"
    "<cp:lastModifiedBy>{creator}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
    "{times}"
    "<dc:language>ru-RU</dc:language></cp:coreProperties>"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file's properties say. `moment` is the registration's, never the clock's; a draft has none."""

    title: str
    subject: str
    creator: str  # the body that issues it
    moment: datetime | None


def core_properties(metadata: Metadata) -> bytes:
    """The part's bytes."""
    return SHAPE.format(
        title=escape(metadata.title),
        subject=escape(metadata.subject),
        creator=escape(metadata.creator),
        times=TIMES.format(moment=metadata.moment.strftime("%Y-%m-%dT%H:%M:%SZ")) if metadata.moment else "",
    ).encode()
