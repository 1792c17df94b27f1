"""The plan of measures a paper carries: the body's last one, a road map that was read, or the year's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.issue.facts.defaults import sections as default_sections
from review.issue.facts.defaults import span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.issue.facts.known import Answers, Known
    from review.model.plan import PlanRow
    from review.model.roadmap import Measure, RoadMap

PLAIN = "Мероприятия"
WITH_PLAN = ("prikaz-dorozhnaya-karta", "prikaz-o-realizacii")


def sections(known: Known, answers: Answers) -> list[dict[str, object]]:
    """Sections with their rows, as fields of type rows want them."""
    told = answers.get("plan")
    if isinstance(told, list):
        return told
    for template in WITH_PLAN:
        earlier = known.earlier.get(template, {}).get("plan")
        if isinstance(earlier, list) and earlier:
            return earlier
    return of_documents(known) or default_sections(known.defaults, known.profile)


def of_documents(known: Known) -> list[dict[str, object]]:
    """The plan of a road map in view; of one school also the plans of its programmes."""
    maps = [facts.roadmap for facts in known.read.values() if facts.roadmap is not None and facts.roadmap.measures]
    if maps:
        return _of_map(max(maps, key=lambda one: len(one.measures)))
    if len(known.cards) != 1:
        return []
    return _numbered(
        [(_section(known, row), _of_row(row)) for facts in known.read.values() for row in facts.rows if row.measure]
    )


def _of_map(roadmap: RoadMap) -> list[dict[str, object]]:
    return _numbered([(measure.section or PLAIN, _of_measure(measure)) for measure in roadmap.measures])


def _of_measure(measure: Measure) -> dict[str, object]:
    term = span(measure.start, measure.end) or measure.term or measure.recurring or "в течение года"
    told = {
        "name": measure.name,
        "term": term,
        "resp": ", ".join(measure.responsible) or "Координатор",
        "indicator": measure.indicator or measure.description or "Отчёт о выполнении",
    }
    return {**told, **({"proof": measure.description} if measure.description and measure.indicator else {})}


def _of_row(row: PlanRow) -> dict[str, object]:
    return {
        "name": row.measure.text if row.measure else "",
        "term": row.term.text if row.term else "в течение года",
        "resp": row.responsible.text if row.responsible else "Директор",
        "indicator": row.indicator.text if row.indicator else "Отчёт о выполнении",
    }


def _section(known: Known, row: PlanRow) -> str:
    risk = known.profile.risk(row.risks[0]) if row.risks else None
    return row.section or (risk.name if risk else PLAIN)


def _numbered(rows: Iterable[tuple[str, dict[str, object]]]) -> list[dict[str, object]]:
    found: dict[str, list[dict[str, object]]] = {}
    for title, row in rows:
        section = found.setdefault(" ".join(title.split()), [])
        tidy = {name: " ".join(str(value).split()) for name, value in row.items()}
        section.append({"no": f"{len(found)}.{len(section) + 1}", **tidy})
    return [{"title": title, "rows": section} for title, section in found.items()]
