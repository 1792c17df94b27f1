"""Risk directions named in a text."""

import pytest

from tests.builders import facts_of

TEXT = "@center Концепция развития\n\n# Анализ состояния\n\n{}"


def _codes(text, **kwargs):
    return [mention.code for mention in facts_of(TEXT.format(text), **kwargs).risks]


@pytest.mark.parametrize(
    "words",
    [
        "Низкая учебная мотивация обучающихся",
        "низкой учебной мотивации обучающихся",
        "НИЗКАЯ УЧЕБНАЯ МОТИВАЦИЯ ОБУЧАЮЩИХСЯ",
        "низкую учебную\nмотивацию  обучающихся",
    ],
)
def test_canonical_name_is_exact_in_any_case(words):
    (mention,) = facts_of(TEXT.format(f"Назван риск: {words}.")).risks
    assert (mention.code, mention.exact, mention.negated) == ("RF-06", True, False)
    assert mention.section == "analysis"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("дефицит оборудования и слабая материально-техническая база", "RF-01"),
        ("нехватка учителей", "RF-02"),
        ("недостаточная квалификация педагогов", "RF-03"),
        ("низкий уровень владения русским языком", "RF-05"),
        ("снижение интереса детей к учёбе", "RF-06"),
        ("неблагоприятный психологический климат", "RF-07"),
        ("рост неуспеваемости обучающихся", "RF-09"),
        ("слабая включённость семьи в образование детей", "RF-10"),
        ("отстранённость родителей", "RF-10"),
        ("низкая адаптивность образовательного процесса", "RF-11"),
        ("отсутствие внутришкольной системы повышения квалификации", "RF-12"),
    ],
)
def test_other_words_for_a_direction(words, code):
    mentions = facts_of(TEXT.format(f"Главная трудность школы – {words}.")).risks
    assert {mention.code for mention in mentions} == {code}
    assert not any(mention.exact for mention in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "В школе 17 педагогов, вакансий нет.",
        "У педагогов с выявленными дефицитами есть маршруты.",
        "Работа со слабыми учащимися идёт по плану.",
        "Повысить учебную мотивацию помогут кружки.",
    ],
)
def test_passing_words_are_no_mention(text):
    assert _codes(text) in ([], ["RF-03"])


@pytest.mark.parametrize(
    "text",
    [
        "Направление «Дефицит педагогических кадров» не активируется: вакансия закрыта.",
        "Фактор «Дефицит педагогических кадров» (низкая значимость) не активирован.",
        "Дефицит педагогических кадров не является для нас риском.",
        "Активированы другие направления, а направление «Дефицит педагогических кадров» не выбрано.",
    ],
)
def test_direction_said_not_to_be_active_is_negated(text):
    (mention,) = facts_of(TEXT.format(text)).risks
    assert (mention.code, mention.negated) == ("RF-02", True)


def test_negation_of_one_direction_leaves_the_other():
    found = facts_of(
        TEXT.format(
            "Активирована «Низкая учебная мотивация обучающихся», а «Дефицит педагогических кадров» не активирован."
        )
    ).risks
    assert [(mention.code, mention.negated) for mention in found] == [("RF-06", False), ("RF-02", True)]


def test_direction_of_an_antirisk_programme_holds_for_its_rows():
    facts = facts_of("""
        @center Антирисковая программа «Дефицит педагогических кадров»
        # План
        | Мероприятие | Срок | Ответственный |
        | Ярмарка вакансий | май | директор |
        | Дни науки | июнь | завуч |
    """)
    assert [row.risks for row in facts.rows] == [("RF-02",), ("RF-02",)]
    assert facts.risks[0].where == "title"


def test_section_row_and_direction_column_give_their_direction_to_rows():
    facts = facts_of("""
        @center Среднесрочная программа развития
        # План
        | № | Мероприятие | Срок | Ответственный |
        | Направление «Низкая учебная мотивация обучающихся» | < | < | < |
        | 1 | Ярмарка | май | директор |
        | Направление «Дефицит педагогических кадров» | < | < | < |
        | 2 | Встреча | июнь | директор |
    """)
    assert [row.risks for row in facts.rows] == [("RF-06",), ("RF-02",)]


def test_themes_are_what_the_whole_text_is_about():
    facts = facts_of("""
        @center СПРАВКА
        @center о родительском собрании
        На собрании присутствовали родители, семьи и законные представители 30 обучающихся, прошёл родительский
        лекторий.
    """)
    assert facts.themes[:1] == ("RF-10",)
