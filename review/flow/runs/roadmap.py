"""One road map as the contract's `roadmap` prints it: measures row by row, and what the checks say of single rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.check.measures import label
from review.check.run import examine
from review.flow.runs.parse_json import warnings_json
from review.model.card import Entry
from review.model.finding import Subject

if TYPE_CHECKING:
    from datetime import date

    from review.model.document import Document, Quote
    from review.model.finding import Finding, Reason
    from review.model.language import Language
    from review.model.profile import Profile
    from review.model.programme import Facts
    from review.model.roadmap import Measure, RoadMap
    from review.model.rubric import Criterion, Rubric

NO_MEASURES = {
    "code": "no_measures",
    "message": "Таблица мероприятий не найдена: строки дорожной карты прочитать не удалось.",
}


def road_map_json(
    document: Document, facts: Facts, profile: Profile, rubric: Rubric | None, language: Language, as_of: date | None
) -> dict[str, object]:
    """Everything but file and seconds. With `as_of` each measure says whether its term is past, running or ahead."""
    roadmap = facts.roadmap
    if roadmap is None:
        return {"title": None, "level": None, "territory": None, "year": None, "approved": _approved(None)} | {
            "measures": [],
            "findings": [],
            "warnings": [*warnings_json(document), dict(NO_MEASURES)],
        }
    warnings = warnings_json(document)
    if not roadmap.measures:
        warnings.append(dict(NO_MEASURES))
    made: dict[str, object] = {
        "title": roadmap.title,
        "level": roadmap.level,
        "territory": roadmap.territory,
        "year": roadmap.year,
        "approved": _approved(roadmap),
        "measures": [_measure(measure, as_of) for measure in roadmap.measures],
        "findings": _findings(document, facts, profile, rubric, language) if rubric else [],
        "warnings": warnings,
    }
    if as_of is not None:
        due = sum(measure.end is not None and measure.end <= as_of for measure in roadmap.measures)
        made["as_of"] = as_of.isoformat()
        made["due"] = due
    return made


def _approved(roadmap: RoadMap | None) -> dict[str, object]:
    if roadmap is None:
        return {"by": None, "date": None, "number": None}
    mark = roadmap.approved
    return {"by": mark.by, "date": mark.date.isoformat() if mark.date else None, "number": mark.number}


def _measure(measure: Measure, as_of: date | None) -> dict[str, object]:
    made: dict[str, object] = {
        "number": measure.number,
        "section": measure.section,
        "name": measure.name,
        "start": measure.start.isoformat() if measure.start else None,
        "end": measure.end.isoformat() if measure.end else None,
        "term": measure.term,
        "recurring": measure.recurring,
        "responsible": list(measure.responsible),
        "indicator": measure.indicator,
        "description": measure.description,
        "page": measure.page,
    }
    if as_of is not None:
        made["timing"] = _timing(measure, as_of)
    return made


def _timing(measure: Measure, as_of: date) -> str | None:
    if measure.end is not None and measure.end < as_of:
        return "past"
    if measure.start is not None and measure.start > as_of:
        return "ahead"
    return "running" if measure.start or measure.end else None


def _findings(
    document: Document, facts: Facts, profile: Profile, rubric: Rubric, language: Language
) -> list[dict[str, object]]:
    """Remarks of criteria below their best level, one for each row they rest on."""
    subject = Subject(document, facts, profile, "roadmap", Entry("", kind="roadmap"))
    examination = examine(subject, rubric, language)
    rows = _rows(facts)
    found: list[dict[str, object]] = []
    for finding in examination.findings:
        if finding.level is not None and finding.level < finding.max_level:
            found += _of(finding, rubric.criterion(finding.code), rows)
    return found


def _of(finding: Finding, criterion: Criterion, rows: dict[str, Measure]) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for reason in finding.reasons:
        seen: set[tuple[str | None, int | None]] = set()
        for quote in reason.evidence or (None,):
            measure = rows.get(quote.block) if quote else None
            key = (measure.number if measure else None, measure.row.row if measure else None)
            if key in seen:
                continue
            seen.add(key)
            made.append(_remark(finding, measure, _words(criterion, reason, measure), quote))
    return made


def _remark(finding: Finding, measure: Measure | None, words: str, quote: Quote | None) -> dict[str, object]:
    return {
        "code": finding.code,
        "level": finding.level,
        "measure": measure.number if measure else None,
        "explanation": words,
        "quote": quote.text if quote else None,
    }


def _words(criterion: Criterion, reason: Reason, measure: Measure | None) -> str:
    """The reason's sentence; said of one row it names that row alone."""
    template = criterion.wording.get(reason.key)
    values = dict(reason.values)
    if measure is not None and "rows" in values:
        values["rows"] = label(measure)
    return template.format_map(values) if template else criterion.name


def _rows(facts: Facts) -> dict[str, Measure]:
    """Cell id → the measure whose row holds it."""
    found: dict[str, Measure] = {}
    for measure in facts.roadmap.measures if facts.roadmap else ():
        row = measure.row
        for quote in (row.indicator, row.responsible, row.extra, row.term, row.measure):
            if quote is not None:
                found[quote.block] = measure
    return found
