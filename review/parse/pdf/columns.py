"""Text in columns without lines: approval marks side by side, labels with their values, signatures.

Lines whose wide blanks stand over one another make a region. It reads as a table when the left side has several
entries, as one block after the other when both sides are blocks of text, and as it stands when it is a single line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from review.parse.pdf.drafts import CellDraft, TableDraft
from review.parse.pdf.lines import line_of
from review.parse.pdf.paragraphs import Para, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.parse.pdf.lines import Line

APPROVAL = re.compile(r"\W*(?:утвержд|согласован|рассмотрен|принят|одобрен)", re.IGNORECASE)  # never a label
NARROWEST = 2.2  # heights of a letter
APART = 1.9  # heights between lines of one region
LEVEL = 3.0  # points: entries that begin at one height belong together


@dataclass(slots=True)
class _Region:
    lines: list[Line]
    start: float  # of the gutter
    end: float


def items_of(
    lines: Sequence[Line], left: float, right: float, page: int, slack: float = 0.0
) -> list[Para | TableDraft]:
    """Paragraphs of the open text, with regions in columns read in their own order."""
    items: list[Para | TableDraft] = []
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        region = _region(lines, index)
        if region is None:
            plain.append(lines[index])
            index += 1
            continue
        items += paragraphs_of(plain, left, right, page, slack)
        plain = []
        items += _read(region, left, right, page)
        index += len(region.lines)
    return items + list(paragraphs_of(plain, left, right, page, slack))


def gutter(line: Line) -> tuple[float, float] | None:
    """The one wide blank of a line. Evenly spread blanks are a justified line's."""
    if line.plain or line.length == 1:
        return None
    gaps = [(b.x0 - a.x1, a.x1, b.x0) for a, b in pairwise(line.words)]
    widest = max(gaps)
    others = sorted(gap[0] for gap in gaps)[:-1]
    if widest[0] < NARROWEST * line.height or (others and others[-1] > 0.6 * widest[0]):
        return None
    return widest[1], widest[2]


def _region(lines: Sequence[Line], first: int) -> _Region | None:
    """The longest run of lines from the first on that share a gutter."""
    found = gutter(lines[first])
    if found is None:
        return None
    region = _Region([lines[first]], *found)
    split = 1
    for line in lines[first + 1 :]:
        if line.top - region.lines[-1].bottom > APART * line.height:
            break
        start, end = region.start, region.end
        blank = gutter(line)
        if blank is not None:
            start, end = max(start, blank[0]), min(end, blank[1])
        elif line.x0 < start and line.x1 < end:
            start = max(start, line.x1)
        elif line.x1 > end and line.x0 > start:
            end = min(end, line.x0)
        else:
            break
        if end - start < 0.5 * NARROWEST * line.height:
            break
        region.start, region.end = start, end
        region.lines.append(line)
        split += blank is not None
    while len(region.lines) > 1 and _ends_left(region.lines[-1], region):
        region.lines.pop()  # a line under the left side only may be the text that follows
    return region if len(region.lines) > 1 else None


def _ends_left(line: Line, region: _Region) -> bool:
    above = region.lines[-2]
    return line.x1 <= region.start and gutter(above) is None and above.x0 >= region.end


def _read(region: _Region, left: float, right: float, page: int) -> list[Para | TableDraft]:
    middle = (region.start + region.end) / 2
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in region.lines:
        for side, words in enumerate(
            ([w for w in line.words if w.x1 <= middle], [w for w in line.words if w.x1 > middle])
        ):
            if words:
                sides[side].append(line_of(words, (line.top, line.bottom)))
    labels = paragraphs_of(sides[0], left, middle, page)
    values = paragraphs_of(sides[1], min(line.x0 for line in sides[1]), right, page)
    starts = [value.lines[0].top for value in values]
    paired = sum(any(abs(label.lines[0].top - top) < LEVEL for top in starts) for label in labels)
    if len(labels) > 1 and paired == len(labels) and not APPROVAL.match(labels[0].text):
        return [_table(labels, values, (left, middle, right), page)]
    return [*labels, *values]


def _table(labels: list[Para], values: list[Para], xs: tuple[float, ...], page: int) -> TableDraft:
    cells: list[CellDraft] = []
    for row, label in enumerate(labels):
        top = label.lines[0].top - LEVEL
        below = labels[row + 1].lines[0].top - LEVEL if row + 1 < len(labels) else float("inf")
        mine = [value for value in values if top <= value.lines[0].top < below]
        cells += [CellDraft(row, 0, 1, 1, page, [label]), CellDraft(row, 1, 1, 1, page, mine)]
    first, last = labels[0].lines[0], max((*labels, *values), key=lambda para: para.lines[-1].bottom).lines[-1]
    return TableDraft(xs, cells, len(labels), page, page, first.top, last.bottom)
