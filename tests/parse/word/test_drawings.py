"""Diagrams and charts keep their words in parts of their own; embedded objects are only named."""

from __future__ import annotations

from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.parse.word.docx_parts import RELATIONS, document_xml, p, package, r, tbl, tc, texts, tr

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
DIAGRAM = (
    f'<w:drawing><a:graphic xmlns:a="{DRAWN}/main"><a:graphicData>'
    f'<d:relIds xmlns:d="{DRAWN}/diagram" r:dm="d1"/></a:graphicData></a:graphic></w:drawing>'
)
CHART = f'<w:drawing><c:chart xmlns:c="{DRAWN}/chart" r:id="c1"/></w:drawing>'
MODEL = (
    f'<d:dataModel xmlns:d="{DRAWN}/diagram" xmlns:a="{DRAWN}/main"><d:ptLst>'
    '<d:pt type="doc"><d:t><a:p><a:r><a:t>не показано</a:t></a:r></a:p></d:t></d:pt>'
    "<d:pt><d:t><a:p><a:r><a:t>Кад</a:t></a:r><a:r><a:t>ры</a:t></a:r></a:p><a:p/></d:t></d:pt>"
    '<d:pt type="node"><d:t><a:p><a:r><a:t>Среда</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>'
)
NUMBERS = (
    f'<c:chartSpace xmlns:c="{DRAWN}/chart" xmlns:a="{DRAWN}/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r>'
    "<a:t>Качество знаний</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>"
    + "".join(
        f"<c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:cat><c:strRef><c:strCache><c:pt><c:v>2020 год</c:v></c:pt><c:pt><c:v>2021 год</c:v></c:pt></c:strCache>"
        "</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>0.38</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
        for name in ("Школа", "Район")
    )
    + "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
)


def drawn(*body: str) -> bytes:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in (("d1", "diagramData", "diagrams/data1.xml"), ("c1", "chart", "charts/chart1.xml"))
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    return package(
        {
            "word/document.xml": document_xml(*body),
            "word/_rels/document.xml.rels": rels,
            "word/diagrams/data1.xml": MODEL,
            "word/charts/chart1.xml": NUMBERS,
        }
    )


def test_shapes_of_a_diagram_and_titles_of_a_chart_are_text() -> None:
    document = read_docx(drawn(p("до", f"<w:r>{DIAGRAM}</w:r>"), p(r("после"), f"<w:r>{CHART}</w:r>")), Limits())
    assert texts(document) == ["до", "Кадры", "Среда", "после", "Качество знаний", "Школа; Район", "2020 год; 2021 год"]
    assert [block.part for block in document.blocks] == ["body", *["textbox"] * 2, "body", *["textbox"] * 3]


def test_a_diagram_in_a_cell_belongs_to_the_cell() -> None:
    table = read_docx(drawn(tbl(tr(tc(p("Меры", f"<w:r>{DIAGRAM}</w:r>")), "срок"))), Limits()).blocks[0].table
    assert table is not None
    assert [cell.text for cell in table.cells()] == ["Меры\nКадры\nСреда", "срок"]


def test_embedded_tables_and_other_objects_are_named_and_formulas_are_not() -> None:
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    objects = "".join(
        f'<w:r><w:object><o:OLEObject {office} ProgID="{name}"/></w:object></w:r>'
        for name in ("Excel.Sheet.12", "Equation.3")
    )
    document = read_docx(drawn(p("до", objects)), Limits())
    (warning,) = document.warnings
    assert warning.code == "embedded_objects"
    assert "1" in warning.message
