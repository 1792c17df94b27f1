from __future__ import annotations

from random import Random

import pytest

from review.assess.severity import severities
from review.model.agreement import Rating


def panel(lean: dict[int, float], *, documents: int = 40, seed: int = 1) -> list[Rating]:
    """Every document is read by two of the experts; a lean is the chance to go a level up (or down, below 0)."""
    chance = Random(seed)
    made = []
    for version in range(documents):
        for code in ("К1", "К2", "К3", "К4", "К5"):
            level = chance.randrange(1, 3)
            for person in sorted(lean)[version % len(lean) :][:2] or sorted(lean)[:2]:
                moved = (chance.random() < abs(lean[person])) * (1 if lean[person] > 0 else -1)
                made.append(Rating(version, person, code, level + moved))
    return made


def test_severe_expert_stands_out() -> None:
    told = {one.person_id: one for one in severities(panel({1: 0.0, 2: -0.8, 3: 0.0, 4: 0.0}, documents=80))}
    assert told[2].telling
    assert told[2].difference < told[2].shrunk < 0
    assert told[2].difference == pytest.approx(-0.8, abs=0.15)


def test_experts_who_differ_by_chance_alone_are_rarely_accused() -> None:
    accused = 0
    for seed in range(100):
        chance = Random(seed)
        ratings = [
            Rating(version, person, code, chance.randrange(3))
            for version in range(30)
            for person in (1 + version % 3, 1 + (version + 1) % 3)
            for code in ("К1", "К2", "К3")
        ]
        accused += any(one.telling for one in severities(ratings))
    assert accused <= 10


def test_difference_is_the_mean_over_documents_of_what_they_share() -> None:
    ratings = [Rating(1, 1, "К1", 2), Rating(1, 2, "К1", 0), Rating(1, 1, "К2", 1), Rating(1, 2, "К2", 1)]
    ratings += [Rating(2, 1, "К1", 2), Rating(2, 2, "К1", 2), Rating(3, 1, "К1", 0)]
    one, other = severities(ratings)
    assert (one.shared, one.difference, other.difference) == (3, 0.5, -0.5)
    assert one.low < 0.5 < one.high
    assert 0 <= one.shrunk <= 0.5


def test_three_experts_are_each_compared_with_the_mean_of_the_others() -> None:
    ratings = [Rating(version, person, "К1", level) for version in (1, 2) for person, level in ((1, 2), (2, 1), (3, 0))]
    assert [one.difference for one in severities(ratings)] == [1.5, 0.0, -1.5]


def test_expert_nobody_shares_a_document_with_has_no_figure() -> None:
    ratings = [*panel({1: 0.0, 2: 0.1}), Rating(99, 7, "К1", 2)]
    told = {one.person_id: one for one in severities(ratings)}
    assert (told[7].shared, told[7].difference, told[7].telling) == (0, None, False)


def test_one_shared_document_gives_a_difference_without_an_interval() -> None:
    one, _ = severities([Rating(1, 1, "К1", 2), Rating(1, 2, "К1", 1)])
    assert (one.difference, one.low, one.telling) == (1.0, None, False)


def test_nobody_rated_nothing_to_tell() -> None:
    assert severities([]) == ()
