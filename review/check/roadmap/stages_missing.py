"""Does the road map cover every stage of the project year?

What it looks for: rows about each stage of the profile's list, by its words in the measure and its indicator.

Why it matters: a stage nobody planned is a stage nobody carries out.

Fails: three stages without a row.

Passes: every stage has a row.

Parameters: `stages`, names of word lists "step_<name>" of the profile; `few`, how many may be missing for level 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import content, measures, of_stage, words
from review.model.finding import Proposal, Reason
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.roadmap import Measure

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "missing", "complete")
PROVEN: tuple[str, ...] = ()
TITLES = {
    "appointment": "назначение координаторов и кураторов",
    "questionnaire": "анкетирование",
    "risk_profile": "работа с рисковым профилем школы",
    "first_visit": "первичное посещение школ кураторами",
    "activation": "активация рисковых направлений",
    "concept_documents": "концептуальные документы и антирисковые программы",
    "expertise": "содержательная экспертиза",
    "stage1": "этап 1 (подтверждающие документы)",
    "stage2": "этап 2 (подтверждающие документы)",
    "monitoring": "мониторинг исполнения дорожной карты",
    "totals": "подведение итогов",
}


@dataclass(frozen=True)
class Params:
    """Names of stages and a number."""

    stages: tuple[str, ...] = tuple(TITLES)
    few: int = 2


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with all stages, 1 with up to `few` missing, else 0."""
    rows = measures(subject)
    if not rows:
        return Proposal(0, 0.6, (Reason("no_rows"),))
    found = {stage: _row_of(stage, rows, subject) for stage in params.stages}
    missing = [stage for stage, row in found.items() if row is None]
    shown = tuple(row.row.measure for row in found.values() if row is not None and row.row.measure)
    values = {"missing": "; ".join(TITLES.get(stage, stage) for stage in missing), "count": len(missing)}
    if not missing:
        return Proposal(2, 0.88, (Reason("complete", values, shown),))
    level = 1 if len(missing) <= params.few else 0
    return Proposal(level, 0.75 if len(missing) in (params.few, params.few + 1) else 0.88, (Reason("missing", values),))


def _row_of(stage: str, rows: tuple[Measure, ...], subject: Subject) -> Measure | None:
    for row in rows:
        if _is_about(stage, row, content(row), subject):
            return row
    return next((row for row in rows if row.indicator and _is_about(stage, row, row.indicator, subject)), None)


def _is_about(stage: str, row: Measure, text: str, subject: Subject) -> bool:
    if stage in ("stage1", "stage2"):
        number = 1 if stage == "stage1" else 2
        named = has_phrase(words(subject, "step_evidence"), text)
        return named and of_stage(row, number, subject.profile)
    if stage == "concept_documents" and has_phrase(words(subject, "concept_words"), text):
        return not has_phrase(words(subject, "step_expertise"), row.name)
    return has_phrase(words(subject, f"step_{stage}"), text)
