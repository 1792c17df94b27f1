"""A large part of the text stands in another document.

What it looks for:
    This document's own words in documents of other schools and in earlier ones of the same kind in its kit, without
    template headings, passport row names and quoted laws.
Why it matters:
    A copied programme answers somebody else's problems.
Fails:
    More than half copied (level 0), a third to a half (level 1). The source keeps its level.
Passes:
    Less than the lower threshold, or this document is the source.
Parameters:
    half, third: shares from which on a copy gets 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.copies import copied, copying
from review.model.finding import Proposal

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("own", "copied", "copied_from_here", "copy_unclear")
PROVEN = ("copied",)


@dataclass(frozen=True)
class Params:
    """Shares of own words."""

    half: float = 0.5
    third: float = 0.3


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the largest overlap with a source."""
    found = copying(subject, params.third)
    if found.state == "unclear":
        return Proposal(None, None, (copied(found),), outcome="not_checked")
    if found.state == "copy":
        return Proposal(0 if found.share > params.half else 1, 0.92, (copied(found),))
    return Proposal(2, 0.95, (copied(found),))
