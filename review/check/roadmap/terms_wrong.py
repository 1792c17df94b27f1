"""Has every measure a checkable term, within the year, after the approval, in a possible order?

What it looks for: rows without a term or with a vague one; terms outside the year or before the approval; expertise
before the documents are due; upload after the federal deadline; a date out of a table sorted by dates.

Why it matters: a plan whose dates contradict each other cannot be kept.

Fails: every fourth row without a term; «в течение года», expertise until 14.03 of documents due 30.03 (partly).

Passes: «до 28 января 2022 года», «14 февраля – 30 марта 2022 года».

Parameters: `gross`, the share of rows with a fault beyond which the level is 0; `many`, how many rows whose order is
wrong are still single remarks in a short table. A vague term counts as half a missing one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.map_terms import Fault, faults
from review.check.measures import evidence, labels, measures
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "no_column", "absent", "vague", "year", "early", "order", "late", "unsorted", "reversed", "clean")
PROVEN: tuple[str, ...] = ()
ABSENT = ("absent", "year", "reversed")  # nothing to keep to
HARD = (*ABSENT, "early", "order", "late", "unsorted")


@dataclass(frozen=True)
class Params:
    """A share and a number."""

    gross: float = 0.2
    many: int = 4


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 without remarks, 1 with single ones, 0 when terms are missing or wrong in more than `gross` of the rows."""
    rows = measures(subject)
    if not rows:
        return Proposal(0, 0.6, (Reason("no_rows"),))
    if not any(row.term for row in rows):
        return Proposal(0, 0.9, (Reason("no_column"),))
    found = faults(subject)
    if not found:
        return Proposal(2, 0.85, (Reason("clean"),))
    without, wrong = (len({item.measure.row.row for item in found if item.kind in kinds}) for kinds in (ABSENT, HARD))
    limit = params.gross * len(rows)
    vague = sum(item.kind == "vague" for item in found)
    level = 0 if without + vague / 2 > limit or wrong > max(limit, params.many) else 1
    return Proposal(level, 0.85, tuple(_reason(kind, found) for kind in dict.fromkeys(item.kind for item in found)))


def _reason(kind: str, found: list[Fault]) -> Reason:
    rows = [item.measure for item in found if item.kind == kind]
    values = {"rows": labels(rows), "count": len(rows)}
    return Reason(kind, values, evidence(rows, "term") or evidence(rows))
