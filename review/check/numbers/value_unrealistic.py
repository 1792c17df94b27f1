"""Signals for the expert: steep growth, «100 %» everywhere, measures beyond the school's power.

What it looks for:
    Indicators that are to change by more than a threshold, a majority of targets of 100 %, words for measures only
    the founder can take.
Why it matters:
    Unreachable promises discredit the programme.
Fails:
    Never by itself: the expert decides.
Passes:
    Nothing to point at.
Parameters:
    growth: percentage points within the year that call for an explanation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import Indicator

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("steep", "all_hundred", "beyond_power")
PROVEN: tuple[str, ...] = ()

FULL = 100.0


@dataclass(frozen=True)
class Params:
    """What is steep."""

    growth: float = 30.0


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Signals without a level."""
    indicators = subject.facts.indicators
    said = []
    steep = [item for item in indicators if _change(item) > params.growth]
    if steep:
        said.append(Reason("steep", {"growth": f"{params.growth:.0f}"}, tuple(item.quote for item in steep)))
    targets = [item for item in indicators if item.has("target") or item.has("stage2")]
    full = [item for item in targets if any(v.quantity.value == FULL and v.role != "baseline" for v in item.values)]
    if targets and len(full) * 2 > len(targets):
        said.append(Reason("all_hundred", {"count": len(full)}, tuple(item.quote for item in full)))
    beyond = _beyond(subject)
    if beyond:
        said.append(Reason("beyond_power", {}, tuple(beyond)))
    return Proposal(None, None, tuple(said), outcome="expert_only")


def _change(item: Indicator) -> float:
    """Percentage points between the baseline and the last plan."""
    first = next((v.quantity for v in item.values if v.role == "baseline" and v.quantity.unit == "%"), None)
    planned = [v.quantity for v in item.values if v.role in ("stage2", "target") and v.quantity.unit == "%"]
    return abs(planned[-1].value - first.value) if first is not None and planned else 0.0


def _beyond(subject: Subject) -> list[Quote]:
    phrases = subject.profile.words.get("beyond_power", ())
    measures = [row.measure for row in subject.facts.rows if row.measure is not None]
    return [measure for measure in measures if find_phrases(phrases, measure.text)]
