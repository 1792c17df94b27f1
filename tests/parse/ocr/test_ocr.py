from __future__ import annotations

import io
import os
import shutil
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from review.parse.pdf import read_pdf
from review.parse.scan import picture
from review.settings import Limits, Settings

PDF_TESTS = Path(__file__).parent.parent / "pdf"
sys.path.insert(0, str(PDF_TESTS))

PROGRAMME = (PDF_TESTS / "files" / "programme.pdf").read_bytes()
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def scan(*pages: int, dpi: int = 200, skew: float = 0.0, turn: int = 0, blur: float = 0) -> bytes:
    pdf = pypdfium2.PdfDocument(PROGRAMME)
    images = []
    for number in pages:
        image = pdf[number - 1].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(skew, fillcolor=255).rotate(turn, expand=True)
        images.append(image.filter(ImageFilter.GaussianBlur(blur)) if blur else image)
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:], resolution=dpi, quality=60)
    return stream.getvalue()


def recall(data: bytes, page: int) -> float:
    truth = Counter(
        word
        for block in read_pdf(PROGRAMME, Settings()).blocks
        for text, at in ([(c.text, c.page) for c in block.table.cells()] if block.table else [(block.text, block.page)])
        if at == page
        for word in text.split()
    )
    found = Counter(word for _, text in read_pdf(data, Settings()).units() for word in text.split())
    return sum((truth & found).values()) / sum(truth.values())


class TestPicture:
    def page(self) -> Image.Image:
        image = Image.new("L", (1240, 1754), 255)
        draw = ImageDraw.Draw(image)
        for y in (200, 400, 600):
            draw.line((100, y, 1100, y), fill=0, width=2)
        for x in (100, 500, 1100):
            draw.line((x, 200, x, 600), fill=0, width=2)
        for row in range(700, 1500, 40):
            for x in range(100, 1050, 16):
                draw.rectangle((x, row, x + 9, row + 16), fill=0)
        return image

    def test_ruling_lines_are_found_where_they_are(self) -> None:
        across, down, _ = picture.ruling_lines(np.asarray(self.page()), 150)
        assert {round(run.at / 20) * 20 for run in across} == {200, 400, 600}
        assert {round(run.at / 20) * 20 for run in down} == {100, 500, 1100}

    @pytest.mark.parametrize("angle", [-1.2, -0.4, 0.0, 0.7])
    def test_skew_is_measured_and_undone(self, angle: float) -> None:
        turned = np.asarray(self.page().rotate(angle, fillcolor=255))
        assert picture.skew(turned) == pytest.approx(-angle, abs=0.16)
        assert picture.skew(picture.straightened(turned)) == pytest.approx(0, abs=0.16)

    def test_blank_page_with_specks_is_blank_and_a_line_of_text_is_not(self) -> None:
        generator = np.random.default_rng(500)
        noise = np.full((1754, 1240), 250, dtype=np.uint8)
        noise[generator.integers(0, 1754, 900), generator.integers(0, 1240, 900)] = 0
        assert picture.is_blank(noise)
        noise[300:330, 200:900] = 30
        assert not picture.is_blank(noise)


def test_without_tesseract_scans_are_named_with_what_to_install() -> None:
    document = read_pdf(scan(1, dpi=72), replace(Settings(), tesseract="no-such-program"))
    assert [(page.page, page.reason) for page in document.unread] == [(1, "scan")]
    assert {warning.code for warning in document.warnings} == {"ocr_missing", "unreadable"}
    assert "tesseract-ocr-rus" in next(w.message for w in document.warnings if w.code == "ocr_missing")


@needs_tesseract
@pytest.mark.ocr
class TestWithTesseract:
    def test_scanned_text_and_table_are_read(self) -> None:
        heard: list[tuple[str, float]] = []
        data = scan(2, skew=0.4)
        document = read_pdf(data, Settings(), lambda text, seconds: heard.append((text, seconds)))
        assert document.recognised_pages == (1,)
        assert document.unread == ()
        assert heard == [("распознаётся страница 1 из 1", 60.0)]
        tables = [block.table for block in document.blocks if block.table]
        assert [table.width for table in tables] == [5]
        terms = [cell.text for cell in tables[0].cells() if cell.col == 2][1:]
        assert terms == ["до 20.04.2022"] * len(terms)
        assert [cell.rowspan for cell in tables[0].cells() if cell.col == 0] == [1, len(terms)]
        assert recall(data, 2) > 0.93

    def test_page_on_its_side_is_set_upright(self) -> None:
        assert recall(scan(1, turn=90), 1) > 0.9

    def test_blurred_page_is_unread_not_empty(self) -> None:
        document = read_pdf(scan(1, dpi=100, blur=4), Settings())
        assert [page.page for page in document.unread] == [1]
        assert document.recognised_pages == ()
        assert "unreadable" in {warning.code for warning in document.warnings}

    def test_document_whose_trial_pages_say_nothing_is_not_read_to_its_end(self) -> None:
        heard: list[tuple[str, float]] = []
        data = scan(*[1] * 14, dpi=72, blur=3)
        document = read_pdf(data, Settings(), lambda text, seconds: heard.append((text, seconds)))
        assert [page.page for page in document.unread] == list(range(1, 15))
        assert "ocr_stopped" in {warning.code for warning in document.warnings}
        assert len(heard) <= 4 + 1 + (os.cpu_count() or 1)

    def test_pages_beyond_the_time_a_document_has_are_named_unread(self) -> None:
        limits = Limits(ocr_document_seconds=0)
        document = read_pdf(scan(1, 1, 1, dpi=100), replace(Settings(), limits=limits))
        assert len(document.recognised_pages) == 1
        assert [page.reason for page in document.unread] == ["scan", "scan"]
        assert any("слишком долго" in warning.message for warning in document.warnings)

    def test_page_that_takes_too_long_is_given_up(self) -> None:
        limits = Limits(ocr_page_seconds=1)
        document = read_pdf(scan(3, dpi=300), replace(Settings(), limits=limits))
        assert [(page.page, page.reason) for page in document.unread] in ([(1, "failed")], [])

    def test_blank_page_costs_nothing_and_is_read(self) -> None:
        stream = io.BytesIO()
        Image.new("L", (1240, 1754), 250).save(stream, "PDF", resolution=150)
        document = read_pdf(stream.getvalue(), Settings())
        assert (document.unread, document.words) == ((), 0)
