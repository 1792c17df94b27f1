"""Small Word files for tests, built from XML strings: every construct shows in the test that needs it."""

from __future__ import annotations

import io
import zipfile

from review.model.document import Document
from review.parse.word.reader import read_docx
from review.settings import Limits

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def r(text: str, look: str = "") -> str:
    """A run."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; content without markup becomes a run."""
    inside = "".join(part if part.startswith("<") else r(part) for part in content)
    of_style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{of_style}{properties}</w:pPr>{inside}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    """A table cell; content without markup becomes a paragraph."""
    inside = "".join(part if part.startswith("<") else p(part) for part in content) or p("")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A table row; a cell without markup becomes one."""
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str, columns: int = 2) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def styles(*inside: str) -> str:
    return f"<w:styles {NAMES}>{''.join(inside)}</w:styles>"


def numbering(*inside: str) -> str:
    return f"<w:numbering {NAMES}>{''.join(inside)}</w:numbering>"


def levels(*shapes: tuple[str, str], start: int = 1) -> str:
    """The levels of an abstract list: (format, text) each."""
    return "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (shape, text) in enumerate(shapes)
    )


def numbered(text: str, depth: int = 0, num_id: str = "1") -> str:
    """A paragraph of an automatic list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/></w:numPr>')


def document_xml(*body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMES}><w:body>{"".join(body)}</w:body></w:document>'


def package(parts: dict[str, str | bytes], *, main: str = "word/document.xml", kind: str = "document") -> bytes:
    """A DOCX of parts named as in the file; what relates to the main part is told by the names."""
    kinds = [name for name in parts if name.startswith("word/") and name != main and "/_rels/" not in name]
    related = "".join(
        f'<Relationship Id="rId{index}" Type="{RELATIONS}/{name[5:].rstrip("0123456789.xml")}" Target="{name[5:]}"/>'
        for index, name in enumerate(kinds)
    )
    schema = "http://schemas.openxmlformats.org/package/2006"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{schema}/content-types">'
        f'<Override PartName="/{main}" ContentType="{CONTENT}.{kind}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{schema}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="{main}"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{schema}/relationships">{related}</Relationships>',
        **parts,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(*body: str, **parts: str) -> bytes:
    """A DOCX with this body; `styles=`, `numbering=`, `footnotes=` … give further parts."""
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return package({"word/document.xml": document_xml(*body), **more})


def read(*body: str, **parts: str) -> Document:
    """The document read from such a file."""
    return read_docx(docx(*body, **parts), Limits())


def texts(document: Document) -> list[str]:
    """The words of every paragraph-like block."""
    return [block.text for block in document.blocks if block.table is None]


def outline(document: Document) -> list[tuple[int | None, str]]:
    """(level, text) of the headings."""
    return [(block.level, block.text) for block in document.blocks if block.type == "heading"]
