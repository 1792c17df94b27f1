"""Indicators and the values they are given."""

import pytest

from tests.builders import facts_of

PASSPORT = (
    "@center Антирисковая программа\n# Паспорт\n@table noheader\n| Наименование программы | П |\n"
    "| Цель | Помочь детям |\n| Показатели | {} |\n"
)


def _values(item):
    return {value.role: value.quantity.value for value in reversed(item.values)}


ALL = {"baseline": 20.3, "stage1": 18, "stage2": 16, "target": 14}


@pytest.mark.parametrize(
    "text",
    [
        "Доля неуспевающих, %: база – 20,3; 1 этап (1 июня) – 18; 2 этап (1 ноября) – 16; итог – 14",
        "Доля неуспевающих: на начало (март) 20,3 %, I этап – 18 %, II этап – 16 %, итог (20 декабря 2022 г.) – 14 %",
        "доля неуспевающих: 20,3 % → 18 % → 16 % → 14 %",
        "Доля неуспевающих: база 20,3 % (58 чел.); к 01.06.2022 – 18 % (52 чел.); к 01.11.2022 – 16 %; план – 14 %",
        "1. Доля неуспевающих: 20,3 % (март 2022 г.), 18 % (июнь 2022 г.), 16 % (1 ноября 2022 г.), 14 % "
        "(декабрь 2022 г.)",
    ],
)
def test_values_by_stage_in_one_line(text):
    (item,) = facts_of(PASSPORT.format(text)).indicators
    assert item.name.lower() in {"доля неуспевающих", "доля неуспевающих, %"}
    assert item.unit == "%"
    assert _values(item) == ALL


@pytest.mark.parametrize(
    "text",
    ["доля неуспевающих: с 20,3 % до 14 %", "снижение доли неуспевающих с 20,3 % (58 чел. из 286) до 14 % (40 чел.)"],
)
def test_from_and_to(text):
    (item,) = facts_of(PASSPORT.format(text)).indicators
    assert _values(item) == {"baseline": 20.3, "target": 14}


def test_several_indicators_of_a_cell_and_a_name_that_holds_a_number():
    items = facts_of(
        PASSPORT.format(
            "- доля обучающихся, посещающих не менее 85 % консультаций;<br>- число вакансий;<br>- рост качества знаний"
        )
    ).indicators
    assert [item.name for item in items] == [
        "доля обучающихся, посещающих не менее 85 % консультаций", "число вакансий", "рост качества знаний",
    ]  # fmt: skip
    assert [item.values for item in items[1:]] == [(), ()]


def test_table_of_indicators():
    items = facts_of("""
        @center Среднесрочная программа развития
        # Целевые показатели
        | № | Показатель, единица измерения | База (1 марта) | I этап (1 июня) | II этап (1 ноября) | Итог |
        | 1 | Доля неуспевающих, % (человек) | 20,3 (58) | 18 (52) | 16 | 14 |
        | 2 | Число вакансий, ед. | 3 | 2 | 1 | 0 |
    """).indicators
    assert [item.name for item in items] == ["Доля неуспевающих, % (человек)", "Число вакансий, ед."]
    assert [item.unit.rstrip(".") for item in items] == ["%", "ед"]
    assert _values(items[0]) == ALL
    assert len(items[0].quotes) == 5


def test_table_of_past_years_holds_no_targets():
    facts = facts_of(
        "@center Концепция развития\n# Анализ\n| Показатель | 2019 год | 2020 год | 2021 год |\n| ВПР, "
        "доля «2» | 26 | 31 | 34 |"
    )
    assert facts.indicators == ()


def test_plan_column_is_kept_apart_and_documents_are_told_from_results():
    items = facts_of("""
        @center Антирисковая программа
        # План
        | Мероприятие | Срок | Показатель | Ответственный |
        | Опрос | май | справка | психолог |
        | Курсы | июнь | 7 педагогов; удостоверения | завуч |
        | Собрание | июнь | рост интереса | завуч |
    """).indicators
    assert [item.where for item in items] == ["plan"] * 3
    assert [item.is_document for item in items] == [True, False, False]
    assert items[1].values[0].quantity.value == 7


def test_value_after_the_label_of_a_line():
    items = facts_of(
        "@center Антирисковая программа\n# Паспорт\n\nНаименование: П\n\nЦель: помочь\n\nПоказатели: "
        "доля семей на собраниях: 52 % → 65 %; число встреч – 6"
    ).indicators
    assert [item.name for item in items] == ["доля семей на собраниях", "число встреч"]
    assert _values(items[0]) == {"baseline": 52, "target": 65}


