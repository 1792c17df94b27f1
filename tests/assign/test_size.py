from __future__ import annotations

import pytest

from review.assign.size import for_margin, margin_of, wanted
from review.model.campaign import SampleRule


@pytest.mark.parametrize(
    ("units", "size"),
    [(10, 10), (50, 45), (100, 80), (500, 218), (1000, 278), (10_000, 370), (100_000, 383), (10_000_000, 385)],
)
def test_size_for_five_points_is_what_the_tables_say(units: int, size: int) -> None:
    """Krejcie and Morgan 1970, rounded up instead of to the nearest."""
    assert for_margin(units, 0.05) == size


@pytest.mark.parametrize("units", [30, 173, 2000])
@pytest.mark.parametrize("margin", [0.03, 0.07, 0.1])
def test_size_is_the_smallest_that_keeps_the_margin(units: int, margin: float) -> None:
    size = for_margin(units, margin)
    assert margin_of(units, size) <= margin + 1e-9
    assert margin_of(units, size - 1) > margin - 1e-9


def test_share_is_rounded_up_but_not_by_a_rounding_error() -> None:
    rule = SampleRule("random", "share", 0.2)
    assert [wanted(rule, units) for units in (0, 1, 55, 60, 61)] == [0, 1, 11, 12, 13]


def test_count_never_passes_the_frame() -> None:
    assert wanted(SampleRule("random", "count", 40), 25) == 25


def test_margin_of_a_whole_frame_is_nothing_and_of_no_sample_unknown() -> None:
    assert margin_of(80, 80) == 0
    assert margin_of(80, 0) is None


def test_known_share_asks_for_fewer() -> None:
    assert for_margin(1000, 0.05, expected=0.9) < for_margin(1000, 0.05)
