"""For a measure no document can be named that would confirm it.

What it looks for:
    In each row a confirming document, a countable result, or a form of work that leaves one (встреча, диагностика,
    курсы, педсовет); against this «создание ситуации успеха», «работа с семьями».
Why it matters:
    At each stage every measure must be confirmed.
Fails:
    Hardly any measure can be confirmed (level 0); some cannot (level 1).
Passes:
    A confirmation is clear for all.
Parameters:
    most: part of the rows that must be clear for the best level; least: part below which the level is 0.
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
    from review.model.plan import PlanRow

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_measures", "none", "some", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """Shares of rows with a clear confirmation."""

    most: float = 0.92
    least: float = 0.25


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the part of the rows with a clear confirmation."""
    rows = [row for row in subject.facts.rows if row.measure is not None]
    if not rows:
        return Proposal(0, 0.7, (Reason("no_measures"),))
    unclear = [row for row in rows if not _is_clear(row, subject, language)]
    share = 1 - len(unclear) / len(rows)
    values = {"count": len(unclear), "total": len(rows)}
    quotes: tuple[Quote, ...] = tuple(row.measure for row in unclear if row.measure is not None)[:8]
    if share >= params.most:
        shown = tuple(row.indicator or row.measure for row in rows if row.indicator or row.measure)
        return Proposal(2, 0.85, (Reason("fine", {}, shown[:4]),))  # type: ignore[arg-type]  # filtered above
    if share < params.least:
        return Proposal(0, 0.7, (Reason("none", values, quotes),))
    return Proposal(1, 0.7, (Reason("some", values, quotes),))


def _is_clear(row: PlanRow, subject: Subject, language: Language) -> bool:
    told = " ".join(quote.text for quote in (row.indicator, row.extra) if quote is not None)
    words = subject.profile.words
    if find_phrases(words.get("confirmation", ()), told) or language.quantities(told):
        return True
    measure = row.measure.text if row.measure is not None else ""
    if find_phrases(words.get("unverifiable", ()), measure):
        return False
    if find_phrases(words.get("confirmation", ()), measure):
        return True
    return bool(find_phrases(words.get("event_form", ()), f"{measure} {told}"))
