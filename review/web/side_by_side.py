"""Differences as the comparing page shows them: long unchanged stretches are folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.assess.differences import Differences, Pair

AROUND = 1  # unchanged lines shown on each side of a change


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair of lines, or (pair None) so many unchanged ones left out."""

    pair: Pair | None
    left_out: int = 0


def folded(found: Differences, *, everything: bool = False) -> list[Shown]:
    """Pairs to show; headings stay, so that the reader knows where the change stands."""
    pairs = found.pairs
    near = {
        place + step for place, pair in enumerate(pairs) if pair.kind != "same" for step in range(-AROUND, AROUND + 1)
    }
    rows: list[Shown] = []
    for place, pair in enumerate(pairs):
        heading = pair.new is not None and pair.new.is_heading
        if everything or place in near or (heading and _leads(pairs, place)):
            rows.append(Shown(pair))
        elif rows and rows[-1].pair is None:
            rows[-1] = Shown(None, rows[-1].left_out + 1)
        else:
            rows.append(Shown(None, 1))
    return rows


def _leads(pairs: tuple[Pair, ...], place: int) -> bool:
    """Does something change between this heading and the next?"""
    for pair in pairs[place + 1 :]:
        if pair.new is not None and pair.new.is_heading:
            return False
        if pair.kind != "same":
            return True
    return False
