"""Pages of a PDF as pictures with numbered frames around quoted words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import ImageDraw, ImageFont

from review.model.page_picture import MarkedPage
from review.parse.pdf.page_words import page_boxes
from review.parse.pdf.reader import open_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from review.model.page_picture import PageBoxes, Wanted

DPI = 110
POINTS = 72
LINE = (201, 86, 74)
TINT = (201, 86, 74, 46)
BADGE = 9  # points


def marked_pages(pdf: bytes, wanted: Sequence[Wanted], most: int = 60) -> tuple[MarkedPage, ...]:
    """The first pages with what was found on them; a key is the number drawn beside its words. Raises FileRefused."""
    pages = page_boxes(pdf, wanted)
    opened = open_pdf(pdf, len(pages))
    try:
        drawn = []
        for number, boxes in enumerate(pages[:most], 1):
            page = opened[number - 1]
            bitmap = page.render(scale=DPI / POINTS)
            picture = _framed(bitmap.to_pil().convert("RGB"), boxes)
            bitmap.close()
            page.close()
            drawn.append(MarkedPage(number, _png(picture), tuple(key for key, _ in boxes.boxes)))
        return tuple(drawn)
    finally:
        opened.close()


def _framed(picture: Image.Image, page: PageBoxes) -> Image.Image:
    scale = picture.width / page.width
    pen = ImageDraw.Draw(picture, "RGBA")
    for key, boxes in page.boxes:
        for left, top, right, bottom in boxes:
            pen.rectangle((left * scale, top * scale, right * scale, bottom * scale), fill=TINT, outline=LINE, width=2)
        if boxes:
            _badge(pen, key, boxes[0][0] * scale, boxes[0][1] * scale, scale)
    return picture


def _badge(pen: ImageDraw.ImageDraw, key: str, left: float, top: float, scale: float) -> None:
    """The number in front of the words, white on red."""
    font = ImageFont.load_default(size=BADGE * scale)
    width = pen.textlength(key, font=font) + 3 * scale
    at = max(0.0, left - width - scale)
    pen.rectangle((at, top, at + width, top + (BADGE + 2) * scale), fill=LINE)
    pen.text((at + 1.5 * scale, top), key, fill=(255, 255, 255), font=font)


def _png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.quantize(128).save(stream, "PNG", optimize=False)
    return stream.getvalue()
