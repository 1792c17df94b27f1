"""Lines of text on a picture of a page that recognition left out, found by their ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from review.parse.scan.picture import INK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from review.parse.scan.picture import Grey

    Places = NDArray[np.int64]
    Box = tuple[int, int, int, int]

LOWEST_INCHES, HIGHEST_INCHES = 0.05, 0.4  # of a line of text
NARROWEST_INCHES = 0.25
MARGIN_INCHES = 0.2
APART_INCHES = 0.6  # blanks between texts side by side
STEP = 4  # pixels looked at as one


def unread_bands(grey: Grey, boxes: Iterable[tuple[float, float, float, float]], dpi: int) -> list[Box]:
    """Left, top, right, bottom of ink in the shape of lines of text that none of the boxes (in pixels) covers."""
    height, width = (side // STEP * STEP for side in grey.shape)
    cut = grey[:height, :width].reshape(height // STEP, STEP, width // STEP, STEP)
    ink = np.asarray(cut.min(axis=(1, 3)) < INK)
    for box in boxes:
        left, top, right, bottom = (int(side / STEP) for side in box)
        ink[max(0, top - 1) : bottom + 2, max(0, left - 1) : right + 2] = False
    inch = dpi / STEP
    margin = int(MARGIN_INCHES * inch)  # the edges of a scan are often dark
    ink[:margin] = ink[-margin:] = ink[:, :margin] = ink[:, -margin:] = False
    found: list[Box] = []
    for top, bottom in _runs(np.flatnonzero(ink.sum(axis=1) > 1), 1):
        if not LOWEST_INCHES * inch <= bottom - top <= HIGHEST_INCHES * inch:
            continue
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        for left, right in _runs(columns, int(APART_INCHES * inch)):
            if right - left >= NARROWEST_INCHES * inch:
                found.append((STEP * left, STEP * top, STEP * right, STEP * bottom))
    return found


def _runs(places: Places, blank: int) -> list[tuple[int, int]]:
    """Where places follow one another with no wider gaps: first, and one beyond the last."""
    if not len(places):
        return []
    parts = np.split(places, np.flatnonzero(np.diff(places) > blank) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]
