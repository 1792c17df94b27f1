"""The machine against experts, and a first result against its re-check: rates with intervals."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from review.model.agreement import Discrepancy, Precision
from review.model.proportion import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.model.agreement import Verdicts


def precisions(verdicts: Iterable[Verdicts], *, confidence: float = 0.95) -> tuple[Precision, ...]:
    """By criterion: how often the proposed level was kept. Criteria without a proposal or a mark are not counted."""
    by_code: dict[str, list[Verdicts]] = defaultdict(list)
    for one in verdicts:
        if one.proposed is not None and (one.level is not None or one.not_applicable):
            by_code[one.code].append(one)
    return tuple(_precision(code, found, confidence) for code, found in sorted(by_code.items()))


def _precision(code: str, found: list[Verdicts], confidence: float) -> Precision:
    marked = [(one.level, one.proposed) for one in found if one.level is not None and one.proposed is not None]
    kept = sum(level == proposed for level, proposed in marked)
    raised = sum(level > proposed for level, proposed in marked)
    return Precision(
        code=code,
        kept=wilson(kept, len(found), confidence),
        raised=raised,
        lowered=len(marked) - kept - raised,
        dropped=len(found) - len(marked),
    )


def discrepancies(rechecks: Iterable[tuple[str, bool]], *, confidence: float = 0.95) -> tuple[Discrepancy, ...]:
    """By group (a municipality, a criterion): the rate of re-checks that came out different."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for key, differs in rechecks:
        groups[key].append(differs)
    return tuple(Discrepancy(key, wilson(sum(found), len(found), confidence)) for key, found in sorted(groups.items()))
