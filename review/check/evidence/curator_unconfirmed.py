"""Has the curator confirmed the document?

What it looks for: the curator's mark in the card of the kit, and a remark that stands with it.

Why it matters: a confirmation counts only after the curator has seen it.

Fails: the mark is absent, or the curator refused; the mark is there with a remark (partly).

Passes: the mark is there, without a remark.

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ()
SAYS = ("unknown", "confirmed", "remark", "unconfirmed")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with the mark, 1 with a remark beside it, 0 without, no level when the card does not say."""
    mark = subject.entry.curator_confirmed
    if mark is None:
        return Proposal(None, None, (Reason("unknown"),), outcome="not_checked")
    if not mark:
        return Proposal(0, 1.0, (Reason("unconfirmed"),))
    if subject.entry.curator_remark:
        return Proposal(1, 1.0, (Reason("remark"),))
    return Proposal(2, 1.0, (Reason("confirmed"),))
