"""Lines put on a finished paper: what it was ended by, that it is public, that it was signed electronically.

The original's bytes are never touched: a stamped paper is another file, the same for the same original and stamp.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from review.issue.files.public import once
from review.issue.template.zipping import pack, unpacked_and_packed, write

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
DOCUMENT, LINKS, CONTENT = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
REQUISITE = "PaperRequisite"
HEADING = "PaperHeading"  # «О …»: the letterhead ends above it
LETTERHEAD = 20  # blocks among which the number stands
INITIALS = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]?")
SIGNATURE_CELLS = 3  # post, place of the signature, name
LINE = (
    f'<w:p xmlns:w="{W}"><w:pPr><w:keepNext/><w:spacing w:before="{{before}}" w:after="60" w:line="240"'
    ' w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:i/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
)
FRAME = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="2" w:color="auto"/>' for side in ("top", "left"))
FRAME += "".join(f'<w:{side} w:val="single" w:sz="4" w:space="2" w:color="auto"/>' for side in ("bottom", "right"))
MARKED = (
    f'<w:p xmlns:w="{W}"><w:pPr><w:keepNext/><w:pBdr>{FRAME}</w:pBdr>'
    '<w:spacing w:before="{before}" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="57" w:right="{right}" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
)
BIG, SMALL, MARK = 24, 20, 12  # half-points
MARK_WIDE = 3970  # twips
TITLE_LINES = 2  # of a paper without a heading «О …», between its number and its text


@dataclass(frozen=True, slots=True)
class Stamp:
    """What to put on a paper."""

    header: str = ""  # at the top of every page
    chain: tuple[str, ...] = ()  # under the letterhead, after the number
    number: str = ""  # tells where the letterhead ends
    mark: tuple[str, ...] = ()  # lines of the e-signature mark, the first one bold
    signers: tuple[
        str, ...
    ] = ()  # surnames, the certificate's first: they tell in which signature block the mark stands
    tidied: bool = False  # names were masked: «куратору куратору 1» is said once


def stamped(docx: bytes, stamp: Stamp) -> bytes:
    """The paper with the stamp."""
    plain, packed = unpacked_and_packed(docx)
    changed: dict[str, bytes] = {}
    root = etree.fromstring(plain[DOCUMENT])
    body = root.find(_w("body"))
    if body is None:
        return docx
    if stamp.chain:
        _chained(body, stamp)
    if stamp.mark:
        _marked(body, stamp)
    if stamp.tidied:
        for text in root.iter(_w("t")):
            text.text = once(text.text or "")
    if stamp.header:
        changed |= _headed(root, plain, stamp.header)
    changed[DOCUMENT] = _bytes(root)
    names = [*packed, *(name for name in changed if name not in packed)]
    return write([pack(name, changed[name]) if name in changed else packed[name] for name in names])


def _chained(body: etree._Element, stamp: Stamp) -> None:
    blocks = [child for child in body if child.tag in (_w("p"), _w("tbl"))][:LETTERHEAD]
    number = _bare(f"№{stamp.number}")
    heading = next((block for block in blocks if _style(block) == HEADING), None)
    at = next((block for block in blocks if stamp.number and number in _bare(_text(block))), None)
    place = 0 if at is None else body.index(at) + 1 + _title_lines(blocks[blocks.index(at) + 1 :])
    if heading is not None:
        place = body.index(heading)
    for offset, text in enumerate(stamp.chain):
        body.insert(place + offset, _line(LINE, text, before=120, size=BIG))


def _title_lines(blocks: list[etree._Element]) -> int:
    """The place, or what the paper is about, stands with its number; a certificate's lines go on for long."""
    count = next((n for n, block in enumerate(blocks) if _style(block) != REQUISITE), len(blocks))
    return count if count <= TITLE_LINES else 0


def _style(block: etree._Element) -> str | None:
    named = block.find(f"{_w('pPr')}/{_w('pStyle')}")
    return None if named is None else named.get(_w("val"))


