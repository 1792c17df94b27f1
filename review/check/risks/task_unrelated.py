"""Tasks do not answer the activated directions, or some have nothing to do with them.

What it looks for:
    A matrix of tasks and activated directions: empty rows are stray tasks, empty columns are forgotten directions.
Why it matters:
    Tasks must follow from the risks and together suffice.
Fails:
    No task is about an activated direction, or there are no tasks (level 0); some directions have no task, or some
    tasks are stray (level 1).
Passes:
    Every direction has a task, every task a direction.
Parameters:
    stray_share: part of the tasks that may serve the whole (management, monitoring) without a direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.coverage import about, titles
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text", "risks")
SAYS = ("no_tasks", "unrelated", "uncovered", "stray", "fine")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """How many tasks may be general."""

    stray_share: float = 0.26


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """Level by the matrix."""
    activated = (subject.card.activated if subject.card is not None else None) or ()
    if not activated:
        return Proposal(None, None, outcome="not_applicable")
    tasks = tuple(t for t in subject.facts.tasks if t.where != "plan") or subject.facts.tasks
    if not tasks:
        return Proposal(0, 0.65, (Reason("no_tasks"),))
    found = [about(task.quote.text, task.risks, activated, subject.profile, language) for task in tasks]
    covered = set().union(*found)
    stray = [task for task, codes in zip(tasks, found, strict=True) if not codes]
    missing = [code for code in activated if code not in covered]
    if not covered:
        return Proposal(0, 0.7, (Reason("unrelated", {}, tuple(task.quote for task in tasks)),))
    said = []
    if missing:
        quotes = tuple(task.quote for task in tasks)
        said.append(Reason("uncovered", {"directions": titles(subject.profile, missing)}, quotes))
    if len(stray) > params.stray_share * len(tasks):
        said.append(Reason("stray", {"count": len(stray)}, tuple(task.quote for task in stray)))
    if said:
        return Proposal(1, 0.75, tuple(said))
    return Proposal(2, 0.85, (Reason("fine", {"count": len(tasks)}, tuple(task.quote for task in tasks)),))
