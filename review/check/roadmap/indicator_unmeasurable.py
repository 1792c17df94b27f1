"""Can the indicators be measured?

What it looks for: a share, a number, or a document one can ask for in each row's indicator.

Why it matters: a slogan shows neither success nor failure.

Fails: «Повышение заинтересованности руководителей», «Обмен опытом».

Passes: «6 ОО (100 %)», «Справка по итогам мониторинга», «Доля ОО, скачавших РПШ».

Parameters: `half` and `enough`, shares of measurable rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.check.measures import evidence, is_measurable, labels, measures
from review.model.finding import Proposal, Reason

if TYPE_CHECKING:
    from review.check.catalogue import Need
    from review.model.finding import Subject
    from review.model.language import Language

NEEDS: tuple[Need, ...] = ("text",)
SAYS = ("no_rows", "no_column", "share", "enough")
PROVEN: tuple[str, ...] = ()
NEAR = 0.06


@dataclass(frozen=True)
class Params:
    """Shares."""

    half: float = 0.5
    enough: float = 0.85


def run(subject: Subject, params: Params, language: Language) -> Proposal:
    """2 from `enough` on, 1 from `half` on, else 0."""
    rows = measures(subject)
    if not rows:
        return Proposal(0, 0.6, (Reason("no_rows"),))
    if not any(row.indicator for row in rows):
        return Proposal(0, 0.9, (Reason("no_column"),))
    weak = [row for row in rows if not is_measurable(row.indicator, subject.profile)]
    share = 1 - len(weak) / len(rows)
    level = 2 if share >= params.enough else 1 if share >= params.half else 0
    close = min(abs(share - params.half), abs(share - params.enough)) < NEAR
    values = {"share": round(100 * share), "good": len(rows) - len(weak), "all": len(rows), "rows": labels(weak)}
    key = "share" if weak else "enough"
    return Proposal(level, 0.7 if close else 0.9, (Reason(key, values, evidence(weak, "indicator")),))
