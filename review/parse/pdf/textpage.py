"""The characters of a page as pdfium has them, and how its space is turned into what a reader sees."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from functools import cache, partial
from itertools import accumulate, chain, repeat
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import pypdfium2.raw as pdfium

from review.parse.pdf.calls import Address, Room, address_of, plain, quick
from review.parse.pdf.words import HYPHEN, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    from review.parse.pdf.words import Numbers, Places

Side = TypeVar("Side", float, "Numbers")  # of a box, or of many boxes at once

BOLD_NAME = re.compile(r"bold|black|heavy|полужирн", re.IGNORECASE)
BOLD_WEIGHT = 600
ASCENT, DESCENT = 0.89, 0.22  # shares of the font size above and below the line letters stand on
NAME = 200  # bytes of a font's name that are looked at
STROKED = 2  # text render mode "fill and stroke": the poor man's bold
BOX, MATRIX, SHAPE = 4, 6, 7  # floats


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

    def box(self, left: Side, bottom: Side, right: Side, top: Side) -> tuple[Side, Side, Side, Side]:
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


_box_of = quick(pdfium.FPDFText_GetLooseCharBox)
_object_of = quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_font_of = quick(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
_matrix_of = quick(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int)
_size_of = quick(pdfium.FPDFTextObj_GetFontSize, ctypes.c_int)
_render_mode_of = quick(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
_unmapped_of = quick(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int)
_name_of = plain(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, Address, Address, ctypes.c_size_t)
_weight_of = plain(pdfium.FPDFFont_GetWeight, ctypes.c_int, Address)


class TextPage:
    """The characters of one page. Close it when done."""

    def __init__(self, page: PdfPage, room: Room | None = None) -> None:
        self._room = room or Room()
        self._textpage = page.get_textpage()
        self._pointer = ctypes.c_void_p(address_of(self._textpage.raw))
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
        starts, _ = spans_of(self.text)
        unmapped = map(_unmapped_of, repeat(self._pointer), starts)
        return sum(answer == 1 for answer in unmapped) / len(starts) if starts else 0.0

    def drawn(self, number: int) -> Drawn:
        """Every word in the order of the file, as pdfium tells of it. `words_of` makes sense of it, for many pages."""
        starts, ends = spans_of(self.text)
        objects = list(map(_object_of, repeat(self._pointer), starts))
        order = {each: place for place, each in enumerate(dict.fromkeys(objects))}
        pointers = list(map(ctypes.c_void_p, order))
        return Drawn(
            number,
            self.frame,
            self.text,
            (starts, ends),
            self.boxes(starts),
            self.boxes([end - 1 for end in ends]),
            [order[each] for each in objects],
            *_looks(pointers, self._room),
        )

    def boxes(self, places: Sequence[int]) -> bytes:
        """The boxes of so many characters: left, top, right, bottom of page space each."""
        deque(map(_box_of, repeat(self._pointer), places, self._room.shelves(len(places), BOX)), 0)
        return self._room.taken(len(places), BOX)


class Drawn(NamedTuple):
    """The words of a page as pdfium tells of them."""

    number: int
    frame: Frame
    text: str
    spans: tuple[list[int], list[int]]
    first: bytes  # boxes of their first characters
    last: bytes  # and of their last
    which: list[int]  # the text object each belongs to
    bold: list[bool]  # of the text objects
    shapes: bytes  # of the text objects: matrix and font size
    told: list[bool]  # whether shape is known


def words_of(pages: Sequence[Drawn], letters: Callable[[int, Sequence[int]], bytes]) -> tuple[Words, list[int]]:
    """The words of pages with one frame, and where each page's words end.

    `letters` gives the boxes of characters of a page: of words that need a closer look.
    """
    frame = pages[0].frame
    counts = [len(page.which) for page in pages]
    shifts = np.repeat([0, *accumulate(len(page.text) for page in pages)][:-1], counts)
    owners = np.repeat([0, *accumulate(len(page.bold) for page in pages)][:-1], counts)
    spans = np.array([list(chain.from_iterable(page.spans[side] for page in pages)) for side in (0, 1)], dtype=np.int64)
    which = np.array(list(chain.from_iterable(page.which for page in pages)), dtype=np.int64) + owners
    bold = np.array(list(chain.from_iterable(page.bold for page in pages)), dtype=np.bool_)
    with np.errstate(all="ignore"):  # broken files place letters at infinity
        top, bottom = (side[which] for side in _levels(pages, frame))
        x0, _, _, _ = _seen(_numbers([page.first for page in pages], 4), frame)
        _, upper, x1, lower = _seen(_numbers([page.last for page in pages], 4), frame)
        middle = (upper + lower) / 2
        is_plain = (x0 <= x1) & (top <= middle) & (middle <= bottom)
    words = Words("".join(page.text for page in pages), spans + shifts, np.stack((x0, top, x1, bottom)), bold[which])
    ends = np.array(list(accumulate(counts)))
    odd = np.flatnonzero(~is_plain)
    pieces: dict[int, tuple[Places, Numbers]] = {}
    for home in sorted(set(np.searchsorted(ends, odd, side="right").tolist())):
        mine = odd[(odd >= ends[home] - counts[home]) & (odd < ends[home])]
        look = partial(letters, pages[home].number)
        pieces |= _pieces(words, mine.tolist(), shifts[mine], look, frame)
    extra = np.array([spans.shape[1] - 1 for spans, _ in pieces.values()], dtype=np.int64)
    moved = [int(extra[odd < end].sum()) for end in ends]
    return words.replaced(pieces), (ends + moved).tolist()


def _seen(box: Numbers, frame: Frame) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    left, top, right, bottom = box
    return frame.box(left, bottom, right, top)


def _pieces(
    words: Words, places: list[int], shifts: Places, letters: Callable[[Sequence[int]], bytes], frame: Frame
) -> dict[int, tuple[Places, Numbers]]:
    """Spans and boxes of words of one page looked at closely: one that turns a corner comes letter by letter."""
    spans = words.spans[:, places]
    inside = [range(start, end) for start, end in (spans - shifts).T.tolist()]
    boxes = np.stack(_seen(_numbers([letters(list(chain.from_iterable(inside)))], 4), frame))
    ends = list(accumulate(map(len, inside)))
    return {
        at: _piece(words.box[:, at], spans[:, [place]], boxes[:, end - len(inside[place]) : end])
        for place, (at, end) in enumerate(zip(places, ends, strict=True))
    }


def _piece(level: Numbers, span: Places, letters: Numbers) -> tuple[Places, Numbers]:
    upper, lower = letters[1, 0], letters[3, 0]
    if level[1] <= (upper + lower) / 2 <= level[3]:
        upper, lower = level[1], level[3]
    x0, _, x1, _ = letters[:, 0]
    if letters.shape[1] > 1:
        _, top, x1, bottom = letters[:, -1]
        if top >= lower or bottom <= upper or x1 < x0:
            places = np.arange(span[0, 0], span[1, 0])
            return np.stack((places, places + 1)), letters
    return span, np.array(((x0, upper, x1, lower),)).T


def _numbers(rooms: Sequence[bytes], columns: int) -> Numbers:
    """What C wrote, column by column."""
    return np.frombuffer(b"".join(rooms), dtype=np.float32).reshape(-1, columns).T.astype(np.float64)


def _character(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\x00"  # noqa: PLR2004 - Unicode's bounds


@cache
def _kinds() -> NDArray[np.int8]:
    """What each character up to U+FFFF is to a word: 0 a part of it, 1 a blank, 2 a hyphen that ends it."""
    kinds = np.array([chr(code).isspace() or code < ord(" ") for code in range(0x10000)], dtype=np.int8)
    kinds[ord(HYPHEN)] = 2
    return kinds


def spans_of(text: str) -> tuple[list[int], list[int]]:
    """Where words begin and end: runs without blanks and control characters, with the hyphen of a broken one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = np.ones(len(codes) + 2, dtype=np.int8)
    kinds[1:-1] = _kinds()[np.minimum(codes, 0xFFFF)]
    edges = np.flatnonzero(np.diff(kinds == 0))
    ends = edges[1::2]
    return edges[::2].tolist(), (ends + (kinds[ends + 1] == 2)).tolist()  # noqa: PLR2004 - such a hyphen


