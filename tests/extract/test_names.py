"""Schools, places, persons, and the years a document is for."""

from datetime import date

import pytest

from tests.builders import facts_of

BODY = "@center Концепция развития на 2022 год\n\n# Введение\n\n{}"


@pytest.mark.parametrize(
    "name",
    [
        "МБОУ «Залесская СОШ № 2»",
        "муниципальное бюджетное общеобразовательное учреждение «Залесская средняя общеобразовательная школа № 2»",
        "муниципального бюджетного общеобразовательного учреждения «Залесская средняя школа №2»",
        "Залесской средней школы № 2",
        "МБОУ Залесская СОШ № 2",
        "ЗАЛЕССКАЯ СРЕДНЯЯ ОБЩЕОБРАЗОВАТЕЛЬНАЯ ШКОЛА № 2",
    ],
)
def test_one_school_in_many_wordings(name):
    (school,) = facts_of(BODY.format(f"Так работает {name} с 1952 года.")).schools
    assert (school.form, school.number, school.stem) == ("сош", "2", "залесский")
    assert not school.own


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("МОУ «СОШ им. П. И. Кравцова с. Берёзовый Яр»", ("сош", "", "березовый яр")),
        ("МКОУ Старополянская ОШ", ("оош", "", "старополянский")),
        ("Школа № 7 города Тавричан", ("", "7", "тавричан")),
        ("МАОУ «Гимназия № 3»", ("гимназия", "3", "")),
        ("МБОУ «Лицей «Росток»", ("лицей", "", "росток")),
        ("Приозёрная школа-интернат", ("интернат", "", "приозерный")),
    ],
)
def test_other_forms_of_names(name, key):
    school = facts_of(BODY.format(f"Рядом стоит {name}, мы дружим.")).schools[0]
    assert (school.form, school.number, school.stem) == key


@pytest.mark.parametrize(
    "words", ["Современная школа", "наша школа", "соседней школы", "Сельская школа", "Школа мастерства"]
)
def test_common_words_before_school_are_no_name(words):
    assert facts_of(BODY.format(f"Проект «{words}» идёт давно.")).schools == ()


def test_school_of_the_title_page_is_ones_own_and_the_curators_is_not():
    own, other = facts_of(
        "@center МБОУ «Озёрная СОШ»\n\n@center КОНЦЕПЦИЯ РАЗВИТИЯ\n\n# Введение\n\nКуратор – директор "
        "МБОУ «Степная СОШ» Белова Т. И."
    ).schools
    assert (own.stem, own.own, own.where) == ("озерный", True, "title")
    assert (other.stem, other.own, other.where) == ("степный", False, "body")


def test_places_and_people_with_posts():
    facts = facts_of(
        "@center Нерлинский муниципальный район Владимирской области\n\n@center КОНЦЕПЦИЯ "
        "РАЗВИТИЯ\n\n@center с. Красноборово\n\n# Введение\n\n"
        "За кадры отвечает заместитель директора по УВР Орлова Н. С. Куратором стала Белова Татьяна Игоревна, методист."
    )
    assert [(place.type, place.stem) for place in facts.places] == [
        ("district", "нерлинский"),
        ("region", "владимирский"),
        ("settlement", "красноборов"),
    ]
    assert [(person.surname, person.post) for person in facts.persons] == [
        ("Орлова", "заместитель директора по увр"),
        ("Белова", "куратором стала"),
    ]


def test_speed_is_no_village():
    assert facts_of(BODY.format("Скорость 10 Мбит/с. Кабинеты старые.")).places == ()


def test_years_of_title_passport_and_text():
    facts = facts_of("""
        @center СРЕДНЕСРОЧНАЯ ПРОГРАММА РАЗВИТИЯ
        @center на 2022-2024 годы
        @center г. Залесье, 2022 г.
        # Паспорт
        @table noheader
        | Наименование программы | Программа развития |
        | Цель | Закрыть вакансии |
        | Сроки реализации | март – декабрь 2022 года |
        # Основное содержание
        Концепция развития школы на 2021–2023 годы уже принята. Федеральная целевая программа на 2016–2020 годы
        завершена.
    """)
    found = [(period.where, period.start, period.end) for period in facts.periods]
    assert found == [
        ("title", date(2022, 1, 1), date(2024, 12, 31)),
        ("passport", date(2022, 3, 1), date(2022, 12, 31)),
        ("body", date(2021, 1, 1), date(2023, 12, 31)),
    ]
    assert facts.year == 2022


def test_school_year_runs_from_september():
    (period,) = facts_of(
        "@center Антирисковая программа\n@center 2021–2022 учебный год\n\n# План\n\nРабота идёт."
    ).periods
    assert (period.start, period.end) == (date(2021, 9, 1), date(2022, 8, 31))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Наименование школы: ________________", ["________________"]),
        ("Программа [указать наименование школы] принята", ["[указать наименование школы]"]),
        ("Ответственный: (ФИО директора)", ["(ФИО директора)"]),
        ("Необходимо указать причины неуспеваемости каждого", []),
        ("Список литературы [1] и приказ № 5", []),
    ],
)
def test_unfilled_places_of_a_template(text, found):
    assert [blank.text for blank in facts_of(BODY.format(text)).blanks] == found


def test_who_answers_for_what():
    facts = facts_of("""
        @center Концепция развития
        # Ответственные
        | Направление | Ответственный | Зона ответственности |
        | Дефицит педагогических кадров | Седова Л. П., директор | вакансии |
        | Учебная неуспешность | Орлова Н. С., завуч | консультации |

        Общее руководство осуществляет директор школы.
    """)
    assert [quote.text for quote in facts.responsible] == [
        "Седова Л. П., директор",
        "Орлова Н. С., завуч",
        "Общее руководство осуществляет директор школы.",
    ]


def test_the_number_of_an_order_is_no_schools_number():
    facts = facts_of("""
        @table noheader
        | УТВЕРЖДЕНО<br>приказ директора школы<br>№ 46-од от 21.03.2022<br>И. Г. Седова (подпись) |

        @center Концепция развития МБОУ «СОШ № 9»
    """)
    assert {mention.number for mention in facts.schools} == {"9"}
    assert [mark.number for mark in facts.approvals] == ["46-од"]
