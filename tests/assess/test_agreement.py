from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from nltk.metrics.agreement import AnnotationTask

from review.assess.agreement import agreement, alpha, bootstrapped, mean_kappa, weighted_kappa
from review.model.agreement import Coefficient, Rating

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section E: four observers, twelve units, gaps.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# Boyd and others (1982), as the Stata manual prints it: two radiologists, 85 xeromammograms, four grades.
RADIOLOGISTS = ((21, 12, 0, 0), (4, 17, 1, 0), (3, 9, 15, 2), (0, 0, 0, 1))
PAIRS = [(a, b) for a, row in enumerate(RADIOLOGISTS) for b, many in enumerate(row) for _ in range(many)]


def units(rows: list[list[str]]) -> list[list[int]]:
    return [[int(value) for value in column if value != "."] for column in zip(*rows, strict=True)]


def library_alpha(rows: list[list[str]]) -> float:
    """NLTK's alpha under the ordinal metric of Krippendorff."""
    many = Counter(level for levels in units(rows) if len(levels) > 1 for level in levels)

    def apart(a: int, b: int) -> float:
        between = sum(many[level] for level in many if min(a, b) <= level <= max(a, b))
        return float((between - (many[a] + many[b]) / 2) ** 2)

    told = [
        (f"expert {row}", f"unit {column}", int(value))
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != "." and len(units(rows)[column]) > 1
    ]
    return float(AnnotationTask(told, distance=apart).alpha())


def ratings(rows: list[list[int | None]], code: str = "К1") -> list[Rating]:
    return [
        Rating(version, person, code, level)
        for person, levels in enumerate(rows)
        for version, level in enumerate(levels)
        if level is not None
    ]


def test_alpha_of_krippendorffs_example() -> None:
    rows = [row.split() for row in OBSERVERS]
    assert alpha(units(rows)) == pytest.approx(0.815, abs=0.0005)
    assert alpha(units(rows)) == pytest.approx(library_alpha(rows))


@pytest.mark.parametrize("seed", range(12))
def test_alpha_is_the_librarys_on_any_table(seed: int) -> None:
    chance = Random(seed)
    real = [chance.randrange(4) for _ in range(30)]
    rows = [
        [
            "." if chance.random() < 0.25 else str(min(3, max(0, level + chance.choice([0, 0, 0, 1, -1]))))
            for level in real
        ]
        for _ in range(2 + seed % 3)
    ]
    assert alpha(units(rows)) == pytest.approx(library_alpha(rows))


def test_weighted_kappas_of_the_radiologists() -> None:
    assert weighted_kappa(PAIRS, weights="linear") == pytest.approx(0.5684, abs=5e-5)
    assert weighted_kappa(PAIRS, weights="quadratic") == pytest.approx(0.6714, abs=5e-5)


@pytest.mark.parametrize(("power", "weights"), [(1, "linear"), (2, "quadratic")])
def test_weighted_kappa_is_the_librarys(power: int, weights: str) -> None:
    told = [(who, str(unit), pair[index]) for unit, pair in enumerate(PAIRS) for index, who in enumerate("ab")]
    task = AnnotationTask(told, distance=lambda a, b: abs(a - b) ** power / 3**power)
    assert weighted_kappa(PAIRS, weights=weights) == pytest.approx(task.weighted_kappa_pairwise("a", "b"))


def test_agreement_nobody_could_measure_is_none() -> None:
    assert alpha([]) is None
    assert alpha([[1], [2], [0]]) is None
    assert alpha([[2, 2], [2, 2]]) is None
    assert weighted_kappa([], weights="linear") is None
    assert weighted_kappa([(1, 1), (1, 1)], weights="linear") is None


def test_perfect_agreement_is_one_and_chance_is_about_nothing() -> None:
    chance = Random(4)
    assert alpha([[level, level] for level in (0, 1, 2, 2)]) == 1
    assert alpha([[chance.randrange(3), chance.randrange(3)] for _ in range(4000)]) == pytest.approx(0, abs=0.04)


