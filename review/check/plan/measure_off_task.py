"""Measures do not serve their tasks, or tasks have no measures.

What it looks for:
    For each task its rows in the plan, by the task column or by likeness; rows that belong to no task; how concrete
    the rows are; where asked the circles addressed (pupils, teachers, parents).
Why it matters:
    A task without measures is a wish, a measure without a task is a habit.
Fails:
    Hardly any row belongs to a task or direction (level 0); some tasks without rows, stray or general rows (level 1).
Passes:
    Every task has its measures.
Parameters:
    likeness: how near a row and a task must be; system: at least two circles must be addressed, and no more
    than `once_share` of the rows may be festive acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.check.coverage import about
from review.check.nearness import nearest
from review.check.passages import task_above
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.document import Quote
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.plan import PlanRow
    from review.model.programme import Task

NEEDS: tuple[Need, ...] = ("text",)
SAYS = (
    "no_measures",
    "off_topic",
    "tasks_without",
    "stray",
    "general",
    "one_circle",
    "one_off",
    "fine",
    "near",
    "nothing_near",
)
PROVEN: tuple[str, ...] = ()

CIRCLES = ("circle_pupils", "circle_teachers", "circle_parents")


@dataclass(frozen=True)
class Params:
    """When a row belongs to a task."""

    likeness: float = 0.12
    stray_share: float = 0.34
    general_share: float = 0.3
    once_share: float = 0.34
    system: bool = False


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by tasks without rows and rows without task."""
    rows = _rows(subject)
    if not rows:
        return Proposal(0, 0.75, (Reason("no_measures"),))
    tasks = tuple(t for t in subject.facts.tasks if t.where != "plan") or subject.facts.tasks
    without = [task for task in tasks if not any(_belongs(row, task, params.likeness, language) for row in rows)]
    codes = _codes(subject)
    stray = [
        row
        for row in rows
        if not _has_task(row, tasks, params, language) and not _on_topic(row, codes, subject, language)
    ]
    if len(stray) == len(rows):
        return Proposal(0, 0.65, (Reason("off_topic", {}, _measures(rows)),))
    general = [row for row in rows if _is_general(row, subject)]
    said = []
    if without and tasks:
        said.append(Reason("tasks_without", {"count": len(without)}, tuple(task.quote for task in without)))
    if len(stray) > params.stray_share * len(rows):
        said.append(Reason("stray", {"count": len(stray), "total": len(rows)}, _measures(stray)))
    if len(general) > params.general_share * len(rows):
        said.append(Reason("general", {"count": len(general)}, _measures(general)))
    once = [row for row in rows if _is_once(row, subject)]
    if params.system and len(once) > params.once_share * len(rows):
        said.append(Reason("one_off", {"count": len(once), "total": len(rows)}, _measures(once)))
    if params.system and _needs_circles(subject) and len(_circles(rows, subject)) < 2:  # noqa: PLR2004 - two sides
        said.append(Reason("one_circle", {}, _measures(rows)[:4]))
    if said:
        measures = tuple(row.measure for row in rows if row.measure is not None)
        return Proposal(1, 0.65, tuple(said), hints=nearest((t.quote.text for t in without), measures, language))
    return Proposal(2, 0.8, (Reason("fine", {"count": len(rows)}, _measures(rows)[:4]),))


def _rows(subject: Subject) -> list[PlanRow]:
    """Rows with a measure; a task told above their table counts as the line that heads them."""
    rows = []
    for plan in subject.facts.plans:
        above = task_above(subject.document, plan.block)
        rows += [replace(row, section=row.section or above) for row in plan.rows if row.measure is not None]
    return rows


def _measures(rows: list[PlanRow]) -> tuple[Quote, ...]:
    return tuple(row.measure for row in rows if row.measure is not None)[:8]


def _codes(subject: Subject) -> list[str]:
    if subject.entry.risk:
        return [subject.entry.risk]
    return list(subject.facts.risk_codes)


def _on_topic(row: PlanRow, codes: list[str], subject: Subject, language: Language) -> bool:
    return row.measure is not None and bool(about(row.measure.text, row.risks, codes, subject.profile, language))


def _has_task(row: PlanRow, tasks: tuple[Task, ...], params: Params, language: Language) -> bool:
    return any(_belongs(row, task, params.likeness, language) for task in tasks)


def _belongs(row: PlanRow, task: Task, likeness: float, language: Language) -> bool:
    """By the row's task cell or group line, or by the measure's own words."""
    names = [quote.text for quote in (row.task, row.measure) if quote is not None]
    names += [row.section] if row.section else []
    if row.task is not None and task.number and task.number.strip(" .)") in _numbers(row.task.text):
        return True
    if row.task is not None and task.number and row.task.text.strip().startswith(f"{task.number.strip(' .)')}."):
        return True
    return any(language.similarity(name, task.quote.text) >= likeness for name in names)


def _numbers(text: str) -> set[str]:
    """«2, 3»: a cell that only numbers its tasks."""
    return set(re.findall(r"\d+", text)) if re.fullmatch(r"[\s\d,;и.)з№]+", text.lower()) else set()


def _is_general(row: PlanRow, subject: Subject) -> bool:
    """«Активизировать работу», «усилить контроль»: no form, no topic."""
    words = subject.profile.words.get("general_measure", ())
    return row.measure is not None and bool(find_phrases(words, row.measure.text))


def _is_once(row: PlanRow, subject: Subject) -> bool:
    """A festive or decorative act: «концерт», «субботник», «стенд»."""
    return row.measure is not None and bool(find_phrases(subject.profile.words.get("one_off", ()), row.measure.text))


def _needs_circles(subject: Subject) -> bool:
    """Directions about teachers and equipment have one circle by their nature."""
    one_sided = subject.profile.words.get("one_circle_risks", ())
    codes = _codes(subject)
    return bool(codes) and codes[0] not in one_sided


def _circles(rows: list[PlanRow], subject: Subject) -> set[str]:
    text = " ".join(q.text for row in rows for q in (row.measure, row.participants, row.task) if q is not None)
    return {circle for circle in CIRCLES if find_phrases(subject.profile.words.get(circle, ()), text)}
