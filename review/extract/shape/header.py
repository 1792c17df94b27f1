"""Which column of a table is which, as its header says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.document import Cell


@dataclass(frozen=True, slots=True)
class Header:
    """The last header row counts from 0 in `until` (exclusive); `columns` maps a key to its grid columns."""

    first: int
    until: int
    columns: dict[str, list[int]]
    names: tuple[str, ...]  # small letters, one per grid column
    cells: tuple[Cell, ...]

    def column(self, key: str) -> int | None:
        """The first column of this key."""
        places = self.columns.get(key)
        return places[0] if places else None
