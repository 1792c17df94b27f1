"""Words of a page with their boxes. Points, origin at the top left of the page as a reader sees it, y downwards."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from review.parse.pdf.calls import Address, address_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdfium2 import PdfPage

HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
SPLIT = "\ufdd0"  # our mark for a word that a narrow column may have cut without a hyphen
WORD = re.compile(r"[^\s\x00-\x1f\ufffe]+\ufffe?")
BOLD_NAME = re.compile(r"bold|black|heavy|полужирн", re.IGNORECASE)
BOLD_WEIGHT = 600
ASCENT, DESCENT = 0.89, 0.22  # shares of the font size above and below the line letters stand on
STROKED = 2  # text render mode "fill and stroke": the poor man's bold


class Word(NamedTuple):
    """A run of characters without blanks."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    bold: bool = False


class Frame(NamedTuple):
    """How page space is turned into what the reader sees."""

    rotation: int  # quarter turns clockwise
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width as seen."""
        return self.top - self.bottom if self.rotation % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height as seen."""
        return self.right - self.left if self.rotation % 2 else self.top - self.bottom

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of page space as (x0, top, x1, bottom) on the page as seen."""
        if self.rotation == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.rotation == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 2:  # noqa: PLR2004 - half a turn
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def frame_of(page: PdfPage) -> Frame:
    """The visible box of a page and its /Rotate."""
    left, bottom, right, top = page.get_bbox()
    return Frame((page.get_rotation() // 90) % 4, left, bottom, right, top)


_loose_box = plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, Address, ctypes.c_int, Address)
_text_object = plain(pdfium.FPDFText_GetTextObject, Address, Address, ctypes.c_int)
_font_of = plain(pdfium.FPDFTextObj_GetFont, Address, Address)
_matrix_of = plain(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, Address, Address)
_size_of = plain(pdfium.FPDFTextObj_GetFontSize, ctypes.c_int, Address, Address)
_render_mode_of = plain(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, Address)


class TextPage:
    """The characters of one page. Close it when done."""

    def __init__(self, page: PdfPage) -> None:
        self._textpage = page.get_textpage()
        self._address = address_of(self._textpage.raw)
        self.frame = frame_of(page)
        count = self._textpage.count_chars()
        text = self._textpage.get_text_range(0, count) if count else ""
        if len(text) != count:  # characters pdfium does not print shift the two counts against each other
            raw = self._textpage.raw
            text = "".join(_character(pdfium.FPDFText_GetUnicode(raw, index)) for index in range(count))
        self.text = text

    def close(self) -> None:
        """Give the memory back."""
        self._textpage.close()

    def unmapped_share(self) -> float:
        """How many of the words begin with a character whose meaning the font does not tell."""
        raw = self._textpage.raw
        starts = [match.start() for match in WORD.finditer(self.text)]
        if not starts:
            return 0.0
        unmapped = sum(int(pdfium.FPDFText_HasUnicodeMapError(raw, start) == 1) for start in starts)
        return unmapped / len(starts)

    def words(self) -> list[Word]:
        """Every word in the order of the file."""
        if self.frame.rotation:
            return self._turned_words()
        object_of = _TextObjects(self.frame)
        known = object_of.known
        loose_box, text_object, new = _loose_box, _text_object, tuple.__new__  # local names: this loop is the hot one
        address, text, rect = self._address, self.text, pdfium.FS_RECTF()
        pointer = ctypes.addressof(rect)
        left, upper = self.frame.left, self.frame.top
        words: list[Word] = []
        for match in WORD.finditer(text):
            start, end = match.span()
            of = text_object(address, start)
            bold, level = known[of] if of in known else object_of(of)
            if level is None:
                words += self._word(start, end, bold, None)
                continue
            top, bottom = level
            loose_box(address, start, pointer)
            x0 = rect.left - left
            if end - start > 1:
                loose_box(address, end - 1, pointer)
            x1 = rect.right - left
            if x1 < x0 or not top <= upper - (rect.top + rect.bottom) / 2 <= bottom:
                words += self._word(start, end, bold, level)
                continue
            words.append(new(Word, (x0, top, x1, bottom, text[start:end], bold)))
        return words

    def _turned_words(self) -> list[Word]:
        object_of = _TextObjects(self.frame)
        words: list[Word] = []
        for match in WORD.finditer(self.text):
            bold, level = object_of(_text_object(self._address, match.start()))
            words += self._word(*match.span(), bold, level)
        return words

    def _word(self, start: int, end: int, bold: bool, level: tuple[float, float] | None) -> list[Word]:  # noqa: FBT001 - a value, not a switch
        """A word looked at closely: one that turns a corner, its characters on several lines, comes in pieces."""
        box_of = self._box_of()
        x0, top, x1, bottom = box_of(start)
        if level is not None and level[0] <= (top + bottom) / 2 <= level[1]:
            top, bottom = level
        if end - start > 1:
            last = box_of(end - 1)
            if last[1] >= bottom or last[3] <= top or last[2] < x0:
                return [Word(*box_of(index), self.text[index], bold) for index in range(start, end)]
            x1 = last[2]
        return [Word(x0, top, x1, bottom, self.text[start:end], bold)]

    def _box_of(self) -> Callable[[int], tuple[float, float, float, float]]:
        address, frame = self._address, self.frame
        rect = pdfium.FS_RECTF()
        pointer = ctypes.addressof(rect)

        def box(index: int) -> tuple[float, float, float, float]:
            _loose_box(address, index, pointer)
            return frame.box(rect.left, rect.bottom, rect.right, rect.top)

        return box


def _character(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\x00"  # noqa: PLR2004 - Unicode's bounds


class _TextObjects:
    """Weight and height of text objects, asked once for each.

    A line's height comes from the font size: the box of a character fits the letter itself where a font does not
    tell its measures.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.known: dict[int | None, tuple[bool, tuple[float, float] | None]] = {None: (False, None)}
        self._fonts: dict[int | None, bool] = {None: False}
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_address = ctypes.addressof(self._matrix)
        self._size = ctypes.c_float()
        self._size_address = ctypes.addressof(self._size)

    def __call__(self, address: int | None) -> tuple[bool, tuple[float, float] | None]:
        if address not in self.known:
            self.known[address] = self._bold(address), self._level(address)
        return self.known[address]

    def _bold(self, text_object: int | None) -> bool:
        font = _font_of(text_object)
        if font not in self._fonts:
            self._fonts[font] = _is_bold(ctypes.cast(font, pdfium.FPDF_FONT))
        return self._fonts[font] or _render_mode_of(text_object) == STROKED

    def _level(self, text_object: int | None) -> tuple[float, float] | None:
        """Top and bottom of upright text."""
        matrix = self._matrix
        if not _matrix_of(text_object, self._matrix_address) or not _size_of(text_object, self._size_address):
            return None
        if matrix.c == 0 and self._frame.rotation == 0:  # nearly all text
            size, base = self._size.value * matrix.d, self._frame.top - matrix.f
            return (base - ASCENT * size, base + DESCENT * size) if size > 0 else None
        up = self._size.value * ASCENT
        down = self._size.value * DESCENT
        x0, y0, x1, y1 = self._frame.box(
            matrix.e - down * matrix.c,
            matrix.f - down * matrix.d,
            matrix.e + up * matrix.c,
            matrix.f + up * matrix.d,
        )
        return (y0, y1) if y1 - y0 > abs(x1 - x0) else None


def _is_bold(font: object) -> bool:
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, name, 200)
    return (
        bool(BOLD_NAME.search(name.value.decode("utf-8", "replace"))) or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    )
