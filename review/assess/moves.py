"""Criteria whose proposed level is not what it was in the version before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.finding import Examination


@dataclass(frozen=True, slots=True)
class LevelMove:
    """A criterion with its proposed level before and now; None: not checked."""

    code: str
    name: str
    old: int | None
    new: int | None


def levels_of(examination: Examination | None) -> dict[str, int | None]:
    """Proposed level by criterion."""
    return {finding.code: finding.level for finding in examination.findings} if examination else {}


def level_moves(before: Examination | None, after: Examination | None) -> tuple[LevelMove, ...]:
    """Criteria whose proposal changed, in the rubric's order."""
    was = levels_of(before)
    return tuple(
        LevelMove(finding.code, finding.name, was.get(finding.code), finding.level)
        for finding in (after.findings if after else ())
        if before is not None and was.get(finding.code) != finding.level
    )
