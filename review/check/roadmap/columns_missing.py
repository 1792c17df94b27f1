"""Has the table the columns a road map needs?

What it looks for: measure, term, indicator, responsible by the synonyms of the profile; the number is not asked for.

Why it matters: without the one who answers or without an indicator a measure cannot be controlled.

Fails: «Дата · Название мероприятия · Описание».

Passes: «№ · Мероприятие · Срок · Показатель · Исполнители».

Parameters: `columns`, keys that must be there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_table", "missing", "complete")
PROVEN: tuple[str, ...] = ()
TITLES = {"measure": "мероприятие", "term": "срок", "indicator": "показатель", "responsible": "исполнитель"}


@dataclass(frozen=True)
class Params:
    """Keys of columns."""

    columns: tuple[str, ...] = ("measure", "term", "indicator", "responsible")


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with all columns, 1 without one, 0 without two."""
    plans = subject.facts.plans
    if not plans:
        return Proposal(0, 0.7, (Reason("no_table"),))
    total = sum(len(plan.rows) for plan in plans)
    missing = [name for name in params.columns if 2 * sum(len(p.rows) for p in plans if _has(p.columns, name)) < total]
    header = max(plans, key=lambda plan: len(plan.rows)).header
    if missing:
        told = ", ".join(f"«{TITLES.get(name, name)}»" for name in missing)
        return Proposal(max(0, 2 - len(missing)), 0.92, (Reason("missing", {"missing": told}, header),))
    return Proposal(2, 0.93, (Reason("complete", {}, header),))


def _has(columns: tuple[str, ...], name: str) -> bool:
    """A column of results shows what an indicator shows."""
    return name in columns or (name == "indicator" and "result" in columns)
