"""Do the measures help schools, or only organise the project?

What it looks for: rows that teach, advise, diagnose; rows that name a topic, a subject, a group or schools.

Why it matters: letters and meetings alone change no results.

Fails: orders, lists, meetings and uploads only.

Passes: «Семинар-практикум «Учебная неуспешность…» для учителей математики пяти школ» beside organising rows.

Parameters: `some` and `enough`, shares of substantial rows; `addressed`, how many of them must name whom or what for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import evidence, labels, measures, words
from review.model.finding import Proposal, Reason
from review.model.phrases import has_phrase

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language
    from review.model.roadmap import Measure

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "formal", "partly", "substantial")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """Shares and a number."""

    some: float = 0.05
    enough: float = 0.15
    addressed: int = 2


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 with enough addressed rows, 1 with some, 0 with organising steps only."""
    rows = measures(subject)
    if not rows:
        return Proposal(0, 0.6, (Reason("no_rows"),))
    found = [row for row in rows if has_phrase(words(subject, "substantial"), row.name)]
    addressed = [row for row in found if _addressed(row, subject)]
    substantial = [row for row in found if row in addressed or not _attended(row)]
    values = {"count": len(substantial), "addressed": len(addressed), "all": len(rows), "rows": labels(addressed)}
    if len(addressed) >= params.addressed and len(substantial) >= params.enough * len(rows):
        return Proposal(2, 0.8, (Reason("substantial", values, evidence(addressed)),))
    if substantial and len(substantial) >= params.some * len(rows):
        return Proposal(1, 0.65, (Reason("partly", values, evidence(substantial)),))
    return Proposal(0, 0.75, (Reason("formal", values),))


def _attended(row: Measure) -> bool:
    """«Участие в вебинарах»: somebody else's work, attended."""
    return row.name.strip().lower().startswith("участи")


def _addressed(row: Measure, subject: Subject) -> bool:
    """A subject, a deficit, named schools or a group of teachers, pupils or parents."""
    people = () if row.row.participants is None else (row.row.participants.text,)
    text = "\n".join(part for part in (row.name, row.description, row.indicator, *people) if part)
    return has_phrase(words(subject, "addressed"), text)
