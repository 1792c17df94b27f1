"""Marked words: anchored in one version of a document, found again in another.

An anchor stands on whole words. In another version its words are followed along the alignment of both versions; what
the alignment cannot tell for sure (equal places, words rewritten beyond recognition) comes back as doubtful, never as
a silent guess.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from review.assess.alignment import align
from review.assess.placing import placed
from review.assess.wordstream import stream
from review.errors import BadInput
from review.model.anchor import Anchor, Fate, Found
from review.model.document import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.assess.alignment import Alignment
    from review.assess.wordstream import Stream, Unit
    from review.model.document import Document

CONTEXT = 48  # characters kept before and after
MOST = 6_000  # characters one may mark at once
AGAIN = "Выделите слова ещё раз."


def anchor_at(document: Document, spans: Sequence[tuple[str, int, int]]) -> Anchor:
    """An anchor on (block, start, end) pieces in reading order, widened to whole words.

    Raises BadInput for places the document has not, for no words at all and for too many.
    """
    return anchor_in(stream(document), spans)


def anchor_in(words: Stream, spans: Sequence[tuple[str, int, int]]) -> Anchor:
    """The same for a stream that is already there."""
    found = [_words(words, *span) for span in spans]
    ranges = [one for one in found if one is not None]
    if not ranges:
        raise BadInput("В выделении нет слов.", "Выделите хотя бы одно слово документа.")
    first, last = min(one[0] for one in ranges), max(one[1] for one in ranges)
    if words.ends[last] + words.units[words.unit_of[last]].at - words.units[words.unit_of[first]].at > MOST:
        raise BadInput("Выделено слишком много.", "Выделите одно место: предложение, абзац или ячейку.")
    known = {block: (start, end) for block, start, end in spans}
    start = known.get(words.units[words.unit_of[first]].id, (words.starts[first], 0))[0]
    end = known.get(words.units[words.unit_of[last]].id, (0, words.ends[last]))[1]
    return _anchor(words, first, last, start, end)


def _words(words: Stream, block: str, start: int, end: int) -> tuple[int, int] | None:
    """First and last word of a piece; None when it holds none."""
    unit = words.by_id.get(block)
    if unit is None or not 0 <= start <= end <= len(unit.text):
        raise BadInput("Этого места в документе нет.", AGAIN)
    first = bisect_right(words.ends, start, unit.first, unit.last)
    last = bisect_left(words.starts, end, unit.first, unit.last) - 1
    return (first, last) if unit.first <= first <= last < unit.last else None


def _anchor(words: Stream, first: int, last: int, start: int | None = None, end: int | None = None) -> Anchor:
    """On words `first` to `last`; quotes and stops that were marked around them stay."""
    pieces = list(words.pieces(first, last))
    block, begin, stop, _ = pieces[0]
    unit = words.by_id[block]
    begin = _widened_left(unit, begin, start)
    pieces[0] = (block, begin, stop, unit.text[begin:stop])
    block, begin, stop, _ = pieces[-1]
    unit = words.by_id[block]
    stop = _widened_right(unit, stop, end)
    pieces[-1] = (block, begin, stop, unit.text[begin:stop])
    quotes = tuple(Quote(b, s, e, text, words.document.page_of(b)) for b, s, e, text in pieces)
    at = words.by_id[quotes[0].block].at + quotes[0].start
    end_at = words.by_id[quotes[-1].block].at + quotes[-1].end
    text = words.text
    return Anchor(quotes, text[max(0, at - CONTEXT) : at], text[end_at : end_at + CONTEXT], at, words.length)


def _widened_left(unit: Unit, begin: int, wanted: int | None) -> int:
    if wanted is None or wanted >= begin:
        return begin
    kept = begin
    for place in range(begin - 1, max(wanted, 0) - 1, -1):
        if unit.text[place].isalnum():
            break
        kept = kept if unit.text[place].isspace() else place
    return kept


def _widened_right(unit: Unit, stop: int, wanted: int | None) -> int:
    if wanted is None or wanted <= stop:
        return stop
    kept = stop
    for place in range(stop, min(wanted, len(unit.text))):
        if unit.text[place].isalnum():
            break
        kept = kept if unit.text[place].isspace() else place + 1
    return kept


class Versions:
    """Two versions of a document side by side; marks of the old one are looked for in the new one."""

    def __init__(self, old: Document, new: Document) -> None:
        """Aligning is the costly part: once per pair of versions."""
        self.old: Stream = stream(old)
        self.new: Stream = stream(new)
        self.alignment: Alignment = align(self.old, self.new)

    def find(self, anchor: Anchor) -> Found:
        """What became of the anchored words."""
        spans = [(quote.block, quote.start, quote.end) for quote in anchor.quotes]
        try:
            ranges = [one for one in (_words(self.old, *span) for span in spans) if one is not None]
        except BadInput:
            ranges = []
        if not ranges:
            return Found(Fate.DOUBTFUL, 0.0, anchor.exact, why="прежняя версия читается теперь иначе")
        first, last = min(one[0] for one in ranges), max(one[1] for one in ranges)
        answer = placed(self.old, self.new, self.alignment, first, last)
        if answer.range is None:
            return Found(answer.fate, answer.confidence, anchor.exact, why=answer.why)
        low, high = answer.range
        head, tail = self._around(anchor, first, last)
        found = _anchor(self.new, low, high, self.new.starts[low] - head, self.new.ends[high] + tail)
        return Found(answer.fate, answer.confidence, anchor.exact, found.exact, found, answer.why)

    def _around(self, anchor: Anchor, first: int, last: int) -> tuple[int, int]:
        """How many signs were marked before the first word and after the last one."""
        head = self.old.starts[first] - anchor.quotes[0].start
        return max(0, head), max(0, anchor.quotes[-1].end - self.old.ends[last])


def reanchor(anchor: Anchor, old: Document, new: Document) -> Found:
    """One anchor found in another version; for several, keep a `Versions`."""
    return Versions(old, new).find(anchor)
