"""Several opinions of one version: forms side by side, the arbitrator's word, the dissent of an overruled expert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.assessment import Assessment, Mark, Verdict
    from review.model.campaigns import Purpose
    from review.model.rubric import Zone


@dataclass(frozen=True, slots=True)
class Voice:
    """A finished form with what its expert was called for."""

    assessment: Assessment
    purpose: Purpose

    def mark(self, code: str) -> Mark | None:
        """What this expert set; None when nothing."""
        return next((one for one in self.assessment.marks if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Dissent:
    """An overruled expert's own opinion, in their words. `codes` are the criteria it is about."""

    assessment_id: int
    expert: str
    text: str
    written_at: datetime
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettledMark:
    """What an arbitrator sets for one criterion. `level` None without `not_applicable`: not settled yet."""

    code: str
    level: int | None
    not_applicable: bool = False
    reason: str = ""


def same(first: Mark | None, second: Mark | None) -> bool:
    """Do two marks say the same of their criterion?"""
    return _said(first) == _said(second)


def _said(mark: Mark | None) -> tuple[int | None, bool]:
    return (None, False) if mark is None else (mark.level, mark.not_applicable)


def overruled(form: Assessment, final: Assessment) -> tuple[str, ...]:
    """Criteria whose level was set against this expert's."""
    last = {one.code: one for one in final.marks}
    return tuple(mark.code for mark in form.marks if mark.code in last and not same(mark, last[mark.code]))


@dataclass(frozen=True, slots=True)
class Switch:
    """A check that is not run for a region."""

    rubric: str
    code: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """A municipal decision the region returned."""

    decision_id: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutsideResult:
    """What the expertise from above says of a document."""

    document_id: int
    version_id: int
    verdict: Verdict | None
    zone: Zone | None
    levels: dict[str, int]
    source: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None
