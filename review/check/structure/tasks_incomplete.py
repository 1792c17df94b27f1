"""Tasks are missing, too few, not about the risk, or are measures in disguise.

What it looks for:
    The number of tasks, their relation to the programme's direction and goal, and verbs of events («провести
    анкетирование») instead of changes.
Why it matters:
    Tasks lead from the goal to the causes of the risk.
Fails:
    No tasks, or none about the risk (level 0); fewer than the least number, or measures among them (level 1).
Passes:
    Three to six tasks that unfold the goal.
Parameters:
    least: fewer tasks are incomplete; event_share: part of the tasks that may be events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import about
from review.model.finding import Proposal, Reason
from review.model.phrases import find_phrases

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_tasks", "off_risk", "few", "events", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """Numbers of tasks."""

    least: int = 3
    event_share: float = 0.34


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by number, topic and kind of tasks."""
    tasks = tuple(t for t in subject.facts.tasks if t.where != "plan") or subject.facts.tasks
    quotes = tuple(task.quote for task in tasks)
    if not tasks:
        return Proposal(0, 0.75, (Reason("no_tasks"),))
    codes = [subject.entry.risk] if subject.entry.risk else list(subject.facts.risk_codes[:1])
    goals = [goal.quote.text for goal in subject.facts.goals]
    related = [
        task
        for task in tasks
        if not codes
        or about(task.quote.text, task.risks, codes, subject.profile, language)
        or any(language.similarity(task.quote.text, goal) > 0.15 for goal in goals)  # noqa: PLR2004 - some likeness
    ]
    if not related:
        return Proposal(0, 0.6, (Reason("off_risk", {}, quotes),))
    words = subject.profile.words.get("task_event", ())
    events = tuple(task.quote for task in tasks if find_phrases(words, task.quote.text))
    said = []
    if len(tasks) < params.least:
        said.append(Reason("few", {"count": len(tasks)}, quotes))
    if len(events) > params.event_share * len(tasks):
        said.append(Reason("events", {"count": len(events)}, events))
    if said:
        return Proposal(1, 0.75, tuple(said))
    return Proposal(2, 0.82, (Reason("fine", {"count": len(tasks)}, quotes),))
