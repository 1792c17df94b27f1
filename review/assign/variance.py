"""Weights and variances of a share under the two kinds of draw: strata, and unequal probabilities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Seen:
    """A drawn unit all of whose documents have a conclusion: `hits` of its `size` count."""

    stratum: str
    probability: float
    hits: int
    size: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A weighted share with the variance of it; `degrees` of freedom stand behind the variance.

    `worth` is how many documents of equal weight the sample is worth when conclusions have nothing to do with weights;
    `heaviest` is the largest part of the frame one drawn unit speaks for without being it.
    """

    share: float
    variance: float
    degrees: int
    worth: float
    heaviest: float


Group = tuple[int, list[Seen]]  # units of the frame, units seen


def grouped(seen: Sequence[Seen], frame: Mapping[str, int]) -> list[Group]:
    """Strata with two units seen, or seen in full; the others are put together: one unit has no variance."""
    members: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        members[one.stratum].append(one)
    groups: list[Group] = []
    lone: Group = (0, [])
    for name, count in frame.items():
        found = members[name]
        if len(found) > 1 or len(found) == count:
            groups.append((count, found))
        else:
            lone = (lone[0] + count, lone[1] + found)
    if lone[0] and len(lone[1]) <= 1 and groups:
        small = min(range(len(groups)), key=lambda index: len(groups[index][1]))
        count, found = groups.pop(small)
        lone = (lone[0] + count, lone[1] + found)
    return [*groups, lone] if lone[0] else groups


def by_strata(groups: Sequence[Group]) -> Spread:
    """Every stratum weighs what it holds of the frame; the finite population correction is taken within each."""
    total = sum(count / len(members) * one.size for count, members in groups for one in members)
    hits = sum(count / len(members) * one.hits for count, members in groups for one in members)
    share = min(1.0, hits / total)
    variance, degrees = 0.0, 0
    for count, members in groups:
        if len(members) == 1:
            continue
        apart = [one.hits - share * one.size for one in members]
        mean = sum(apart) / len(apart)
        within = sum((value - mean) ** 2 for value in apart) / (len(apart) - 1)
        variance += count**2 * (1 - len(members) / count) * within / len(members)
        degrees += len(members) - 1
    worth = float(sum(one.size for _, members in groups for one in members))
    heaviest = max(max(one.size for one in members) * (count / len(members) - 1) for count, members in groups)
    return Spread(share, variance / total**2, degrees, worth, heaviest / total)


def by_probabilities(seen: Sequence[Seen], drawn: int) -> Spread:
    """Hájek's share under unequal probabilities without replacement, with Deville's approximation of its variance."""
    answered = len(seen) / drawn  # documents without a conclusion lower everybody's chance alike
    chances = [one.probability * answered for one in seen]
    total = sum(one.size / chance for one, chance in zip(seen, chances, strict=True))
    share = min(1.0, sum(one.hits / chance for one, chance in zip(seen, chances, strict=True)) / total)
    apart = [(one.hits - share * one.size) / chance for one, chance in zip(seen, chances, strict=True)]
    parts = [(1 - chance) * len(seen) / max(len(seen) - 1, 1) for chance in chances]
    whole = sum(parts)
    mean = sum(part * value for part, value in zip(parts, apart, strict=True)) / whole if whole else 0.0
    variance = sum(part * (value - mean) ** 2 for part, value in zip(parts, apart, strict=True))
    worth = total**2 / sum(one.size / chance**2 for one, chance in zip(seen, chances, strict=True))  # Kish
    heaviest = max(one.size * (1 / chance - 1) for one, chance in zip(seen, chances, strict=True))
    return Spread(share, variance / total**2, len(seen) - 1, worth, heaviest / total)