def test_values_that_stand_before_their_times():
    (item,) = facts_of(
        PASSPORT.format("Доля семей, читающих вслух: 20,3 % в марте, 18 % к 1 июня, 16 % к 1 ноября, 14 % в декабре")
    ).indicators
    assert _values(item) == ALL


def test_a_sentence_of_prose_tells_an_indicator():
    (item,) = facts_of(
        "@center Среднесрочная программа развития на 2022 год\n\n# О числах\n\n"
        "Доля подростков, бросивших кружок, в сентябре 2021 года составляла 20,3 процента; к 1 июня ждём 18, "
        "к 1 ноября 16, к 20 декабря 14.\n",
        kind="midterm_program",
    ).indicators
    assert item.name == "Доля подростков, бросивших кружок"
    assert (item.unit, _values(item)) == ("%", ALL)


def test_what_is_counted_is_its_unit():
    (item,) = facts_of(PASSPORT.format("Число дворов: база 12, итог 20")).indicators
    assert item.unit == "дворов"


def test_a_table_of_indicators_that_names_who_measures_is_no_plan():
    facts = facts_of(
        """
        @center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год

        # Что меряем

        | № | Показатель, ед. изм. | База 02.2022 | I этап 01.06 | Итог 16.12 | Чем | Как часто, кто |
        | 1 | Доля обучающихся с низкой мотивацией, % | 58,3 | 43,5 | 32,9 | анкета | май, декабрь; М. Ю. Шабалина |
        | 2 | Число пропусков, ед. | 9 | 7 | 4 | журнал | ежемесячно; И. С. Ходырева |
        """,
        kind="antirisk_program",
    )
    assert facts.plans == ()
    assert [[value.role for value in item.values] for item in facts.indicators] == [
        ["baseline", "stage1", "target"]
    ] * 2


def test_one_column_of_values_holds_targets_and_a_reference_is_no_indicator():
    facts = facts_of(
        """
        @center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год

        # Паспорт программы

        | Цель | Снизить долю обучающихся с низкой мотивацией |
        | Индикаторы | три показателя, см. раздел «Индикаторы» |
        | Сроки | 2022 год |
        | Исполнители | завуч |

        # Индикаторы

        | № | Индикатор | Значение |
        | 1 | Доля уроков с заданиями трёх уровней | не менее 50 % |
        | 2 | Число предметов с банком заданий | 8 |
        | 3 | Активность учителей | рост |
        """,
        kind="antirisk_program",
    )
    assert [[value.role for value in item.values] for item in facts.indicators] == [["target"], ["target"], []]


def test_an_indicator_torn_between_two_lines_is_one():
    (item,) = facts_of(
        """
        @center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год

        # Паспорт программы

        | Цель | Снизить долю |
        | Показатели | доля отстающих: на 01.03 – 38,6 %, на 01.06 – 35,1 %, на<br>01.11 – 31,6 %, на 20.12 – 29 % |
        | Сроки | 2022 год |
        | Исполнители | завуч |
        """,
        kind="antirisk_program",
    ).indicators
    assert [value.quantity.value for value in item.values] == [38.6, 35.1, 31.6, 29.0]


def test_a_value_after_its_verb_is_no_part_of_the_name():
    (item,) = facts_of(
        """
        @center Антирисковая программа «Низкая учебная мотивация обучающихся» на 2022 год

        # Показатели

        - доля родителей, довольных информированием, составит 60 %;
        """,
        kind="antirisk_program",
    ).indicators
    assert (item.name, [value.role for value in item.values]) == (
        "доля родителей, довольных информированием",
        ["target"],
    )


def test_figures_in_brackets_and_a_table_of_landmarks():
    listed = facts_of(
        """
# Паспорт

| Цель программы | Снизить риск |
| Показатели | 1. Доля уроков с заданиями на выбор (27,3 % → 60,0 %).<br>2. Доля учителей с курсами (18,2 % → 63,6 %). |
| Сроки | 2022 год |
""",
        kind="antirisk_program",
    )
    table = facts_of(
        """
# Целевые ориентиры

| Ориентир | 2021/начало 2022 | Декабрь 2022 |
| Доля уроков с заданиями на выбор, % | 27,3 | 60,0 |
| Доля родителей на собраниях, % | 47 | 70 |
""",
        kind="concept",
    )
    for facts in (listed, table):
        told = [(value.role, value.quantity.value) for value in facts.indicators[0].values]
        assert told == [("baseline", 27.3), ("target", 60.0)]
