"""Where words stand on the pages of a PDF: boxes to draw over the pages' pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from review.model.page_picture import PageBoxes
from review.parse.pdf.reader import open_pdf
from review.parse.pdf.textpage import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

    from review.model.page_picture import Box, Wanted

KEY = 60  # letters of a quote that are enough to find it when the rest stands on the next page
LEAST = 3  # letters: shorter words stand everywhere


def page_boxes(pdf: bytes, wanted: Sequence[Wanted], most: int = 500) -> tuple[PageBoxes, ...]:
    """Every page with what was found on it. Raises FileRefused kinds."""
    opened = open_pdf(pdf, most)
    try:
        left = list(wanted)
        return tuple(_page(opened[index], index + 1, left) for index in range(len(opened)))
    finally:
        opened.close()


def _page(page: PdfPage, number: int, left: list[Wanted]) -> PageBoxes:
    """Words whose page is known are looked for there and on the next; the others on every page until they are found."""
    frame = frame_of(page)
    text = page.get_textpage()
    try:
        letters = [(place, sign) for place in range(text.count_chars()) for sign in _letters(text.raw, place)]
        row = "".join(sign for _, sign in letters)
        found: list[tuple[str, tuple[Box, ...]]] = []
        begun: dict[str, int] = {}  # equal quotes mean one place after another
        for one in tuple(left):
            if (
                one.page is not None and not one.page <= number <= one.page + 1
            ):  # a block begins there, its words follow
                continue
            sought = "".join(sign for sign in one.text.lower() if sign.isalnum())
            start, size = _find(row, sought, begun.get(sought, 0))
            if start < 0:
                continue
            begun[sought] = start + size
            left.remove(one)
            places = [letters[place][0] for place in range(start, start + size)]
            boxes = (frame.box(*text.get_charbox(place, loose=True)) for place in places)
            found.append((one.key, tuple(_lines(boxes))))
        return PageBoxes(frame.width, frame.height, tuple(found))
    finally:
        text.close()
        page.close()


def _letters(text: object, place: int) -> str:
    sign = chr(pdfium.FPDFText_GetUnicode(text, place))
    return sign.lower() if sign.isalnum() else ""


def _find(row: str, wanted: str, begin: int) -> tuple[int, int]:
    """(where the letters stand, how many of them): the whole quote, else its beginning; from `begin` on if there."""
    if len(wanted) < LEAST:
        return -1, 0
    start = row.find(wanted, begin)
    start = row.find(wanted) if start < 0 else start
    if start >= 0:
        return start, len(wanted)
    start = row.find(wanted[:KEY])
    return (start, KEY) if len(wanted) > KEY and start >= 0 else (-1, 0)


def _lines(boxes: Iterator[Box]) -> Iterator[Box]:
    """Letters' boxes joined line by line."""
    line: Box | None = None
    for box in boxes:
        if line is None:
            line = box
        elif min(line[3], box[3]) - max(line[1], box[1]) > (box[3] - box[1]) / 2 and box[2] >= line[0]:
            line = (min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
        else:
            yield line
            line = box
    if line is not None:
        yield line
