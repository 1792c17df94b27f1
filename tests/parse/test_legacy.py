from __future__ import annotations

import importlib.util
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.errors import ConverterDown
from review.office.service import Office
from review.parse.legacy import read_legacy, to_docx
from review.parse.pages import page_texts, with_pages
from review.parse.pdf import read_pdf
from review.parse.word.reader import read_docx
from review.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEC = importlib.util.spec_from_file_location("programme_sample", Path(__file__).parent / "pdf" / "sample.py")
assert SPEC is not None
assert SPEC.loader is not None
sample = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(sample)

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    office = Office(Settings())
    yield office
    office.close()


def test_without_libreoffice_the_refusal_says_what_to_install() -> None:
    with pytest.raises(ConverterDown) as raised:
        read_legacy("doc", b"\xd0\xcf\x11\xe0", replace(Settings(), soffice="no-such-office"))
    assert "DOCX" in raised.value.hint


@needs_office
@pytest.mark.office
@pytest.mark.parametrize("extension", ["doc", "odt", "rtf", "pdf"])
def test_every_format_gives_the_outline_of_the_word_file(office: Office, extension: str) -> None:
    word = sample.programme()
    data = office.convert(word, "docx", extension)
    if extension == "pdf":
        document = read_pdf(data, Settings())
    else:
        document = read_legacy(extension, data, Settings(), docx=to_docx(extension, data, office))
    assert document.format == extension
    assert sample.outline(document) == sample.outline(read_docx(word, Limits()))


@needs_office
@pytest.mark.office
def test_numbers_of_an_old_word_file_are_those_its_pages_show(office: Office) -> None:
    """LibreOffice may cut a list in two where it saves a DOC; whatever it saved, we count as it does."""
    doc = office.convert(sample.restarted_lists(), "docx", "doc")
    document = read_legacy("doc", doc, Settings(), docx=to_docx("doc", doc, office))
    shown = read_pdf(office.convert(doc, "doc", "pdf"), Settings())
    assert [(block.number, block.text) for block in document.body()] == [
        (block.number, block.text) for block in shown.body()
    ]


@needs_office
@pytest.mark.office
def test_word_file_gets_the_pages_of_its_rendered_twin(office: Office) -> None:
    word = sample.programme()
    pdf = office.convert(word, "docx", "pdf")
    paged, rendered = with_pages(read_docx(word, Limits()), page_texts(pdf)), read_pdf(pdf, Settings())
    assert paged.pages == rendered.pages
    assert [block.page for block in paged.body()] == [block.page for block in rendered.body()]


@needs_office
@pytest.mark.office
@pytest.mark.long
@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the shared corpus is not here")
def test_documents_of_other_hands_read_alike_from_word_and_pdf(office: Office) -> None:
    """Headings are the same in every document; of all cells and paragraphs 97 in 100 are."""
    same = total = 0
    for path in sorted((SHARED / "corpus").glob("dev[12]/*/*.docx")):
        word = path.read_bytes()
        mine = sample.outline(read_docx(word, Limits()))
        other = sample.outline(read_pdf(office.convert(word, "docx", "pdf"), Settings()))
        assert [x for x in mine if x[0] == "heading"] == [x for x in other if x[0] == "heading"], path.name
        same, total = same + len(set(mine) & set(other)), total + len(set(mine))
    assert same >= 0.97 * total
