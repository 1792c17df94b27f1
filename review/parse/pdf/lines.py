"""Words to lines: by where they stand, not by the order in which the file draws them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.parse.pdf.words import Word

OVERLAP = 0.5  # share of the lower word's height that two words of a line have in common
EVEN = 0.5  # share of the widest gap the narrowest has in a justified line
TOUCH = 0.08  # heights: pieces nearer than this have no blank between them
GAP = 2.2  # heights of a letter: a wider blank is a tab or a gutter, not a space


@dataclass(slots=True)
class Line:
    """Words side by side, from left to right."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    _bold: bool | None = None  # both are asked for once the line has all its words
    _text: str | None = None

    @property
    def height(self) -> float:
        """Height of the letters' boxes."""
        return self.bottom - self.top

    @property
    def bold(self) -> bool:
        """Whether every word is bold, marks between words aside."""
        if self._bold is None:
            words = self.words
            weights = {word.bold for word in words} if len(words) > 1 else {words[0].bold}
            if len(weights) > 1:
                weights = {word.bold for word in words if len(word.text) > 1 or word.text.isalnum()} or weights
            self._bold = False not in weights
        return self._bold

    @property
    def text(self) -> str:
        """The words with blanks; a gap too wide for a blank is a tab, unless all are: then the line is justified."""
        if self._text is None:
            self._text = self._spaced()
        return self._text

    def _spaced(self) -> str:
        if len(self.words) == 1:
            return self.words[0].text
        gaps = [word.x0 - before.x1 for before, word in pairwise(self.words)]
        wide, narrowest, widest = GAP * (self.bottom - self.top), min(gaps), max(gaps)
        if widest <= wide and narrowest >= TOUCH * (self.bottom - self.top):
            return " ".join([word.text for word in self.words])
        if widest > wide and len(gaps) > 1 and narrowest > EVEN * widest:
            wide = widest
        parts = [self.words[0].text]
        for gap, (before, word) in zip(gaps, pairwise(self.words), strict=True):
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


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines from the top down. Words of one height that the file draws in several goes end in one line."""
    runs: list[Line] = []
    line: Line | None = None
    top = bottom = end = 0.0  # of the line, kept in locals: every word of the document comes this way
    for word in words:
        x0, word_top, x1, word_bottom = word[:4]
        if line is not None and x0 >= end - 1:
            if word_top == top and word_bottom == bottom:  # the next word of one and the same text
                line.words.append(word)
                line.x1 = end = x1
                continue
            low, high = (min(word_bottom, bottom)), (max(word_top, top))
            if low - high > OVERLAP * min(bottom - top, word_bottom - word_top):
                line.words.append(word)
                line.x1 = end = x1
                if word_top < top:
                    line.top = top = word_top
                if word_bottom > bottom:
                    line.bottom = bottom = word_bottom
                continue
        line = Line([word], x0, word_top, x1, word_bottom)
        top, bottom, end = word_top, word_bottom, x1
        runs.append(line)
    if len(runs) < 2 or _in_order(runs):  # noqa: PLR2004 - one line is in order
        return runs
    return _sorted(runs)


def _level(line: Line, top: float, bottom: float) -> bool:
    common = min(line.bottom, bottom) - max(line.top, top)
    return common > OVERLAP * min(line.bottom - line.top, bottom - top)


def _in_order(runs: list[Line]) -> bool:
    """Whether each run stands wholly below the one before: the common case, in which nothing is to be done."""
    for above, line in pairwise(runs):
        if line.top <= above.top or (line.top < above.bottom and _level(above, line.top, line.bottom)):
            return False
    return True


def _sorted(runs: list[Line]) -> list[Line]:
    lines: list[Line] = []
    for run in sorted(runs, key=attrgetter("top", "x0")):
        for line in reversed(lines[-6:]):
            if _level(line, run.top, run.bottom):
                line.words += run.words
                line.x0, line.x1 = min(line.x0, run.x0), max(line.x1, run.x1)
                line.top, line.bottom = min(line.top, run.top), max(line.bottom, run.bottom)
                break
        else:
            lines.append(run)
    for line in lines:
        line.words.sort(key=attrgetter("x0"))
    lines.sort(key=lambda line: (line.top + line.bottom, line.x0))
    return lines
