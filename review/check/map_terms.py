"""Faults of a road map's terms, each with its row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from review.check.measures import content, measures, of_stage, words
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.model.finding import Subject
    from review.model.profile import Profile
    from review.model.roadmap import Measure

Kind = Literal["absent", "vague", "year", "early", "order", "late", "unsorted", "reversed"]
SORTED_SHARE = 0.85  # of neighbouring rows, from which on a table counts as sorted by dates
SORTED_ROWS = 12
_DAY = re.compile(r"(?<!\d)\d{1,2}(?:\.\d{1,2}|\s+[а-я]{3,})")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one row's term."""

    kind: Kind
    measure: Measure


def faults(subject: Subject) -> list[Fault]:
    """All faults, row by row within each kind."""
    rows = [row for row in measures(subject) if row.name]
    year = _year(subject)
    found = [Fault(kind, row) for row in rows for kind in _of_row(row, subject, year)]
    found += _before_approval(rows, subject)
    found += _order(rows, subject)
    found += _late(rows, subject, year)
    found += _unsorted(rows)
    return found


def _year(subject: Subject) -> int:
    roadmap, card = subject.facts.roadmap, subject.card
    territory = card.territory if card else None
    told = (territory.year if territory else None) or (roadmap.year if roadmap else None)
    return told or subject.profile.year


def _of_row(row: Measure, subject: Subject, year: int) -> Iterator[Kind]:
    spans = row.row.dates
    whole_year = bool(spans) and all(span.whole_year or span.vague for span in spans)
    dated = (row.end is not None or row.start is not None) and not whole_year
    if not row.term or not re.search(r"\w", row.term):
        yield "absent"
    elif not dated and not (row.recurring and not has_phrase(_vague(subject), row.term)):
        yield "vague"
    if row.start and row.end and row.start > row.end:
        yield "reversed"
    first = min((step.start for step in subject.profile.calendar if step.start), default=subject.profile.start)
    earliest = date(first.year - subject.profile.year + year, 9, 1) if first.year < subject.profile.year else None
    day = row.end or row.start
    if day and (day > date(year, 12, 31) or day < (earliest or date(year, 1, 1))):
        yield "year"


def _vague(subject: Subject) -> tuple[str, ...]:
    return (*words(subject, "vague_term"), *words(subject, "vague_row"))


def _before_approval(rows: list[Measure], subject: Subject) -> list[Fault]:
    """What ended before the plan was approved was not planned by it."""
    approved = subject.facts.roadmap.approved.date if subject.facts.roadmap else None
    return [Fault("early", row) for row in rows if approved and row.end and row.end < approved]


def _by_month(row: Measure) -> bool:
    return not _DAY.search(row.term or "")


def _order(rows: list[Measure], subject: Subject) -> list[Fault]:
    """Expertise that ends before its documents are due, a spravka before its expertise begins."""
    found: list[Fault] = []
    for kind, stage in (("concept", 0), ("evidence", 1), ("evidence", 2)):
        about = [row for row in rows if _is_about(row, kind, stage, subject)]
        uploads = [row for row in about if _is_upload(row, subject) and row.end]
        expertise = [row for row in about if _is_expertise(row, subject) and row.end]
        due = max((row.end for row in uploads if row.end), default=None)
        month = bool(uploads) and all(_by_month(row) for row in uploads)
        for row in expertise:
            before = due and row.end and (row.end < due.replace(day=1) if month else row.end < due)
            if before:
                found.append(Fault("order", row))
    return found


def _is_about(row: Measure, kind: str, stage: int, subject: Subject) -> bool:
    text = content(row)
    if kind == "concept":
        return has_phrase(words(subject, "concept_words"), text) and not has_phrase(
            words(subject, "evidence_words"), text
        )
    return has_phrase(words(subject, "evidence_words"), text) and of_stage(row, stage, subject.profile)


def _is_expertise(row: Measure, subject: Subject) -> bool:
    return has_phrase(words(subject, "step_expertise"), row.name)


def _is_upload(row: Measure, subject: Subject) -> bool:
    return has_phrase(words(subject, "upload_words"), row.name) and not _is_expertise(row, subject)


def _late(rows: list[Measure], subject: Subject, year: int) -> list[Fault]:
    """Uploads that end after the profile's own deadline."""
    found: list[Fault] = []
    profile = subject.profile
    for key, kind, stage in (
        ("concept_documents", "concept", 0),
        ("stage1_evidence", "evidence", 1),
        ("stage2_evidence", "evidence", 2),
    ):
        deadline = _deadline(profile, key, year)
        for row in rows:
            if deadline and row.end and _is_about(row, kind, stage, subject) and _is_upload(row, subject):
                day = row.start if _by_month(row) and row.start else row.end
                if day > deadline:
                    found.append(Fault("late", row))
    return found


def _deadline(profile: Profile, key: str, year: int) -> date | None:
    """Deadlines are known for the profile's own year alone."""
    step = next((item for item in profile.calendar if item.key == key), None)
    return step.end if step and year == profile.year else None


def _unsorted(rows: list[Measure]) -> list[Fault]:
    """A row out of order in a table that is otherwise sorted by dates and has no sections."""
    dated = [row for row in rows if row.end]
    if len(dated) < SORTED_ROWS or any(row.section for row in rows):
        return []
    pairs = list(pairwise(dated))
    wrong = [after for before, after in pairs if after.end and after.end < _begin(before)]
    return [Fault("unsorted", row) for row in wrong] if len(wrong) <= (1 - SORTED_SHARE) * len(pairs) else []


def _begin(row: Measure) -> date:
    return row.start or row.end or date.max
