"""Whatever the bytes, there is a document or a refusal by name, soon."""

from __future__ import annotations

import importlib.util
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.errors import FileRefused
from review.intake.accept import accept
from review.model.document import Document
from review.parse.word.reader import read_docx
from review.settings import Limits
from tests.parse.word.docx_parts import (
    document_xml,
    docx,
    levels,
    numbered,
    numbering,
    p,
    package,
    r,
    styles,
    tbl,
    tc,
    tr,
)

SHARED = Path(__file__).parents[3].parent / "shared"
BAD = SHARED / "bad-inputs"
WORD_FILES = sorted((BAD / "public").glob("*.do[ct][xm]"))
CORPUS = sorted([*SHARED.glob("corpus/*/*/*.docx"), *SHARED.glob("seeds/*.docx")])
LISTS = numbering(
    f'<w:abstractNum w:abstractNumId="0">{levels(("decimal", "%1."), ("russianLower", "%2)"))}</w:abstractNum>',
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
STYLES = styles('<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>')
SPAN, MERGED = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
BODY = (
    p("Введение", style="1"),
    p(r("Жирно", "<w:b/>"), r(" и просто")),
    numbered("раз"),
    numbered("глубже", 1),
    tbl(tr(tc("а", properties=SPAN)), tr(tc("б", properties=MERGED), "в"), tr(tc("", properties="<w:vMerge/>"), "г")),
)
SAMPLE = docx(*BODY, numbering=LISTS, styles=STYLES)
TAGS = [
    "w:p",
    "w:r",
    "w:t",
    "w:tc",
    "w:tr",
    "w:tbl",
    "w:sdt",
    "w:sdtContent",
    "w:pPr",
    "w:tcPr",
    "w:gridSpan",
    "w:vMerge",
]
TAGS += [
    "w:fldChar",
    "w:br",
    "w:numPr",
    "w:ins",
    "w:del",
    "mc:AlternateContent",
    "mc:Choice",
    "w:txbxContent",
    "w:pict",
]
VALUES = [
    "",
    "0",
    "1",
    "-1",
    "continue",
    "restart",
    "99999999999999999999",
    "x",
    "begin",
    "separate",
    "end",
    "page",
    "F0B7",
]


def outcome(data: bytes) -> str:
    """The type of what came of it, having taken no long time."""
    begun = time.perf_counter()
    try:
        result = read_docx(data, Limits())
    except FileRefused as error:
        result = error.code
    assert time.perf_counter() - begun < 10
    return "read" if isinstance(result, Document) else result


@settings(max_examples=70, deadline=None)
@given(st.data())
def test_damaged_bytes(data: st.DataObject) -> None:
    broken = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 40))
    outcome(bytes(broken[: len(broken) - cut]))


@settings(max_examples=70, deadline=None)
@given(st.data())
def test_damaged_markup(data: st.DataObject) -> None:
    xml = document_xml(*BODY)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml)))
        size = data.draw(st.integers(0, 30))
        xml = xml[:at] + data.draw(st.sampled_from(["", "<", "&", "w:", "]]>", "<w:p/>", '"'])) + xml[at + size :]
    outcome(package({"word/document.xml": xml, "word/numbering.xml": LISTS, "word/styles.xml": STYLES}))


def elements() -> st.SearchStrategy[str]:
    attribute = st.builds(
        'w:{}="{}"'.format, st.sampled_from(["val", "fldCharType", "type", "id"]), st.sampled_from(VALUES)
    )
    leaf = st.one_of(
        st.just("<w:r><w:t>слово</w:t></w:r>"), st.builds("<{} {}/>".format, st.sampled_from(TAGS), attribute)
    )

    def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        content = st.lists(inner, max_size=4).map("".join)
        return st.builds(
            lambda tag, at, inside: f"<{tag} {at}>{inside}</{tag}>", st.sampled_from(TAGS), attribute, content
        )

    return st.recursive(leaf, wrap, max_leaves=30)


@settings(max_examples=100, deadline=None)
@given(st.lists(elements(), min_size=1, max_size=5))
def test_elements_in_places_nobody_puts_them(body: list[str]) -> None:
    assert outcome(docx("<w:p><w:r><w:t>слово</w:t></w:r></w:p>", *body, numbering=LISTS)) in ("read", "archive_bomb")


@pytest.mark.skipif(not BAD.is_dir(), reason="bad inputs are not here")
def test_traps_are_refused_by_name_and_the_tricky_file_loses_nothing(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_traps", BAD / "make_traps.py")
    assert spec is not None
    assert spec.loader is not None
    traps = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(traps)
    traps.write(tmp_path / "tricky.docx")
    document = read_docx((tmp_path / "tricky.docx").read_bytes(), Limits())
    words = "\n".join(text for _, text in document.units()) + "\n".join(block.text for block in document.blocks)
    shown = [
        "PLAIN",
        "SDTBLOCK",
        "SDTRUN",
        "SDTTABLE",
        "SDTROW",
        "SDTCELL",
        "INSERTED",
        "MOVEDTO",
        "HYPERLINK",
        "SMARTTAG",
    ]
    shown += [
        "FLDSIMPLE",
        "TXBX",
        "FOOTNOTE",
        "ENDNOTE",
        "NESTED",
        "HEADER",
        "OMATH",
        "CUSTOMXML",
        "STYLENUM",
        "RUSHEAD",
    ]
    assert [token for token in shown if token not in words] == []
    assert [token for token in ("DELETED", "MOVEDFROM", "HIDDEN") if token in words] == []
    assert [block.number for block in document.blocks if block.number] == ["7)", "8)"]
    levels_of = {block.text: block.level for block in document.blocks if block.type == "heading"}
    assert (levels_of["RUSHEAD"], levels_of["BASEDHEAD"], levels_of["OUTLINE"]) == (1, 1, 2)


@pytest.mark.skipif(not WORD_FILES, reason="bad inputs are not here")
@pytest.mark.parametrize("path", WORD_FILES, ids=lambda path: path.name[:8])
def test_files_that_broke_other_readers(path: Path) -> None:
    data = path.read_bytes()
    try:
        accepted = accept(data, Limits())
    except FileRefused:
        return
    if accepted.type == "docx":
        outcome(data)


@pytest.mark.skipif(not CORPUS, reason="the corpus is not here")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_word_that_python_docx_sees_is_lost(path: Path) -> None:
    import docx as python_docx
    from docx.table import Table

    seen: list[str] = []

    def walk(container: object) -> None:
        for item in container.iter_inner_content():  # type: ignore[attr-defined]
            if isinstance(item, Table):
                known: set[object] = set()
                for row in item.rows:
                    for cell in row.cells:
                        if cell._tc not in known:
                            known.add(cell._tc)
                            walk(cell)
            else:
                seen.extend(item.text.split())

    walk(python_docx.Document(str(path)))
    ours = [word for _, text in read_docx(path.read_bytes(), Limits()).units() for word in text.split()]
    assert sorted(ours) == sorted(seen)


def test_a_package_within_a_package_is_not_followed() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("bomb.xml", b"\0" * 1000)
    data = package({"word/document.xml": document_xml(p("текст")), "word/embeddings/a.docx": inner.getvalue()})
    assert outcome(data) == "read"
