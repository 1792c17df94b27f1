from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from review.assess.divergence import divergence
from review.model.agreement import Form
from review.model.campaigns import Policy
from review.rubric.library import load

RUBRIC = next(iter(load(Path(__file__).resolve().parents[2] / "rubrics").rubrics.values()))
CODES = [item.code for item in RUBRIC.criteria if not item.critical and item.max_level >= 2]
CRITICAL = next(item.code for item in RUBRIC.criteria if item.critical)
BASE = {item.code: item.max_level for item in RUBRIC.criteria}
POLICY = Policy(share_gap=0.15, level_gaps=3)


def form(person: int, *, share: float = 0.8, zone: str = "green", **levels: int) -> Form:
    return Form(person, share, zone, tuple((BASE | levels).items()))


def test_alike_forms_call_nobody() -> None:
    told = divergence(form(1), form(2), RUBRIC, POLICY)
    assert (told.called, told.share_gap, told.far_codes, told.differing) == (False, 0, (), ())


def test_gap_exactly_at_the_threshold_calls_nobody() -> None:
    assert not divergence(form(1, share=0.85), form(2, share=0.7), RUBRIC, POLICY).called


def test_gap_over_the_threshold_is_told_in_points() -> None:
    reason = divergence(form(1, share=0.9), form(2, share=0.675), RUBRIC, POLICY).reasons[0]
    assert (reason.kind, reason.words) == (
        "share",
        "итоги расходятся на 22,5\u00a0п.\u00a0п. (порог — 15\u00a0п.\u00a0п.)",
    )


def test_zones_that_differ_call_where_the_policy_says_so() -> None:
    pair = form(1), form(2, zone="yellow")
    assert [one.kind for one in divergence(*pair, RUBRIC, POLICY).reasons] == ["zone"]
    assert not divergence(*pair, RUBRIC, replace(POLICY, zone_differs=False)).called


def test_critical_criterion_at_zero_for_one_alone_calls() -> None:
    told = divergence(form(1), form(2, **{CRITICAL: 0}), RUBRIC, replace(POLICY, level_gaps=9))
    assert [(one.kind, one.codes) for one in told.reasons] == [("critical", (CRITICAL,))]
    both = divergence(form(1, **{CRITICAL: 0}), form(2, **{CRITICAL: 0}), RUBRIC, POLICY)
    assert not both.called


def test_critical_criterion_not_applicable_for_one_and_zero_for_the_other_calls() -> None:
    apart = Form(1, 0.8, "green", tuple((code, level) for code, level in BASE.items() if code != CRITICAL))
    told = divergence(apart, form(2, **{CRITICAL: 0}), RUBRIC, POLICY)
    assert [one.kind for one in told.reasons] == ["critical"]
    assert told.differing == (CRITICAL,)


@pytest.mark.parametrize(("far", "called"), [(2, False), (3, True)])
def test_criteria_two_levels_apart_are_counted(far: int, *, called: bool) -> None:
    told = divergence(form(1), form(2, **dict.fromkeys(CODES[:far], 0)), RUBRIC, POLICY)
    assert told.far_codes == tuple(CODES[:far])
    assert told.called is called


def test_unfinished_totals_are_not_compared() -> None:
    told = divergence(replace(form(1), share=None), form(2), RUBRIC, POLICY)
    assert (told.share_gap, told.called) == (None, False)
