"""Sampling and seating: times of a large region, and how often intervals hold the truth (nominal 95 %)."""

# ruff: noqa: T201 - printing is its job
from __future__ import annotations

from random import Random
from time import perf_counter

from review.assign.estimate import estimate
from review.assign.sample import draw
from review.assign.seating import changes, seat
from review.model.campaign import Demand, MatchRules, Reader, SampleRule
from tests.assign.coverage import DESIGNS, SHARES, coverage
from tests.assign.frames import conforming, frame

DRAWS = 200


def times() -> None:
    """One large frame, and 500 documents for two of 40 experts."""
    items = frame(7000, municipalities=40, per_school=4)
    truth = conforming(items, 0.6)
    estimate(draw(items, SampleRule("stratified", "count", 500)), truth)  # scipy is loaded
    begun = perf_counter()
    sample = draw(items, SampleRule("stratified", "share", 0.2, strata=("municipality", "kind")))
    drawn = perf_counter()
    estimate(sample, truth)
    print(f"draw 1400 of 7000: {drawn - begun:.2f} s; estimate: {perf_counter() - drawn:.2f} s")
    chance = Random(1)
    demands = [Demand(item, 2) for item in frame(500, municipalities=12, per_school=3)]
    readers = [
        Reader(
            900 + number,
            f"Эксперт {number}",
            30,
            municipality_ids=(chance.randrange(1, 13),),
            curated_school_ids=tuple(chance.sample(range(1, 168), 4)),
        )
        for number in range(40)
    ]
    rules = MatchRules(own_municipality=True)
    seat(demands[:2], readers)
    begun = perf_counter()
    plan = seat(demands, readers, rules=rules)
    seated = perf_counter()
    again = seat(demands, readers[1:], plan.seats, rules)
    moved = len(changes(plan.seats, again, demands, readers[1:], rules).added)
    loads = [one.seats for one in plan.loads]
    print(f"seat 500 documents × 2 among 40: {seated - begun:.2f} s, loads {min(loads)}–{max(loads)}")
    print(f"without one of them: {perf_counter() - seated:.2f} s, {moved} of {len(plan.seats)} seats given anew")


def held() -> None:
    """Coverage by design and share; 240 units, 30 drawn."""
    print(f"\nintervals that hold the truth, {DRAWS} draws, 30 of 240 units; shares {SHARES}")
    for name in DESIGNS:
        rows = [coverage(name, share, units=240, size=30, draws=DRAWS) for share in SHARES]
        print(f"{name:32} " + "  ".join(f"{row.documents:.3f} ±{row.width / 2:.2f}" for row in rows))


if __name__ == "__main__":
    times()
    held()
