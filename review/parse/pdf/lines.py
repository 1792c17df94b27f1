"""Words to lines: by where they stand, not by the order in which the file draws them.

Nearly all lines are runs of words that the file draws one after the other at one height: they are found in all cells
of a page at once. Only where runs stand beside one another are words looked at one by one.
"""

from __future__ import annotations

from itertools import pairwise, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from review.parse.pdf.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.parse.pdf.words import Numbers, Places, Word

OVERLAP = 0.5  # share of the lower word's height that two words of a line have in common
EVEN = 0.5  # share of the widest gap the narrowest has in a justified line
TOUCH = 0.08  # heights: pieces nearer than this have no blank between them
GAP = 2.2  # heights of a letter: a wider blank is a tab or a gutter, not a space


class Line(NamedTuple):
    """Words side by side, from left to right."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str  # with blanks; a gap too wide for a blank is a tab, unless all are: then the line is justified
    head: str  # its first word
    tail: str  # its last
    head_end: float  # where the first word ends
    next_end: float  # and the second
    length: int  # in words
    bold: bool  # whether every word is bold, marks between words aside
    mixed: bool  # whether some words are bold and others not
    plain: bool  # one blank between any two words, none of them wide
    source: Words
    first: int  # place of the first word there

    @property
    def height(self) -> float:
        """Height of the letters' boxes."""
        return self.bottom - self.top

    @property
    def words(self) -> list[Word]:
        """The words one by one."""
        return [self.source[at] for at in range(self.first, self.first + self.length)]


def line_of(words: Sequence[Word], level: tuple[float, float] | None = None) -> Line:
    """A line of these words, which come from left to right; `level` is its top and bottom where they are known."""
    top, bottom = level or (min(word.top for word in words), max(word.bottom for word in words))
    weights = {word.bold for word in words}
    mixed = len(weights) > 1
    if mixed:
        weights = {word.bold for word in words if len(word.text) > 1 or word.text.isalnum()} or weights
    head, tail = words[0], words[-1]
    second = words[min(1, len(words) - 1)]
    text = _spaced(words, bottom - top)
    x1 = max(word.x1 for word in words)
    ends = (head.text, tail.text, head.x1, second.x1)
    return Line(
        head.x0, top, x1, bottom, text, *ends, len(words), False not in weights, mixed, False, Words.of(words), 0
    )


def _spaced(words: Sequence[Word], height: float) -> str:
    if len(words) == 1:
        return words[0].text
    gaps = [word.x0 - before.x1 for before, word in pairwise(words)]
    wide, narrowest, widest = GAP * height, min(gaps), max(gaps)
    if widest <= wide and narrowest >= TOUCH * height:
        return " ".join([word.text for word in words])
    if widest > wide and len(gaps) > 1 and narrowest > EVEN * widest:
        wide = widest
    parts = [words[0].text]
    for gap, (before, word) in zip(gaps, pairwise(words), strict=True):
        if gap > wide:
            parts.append("\t")
        elif not _touching(before, word):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _touching(before: Word, word: Word) -> bool:
    """Pieces of one word: drawn apart, but with no room for a blank between them."""
    near = abs(word.x0 - before.x1) < TOUCH * (word.bottom - word.top)
    return near and (len(word.text) == 1 or len(before.text) == 1)


def lines_of(words: Words) -> list[Line]:
    """Lines from the top down."""
    return next((lines for _, lines in grouped_lines(words, np.zeros(len(words), dtype=np.int64))), [])


def grouped_lines(words: Words, groups: Places) -> Iterator[tuple[int, list[Line]]]:
    """The lines of each group of words (a cell's, say) from the top down. Words in several goes end in one line."""
    if not len(words):
        return
    order = np.argsort(groups, kind="stable")
    words, groups = words.taken(order), groups[order]
    x0, top, x1, bottom = words.box
    joined = (groups[1:] == groups[:-1]) & (x0[1:] >= x1[:-1] - 1)
    joined &= (top[1:] == top[:-1]) & (bottom[1:] == bottom[:-1])
    first = np.flatnonzero(np.concatenate(([True], ~joined)))
    runs = _runs(words, first, np.concatenate((first[1:], [len(words)])))
    group = groups[first]
    begins = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1]))).tolist()
    disordered = set(_disordered(top[first], bottom[first], group))
    for start, end in pairwise([*begins, len(runs)]):
        lines, name = runs[start:end], int(group[start])
        yield name, (_sorted(lines) if name in disordered else lines)


