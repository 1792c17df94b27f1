from __future__ import annotations

import pytest

from review.assess.precision import discrepancies, precisions
from review.model.agreement import Verdicts
from review.model.proportion import wilson


def test_precision_counts_what_experts_kept_raised_lowered_and_dropped() -> None:
    told = precisions(
        [
            *[Verdicts("К2", 1, 1)] * 6,
            Verdicts("К2", 1, 2),
            *[Verdicts("К2", 2, 0)] * 2,
            Verdicts("К2", 1, None, not_applicable=True),
            Verdicts("К1", 0, 0),
        ]
    )
    assert [one.code for one in told] == ["К1", "К2"]
    line = told[1]
    assert (line.kept.counted, line.kept.share, line.raised, line.lowered, line.dropped) == (10, 0.6, 1, 2, 1)
    assert line.kept.low < 0.6 < line.kept.high


def test_criteria_without_a_proposal_or_a_mark_say_nothing_of_the_machine() -> None:
    assert precisions([Verdicts("К1", None, 2), Verdicts("К1", 1, None)]) == ()


def test_discrepancy_rate_of_every_group() -> None:
    told = discrepancies([("Б", True), ("А", False), ("Б", False), ("А", False)])
    assert [(one.key, one.differing.share, one.differing.counted) for one in told] == [("А", 0.0, 2), ("Б", 0.5, 2)]


@pytest.mark.parametrize(
    ("hits", "counted", "low", "high"),
    [(0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_wilson_is_what_the_tables_say(hits: int, counted: int, low: float, high: float) -> None:
    told = wilson(hits, counted)
    assert (told.low, told.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_share_of_nothing_is_unknown() -> None:
    assert wilson(0, 0).share is None
