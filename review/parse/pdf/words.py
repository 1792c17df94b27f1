"""Words of a page with their boxes. Points, origin at the top left of the page as a reader sees it, y downwards."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from review.parse.pdf.calls import FLOAT, Address, address_of, floats, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdfium2 import PdfPage

HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
SPLIT = "\ufdd0"  # our mark for a word that a narrow column may have cut without a hyphen
WORD = re.compile(r"[^\s\x00-\x1f\ufffe]+\ufffe?")
BOLD_NAME = re.compile(r"bold|black|heavy|полужирн", re.IGNORECASE)
BOLD_WEIGHT = 600
ASCENT, DESCENT = 0.89, 0.22  # shares of the font size above and below the line letters stand on
NAME = 200  # bytes of a font's name that are looked at
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
_name_of = plain(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, Address, Address, ctypes.c_size_t)
_weight_of = plain(pdfium.FPDFFont_GetWeight, ctypes.c_int, Address)
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
        address, text = self._address, self.text
        boxes, first_box = floats(8)  # of a word's first and last character: left, top, right, bottom
        last_box, edges = first_box + 4 * FLOAT, boxes.tolist
        left, upper = self.frame.left, self.frame.top
        words: list[Word] = []
        for match in WORD.finditer(text):
            start, end = match.span()
            of = text_object(address, start)
            bold, level = known.get(of) or object_of(of)
            if level is None:
                words += self._word(start, end, bold, None)
                continue
            top, bottom = level
            loose_box(address, start, first_box)
            loose_box(address, end - 1, last_box)
            x0, _, _, _, _, y0, x1, y1 = edges()
            if x1 < x0 or not top <= upper - (y0 + y1) / 2 <= bottom:
                words += self._word(start, end, bold, level)
                continue
            words.append(new(Word, (x0 - left, top, x1 - left, bottom, text[start:end], bold)))
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
        self._upper = frame.top if frame.rotation == 0 else None  # of the page, when it stands upright
        self._numbers, self._matrix = floats(7)  # the matrix and the font size
        self._size = self._matrix + 6 * FLOAT
        self._name = ctypes.create_string_buffer(NAME)

    def __call__(self, address: int | None) -> tuple[bool, tuple[float, float] | None]:
        """For a text object that is not known yet."""
        font = _font_of(address)
        bold = self._fonts.get(font)
        if bold is None:
            bold = self._fonts[font] = self._is_bold(font)
        found = bold or _render_mode_of(address) == STROKED, self._level(address)
        self.known[address] = found
        return found

    def _level(self, text_object: int | None) -> tuple[float, float] | None:
        """Top and bottom of upright text."""
        if not _matrix_of(text_object, self._matrix) or not _size_of(text_object, self._size):
            return None
        _, _, c, d, e, f, size = self._numbers.tolist()
        if c == 0 and self._upper is not None:  # nearly all text
            size, base = size * d, self._upper - f
            return (base - ASCENT * size, base + DESCENT * size) if size > 0 else None
        up, down = size * ASCENT, size * DESCENT
        x0, y0, x1, y1 = self._frame.box(e - down * c, f - down * d, e + up * c, f + up * d)
        return (y0, y1) if y1 - y0 > abs(x1 - x0) else None

    def _is_bold(self, font: int | None) -> bool:
        name = self._name
        name[0] = b"\0"
        _name_of(font, ctypes.addressof(name), NAME)
        return bool(BOLD_NAME.search(name.value.decode("utf-8", "replace"))) or _weight_of(font) >= BOLD_WEIGHT