def _looks(objects: list[ctypes.c_void_p], room: Room) -> tuple[list[bool], bytes, list[bool]]:
    """Weight, shape (matrix and font size), and whether the shape is known, of text objects."""
    fonts = list(map(_font_of, objects))
    weights = {font: font is not None and _is_bold(font) for font in dict.fromkeys(fonts)}
    bold = [weights[font] or mode == STROKED for font, mode in zip(fonts, map(_render_mode_of, objects), strict=True)]
    count = len(objects)
    turned = list(map(_matrix_of, objects, room.shelves(count, SHAPE)))
    sized = list(map(_size_of, objects, room.shelves(count, SHAPE, MATRIX)))
    return bold, room.taken(count, SHAPE), [bool(a and b) for a, b in zip(turned, sized, strict=True)]


def _levels(pages: Sequence[Drawn], frame: Frame) -> tuple[Numbers, Numbers]:
    """Top and bottom of upright text objects, no numbers for others.

    They come from the font size: the box of a character fits the letter itself where a font does not tell its measures.
    """
    _, _, c, d, e, f, size = _numbers([page.shapes for page in pages], 7)
    up, down = size * ASCENT, size * DESCENT
    x0, top, x1, bottom = frame.box(e - down * c, f - down * d, e + up * c, f + up * d)
    told = np.array(list(chain.from_iterable(page.told for page in pages)), dtype=np.bool_)
    upright = (bottom - top > abs(x1 - x0)) & told
    return np.where(upright, top, np.nan), np.where(upright, bottom, np.nan)


def _is_bold(font: int) -> bool:
    name = ctypes.create_string_buffer(NAME)
    _name_of(font, ctypes.addressof(name), NAME)
    return bool(BOLD_NAME.search(name.value.decode("utf-8", "replace"))) or _weight_of(font) >= BOLD_WEIGHT
