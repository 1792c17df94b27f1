"""A new year and a new kind of document are data: the development programme of 2024, the regional continuation."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.check.run import examine
from review.extract.facts import extract
from review.model.card import Card, Entry, School
from review.model.finding import Subject
from review.rubric.library import load
from tests.builders import ROOT, a_language, doc

if TYPE_CHECKING:
    from review.model.finding import Examination

# An invented programme of the structure recommended in 2024, in the notation of tests.builders.doc.
DEVELOPMENT_PROGRAMME = Path(__file__).with_name("development_programme.md").read_text(encoding="utf-8")
LIBRARY = load(ROOT / "rubrics")
PROFILE = LIBRARY.profile("program-razvitiya-2024")
CARD = Card(
    profile=PROFILE.id,
    school=School(
        full_name="Муниципальное бюджетное общеобразовательное учреждение "
        "«Луговская средняя общеобразовательная школа № 2»",
        short_name="МБОУ «Луговская СОШ № 2»",
        municipality="Луговской муниципальный район",
        region="Тверская область",
        director="Малахова Светлана Викторовна",
    ),
    period=(date(2024, 1, 1), date(2028, 12, 31)),
    risks=(),
)


def examined(text: str) -> Examination:
    document = doc(text)
    facts = extract(document, PROFILE, a_language())
    subject = Subject(document, facts, PROFILE, "development_program", Entry("программа.docx"), card=CARD)
    rubric = LIBRARY.rubric_for(PROFILE, "development_program")
    assert rubric is not None
    return examine(subject, rubric, a_language())


def levels(text: str) -> dict[str, int | None]:
    return {finding.code: finding.level for finding in examined(text).findings}


FULL = levels(DEVELOPMENT_PROGRAMME)


def without(start: str, end: str | None = None) -> str:
    before, _, rest = DEVELOPMENT_PROGRAMME.partition(start)
    assert rest
    return before + (end + rest.partition(end)[2] if end else "")


def moved(text: str) -> dict[str, int | None]:
    return {code: level for code, level in levels(text).items() if level != FULL[code]}


def test_sound_programme_is_recognised_and_gets_full_marks() -> None:
    facts = extract(doc(DEVELOPMENT_PROGRAMME), PROFILE, a_language())
    assert facts.kind.kind == "development_program"
    assert {code: level for code, level in FULL.items() if level != 2} == {"DP-12": None}


def test_midterm_programme_is_still_itself_beside_the_new_kind() -> None:
    text = DEVELOPMENT_PROGRAMME.replace("**ПРОГРАММА РАЗВИТИЯ**", "**СРЕДНЕСРОЧНАЯ ПРОГРАММА РАЗВИТИЯ**")
    assert extract(doc(text), PROFILE, a_language()).kind.kind == "midterm_program"
    other = LIBRARY.profile("500plus-2022")
    assert extract(doc(DEVELOPMENT_PROGRAMME), other, a_language()).kind.kind == "midterm_program"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (without("# 2. Информационная справка", "# 3. "), {"DP-02": 1}),
        (without("| Порядок финансирования", "| Целевые"), {"DP-01": 1}),
        (DEVELOPMENT_PROGRAMME.replace("от 26.08.2024 № 97-ОД (подпись)", "от ________ № ____"), {"DP-03": 1}),
        (DEVELOPMENT_PROGRAMME.replace("Гордеева О. И., заместитель директора по УВР", "администрация"), {"DP-10": 1}),
    ],
)
def test_fault_moves_its_own_criterion(text: str, expected: dict[str, int]) -> None:
    assert moved(text) == expected


def test_goal_that_is_a_slogan_moves_the_goal() -> None:
    goal = "К 31 августа 2028 г. повысить долю обучающихся, охваченных углублённым изучением предметов, с 8 % до 30 %"
    assert moved(DEVELOPMENT_PROGRAMME.replace(goal, "Создание условий для развития школы"))["DP-05"] == 0


def test_sentences_name_rows_and_sections_in_russian() -> None:
    text = without("| Порядок финансирования", "| Целевые").replace("# 2. Информационная справка", "# 2. Разное")
    told = {finding.code: finding.explanation for finding in examined(text).findings}
    assert "«порядок финансирования»" in told["DP-01"]
    assert "«информационная справка»" in told["DP-02"]


def test_regional_continuation_keeps_the_kit_and_judges_by_half_years() -> None:
    regional, base = LIBRARY.profile("shnor-generic"), LIBRARY.profile("500plus-2022")
    assert (regional.kinds, regional.risks, regional.words) == (base.kinds, base.risks, base.words)
    assert regional.calendar == ()
    assert [(s.start, (s.end.month, s.end.day)) for s in regional.stages] == [
        (None, (6, 30)),
        (date(regional.year, 7, 1), (12, 31)),
    ]
