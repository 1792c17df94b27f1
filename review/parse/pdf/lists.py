"""List markers as the page shows them: bullets, and numbers set apart from their text like Word's automatic ones."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from review.parse.pdf.paragraphs import BULLET, NUMBER, Para
from review.parse.word.numbering import BULLETS

if TYPE_CHECKING:
    from review.parse.pdf.lines import Line

WIDE = 1.5  # times an ordinary blank: the distance a tab leaves behind a number
PLAIN_BLANK = 0.38  # heights: used when the line has no other blank to compare with


class Marker(NamedTuple):
    """What stands before the text of a list item."""

    number: str  # as Word would give it
    raw: str  # as the page has it


def marker_of(para: Para) -> Marker | None:
    """The automatic number or bullet a paragraph begins with, or None."""
    line = para.lines[0]
    first = line.head
    if BULLET.match(first) and (line.length > 1 or len(para.lines) > 1):
        return Marker(BULLETS.get(first, first), first)
    if NUMBER.match(first) and line.length > 1 and _stands_apart(line):
        return Marker(first, first)
    return None


def _stands_apart(line: Line) -> bool:
    gaps = [b.x0 - a.x1 for a, b in pairwise(line.words)]
    blank = median(gaps[1:]) if len(gaps) > 1 else PLAIN_BLANK * line.height / WIDE
    return gaps[0] > max(WIDE * blank, PLAIN_BLANK * line.height)
