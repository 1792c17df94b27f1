"""Is the same file handed in again for another measure or stage?

What it looks for: the same bytes, or nearly the same text, listed earlier in the kit or the run.

Why it matters: one event does not confirm two different measures.

Fails: a copy of a spravka for another measure; a nearly identical file (partly).

Passes: a file of its own; the first of two copies.

Parameters: `near`, the share of own words found in the other file from which two files are nearly the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import CopyMatch, Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ()
SAYS = ("alone", "same_file", "same_measure", "near", "unique")
PROVEN: tuple[str, ...] = ()
SHOWN = 4


@dataclass(frozen=True)
class Params:
    """A share."""

    near: float = 0.75


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """0 for the later of two equal files of different measures, 1 for a near copy, 2 for a file of its own."""
    if not subject.kit and not subject.compared_with and not subject.copies:
        return Proposal(None, None, (Reason("alone"),), outcome="not_checked")
    earlier = [match for match in subject.copies if match.is_source is not False and _is_evidence(subject, match)]
    for match in earlier:
        if match.same_file:
            if _same_measure(subject, match):
                return Proposal(1, 0.8, (Reason("same_measure", {"name": match.name}),))
            return Proposal(0, 0.95, (Reason("same_file", {"name": match.name}),))
    nearest = max(earlier, key=lambda match: match.share, default=None)
    if nearest is not None and nearest.share >= params.near:
        quotes = tuple(block.here for block in nearest.blocks[:SHOWN])
        values = {"name": nearest.name, "share": round(100 * nearest.share)}
        return Proposal(1, 0.8, (Reason("near", values, quotes),))
    return Proposal(2, 0.95, (Reason("unique", {"count": subject.compared_with}),))


def _is_evidence(subject: Subject, match: CopyMatch) -> bool:
    """A programme in the kit that is quoted is no repeated confirmation."""
    if not match.same_kit:
        return True
    return all(member.kind == "evidence" for member in subject.kit if member.entry.name == match.name)


def _same_measure(subject: Subject, match: CopyMatch) -> bool:
    for member in subject.kit:
        if match.same_kit and member.entry.name == match.name:
            return (member.entry.measure, member.entry.stage) == (subject.entry.measure, subject.entry.stage)
    return False
