"""Who gets how many places: shares of strata, and probabilities in proportion to a weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AS_GOOD_AS_CERTAIN = 1e-12
K = TypeVar("K", bound=tuple[str, ...])


def allocation(sizes: Mapping[K, int], size: int) -> dict[K, int]:
    """Places in proportion to the strata, by largest remainder; at least one for each when there are enough places."""
    total = sum(sizes.values())
    quotas = {key: size * count / total for key, count in sorted(sizes.items())}
    given = {key: int(quota) for key, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda key: (given[key] - quotas[key], key))
    for key in by_remainder[: size - sum(given.values())]:
        given[key] += 1
    if size < len(given):
        return given
    for key in [key for key, places in given.items() if not places]:
        giver = max((k for k in given if given[k] > 1), key=lambda k: (given[k] - quotas[k], given[k], k))
        given[giver] -= 1
        given[key] = 1
    return given


def proportional(weights: Sequence[float], size: int) -> list[float]:
    """Inclusion probabilities in proportion to the weights that sum up to `size`; what would pass 1 is certain."""
    certain: set[int] = set()
    while True:
        left = size - len(certain)
        open_weight = sum(weight for index, weight in enumerate(weights) if index not in certain)
        over = {
            index
            for index, weight in enumerate(weights)
            if index not in certain and left * weight >= open_weight * (1 - AS_GOOD_AS_CERTAIN)
        }
        if not over:
            return [1.0 if i in certain else left * weight / open_weight for i, weight in enumerate(weights)]
        certain |= over
        if len(certain) >= size:
            return [1.0 if index in certain else 0.0 for index in range(len(weights))]


def systematic(probabilities: Sequence[float], start: float) -> list[int]:
    """Positions hit by start, start + 1, start + 2 … on the line the probabilities make: exactly their sum of them.

    Certain ones stand beside the line; `proportional` keeps all others far enough below 1 for rounding to do no harm.
    """
    certain = [index for index, probability in enumerate(probabilities) if probability == 1]
    line = [index for index, probability in enumerate(probabilities) if 0 < probability < 1]
    size = round(sum(probabilities[index] for index in line))
    hits: list[int] = []
    reached = 0.0
    for index in line:
        reached = float(size) if index == line[-1] else reached + probabilities[index]
        if len(hits) < size and reached - len(hits) > start:
            hits.append(index)
    return sorted(certain + hits)
