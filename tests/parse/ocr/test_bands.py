"""Lines of text that recognition left out are found by their ink."""

from __future__ import annotations

import numpy as np

from review.parse.scan.bands import unread_bands

DPI = 300


def blank() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.full((1200, 1600), 255, dtype=np.uint8)


def row_of_letters(grey: np.ndarray[tuple[int, int], np.dtype[np.uint8]], top: int, left: int, right: int) -> None:
    """Stems of letters, 40 pixels high."""
    for x in range(left, right, 24):
        grey[top : top + 40, x : x + 12] = 0


def test_ink_in_the_shape_of_a_line_outside_all_words_is_found() -> None:
    grey = blank()
    row_of_letters(grey, 200, 200, 1200)
    row_of_letters(grey, 400, 200, 700)
    (band,) = unread_bands(grey, [(200.0, 198.0, 1200.0, 242.0)], DPI)
    left, top, right, bottom = band
    assert (left, top) == (200, 400)
    assert abs(right - 692) <= 4
    assert abs(bottom - 440) <= 4


def test_texts_side_by_side_are_two_bands_and_stamps_and_specks_are_none() -> None:
    grey = blank()
    row_of_letters(grey, 300, 100, 500)
    row_of_letters(grey, 300, 900, 1400)
    grey[600:900, 300:600] = 0  # higher than any line
    grey[1000:1006, 200:206] = 0
    assert [(left, top) for left, top, _, _ in unread_bands(grey, [], DPI)] == [(100, 300), (900, 300)]
