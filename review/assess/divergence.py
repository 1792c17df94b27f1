"""Two finished forms of one version side by side: does the policy call a further expert, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.model.agreement import Divergence, DivergenceReason

if TYPE_CHECKING:
    from review.model.agreement import Form
    from review.model.campaigns import Policy
    from review.model.rubric import Rubric

FAR = 2  # levels
ZONES = {"green": "зелёная", "yellow": "жёлтая", "red": "красная", None: "не определена"}
ROUNDING = 1e-9


def divergence(first: Form, second: Form, rubric: Rubric, policy: Policy) -> Divergence:
    """Every threshold of the policy that these two forms pass, with the figures."""
    here, there = dict(first.levels), dict(second.levels)
    shared = [item.code for item in rubric.criteria if item.code in here and item.code in there]
    far = tuple(code for code in shared if abs(here[code] - there[code]) >= FAR)
    gap = None if first.share is None or second.share is None else abs(first.share - second.share)
    zeros = tuple(
        item.code
        for item in rubric.criteria
        if item.critical and (here.get(item.code) == 0) != (there.get(item.code) == 0)
    )
    reasons: list[DivergenceReason] = []
    if gap is not None and gap > policy.share_gap + ROUNDING:
        words = f"итоги расходятся на {_points(gap)} (порог — {_points(policy.share_gap)})"
        reasons.append(DivergenceReason("share", words))
    if policy.zone_differs and first.zone != second.zone:
        reasons.append(DivergenceReason("zone", f"зоны различаются: {ZONES[first.zone]} и {ZONES[second.zone]}"))
    if policy.critical_differs and zeros:
        words = f"критический критерий с уровнем 0 только у одного эксперта: {', '.join(zeros)}"
        reasons.append(DivergenceReason("critical", words, zeros))
    if len(far) >= policy.level_gaps:
        words = f"критериев с расхождением на два уровня: {len(far)} (порог — {policy.level_gaps}): {', '.join(far)}"
        reasons.append(DivergenceReason("levels", words, far))
    differing = tuple(item.code for item in rubric.criteria if here.get(item.code) != there.get(item.code))
    return Divergence(gap, far, differing, tuple(reasons))


def _points(share: float) -> str:
    return f"{share * 100:.1f}".rstrip("0").rstrip(".").replace(".", ",") + "\u00a0п.\u00a0п."
