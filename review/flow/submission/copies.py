"""Copies among stored documents: the few worth a full comparison are found by a sample of their rows of words."""

from __future__ import annotations

from struct import pack
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from review.model.sketch import Sketch

ROW = 5  # words in a row
SAMPLE = 12  # one row of twelve is kept


def sampled_rows(sketch: Sketch) -> frozenset[int]:
    """The rows of a document that are kept to find it by; the same words always give the same rows."""
    found = set()
    for passage in sketch.passages:
        for start in range(len(passage.words) - ROW + 1):
            row = crc32(pack(f"<{ROW}I", *passage.words[start : start + ROW]))
            if row % SAMPLE == 0:
                found.add(row)
    return frozenset(found)
