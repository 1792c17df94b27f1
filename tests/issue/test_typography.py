from __future__ import annotations

import pytest

from review.issue.words.typography import number, tidy, within_quotes

N = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('МБОУ "Школа №5"', f"МБОУ «Школа №{N}5»"),
        ("приказ от 5.03.2022 № 45", f"приказ от 5.03.2022 №{N}45"),
        ("рост на 5 %", f"рост на 5{N}%"),
        ("5 марта 2022 г.", f"5 марта 2022{N}г."),
        ("г. Махачкала", f"г.{N}Махачкала"),
        ("с. 12", f"с.{N}12"),
        ("Иванов И. И.", f"Иванов{N}И.И."),
        ("И. И. Иванов", f"И.И.{N}Иванов"),
        ("цель - снизить", f"цель{N}– снизить"),
        ("две\nстроки", "две\nстроки"),
        ("", ""),
    ],
)
def test_a_value_is_set_as_a_careful_secretary_would(typed: str, set_: str) -> None:
    assert tidy(typed) == set_


@pytest.mark.parametrize(
    ("said", "set_"),
    [
        ("Школа «Ручей»: цели к маю.", "Школа „Ручей“: цели к маю"),
        ('план "Рост"', "план „Рост“"),
        ("приказом от 15.03.2022 № 41-ОД.", f"приказом от 15.03.2022 №{N}41-ОД"),
        ("к 1 ноября 2022 г.", "к 1 ноября 2022 г."),
        ("заместитель А. П. Иванова, приказ № 15", f"заместитель А.{N}П.{N}Иванова, приказ №{N}15"),
    ],
)
def test_words_within_quotation_marks(said: str, set_: str) -> None:
    assert within_quotes(said) == set_


@pytest.mark.parametrize(("value", "shown"), [(78.4, "78,4"), (100.0, "100"), (1204.0, f"1{N}204"), (0.0, "0")])
def test_numbers_take_a_comma_and_keep_thousands_apart(value: float, shown: str) -> None:
    assert number(value) == shown
