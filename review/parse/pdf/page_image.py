"""Pages of a PDF as pictures, for people to look at."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium

from review.errors import Damaged

DPI = 96
POINTS = 72
MOST_PIXELS = 4_000_000  # a page of A3 at this resolution is a third of it


def page_images(pdf: bytes, first: int, last: int) -> tuple[tuple[bytes, ...], int]:
    """(PNG of the pages `first`..`last`, counted from 0; how many pages there are). Raises Damaged."""
    try:
        with pdfium.PdfDocument(pdf) as opened:
            pages = range(max(0, first), min(last + 1, len(opened)))
            return tuple(_png(opened[number]) for number in pages), len(opened)
    except pdfium.PdfiumError as error:
        raise Damaged("Страницу не удалось показать: PDF повреждён.", "Скачайте файл и откройте его.") from error


def _png(page: pdfium.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(DPI / POINTS, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    stream = BytesIO()
    page.render(scale=scale).to_pil().save(stream, "PNG", optimize=True)
    return stream.getvalue()
