"""The form of papers after an edition of ГОСТ Р 7.0.97: settings of the profile, applied to a template's file.

What is left of a template is its text: widths of the letterhead, margins, sizes, the order of initials are the form's.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from review.errors import BadTemplate
from review.issue.template.zipping import pack, unpacked_and_packed, write

if TYPE_CHECKING:
    from pathlib import Path

FORMS = "forms.toml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
MARGIN_PARTS = re.compile(r"word/header\d*\.xml")
FOOTERS = re.compile(r"word/footer\d*\.xml")
TWIPS = 56.6929  # in a millimetre
KEPT_MM = 29.0  # a template with this left margin is one that is kept for long
WIDE_RIGHT_MM = 15.0  # nobody leaves so much at the right of an order or a letter
CORNER_MM = (65.0, 95.0)  # the left column of a corner letterhead
LETTERHEAD = 6  # blocks among which it stands
COLUMNS = 2
USUAL_SIZE = "28"  # half-points: papers set smaller on purpose, tables and certificates, keep their size
QR = "QR"
FIO = re.compile(r"(\{\{\s*[\w.]+)\.fio\.")


@dataclass(frozen=True, slots=True)
class Form:
    """One entry of templates/forms.toml."""

    id: str
    title: str
    corner_mm: float
    initials: str
    heading: str
    heading_mm: float
    text_pt: float
    page_number: str
    margins: tuple[float, float, float, float]
    kept_left: float
    qr: bool


def read_forms(templates: Path) -> tuple[str, dict[str, Form]]:
    """(the form the files are made in, all forms by id). Raises BadTemplate."""
    return _read((templates / FORMS).read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[str, dict[str, Form]]:
    try:
        raw = tomllib.loads(text)
        shipped = str(raw.pop("shipped"))
        forms = {id_: Form(**{**told, "id": id_, "margins": tuple(told["margins"])}) for id_, told in raw.items()}
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise BadTemplate(f"{FORMS}: {error}.", "Сверьте файл форм с поставкой.") from error
    return shipped, forms


def formed(docx: bytes, form: Form) -> bytes:
    """The template in this form; the same template and form give the same bytes."""
    plain, packed = unpacked_and_packed(docx)
    document = etree.fromstring(plain[DOCUMENT])
    width = _document(document, form)
    changed = {DOCUMENT: _bytes(document), STYLES: _styles(plain[STYLES], form, width)}
    for name, content in plain.items():
        if MARGIN_PARTS.fullmatch(name):
            changed[name] = _header(content, form)
        elif FOOTERS.fullmatch(name) and not form.qr:
            changed[name] = _without_qr(content)
    return write([pack(name, changed[name]) if name in changed else packed[name] for name in packed])


def _document(root: etree._Element, form: Form) -> int:
    """Margins and letterhead; how wide the text is now."""
    for section in root.iter(_w("sectPr")):
        _margins(section, form)
    body = root.find(_w("body"))
    blocks = [] if body is None else list(body)[:LETTERHEAD]
    table = next((block for block in blocks if block.tag == _w("tbl") and _is_corner(block)), None)
    if table is not None:
        _corner(table, form)
    return _text_width(root)


def _text_width(root: etree._Element) -> int:
    size, margins = next(root.iter(_w("pgSz")), None), next(root.iter(_w("pgMar")), None)
    if size is None or margins is None:
        return 0
    return int(size.get(_w("w"), "0")) - sum(int(margins.get(_w(side), "0")) for side in ("left", "right"))


def _margins(section: etree._Element, form: Form) -> None:
    """An upright sheet gets the form's margins; a lying or framed one (a letter of thanks) keeps its own."""
    size, margins = section.find(_w("pgSz")), section.find(_w("pgMar"))
    if size is None or margins is None or size.get(_w("orient")) == "landscape":
        return
    if float(margins.get(_w("right"), "0")) > WIDE_RIGHT_MM * TWIPS:
        return
    left, right, top, bottom = form.margins
    if float(margins.get(_w("left"), "0")) >= KEPT_MM * TWIPS:
        left = form.kept_left
    for side, wide in (("left", left), ("right", right), ("top", top), ("bottom", bottom)):
        margins.set(_w(side), _twips(wide))


def _is_corner(table: etree._Element) -> bool:
    columns = table.findall(f"{_w('tblGrid')}/{_w('gridCol')}")
    narrow, wide = (bound * TWIPS for bound in CORNER_MM)
    return (
        len(columns) == COLUMNS
        and narrow <= float(columns[0].get(_w("w"), "0")) <= wide
        and len(table.findall(_w("tr"))) == 1
        and bool(FIO.search(_text(table)) or "datv" in _text(table))
    )


def _corner(table: etree._Element, form: Form) -> None:
    """The letterhead's width, and initials of the addressee in their order."""
    columns = table.findall(f"{_w('tblGrid')}/{_w('gridCol')}")
    whole = sum(int(column.get(_w("w"), "0")) for column in columns)
    corner = int(_twips(form.corner_mm))
    for column, width in zip(columns, (corner, whole - corner), strict=True):
        column.set(_w("w"), str(width))
    for row in table.findall(_w("tr")):
        cells = row.findall(_w("tc"))
        for cell, width in zip(cells, (corner, whole - corner), strict=True):
            size = cell.find(f"{_w('tcPr')}/{_w('tcW')}")
            if size is not None:
                size.set(_w("w"), str(width))
        if form.initials == "before":
            for text in cells[1].iter(_w("t")):
                text.text = FIO.sub(r"\1.iof.", text.text or "")


def _styles(content: bytes, form: Form, width: int) -> bytes:
    root = etree.fromstring(content)
    styles = {style.get(_w("styleId")): style for style in root.findall(_w("style"))}
    normal, heading = styles.get("Normal"), styles.get("PaperHeading")
    size = None if normal is None else normal.find(f"{_w('rPr')}/{_w('sz')}")
    if size is not None and size.get(_w("val")) == USUAL_SIZE:
        size.set(_w("val"), str(round(form.text_pt * 2)))
    properties = None if heading is None else heading.find(_w("pPr"))
    if properties is not None:
        _heading(properties, form, width)
    return _bytes(root)


def _heading(properties: etree._Element, form: Form, width: int) -> None:
    justified = properties.find(_w("jc"))
    if justified is not None:
        justified.set(_w("val"), form.heading)
    for old in properties.findall(_w("ind")):
        properties.remove(old)
    if form.heading == "left" and form.heading_mm:
        indent = etree.Element(_w("ind"))
        indent.set(_w("right"), str(max(0, width - int(_twips(form.heading_mm)))))
        place = len(properties) if justified is None else properties.index(justified)
        properties.insert(place, indent)


def _header(content: bytes, form: Form) -> bytes:
    """The page number's place."""
    root = etree.fromstring(content)
    for paragraph in root.iter(_w("p")):
        if any("PAGE" in (code.text or "") for code in paragraph.iter(_w("instrText"))):
            for justified in paragraph.iter(_w("jc")):
                justified.set(_w("val"), form.page_number)
    return _bytes(root)


def _without_qr(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for drawing in list(root.iter(_w("drawing"))):
        described = next(drawing.iter(f"{DRAWING}docPr"), None)
        parent = drawing.getparent()
        if described is not None and described.get("descr") == QR and parent is not None:
            parent.remove(drawing)
    return _bytes(root)


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(_w("t")))


def _twips(millimetres: float) -> str:
    return str(round(millimetres * TWIPS))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
