"""Do the document's date and the event's date lie inside the stage?

What it looks for: the date of issue and the time of the event, against the window of the stage: it begins with the
approval of the programme and ends with the stage.

Why it matters: what took place before the programme or after the stage does not confirm its measures.

Fails: an event 24 days after the stage's end; a document without a date.

Passes: both dates inside the window.

Parameters: `grace`, days outside the window that are forgiven in part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.confirming import window_of
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.check.confirming import Window
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import EvidenceFacts

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_date", "far", "near", "event_only", "inside")
PROVEN: tuple[str, ...] = ("far", "inside")


@dataclass(frozen=True)
class Params:
    """Days."""

    grace: int = 14


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 inside, 1 up to `grace` days outside or with the event's date alone, else 0."""
    facts = subject.facts.evidence
    if facts is None:
        return Proposal(None, None, outcome="not_checked")
    window = window_of(subject)
    values = {"start": f"{window.start:%d.%m.%Y}", "end": f"{window.end:%d.%m.%Y}"}
    measured = _distances(facts, window)
    if not measured:
        return Proposal(0, 0.85, (Reason("no_date", values),))
    worst, quote = max(measured, key=lambda pair: pair[0])
    evidence = (quote,) if quote else ()
    values["days"] = str(worst)
    if worst > params.grace:
        return Proposal(0, 0.9, (Reason("far", values, evidence),))
    if worst:
        return Proposal(1, 0.85, (Reason("near", values, evidence),))
    if facts.issued is None:
        return Proposal(1, 0.75, (Reason("event_only", values, evidence),))
    shown = tuple(quote for _, quote in measured if quote)
    return Proposal(2, 0.92, (Reason("inside", values, shown),))


def _distances(facts: EvidenceFacts, window: Window) -> list[tuple[int, Quote | None]]:
    """Days outside the window, of the issue date and of the surest event."""
    found: list[tuple[int, Quote | None]] = []
    if facts.issued:
        found.append((window.outside(facts.issued, facts.issued), facts.issued_quote))
    if facts.event and (last := facts.event[0].last):
        first = facts.event[0].first or last
        found.append((window.outside(first, last), facts.event_quotes[0] if facts.event_quotes else None))
    return found
