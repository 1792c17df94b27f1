"""Is the file about the measure it was handed in for?

What it looks for: the words of the measure in the title and in the text; the programme, direction or stage named; the
time of the event against the term of the measure.

Why it matters: a file that cannot be tied to a measure confirms nothing, however well it is made.

Fails: a report on summer holidays handed in for "Диагностика учебной мотивации".

Passes: «Справка по результатам диагностики учебной мотивации» for that measure.

Parameters: `sure` and `likely`, parts of the measure's words that must be found; `topic`, the part of a topic in quotes
that names the measure on its own; `half`, that lets the row's term decide; `known`, how near a measure must come to a
row of the programme; `late_days`, how far the event may lie from the measure's term; `narrow_days`, how long a term may
be for its days alone to tie the event to it; `rows`, fewer of which show a programme that was hardly read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.confirming import (
    approval_date,
    body_of,
    coverage,
    head_of,
    last_day,
    names_programme,
    programme_of,
    row_of,
    topic_coverage,
)
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.plan import PlanRow

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("unmatched", "foreign_measure", "same_day", "no_measure", "guessed", "named", "other_time", "matched")
PROVEN: tuple[str, ...] = ("matched",)


@dataclass(frozen=True)
class Params:
    """Parts of the measure's words, and days."""

    sure: float = 0.6
    likely: float = 0.25
    known: float = 0.4
    half: float = 0.5
    topic: float = 0.99
    rows: int = 3
    late_days: int = 60
    narrow_days: int = 7


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 for a file that is plainly about its measure, 1 when the tie must be guessed, 0 when there is none."""
    programme = programme_of(subject, language)
    rows = programme.facts.rows if programme else ()
    wanted = subject.entry.measure or _nearest(subject, rows, language)
    if not wanted:
        return Proposal(None, None, (Reason("no_measure"),), outcome="not_checked")
    head, body = head_of(subject.document), body_of(subject.document)
    in_head = max(coverage(words, head, subject.profile, language) for words in (wanted, _short(wanted)))
    in_body = coverage(wanted, body, subject.profile, language)
    named = names_programme(body, subject)
    values = {"measure": wanted, "share": round(100 * max(in_head, in_body))}
    evidence = _title(subject)
    row = row_of(wanted, rows, subject.profile, language)
    if (
        len(rows) >= params.rows
        and row is None
        and row_of(wanted, rows, subject.profile, language, least=params.known) is None
    ):
        return Proposal(0, 0.75, (Reason("foreign_measure", values, evidence),))
    touched = coverage(wanted, body, subject.profile, language, topic_too=False)
    if touched < params.likely and not named:
        if row is not None and _on_the_day(subject, row, params.narrow_days):
            return Proposal(1, 0.6, (Reason("same_day", values, evidence),))
        return Proposal(0, 0.8, (Reason("unmatched", values, evidence),))
    in_topic = topic_coverage(wanted, head, subject.profile, language)
    if in_head >= params.sure or (named and in_topic >= params.topic) or (in_body >= params.sure and named):
        if (
            row is not None
            and not named
            and in_topic < params.topic
            and (_far(subject, row, params.late_days) or _before(subject, row))
        ):
            return Proposal(1, 0.6, (Reason("other_time", values, evidence),))
        return Proposal(2, 0.85 if in_head >= params.sure and named else 0.75, (Reason("matched", values, evidence),))
    if row is not None and _timely(subject, row, params, named=named, told=in_body, topic=in_topic, touched=touched):
        return Proposal(2, 0.65, (Reason("matched", values, evidence),))
    return Proposal(1, 0.7, (Reason("named" if named else "guessed", values, evidence),))


def _short(wanted: str) -> str:
    """«Неделя открытых цехов: день на участке завода»: its name alone, where that is more than a word or two."""
    name = wanted.partition(":")[0]
    enough = len(name.split()) > 2 and "«" not in name  # noqa: PLR2004 - «Семинар: …» names nothing
    return name if enough else wanted


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


def _timely(
    subject: Subject, row: PlanRow, params: Params, *, named: bool, told: float, topic: float, touched: float
) -> bool:
    """The words alone leave room for doubt, and the event lies in the very days of the row."""
    words = told >= params.sure or topic >= params.topic
    if touched >= params.known and _same_term(subject, row):
        return True
    if _on_the_day(subject, row, params.narrow_days):
        return words or (named and touched >= params.likely)
    return named and touched >= params.half and _on_the_day(subject, row, params.late_days)


def _same_term(subject: Subject, row: PlanRow) -> bool:
    """The file tells the very first and last day of the row's term."""
    facts = subject.facts.evidence
    terms = {(s.first, s.last) for s in row.dates if s.first and s.last and s.first != s.last}
    return facts is not None and any((s.first, s.last) in terms for s in facts.event)


def _on_the_day(subject: Subject, row: PlanRow, days: int) -> bool:
    """The event lies inside a term of a few days: the time alone lets the tie be guessed."""
    facts = subject.facts.evidence
    happened = facts.event[0].last if facts and facts.event else None
    narrow = [s for s in row.dates if s.first and s.last and (s.last - s.first).days <= days]
    return happened is not None and any(s.first and s.last and s.first <= happened <= s.last for s in narrow)


def _before(subject: Subject, row: PlanRow) -> bool:
    """Over before the programme was approved, for a row with a term after it."""
    facts, approved = subject.facts.evidence, approval_date(subject)
    happened = facts.event[0].last if facts and facts.event else facts.issued if facts else None
    firsts = [span.first for span in row.dates if span.first]
    return bool(approved and happened and firsts and happened < approved <= min(firsts))


def _far(subject: Subject, row: PlanRow, days: int) -> bool:
    facts, last = subject.facts.evidence, last_day(row)
    happened = facts.event[0].last if facts and facts.event else facts.issued if facts else None
    return bool(happened and last and abs((happened - last).days) > days)
