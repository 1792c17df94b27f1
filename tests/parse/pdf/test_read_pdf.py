from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from review.errors import Damaged, Encrypted, FileRefused, TooLarge
from review.intake.guard import Guard
from review.parse.pdf import read_pdf
from review.parse.word.reader import read_docx
from review.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.model.document import Document

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import sample  # noqa: E402 - the builder stands beside this file, which is no package

FILES = HERE / "files"
SHARED = HERE.parents[2].parent / "shared"
PROGRAMME = (FILES / "programme.pdf").read_bytes()


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    guard = Guard("review.parse.pdf:read_pdf", limits=Limits())
    yield guard
    guard.close()


def read_or_refuse(guard: Guard, data: bytes) -> Document | FileRefused:
    try:
        answer: Document = guard.run(data, replace(Settings(), tesseract="none"), wall=20)
    except FileRefused as refusal:
        return refusal
    return answer


def test_outline_and_every_cell_are_those_of_the_word_file() -> None:
    word = read_docx(sample.programme(), Limits())
    assert sample.outline(read_pdf(PROGRAMME, Settings())) == sample.outline(word)


def test_page_header_stands_once_outside_the_running_text() -> None:
    document = read_pdf(PROGRAMME, Settings())
    assert [(b.part, b.text) for b in document.blocks if b.part != "body"] == [("header", "МБОУ «Ольховская СОШ»")]


def test_pages_are_known_for_blocks_and_cells() -> None:
    document = read_pdf(PROGRAMME, Settings())
    assert document.pages == 6
    assert document.blocks[0].page == 1
    road_map = [block for block in document.blocks if block.table][-1]
    assert road_map.table is not None
    pages = [cell.page for cell in road_map.table.cells() if cell.col == 1]
    assert pages == sorted(pages)
    assert pages[-1] == 5


def test_heading_keeps_weight_and_table_head_is_bold() -> None:
    document = read_pdf(PROGRAMME, Settings())
    headings = [block for block in document.blocks if block.type == "heading"]
    assert [(block.level, block.bold) for block in headings] == [(1, True)] * 3
    road_map = [block for block in document.blocks if block.table][-1]
    assert road_map.table is not None
    assert all(cell.bold for cell in road_map.table.rows[0])
    assert not any(cell.bold for cell in road_map.table.rows[1])


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turned_page_reads_like_the_upright_one(turns: int) -> None:
    """The content lies on its side and /Rotate sets it upright again, as scanners and plotters do."""
    pdf = pypdfium2.PdfDocument(PROGRAMME)
    for page in pdf:
        width, height = page.get_size()
        matrix = {1: (0, 1, -1, 0, height, 0), 2: (-1, 0, 0, -1, width, height), 3: (0, -1, 1, 0, 0, width)}[turns]
        raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(*matrix), None)
        if turns != 2:
            page.set_mediabox(0, 0, height, width)
            page.set_cropbox(0, 0, height, width)
        page.set_rotation(90 * turns)
    stream = io.BytesIO()
    pdf.save(stream)
    turned, upright = read_pdf(stream.getvalue(), Settings()), read_pdf(PROGRAMME, Settings())
    assert sample.outline(turned) == sample.outline(upright)


def test_password_is_named_and_an_owner_password_is_no_obstacle() -> None:
    with pytest.raises(Encrypted):
        read_pdf((FILES / "password.pdf").read_bytes(), Settings())
    document = read_pdf((FILES / "owner_only.pdf").read_bytes(), Settings())
    assert [block.text for block in document.blocks] == ["Секретный приказ"]


def test_too_many_pages_are_refused_before_they_are_read() -> None:
    with pytest.raises(TooLarge, match="6 страниц"):
        read_pdf(PROGRAMME, replace(Settings(), limits=Limits(pdf_pages=5)))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", PROGRAMME[:2000], b"%PDF-1.4" + bytes(5000)])
def test_broken_file_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        read_pdf(data, Settings())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(PROGRAMME) - 1), st.binary(min_size=1, max_size=20)), max_size=12))
def test_mutated_bytes_give_a_document_or_a_typed_refusal(guard: Guard, edits: list[tuple[int, bytes]]) -> None:
    data = bytearray(PROGRAMME)
    for place, new in edits:
        data[place : place + len(new)] = new
    answer = read_or_refuse(guard, bytes(data))
    assert answer.hint if isinstance(answer, FileRefused) else answer.pages


@pytest.mark.office
@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the shared corpus is not here")
def test_corpus_pdf_gives_the_headings_of_its_own_source(guard: Guard) -> None:
    """Numbers and titles of sections survive in files of other hands."""
    path = SHARED / "corpus" / "dev1" / "d1-luchinskaya" / "antirisk-rf10.pdf"
    document = guard.run(path.read_bytes(), Settings())
    assert len([block for block in document.blocks if block.type == "heading"]) >= 3
    assert [block.table.width for block in document.blocks if block.table] == [2, 2, 6]


@pytest.mark.long
@pytest.mark.skipif(not (SHARED / "bad-inputs").is_dir(), reason="the shared bad inputs are not here")
def test_no_public_difficult_file_hangs_or_crashes(guard: Guard) -> None:
    for path in sorted((SHARED / "bad-inputs" / "public").glob("*.pdf")):
        answer = read_or_refuse(guard, path.read_bytes())
        if isinstance(answer, FileRefused):
            assert answer.code in ("damaged", "encrypted", "empty"), path.name
        else:
            assert answer.pages, path.name
