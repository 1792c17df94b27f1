"""Rules of PDF/A-2b (ISO 19005-2) that our papers could break, looked up in the file's own objects.

Not the whole of the standard: a validator with all of it could not be had here.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

if TYPE_CHECKING:
    from collections.abc import Iterator

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC_TITLE = ".//{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans"}
STANDARD_NAMES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
BLENDS = {
    *("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn"),
    *("/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"),
}
PRINT, INVISIBLE, HIDDEN, NO_VIEW = 4, 1, 2, 32


def faults(pdf: bytes) -> list[str]:
    """What a file breaks, in words; nothing for a sound one."""
    reader = PdfReader(io.BytesIO(pdf))
    if reader.is_encrypted:
        return ["encrypted"]
    found = [*_frame(pdf, reader), *_metadata(reader), *_intent(reader)]
    for thing in _objects(reader):
        found += _object(thing)
    return sorted(set(found))


def _frame(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    head = pdf.split(b"\n", 2)
    if not head[0].startswith(b"%PDF-1.") or not (len(head[1]) >= 5 and min(head[1][1:5]) > 127):
        yield "no binary comment after the header"
    if "/ID" not in reader.trailer:
        yield "no file identifier"
    catalogue = reader.trailer["/Root"]
    if "/AA" in catalogue or "/Requirements" in catalogue:
        yield "the catalogue acts by itself"
    names = catalogue.get("/Names", {})
    if "/JavaScript" in names or "/EmbeddedFiles" in names:
        yield "scripts or files inside"


def _metadata(reader: PdfReader) -> Iterator[str]:
    packet = reader.trailer["/Root"].get("/Metadata")
    if packet is None:
        yield "no metadata"
        return
    if "/Filter" in packet.get_object():
        yield "packed metadata"
    tree = etree.fromstring(packet.get_object().get_data())
    told = {
        name: next((element.text or "" for element in tree.iter(PDFAID + name)), "") for name in ("part", "conformance")
    }
    if told != {"part": "2", "conformance": "B"}:
        yield f"says it is {told}"
    title = (reader.metadata or {}).get("/Title")
    if title and title != "".join(tree.find(DC_TITLE).itertext() if tree.find(DC_TITLE) is not None else ()):
        yield "titles differ"


def _intent(reader: PdfReader) -> Iterator[str]:
    for one in reader.trailer["/Root"].get("/OutputIntents", ()):
        intent = one.get_object()
        profile = intent.get("/DestOutputProfile")
        if intent.get("/S") == "/GTS_PDFA1" and profile is not None:
            data = profile.get_object().get_data()
            if data[36:40] == b"acsp" and data[16:20] == b"RGB " and profile.get_object().get("/N") == 3:
                return
            yield "a broken colour profile"
            return
    yield "no output intent"


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Everything that can be reached from the catalogue, once."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer["/Root"]]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting += list(thing.values())
        elif isinstance(thing, ArrayObject):
            waiting += list(thing)


def _object(thing: DictionaryObject) -> Iterator[str]:
    kind, subtype = thing.get("/Type"), thing.get("/Subtype")
    if kind == "/Font":
        yield from _font(thing)
    if kind == "/ExtGState":
        yield from _drawing(thing)
    if kind == "/Annot" and subtype != "/Popup":
        flags = thing.get("/F", 0)
        if not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW):
            yield "an annotation that is not printed"
    if isinstance(thing, StreamObject):
        yield from _stream(thing)
    if thing.get("/S") in ACTIONS or "/JS" in thing:
        yield f"action {thing.get('/S')}"
    if thing.get("/S") == "/Named" and thing.get("/N") not in STANDARD_NAMES:
        yield "a named action"


def _drawing(state: DictionaryObject) -> Iterator[str]:
    blend = state.get("/BM")
    if isinstance(blend, NameObject) and blend not in BLENDS:
        yield f"blending {blend}"
    if "/TR" in state or state.get("/TR2", "/Default") != "/Default":
        yield "a transfer function"


def _stream(stream: StreamObject) -> Iterator[str]:
    if "/F" in stream:
        yield "a stream outside the file"
    if "LZW" in str(stream.get("/Filter", "")):
        yield "LZW"
    if stream.get("/Subtype") == "/Image" and (stream.get("/Interpolate") or "/Alternates" in stream):
        yield "a picture is smoothed or has another beside it"
    if "DeviceCMYK" in str(stream.get("/ColorSpace", "")):
        yield "CMYK without its intent"


def _font(font: DictionaryObject) -> Iterator[str]:
    subtype, name = font.get("/Subtype"), font.get("/BaseFont", "")
    if subtype == "/Type3":
        return
    if subtype == "/Type0":
        if font.get("/Encoding") not in ("/Identity-H", "/Identity-V"):
            yield f"encoding of {name}"
        return  # its descendant is looked at by itself
    descriptor = font.get("/FontDescriptor", {}).get_object() if "/FontDescriptor" in font else {}
    if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"{name} is not embedded"
    if subtype == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield f"{name} has no map of glyphs"
