"""Pages of a PDF of our own as pictures and as text: to look at a draft, to count the sheets of an annex."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

POINTS = 72
GAP = 12  # pixels between pages
GREY = (205, 205, 205)


def picture(pdf: bytes, *, dpi: int = 96, most: int = 12) -> bytes:
    """The first pages one under another, as PNG."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_page(opened, number, dpi) for number in range(min(most, len(opened)))]
    finally:
        opened.close()
    width, height = max(page.width for page in pages), sum(page.height + GAP for page in pages) - GAP
    whole = Image.new("RGB", (width, height), GREY)
    top = 0
    for page in pages:
        whole.paste(page, ((width - page.width) // 2, top))
        top += page.height + GAP
    stream = io.BytesIO()
    whole.quantize(64).save(stream, "PNG", optimize=False)
    return stream.getvalue()


def _page(opened: pypdfium2.PdfDocument, number: int, dpi: int) -> Image.Image:
    page = opened[number]
    bitmap = page.render(scale=dpi / POINTS)
    drawn: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    return drawn


def texts(pdf: bytes) -> list[str]:
    """The text of every page."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return [opened[number].get_textpage().get_text_bounded() for number in range(len(opened))]
    finally:
        opened.close()
