"""Which word of one version is which word of another, through edits, splits, merges and moves.

Equal paragraphs and cells are paired first, the unmistakable ones by themselves and the repeated ones by their
neighbours (Heckel); what lies between the pairs is compared word by word; what is left over is looked for elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from review.assess.wordstream import Stream

Key = TypeVar("Key", bound="Hashable")
TELLING_WORDS, TELLING_LETTERS = 4, 24  # a unit with so many is told by its words alone
MOVED_ROW = 4  # words in a row that are enough to be found elsewhere
AT_ONCE = 250_000  # pairs of words compared without looking for fixed points first
FIXED_ROW = 3  # words of a fixed point
CHANCE = 3  # letters: a single word so short matches by chance
LONELY = 6  # a single word between so many strange ones on both sides matches by chance


@dataclass(frozen=True)
class Alignment:
    """`new[i]` is where old word i stands in the new version, or -1; `old` the way back; `moved[i]`: out of order."""

    new: tuple[int, ...]
    old: tuple[int, ...]
    moved: tuple[bool, ...]


class _Links:
    """Links as they are found; a word is linked once."""

    def __init__(self, old: Stream, new: Stream) -> None:
        self.a, self.b = old, new
        self.new = [-1] * len(old.words)
        self.old = [-1] * len(new.words)

    def link(self, i: int, j: int, size: int = 1) -> None:
        for step in range(size):
            if self.new[i + step] < 0 and self.old[j + step] < 0:
                self.new[i + step] = j + step
                self.old[j + step] = i + step

    def free(self, i: int, j: int) -> bool:
        """Are both words there, the same and not linked yet?"""
        inside = 0 <= i < len(self.new) and 0 <= j < len(self.old)
        return inside and self.new[i] < 0 and self.old[j] < 0 and self.a.words[i] == self.b.words[j]


def align(old: Stream, new: Stream) -> Alignment:
    """Links between the words of two versions."""
    links = _Links(old, new)
    for u, v in _equal_units(old, new).items():
        links.link(old.units[u].first, new.units[v].first, old.units[u].last - old.units[u].first)
    for a0, a1, b0, b1 in _gaps(links):
        _compare(links, a0, a1, b0, b1)
    _elsewhere(links)
    for a0, a1, b0, b1 in _pockets(links):
        _compare(links, a0, a1, b0, b1)
    return Alignment(tuple(links.new), tuple(links.old), _moved(links))


def _equal_units(old: Stream, new: Stream) -> dict[int, int]:
    """Pairs of units with the same words: telling ones that stand once in both, then their equal neighbours."""
    keys_a, keys_b = [old.key(unit) for unit in old.units], [new.key(unit) for unit in new.units]
    once_a, once_b = _once(keys_a), _once(keys_b)
    pairs = {u: once_b[key] for key, u in once_a.items() if key in once_b and _is_telling(key)}
    taken = set(pairs.values())
    for u, v in sorted(pairs.items()):
        _spread(u, v, 1, keys_a, keys_b, pairs, taken)
    for u, v in sorted(pairs.items(), reverse=True):
        _spread(u, v, -1, keys_a, keys_b, pairs, taken)
    return pairs


def _spread(
    u: int,
    v: int,
    step: int,
    keys_a: Sequence[tuple[str, ...]],
    keys_b: Sequence[tuple[str, ...]],
    pairs: dict[int, int],
    taken: set[int],
) -> None:
    """Pair equal neighbours of a pair, as far as they go; one that was changed may stand between."""
    missed = 0
    while missed < 2:  # noqa: PLR2004 - two changed ones in a row are another neighbourhood
        u, v = u + step, v + step
        if not (0 <= u < len(keys_a) and 0 <= v < len(keys_b)) or u in pairs or v in taken:
            return
        if keys_a[u] != keys_b[v]:
            missed += 1
            continue
        missed = 0
        pairs[u] = v
        taken.add(v)


def _once(keys: Sequence[Key]) -> dict[Key, int]:
    """Places of what stands there exactly once."""
    found: dict[Key, int] = {}
    for place, key in enumerate(keys):
        found[key] = -1 if key in found else place
    return {key: place for key, place in found.items() if place >= 0}


def _is_telling(words: tuple[str, ...]) -> bool:
    return len(words) >= TELLING_WORDS or sum(map(len, words)) >= TELLING_LETTERS


def _gaps(links: _Links) -> list[tuple[int, int, int, int]]:
    """What lies between the links that keep their order: (old from, old to, new from, new to)."""
    runs = _backbone(_runs(links.new))
    bounds = [(0, 0, 0), *((i, j, size) for i, j, size in runs), (len(links.new), len(links.old), 0)]
    return [(i + size, i2, j + size, j2) for (i, j, size), (i2, j2, _) in pairwise(bounds)]


def _runs(new: Sequence[int]) -> list[tuple[int, int, int]]:
    """Links as (old place, new place, how many in a row)."""
    runs: list[tuple[int, int, int]] = []
    for i, j in enumerate(new):
        if j < 0:
            continue
        if runs and runs[-1][0] + runs[-1][2] == i and runs[-1][1] + runs[-1][2] == j:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((i, j, 1))
    return runs


def _backbone(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The heaviest choice of runs whose order is the same in both versions."""
    order = sorted(j for _, j, _ in runs)
    best: list[tuple[int, int]] = [(0, -1)] * (len(runs) + 1)  # a Fenwick tree of (weight, run)
    before: list[int] = []
    for number, (_, j, size) in enumerate(runs):
        place = bisect_left(order, j) + 1
        weight, last, at = 0, -1, place - 1
        while at > 0:
            weight, last = max((weight, last), best[at])
            at -= at & -at
        before.append(last)
        at = place
        while at <= len(runs):
            best[at] = max(best[at], (weight + size, number))
            at += at & -at
    _, last = max(((weight, number) for weight, number in best), default=(0, -1))
    chosen = []
    while last >= 0:
        chosen.append(runs[last])
        last = before[last]
    return chosen[::-1]


