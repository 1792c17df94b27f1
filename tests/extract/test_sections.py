"""Sections by headings and by opening sentences."""

import pytest

from tests.builders import facts_of

TEXT = """
@center Концепция развития школы

# 1. Введение

Школа участвует в проекте и готова к переменам.

# 2. Анализ текущего состояния

## 2.1. Контингент

В школе 120 человек.

## 2.2. Дефицит педагогических кадров

Не хватает двух учителей.

# 3. Цели и задачи

Цель: закрыть вакансии к сентябрю.

# 4. Меры и мероприятия

Встречи с выпускниками.

# 5. Ответственные лица

Директор отвечает за кадры.
"""


@pytest.mark.parametrize("headings", ["styles", "bold", "caps", "numbered-text"])
def test_sections_are_the_same_in_every_heading_style(headings):
    found = facts_of(TEXT, headings=headings).sections
    assert [s.key for s in found if s.key] == ["introduction", "analysis", "goals", "measures", "responsible"]


def test_words_of_subsections_count_for_the_section():
    analysis = next(s for s in facts_of(TEXT).sections if s.key == "analysis")
    assert analysis.words == 14
    assert analysis.heading.text == "Анализ текущего состояния"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Где мы находимся сегодня", "analysis"),
        ("Проблемно-ориентированный анализ", "analysis"),
        ("К чему мы стремимся", "goals"),
        ("Что мы сделаем", "measures"),
        ("Комплекс мер по снижению рисков", "measures"),
        ("Кто за что отвечает", "responsible"),
        ("Распределение ответственности", "responsible"),
        ("Пояснительная записка", "introduction"),
        ("Раздел IV. Механизм реализации программы", "management"),
    ],
)
def test_titles_in_other_words(title, key):
    facts = facts_of(f"@center Концепция\n\n# {title}\n\nТекст раздела.\n\n# Ещё одно\n\nДругой текст.")
    assert facts.sections[0].key == key


def test_typed_list_is_no_row_of_headings():
    facts = facts_of(
        "@center Концепция\n\n# Цели и задачи\n\n**Задачи:**\n\n1) Повысить мотивацию\n\n2) Обучить "
        "педагогов\n\n3) Вовлечь родителей"
    )
    assert [s.heading.text for s in facts.sections] == ["Цели и задачи", "Задачи:"]
    assert len(facts.tasks) == 3


def test_prose_without_headings_is_divided_by_opening_sentences():
    found = facts_of("""
        @center Наш путь

        Документ подготовлен педагогами школы и определяет, как мы хотим измениться в течение 2022 года, получив
        рисковый профиль.

        Сегодня в школе учатся 64 ребёнка, работают 11 учителей. По данным рискового профиля, велика доля детей с
        низкой мотивацией.

        Поэтому мы ставим перед собой цель уменьшить долю учеников с низкой мотивацией с 42 % до 30 % к 20 декабря
        2022 года.

        Для достижения цели намечены следующие меры. В апреле психолог проведёт анкетирование, осенью откроются
        три кружка.

        За уроки отвечает заместитель директора Л. П. Седова, за кружки – педагог-организатор М. И. Ремнёва.
    """).sections
    assert [s.key for s in found] == ["introduction", "analysis", "goals", "measures", "responsible"]
    assert all(s.implicit for s in found)
    assert found[3].heading.text == "Для достижения цели намечены следующие меры."


def test_chapter_about_a_direction_after_the_analysis_belongs_to_it():
    found = facts_of(
        "@center Концепция\n\n# Анализ состояния\n\nДанные школы.\n\n# Низкая учебная мотивация "
        "обучающихся\n\nПричины.\n\n# Меры\n\nКружки."
    ).sections
    assert [s.key for s in found] == ["analysis", "analysis", "measures"]


def test_headings_in_unheard_of_words_are_told_by_what_stands_under_them():
    found = facts_of("""
        @center Куда мы плывём

        # Несколько слов вначале

        Документ разработан педагогами школы и определяет, как мы изменимся за год, и кто нам в этом поможет.

        # Отчего болит голова

        По данным РПШ, высока доля обучающихся с рисками учебной неуспешности, это видно и по итогам ВПР трёх лет.

        # Маяк

        Целью нашей работы является снижение доли неуспевающих с 20 % до 14 % к 20 декабря 2022 года.

        # Вёсла и паруса

        Для достижения цели намечены меры: консультации, маршруты, летняя площадка и разговор с каждой семьёй.

        # Капитаны

        За консультации отвечает завуч Н. С. Орлова, за летнюю площадку – педагог-организатор Т. Б. Миронова.
    """).sections
    assert [s.key for s in found] == ["introduction", "analysis", "goals", "measures", "responsible"]
    assert not any(s.implicit for s in found)


def test_unknown_heading_without_telling_words_stays_unknown():
    found = facts_of("""
        @center Концепция
        # Введение
        О школе.
        # Анализ
        Данные.
        # Цели
        Цель: расти.
        # Меры
        Кружки.
        # Заключение
        Школа верит в успех и приглашает всех неравнодушных людей присоединиться к большому общему делу.
    """).sections
    assert [s.key for s in found] == ["introduction", "analysis", "goals", "measures", None]


def test_headings_run_into_their_paragraphs():
    found = facts_of("""
        @center КОНЦЕПЦИЯ РАЗВИТИЯ

        **Введение**

        Гимназия основана в 1970 году и участвует в проекте с этого года.

        Анализ текущего состояния. В гимназии 540 учащихся, выявлены два риска.

        Цель концепции: к декабрю 2022 года закрыть три вакансии.

        Меры: встречи с выпускниками, целевые договоры, наставничество.

        Ответственные: директор В. П. Носов – кадры.
    """).sections
    assert [s.key for s in found] == ["introduction", "analysis", "goals", "measures", "responsible"]


OWN_WORDS = """
@center Концепция развития школы

# Откуда всё пошло

Школа построена в центре посёлка, в ней учатся дети из трёх деревень, и мы давно хотели перемен.

# Где мы сейчас

В 2021 году качество знаний составило 31,2 %, двоек по ВПР – 22,4 %.

# Наш маяк

Мы хотим, чтобы к 15 декабря 2022 года доля двоек по ВПР снизилась с 22,4 % до 15,0 %. Предстоит решить две
задачи. Первая: найти пробелы каждого ученика. Вторая: помочь семьям следить за учёбой.

# Что будем делать

Проведём срезы.

# Кто за что отвечает

Директор отвечает за всё.
"""


def test_titles_in_the_authors_own_words_are_told_by_place_and_matter():
    found = facts_of(OWN_WORDS, headings="bold")
    keys = [section.key for section in found.sections]
    assert keys == ["introduction", "analysis", "goals", "measures", "responsible"]
    assert [task.quote.text[:6] for task in found.tasks] == ["найти ", "помочь"]
    assert len(found.goals) == 1


def test_measures_go_on_under_headings_of_stages_and_directions():
    found = facts_of("""
        @center Концепция развития школы

        # Что будем делать

        ## Этап первый, весенний

        Психолог проводит опрос, завуч открывает консультации для учеников пятых и шестых классов.

        # Этап второй, осенний

        Учителя ведут консультации, библиотекарь собирает книги, родители приходят на встречу.

        # Низкий уровень вовлечённости родителей

        Классные руководители приглашают семьи на открытые уроки и на разговор о том, как помочь дома.
    """).sections
    assert [section.key for section in found] == ["measures"] * 4
