"""Intervals of a share: exact for simple random samples of a finite frame, Fay and Feuer's for weighted ones."""

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


def weighted(
    share: float, variance: float, *, usual: float, heaviest: float, counted: int, degrees: int, confidence: float
) -> tuple[float, float]:
    """Beta limits of a weighted share whose mean and variance are matched, after Fay and Feuer.

    The limit away from what was seen reckons with one more unit. It is as heavy as the `heaviest` when the share is
    near 0 or 1, for what is rare may hide behind the largest weights, and as the `usual` at one half: with equal
    weights this is close to Clopper and Pearson's interval. A variance that rests on few degrees of freedom is taken
    larger, as Student's is to the normal.
    """
    from scipy.special import stdtrit

    tail = (1 - confidence) / 2
    variance *= float(stdtrit(max(degrees, 1), tail) / stdtrit(max(counted - 1, 1), tail)) ** 2
    more = usual + (heaviest - usual) * (1 - 4 * share * (1 - share))
    high = _upper(share, variance, more, tail)
    low = 1 - _upper(1 - share, variance, more, tail)
    return low, high


def _upper(share: float, variance: float, more: float, tail: float) -> float:
    from scipy.special import betaincinv

    if share >= 1:
        return 1.0
    mean = (share + more) / (1 + more)
    size = mean * (1 - mean) / (variance + more**2 * (1 - share)) - 1
    if size <= 0:  # too little is known for any limit
        return 1.0
    return float(betaincinv(mean * size, (1 - mean) * size, 1 - tail))
