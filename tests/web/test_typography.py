from datetime import UTC, date, datetime

import pytest

from review.web import typography as t

NBSP = "\u00a0"


def test_dates_stand_as_in_a_letter():
    assert t.long_date(date(2022, 3, 14)) == f"14{NBSP}марта 2022{NBSP}г."
    assert t.day_month(date(2022, 4, 1)) == f"1{NBSP}апреля"
    assert t.long_date(None) == ""


def test_a_moment_tells_the_clock_of_the_place():
    noon = datetime(2022, 4, 7, 12, 5, tzinfo=UTC)
    assert t.moment(noon) == f"{t.long_date(noon)}, {t.clock(noon)}"
    assert t.clock(noon) == f"{noon.astimezone():%H:%M}"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "1 замечание"),
        (3, "3 замечания"),
        (5, "5 замечаний"),
        (11, "11 замечаний"),
        (22, "22 замечания"),
        (111, "111 замечаний"),
        (0, "0 замечаний"),
    ],
)
def test_counts_are_declined(value, words):
    assert t.count(value, "замечание", "замечания", "замечаний") == words.replace(" ", NBSP)


def test_numbers_have_a_decimal_comma_and_thousands_apart():
    assert t.number(1204) == f"1{NBSP}204"
    assert t.number(0.5, 1) == "0,5"
    assert t.percent(0.423) == f"42{NBSP}%"
    assert t.percent(None) == ""
    assert t.size(1_258_291) == f"1,2{NBSP}МБ"
    assert t.size(10) == f"1{NBSP}КБ"


def test_a_full_name_becomes_surname_and_initials():
    assert t.short_name("Лаптева Нина Сергеевна") == f"Лаптева{NBSP}Н.{NBSP}С."
    assert t.short_name("Лаптева Н. С.") == "Лаптева Н. С."
    assert t.short_name("Администратор") == "Администратор"
    assert t.short_name("") == ""


def test_weekday_and_capital():
    assert t.weekday(date(2022, 4, 7)) == "четверг"
    assert t.capital("четверг") == "Четверг"
    assert t.capital("") == ""