def _runs(words: Words, first: Places, end: Places) -> list[Line]:
    """Words that follow one another at one height, from each of the places to the end beside it."""
    x0, top, x1, bottom = words.box
    starts, ends = words.spans
    last = end - 1
    gap, height = x0[1:] - x1[:-1], (bottom - top)[:-1]
    even = np.ones(len(words), dtype=np.bool_)  # one blank after the word, neither wide nor missing
    even[:-1] = (gap <= GAP * height) & (gap >= TOUCH * height) & (starts[1:] == ends[:-1] + 1)
    even[last] = True
    bold, some = np.logical_and.reduceat(words.bold, first), np.logical_or.reduceat(words.bold, first)
    length, plain = end - first, np.logical_and.reduceat(even, first)
    mixed = some & ~bold
    fields = zip(
        *(side.tolist() for side in (x0[first], top[first], x1[last], bottom[first])),
        _slices(words.text, starts[first], ends[last]),
        _slices(words.text, starts[first], ends[first]),
        _slices(words.text, starts[last], ends[last]),
        *(side.tolist() for side in (x1[first], x1[np.minimum(first + 1, last)], length, bold, mixed, plain)),
        repeat(words),
        first.tolist(),
        strict=False,
    )
    lines = list(map(tuple.__new__, repeat(Line), fields))
    several = length > 1
    odd = set(np.flatnonzero(mixed | (several & ~plain)).tolist())
    odd |= {at for at in np.flatnonzero(several).tolist() if not lines[at].text.isprintable()}
    for at in odd:
        lines[at] = line_of(lines[at].words)
    return lines


def _slices(text: str, starts: Places, ends: Places) -> Iterator[str]:
    return map(text.__getitem__, map(slice, starts.tolist(), ends.tolist()))


def _disordered(top: Numbers, bottom: Numbers, group: Places) -> Iterator[int]:
    """Groups in which a run does not stand wholly below the one before: the uncommon case."""
    above, low = top[:-1], bottom[:-1]
    common = np.minimum(low, bottom[1:]) - np.maximum(above, top[1:])
    is_level = common > OVERLAP * np.minimum(low - above, bottom[1:] - top[1:])
    beside = (top[1:] <= above) | ((top[1:] < low) & is_level)
    yield from group[1:][beside & (group[1:] == group[:-1])].tolist()


class _Growing:
    """A line to be, runs of words added one by one."""

    def __init__(self, run: Line) -> None:
        self.runs = [run]
        self.x0, self.top, self.x1, self.bottom = run[:4]

    def level_with(self, other: _Growing | Line) -> bool:
        """Whether both stand at one height."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common > OVERLAP * min(self.bottom - self.top, other.bottom - other.top)

    def add(self, runs: Sequence[Line]) -> None:
        self.runs += runs
        self.x0, self.x1 = min(self.x0, *(run.x0 for run in runs)), max(self.x1, *(run.x1 for run in runs))
        self.top = min(self.top, *(run.top for run in runs))
        self.bottom = max(self.bottom, *(run.bottom for run in runs))

    def line(self) -> Line:
        if len(self.runs) == 1:
            return self.runs[0]
        words = sorted((word for run in self.runs for word in run.words), key=attrgetter("x0"))
        return line_of(words)


def _sorted(runs: Sequence[Line]) -> list[Line]:
    """Runs side by side put together: first those that follow one another in the file, then those of one height."""
    rows: list[_Growing] = []
    for run in runs:
        if rows and run.x0 >= rows[-1].runs[-1].x1 - 1 and rows[-1].level_with(run):
            rows[-1].add([run])
        else:
            rows.append(_Growing(run))
    if any(row.top <= above.top or (row.top < above.bottom and above.level_with(row)) for above, row in pairwise(rows)):
        rows = _levelled(rows)
    return [row.line() for row in rows]


def _levelled(rows: list[_Growing]) -> list[_Growing]:
    lines: list[_Growing] = []
    for row in sorted(rows, key=attrgetter("top", "x0")):
        beside = next((line for line in reversed(lines[-6:]) if line.level_with(row)), None)
        if beside is None:
            lines.append(row)
        else:
            beside.add(row.runs)
    return sorted(lines, key=lambda line: (line.top + line.bottom, line.x0))