def _marked(body: etree._Element, stamp: Stamp) -> None:
    cells = list(_signature_places(body))
    own = [place for signer in stamp.signers for place, name in cells if signer and signer in name]
    wide = 57 if own else _beside(body)
    lines = [
        _line(MARKED, text, size=MARK, before=0 if number else 160, bold="" if number else "<w:b/>", right=wide)
        for number, text in enumerate(stamp.mark)
    ]
    if own:
        for paragraph in own[0].findall(_w("p")):
            own[0].remove(paragraph)
        own[0].extend(lines)
        return
    blocks = [next(place.iterancestors(_w("tbl"))) for place, _ in cells]
    at = body.index(blocks[-1]) + 1 if blocks and blocks[-1].getparent() is body else len(body) - 1
    for offset, line in enumerate(lines):  # nobody of this name signs here: not in a stranger's place
        body.insert(at + offset, line)


def _beside(body: etree._Element) -> int:
    """What is left of a line beside a mark of some seven centimetres."""
    size, margins = next(body.iter(_w("pgSz")), None), next(body.iter(_w("pgMar")), None)
    if size is None or margins is None:
        return 57
    inner = int(size.get(_w("w"), "0")) - sum(int(margins.get(_w(side), "0")) for side in ("left", "right"))
    return max(57, inner - MARK_WIDE)


def _signature_places(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The empty cell between a post and a name, and the name."""
    for row in body.iter(_w("tr")):
        cells = row.findall(_w("tc"))
        if len(cells) == SIGNATURE_CELLS and not _text(cells[1]).strip() and INITIALS.search(_text(cells[2])):
            yield cells[1], _text(cells[2])


def _headed(root: etree._Element, plain: dict[str, bytes], text: str) -> dict[str, bytes]:
    """Every header says the words; a section without one gets one. What it was made of comes back changed."""
    links, types = etree.fromstring(plain[LINKS]), etree.fromstring(plain[CONTENT])
    changed: dict[str, bytes] = {}
    fresh = ""
    for section in root.iter(_w("sectPr")):
        kinds = ["default"] + (["first"] if section.find(_w("titlePg")) is not None else [])
        known = {one.get(_w("type")): one for one in section.findall(_w("headerReference"))}
        for kind in kinds:
            if kind in known:
                name = _target(links, known[kind].get(f"{{{R}}}id", ""))
                if name not in changed:
                    changed[name] = _with_first_line(plain[name], text)
                continue
            if not fresh:
                fresh = _new_header(links, types, plain)
                changed[fresh] = _bytes(_empty_header(text))
            reference = etree.Element(_w("headerReference"))
            reference.set(_w("type"), kind)
            reference.set(f"{{{R}}}id", _link_to(links, fresh))
            section.insert(0, reference)
    if fresh:
        changed |= {LINKS: _bytes(links), CONTENT: _bytes(types)}
    return changed


def _with_first_line(header: bytes, text: str) -> bytes:
    root = etree.fromstring(header)
    root.insert(0, _line(LINE, text, before=0, size=SMALL))
    return _bytes(root)


def _empty_header(text: str) -> etree._Element:
    root = etree.Element(_w("hdr"), nsmap={"w": W, "r": R})
    root.append(_line(LINE, text, before=0, size=SMALL))
    return root


def _new_header(links: etree._Element, types: etree._Element, plain: dict[str, bytes]) -> str:
    number = next(n for n in range(1, 1000) if f"word/header{n}.xml" not in plain)
    name = f"word/header{number}.xml"
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=HEADER_TYPE)
    free = next(n for n in range(900, 9999) if not _by_id(links, f"rId{n}"))
    etree.SubElement(
        links, f"{{{RELS}}}Relationship", Id=f"rId{free}", Type=f"{R}/header", Target=f"header{number}.xml"
    )
    return name


def _link_to(links: etree._Element, name: str) -> str:
    return next(one.get("Id", "") for one in links if one.get("Target") == posixpath.basename(name))


def _by_id(links: etree._Element, identity: str) -> list[etree._Element]:
    return [one for one in links if one.get("Id") == identity]


def _target(links: etree._Element, identity: str) -> str:
    return posixpath.normpath(posixpath.join("word", _by_id(links, identity)[0].get("Target", "")))


def _line(shape: str, text: str, **values: object) -> etree._Element:
    line = etree.fromstring(shape.format(**values))
    for place in line.iter(_w("t")):
        place.text = text
    return line


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(_w("t")))


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00a0\u2011]", "", text).replace("-", "")


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
