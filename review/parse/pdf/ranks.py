"""Levels of headings by the size of their letters, where the page shows several sizes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.parse.pdf.paragraphs import Para

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.parse.pdf.drafts import TableDraft

NUMBERED = re.compile(r"(?:\d|[IVX]+\.|глава|раздел)", re.IGNORECASE)
SAME_SIZE = 0.04
DEEPEST = 4


def ranked(levels: list[int | None], items: Sequence[Para | TableDraft]) -> list[int | None]:
    """Headings without numbers one level deeper for each larger size of such headings. One size changes nothing."""
    sizes: list[float] = []
    for item, level in zip(items, levels, strict=True):
        if _counts(item, level) and isinstance(item, Para):
            sizes.append(item.height)
    steps: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not steps or size < steps[-1] * (1 - SAME_SIZE):
            steps.append(size)
    if len(steps) < 2:  # noqa: PLR2004 - one size tells nothing
        return levels
    return [
        min(1 + sum(item.height < step * (1 - SAME_SIZE) for step in steps), DEEPEST)
        if isinstance(item, Para) and _counts(item, level)
        else level
        for item, level in zip(items, levels, strict=True)
    ]


def _counts(item: Para | TableDraft, level: int | None) -> bool:
    return level is not None and isinstance(item, Para) and not NUMBERED.match(item.text)
