"""Checks a region's coordinator has switched off: their criteria are not checked, and say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from review.model.scoring import total
from review.store.register import switches

if TYPE_CHECKING:
    from review.model.finding import Examination, Finding
    from review.model.rubric import Rubric
    from review.store.database import Session

OFF = "Проверка отключена координатором: {reason}"


def without_switched(session: Session, examination: Examination, rubric: Rubric | None, region_id: int) -> Examination:
    """The examination with the switched-off criteria not checked and the total without them."""
    off = {one.code: one.reason for one in switches.lasting(session, region_id, examination.rubric or "")}
    if not off or rubric is None:
        return examination
    findings = tuple(_off(one, off[one.code]) if one.code in off else one for one in examination.findings)
    levels = {one.code: one.level for one in findings if one.level is not None}
    apart = {one.code for one in findings if one.outcome == "not_applicable"}
    summed = total(rubric, levels, not_applicable=apart, expert=False)
    return replace(examination, findings=findings, total=summed)


def _off(finding: Finding, reason: str) -> Finding:
    return replace(
        finding,
        level=None,
        outcome="not_checked",
        confidence=None,
        evidence=(),
        explanation=OFF.format(reason=reason),
        reasons=(),
    )
