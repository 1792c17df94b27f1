"""A share with its confidence interval; samples, agreement and the machine's precision all speak of such."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its interval; None where nothing can be said. `counted` is what it rests on."""

    share: float | None
    low: float | None
    high: float | None
    counted: int


def wilson(hits: int, counted: int, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of `hits` among `counted` independent cases."""
    if not counted:
        return Interval(None, None, None, 0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = hits / counted
    centre = share + z * z / (2 * counted)
    spread = z * sqrt(share * (1 - share) / counted + z * z / (4 * counted * counted))
    scale = 1 + z * z / counted
    low = 0.0 if hits == 0 else (centre - spread) / scale
    high = 1.0 if hits == counted else (centre + spread) / scale
    return Interval(share, low, high, counted)
