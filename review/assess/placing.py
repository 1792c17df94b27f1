"""Where a row of words went: the alignment read for one place, with everything that makes it doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from review.model.anchor import Fate

if TYPE_CHECKING:
    from review.assess.alignment import Alignment
    from review.assess.wordstream import Stream

NEIGHBOURS = 8  # words looked at on each side
CLOSE = 0.05  # contexts that differ by less are the same
BARE, BARE_WORD = 0.3, 0.5  # context below which a short row of words, or a single one, is not told
UNIQUE = 10  # letters that stand once in both versions need no context
SHORT = 4  # words
RIVALS = 200  # equal places looked at
ALIKE, RESEMBLING = 0.55, 0.35  # texts told to be the same, and perhaps the same
MOSTLY, PARTLY = 0.5, 0.25  # shares of the letters that are still there
WIDE = 6  # words around the marked ones that may have changed with them
REGION = 4_000  # characters searched for retyped words
EQUAL_PLACES = "такие же слова есть и в другом месте"
BARE_WORDS = "слов мало, а всё вокруг них изменилось"
REWRITTEN = "на этом месте теперь другие слова"
TORN = "слова разошлись по разным местам"


@dataclass(frozen=True, slots=True)
class Placed:
    """A fate and the new words from `range[0]` to `range[1]`, inclusive."""

    fate: Fate
    confidence: float
    range: tuple[int, int] | None = None
    why: str = ""


def placed(old: Stream, new: Stream, links: Alignment, first: int, last: int) -> Placed:
    """What became of old words `first` to `last`."""
    return _Search(old, new, links, first, last).answer()


@dataclass(frozen=True)
class _Search:
    old: Stream
    new: Stream
    links: Alignment
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def words(self) -> tuple[str, ...]:
        return self.old.words[self.first : self.last + 1]

    def answer(self) -> Placed:
        if self._is_row_number() and (beside := self._by_its_row()) is not None:
            return beside
        linked = self.links.new[self.first : self.last + 1]
        start = linked[0]
        if start >= 0 and all(link == start + step for step, link in enumerate(linked)):
            return self._whole(start)
        if any(link >= 0 for link in linked):
            return self._partly()
        return self._nothing()

    # every word is there

    def _whole(self, start: int) -> Placed:
        moved = sum(self.links.moved[self.first : self.last + 1]) * 2 > self.size
        where = (start, start + self.size - 1)
        own = self._likeness(self.first, start)
        fate = Fate.MOVED if moved else Fate.KEPT
        if self._is_short() and own < (BARE if self.size > 1 else BARE_WORD) and not self._is_unique():
            return Placed(Fate.DOUBTFUL, own, where, BARE_WORDS)
        if self._is_row_number():
            return Placed(Fate.DOUBTFUL, own, where, BARE_WORDS)
        for rival in self._rivals(start):
            other = self._likeness(self.first, rival)
            back = self._counterpart(rival)
            apart = abs(self.new.unit_of[rival] - self.new.unit_of[start]) > 1
            alike = other + CLOSE >= own
            if alike and ((moved and not apart) or (back is None and (moved or not self._stands_still(start)))):
                return Placed(Fate.DOUBTFUL, own, where, EQUAL_PLACES)
            if back is not None and other > max(own, self._likeness(back, rival)) + CLOSE:
                return Placed(Fate.DOUBTFUL, own, where, EQUAL_PLACES)
        return Placed(fate, max(0.9, own) if self.size >= SHORT else 0.5 + own / 2, where)

    def _is_short(self) -> bool:
        return self.size < SHORT

    def _is_unique(self) -> bool:
        if sum(map(len, self.words)) < UNIQUE:
            return False
        return len(self.old.runs_at(self.words)) == 1 and len(self.new.runs_at(self.words)) == 1

    def _is_row_number(self) -> bool:
        """A cell with nothing but a figure: it says nothing without what stands beside it."""
        unit = self.old.units[self.old.unit_of[self.first]]
        return unit.last - unit.first == 1 and self.words[0].isdecimal()

    def _by_its_row(self) -> Placed | None:
        """A row's number is found by what stands beside it: rows are renumbered."""
        after = self.links.new[self.last + 1] if self.last + 1 < len(self.links.new) else -1
        if after < 1:
            return None
        unit = self.new.units[self.new.unit_of[after - 1]]
        if unit.last - unit.first != 1 or not self.new.words[after - 1].isdecimal():
            return None
        where = (after - 1, after - 1)
        if self.new.words[after - 1] != self.words[0]:
            return Placed(Fate.CHANGED, 0.8, where)
        return Placed(Fate.MOVED if self.links.moved[self.last + 1] else Fate.KEPT, 0.8, where)

    def _stands_still(self, start: int) -> bool:
        """Do the words right before and right after stand where they stood?"""
        before = self.first == 0 or self.links.new[self.first - 1] == start - 1
        end, size = self.last + 1, self.size
        after = end == len(self.old.words) or self.links.new[end] == start + size
        return before and after and (self.first > 0 or end < len(self.old.words))

    def _rivals(self, start: int | None) -> list[int]:
        return [one for one in self.new.runs_at(self.words)[:RIVALS] if one != start]

    def _counterpart(self, rival: int) -> int | None:
        """The other old place that became this one; None when nothing tells where it comes from."""
        back = self.links.old[rival : rival + self.size]
        start = back[0]
        whole = start >= 0 and all(link == start + step for step, link in enumerate(back))
        return start if whole and start != self.first else None

    def _likeness(self, i: int, j: int) -> float:
        """How much of what stands around old words from i stands around new words from j."""
        a, b, size = self.old.words, self.new.words, self.size
        before = _shared(a[max(0, i - NEIGHBOURS) : i], b[max(0, j - NEIGHBOURS) : j])
        after = _shared(a[i + size : i + size + NEIGHBOURS], b[j + size : j + size + NEIGHBOURS])
        return (before + after) / 2

    # some words are there

    def _partly(self) -> Placed:
        pairs = [(i, j) for i in range(self.first, self.last + 1) if (j := self.links.new[i]) >= 0]
        low, high = self._cluster([j for _, j in pairs])
        inside = [(i, j) for i, j in pairs if low <= j <= high]
        low, high = self._stretched(inside, low, high)
        here = (low, high)
        letters = sum(map(len, self.words))
        share = sum(len(self.old.words[i]) for i, _ in inside) / letters
        alike = _ratio(self.old.shown(self.first, self.last), self.new.shown(low, high))
        rival = self._unexplained()
        if rival is not None:
            return Placed(Fate.DOUBTFUL, alike, (rival, rival + self.size - 1), EQUAL_PLACES)
        if self._is_framed(low, high) and (share >= PARTLY or alike >= RESEMBLING or self.size < SHORT):
            return Placed(Fate.CHANGED, max(alike, share), here)
        if share >= MOSTLY and len(inside) * 4 < len(pairs) * 3:
            return Placed(Fate.DOUBTFUL, share, here, TORN)
        if share >= MOSTLY or alike >= ALIKE:
            return Placed(Fate.CHANGED, max(alike, share), here)
        return Placed(Fate.DOUBTFUL, max(alike, share), here, REWRITTEN)

    def _cluster(self, places: list[int]) -> tuple[int, int]:
        """The stretch of the new version that holds most of these places and is not much longer than the old one."""
        ordered = sorted(places)
        reach = 2 * self.size + 10
        best = (0, 0, 0)
        low = 0
        for high, there in enumerate(ordered):
            while there - ordered[low] >= reach:
                low += 1
            best = max(best, (high - low + 1, -ordered[low], -there))
        return -best[1], -best[2]

    def _stretched(self, inside: list[tuple[int, int]], low: int, high: int) -> tuple[int, int]:
        """With the words that replaced those at the ends: up to the neighbours that are still there."""
        before = self.links.new[self.first - 1] if self.first else -1
        end = self.last + 1
        after = self.links.new[end] if end < len(self.old.words) else len(self.new.words)
        known = before >= 0 or self.first == 0
        missing = min(i for i, _ in inside) - self.first
        if known and missing and before < low and low - before - 1 <= 3 * missing + 4:
            low = before + 1
        missing = self.last - max(i for i, _ in inside)
        if after >= 0 and missing and after > high and after - high - 1 <= 3 * missing + 4:
            high = after - 1
        return low, high

    def _is_framed(self, low: int, high: int) -> bool:
        before = self.first == 0 or self.links.new[self.first - 1] == low - 1
        end = self.last + 1
        return before and (end == len(self.old.words) or self.links.new[end] == high + 1)

    def _unexplained(self) -> int | None:
        """The very words in a place of the new version nothing is linked to."""
        if self.size < SHORT:
            return None
        free = [one for one in self._rivals(None) if self._counterpart(one) is None]
        return free[0] if free else None

    # no word is there

    def _nothing(self) -> Placed:
        beside = self._beside()
        before, after = beside or (self._neighbour(-1), self._neighbour(1))
        low, high = before[0] + 1, after[0] - 1
        if self._is_unique():
            rival = self.new.runs_at(self.words)[0]
            return Placed(Fate.MOVED, 0.8, (rival, rival + self.size - 1))
        for rival in self._rivals(None):
            back = self._counterpart(rival)
            other = self._likeness(self.first, rival)
            if back is None or other + CLOSE >= self._likeness(back, rival):
                return Placed(Fate.DOUBTFUL, other, (rival, rival + self.size - 1), EQUAL_PLACES)
        if beside is None:
            carried = self._carried()
            if carried is not None:
                return Placed(Fate.DOUBTFUL, BARE, carried, REWRITTEN)
        if low > high:
            return Placed(Fate.GONE, 0.95)
        near = before[1] == 1 and after[1] == 1
        if near and high - low + 1 <= 3 * self.size + 4:
            return self._replaced(low, high)
        if self._is_inner(before, after) and high - low + 1 <= 3 * self.size + WIDE:
            alike = _ratio(self.old.shown(self.first, self.last), self.new.shown(low, high))
            return Placed(Fate.DOUBTFUL, alike, (low, high), REWRITTEN)
        return self._retyped(low, high)

    def _is_inner(self, before: tuple[int, int], after: tuple[int, int]) -> bool:
        """Did a part of one sentence change around the words, between neighbours that are still close?"""
        units, size = self.old.unit_of, len(self.new.words)
        if max(before[1], after[1]) > WIDE or before[0] < 0 or after[0] >= size:
            return False
        one_old = units[self.first - before[1]] == units[self.last + after[1]]
        return one_old and self.new.unit_of[before[0]] == self.new.unit_of[after[0]]

    def _beside(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The words right before and right after, also where they moved together."""
        if self.first == 0 or self.last + 1 == len(self.old.words):
            return None
        before, after = self.links.new[self.first - 1], self.links.new[self.last + 1]
        if before < 0 or after < 0 or not 0 <= after - before - 1 <= 3 * self.size + 4:
            return None
        return (before, 1), (after, 1)

    def _carried(self) -> tuple[int, int] | None:
        """A neighbour moved: the words that stand in our place beside it."""
        new, units = self.links, self.new.units
        i = self.first - 1
        if i >= 0 and new.new[i] >= 0 and new.moved[i]:
            low = new.new[i] + 1
            high = min(low + self.size, len(self.new.words)) - 1
            if low <= high and new.old[low] < 0:
                return low, high
        i = self.last + 1
        if i < len(new.new) and new.new[i] >= 0 and new.moved[i]:
            high = new.new[i] - 1
            low = max(high - self.size + 1, units[self.new.unit_of[high]].first if high >= 0 else 0)
            if 0 <= low <= high and new.old[high] < 0:
                return low, high
        return None

    def _neighbour(self, step: int) -> tuple[int, int]:
        """(place in the new version, how far away in the old one) of the nearest word that kept its order."""
        i = self.first - 1 if step < 0 else self.last + 1
        away = 1
        while 0 <= i < len(self.old.words):
            if self.links.new[i] >= 0 and not self.links.moved[i]:
                return self.links.new[i], away
            i, away = i + step, away + 1
        return (-1 if step < 0 else len(self.new.words)), away

    def _replaced(self, low: int, high: int) -> Placed:
        """Both neighbours are still there and other words stand between them."""
        alike = _ratio(self.old.shown(self.first, self.last), self.new.shown(low, high))
        one_unit = self.old.unit_of[self.first] == self.old.unit_of[self.last]
        first, last = self.first, self.last
        units = self.old.unit_of
        inner = one_unit and any(
            0 <= i < len(units) and units[i] == units[first] for i in (first - 1, last + 1)
        )  # a part of a sentence: what stands in its place replaces it
        if inner or alike >= RESEMBLING or self._is_same_cell(low, high):
            return Placed(Fate.CHANGED, max(alike, 0.5), (low, high))
        return Placed(Fate.DOUBTFUL, alike, (low, high), REWRITTEN)

    def _is_same_cell(self, low: int, high: int) -> bool:
        """A whole unit put in place of a whole unit of the same kind, both short: a cell, a heading."""
        a, b = self.old.units[self.old.unit_of[self.first]], self.new.units[self.new.unit_of[low]]
        whole = (a.first, a.last) == (self.first, self.last + 1) and (b.first, b.last) == (low, high + 1)
        return whole and a.id[:1] == b.id[:1] == "c"

    def _retyped(self, low: int, high: int) -> Placed:
        """Everything around changed too: are the words there in another spelling?"""
        text = self.old.shown(self.first, self.last)
        best, where = 0.0, (low, high)
        for start in range(low, high + 1):
            if len(self.new.shown(low, start)) > REGION:
                break
            for size in {self.size, max(1, self.size - 1), self.size + 1}:
                stop = min(high, start + size - 1)
                alike = _ratio(text, self.new.shown(start, stop))
                if alike > best:
                    best, where = alike, (start, stop)
        if best >= ALIKE:
            return Placed(Fate.DOUBTFUL, best, where, REWRITTEN)
        return Placed(Fate.GONE, round(1 - best, 2))


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Share of equal words in order; two empty sides are the same edge of a document."""
    if not a and not b:
        return 1.0
    if not a or not b:
        return 0.0
    found = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in found) / max(len(a), len(b))


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower(), b.lower(), autojunk=False).ratio()
