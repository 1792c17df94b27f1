"""Stages and terms of the programme are missing, vague, overlapping or outside its period.

What it looks for:
    Stages with dates in the passport or in a section of their own, in order, inside the period; the terms of the
    measures.
Why it matters:
    Stages are the points at which the programme is controlled and mended.
Fails:
    No terms or all outside the period (level 0); only general terms, overlapping stages, vague terms of measures or
    measures outside the period (level 1).
Passes:
    Concrete stages in order, concrete terms.
Parameters:
    vague_share: part of the measures whose terms may be vague.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from review.check.passages import row_quotes, section_quotes
from review.check.plan_terms import frame, term_of, window
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from datetime import date

    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import DateSpan, Language
    from review.model.plan import PlanRow

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_terms", "outside", "no_stages", "overlap", "vague", "empty", "some_outside", "fine")
PROVEN: tuple[str, ...] = ()

LINES = 2  # a stage is told in a line; shorter texts are no list of stages


@dataclass(frozen=True)
class Params:
    """What is still tolerable."""

    vague_share: float = 0.1


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by stages and by the terms of measures."""
    quotes = row_quotes(subject, "terms") + section_quotes(subject, "terms")
    year = subject.facts.year or subject.profile.year
    found = [(quote, span) for quote in quotes for span in language.dates(quote.text, year=year)]
    rows = subject.facts.rows
    dated_rows = [row for row in rows if term_of(row, subject) == "concrete"]
    if not any(_is_dated(span) for _, span in found) and not dated_rows:
        told = any(span.whole_year for _, span in found) or any(row.term is not None for row in rows)
        return Proposal(
            1 if told else 0, 0.7, (Reason("vague" if told else "no_terms", _counts([], rows), tuple(quotes)),)
        )
    start, end = frame(subject)
    all_outside = [s for _, s in found if _is_dated(s) or s.whole_year]
    if all_outside and all(_apart(s, start, end) for s in all_outside) and not _inside(dated_rows, start, end):
        return Proposal(0, 0.85, (Reason("outside", {}, tuple(quotes)),))
    said = _stage_reasons(subject, found, quotes)
    said += _row_reasons(subject, params, rows, start, end)
    if said:
        return Proposal(1, 0.8, tuple(said))
    return Proposal(2, 0.88, (Reason("fine", {}, tuple(quotes)),))


def _stage_reasons(subject: Subject, found: list[tuple[Quote, DateSpan]], quotes: list[Quote]) -> list[Reason]:
    start, end = frame(subject)
    said = []
    stages = [span for _, span in found if _is_dated(span) and span.last is not None]
    spans = [(s.first, s.last) for s in stages if s.first is not None and s.last is not None and s.first < s.last]
    inner = [(a, b) for a, b in spans if not _holds_others((a, b), spans)]
    if len(stages) < LINES:
        said.append(Reason("no_stages", {}, tuple(quotes)))
    if any(right[0] < left[1] for left, right in pairwise(inner)):
        said.append(Reason("overlap", {}, tuple(quotes)))
    beyond = [span for span in stages if span.last is not None and (span.last < start or span.last > end)]
    if beyond:
        said.append(Reason("some_outside", {"count": len(beyond), "total": len(stages)}, tuple(quotes)))
    return said


def _holds_others(span: tuple[date, date], spans: list[tuple[date, date]]) -> bool:
    """The programme's whole term, told beside its stages."""
    inside = [other for other in spans if other != span and span[0] <= other[0] and other[1] <= span[1]]
    return len(inside) >= LINES or spans.count(span) > 1


def _row_reasons(subject: Subject, params: Params, rows: tuple[PlanRow, ...], start: date, end: date) -> list[Reason]:
    vague = [row for row in rows if term_of(row, subject) == "vague"]
    empty = [row for row in rows if row.term is not None and term_of(row, subject) == "absent"]
    outside = [row for row in rows if not _inside([row], start, end) and term_of(row, subject) == "concrete"]
    said = []
    if len(vague) > params.vague_share * len(rows):
        said.append(Reason("vague", _counts(vague, rows), _terms(vague)))
    if empty:
        said.append(Reason("empty", _counts(empty, rows), _terms(empty)))
    if outside:
        said.append(Reason("some_outside", _counts(outside, rows), _terms(outside)))
    return said


def _counts(some: list[PlanRow], rows: tuple[PlanRow, ...]) -> dict[str, object]:
    return {"count": len(some), "total": len(rows)}


def _terms(rows: list[PlanRow]) -> tuple[Quote, ...]:
    return tuple(quote for row in rows if (quote := row.term or row.measure) is not None)[:8]


def _is_dated(span: DateSpan) -> bool:
    return (span.first is not None or span.last is not None) and not span.vague and not span.whole_year


def _apart(span: DateSpan, start: date, end: date) -> bool:
    first, last = span.first or span.last, span.last or span.first
    return first is not None and last is not None and (last < start or first > end)


def _inside(rows: list[PlanRow], start: date, end: date) -> bool:
    """Does any of the rows end within the period?"""
    ends = [window(row.dates)[1] for row in rows]
    return any(day is not None and start <= day <= end for day in ends)
