"""How far experts agree on levels: exact agreement, weighted kappa, Krippendorff's ordinal alpha with an interval."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Literal

from review.model.agreement import Agreement, Coefficient
from review.model.proportion import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.model.agreement import Rating

Table = list[tuple[int, ...]]  # the levels each unit was given, units with at least two only
FEWEST_CLUSTERS = 5  # below it a bootstrap tells nothing
FEWEST_DRAWS = 0.9  # of the bootstrap must be defined, else there is no interval


def agreement(
    ratings: Sequence[Rating], *, seed: str, confidence: float = 0.95, draws: int = 1000
) -> tuple[Agreement, ...]:
    """One line per criterion in the order of codes, and first the line of all criteria together (code "")."""
    by_code: dict[str, list[Rating]] = defaultdict(list)
    for one in ratings:
        by_code[one.code].append(one)
    lines = [("", list(ratings)), *sorted(by_code.items())]
    return tuple(_line(code, found, f"{seed}:{code}", confidence, draws) for code, found in lines)


def _line(code: str, ratings: Sequence[Rating], seed: str, confidence: float, draws: int) -> Agreement:
    units: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for one in ratings:
        units[one.version_id, one.code][one.person_id] = one.level
    told = {key: levels for key, levels in sorted(units.items()) if len(levels) > 1}
    pairs = [pair for levels in told.values() for pair in combinations(levels.values(), 2)]
    # All criteria of a document are drawn together: they are not independent of each other.
    clusters: dict[int, Table] = defaultdict(list)
    for (version, _), levels in told.items():
        clusters[version].append(tuple(levels.values()))
    return Agreement(
        code=code,
        units=len(told),
        pairs=len(pairs),
        exact=wilson(sum(a == b for a, b in pairs), len(pairs), confidence),
        kappa_linear=mean_kappa(told, weights="linear"),
        kappa_quadratic=mean_kappa(told, weights="quadratic"),
        alpha=bootstrapped(list(clusters.values()), seed=seed, confidence=confidence, draws=draws),
    )


def weighted_kappa(pairs: Sequence[tuple[int, int]], *, weights: Literal["linear", "quadratic"]) -> float | None:
    """Cohen's kappa of two experts over the units both gave a level; None when neither varies."""
    if not pairs:
        return None
    power = 1 if weights == "linear" else 2
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(abs(a - b) ** power for a, b in pairs) / len(pairs)
    by_chance = (
        sum(abs(a - b) ** power * many * others for a, many in first.items() for b, others in second.items())
        / len(pairs) ** 2
    )
    return 1 - observed / by_chance if by_chance else None


def mean_kappa(
    units: Mapping[tuple[int, str], Mapping[int, int]], *, weights: Literal["linear", "quadratic"]
) -> float | None:
    """The mean over pairs of experts, each pair weighing as much as it shares."""
    shared: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for levels in units.values():
        for a, b in combinations(sorted(levels), 2):
            shared[a, b].append((levels[a], levels[b]))
    told = [
        (len(pairs), kappa)
        for pairs in shared.values()
        if (kappa := weighted_kappa(pairs, weights=weights)) is not None
    ]
    weight = sum(many for many, _ in told)
    return sum(many * kappa for many, kappa in told) / weight if weight else None


def alpha(table: Sequence[Sequence[int]]) -> float | None:
    """Krippendorff's alpha for ordinal levels (2011); None without pairs or without any variation.

    `table` holds the levels each unit was given, as many as there are: missing ones are simply not there.
    """
    return _alpha(_coincidences(table))


def bootstrapped(
    clusters: Sequence[Sequence[Sequence[int]]], *, seed: str, confidence: float, draws: int
) -> Coefficient:
    """Alpha with the percentile interval of a bootstrap that draws whole clusters (documents) anew.

    No interval where resamples without any variation are many: alpha is not defined for them.
    """
    value = alpha([levels for cluster in clusters for levels in cluster])
    if value is None or len(clusters) < FEWEST_CLUSTERS or not draws:
        return Coefficient(value)
    import numpy as np

    parts = [_coincidences(cluster) for cluster in clusters]
    pairs = sorted({pair for part in parts for pair in part})
    matrix = np.array([[part.get(pair, 0.0) for pair in pairs] for part in parts])
    chance = Random(seed)  # noqa: S311 - a bootstrap to be repeated, not a secret
    many = len(parts)
    values = []
    for _ in range(draws):
        picked = np.bincount([int(chance.random() * many) for _ in range(many)], minlength=many)
        drawn = _alpha(dict(zip(pairs, (picked @ matrix).tolist(), strict=True)))
        if drawn is not None:
            values.append(drawn)
    if len(values) < FEWEST_DRAWS * draws:
        return Coefficient(value)
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return Coefficient(value, float(low), float(high))


def _coincidences(table: Sequence[Sequence[int]]) -> dict[tuple[int, int], float]:
    """How often two levels meet in a unit; a unit of m levels counts m, however many pairs it has."""
    observed: dict[tuple[int, int], float] = defaultdict(float)
    for levels in table:
        counts = Counter(levels)
        for a, many in counts.items() if len(levels) > 1 else ():
            for b, others in counts.items():
                observed[a, b] += many * (others - (a == b)) / (len(levels) - 1)
    return observed


def _alpha(observed: Mapping[tuple[int, int], float]) -> float | None:
    """From the matrix of coincidences."""
    margins: dict[int, float] = defaultdict(float)
    for (level, _), many in observed.items():
        margins[level] += many
    levels = sorted(margins)
    total = sum(margins.values())
    reached, places = 0.0, {}
    for level in levels:  # the middle of a level's place in the order of all values
        places[level] = reached + margins[level] / 2
        reached += margins[level]
    far = {(a, b): (places[a] - places[b]) ** 2 for a, b in combinations(levels, 2)}
    apart = sum(many * far.get((a, b), 0.0) for (a, b), many in observed.items())
    by_chance = sum(margins[a] * margins[b] * distance for (a, b), distance in far.items())
    return 1 - (total - 1) * apart / by_chance if by_chance else None
