"""Is the file about the measure it was handed in for?

What it looks for: the words of the measure in the title and in the text; the programme, direction or stage named; the
time of the event against the term of the measure.

Why it matters: a file that cannot be tied to a measure confirms nothing, however well it is made.

Fails: a report on summer holidays handed in for "Диагностика учебной мотивации".

Passes: «Справка по результатам диагностики учебной мотивации» for that measure.

Parameters: `sure` and `likely`, parts of the measure's words that must be found; `late_days`, how far the event may lie
from the measure's term.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.confirming import body_of, coverage, head_of, last_day, names_programme, programme_of, row_of
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.programme import PlanRow

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("unmatched", "no_measure", "guessed", "named", "other_time", "matched")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """Parts of the measure's words, and days."""

    sure: float = 0.6
    likely: float = 0.25
    late_days: int = 60


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 for a file that is plainly about its measure, 1 when the tie must be guessed, 0 when there is none."""
    programme = programme_of(subject)
    rows = programme.facts.rows if programme else ()
    wanted = subject.entry.measure or _nearest(subject, rows, language)
    if not wanted:
        return Proposal(None, None, (Reason("no_measure"),), outcome="not_checked")
    head, body = head_of(subject.document), body_of(subject.document)
    in_head = coverage(wanted, head, subject.profile, language)
    in_body = coverage(wanted, body, subject.profile, language)
    named = names_programme(body, subject)
    values = {"measure": wanted, "share": round(100 * max(in_head, in_body))}
    evidence = _title(subject)
    touched = coverage(wanted, body, subject.profile, language, topic_too=False)
    if touched < params.likely and not named:
        return Proposal(0, 0.8, (Reason("unmatched", values, evidence),))
    row = row_of(wanted, rows, subject.profile, language)
    if in_head >= params.sure or (in_body >= params.sure and named):
        if row is not None and not named and _far(subject, row, params.late_days):
            return Proposal(1, 0.6, (Reason("other_time", values, evidence),))
        return Proposal(2, 0.9 if in_head >= params.sure and named else 0.75, (Reason("matched", values, evidence),))
    return Proposal(1, 0.7, (Reason("named" if named else "guessed", values, evidence),))


def _nearest(subject: Subject, rows: tuple[PlanRow, ...], language: Language) -> str:
    head = head_of(subject.document)
    texts = [row.measure.text for row in rows if row.measure and row.measure.text]
    return max(texts, key=lambda text: coverage(text, head, subject.profile, language), default="")


def _title(subject: Subject) -> tuple[Quote, ...]:
    quote = subject.facts.title or (subject.facts.evidence.type_quote if subject.facts.evidence else None)
    if quote is not None:
        return (quote,)
    first = next((id_ for id_, text in subject.document.units() if text.strip()), None)
    return (subject.document.quote(first),) if first else ()


def _far(subject: Subject, row: PlanRow, days: int) -> bool:
    facts, last = subject.facts.evidence, last_day(row)
    happened = facts.event[0].last if facts and facts.event else facts.issued if facts else None
    return bool(happened and last and abs((happened - last).days) > days)
