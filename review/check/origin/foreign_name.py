"""A foreign school, director or place stands in the document, or a template's place was left open.

What it looks for:
    Schools, directors, districts and regions against the school's card; unfilled places; the period on the title page,
    in the passport and in the text against the card's period.
Why it matters:
    Traces of another school show that the document was not written for this one.
Fails:
    A foreign name given as one's own or an unfilled place (level 0); a slip in the name or another period (level 1).
Passes:
    All names and periods agree with the card. A curator's or partner's school named as such is legitimate.
Parameters:
    period_decides: a document whose every period lies outside the card's gets level 0;
    plan: terms of the plan outside the card's period count as another period.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.ownership import names_school, reasons, traces
from review.check.plan_terms import frame, window
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import Period

NEEDS: tuple[Need, ...] = ("text", "school")
SAYS = ("foreign_school", "foreign_director", "foreign_place", "blank", "near_name", "near_director", "other_period",
        "outside_period", "no_name", "fine")  # fmt: skip
PROVEN = ("foreign_school", "foreign_director", "foreign_place", "blank")

SPEAKING = ("title", "passport", "approval", "header", "body")


@dataclass(frozen=True)
class Params:
    """What a wrong period costs."""

    period_decides: bool = False
    plan: bool = False


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the gravest trace."""
    found = traces(subject)
    said = reasons(found)
    more = ("plan",) if params.plan else ()  # the heading of the plan
    periods = _foreign_periods(subject, more)
    outside = (
        bool(periods) and len(periods) == len(_periods(subject, more)) and all(_apart(subject, p) for p in periods)
    )
    if periods:
        words = "; ".join(dict.fromkeys(f"«{' '.join(p.quote.text.split())}»" for p in periods))
        key = "outside_period" if outside and params.period_decides else "other_period"
        said.append(Reason(key, {"periods": words}, tuple(p.quote for p in periods)))
    if any(trace.grave for trace in found):
        return Proposal(0, 0.9, tuple(said))
    if outside and params.period_decides:
        return Proposal(0, 0.85, tuple(said))
    if said:
        return Proposal(1, 0.85, tuple(said))
    late = _late_rows(subject) if params.plan else ()
    if late:
        words = "; ".join(dict.fromkeys(f"«{' '.join(quote.text.split())}»" for quote in late))
        return Proposal(1, 0.75, (Reason("other_period", {"periods": words}, late),))
    own = tuple(mention.quote for mention in subject.facts.schools if mention.own)
    if not own and not subject.facts.schools and not names_school(subject):
        return Proposal(1, 0.6, (Reason("no_name"),))
    return Proposal(2, 0.92, (Reason("fine", {}, own[:3]),))


def _late_rows(subject: Subject) -> tuple[Quote, ...]:
    """Terms of measures that lie outside the card's period."""
    start, end = frame(subject)
    found = []
    for row in subject.facts.rows:
        first, last = window(row.dates)
        if row.term is not None and first is not None and last is not None and (first > end or last < start):
            found.append(row.term)
    return tuple(found)


def _periods(subject: Subject, more: tuple[str, ...] = ()) -> list[Period]:
    return [period for period in subject.facts.periods if period.where in (*SPEAKING, *more)]


def _foreign_periods(subject: Subject, more: tuple[str, ...] = ()) -> list[Period]:
    start, end = frame(subject)
    return [p for p in _periods(subject, more) if p.start < start or p.end > end]


def _apart(subject: Subject, period: Period) -> bool:
    start, end = frame(subject)
    return period.end < start or period.start > end
