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
    likeness: how near a result with a figure and an indicator's name must be, 0 to 1; worded: the same for a result
    without a figure; general: for general words («повышение», «улучшение»);
    most: part of the results that must be linked for the best level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.nearness import nearest
from review.check.passages import Item, items, row_quotes, section_quotes
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases
from review.model.text import normal

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_results", "general", "some_unlinked", "fine", "near", "nothing_near")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """When a result counts as linked."""

    likeness: float = 0.4
    worded: float = 0.5
    general: float = 0.6
    most: float = 0.75


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the part of the results tied to indicators."""
    quotes = row_quotes(subject, "results") or section_quotes(subject, "results")
    found = [part for item in items(subject.document, quotes) for part in _sentences(subject, item, language)]
    if not found:
        return Proposal(0, 0.8, (Reason("no_results"),))
    own = [item for item in subject.facts.indicators if item.where != "plan"] or subject.facts.indicators
    names = [item.name or item.quote.text for item in own]
    general = subject.profile.words.get("general_result", ())
    linked = [item for item in found if _is_linked(item, names, params, general, language)]
    loose = [item for item in found if item not in linked]
    if len(linked) >= params.most * len(found):
        return Proposal(2, 0.85, (Reason("fine", {"count": len(linked)}, _quotes(linked)),))
    values = {"count": len(loose), "total": len(found)}
    hints = nearest((item.text for item in loose), [item.quote for item in own], language)
    if not linked:
        return Proposal(0, 0.8, (Reason("general", values, _quotes(loose)),), hints=hints)
    return Proposal(1, 0.7, (Reason("some_unlinked", values, _quotes(loose)),), hints=hints)


def _sentences(subject: Subject, item: Item, language: Language) -> list[Item]:
    """The item's sentences, each with its place."""
    text = item.quote.text
    spans = [span for span in language.sentences(text) if len(text[span.start : span.end].split()) > 1]
    if len(spans) < 2:  # noqa: PLR2004 - nothing to cut
        return [item]
    start = item.quote.start
    quotes = [subject.document.quote(item.quote.block, start + span.start, start + span.end) for span in spans]
    return [Item(normal(quote.text).text, quote) for quote in quotes]


def _is_linked(item: Item, names: list[str], params: Params, general: tuple[str, ...], language: Language) -> bool:
    """Near an indicator's name; words without a figure must be nearer, general words nearest."""
    best = max((language.similarity(item.text, name) for name in names), default=0.0)
    if language.quantities(item.text):
        return best >= params.likeness
    return best >= (params.worded if not find_phrases(general, item.text) else params.general)


def _quotes(found: list[Item]) -> tuple[Quote, ...]:
    return tuple(item.quote for item in found)
