"""Draws that anyone can repeat.

The generator is the Mersenne Twister of `random.Random`, started with the seed's text (hashed by SHA-512); only its
`random()` is used, whose sequence Python keeps from version to version. Every unit gets a number in the order of ids:

- random, stratified: the smallest numbers of the frame, or of each stratum, are drawn;
- risk-weighted: units are lined up by their numbers, and a systematic pass with one more number as its start takes them
  with probabilities in proportion to their weights (Hartley and Rao). What would pass probability 1 is certain.

With fewer places than strata the same pass runs over the strata in their order, everybody at the same probability.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random
from typing import TYPE_CHECKING

from review.assign.frame import fingerprint, units
from review.assign.probabilities import allocation, proportional, systematic
from review.assign.size import wanted
from review.model.campaign import Drawn, Sample, StratumCount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.assign.frame import Unit
    from review.model.campaign import Exclusion, FrameItem, SampleRule


def draw(frame: Sequence[FrameItem], rule: SampleRule, exclusions: Sequence[Exclusion] = ()) -> Sample:
    """The sample of this frame by this rule: always the same one."""
    pool = units(frame, rule)
    size = wanted(rule, len(pool))
    taken = _taken(pool, size, rule)
    drawn = [
        Drawn(item, unit.stratum, probability)
        for unit in pool
        if (probability := taken.get(unit.id))
        for item in unit.items
    ]
    drawn.sort(key=lambda one: (one.item.municipality_id, one.item.school_id, one.item.document_id))
    return Sample(
        frame_sha256=fingerprint(frame),
        rule=rule,
        frame_documents=len(frame),
        frame_schools=len({item.school_id for item in frame}),
        frame_units=len(pool),
        drawn=tuple(drawn),
        strata=_counts(pool, taken),
        exclusions=tuple(sorted(exclusions, key=lambda one: one.document_id)),
    )


def _taken(pool: Sequence[Unit], size: int, rule: SampleRule) -> dict[int, float]:
    """Ids of the units drawn with the probability each had."""
    if size >= len(pool):
        return {unit.id: 1.0 for unit in pool}
    chance = Random(rule.seed)  # noqa: S311 - a draw to be repeated, not a secret
    numbers = {unit.id: chance.random() for unit in pool}
    start = chance.random()
    lined = sorted(pool, key=lambda unit: (numbers[unit.id], unit.id))
    if rule.method == "risk_weighted":
        return _passed(lined, proportional([unit.weight for unit in lined], size), start)
    strata: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for unit in lined:
        strata[unit.key].append(unit)
    if size < len(strata):
        in_order = [unit for key in sorted(strata) for unit in strata[key]]
        return _passed(in_order, [size / len(pool)] * len(pool), start)
    places = allocation({key: len(members) for key, members in strata.items()}, size)
    return {unit.id: places[key] / len(members) for key, members in strata.items() for unit in members[: places[key]]}


def _passed(lined: Sequence[Unit], probabilities: Sequence[float], start: float) -> dict[int, float]:
    return {lined[index].id: probabilities[index] for index in systematic(probabilities, start)}


def _counts(pool: Sequence[Unit], taken: dict[int, float]) -> tuple[StratumCount, ...]:
    """Lines of the protocol in the order of the strata."""
    names = {unit.key: unit.stratum for unit in pool}
    frame = Counter(unit.key for unit in pool)
    drawn = Counter(unit.key for unit in pool if unit.id in taken)
    return tuple(StratumCount(names[key], frame[key], drawn[key]) for key in sorted(frame))
