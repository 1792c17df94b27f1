"""One source, many files: Word, PDF, ODT, RTF, DOC and a scan of the same document must read alike.

The sources and the program that renders them stand beside the project; four ways to mark headings are tried.
"""

from __future__ import annotations

import importlib.util
import io
import shutil
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from review.office.service import Office
from review.parse.legacy import read_legacy, to_docx
from review.parse.pdf import read_pdf
from review.parse.word import read_docx
from review.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from review.model.document import Document

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
SOURCES = [*sorted(CORPUS.glob("src-dev1/*/*.md")), *sorted(CORPUS.glob("src-dev2/*/*.md"))]
HEADINGS = ("styles", "bold", "caps", "numbered-text")
SCANNED = 3  # documents
DPI = 200

pytestmark = [
    pytest.mark.long,
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


def rendered(renderer: Any, source: Path, headings: str) -> bytes:
    front, body = renderer.split_front_matter(source.read_text(encoding="utf-8"))
    made = renderer.Renderer({**(front.get("render") or {}), "headings": headings})
    made.render(body)
    stream = io.BytesIO()
    made.doc.save(stream)
    return stream.getvalue()


def read(extension: str, data: bytes, office: Office) -> Document:
    if extension == "pdf":
        return read_pdf(data, Settings())
    return read_legacy(extension, data, Settings(), docx=to_docx(extension, data, office))


def missing(mine: list[tuple[object, ...]], other: list[tuple[object, ...]]) -> int:
    """Blocks and cells of one that the other has not."""
    return sum((Counter(mine) - Counter(other)).values())


def letters(outline: list[tuple[object, ...]]) -> int:
    return sum(len("".join(str(entry[-1]).split())) for entry in outline)


@pytest.mark.parametrize("headings", HEADINGS)
@pytest.mark.parametrize("extension", ["pdf", "odt", "rtf", "doc"])
def test_outline_and_cells_are_those_of_the_word_file(
    renderer: Any,
    office: Office,
    extension: str,
    headings: str,
) -> None:
    total = differs = 0
    wrong: list[str] = []
    step = 1 if extension == "pdf" else len(HEADINGS)  # the other formats come back as Word files: fewer of them do
    for source in SOURCES[HEADINGS.index(headings) % step :: step]:
        word = rendered(renderer, source, headings)
        mine = sample.outline(read_docx(word, Limits()))
        other = sample.outline(read(extension, office.convert(word, "docx", extension), office))
        if [x for x in mine if x[0] == "heading"] != [x for x in other if x[0] == "heading"]:
            wrong.append(f"{source.parent.name}/{source.stem}")
        assert letters(other) == pytest.approx(letters(mine), rel=0.002), f"{source.stem}: something lost or twice"
        total, differs = total + len(mine), differs + missing(mine, other)
    print(f"{extension}, {headings}: {1 - differs / total:.4f} of {total} blocks alike; outline differs: {wrong}")  # noqa: T201 - the figures are wanted with -s
    assert wrong == []
    assert differs <= 0.01 * total


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_scans_keep_words_and_cells(renderer: Any, office: Office) -> None:
    words, cells = Counter[bool](), Counter[bool]()
    for source in SOURCES[:: len(SOURCES) // SCANNED][:SCANNED]:
        pdf = office.convert(rendered(renderer, source, "bold"), "docx", "pdf")
        typed, seen = read_pdf(pdf, Settings()), read_pdf(scan(pdf), Settings())
        truth, found = (
            Counter(word for _, text in document.units() for word in text.replace("—", "–").split())
            for document in (typed, seen)
        )
        words[True] += sum((truth & found).values())
        words[False] += sum((truth - found).values())
        for mine, other in zip(tables(typed), tables(seen), strict=True):
            cells.update(alike(text, other.get(place, "")) for place, text in mine.items() if text)
    print(f"scans: {words[True] / words.total():.3f} of words, {cells[True] / cells.total():.3f} of cells")  # noqa: T201 - the figures are wanted with -s
    assert words[True] >= 0.95 * words.total()
    assert cells[True] >= 0.9 * cells.total()


def scan(pdf: bytes) -> bytes:
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=80)
    return stream.getvalue()


def tables(document: Document) -> list[dict[tuple[int, int], str]]:
    return [{(c.row, c.col): c.text for c in block.table.cells()} for block in document.body() if block.table]


def alike(text: str, other: str) -> bool:
    return SequenceMatcher(None, text, other, autojunk=False).ratio() >= 0.9
