"""Ruling lines of a page: thin or stroked paths, as straight horizontal and vertical edges."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from review.parse.pdf.calls import FLOAT, address_of, quick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfPage

    from review.parse.pdf.textpage import Frame

MAX_OBJECTS = 20_000  # of one page; a page with more is a drawing
MAX_EDGES = 4_000
MAX_SEGMENTS = 400  # of one path
MAX_DEPTH = 3  # forms within forms
THIN = 3.0  # points: a filled box thinner than this is a line
SHORT = 4.0
WHITE = 250
SIMPLE_PATH = 6  # a line, or a box with its closing segment: its bounds say all

Pointer = ctypes.c_void_p
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Edge(NamedTuple):
    """A straight line: `at` is y of a horizontal one (x of a vertical one), start and end go along it."""

    at: float
    start: float
    end: float


class Rulings:
    """Edges gathered so far, horizontal and vertical ones apart."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.horizontal: list[Edge] = []
        self.vertical: list[Edge] = []
        self.crowded = False  # too many objects to be a table: the page is a drawing

    def add_box(self, left: float, bottom: float, right: float, top: float) -> None:
        """A filled or stroked box of page space: a thin one is a line, a large one has four sides."""
        x0, y0, x1, y1 = self.frame.box(left, bottom, right, top)
        width, height = x1 - x0, y1 - y0
        if height <= THIN and width > SHORT:
            self.horizontal.append(Edge((y0 + y1) / 2, x0, x1))
        elif width <= THIN and height > SHORT:
            self.vertical.append(Edge((x0 + x1) / 2, y0, y1))
        elif (
            width > SHORT
            and height > SHORT
            and not (width > 0.95 * self.frame.width and height > 0.95 * self.frame.height)
        ):
            self.horizontal += [Edge(y0, x0, x1), Edge(y1, x0, x1)]
            self.vertical += [Edge(x0, y0, y1), Edge(x1, y0, y1)]
        if len(self.horizontal) + len(self.vertical) > MAX_EDGES:
            self.crowded = True


def rulings_of(page: PdfPage, frame: Frame) -> Rulings:
    """All ruling lines of a page, those inside form objects too."""
    rulings = Rulings(frame)
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > MAX_OBJECTS:
        rulings.crowded = True
        return rulings
    _walk(rulings, objects_of(page, count), IDENTITY, 0)
    return rulings


_page_object = quick(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
_type_of = quick(pdfium.FPDFPageObj_GetType, ctypes.c_int)
_bounds_of = quick(pdfium.FPDFPageObj_GetBounds, ctypes.c_int)
_segments_of = quick(pdfium.FPDFPath_CountSegments, ctypes.c_int)


def objects_of(page: PdfPage, count: int) -> list[Pointer]:
    """The first so many of the objects a page is made of."""
    pointer = ctypes.c_void_p(address_of(page.raw))
    return list(map(ctypes.c_void_p, map(_page_object, repeat(pointer), range(count))))


def kinds_of(objects: Sequence[Pointer]) -> set[int]:
    """What kinds of objects there are."""
    return set(map(_type_of, objects))


def _walk(rulings: Rulings, objects: Sequence[Pointer], matrix: Matrix, depth: int) -> None:
    numbers = (ctypes.c_float * 4)()
    places = [ctypes.byref(numbers, FLOAT * n) for n in range(4)]
    for pointer, kind in zip(objects, map(_type_of, objects), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            if not _bounds_of(pointer, *places):
                continue
            left, bottom, right, top = numbers
            thin = right - left <= THIN or top - bottom <= THIN
            if not thin:
                if not _is_drawn(pointer):
                    continue
                if _segments_of(pointer) > SIMPLE_PATH:
                    _add_segments(rulings, pointer, matrix)
                    continue
            rulings.add_box(*_placed(matrix, left, bottom, right, top))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            _walk_form(rulings, pointer, matrix, depth)
        if rulings.crowded:
            return


def _walk_form(rulings: Rulings, pointer: Pointer, matrix: Matrix, depth: int) -> None:
    form = ctypes.cast(pointer, pdfium.FPDF_PAGEOBJECT)
    count = pdfium.FPDFFormObj_CountObjects(form)
    if count > MAX_OBJECTS:
        rulings.crowded = True
    elif count > 0:
        inner = [ctypes.c_void_p(address_of(pdfium.FPDFFormObj_GetObject(form, index))) for index in range(count)]
        _walk(rulings, inner, _times(_matrix_of(pointer), matrix), depth + 1)


def _is_drawn(pointer: Pointer) -> bool:
    """A wide box counts when it has an outline or a fill that is not the paper's white."""
    path = ctypes.cast(pointer, pdfium.FPDF_PAGEOBJECT)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
    if stroke.value:
        return True
    if mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < WHITE


def _add_segments(rulings: Rulings, pointer: Pointer, outer: Matrix) -> None:
    """Straight segments of a path that draws more than one line, such as a whole grid in one stroke."""
    path = ctypes.cast(pointer, pdfium.FPDF_PAGEOBJECT)
    count = _segments_of(pointer)
    if count > MAX_SEGMENTS:
        return
    matrix = _times(_matrix_of(pointer), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    begun: tuple[float, float] | None = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = _point(matrix, x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            _add_line(rulings, last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment) and begun is not None:
            _add_line(rulings, point, begun)


def _add_line(rulings: Rulings, a: tuple[float, float], b: tuple[float, float]) -> None:
    left, right = sorted((a[0], b[0]))
    bottom, top = sorted((a[1], b[1]))
    if right - left < 1 or top - bottom < 1:  # slanted lines belong to drawings
        rulings.add_box(left, bottom, right, top)


def _matrix_of(pointer: Pointer) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(ctypes.cast(pointer, pdfium.FPDF_PAGEOBJECT), matrix):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _placed(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    if matrix is IDENTITY:
        return left, bottom, right, top
    xs, ys = zip(_point(matrix, left, bottom), _point(matrix, right, top), strict=True)
    return min(xs), min(ys), max(xs), max(ys)
