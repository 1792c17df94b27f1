"""Names of WordprocessingML elements and attributes, spelled once."""

from __future__ import annotations

from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
STRICT_MATH: Final = "http://purl.oclc.org/ooxml/officeDocument/math"
RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def w(name: str) -> str:
    """The full name of a Word element."""
    return f"{{{MAIN}}}{name}"


VAL: Final = w("val")
ID: Final = w("id")
TYPE: Final = w("type")

# Containers
BODY: Final = w("body")
P: Final = w("p")
TBL: Final = w("tbl")
TR: Final = w("tr")
TC: Final = w("tc")
SDT: Final = w("sdt")
SDT_CONTENT: Final = w("sdtContent")
SDT_PR: Final = w("sdtPr")
DOC_PART_GALLERY: Final = w("docPartGallery")
CUSTOM_XML: Final = w("customXml")
ALT_CHUNK: Final = w("altChunk")
REL_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ALTERNATE: Final = MARKUP + "AlternateContent"
CHOICE: Final = MARKUP + "Choice"
FALLBACK: Final = MARKUP + "Fallback"
BOX: Final = w("txbxContent")
O_MATH: Final = MATH + "oMath"
O_MATH_PARA: Final = MATH + "oMathPara"
MATH_TEXT: Final = MATH + "t"

# Changes that were not accepted yet
INS: Final = w("ins")
DEL: Final = w("del")
MOVE_FROM: Final = w("moveFrom")
MOVE_TO: Final = w("moveTo")
CELL_DEL: Final = w("cellDel")

# Things between a paragraph and its runs that only wrap
TRANSPARENT: Final = frozenset(
    w(name) for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "customXml", "dir", "bdo", "sdtContent")
)

# Runs
R: Final = w("r")
T: Final = w("t")
TAB: Final = w("tab")
PTAB: Final = w("ptab")
BR: Final = w("br")
CR: Final = w("cr")
SYM: Final = w("sym")
SYM_CHAR: Final = w("char")
SYM_FONT: Final = w("font")
NO_BREAK_HYPHEN: Final = w("noBreakHyphen")
SOFT_HYPHEN: Final = w("softHyphen")
FOOTNOTE_REF: Final = w("footnoteReference")
ENDNOTE_REF: Final = w("endnoteReference")
RENDERED_BREAK: Final = w("lastRenderedPageBreak")
FIELD_CHAR: Final = w("fldChar")
FIELD_TYPE: Final = w("fldCharType")
INSTRUCTION: Final = w("instrText")
INSTR: Final = w("instr")
DRAWING: Final = w("drawing")
PICTURE: Final = w("pict")
OBJECT: Final = w("object")
OLE: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"
RUBY: Final = w("ruby")
RUBY_BASE: Final = w("rubyBase")
EXTENT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"  # size of a picture
COMMENT_REF: Final = w("commentReference")

# Properties
P_PR: Final = w("pPr")
R_PR: Final = w("rPr")
TC_PR: Final = w("tcPr")
TR_PR: Final = w("trPr")
TBL_GRID: Final = w("tblGrid")
P_STYLE: Final = w("pStyle")
R_STYLE: Final = w("rStyle")
NUM_PR: Final = w("numPr")
NUM_ID: Final = w("numId")
ILVL: Final = w("ilvl")
OUTLINE: Final = w("outlineLvl")
JC: Final = w("jc")
BREAK_BEFORE: Final = w("pageBreakBefore")
SECT_PR: Final = w("sectPr")
B: Final = w("b")
CAPS: Final = w("caps")
VANISH: Final = w("vanish")
GRID_SPAN: Final = w("gridSpan")
GRID_BEFORE: Final = w("gridBefore")
V_MERGE: Final = w("vMerge")
H_MERGE: Final = w("hMerge")

_OFF = frozenset({"0", "false", "off"})


def is_on(value: str | None) -> bool:
    """Whether a switch such as w:b says yes: it does when it stands without a value."""
    return value not in _OFF


def whole(value: str | None, default: int) -> int:
    """A whole number of an attribute; nonsense and unbelievable sizes count as absent."""
    if value is None or len(value) > 10:  # noqa: PLR2004 - more digits than any 32-bit number has
        return default
    try:
        return int(value)
    except ValueError:
        return default
