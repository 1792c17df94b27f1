"""One source, many files: Word, PDF, ODT, RTF, DOC and a scan of the same document must read alike.

The sources and the program that renders them stand beside the project; four ways to mark headings are tried with every
format: a document of each in the gate, all of them in the long tests.

One thing is not the reader's to mend. LibreOffice writes a list whose Word number begins anew (`w:startOverride`) into
a DOC as two lists, «1.» alone and then «1.», «2.», «3.», and Word shows that file so too. For DOC each list of the
source is made a list of its own, which shows the same; `test_legacy` holds that a DOC reads as its pages show it.
"""

from __future__ import annotations

import copy
import importlib.util
import io
import re
import shutil
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from review.office.service import Office
from review.parse.legacy import read_legacy, to_docx
from review.parse.pdf import read_pdf
from review.parse.word.reader import read_docx
from review.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from review.model.document import Document, Table

    Outline = list[tuple[object, ...]]

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
SOURCES = [*sorted(CORPUS.glob("src-dev1/*/*.md")), *sorted(CORPUS.glob("src-dev2/*/*.md"))]
HEADINGS = ("styles", "bold", "caps", "numbered-text")
FORMATS = ("pdf", "odt", "rtf", "doc")
ALIKE = 0.99  # of blocks and cells
TWICE = 0.005  # of words more than the Word file has: a hyphen at a line's end may leave two halves
SCANNED = 6  # documents
DPI = 200
NEAR = 2  # rows: a row that a page break cut in two moves the rows below it

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not SOURCES, reason="the shared corpus is not here"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def loaded(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = loaded("programme_sample", Path(__file__).parent / "pdf" / "sample.py")


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    office = Office(Settings())
    yield office
    office.close()


@pytest.fixture(scope="module")
def renderer() -> Any:
    pytest.importorskip("yaml")
    return loaded("render_corpus", CORPUS / "render_corpus.py")


@cache
def rendered(renderer: Any, source: Path, headings: str) -> bytes:
    front, body = renderer.split_front_matter(source.read_text(encoding="utf-8"))
    made = renderer.Renderer({**(front.get("render") or {}), "headings": headings})
    made.render(body)
    stream = io.BytesIO()
    made.doc.save(stream)
    return stream.getvalue()


def with_lists_of_their_own(word: bytes) -> bytes:
    """The same document; every list that begins anew has a definition of its own instead of an override."""
    document = docx.Document(io.BytesIO(word))
    numbering = document.part.numbering_part.element
    abstracts = {element.get(qn("w:abstractNumId")): element for element in numbering.findall(qn("w:abstractNum"))}
    free = max(int(name) for name in abstracts) + 1
    for number, list_ in enumerate(numbering.findall(qn("w:num")), start=free):
        overrides = list_.findall(qn("w:lvlOverride"))
        if not overrides:
            continue
        link = list_.find(qn("w:abstractNumId"))
        own = copy.deepcopy(abstracts[link.get(qn("w:val"))])
        own.set(qn("w:abstractNumId"), str(number))
        for shared in (*own.iter(qn("w:pStyle")), *own.iter(qn("w:nsid"))):
            shared.getparent().remove(shared)
        numbering.insert(0, own)
        link.set(qn("w:val"), str(number))
        for override in overrides:
            list_.remove(override)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(extension: str, data: bytes, office: Office) -> Document:
    if extension == "pdf":
        return read_pdf(data, Settings())
    return read_legacy(extension, data, Settings(), docx=to_docx(extension, data, office))


def outlines(renderer: Any, office: Office, source: Path, extension: str, headings: str) -> tuple[Outline, Outline]:
    """What the Word file says, and what the other file made of it says."""
    word = rendered(renderer, source, headings)
    mine = sample.outline(read_docx(word, Limits()))
    if extension == "doc":
        word = with_lists_of_their_own(word)
        assert sample.outline(read_docx(word, Limits())) == mine
    return mine, sample.outline(read(extension, office.convert(word, "docx", extension, timeout=120), office))


def compare(renderer: Any, office: Office, sources: Iterable[Path], extension: str, headings: str) -> None:
    total, differs, other_headings = 0, 0, []
    for source in sources:
        mine, other = outlines(renderer, office, source, extension, headings)
        name = f"{source.parent.name}/{source.stem}"
        if [entry for entry in mine if entry[0] == "heading"] != [entry for entry in other if entry[0] == "heading"]:
            other_headings.append(name)
        assert letters(other) == pytest.approx(letters(mine), rel=0.002), f"{name}: something lost or twice"
        words = said(mine)
        assert (said(other) - words).total() <= max(2, TWICE * words.total()), f"{name}: something twice"
        total, differs = total + len(mine), differs + (Counter(mine) - Counter(other)).total()
    print(f"{extension}, {headings}: {1 - differs / total:.4f} of {total} blocks; other headings: {other_headings}")  # noqa: T201 - the figures are wanted with -s
    assert other_headings == []
    assert differs <= (1 - ALIKE) * total


def said(outline: Outline) -> Counter[str]:
    return Counter(word for entry in outline for word in str(entry[-1]).split())


def letters(outline: Outline) -> int:
    return sum(len("".join(str(entry[-1]).split())) for entry in outline)


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("headings", HEADINGS)
def test_a_document_reads_alike_from_every_format(renderer: Any, office: Office, extension: str, headings: str) -> None:
    at = HEADINGS.index(headings) + len(HEADINGS) * FORMATS.index(extension)  # another one each time
    compare(renderer, office, [SOURCES[at * len(SOURCES) // 16 % len(SOURCES)]], extension, headings)


@pytest.mark.long
@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("headings", HEADINGS)
def test_all_documents_read_alike_from_every_format(
    renderer: Any, office: Office, extension: str, headings: str
) -> None:
    compare(renderer, office, SOURCES, extension, headings)


@pytest.mark.long
@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_scans_keep_words_and_cells(renderer: Any, office: Office) -> None:
    words, cells = Counter[bool](), Counter[bool]()
    for source in SOURCES[:: len(SOURCES) // SCANNED][:SCANNED]:
        pdf = office.convert(rendered(renderer, source, "bold"), "docx", "pdf")
        typed, seen = read_pdf(pdf, Settings()), read_pdf(scan(pdf), Settings())
        truth, found = tokens(typed), tokens(seen)
        words[True] += (truth & found).total()
        words[False] += (truth - found).total()
        assert (found - truth).total() <= 0.1 * truth.total(), f"{source.stem}: something twice"
        cells.update(kept_cells(tables(typed), tables(seen)))
    print(f"scans: {words[True] / words.total():.3f} of words, {cells[True] / cells.total():.3f} of cells")  # noqa: T201 - the figures are wanted with -s
    assert words[True] >= 0.95 * words.total()
    assert cells[True] >= 0.9 * cells.total()


def scan(pdf: bytes) -> bytes:
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=80)
    return stream.getvalue()


def tokens(document: Document) -> Counter[str]:
    """Words and numbers without the signs around them."""
    return Counter(word for _, text in document.units() for word in re.findall(r"[^\W_]+", text.lower()))


def tables(document: Document) -> list[Table]:
    return [block.table for block in document.body() if block.table]


def kept_cells(typed: list[Table], seen: list[Table]) -> Iterator[bool]:
    """For every cell with words, whether one like it stands in its column of the same table, near its row."""
    for mine, other in zip(typed, seen, strict=True):
        places: dict[tuple[int, int], str] = {(cell.row, cell.col): cell.text for cell in other.cells()}
        for cell in mine.cells():
            if cell.text:
                rows = range(cell.row - NEAR, cell.row + NEAR + 1)
                yield any(alike(cell.text, places.get((row, cell.col), "")) for row in rows)


def alike(text: str, other: str) -> bool:
    return SequenceMatcher(None, text, other, autojunk=False).ratio() >= 0.9
