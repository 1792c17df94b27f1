"""Page headers, footers and page numbers: lines near an edge that come again on other pages at the same height."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.parse.pdf.drafts import PageDraft
    from review.parse.pdf.lines import Line

EDGE = 0.12  # share of the page's height in which headers and footers live
DEPTH = 3  # lines at each edge that are looked at
SHARE = 0.3  # of the pages that must show the same line
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"[-–— ]*(?:стр(?:аница|\.)?\s*)?(\d{1,3})(?:\s*(?:из|/)\s*\d{1,3})?[-–— .]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that belongs to the page, not to the text."""

    part: Literal["header", "footer"]
    line: Line
    page: int


def take_furniture(pages: Sequence[PageDraft]) -> list[Furniture]:
    """Takes repeating lines out of the pages; gives each distinct one once, where it stands first."""
    seen: dict[tuple[str, str, int], list[tuple[PageDraft, Line]]] = {}
    for page in pages:
        for part, line in _at_edges(page):
            seen.setdefault((part, DIGITS.sub("#", line.text), round(line.top / 4)), []).append((page, line))
    taken: list[Furniture] = []
    for (part, _, _), places in seen.items():
        if _repeats(places, len(pages)) or _numbers(places):
            for page, line in places:
                page.lines.remove(line)
            page, line = places[0]
            taken.append(Furniture("header" if part == "header" else "footer", line, page.number))
    return taken


def _at_edges(page: PageDraft) -> list[tuple[str, Line]]:
    upper, lower = EDGE * page.height, (1 - EDGE) * page.height
    first_table = min((table.top for table in page.tables), default=page.height)
    last_table = max((table.bottom for table in page.tables), default=0.0)
    top = [("header", line) for line in page.lines[:DEPTH] if line.bottom < upper and line.top < first_table]
    bottom = [("footer", line) for line in page.lines[-DEPTH:] if line.top > lower and line.bottom > last_table]
    return top + bottom


def _repeats(places: list[tuple[PageDraft, Line]], pages: int) -> bool:
    """The same words, digits aside, on enough pages; digits alone must count the pages."""
    if len({page.number for page, _ in places}) < max(2, SHARE * pages):
        return False
    return not PAGE_NUMBER.match(places[0][1].text) or _numbers(places)


def _numbers(places: list[tuple[PageDraft, Line]]) -> bool:
    """Whether the line is the page's own number."""
    offsets = set()
    for page, line in places:
        match = PAGE_NUMBER.match(line.text)
        if match is None:
            return False
        offsets.add(int(match.group(1)) - page.number)
    return len(offsets) == 1 and (len(places) > 1 or offsets == {0})
