"""How often intervals hold the truth: draw after draw from one made-up frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scipy.special import betaincinv

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


PROMISED = 0.93
DOUBT = 1e-5  # of one look at one cell: 120 series, a dozen looks at each, are wrong in one run of a hundred at most
FIRST, LAST = 1_000, 128_000  # draws before the first look and before the last one; each look doubles them


@dataclass(frozen=True)
class Held:
    """What a series of draws gave."""

    truth: float
    draws: int
    documents: float  # share of intervals that held the truth
    schools: float | None
    width: float

    @property
    def verdict(self) -> bool | None:
        """Is the coverage the promised one? None: so many draws cannot tell."""
        told = [_told(share, self.draws) for share in (self.documents, self.schools) if share is not None]
        return False if False in told else None if None in told else True


def _told(share: float, draws: int) -> bool | None:
    """Clopper and Pearson's limits of a coverage, held against the promise."""
    hits = round(share * draws)
    if hits and betaincinv(hits, draws - hits + 1, DOUBT) >= PROMISED:
        return True
    below = hits < draws and betaincinv(hits + 1, draws - hits, 1 - DOUBT) < PROMISED
    return False if below else None


def decided(name: str, share: float, *, units: int, size: int) -> Held:
    """As many draws as it takes to tell whether the design keeps its promise over this frame, and more than noise."""
    draws = FIRST
    while (held := coverage(name, share, units=units, size=size, draws=draws)).verdict is None and draws < LAST:
        draws *= 2
    return held


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
    return Held(real, draws, held / draws, schools, width / draws)
