"""Is it a document of the school in the card?

What it looks for: the school the document speaks as (head, title, stamp), else any school named, against the card.

Why it matters: another school's document confirms another school's work.

Fails: the head names another school; no school is named at all (partly).

Passes: the school's full or short name in the head.

Parameters: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.ownership import likeness, names_school
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text", "school")
SAYS = ("foreign", "unnamed", "own")
PROVEN: tuple[str, ...] = ("foreign", "own")


@dataclass(frozen=True)
class Params:
    """None."""


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 for the card's school, 1 when none is named, 0 for another."""
    card = subject.card.school if subject.card else None
    if card is None:
        return Proposal(None, None, outcome="not_checked")
    mentions = subject.facts.schools
    alike = [(item, likeness(item, card)) for item in mentions]
    own = [item for item, like in alike if like in ("same", "near")]
    foreign = [item for item, like in alike if like == "other"]
    claimed = [item for item in foreign if item.own]
    values = {"school": card.short_name or card.full_name}
    if claimed and not any(item.own for item in own):
        values["found"] = claimed[0].quote.text
        return Proposal(0, 0.92, (Reason("foreign", values, tuple(item.quote for item in claimed[:3])),))
    if own:
        return Proposal(2, 0.93, (Reason("own", values, (own[0].quote,)),))
    if names_school(subject):
        return Proposal(2, 0.85, (Reason("own", values),))
    return Proposal(1, 0.85 if not foreign else 0.6, (Reason("unnamed", values),))
