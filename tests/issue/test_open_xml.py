"""Every rendered paper against the rules of Open XML that a file can be checked by: packaging, ids, order of elements.

The order tables are those of ECMA-376, part 1 (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_TrPr, CT_SectPr), for the
elements our papers use; an element that stands in none of them is a fault too.
"""

import json
import posixpath
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from review.flow.papers.issuing.issuing import render
from review.flow.papers.templates.editions import in_form
from review.flow.services import Services
from review.issue.files.stamps import Stamp, stamped
from review.issue.template.templates import find, names
from review.language.russian import russian
from review.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = list(names(TEMPLATES))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "pBdr": "top left bottom right between bar",
    "tblCellMar": "top left start bottom right end",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}
UNORDERED = {
    "trPr": {
        "cnfStyle",
        "divId",
        "gridBefore",
        "gridAfter",
        "wBefore",
        "wAfter",
        "cantSplit",
        "trHeight",
        "tblHeader",
        "tblCellSpacing",
        "jc",
        "hidden",
    }
}


def local(element):
    return etree.QName(element).localname


def faults_of_order(root):
    for element in root.iter(*(f"{W}{name}" for name in ORDER)):
        order = ORDER[local(element)].split()
        places = []
        for child in element:
            if not isinstance(child.tag, str) or not child.tag.startswith(W):
                continue
            if local(child) not in order:
                yield f"{local(child)} in {local(element)}"
            else:
                places.append(order.index(local(child)))
        if places != sorted(places):
            yield f"order of {local(element)}: {[local(child) for child in element]}"
    for name, known in UNORDERED.items():
        for element in root.iter(f"{W}{name}"):
            yield from (f"{local(child)} in {name}" for child in element if local(child) not in known)


def faults_of_content(root):
    yield from _faults_of_tables(root)
    pictures = [one.get("id") for one in root.iter("{*}docPr")]
    if len(pictures) != len(set(pictures)):
        yield "pictures of one id"
    for outer, inner in (("r", "rPr"), ("p", "pPr")):
        for element in root.iter(f"{W}{outer}"):
            properties = element.find(f"{W}{inner}")
            if properties is not None and element.index(properties) != 0:
                yield f"{inner} after the text"


def _faults_of_tables(root):
    for cell in root.iter(f"{W}tc"):
        blocks = [child for child in cell if local(child) in ("p", "tbl", "sdt")]
        if not blocks or local(blocks[-1]) != "p":
            yield "a cell that does not end with a paragraph"
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if not rows:
            yield "a table without rows"
        for row in rows:
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            if sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) != width:
                yield "a row that does not fill its grid"


def faults_of_package(parts):
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {one.get("PartName").lstrip("/") for one in types.iter(f"{TYPES}Override")}
    by_ending = {one.get("Extension").lower() for one in types.iter(f"{TYPES}Default")}
    yield from (f"a type of nothing: {name}" for name in named - set(parts))
    for name in parts:
        if name != "[Content_Types].xml" and name not in named and name.rpartition(".")[2].lower() not in by_ending:
            yield f"a part without a type: {name}"
    for name in parts:
        if name.endswith(".rels"):
            yield from _faults_of_links(name, parts)


def _faults_of_links(name, parts):
    links = list(etree.fromstring(parts[name]).iter(RELS))
    ids = [one.get("Id") for one in links]
    if len(ids) != len(set(ids)):
        yield f"links of one id in {name}"
    folder = posixpath.dirname(posixpath.dirname(name))
    for one in links:
        target = one.get("Target")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if one.get("TargetMode") != "External" and whole not in parts:
            yield f"a link to nothing: {target} in {name}"
    source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
    if source in parts and source.endswith(".xml"):
        used = {
            value
            for element in etree.fromstring(parts[source]).iter()
            for key, value in element.attrib.items()
            if key.startswith(R)
        }
        yield from (f"a link that is not there: {one} in {source}" for one in used - set(ids))


def faults(docx):
    with zipfile.ZipFile(BytesIO(docx)) as opened:
        assert opened.testzip() is None
        assert len(opened.namelist()) == len(set(opened.namelist()))
        parts = {name: opened.read(name) for name in opened.namelist()}
    found = list(faults_of_package(parts))
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            root = etree.fromstring(content)
            found += [f"{name}: {one}" for one in (*faults_of_order(root), *faults_of_content(root))]
    return sorted(set(found))


def rendered(name):
    facts = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    return render(find(name, TEMPLATES), facts, russian())


@pytest.mark.parametrize("name", NAMES)
def test_a_rendered_paper_keeps_the_rules(name):
    assert faults(rendered(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_stamped_paper_keeps_the_rules(name):
    stamp = Stamp(
        header="Публичная версия", chain=("Отменён",), number="46", mark=("ПОДПИСАН", "Сертификат 1"), signers=("М",)
    )
    assert faults(stamped(rendered(name), stamp)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_in_another_form_keeps_the_rules(name):
    no = None
    template = in_form(Services(Settings(), no, no, no, no, no, no), find(name, TEMPLATES), "gost-2016")
    facts = json.loads((TEMPLATES / name / "example.json").read_text(encoding="utf-8"))
    assert faults(render(template, facts, russian())) == []


def test_a_fault_would_be_seen():
    wrong = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:jc w:val="left"/><w:ind w:left="1"/></w:pPr></w:p>'
    assert list(faults_of_order(etree.fromstring(wrong))) == ["order of pPr: ['jc', 'ind']"]
