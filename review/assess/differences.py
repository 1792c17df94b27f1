"""Two versions side by side: paragraphs and table rows paired, words taken away on the left, put in on the right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from review.assess.alignment import align
from review.assess.wordstream import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.assess.wordstream import Stream, Unit
    from review.model.document import Document

Kind = Literal["same", "changed", "moved", "added", "removed"]
PAIRED = 0.3  # share of the shorter line's words that make two lines one


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters; `changed` ones have no counterpart on the other side."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (one cell) or a row of a table as it stands in one version."""

    block: str  # id of the paragraph, or of the row's first cell
    in_table: bool
    is_heading: bool
    page: int | None
    cells: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        """The line's words, cells parted by bars."""
        return " | ".join("".join(piece.text for piece in cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the old version beside its counterpart in the new one."""

    kind: Kind
    old: Line | None
    new: Line | None


@dataclass(frozen=True, slots=True)
class Differences:
    """All lines in the order of the new version, removed ones where they stood."""

    pairs: tuple[Pair, ...]
    words_added: int
    words_removed: int

    def count(self, *kinds: Kind) -> int:
        """How many lines are of these kinds."""
        return sum(pair.kind in kinds for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class _Line:
    """Units of one line and what the document says of them."""

    units: tuple[Unit, ...]
    in_table: bool
    is_heading: bool
    page: int | None

    @property
    def words(self) -> list[int]:
        return [place for unit in self.units for place in range(unit.first, unit.last)]


def differences(old: Document, new: Document) -> Differences:
    """What was changed between two versions."""
    a, b = stream(old), stream(new)
    links = align(a, b)
    left, right = list(_lines(old, a)), list(_lines(new, b))
    partner = _partners(left, right, links.new)
    pairs: list[Pair] = []
    shown: set[int] = set()
    removed = [number for number in range(len(left)) if number not in set(partner.values())]
    for number, line in enumerate(right):
        known = partner.get(number)
        kind = _kind(left, line, known, links.new, links.moved)
        if known is not None and kind != "moved":
            pairs += [_removed(a, left[n]) for n in removed if n < known and n not in shown]
            shown |= {n for n in removed if n < known}
        there = None if known is None else _side(a, left[known], _of(links.new, line))
        here = _side(b, line, _of(links.old, left[known]) if known is not None else frozenset())
        pairs.append(Pair(kind, there, here))
    pairs += [_removed(a, left[n]) for n in removed if n not in shown]
    gone = sum(link < 0 for link in links.new)
    return Differences(tuple(pairs), sum(link < 0 for link in links.old), gone)


def _lines(document: Document, words: Stream) -> Iterator[_Line]:
    known = words.by_id
    for block in document.body():
        if block.table is None:
            if block.text.strip():
                yield _Line((known[block.id],), in_table=False, is_heading=block.type == "heading", page=block.page)
            continue
        for row in block.table.rows:
            units = tuple(known[cell.id] for cell in row)
            if any(unit.text.strip() for unit in units):
                page = next((cell.page for cell in row if cell.page is not None), block.page)
                yield _Line(units, in_table=True, is_heading=False, page=page)


def _partners(left: Sequence[_Line], right: Sequence[_Line], new: Sequence[int]) -> dict[int, int]:
    """New line → the old line most of whose words it has; each line once."""
    home = {place: number for number, line in enumerate(right) for place in line.words}
    shared: Counter[tuple[int, int]] = Counter()
    for number, line in enumerate(left):
        shared.update((number, home[new[place]]) for place in line.words if new[place] in home)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for (old, there), count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        shorter = min(len(left[old].words), len(right[there].words))
        if old not in taken and there not in partner and count >= PAIRED * shorter:
            partner[there] = old
            taken.add(old)
    return partner


def _of(linked: Sequence[int], line: _Line) -> frozenset[int]:
    """Places whose link leads into this line."""
    inside = set(line.words)
    return frozenset(place for place, link in enumerate(linked) if link in inside)


def _kind(left: Sequence[_Line], line: _Line, known: int | None, new: Sequence[int], moved: Sequence[bool]) -> Kind:
    if known is None:
        return "added"
    words = left[known].words
    if [new[place] for place in words] != line.words:
        return "changed"
    if words and sum(moved[place] for place in words) * 2 > len(words):
        return "moved"
    return "same"


def _removed(words: Stream, line: _Line) -> Pair:
    return Pair("removed", _side(words, line, frozenset()), None)


def _side(words: Stream, line: _Line, kept: frozenset[int]) -> Line:
    cells = tuple(tuple(_pieces(words, unit, kept)) for unit in line.units)
    return Line(line.units[0].id, line.in_table, line.is_heading, line.page, cells)


def _pieces(words: Stream, unit: Unit, kept: frozenset[int]) -> Iterator[Piece]:
    """The unit's characters, cut where kept words and changed ones meet."""
    at, changed = 0, None
    begun = 0
    for place in range(unit.first, unit.last):
        is_changed = place not in kept
        if changed is not None and is_changed != changed:
            cut = words.ends[place - 1] if changed else words.starts[place]
            yield Piece(unit.text[begun:cut], changed)
            begun = cut
        changed = is_changed
        at = words.ends[place]
    if changed is None:
        yield Piece(unit.text, changed=False)
        return
    if changed and at < len(unit.text):
        at = len(unit.text.rstrip())
    yield Piece(unit.text[begun:] if not changed else unit.text[begun:at], changed)
    if changed and at < len(unit.text):
        yield Piece(unit.text[at:], changed=False)
