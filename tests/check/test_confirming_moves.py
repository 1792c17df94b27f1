"""What must move when a document or its card moves."""

from __future__ import annotations

from dataclasses import replace

from review.check.catalogue import check
from review.check.dates import event_outside_stage
from review.check.roadmap import terms_wrong
from review.model.card import Entry, School
from review.model.finding import Subject
from tests.builders import a_card, a_language, a_profile, doc, facts_of

SPRAVKA = """
@center МБОУ «Приозёрная СОШ № 5»

@center **СПРАВКА**

26 апреля {year} г. № 12

Анкетирование проведено 20–22 апреля {year} года, участвовали 68 обучающихся.
"""
MAP = """
@center **ДОРОЖНАЯ КАРТА на 2022 год**

| № | Мероприятие | Срок | Показатель | Исполнители |
| 1 | Семинар для учителей | {term} | 20 учителей | УО |
| 2 | Практикум для психологов | 12.05.2022 | 6 психологов | УО |
| 3 | Итоговое совещание | 20.12.2022 | Протокол | УО |
"""


def subject(text: str, kind: str) -> Subject:
    document = doc(text)
    facts = facts_of(document, kind=kind)
    return Subject(document, facts, a_profile(), kind, Entry("a.docx", kind, stage=1), a_card("RF-06"))


def level(name: str, shown: Subject) -> int | None:
    module = check(name)
    assert module is not None
    return module.run(shown, module.Params(), a_language()).level


def test_another_year_leaves_the_stage() -> None:
    assert level("dates.event_outside_stage", subject(SPRAVKA.format(year=2022), "evidence")) == 2
    assert level("dates.event_outside_stage", subject(SPRAVKA.format(year=2021), "evidence")) == 0


def test_days_beyond_the_stage_cost_one_level_then_two() -> None:
    moved = [SPRAVKA.format(year=2022).replace("апреля", "июня").replace("20–22", d) for d in ("8–9", "28–29")]
    levels = []
    for text, day in zip(moved, ("10", "30"), strict=True):
        shown = subject(text.replace("26 июня", f"{day} июня"), "evidence")
        levels.append(event_outside_stage.run(shown, event_outside_stage.Params(), a_language()).level)
    assert levels == [1, 0]


def test_swapped_card_makes_the_school_a_foreign_one() -> None:
    shown = subject(SPRAVKA.format(year=2022), "evidence")
    assert level("origin.foreign_school", shown) == 2
    card = a_card("RF-06")
    other = School("Муниципальное общеобразовательное учреждение «Кленовская гимназия»", "МОУ «Кленовская гимназия»")
    assert level("origin.foreign_school", replace(shown, card=replace(card, school=other))) == 0


def test_blanked_and_vague_terms_are_felt() -> None:
    levels = []
    for term in ("20.04.2022", "в течение года", ""):
        shown = subject(MAP.format(term=term), "roadmap")
        levels.append(terms_wrong.run(shown, terms_wrong.Params(), a_language()).level)
    assert levels == [2, 1, 0]


def test_order_of_reading_twice_gives_the_same_answer() -> None:
    shown = subject(MAP.format(term="март 2022"), "roadmap")
    once = [check(name).run(shown, check(name).Params(), a_language()) for name in ("roadmap.stages_missing",) * 2]  # type: ignore[union-attr]  # the check exists
    assert once[0] == once[1]
