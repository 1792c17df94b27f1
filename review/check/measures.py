"""Measures of a road map as its checks look at them. Shared by the family "roadmap"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases, has_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from review.model.document import Document, Quote
    from review.model.finding import Subject
    from review.model.profile import Profile
    from review.model.roadmap import Measure

NUMBER = re.compile(r"(?<![\w«\"-])\d[\d\s]*(?:[.,]\d+)?(?!\d*\s*(?:класс(?!н)|кл\.))")
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Step:
    """A level that rows reach: its sentence with the values, the rows themselves, how sure that is."""

    key: str
    rows: Sequence[Measure]
    sure: float
    values: Mapping[str, object] = field(default_factory=dict)


def by_rows(subject: Subject, full: Step, partly: Step, *, none: float = 0.9) -> Proposal:
    """2 where rows do the thing whole, 1 where they only touch it, 0 where no row is about it."""
    if not measures(subject):
        return Proposal(0, 0.6, (Reason("no_rows"),))
    for level, step in ((2, full), (1, partly)):
        if step.rows:
            return Proposal(level, step.sure, (Reason(step.key, step.values, evidence(step.rows)),))
    return Proposal(0, none, (Reason("none"),))


def measures(subject: Subject) -> tuple[Measure, ...]:
    """The road map's measures; none when no table of measures was found."""
    return subject.facts.roadmap.measures if subject.facts.roadmap else ()


def words(subject: Subject, name: str) -> tuple[str, ...]:
    """A word list of the profile."""
    return subject.profile.words.get(name, ())


def content(measure: Measure) -> str:
    """What is done: name and description."""
    return "\n".join(part for part in (measure.name, measure.description) if part)


def whole(measure: Measure) -> str:
    """Every word of the row but its term."""
    people = "; ".join(measure.responsible)
    return "\n".join(part for part in (measure.name, measure.description, measure.indicator, people) if part)


def is_measurable(text: str | None, profile: Profile) -> bool:
    """A share, a number, or a document one can ask for; a slogan is neither."""
    if not text or not text.strip():
        return False
    lists = profile.words
    if _has_number(text, profile):
        return True
    if has_phrase(lists.get("measured_share", ()), text):
        return True
    documents = find_phrases(lists.get("measured_document", ()), text)
    return bool(documents)


def _has_number(text: str, profile: Profile) -> bool:
    """A number that counts something: no date, no year, no "«500+»", no number of a stage or an act."""
    rest = re.sub(r"500\s?\+|(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d{2,4}|№\s*\d+[\w/-]*", " ", text)
    for match in NUMBER.finditer(rest):
        before, after = rest[max(0, match.start() - 12) : match.start()], rest[match.end() : match.end() + 14]
        if not _counts_stages(before, after, profile.words.get("number_of_stage", ())):
            return True
    return False


def _counts_stages(before: str, after: str, names: Sequence[str]) -> bool:
    """«2 этап», «5 класс», «этап 2»: a number that names, not one that counts."""
    follows = [span for span in find_phrases(names, after) if re.fullmatch(r"[\s–й-]*", after[: span.start])]
    leads = [span for span in find_phrases(names, before) if not before[span.end :].strip(" №\u00a0")]
    return bool(follows or leads) and not re.match(r"\s*классн", after.lower())


def quotes(measure: Measure, *fields: str) -> tuple[Quote, ...]:
    """The row's own words: of these fields, "measure" when none is told."""
    row = measure.row
    found = [getattr(row, name) for name in fields or ("measure",)]
    return tuple(quote for quote in found if quote is not None and quote.text)


def label(measure: Measure) -> str:
    """How a row is called in an explanation: its number, or its first words."""
    if measure.number:
        return f"№\u00a0{measure.number.rstrip('.')}"
    words = measure.name.replace("«", "„").replace("»", "“").split()
    return f"«{' '.join(words[:5])}…»" if len(words) > 5 else f"«{' '.join(words)}»"  # noqa: PLR2004 - shown words


def labels(found: Iterable[Measure]) -> str:
    """Rows called by name, the first few of them."""
    items = list(found)
    names = list(dict.fromkeys(label(item) for item in items))
    return ", ".join(names[:SHOWN]) + (f" и ещё {len(names) - SHOWN}" if len(names) > SHOWN else "")


def evidence(found: Iterable[Measure], *fields: str) -> tuple[Quote, ...]:
    """Words of the first few rows."""
    return tuple(quote for item in list(found)[:SHOWN] for quote in quotes(item, *fields))


def of_stage(measure: Measure, number: int, profile: Profile) -> bool:
    """Is the row about this stage of evidence: by its words, else by its dates?"""
    text = content(measure)
    if has_phrase(profile.words.get(f"stage_{number}", ()), text):
        return True
    if has_phrase(profile.words.get(f"stage_{3 - number}", ()), text):
        return False
    days = [span.last or span.first for span in measure.row.dates] or [measure.end or measure.start]
    return any(_in_stage(day, number) for day in days)


def _in_stage(day: date | None, number: int) -> bool:
    """Half-years part the stages in any project year."""
    return day is not None and (day.month <= 7) == (number == 1)  # noqa: PLR2004 - July: the first stage is over


def table_text(document: Document, measure: Measure) -> str:
    """Every cell of the row's own table line, columns nobody asked for included."""
    block = next((b for b in document.blocks if b.id == measure.row.block and b.table is not None), None)
    anchor = measure.row.measure
    if block is None or block.table is None or anchor is None:
        return whole(measure)
    for line in block.table.rows:
        if any(cell.id == anchor.block for cell in line):
            return "\n".join(cell.text for cell in line)
    return whole(measure)


def outside_tables(document: Document) -> Sequence[tuple[str, str]]:
    """(id, text) of paragraphs: what a road map says beside its table."""
    return [(block.id, block.text) for block in document.body() if block.table is None and block.text.strip()]
