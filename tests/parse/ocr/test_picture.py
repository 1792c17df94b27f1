"""What is taken for a ruling line of a scanned page, and what of it is erased before recognition."""

from __future__ import annotations

import numpy as np

from review.parse.scan.picture import ruling_lines

DPI = 300


def page(*bars: tuple[int, int, int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """A white page with black bars: top, bottom, left, right."""
    grey = np.full((1200, 1200), 255, dtype=np.uint8)
    for top, bottom, left, right in bars:
        grey[top:bottom, left:right] = 0
    return grey


def test_a_line_across_the_page_is_found_and_erased() -> None:
    across, down, mask = ruling_lines(page((600, 604, 100, 1100), (100, 1100, 300, 304)), DPI)
    assert {run.end - run.start for run in across} == {1000.0}
    assert len(down) > 0
    assert mask[602, 110:1090].all()
    assert mask[110:1090, 302].all()


def test_a_row_of_serifs_may_look_like_a_line_and_stays_on_the_page() -> None:
    """Feet of letters that touch are as long as a narrow cell is wide: erased, «ц» would be read as «п»."""
    across, _, mask = ruling_lines(page((600, 604, 100, 250)), DPI)
    assert across
    assert not mask.any()
