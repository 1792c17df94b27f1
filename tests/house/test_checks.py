"""Checks and rubrics fit each other: names, parameters, sentences, documentation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.check.catalogue import check, names, parameters
from review.check.docs import SECTIONS, sections
from review.rubric.library import load

if TYPE_CHECKING:
    from review.model.rubric import Criterion

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load(ROOT / "rubrics", known_checks=parameters())
CRITERIA = [criterion for rubric in LIBRARY.rubrics.values() for criterion in rubric.criteria]
GOLDEN = Path(__file__).with_name("check_ids.txt")


@pytest.mark.parametrize("name", names())
def test_check_explains_itself_in_the_fixed_sections(name: str) -> None:
    told = sections(check(name))  # type: ignore[arg-type]
    assert list(told) == ["", *SECTIONS]
    assert all(told.values())


def test_no_check_vanished_or_was_renamed() -> None:
    assert list(names()) == GOLDEN.read_text(encoding="utf-8").split()


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.code)
def test_criterion_has_a_sentence_for_everything_its_check_may_say(criterion: Criterion) -> None:
    module = check(criterion.check or "")
    assert module is not None, criterion.check
    assert set(module.SAYS) <= set(criterion.wording)
    assert set(module.PROVEN) <= set(module.SAYS)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.code)
def test_criterion_tells_why_it_matters_and_what_to_do(criterion: Criterion) -> None:
    assert criterion.why
    assert set(criterion.advice) == set(range(criterion.max_level))


def test_every_check_serves_a_criterion() -> None:
    assert set(names()) == {criterion.check for criterion in CRITERIA}
