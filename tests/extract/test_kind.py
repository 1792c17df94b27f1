"""Kind, title and year."""

import pytest

from tests.builders import facts_of

MIDTERM = """
@center {title}
@center на 2022 год
# Паспорт
@table noheader
| Наименование | {title} школы |
| Цель и задачи | Снизить долю неуспевающих. Задачи: 1) помочь; 2) проверить |
| Показатели | доля неуспевающих |
| Методы сбора информации | журнал |
| Подпрограммы | Антирисковые программы «Учебная неуспешность» и «Дефицит педагогических кадров» |
| Порядок управления | директор |
"""

ANTIRISK = """
@center {title}
@center «Низкая учебная мотивация обучающихся»
# Паспорт программы
@table noheader
| Наименование программы | {title} «Низкая учебная мотивация обучающихся» |
| Цель и задачи | Снизить долю. Задачи: 1) узнать; 2) изменить |
| Показатели | доля обучающихся с низкой мотивацией |
| Методы | анкета |
| Приложение | Дорожная карта |
"""


@pytest.mark.parametrize(
    "title", ["СРЕДНЕСРОЧНАЯ ПРОГРАММА РАЗВИТИЯ", "План развития школы", "Программа преобразований"]
)
def test_programme_of_several_directions_is_a_midterm_programme(title):
    facts = facts_of(MIDTERM.format(title=title))
    assert facts.kind.kind == "midterm_program"
    assert facts.title is not None
    assert facts.title.text == title
    assert facts.year == 2022


@pytest.mark.parametrize(
    "title", ["Антирисковая программа", "Программа антирисковых мер", "Комплекс мер по преодолению риска"]
)
def test_programme_of_one_direction_is_an_antirisk_programme(title):
    assert facts_of(ANTIRISK.format(title=title)).kind.kind == "antirisk_program"


def test_kind_is_known_by_structure_under_a_neutral_title():
    facts = facts_of("""
        @center Куда идёт наша школа
        # Введение
        Школа работает в посёлке с 1952 года и участвует в проекте.
        # Анализ текущего состояния и риски
        Названы риски: низкая учебная мотивация обучающихся и дефицит педагогических кадров.
        # Цели и задачи
        Цель: снизить долю детей с низкой мотивацией с 40 % до 30 % к декабрю 2022 года.
        # Меры
        Проведём анкетирование и откроем кружки.
        # Ответственные
        Директор отвечает за кадры.
    """)
    assert facts.kind.kind == "concept"
    assert facts.title is not None
    assert facts.title.text == "Куда идёт наша школа"


@pytest.mark.parametrize("title", ["СПРАВКА", "П Р О Т О К О Л № 4", "Приказ", "Лист регистрации участников собрания"])
def test_confirming_documents_are_known_by_the_first_word_of_the_title(title):
    facts = facts_of(f"""
        @center МБОУ «Озёрная СОШ»
        @center {title}
        @center по антирисковой программе «Низкая учебная мотивация обучающихся»
        Проведено 12 мая 2022 года, присутствовали 30 человек.
    """)
    assert facts.kind.kind == "evidence"
    assert facts.evidence is not None


def test_short_paper_without_any_mark_is_taken_for_evidence_without_much_confidence():
    guess = facts_of("Ссылки на наши новости:\n\nhttps://school.example/1\n\nhttps://school.example/2").kind
    assert (guess.kind, guess.confidence) == ("evidence", 0.6)


def test_table_of_regional_measures_is_a_roadmap():
    facts = facts_of("""
        @center План-график мероприятий проекта «500+» в Озёрном районе на 2022 год
        | № | Мероприятие | Срок | Исполнитель | Показатель |
        | 1 | Назначение муниципального координатора | до 01.02.2022 | управление образования | приказ |
        | 2 | Анкетирование школ для РПШ | февраль 2022 | муниципальный координатор | 100 % школ |
        | 3 | Первичное посещение школ кураторами | март 2022 | кураторы | 6 справок |
        | 4 | Экспертиза концептуальных документов | апрель 2022 | эксперты | справка |
        | 5 | Загрузка документов в ИС МЭДК | май 2022 | школы | 100 % |
        | 6 | Итоговое совещание | 20.12.2022 | управление образования | протокол |
    """)
    assert facts.kind.kind == "roadmap"


def test_told_kind_decides_and_the_guess_is_still_made():
    facts = facts_of(ANTIRISK.format(title="Антирисковая программа"), kind="evidence")
    assert facts.evidence is not None
    assert facts.kind.kind == "antirisk_program"


@pytest.mark.parametrize("headings", ["styles", "bold", "caps", "numbered-text"])
def test_heading_style_does_not_change_kind_or_passport(headings):
    facts = facts_of(ANTIRISK.format(title="Антирисковая программа"), headings=headings)
    assert facts.kind.kind == "antirisk_program"
    assert [row.key for row in facts.passport] == ["name", "goal", "indicators", "methods", "annex"]


def test_plan_of_one_direction_without_a_passport_is_an_antirisk_programme():
    facts = facts_of("""
        @center Преодолеваем учебную неуспешность: что мы делаем в 2022 году
        # Зачем это нужно
        Активировано рисковое направление «Высокая доля обучающихся с рисками учебной неуспешности». Мы хотим добиться
        к 20 декабря 2022 года снижения доли таких учеников с 32 % до 24 %.
        # Календарь дел
        | Дело | Когда | Кто делает | Чем подтвердим |
        | Диагностика затруднений | 4–8 апреля | Гордеева Т. П., учитель | справка |
        | Занятия в группах | апрель–май | учителя | журнал |
        | Итоговый срез | декабрь | Ларина О. К., завуч | справка |
    """)
    assert facts.kind.kind == "antirisk_program"
    assert {row.risks for row in facts.rows} == {("RF-09",)}
