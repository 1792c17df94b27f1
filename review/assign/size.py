"""How many to draw: by share, by count, or for a wanted margin of error with the finite population correction."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.model.campaign import SampleRule

ROUNDING = 1e-9  # 0.2 of 60 is twelve, not thirteen


def wanted(rule: SampleRule, units: int) -> int:
    """The number of units to draw from a frame of `units`: at least one of a frame that has any."""
    if rule.method == "all":
        return units
    if rule.size_by == "margin":
        return for_margin(units, rule.size, confidence=rule.confidence, expected=rule.expected)
    size = rule.size * units if rule.size_by == "share" else rule.size
    return min(units, max(1, ceil(size - ROUNDING))) if units else 0


def for_margin(units: int, margin: float, *, confidence: float = 0.95, expected: float = 0.5) -> int:
    """The simple random sample whose interval is the share ± `margin`, when the share is `expected`."""
    if not units:
        return 0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    endless = z * z * expected * (1 - expected) / (margin * margin)
    return min(units, max(1, ceil(endless / (1 + (endless - 1) / units) - ROUNDING)))


def margin_of(units: int, drawn: int, *, confidence: float = 0.95, expected: float = 0.5) -> float | None:
    """The margin such a simple random sample will have; None for an empty one."""
    if not drawn:
        return None
    if drawn >= units:
        return 0.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    return z * sqrt(expected * (1 - expected) / drawn * (units - drawn) / (units - 1))
