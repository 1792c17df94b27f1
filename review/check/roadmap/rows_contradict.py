"""Does each row agree with itself and with its neighbours?

What it looks for: repeated or skipped numbers, copied rows, an indicator about other documents, another level or
another stage than the measure.

Why it matters: a copied indicator makes the row impossible to confirm.

Fails: three such rows; one number used twice (partly).

Passes: every row has its own number and indicator.

Parameters: `many`, from how many contradictions on the level is 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.contradictions import contradictions
from review.check.measures import evidence, labels, measures
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "number", "gap", "copy", "documents", "level", "stage", "indicator", "none")
PROVEN: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """A number."""

    many: int = 3


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 without contradictions, 1 with one or two, 0 with `many`."""
    if not measures(subject):
        return Proposal(None, None, (Reason("no_rows"),), outcome="not_checked")
    found = contradictions(subject, language)
    if not found:
        return Proposal(2, 0.75, (Reason("none"),))
    level = 0 if len(found) >= params.many else 1
    reasons = []
    for kind in dict.fromkeys(item.kind for item in found):
        rows = [item.measure for item in found if item.kind == kind]
        fields = ("measure",) if kind in ("number", "gap", "copy") else ("measure", "indicator")
        reasons.append(Reason(kind, {"rows": labels(rows)}, evidence(rows, *fields)))
    return Proposal(level, 0.75, tuple(reasons))
