"""Nearness in meaning, on tasks and measures without a common word (align.tsv: task, its measure, a foreign one)."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from review.language.kinship import FILE
from review.language.russian import russian
from tests.language.tables import HERE, rows

if TYPE_CHECKING:
    from collections.abc import Callable

ALIGN = rows(HERE / "align.tsv")


def right_pairs_first(measure: Callable[[str, str], float], wrong: list[tuple[str, str]]) -> float:
    """The chance that a right pair scores higher than a wrong one (AUC)."""
    right = [measure(task, own) for task, own, _ in ALIGN]
    other = [measure(*pair) for pair in wrong]
    return sum((a > b) + (a == b) / 2 for a, b in product(right, other)) / len(right) / len(other)


def test_meaning_finds_the_right_measure_where_words_do_not() -> None:
    hard = [(task, foreign) for task, _, foreign in ALIGN]
    every = [(task, own) for (task, *_), (other, own, _) in product(ALIGN, ALIGN) if task != other]
    assert right_pairs_first(russian().similarity, hard) < 0.6
    assert right_pairs_first(russian().kinship, hard) > 0.78
    assert right_pairs_first(russian().kinship, every) > 0.74


def test_no_task_shares_a_word_with_either_measure() -> None:
    for task, own, foreign in ALIGN:
        assert not russian().lemmas(task) & russian().lemmas(f"{own}. {foreign}"), task


@pytest.mark.parametrize("text", ["", "12 %", "зюбрявость"])
def test_what_no_vector_tells_is_near_nothing(text: str) -> None:
    assert russian().kinship(text, "Повысить учебную мотивацию") == 0


def test_nearness_has_no_direction_and_an_end() -> None:
    one, other = "Привлечь родителей к жизни школы", "Семейный клуб выходного дня"
    assert russian().kinship(one, other) == russian().kinship(other, one)
    assert russian().kinship(one, one) == 1
    assert FILE.stat().st_size <= 1_500_000
