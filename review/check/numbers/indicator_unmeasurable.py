"""Indicators lack values, a unit, a baseline or values by stage.

What it looks for:
    Each indicator's unit, baseline, values for stage 1 and stage 2 or the end of the period.
Why it matters:
    Without a baseline and a plan nobody can tell a change from chance.
Fails:
    No indicators or none with a value (level 0); values for some, or no baseline, or no stages (level 1).
Passes:
    Every indicator has unit, baseline and plan by stages.
Parameters:
    share: part of the indicators that must be complete; the rest may be slips of reading;
    likeness: how near a name without values must be to one with values to be the same indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.points import has_baseline, has_stages, has_unit, values
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import Indicator

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_indicators", "no_values", "some_without_value", "no_baseline", "no_stages", "no_unit", "documents", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """How many indicators must be complete."""

    share: float = 0.9
    likeness: float = 0.6
    same_name: float = 0.9


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by what the indicators have."""
    found = _own(subject, params, language)
    counted = [item for item in found if not item.is_document] or found
    documents = [item for item in found if item.is_document]
    if not counted:
        return Proposal(0, 0.85, (Reason("no_indicators"),))
    valued = [item for item in counted if values(item)]
    said = []
    if documents:
        said.append(Reason("documents", {"count": len(documents)}, _quotes(documents)))
    if not valued:
        return Proposal(0, 0.9, (Reason("no_values", {"count": len(counted)}, _quotes(counted)), *said))
    complete = [item for item in counted if has_baseline(item) and has_stages(item)]
    if len(complete) >= params.share * len(counted):
        return Proposal(2, 0.92, (Reason("fine", {"count": len(counted)}, _quotes(complete)),))
    lists = {
        "some_without_value": [item for item in counted if not values(item)],
        "no_baseline": [item for item in valued if not has_baseline(item)],
        "no_stages": [item for item in valued if has_baseline(item) and not has_stages(item)],
        "no_unit": [item for item in valued if not has_unit(item)],
    }
    total = {"total": len(counted)}
    gaps = [Reason(key, {"count": len(some), **total}, _quotes(some)) for key, some in lists.items() if some]
    return Proposal(1, 0.85, (*gaps, *said))


def _own(subject: Subject, params: Params, language: Language) -> list[Indicator]:
    """The document's indicators, not those of single measures; each where most is told of it."""
    found = [item for item in subject.facts.indicators if item.where != "plan"]
    valued = [item for item in found if values(item)]
    complete = [item for item in valued if has_baseline(item) and has_stages(item)]
    return [item for item in found if not _told_elsewhere(item, valued, complete, params, language)]


def _told_elsewhere(
    item: Indicator, valued: list[Indicator], complete: list[Indicator], params: Params, language: Language
) -> bool:
    """A passport often names an indicator that a table below tells in full."""
    if item in complete:
        return False
    others, likeness = (complete, params.same_name) if values(item) else (valued, params.likeness)
    return any(language.similarity(item.name, other.name) >= likeness for other in others)


def _quotes(found: list[Indicator]) -> tuple[Quote, ...]:
    return tuple(item.quote for item in found)