def test_bootstrap_is_repeated_by_its_seed_and_holds_the_value() -> None:
    chance = Random(1)
    table = [[(level, min(2, level + (chance.random() < 0.2)))] for level in [0, 1, 2] * 20]
    told = bootstrapped(table, seed="s", confidence=0.95, draws=400)
    assert told == bootstrapped(table, seed="s", confidence=0.95, draws=400)
    assert told != bootstrapped(table, seed="t", confidence=0.95, draws=400)
    assert told.low < told.value < told.high < 1


def test_interval_is_wide_where_documents_are_few() -> None:
    few = bootstrapped([[(0, 0)], [(1, 2)], [(2, 2)], [(1, 1)], [(0, 1)]] * 2, seed="1", confidence=0.95, draws=400)
    many = bootstrapped([[(0, 0)], [(1, 2)], [(2, 2)], [(1, 1)], [(0, 1)]] * 20, seed="1", confidence=0.95, draws=400)
    assert few.high - few.low > 2 * (many.high - many.low)


@pytest.mark.long
def test_bootstrap_interval_holds_the_truth() -> None:
    """Sixty documents, ten criteria that share the document's quality; the truth is alpha of a great many documents."""

    def document(chance: Random) -> list[tuple[int, int]]:
        quality = chance.random()
        made = []
        for _ in range(10):
            level = int(min(2.99, max(0, 3 * (quality + chance.gauss(0, 0.25)))))
            made.append(tuple(min(2, max(0, level + chance.choice([0, 0, 0, 1, -1]))) for _ in range(2)))
        return made

    real = alpha([levels for _ in range(20_000) for levels in document(Random(f"all {_}"))])
    held = 0
    for number in range(300):
        chance = Random(f"sample {number}")
        told = bootstrapped([document(chance) for _ in range(60)], seed="1", confidence=0.95, draws=400)
        held += told.low <= real <= told.high
    assert held / 300 >= 0.91


def test_too_few_documents_or_too_little_variation_give_no_interval() -> None:
    assert bootstrapped([[(0, 1)]] * 4, seed="1", confidence=0.95, draws=50).low is None
    lone = bootstrapped([[(2, 2)]] * 9 + [[(2, 1)]], seed="1", confidence=0.95, draws=400)
    assert lone == Coefficient(lone.value)
    assert lone.value is not None


def test_lines_come_by_criterion_after_the_line_of_all() -> None:
    told = agreement(
        [*ratings([[0, 1, 2, 2], [0, 2, 2, None]], "К2"), *ratings([[1, 1, 0, 1], [1, 1, 0, 1]], "К1")],
        seed="1",
        draws=50,
    )
    assert [(line.code, line.units, line.pairs) for line in told] == [("", 7, 7), ("К1", 4, 4), ("К2", 3, 3)]
    assert [line.exact.share for line in told] == [pytest.approx(6 / 7), 1.0, pytest.approx(2 / 3)]
    assert told[1].alpha.value == told[1].kappa_quadratic == 1


def test_kappa_of_several_experts_weighs_pairs_by_what_they_share() -> None:
    table = {(1, "К"): {1: 0, 2: 0}, (2, "К"): {1: 2, 2: 2}, (3, "К"): {1: 1, 3: 0}, (4, "К"): {1: 0, 3: 1}}
    one, other = weighted_kappa([(0, 0), (2, 2)], weights="linear"), weighted_kappa([(1, 0), (0, 1)], weights="linear")
    assert mean_kappa(table, weights="linear") == pytest.approx((2 * one + 2 * other) / 4)


def test_lone_opinions_are_no_agreement() -> None:
    line = agreement(ratings([[0, 1, 2]]), seed="1")[0]
    assert (line.units, line.exact.share, line.alpha) == (0, None, Coefficient(None))
