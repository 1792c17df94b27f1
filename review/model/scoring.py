"""The arithmetic both sides use: the machine's proposals and the experts' marks are summed by the same rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.finding import Total

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from review.model.rubric import Rubric, Threshold


def total(rubric: Rubric, levels: Mapping[str, int], *, not_applicable: Collection[str] = (), expert: bool) -> Total:
    """Weighted sum over the assessed criteria: Σ level·weight of Σ max·weight.

    `levels` holds assessed criteria only. With `expert`, criteria of mode "expert" count too; a machine proposes none.
    No zone while a critical criterion has no level or too little of the weight is assessed (rubric.minimum_assessed).
    """
    counted = [c for c in rubric.criteria if c.code not in not_applicable and (expert or c.mode != "expert")]
    assessed = [c for c in counted if c.code in levels]
    score = sum(levels[c.code] * c.weight for c in assessed)
    maximum = sum(c.max_level * c.weight for c in assessed)
    share = score / maximum if maximum else None
    weight = sum(c.weight for c in counted)
    enough = bool(weight) and sum(c.weight for c in assessed) >= rubric.minimum_assessed * weight
    if share is None or not enough or any(c.critical and c.code not in levels for c in counted):
        return Total(score, maximum, share, None, None)
    zeros = sum(c.critical and levels[c.code] == 0 for c in assessed)
    reached = next(t for t in rubric.thresholds if _reached(t, share, zeros))
    return Total(score, maximum, share, reached.zone, reached.label)


def _reached(threshold: Threshold, share: float, zeros: int) -> bool:
    """Thresholds are tried in the rubric's order; the last one has no condition."""
    if threshold.or_critical_zeros is not None and zeros >= threshold.or_critical_zeros:
        return True
    if threshold.below_share is not None:
        return share < threshold.below_share
    if threshold.min_share is not None and share < threshold.min_share:
        return False
    return threshold.max_critical_zeros is None or zeros <= threshold.max_critical_zeros
