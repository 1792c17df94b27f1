"""Matching sees plain text; quoting always finds the way back to the document's own characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.model.text import homoglyphs, normal


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("П Р И К А З № 5", "ПРИКАЗ № 5"),
        ("П\u00a0Р\u00a0О\u00a0Т\u00a0О\u00a0К\u00a0О\u00a0Л", "ПРОТОКОЛ"),
        ("П р и к а з", "Приказ"),
        ("С П Р А В К А  О Б  И Т О Г А Х", "СПРАВКА О Б ИТОГАХ"),
        ("обуча\u00adющихся", "обучающихся"),
        ("№\u00a05\u202f%", "№ 5 %"),
        ("2021–2022 — «Ёлка»", '2021-2022 - "Елка"'),
        ("учебно\u2011методический", "учебно-методический"),
        ("и\u0306од", "йод"),
        ("МБOУ CОШ", "МБОУ СОШ"),
        ("риcки", "риски"),
        ("c детьми", "с детьми"),
        ("ХII век", "XII век"),
        ("много   пробелов\t\tи строк\n\nдва", "много пробелов и строк два"),
    ],
)
def test_what_readers_see_alike_is_alike(text: str, plain: str) -> None:
    assert normal(text).text == plain


@pytest.mark.parametrize(
    "text", ["5 А Б В Г классы", "5 а б в классы", "и я с ним", "Web-сайт", "RF-06", "COVID-19", "план A", "vitamin C"]
)
def test_what_only_looks_similar_stays(text: str) -> None:
    assert normal(text).text == text


def test_line_ends_stay_on_request() -> None:
    assert normal("а \u00a0\n  б  в", lines=True).text == "а\nб в"


def test_a_match_leads_back_to_the_exact_characters() -> None:
    text = "Директор\u00a0утвер\u00adдил  П Р И К А З\u00a0№\u00a05"
    seen = normal(text)
    start = seen.text.index("утвердил ПРИКАЗ")
    assert text[slice(*seen.span(start, start + len("утвердил ПРИКАЗ")))] == "утвер\u00adдил  П Р И К А З"
    assert seen.lower == "директор утвердил приказ № 5"
    assert seen.text[seen.at(text.index("П Р"))] == "П"


def test_letters_whose_small_form_is_longer_keep_their_place() -> None:
    assert len(normal("İстанбул").lower) == len("İстанбул")


def test_mixed_words_are_found_and_roman_numerals_are_not() -> None:
    text = "Пpограмма, МБOУ, ХII, XXI, IT-класс, Webинар, сaйт"
    assert [text[start:end] for start, end in homoglyphs(text)] == ["Пpограмма", "МБOУ", "сaйт"]


LETTERS = "аеиПРЗ abcOpX\u00a0\u00ad—«»ё\u0306\u0308\n\tIVХ1.-"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=LETTERS, max_size=40))
def test_every_character_knows_where_it_came_from(text: str) -> None:
    for lines in (False, True):
        seen = normal(text, lines=lines)
        assert len(seen.starts) == len(seen.ends) == len(seen.text) == len(seen.lower)
        assert all(0 <= start < end <= len(text) for start, end in zip(seen.starts, seen.ends, strict=True))
        assert list(seen.starts) == sorted(seen.starts)
        assert list(seen.ends) == sorted(seen.ends)
