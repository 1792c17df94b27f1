"""Terms of plan rows and stages: concrete, vague, absent, outside. Shared by the checks of programmes' dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from review.model.finding import Subject
    from review.model.language import DateSpan
    from review.model.plan import PlanRow

Term = Literal["concrete", "recurring", "vague", "absent"]
_EMPTY = re.compile(r"[\s\-–—_.…/]*")


def frame(subject: Subject) -> tuple[date, date]:
    """The card's period, or the profile's year."""
    if subject.card is not None and subject.card.period is not None:
        return subject.card.period
    return subject.profile.start, subject.profile.end


def approved(subject: Subject) -> date | None:
    """When the document was approved, if a mark says so."""
    dates = [mark.date for mark in subject.facts.approvals if mark.kind == "approved" and mark.date is not None]
    return min(dates, default=None)


def term_of(row: PlanRow, subject: Subject) -> Term:
    """How concrete the term of a row is."""
    if row.term is None or _EMPTY.fullmatch(row.term.text):
        return "absent"
    return judge(row.term.text, row.dates, subject.profile.words.get("vague_term", ()))


def judge(text: str, dates: Sequence[DateSpan], vague: Sequence[str]) -> Term:
    """How concrete a term is, by its dates and its words."""
    dated = [span for span in dates if (span.first or span.last) and not span.vague and not span.whole_year]
    if dated:
        return "concrete"
    lower = normal(text).lower
    if any(span.vague or span.whole_year for span in dates) or any(normal(words).lower in lower for words in vague):
        return "vague"
    return "recurring" if any(span.recurring for span in dates) else "vague"


def window(dates: Sequence[DateSpan]) -> tuple[date | None, date | None]:
    """First and last day of a row's term."""
    firsts = [span.first or span.last for span in dates if not span.vague]
    lasts = [span.last or span.first for span in dates if not span.vague]
    known = [day for day in firsts if day is not None]
    ends = [day for day in lasts if day is not None]
    return min(known, default=None), max(ends, default=None)