def _compare(links: _Links, a0: int, a1: int, b0: int, b1: int) -> None:
    """Link the equal words of two stretches, in order."""
    left = [i for i in range(a0, a1) if links.new[i] < 0]
    right = [j for j in range(b0, b1) if links.old[j] < 0]
    _diff(
        [links.a.words[i] for i in left],
        [links.b.words[j] for j in right],
        0,
        0,
        lambda i, j: links.link(left[i], right[j]),
    )


def _diff(a: Sequence[str], b: Sequence[str], i: int, j: int, link: Callable[[int, int], None]) -> None:
    """Equal words of two rows; `i` and `j` are where they begin."""
    shorter, head, tail = min(len(a), len(b)), 0, 0
    while head < shorter and a[head] == b[head]:
        link(i + head, j + head)
        head += 1
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
        link(i + len(a) - tail, j + len(b) - tail)
    a, b, i, j = a[head : len(a) - tail], b[head : len(b) - tail], i + head, j + head
    if not a or not b:
        return
    if len(a) * len(b) <= AT_ONCE:
        for x, y, size in _without_chance(SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks(), a, len(b)):
            for step in range(size):
                link(i + x + step, j + y + step)
        return
    fixed = _fixed_points(a, b)
    bounds = [(0, 0), *fixed, (len(a), len(b))]
    if not fixed:
        return
    for (x, y), (x2, y2) in pairwise(bounds):
        _diff(a[x:x2], b[y:y2], i + x, j + y, link)


def _without_chance(found: Sequence[tuple[int, int, int]], a: Sequence[str], length: int) -> list[tuple[int, int, int]]:
    """Matching blocks without single words that meet by chance."""
    kept = []
    edge_a, edge_b = 0, 0
    for number, (x, y, size) in enumerate(found[:-1]):
        next_x, next_y, _ = found[number + 1]
        apart = min(x - edge_a, y - edge_b) >= LONELY and min(next_x - x, next_y - y) > LONELY
        short = len(a[x]) <= CHANCE and x - edge_a > 0 and next_x - x > 1 and (y - edge_b > 0 or next_y - y > 1)
        if size > 1 or not (apart or short):
            kept.append((x, y, size))
            edge_a, edge_b = x + size, y + size
    assert all(y + size <= length for _, y, size in kept)  # noqa: S101 - difflib's own promise
    return kept


def _fixed_points(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Rows of words that stand once in both, in the same order: a long stretch is cut at them."""
    for size in (FIXED_ROW, 1):
        rows_a = _once([tuple(a[x : x + size]) for x in range(len(a) - size + 1)])
        rows_b = _once([tuple(b[y : y + size]) for y in range(len(b) - size + 1)])
        runs = sorted((x, rows_b[key], 1) for key, x in rows_a.items() if key in rows_b)
        if runs:
            return [(x, y) for x, y, _ in _backbone(runs)]
    return []


def _elsewhere(links: _Links) -> None:
    """Words taken away here and put there: rows that are left over once on both sides, grown as far as they go."""
    rows_a, rows_b = _left_over(links.a, links.new), _left_over(links.b, links.old)
    for key, start in sorted(rows_a.items(), key=lambda item: item[1]):
        i, j = start, rows_b.get(key, -1)
        if j < 0 or not all(links.free(i + step, j + step) for step in range(MOVED_ROW)):
            continue
        while links.free(i - 1, j - 1):
            i, j = i - 1, j - 1
        while links.free(i, j):
            links.link(i, j)
            i, j = i + 1, j + 1


def _left_over(stream: Stream, linked: Sequence[int]) -> dict[tuple[str, ...], int]:
    """Rows of words nothing is linked to, that stand once."""
    free = [
        place
        for place in range(len(stream.words) - MOVED_ROW + 1)
        if all(linked[place + step] < 0 for step in range(MOVED_ROW))
    ]
    found = _once([stream.words[place : place + MOVED_ROW] for place in free])
    return {key: free[number] for key, number in found.items()}


def _pockets(links: _Links) -> list[tuple[int, int, int, int]]:
    """Unlinked words between two linked ones of the same unit on both sides: moved words that were changed as well."""
    found = []
    runs = _runs(links.new)
    for (i, j, size), (i2, j2, _) in pairwise(runs):
        same_old = links.a.unit_of[i + size - 1] == links.a.unit_of[i2]
        if j2 > j + size and i2 > i + size and same_old and links.b.unit_of[j + size - 1] == links.b.unit_of[j2]:
            found.append((i + size, i2, j + size, j2))
    for i, j, size in runs:  # the ends of a unit whose middle was found
        a, b = links.a.units[links.a.unit_of[i]], links.b.units[links.b.unit_of[j]]
        found.append((a.first, i, b.first, j))
        found.append((i + size, a.last, j + size, b.last))
    return found


def _moved(links: _Links) -> tuple[bool, ...]:
    """Linked words that are not in the common order."""
    moved = [j >= 0 for j in links.new]
    for i, _, size in _backbone(_runs(links.new)):
        for step in range(size):
            moved[i + step] = False
    return tuple(moved)
