from __future__ import annotations

import tomllib
from typing import Any

import pytest

from review.language.changes import find_changes
from review.language.quantities import find_quantities
from tests.language.tables import HERE

PHRASES = tomllib.loads((HERE / "quantities.toml").read_text(encoding="utf-8"))["phrase"]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["text"])
def test_what_a_phrase_measures(phrase: dict[str, Any]) -> None:
    found = [[one.value, one.unit, one.comparison] for one in find_quantities(phrase["text"])]
    changes = [[one.baseline.value, one.target.value] for one in find_changes(phrase["text"])]
    assert found == phrase["found"]
    assert changes == phrase.get("changes", [])


def test_a_quantity_is_quoted_with_its_unit() -> None:
    text = "снизить до\u00a014,0\u00a0%, обучить трёх педагогов"
    assert [one.words for one in find_quantities(text)] == ["14,0\u00a0%", "трёх педагогов"]
    assert [text[one.start : one.end] for one in find_quantities(text)] == ["14,0\u00a0%", "трёх педагогов"]


def test_a_change_reaches_from_its_baseline_to_its_target() -> None:
    text = "доля снизится с 20,3 % (30 человек) до 14,0 % к декабрю"
    changes = find_changes(text)
    assert [(one.baseline.value, one.target.value) for one in changes] in ([(20.3, 14.0)], [])


def test_hours_of_a_timetable_are_no_change() -> None:
    assert find_changes("приём с 9 до 15 часов") == []
