from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.assign.estimate import CLUSTERED, FEW_STRATA, NO_SCHOOLS, PARTLY, SMALL, WEIGHED, estimate
from review.assign.intervals import _chance, exact
from review.assign.sample import draw
from review.model.campaign import SampleRule
from tests.assign.coverage import DESIGNS, SHARES, coverage, decided
from tests.assign.frames import conforming, frame


@pytest.mark.parametrize(("frame_size", "drawn"), [(60, 30), (200, 30), (400, 100), (90, 80), (40, 5)])
def test_exact_interval_never_covers_less_than_it_promises(frame_size: int, drawn: int) -> None:
    """Every sample that may come out of every frame, weighed by its chance: no simulation."""
    intervals = [exact(hits, drawn, frame_size, 0.95) for hits in range(drawn + 1)]
    for real in range(frame_size + 1):
        covered = sum(
            _chance(hits, drawn, real, frame_size)
            for hits, (low, high) in enumerate(intervals)
            if low - 1e-9 <= real / frame_size <= high + 1e-9
        )
        assert covered >= 0.95 - 1e-9, real


def test_exact_interval_is_clopper_and_pearsons_in_a_boundless_frame() -> None:
    """20 of 100: 12.67–29.18 % in every table."""
    assert exact(20, 100, 10_000_000, 0.95) == pytest.approx((0.1267, 0.2918), abs=1e-4)


@pytest.mark.parametrize(
    "rule", [SampleRule("all"), SampleRule("stratified", "share", 1), SampleRule("risk_weighted", "share", 1)]
)
def test_whole_frame_leaves_no_doubt(rule: SampleRule) -> None:
    items = frame(40)
    truth = conforming(items, 0.6)
    told = estimate(draw(items, rule), truth)
    real = sum(truth.values()) / 40
    assert (told.documents.share, told.documents.low, told.documents.high) == pytest.approx((real, real, real))
    assert told.schools == told.documents
    assert told.notes == ()


def test_strata_weigh_what_they_hold_of_the_frame() -> None:
    """Two districts, 30 and 10 documents; 5 drawn of each would lie if they were simply added up."""
    items = [replace(item, municipality_id=1 if item.document_id <= 30 else 2, municipality="") for item in frame(40)]
    sample = draw(items, SampleRule("stratified", "count", 12))
    told = estimate(sample, {one.item.document_id: one.item.municipality_id == 1 for one in sample.drawn})
    assert told.documents.share == pytest.approx(0.75)


def test_unequal_probabilities_are_weighed_out() -> None:
    """The risky are drawn more often; the estimate is right on average all the same."""
    items = frame(60)
    truth = {item.document_id: item.zone != "red" for item in items}
    real = sum(truth.values()) / 60
    rule = SampleRule("risk_weighted", "count", 20)
    samples = [draw(items, replace(rule, seed=str(number))) for number in range(200)]
    plain = [sum(truth[one.item.document_id] for one in sample.drawn) / 20 for sample in samples]
    weighed = [estimate(sample, truth).documents.share for sample in samples]
    assert sum(plain) / 200 < real - 0.1
    assert sum(weighed) / 200 == pytest.approx(real, abs=0.02)


