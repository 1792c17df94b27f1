from __future__ import annotations

from review.language.russian import russian
from tests.language.tables import HERE, SHARED, rows


def test_reference_goals_are_told_apart() -> None:
    wrong = [
        text for label, text in rows(SHARED / "goals.tsv") if russian().measurability(text).measurable != (label == "m")
    ]
    assert wrong == []


def test_what_our_own_goals_lack() -> None:
    wrong = {}
    for label, *wanted, text in rows(HERE / "goals.tsv"):
        found = russian().measurability(text, year=2022)
        marks = [found.measurable, found.direction, found.baseline, found.target, found.deadline]
        if marks != [label == "m", *(mark == "1" for mark in wanted)]:
            wrong[text] = found
    assert wrong == {}


def test_weak_wording_is_pointed_at() -> None:
    text = "Создание условий для дальнейшего развития школы"
    found = russian().measurability(text)
    assert [text[span.start : span.end] for span in found.vague] == ["Создание условий", "дальнейшего развития"]


def test_the_date_of_an_act_is_no_deadline() -> None:
    assert not russian().measurability("В соответствии с приказом № 15 от 01.02.2022").deadline
    assert russian().measurability("До 01.12.2022 обучить 5 педагогов").deadline
