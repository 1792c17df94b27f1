"""The programme is another school's, a copy, or not properly approved.

What it looks for:
    Traces of a foreign school, copied text, and the mark of approval with its date.
Why it matters:
    A programme must be the school's own and in force.
Fails:
    Foreign names, unfilled places or more than half copied (level 0); slips, a third to a half copied, or an
    incomplete or missing mark of approval (level 1).
Passes:
    Own school, own words, approved.
Parameters:
    half, third: shares of copied words from which on a copy gets 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.approvals import approving, incomplete, lacks
from review.check.copies import copied, copying
from review.check.ownership import reasons, traces
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text", "school")
SAYS = ("foreign_school", "foreign_director", "foreign_place", "blank", "near_name", "near_director", "own", "copied",
        "copied_from_here", "copy_unclear", "approval_absent", "approval_incomplete", "fine")  # fmt: skip
PROVEN = ("foreign_school", "foreign_director", "foreign_place", "blank", "copied")


@dataclass(frozen=True)
class Params:
    """Shares of own words."""

    half: float = 0.5
    third: float = 0.3


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the gravest of the three."""
    found = traces(subject)
    said = reasons(found)
    copies = copying(subject, params.third)
    if copies.state == "copy":
        said.append(copied(copies))
    if any(trace.grave for trace in found) or (copies.state == "copy" and copies.share > params.half):
        return Proposal(0, 0.9, tuple(said))
    if copies.state == "unclear":
        return Proposal(None, None, (*said, copied(copies)), outcome="not_checked")
    approved = approving(subject.facts)
    if approved is None:
        said.append(Reason("approval_absent"))
    elif lacks(approved):
        said.append(incomplete(approved, "approval_incomplete"))
    if said:
        return Proposal(1, 0.85, tuple(said))
    shown = () if approved is None else (approved.quote,)
    own = tuple(mention.quote for mention in subject.facts.schools if mention.own)
    return Proposal(2, 0.93, (Reason("fine", {}, (*own[:2], *shown)),))
