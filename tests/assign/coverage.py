"""How often intervals hold the truth: draw after draw from one made-up frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from review.assign.estimate import estimate
from review.assign.sample import draw
from review.model.campaign import SampleRule
from tests.assign.frames import conforming, frame

EDGE = 1e-9
SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
DESIGNS: dict[str, tuple[SampleRule, dict[str, float]]] = {
    "stratified, districts alike": (SampleRule("stratified", "count", 30), {}),
    "stratified, districts apart": (SampleRule("stratified", "count", 30), {"spread": 0.3}),
    "risk, conclusions follow zones": (SampleRule("risk_weighted", "count", 30), {"by_zone": 0.2}),
    "risk, conclusions do not": (SampleRule("risk_weighted", "count", 30), {}),
    "schools in strata": (SampleRule("stratified", "count", 30, unit="school"), {"spread": 0.1}),
    "schools by risk": (SampleRule("risk_weighted", "count", 30, unit="school"), {"by_zone": 0.1}),
}


@dataclass(frozen=True)
class Held:
    """What a series of draws gave."""

    truth: float
    documents: float  # share of intervals that held the truth
    schools: float | None
    width: float


def coverage(name: str, share: float, *, units: int, size: int, draws: int) -> Held:
    """The design over a frame of so many units, `size` of them drawn."""
    rule, leaning = DESIGNS[name]
    per_school = 3 if rule.unit == "school" else 1
    items = frame(units * per_school, municipalities=6, per_school=per_school, seed=units)
    truth = conforming(items, share, seed=round(share * 100), **leaning)
    of_schools: dict[int, bool] = {}
    for item in items:
        of_schools[item.school_id] = of_schools.get(item.school_id, True) and truth[item.document_id]
    real = sum(truth.values()) / len(truth)
    real_schools = sum(of_schools.values()) / len(of_schools)
    held = held_schools = 0
    width = 0.0
    for number in range(draws):
        sample = draw(items, replace(rule, size=size, seed=f"{name} {number}"))
        told = estimate(sample, {one.item.document_id: truth[one.item.document_id] for one in sample.drawn})
        held += told.documents.low - EDGE <= real <= told.documents.high + EDGE
        width += told.documents.high - told.documents.low
        if told.schools:
            held_schools += told.schools.low - EDGE <= real_schools <= told.schools.high + EDGE
    schools = held_schools / draws if rule.unit == "school" and 0.1 <= real_schools <= 0.9 else None
    return Held(real, held / draws, schools, width / draws)
