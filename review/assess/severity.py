"""How severe or mild each expert is against the others on the same versions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from review.model.agreement import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.model.agreement import Rating


def severities(ratings: Sequence[Rating], *, confidence: float = 0.95) -> tuple[Severity, ...]:
    """One line per expert, by person.

    A document gives one difference: the mean over its shared criteria of the expert's level less the others' mean.
    The spread of those is pooled over all experts, the intervals hold for all experts at once (Šidák), and `shrunk`
    draws a difference towards 0 as far as it may be chance (method of moments).
    """
    apart, shared = _differences(ratings)
    told = {person: list(found.values()) for person, found in apart.items()}
    degrees = sum(len(found) - 1 for found in told.values())
    means = {person: sum(found) / len(found) for person, found in told.items()}
    squares = sum((value - means[person]) ** 2 for person, found in told.items() for value in found)
    pooled = squares / degrees if degrees else None
    variances = {person: pooled / len(found) for person, found in told.items()} if pooled is not None else {}
    between = _between(means, variances)
    reach = _quantile(confidence, len(told), degrees) if pooled is not None else 0.0
    lines = []
    for person in sorted({one.person_id for one in ratings}):
        mean, variance = means.get(person), variances.get(person)
        if mean is None or variance is None:
            lines.append(Severity(person, shared[person], mean, None, None, None))
            continue
        spread = reach * variance**0.5
        known = between + variance
        shrunk = mean * between / known if known else mean
        lines.append(Severity(person, shared[person], mean, shrunk, mean - spread, mean + spread))
    return tuple(lines)


def _differences(ratings: Sequence[Rating]) -> tuple[dict[int, dict[int, float]], dict[int, int]]:
    """Mean difference by person and version, and how many levels each person shares with others."""
    units: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for one in ratings:
        units[one.version_id, one.code][one.person_id] = one.level
    found: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    shared: dict[int, int] = defaultdict(int)
    for (version, _), levels in units.items():
        if len(levels) < 2:  # noqa: PLR2004 - nobody to compare with
            continue
        whole = sum(levels.values())
        for person, level in levels.items():
            found[person][version].append(level - (whole - level) / (len(levels) - 1))
            shared[person] += 1
    means = {
        person: {version: sum(values) / len(values) for version, values in versions.items()}
        for person, versions in found.items()
    }
    return means, shared


def _between(means: Mapping[int, float], variances: Mapping[int, float]) -> float:
    """The variance of true differences between experts (DerSimonian and Laird, around 0)."""
    told = [(means[person], variance) for person, variance in variances.items()]
    if any(variance == 0 for _, variance in told):
        return sum(mean**2 for mean, _ in told) / len(told)
    weight = sum(1 / variance for _, variance in told)
    if not weight:
        return 0.0
    return max(0.0, (sum(mean**2 / variance for mean, variance in told) - len(told)) / weight)


def _quantile(confidence: float, many: int, degrees: int) -> float:
    from scipy.special import stdtrit

    each = confidence ** (1 / many)
    return float(stdtrit(degrees, (1 + each) / 2))
