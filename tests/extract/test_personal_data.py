"""Who is named, and what private things stand beside."""

from __future__ import annotations

import pytest

from review.extract.facts import extract
from review.extract.names.personal_data import personal_data
from tests.builders import a_language, a_profile, doc


def kinds(text: str) -> set[str]:
    return {item.kind for item in personal_data(doc(text), a_profile(), a_language())}


@pytest.mark.parametrize(
    "text",
    [
        "Классный руководитель 7 «Б» класса Иванова Мария Петровна провела беседы.",
        "Учитель 4 класса Фомина Е. Л. и педагог-психолог Титова М. О.",
        "Обследовано 58 обучающихся, из них 5 обучающихся с ОВЗ.",
        "170000, с. Приозёрное, ул. Школьная, д. 1, тел. 8(4822)55-12-34",
        "| Класс | Участвовало | Классный руководитель |\n| 5 | 7 | Фомина Елена Львовна |",
    ],
)
def test_staff_aggregates_and_letterheads_are_no_finding(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Грамоты получили Краснова Полина (4 кл.) и Юдин Егор (5 кл.).",
        "Ученица 6 «Б» класса Иванова Маша заняла первое место.",
        "| Фамилия, имя | Класс | Тема |\n| Пронин Артём | 7 | Дроби |",
        "Список обучающихся группы риска\n\n| № | ФИО | Предмет |\n| 1 | Пронин Артём | математика |",
    ],
)
def test_pupils_are_found_with_a_class_or_in_a_list(text: str) -> None:
    assert kinds(text) == {"pupil"}


def test_health_counts_only_beside_a_name() -> None:
    assert kinds("Пронин Артём, 7 класс – диагноз СДВГ.") == {"pupil", "health"}
    assert kinds("Семинар для учителей о СДВГ и дислексии.") == set()


def test_private_columns_beside_pupils() -> None:
    text = "| ФИО ребёнка | Класс | Телефон | Адрес |\n| Пронин Артём | 7 | 8-900-000-14-27 | ул. Заречная, д. 14 |"
    assert {"pupil", "phone", "address"} <= kinds(text)


def test_numbers_of_papers_are_private_anywhere() -> None:
    assert kinds("СНИЛС 112-233-445 95") == {"snils"}


def test_words_are_those_of_the_document() -> None:
    document = doc("Пронин Артём, 7 класс – диагноз СДВГ.")
    for item in personal_data(document, a_profile(), a_language()):
        assert item.quote.text == document.text_of(item.quote.block)[item.quote.start : item.quote.end]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Стихотворение прочитал Кирилл Сомов из 5 класса.", "pupil"),
        ("| Кто обратился | Тема |\n| мама ученика 2 класса | ребёнок с ЗПР |", "health"),
        ("| ФИО родителя | Телефон |\n| Бычков Е. Н. | 8-910-217-45-90 |", "phone"),
    ],
)
def test_one_child_and_its_parents_are_known_without_a_list(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_category_of_pupils_beside_a_class_is_no_illness() -> None:
    assert kinds("Составлен маршрут обучающегося 7 класса с ОВЗ.") == set()


def test_name_from_a_class_is_a_pupils_beside_a_teachers_post() -> None:
    assert "pupil" in kinds("Выступила психолог про режим дня, потом Кирилл Сомов из 5 класса прочитал стихотворение.")


def test_every_kind_of_document_is_looked_through() -> None:
    text = "Индивидуальный маршрут: Пронин Артём, 7 класс, СНИЛС 112-233-445 95."
    for kind in ("concept", "midterm_program", "antirisk_program", "roadmap", "evidence"):
        facts = extract(doc(text), a_profile(), a_language(), kind=kind)
        assert [item.kind for item in facts.personal] == ["pupil", "snils"], kind


@pytest.mark.parametrize(
    "cells",
    [
        "Директор Сизов П. Е., заместитель директора по УВР Маслова Л. Н., учителя-предметники, обучающиеся",
        "МБОУ «ООШ имени Героя Советского Союза И. С. Горшкова»",
        "МОУ «СОШ им. П. И. Кравцова с. Берёзовый Яр», ул. Школьная, д. 4, тел. 8 (900) 000-00-00",
    ],
)
def test_staff_and_names_of_schools_in_a_column_of_participants_are_no_pupils(cells: str) -> None:
    table = f"| Мероприятие | Класс | Обучающиеся |\n| Беседа | 5 | {cells} |\n| Опрос | 6 | Юдин Егор |"
    facts = extract(doc(table), a_profile(), a_language(), kind="midterm_program")
    assert [item.quote.text for item in facts.personal if item.kind == "pupil"] == ["Юдин Егор"]


def test_author_of_a_method_is_no_pupil() -> None:
    text = "Диагностика мотивации обучающихся 5–9 классов (методика Н. Г. Лускановой) проведена 12.04.2022."
    assert not personal_data(doc(text), a_profile(), a_language())


@pytest.mark.parametrize(
    "text",
    [
        "Ощепкова Д. А. пояснила, что Стародумов Кирилл наблюдается у невролога.",
        "Выступили: мама Вьюгина Артёма, 8 класс, просила учесть, что у мальчика эпилепсия.",
        "Между Кириллом Стародумовым и Матвеем Лапшиным продолжаются ссоры, мальчики подрались.",
    ],
)
def test_a_plain_name_beside_private_words_or_boys_is_a_pupils(text: str) -> None:
    assert "pupil" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Аристова Е. К.: ребёнок боится показать незнание, прошу не объявлять результатов.",
        "Запомнился урок Натальи Ивановны, на котором ребята раскрыли преступление.",
    ],
)
def test_a_speaker_and_a_teacher_by_patronymic_are_no_pupils(text: str) -> None:
    assert kinds(text) == set()


def test_who_is_introduced_with_a_post_is_staff_in_the_whole_document() -> None:
    said = "По второму вопросу Ильина Т. И. сообщила о графике работы лагеря для обучающихся."
    introduced = "Секретарь: Ильина Т. И., заместитель директора по воспитательной работе."
    assert "pupil" in kinds(said)
    assert kinds(f"{introduced}\n\n{said}") == set()