def test_an_estimate_that_is_not_the_plain_share_says_why() -> None:
    items = [replace(item, zone="red" if item.document_id <= 30 else "green") for item in frame(60)]
    sample = draw(items, SampleRule("risk_weighted", "count", 20))
    told = estimate(sample, {one.item.document_id: one.item.zone == "red" for one in sample.drawn})
    assert WEIGHED in told.notes
    pairs = [replace(item, school_id=item.document_id // 2) for item in frame(60)]
    whole = draw(pairs, SampleRule("random", "count", 10, unit="school"))
    half = {
        one.item.document_id: True for one in whole.drawn if one.item.document_id != whole.drawn[0].item.document_id
    }
    assert PARTLY in estimate(whole, half).notes
    told = estimate(whole, dict.fromkeys((one.item.document_id for one in whole.drawn), True))
    assert {PARTLY, WEIGHED}.isdisjoint(told.notes)


def test_documents_without_a_conclusion_are_counted_and_widen_the_interval() -> None:
    items = frame(100)
    truth = conforming(items, 0.5)
    sample = draw(items, SampleRule("random", "count", 50))
    some = [one.item.document_id for one in sample.drawn][:35]
    whole, part = estimate(sample, truth), estimate(sample, {key: truth[key] for key in some})
    assert part.waiting == 15
    assert part.documents.counted == 35
    assert part.documents.high - part.documents.low > whole.documents.high - whole.documents.low
    assert part.notes[0].startswith("Заключения ещё нет у 15 из 50")


@pytest.mark.parametrize("rule", [rule for rule, _ in DESIGNS.values()])
def test_nothing_concluded_tells_nothing(rule: SampleRule) -> None:
    told = estimate(draw(frame(60), replace(rule, size=30)), {})
    assert (told.documents.share, told.documents.low, told.effective) == (None, None, None)
    assert told.waiting == 30


@pytest.mark.parametrize("rule", [SampleRule("stratified", "count", 30), SampleRule("risk_weighted", "count", 30)])
@pytest.mark.parametrize("answer", [True, False])
def test_sample_of_one_mind_still_leaves_doubt(rule: SampleRule, *, answer: bool) -> None:
    items = frame(100)
    told = estimate(draw(items, rule), {item.document_id: answer for item in items}).documents
    assert told.share == (1.0 if answer else 0.0)
    assert 0.05 < told.high - told.low < 0.2


def test_single_stratum_is_a_simple_sample() -> None:
    items = frame(60, municipalities=0)
    truth = conforming(items, 0.5)
    simple, stratified = (
        estimate(draw(items, SampleRule(method, "count", 20)), truth).documents for method in ("random", "stratified")
    )
    assert simple == stratified


def test_stratum_seen_once_is_put_together_with_others() -> None:
    items = [replace(item, municipality_id=item.document_id if item.document_id <= 5 else 9) for item in frame(60)]
    told = estimate(draw(items, SampleRule("stratified", "count", 30)), conforming(items, 0.5)).documents
    assert 0 < told.low < told.share < told.high < 1


def test_documents_of_schools_drawn_whole_are_fewer_than_they_look() -> None:
    """Three documents of one school say the same: the sample is worth its schools, not its documents."""
    items = frame(180, per_school=3)
    alike = {item.document_id: item.school_id % 2 == 0 for item in items}
    told = estimate(draw(items, SampleRule("random", "count", 30, unit="school")), alike)
    assert told.effective == pytest.approx(30, rel=0.1)
    assert CLUSTERED in told.notes


def test_single_documents_do_not_tell_the_share_of_schools() -> None:
    told = estimate(draw(frame(60, per_school=3), SampleRule("random", "count", 20)), {})
    assert told.schools is None
    assert NO_SCHOOLS in told.notes


def test_small_samples_and_thin_strata_are_said_so() -> None:
    items = frame(60)
    sample = draw(items, SampleRule("stratified", "count", 8, strata=("municipality", "kind", "zone")))
    assert estimate(sample, conforming(items, 0.5)).notes == (FEW_STRATA, SMALL)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(DESIGNS)), st.integers(1, 60), st.integers(1, 60), st.floats(0, 1), st.randoms())
def test_limits_stand_around_the_share_whatever_was_answered(
    name: str, schools: int, size: int, share: float, chance: Random
) -> None:
    items = frame(schools * 2, per_school=2, seed=schools)
    sample = draw(items, replace(DESIGNS[name][0], size=size))
    answered = {one.item.document_id: chance.random() < share for one in sample.drawn if chance.random() < 0.7}
    told = estimate(sample, answered)
    for found in (told.documents, told.schools):
        if found is not None and found.share is not None:
            assert 0 <= found.low <= found.share + 1e-9
            assert found.share - 1e-9 <= found.high <= 1
    assert told.waiting == len(sample.drawn) - len(answered)


def test_numerical_library_is_loaded_only_when_it_is_used() -> None:
    rooms = "review.assign.estimate, review.assign.seating, review.assess.severity"
    code = f"import sys, {rooms}; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_hold_the_truth_in_a_few_draws(name: str) -> None:
    held = coverage(name, 0.4, units=120, size=30, draws=60)
    assert held.documents >= 0.88  # sixty draws: three standard errors below the nominal share


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("size", [30, 90])
@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_hold_the_truth_as_often_as_they_promise(name: str, size: int) -> None:
    for share in SHARES:
        held = decided(name, share, units=240, size=size)
        assert held.verdict is True, (share, held)
