"""The approval mark is missing or lacks its date, number or signature.

What it looks for:
    The mark of approval, the record of the collegial body, and where asked the founder's agreement.
Why it matters:
    An unapproved document binds nobody.
Fails:
    No mark of approval (level 0); a mark with gaps, or no record of the collegial body (level 1).
Passes:
    Date, number and signature are all there. «Подпись» or an electronic-signature stamp counts as signed.
Parameters:
    collegial: the record of a pedagogical or managing council is demanded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.approvals import COLLEGIAL, approving, best, incomplete, lacks, of_kind, quotes
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("absent", "incomplete", "council_absent", "council_incomplete", "agreement_incomplete", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """Is a council's record demanded?"""

    collegial: bool = True


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the approval mark first, by the others after."""
    approved = approving(subject.facts)
    council = best(of_kind(subject.facts, *COLLEGIAL))
    agreed = best(of_kind(subject.facts, "agreed"))
    if approved is None:
        seen = () if council is None else quotes(council)
        return Proposal(0, 0.92, (Reason("absent", {}, seen),))
    said = []
    if lacks(approved):
        said.append(incomplete(approved, "incomplete"))
    if council is not None and ("date" in lacks(council) or "number" in lacks(council)):
        said.append(incomplete(council, "council_incomplete"))
    if council is None and params.collegial:
        said.append(Reason("council_absent", {}, (approved.quote,)))
    if agreed is not None and agreed.date is None:
        said.append(incomplete(agreed, "agreement_incomplete"))
    if said:
        return Proposal(1, 0.85, tuple(said))
    shown = tuple(mark.quote for mark in (approved, council, agreed) if mark is not None)
    return Proposal(2, 0.93, (Reason("fine", {}, shown),))
