"""Scans pasted into Word become pages; logos, ruins and bombs do not."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from review.parse.reading import read
from review.parse.word.pictures import picture_pages
from review.settings import Limits, Settings
from tests.parse.word.docx_parts import RELATIONS, document_xml, p, package

FONT = "DejaVuSans.ttf"
NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
BLIP = f'<w:r><w:drawing><a:blip {NAMESPACE} r:embed="{{}}"/></w:drawing></w:r>'


def picture(width: int, height: int, text: str = "") -> bytes:
    image = Image.new("L", (width, height), 255)
    if text:
        ImageDraw.Draw(image).multiline_text((150, 200), text, fill=0, font=ImageFont.truetype(FONT, 40), spacing=20)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def a_file(*pictures: bytes) -> bytes:
    """A Word file of nothing but pictures, shown last first."""
    names = [f"media/image{index}.png" for index in range(len(pictures))]
    related = "".join(
        f'<Relationship Id="rId{index}" Type="{RELATIONS}/image" Target="{name}"/>' for index, name in enumerate(names)
    )
    shown = [p(BLIP.format(f"rId{index}")) for index in reversed(range(len(pictures)))]
    parts: dict[str, str | bytes] = {f"word/{name}": data for name, data in zip(names, pictures, strict=True)}
    parts["word/document.xml"] = document_xml(*shown)
    schema = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{schema}">{related}</Relationships>'
    return package(parts)


def sizes(data: bytes, limits: Limits | None = None) -> list[tuple[int, int]]:
    return [page.size for page in picture_pages(data, limits or Limits())]


def test_pages_come_in_the_order_of_the_text() -> None:
    assert sizes(a_file(picture(600, 800), picture(700, 900))) == [(700, 900), (600, 800)]


def test_logos_ruins_and_huge_pictures_are_no_pages() -> None:
    assert sizes(a_file(picture(100, 100), b"no picture", picture(900, 900)), Limits(image_pixels=500_000)) == []


def test_a_file_without_pages_stays_unread() -> None:
    document = read("docx", a_file(picture(100, 100)), Settings())
    assert [page.reason for page in document.unread] == ["scan"]


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_words_of_a_pasted_scan_are_read() -> None:
    try:
        ImageFont.truetype(FONT)
    except OSError:
        pytest.skip("no font with Russian letters")
    text = "Протокол родительского собрания\n" + "Слушали заместителя директора школы\n" * 12
    document = read("docx", a_file(picture(1240, 1754, text)), Settings())
    assert document.format == "docx"
    assert document.recognised_pages == (1,)
    assert "родительского собрания" in " ".join(text for _, text in document.units())
