"""Expected results are general words that no indicator measures.

What it looks for:
    Each expected result's indicator: the same name, with or without the value.
Why it matters:
    A result without an indicator cannot be shown to have been reached.
Fails:
    General words only, or no results (level 0); some results without an indicator (level 1).
Passes:
    Every result is the change of an indicator.
Parameters:
    likeness: how near a result and an indicator's name must be, 0 to 1;
    most: part of the results that must be linked for the best level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.passages import Item, items, row_quotes, section_quotes
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_results", "general", "some_unlinked", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """When a result counts as linked."""

    likeness: float = 0.4
    most: float = 0.75


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the part of the results tied to indicators."""
    quotes = row_quotes(subject, "results") or section_quotes(subject, "results")
    found = list(items(subject.document, quotes))
    if not found:
        return Proposal(0, 0.8, (Reason("no_results"),))
    names = [item.name or item.quote.text for item in subject.facts.indicators]
    linked = [item for item in found if _is_linked(item, names, params.likeness, language)]
    loose = [item for item in found if item not in linked]
    if len(linked) >= params.most * len(found):
        return Proposal(2, 0.85, (Reason("fine", {"count": len(linked)}, _quotes(linked)),))
    values = {"count": len(loose), "total": len(found)}
    if not linked:
        return Proposal(0, 0.8, (Reason("general", values, _quotes(loose)),))
    return Proposal(1, 0.7, (Reason("some_unlinked", values, _quotes(loose)),))


def _is_linked(item: Item, names: list[str], likeness: float, language: Language) -> bool:
    return any(language.similarity(item.text, name) >= likeness for name in names)


def _quotes(found: list[Item]) -> tuple[Quote, ...]:
    return tuple(item.quote for item in found)
