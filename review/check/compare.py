"""Copies within a run: each document's own words against every other's.

Share is the part of this document's own words that stand in the other one within a row of at least `ROW` words. Rows
found in more documents than a copy could explain are a template's and count for nobody.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import CopiedBlock, CopyMatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.model.sketch import Compared, Passage

ROW = 5  # words in a row that are no coincidence
SAMPLE = 4  # every fourth row is enough to know whom to compare in full
LEAST = 0.05  # share below which an overlap is not worth showing
TEMPLATE = 8  # documents of different kits holding the same row, from which on it is a template's
PASSAGE = 0.6  # part of a passage that must stand in the other document to be shown as copied
TOGETHER = 500  # documents whose rows are looked through at a time
SHOWN = 12  # copied passages kept for a match

Row = tuple[int, ...]


@dataclass(frozen=True)
class _Rows:
    """A document and every fourth of its rows of words."""

    document: Compared
    sample: array[int]


def compare(documents: Sequence[Compared]) -> list[tuple[CopyMatch, ...]]:
    """For each document, in order, its overlaps with the others, largest first."""
    parts: list[list[tuple[int, array[int]]]] = [[] for _ in range(1 + len(documents) // TOGETHER)]
    made = []
    for number, item in enumerate(documents):
        distinct = {row for passage in item.sketch.passages for row in _rows(passage)}
        made.append(_Rows(item, array("q", (row for row in distinct if row % SAMPLE == 0))))
        for place, part in enumerate(parts):
            part.append((number, array("q", (row for row in distinct if row // SAMPLE % len(parts) == place))))
    template: set[int] = set()
    holders: dict[int, list[int]] = {}
    while parts:  # a part of the rows at a time: a table of all of them would fill the memory of a large run
        held = _held(parts.pop())
        template.update(row for row, who in held.items() if len(who) >= TEMPLATE and _kits(made, who) >= TEMPLATE)
        holders.update((row, who) for row, who in held.items() if row % SAMPLE == 0 and row not in template)
    same_file = defaultdict(list)
    for number, rows in enumerate(made):
        if rows.document.sha256:
            same_file[rows.document.sha256].append(number)
    answers = []
    for number, rows in enumerate(made):
        wanted = _candidates(rows, number, holders, template)
        wanted.update(other for other in same_file.get(rows.document.sha256, ()) if other != number)
        matches = [_match(rows, made[other], template) for other in sorted(wanted)]
        kept = [item for item in matches if item.share >= LEAST or item.same_file]
        answers.append(tuple(sorted(kept, key=lambda item: (-item.share, item.name))))
    return answers


def _held(part: Iterable[tuple[int, array[int]]]) -> dict[int, list[int]]:
    """Rows that stand in more than one document, and in which."""
    first: dict[int, int] = {}
    held: dict[int, list[int]] = {}
    for number, rows in part:
        for row in rows:
            if row in held:
                held[row].append(number)
            elif row in first:
                held[row] = [first[row], number]
            else:
                first[row] = number
    return held


def _kits(made: Sequence[_Rows], who: Sequence[int]) -> int:
    return len({made[number].document.kit or f"#{number}" for number in who})


def _candidates(rows: _Rows, number: int, holders: dict[int, list[int]], template: set[int]) -> set[int]:
    """Documents that share enough of a sample of the rows to be worth a full comparison."""
    sample = [row for row in rows.sample if row not in template]
    shared = Counter(other for row in sample for other in holders.get(row, ()) if other != number)
    return {other for other, count in shared.items() if count >= max(1, LEAST * len(sample) / 2)}


def _rows(passage: Passage) -> Iterator[int]:
    words = passage.words
    if len(words) < ROW:
        yield hash(words)
    for start in range(len(words) - ROW + 1):
        yield hash(words[start : start + ROW])


def _match(here: _Rows, there: _Rows, template: set[int]) -> CopyMatch:
    one, other = here.document, there.document
    same_file = bool(one.sha256) and one.sha256 == other.sha256
    copied, blocks, own = 0, [], 0
    where = {row: passage.quote.text for passage in other.sketch.passages for row in _rows(passage)}
    for passage in one.sketch.passages:
        found, counted, first = _copied(passage, where, template)
        copied, own = copied + found, own + counted
        if first is not None and counted and found >= PASSAGE * counted:
            blocks.append(CopiedBlock(passage.quote, first))
    share = 1.0 if same_file and not own else copied / own if own else 0.0
    longest = sorted(blocks, key=lambda block: -len(block.here.text))[:SHOWN]
    return CopyMatch(
        name=other.name,
        same_kit=one.kit is not None and one.kit == other.kit,
        share=round(share, 4),
        is_source=_is_source(one, other),
        same_file=same_file,
        approved=other.sketch.approved,
        blocks=tuple(longest),
    )


def _copied(passage: Passage, where: dict[int, str], template: set[int]) -> tuple[int, int, str | None]:
    """(words standing there, words counted, the other's words) of one passage."""
    words = len(passage.words)
    taken, stock = [False] * words, [False] * words
    first: str | None = None
    for start, row in enumerate(_rows(passage)):
        places = range(start, min(start + ROW, words))
        if row in template:
            for place in places:
                stock[place] = True
        elif row in where:
            first = first or where[row]
            for place in places:
                taken[place] = True
    counted = sum(not is_stock or is_taken for is_stock, is_taken in zip(stock, taken, strict=True))
    return sum(taken), counted, first


def _is_source(one: Compared, other: Compared) -> bool | None:
    """Is the other the source? The earlier approved one is; within a kit the one listed earlier."""
    if one.kit is not None and one.kit == other.kit:
        return other.order < one.order
    dates = one.sketch.approved, other.sketch.approved
    if dates[0] is None or dates[1] is None or dates[0] == dates[1]:
        return None
    return dates[1] < dates[0]
