"""A list as it is shown, as a workbook: what the actor does not see is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.exchange.workbook import write_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence


def sheet(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """XLSX of one sheet."""
    return write_sheets({title: [tuple(head), *map(tuple, rows)]})
