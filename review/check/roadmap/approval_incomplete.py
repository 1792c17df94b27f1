"""Is the road map approved, with date and number, and does its title name territory and year?

What it looks for: an approval mark («УТВЕРЖДАЮ», «Приложение к приказу …»), its date and number; territory and year.

Why it matters: an unapproved plan binds nobody.

Fails: no mark and no date; «от « » февраля 2022 г. №» (partly).

Passes: «Приложение к приказу управления образования от 10.02.2022 № 45».

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.approvals import LACKS, best, lacks, of_kind, quotes
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("absent", "blanks", "title", "complete")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with all requisites, 1 with gaps, 0 without a mark."""
    mark = best(of_kind(subject.facts, "approved", "annex", "agreed", "accepted", "considered"))
    if mark is None:
        return Proposal(0, 0.9, (Reason("absent"),))
    missing = lacks(mark)
    if missing or mark.blanks:
        told = ", ".join(LACKS[part] for part in missing) or "не все места"
        return Proposal(1, 0.9, (Reason("blanks", {"missing": told}, quotes(mark)),))
    roadmap = subject.facts.roadmap
    gaps = [
        name
        for name, value in (("год", roadmap and roadmap.year), ("территория", roadmap and roadmap.territory))
        if not value
    ]
    if gaps:
        title = (roadmap.title_quote,) if roadmap and roadmap.title_quote else ()
        return Proposal(1, 0.6, (Reason("title", {"missing": ", ".join(gaps)}, title),))
    return Proposal(2, 0.92, (Reason("complete", {}, quotes(mark)),))
