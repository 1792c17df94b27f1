"""Words with their boxes: points, origin at the top left of the page as a reader sees it, y downwards."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]

HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
SPLIT = "\ufdd0"  # our mark for a word that a narrow column may have cut without a hyphen


class Word(NamedTuple):
    """A run of characters without blanks."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    bold: bool = False


class Words:
    """The words of a page column by column: what is done with each of hundreds is done with all at once."""

    __slots__ = ("bold", "box", "spans", "text")

    def __init__(self, text: str, spans: Places, box: Numbers, bold: Flags) -> None:
        self.text = text
        self.spans = spans  # rows: where each begins in the text, and ends
        self.box = box  # rows: x0, top, x1, bottom
        self.bold = bold

    @classmethod
    def of(cls, words: Sequence[Word]) -> Words:
        """From single words."""
        ends = np.array([*accumulate(len(word.text) + 1 for word in words)], dtype=np.int64) - 1
        starts = ends - np.array([len(word.text) for word in words], dtype=np.int64)
        box = np.array([word[:4] for word in words], dtype=np.float64).reshape(-1, 4).T
        bold = np.array([word.bold for word in words], dtype=np.bool_)
        return cls(" ".join(word.text for word in words), np.stack((starts, ends)), box, bold)

    def __len__(self) -> int:
        return len(self.bold)

    def __getitem__(self, at: int) -> Word:
        start, end = self.spans[:, at].tolist()
        x0, top, x1, bottom = self.box[:, at].tolist()
        return Word(x0, top, x1, bottom, self.text[start:end], bool(self.bold[at]))

    def taken(self, order: Places) -> Words:
        """Those at the places given, in that order."""
        return Words(self.text, self.spans[:, order], self.box[:, order], self.bold[order])

    def replaced(self, pieces: Mapping[int, tuple[Places, Numbers]]) -> Words:
        """The same with some words cut into pieces: spans and boxes by the place of the word."""
        if not pieces:
            return self
        at = sorted(pieces)
        counts = np.ones(len(self), dtype=np.int64)
        counts[at] = [pieces[each][0].shape[1] for each in at]
        spans, box = self.spans.repeat(counts, axis=1), self.box.repeat(counts, axis=1)
        new = np.repeat(np.isin(np.arange(len(self)), at), counts)
        spans[:, new] = np.concatenate([pieces[each][0] for each in at], axis=1)
        box[:, new] = np.concatenate([pieces[each][1] for each in at], axis=1)
        return Words(self.text, spans, box, self.bold.repeat(counts))
