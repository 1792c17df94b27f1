"""A page as a picture: is it blank, how is it turned, where are its ruling lines. Plain numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

INK = 175  # darker than this is ink, on a scale from 0 (black) to 255
BLOCK = 8  # pixels: specks smaller than a block are noise
FAINT = 12  # shades darker than the paper: even blurred letters are
BLANK_SHARE = 0.0004  # of the blocks must hold ink, or the page is blank
MAX_SKEW = 2.5  # degrees
SKEW_STEP = 0.1
SMALLEST_TURN = 0.08
SKEW_POINTS = 60_000
LINE_INCHES = 0.3  # the shortest ruling line
ERASED_INCHES = 0.8  # the shortest that is surely no row of serifs: «ш», «ц» and «п» of one word touch at their feet
CLIMB = 4  # rows of half the size that pieces of one line may lie apart
UNBROKEN = 0.96  # of a line's pixels are ink
THICKEST_INCHES = 0.04
MAX_RUNS = 20_000


class Run(NamedTuple):
    """A piece of a ruling line in pixels of the picture: the row or column it lies in, and its ends."""

    at: float
    start: float
    end: float


def is_blank(grey: Grey) -> bool:
    """Whether nothing but noise is on the page."""
    height, width = (side // BLOCK * BLOCK for side in grey.shape)
    blocks = grey[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK).mean(axis=(1, 3))
    inner = blocks[2:-2, 2:-2]  # the edges of a scan are often dark
    paper = float(np.median(inner)) if inner.size else 255.0
    return bool((inner < paper - FAINT).mean() < BLANK_SHARE) if inner.size else True


def straightened(grey: Grey) -> Grey:
    """The page turned by the few tenths of a degree at which it lay in the scanner."""
    angle = skew(grey)
    if abs(angle) < SMALLEST_TURN:
        return grey
    turned = Image.fromarray(grey).rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(turned)


def skew(grey: Grey) -> float:
    """Degrees by which lines fall from left to right: the angle at which rows of text stand out best."""
    small = grey[::3, ::3]
    ys, xs = np.nonzero(small < INK)
    if len(ys) < 200:  # noqa: PLR2004 - too little ink to tell
        return 0.0
    if len(ys) > SKEW_POINTS:
        step = len(ys) // SKEW_POINTS + 1
        ys, xs = ys[::step], xs[::step]
    best, best_score = 0.0, -1.0
    margin = int(small.shape[1] * np.tan(np.radians(MAX_SKEW))) + 2
    for angle in np.arange(-MAX_SKEW, MAX_SKEW + SKEW_STEP / 2, SKEW_STEP):
        rows = (ys - xs * np.tan(np.radians(angle))).astype(np.int64) + margin
        score = float((np.bincount(rows, minlength=1).astype(np.float64) ** 2).sum())
        if score > best_score * (1.0 + 1e-9):
            best, best_score = float(angle), score
    return best


def ruling_lines(grey: Grey, dpi: int) -> tuple[list[Run], list[Run], Mask]:
    """Horizontal and vertical lines, and the mask of the pixels to erase. Looked for at half the picture's size."""
    height, width = (side // 2 * 2 for side in grey.shape)
    half = np.minimum(
        np.minimum(grey[:height:2, :width:2], grey[1:height:2, :width:2]),
        np.minimum(grey[:height:2, 1:width:2], grey[1:height:2, 1:width:2]),
    )
    ink = half < INK
    length, thick = int(LINE_INCHES * dpi / 2), max(3, int(THICKEST_INCHES * dpi / 2))
    across = _lines(ink, length, thick)
    down = _lines(np.ascontiguousarray(ink.T), length, thick)
    mask = np.zeros(grey.shape, dtype=np.bool_)
    sure = _surely(across, int(ERASED_INCHES * dpi / 2))
    mask[:height, :width] = (sure | down.T).repeat(2, axis=0).repeat(2, axis=1)
    return _runs(across, length // 2), _runs(down, length // 2), mask


def _lines(ink: Mask, length: int, thick: int) -> Mask:
    """Ink in long thin runs along the rows."""
    rows = np.flatnonzero(_counts_long(ink, length))
    lines = np.zeros_like(ink)
    if len(rows):
        near = np.unique(np.clip(np.concatenate((rows - 1, rows, rows + 1)), 0, ink.shape[0] - 1))
        lines[near] = _long_runs(_widened(ink)[near], length) & ink[near]
        lines &= ~_thick(lines, thick)
    return lines


def _counts_long(ink: Mask, length: int) -> Mask:
    """Rows that, with their neighbours, hold enough ink for a line at all: all others need no closer look."""
    counts = ink.sum(axis=1)
    around = counts.copy()
    around[1:] += counts[:-1]
    around[:-1] += counts[1:]
    return np.asarray(around >= UNBROKEN * length)


def _widened(ink: Mask) -> Mask:
    """Ink and its neighbours above and below, so that a line that still climbs a little stays whole."""
    wide = ink.copy()
    wide[1:] |= ink[:-1]
    wide[:-1] |= ink[1:]
    return wide


def _long_runs(ink: Mask, length: int) -> Mask:
    """Pixels that belong to a run of at least that length along their row."""
    height, width = ink.shape
    if width <= length:
        return np.zeros_like(ink)
    sums = np.zeros((height, width + 1), dtype=np.int16)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    starts = (sums[:, length:] - sums[:, :-length]) >= UNBROKEN * length
    marks = np.zeros((height, width + 1), dtype=np.int32)
    marks[:, : starts.shape[1]] += starts
    marks[:, length:] -= starts
    return np.cumsum(marks, axis=1)[:, :width] > 0


def _thick(lines: Mask, thick: int) -> Mask:
    """Pixels in columns of more ink than a line is thick: pictures and dark bars are no ruling lines."""
    if lines.shape[0] <= thick:
        return np.zeros_like(lines)
    sums = np.zeros((lines.shape[0] + 1, lines.shape[1]), dtype=np.int32)
    np.cumsum(lines, axis=0, out=sums[1:])
    full = (sums[thick:] - sums[:-thick]) >= thick
    marks = np.zeros((lines.shape[0] + 1, lines.shape[1]), dtype=np.int32)
    marks[: full.shape[0]] += full
    marks[thick:] -= full
    return np.cumsum(marks, axis=0)[: lines.shape[0]] > 0


def _surely(lines: Mask, shortest: int) -> Mask:
    """Lines less what stands alone and is short; pieces of a line that climbs through the rows stay with it."""
    sure = lines.copy()
    lonely = np.ones(lines.shape[0], dtype=np.bool_)
    short: list[tuple[int, slice]] = []
    for row in np.flatnonzero(lines.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.concatenate(([0], lines[row].view(np.int8), [0])))).tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start < shortest:
                short.append((row, slice(start, end)))
            else:
                lonely[max(0, row - CLIMB) : row + CLIMB + 1] = False
    for row, place in short:
        if lonely[row]:
            sure[row, place] = False
    return sure


def _runs(lines: Mask, shortest: int) -> list[Run]:
    runs: list[Run] = []
    for row in np.nonzero(lines.any(axis=1))[0]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], lines[row].view(np.int8), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start >= shortest:
                runs.append(Run(2.0 * row + 1, 2.0 * start, 2.0 * end))
        if len(runs) > MAX_RUNS:
            return []
    return runs


def trimmed(grey: Grey) -> tuple[Grey, int, int]:
    """The part with ink, and how far its corner moved; nothing of a picture without."""
    ink = grey < INK
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.sum(axis=0) > 1)
    if len(rows) < 4 or len(columns) < 3:  # noqa: PLR2004 - pixels: a speck
        return grey[:0], 0, 0
    return grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], int(columns[0]), int(rows[0])


def stacked(crops: list[Grey], gap: int) -> tuple[Grey, list[int]]:
    """Pictures one under another on white, and the heights at which they begin."""
    height = sum(crop.shape[0] for crop in crops) + gap * (len(crops) + 1)
    sheet = np.full((height, max(crop.shape[1] for crop in crops) + 2 * gap), 255, dtype=np.uint8)
    tops, y = [], gap
    for crop in crops:
        sheet[y : y + crop.shape[0], gap : gap + crop.shape[1]] = crop
        tops.append(y - gap // 2)
        y += crop.shape[0] + gap
    return sheet, tops
