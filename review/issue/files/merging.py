"""Many papers of one template in one file for print: each on pages of its own, with its own QR, clauses and numbers."""

from __future__ import annotations

import posixpath
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from review.errors import BadTemplate
from review.issue.template.zipping import pack, unpacked_and_packed, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
DRAWING_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DOCUMENT, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"
OWN = ("header", "footer", "image", "hyperlink")  # relations every paper keeps for itself
BEFORE_NUMBERING = {
    f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}
LEVELS = 9
STEP = 1000  # ids of one paper's drawings and bookmarks
DEFLATE_LEVEL = 3


def merged(papers: Sequence[bytes]) -> bytes:
    """One DOCX of them all, in order. Raises BadTemplate for papers of different templates."""
    if not papers:
        raise BadTemplate("Печатать нечего: бумаг нет.", "Сначала выпустите бумаги.")
    if len(papers) == 1:
        return papers[0]
    book = _Book(papers[0])
    for number, paper in enumerate(papers[1:], 1):
        book.add(paper, number)
    return book.whole()


class _Book:
    """The first paper, and what the others bring."""

    def __init__(self, first: bytes) -> None:
        self._parts, self._packed = unpacked_and_packed(first)
        self._order = list(self._packed)
        self._document = etree.fromstring(self._parts[DOCUMENT])
        self._body = _body(self._document)
        self._relations = etree.fromstring(self._parts[RELATIONS])
        self._types = etree.fromstring(self._parts[TYPES])
        self._numbering = etree.fromstring(self._parts[NUMBERING]) if NUMBERING in self._parts else None
        self._styled = dict(_numbered_styles(self._parts.get(STYLES, b"")))
        self._new: dict[str, bytes] = {}
        _start_pages(self._body)

    def add(self, paper: bytes, number: int) -> None:
        """One more paper behind the others."""
        parts, _ = unpacked_and_packed(paper)
        if any(parts.get(name) != self._parts.get(name) for name in (STYLES, NUMBERING)):
            raise BadTemplate("Бумаги сделаны по разным образцам: в один файл они не складываются.", "Скачайте ZIP.")
        document = etree.fromstring(parts[DOCUMENT])
        body = _body(document)
        self._rename(document, self._taken(parts, number))
        self._restart(body)
        _shift_ids(body, number * STEP)
        _start_pages(body)
        _close_section(self._body)
        for element in list(body):
            self._body.append(element)

    def whole(self) -> bytes:
        """The file."""
        rendered = {
            DOCUMENT: _text(self._document),
            RELATIONS: _text(self._relations),
            TYPES: _text(self._types),
            **self._new,
        }
        if self._numbering is not None:
            rendered[NUMBERING] = _text(self._numbering)
        members = [
            pack(name, rendered[name], DEFLATE_LEVEL) if name in rendered else self._packed[name]
            for name in self._order
        ]
        members += [pack(name, content, DEFLATE_LEVEL) for name, content in self._new.items()]
        return write(members)

    def _taken(self, parts: dict[str, bytes], number: int) -> dict[str, str]:
        """Copy the paper's headers, footers and pictures under new names; old relation id → new."""
        renamed: dict[str, str] = {}
        for relation in etree.fromstring(parts[RELATIONS]).iter(PACKAGE):
            kind = _told(relation, "Type").rsplit("/", 1)[1]
            if kind not in OWN:
                continue
            copy = deepcopy(relation)
            copy.set("Id", f"rIdPaper{number}x{relation.get('Id')}")
            renamed[_told(relation, "Id")] = _told(copy, "Id")
            if _told(relation, "TargetMode") != "External":
                copy.set("Target", self._copied(parts, posixpath.join("word", _told(relation, "Target")), number))
            self._relations.append(copy)
        return renamed

    def _copied(self, parts: dict[str, bytes], name: str, number: int) -> str:
        """A part with the pictures it shows; its new target."""
        folder, base = posixpath.split(name)
        stem, dot, ending = base.rpartition(".")
        new = f"{stem}_{number}{dot}{ending}"
        self._new[f"{folder}/{new}"] = parts[name]
        self._declare(name, f"{folder}/{new}")
        own = f"{folder}/_rels/{base}.rels"
        if own in parts:
            relations = etree.fromstring(parts[own])
            for relation in relations.iter(PACKAGE):
                if _told(relation, "TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join(folder, _told(relation, "Target")))
                    relation.set("Target", self._copied(parts, target, number))
            self._new[f"{folder}/_rels/{new}.rels"] = _text(relations)
        return posixpath.relpath(f"{folder}/{new}", "word")

    def _declare(self, old: str, new: str) -> None:
        """Parts named one by one in the list of types are named there under the new name too."""
        for override in self._types.iter(OVERRIDE):
            if _told(override, "PartName") == f"/{old}":
                copy = deepcopy(override)
                copy.set("PartName", f"/{new}")
                self._types.append(copy)
                return

    def _rename(self, document: etree._Element, renamed: dict[str, str]) -> None:
        for element in document.iter():
            for name in (f"{RELATION}id", f"{RELATION}embed", f"{RELATION}link"):
                value = element.get(name)
                if value in renamed:
                    element.set(name, renamed[value])

    def _restart(self, body: etree._Element) -> None:
        """Clauses count from one again: the paper's numbered paragraphs get numberings of their own."""
        if self._numbering is None:
            return
        made: dict[str, str] = {}
        for paragraph in body.iter(f"{W}p"):
            found = self._numbered(paragraph)
            if found is None:
                continue
            properties, old, level = found
            if old not in made:
                made[old] = self._numbering_like(old)
            for held in properties.findall(f"{W}numPr"):
                properties.remove(held)
            own = etree.Element(f"{W}numPr")
            etree.SubElement(own, f"{W}ilvl").set(f"{W}val", level)
            etree.SubElement(own, f"{W}numId").set(f"{W}val", made[old])
            place = sum(child.tag in BEFORE_NUMBERING for child in properties)
            properties.insert(place, own)

    def _numbered(self, paragraph: etree._Element) -> tuple[etree._Element, str, str] | None:
        """(paragraph's properties, numbering, level) of a paragraph that is numbered by itself or by its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        own = properties.find(f"{W}numPr/{W}numId")
        if own is not None:
            level = properties.find(f"{W}numPr/{W}ilvl")
            value = _told(own, f"{W}val")
            return None if value == "0" else (properties, value, "0" if level is None else _told(level, f"{W}val"))
        style = properties.find(f"{W}pStyle")
        known = self._styled.get(_told(style, f"{W}val")) if style is not None else None
        return None if known is None else (properties, *known)

    def _numbering_like(self, old: str) -> str:
        """A new numbering of the same look that begins at one."""
        nums = [] if self._numbering is None else self._numbering.findall(f"{W}num")
        same = next(num for num in nums if _told(num, f"{W}numId") == old)
        new = str(max(int(_told(num, f"{W}numId")) for num in nums) + 1)
        made = etree.Element(f"{W}num")
        made.set(f"{W}numId", new)
        look = etree.SubElement(made, f"{W}abstractNumId")
        look.set(f"{W}val", next(_told(child, f"{W}val") for child in same if child.tag == look.tag))
        for level in range(LEVELS):
            override = etree.SubElement(made, f"{W}lvlOverride")
            override.set(f"{W}ilvl", str(level))
            etree.SubElement(override, f"{W}startOverride").set(f"{W}val", "1")
        nums[-1].addnext(made)
        return new


def _numbered_styles(styles: bytes) -> Iterator[tuple[str, tuple[str, str]]]:
    """Styles that number their paragraphs: id → (numbering, level)."""
    if not styles:
        return
    for style in etree.fromstring(styles).iter(f"{W}style"):
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if number is not None:
            told = _told(number, f"{W}val"), "0" if level is None else _told(level, f"{W}val")
            yield _told(style, f"{W}styleId"), told


def _start_pages(body: etree._Element) -> None:
    """The paper's pages count from one."""
    first = next(body.iter(f"{W}sectPr"))
    for held in first.findall(f"{W}pgNumType"):
        first.remove(held)
    start = etree.Element(f"{W}pgNumType")
    start.set(f"{W}start", "1")
    margins = first.find(f"{W}pgMar")
    if margins is None:
        first.append(start)
    else:
        margins.addnext(start)


def _close_section(body: etree._Element) -> None:
    """What was the end of the file becomes the end of a section, in its last paragraph."""
    section = body.findall(f"{W}sectPr")[-1]
    body.remove(section)
    last = body[-1]
    if last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = etree.SubElement(body, f"{W}p")  # a table cannot end a section: a line of no height does
        spacing = etree.SubElement(etree.SubElement(last, f"{W}pPr"), f"{W}spacing")
        for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
            spacing.set(f"{W}{name}", value)
    properties = last.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    changed = properties.find(f"{W}pPrChange")
    if changed is None:
        properties.append(section)
    else:
        changed.addprevious(section)


def _shift_ids(body: etree._Element, by: int) -> None:
    """Drawings and bookmarks stay one of a kind in the file."""
    for drawing in body.iter(DRAWING_ID):
        drawing.set("id", str(int(_told(drawing, "id")) + by))
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for mark in body.iter(f"{W}{tag}"):
            mark.set(f"{W}id", str(int(_told(mark, f"{W}id")) + by))
            if _told(mark, f"{W}name"):
                mark.set(f"{W}name", f"{_told(mark, f'{W}name')}_{by}")


def _body(document: etree._Element) -> etree._Element:
    found = document.find(f"{W}body")
    if found is None:
        raise BadTemplate("В файле бумаги нет текста.", "Выпустите бумагу заново.")
    return found


def _told(element: etree._Element, name: str) -> str:
    return str(element.get(name) or "")


def _text(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
