"""What an author should mend first, and how the total would grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.scoring import total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.model.finding import Examination, Finding, Total
    from review.model.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Fix:
    """A finding below the best level; `points` is what mending it would add."""

    finding: Finding
    points: int


@dataclass(frozen=True, slots=True)
class Step:
    """The total once this fix and all before it are done."""

    fix: Fix
    total: Total


def fixes(examination: Examination) -> tuple[Fix, ...]:
    """Critical criteria at 0 first, then by points; equal ones in the rubric's order."""
    below = [
        Fix(finding, (finding.max_level - finding.level) * finding.weight)
        for finding in examination.findings
        if finding.level is not None and finding.level < finding.max_level
    ]
    return tuple(sorted(below, key=lambda fix: (not (fix.finding.critical and fix.finding.level == 0), -fix.points)))


def steps(rubric: Rubric, examination: Examination, wanted: Sequence[Fix]) -> tuple[Step, ...]:
    """The machine's total as the fixes are done one after another."""
    levels = {finding.code: finding.level for finding in examination.findings if finding.level is not None}
    skipped = [finding.code for finding in examination.findings if finding.outcome == "not_applicable"]
    made = []
    for fix in wanted:
        levels[fix.finding.code] = fix.finding.max_level
        made.append(Step(fix, total(rubric, levels, not_applicable=skipped, expert=False)))
    return tuple(made)
