from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.language.numerals import number_words
from review.language.russian import russian


def words(text: str) -> list[str]:
    return [text[span.start : span.end] for span in russian().sentences(text)]


def test_sentences_end_at_full_stops_and_line_breaks() -> None:
    assert words("Первое. Второе\nТретье без точки\n\n– четвёртое; пятое") == [
        "Первое.",
        "Второе",
        "Третье без точки",
        "– четвёртое; пятое",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Зам. директора Иванова И. И. провела совещание",
        "МБОУ СОШ № 12 г. Махачкалы",
        "Срок – 2022 г. по плану",
        "и т. д. по списку",
        "приказ от 12.03.2021 г. № 145",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert words(text) == [text]


def test_every_reading_of_a_word_is_a_lemma() -> None:
    (token,) = russian().tokens("стали")
    assert {"стать", "сталь"} <= set(token.lemmas)


def test_lemmas_leave_out_words_without_meaning() -> None:
    assert russian().lemmas("в школе и о нём, который при этом учился") == {"школа", "учиться"}


def test_yo_look_alikes_and_soft_hyphens_do_not_matter() -> None:
    assert russian().lemmas("учёт сре\u00adдcтв") == russian().lemmas("учет средств")


def test_parts_of_a_hyphened_word_are_found_too() -> None:
    assert {"педагог-психолог", "психолог", "педагог"} <= russian().lemmas("педагогами-психологами")


@given(st.text(max_size=80))
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = russian().tokens(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    assert all(0 <= span.start < span.end <= len(text) for span in russian().sentences(text))


def test_counted_things_agree_with_their_number() -> None:
    counted = russian().counted
    assert [counted(number, "замечание") for number in (1, 3, 5, 11, 21, 22)] == [
        "1 замечание", "3 замечания", "5 замечаний", "11 замечаний", "21 замечание", "22 замечания",
    ]  # fmt: skip
    assert counted(53, "школа", words=True) == "53 (пятьдесят три) школы"
    assert counted(2, "критическое замечание") == "2 критических замечания"
    assert counted(5, "муниципальный координатор", case="datv") == "5 муниципальным координаторам"
    assert counted(21, "школа", case="ablt", words=True) == "21 (двадцатью одной) школой"
    assert counted(3, "МБОУ") == "3 МБОУ"


def test_numbers_are_spelled_in_any_case_and_gender() -> None:
    assert number_words(22, case="gent", gender="f") == "двадцати двух"
    assert number_words(2, gender="f") == "две"


def test_similar_texts_are_nearer_than_others() -> None:
    task = "Повысить учебную мотивацию обучающихся 5–9 классов"
    near, far = "Мотивационный тренинг для подростков", "Ремонт кровли школы"
    likeness = russian().similarity
    assert likeness(task, near) > 2 * likeness(task, far)
    assert likeness("Закупить оборудование", "Оснащённость школы интерактивными досками") > 0.3
    assert likeness(task, near) == likeness(near, task)
    assert likeness(task, task) == 1.0
    assert likeness("", task) == likeness("", "") == 0.0


def test_words_everybody_uses_make_no_likeness() -> None:
    one, other = "Повышение качества работы школы с родителями", "Повышение качества работы школы с библиотекой"
    assert russian().similarity(one, other) < 0.6


def test_one_object_serves_the_process() -> None:
    assert russian() is russian()
