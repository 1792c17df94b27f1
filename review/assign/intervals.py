"""Intervals of a share: exact for simple random samples of a finite frame, Korn and Graubard's for all others."""

from __future__ import annotations

from math import exp, inf, lgamma
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def exact(hits: int, drawn: int, frame: int, confidence: float) -> tuple[float, float]:
    """Shares of the frame that a simple random sample with `hits` of `drawn` does not contradict (hypergeometric).

    The coverage is never below the nominal one, whatever the frame's true share is.
    """
    tail = (1 - confidence) / 2
    certain_low, certain_high = hits, frame - (drawn - hits)
    low = _first(certain_low, certain_high, lambda count: _at_least(hits, drawn, count, frame) > tail)
    high = _first(low, certain_high, lambda count: _at_most(hits, drawn, count + 1, frame) <= tail)
    return low / frame, high / frame


def _first(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """The smallest whole number in the range for which a monotone condition holds; `high` when none before it does."""
    while low < high:
        middle = (low + high) // 2
        if fits(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _at_least(hits: int, drawn: int, count: int, frame: int) -> float:
    return sum(_chance(k, drawn, count, frame) for k in range(hits, min(drawn, count) + 1))


def _at_most(hits: int, drawn: int, count: int, frame: int) -> float:
    return sum(_chance(k, drawn, count, frame) for k in range(max(0, drawn - (frame - count)), hits + 1))


def _chance(hits: int, drawn: int, count: int, frame: int) -> float:
    """Hypergeometric: `hits` conforming among `drawn`, when the frame holds `count` of them."""
    ways = _log_ways(count, hits) + _log_ways(frame - count, drawn - hits) - _log_ways(frame, drawn)
    return exp(ways)


def _log_ways(many: int, few: int) -> float:
    if not 0 <= few <= many:
        return -inf
    return lgamma(many + 1) - lgamma(few + 1) - lgamma(many - few + 1)


def korn_graubard(share: float, size: float, *, counted: int, degrees: int, confidence: float) -> tuple[float, float]:
    """Clopper and Pearson's interval at the effective size of the sample, lessened for few degrees of freedom."""
    from scipy.special import betaincinv, stdtrit

    tail = (1 - confidence) / 2
    size *= float(stdtrit(max(counted - 1, 1), tail) / stdtrit(max(degrees, 1), tail)) ** 2
    hits = share * size
    low = 0.0 if share <= 0 else float(betaincinv(hits, size - hits + 1, tail))
    high = 1.0 if share >= 1 else float(betaincinv(hits + 1, size - hits, 1 - tail))
    return low, high
