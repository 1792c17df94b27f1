"""Numbers and sums as papers write them, and what may be skipped because it was proved at load."""

from __future__ import annotations

import pytest

from review.issue.template.balance import proved
from review.issue.template.engine import environment
from review.issue.words.amounts import money, quantity
from review.language.russian import russian

N = "\u00a0"


@pytest.mark.parametrize(
    ("number", "noun", "case", "shown"),
    [
        (53, "школа", "loct", f"53{N}(пятидесяти трёх) школах"),
        (21, "школа", "nomn", f"21{N}(двадцать одна) школа"),
        (1, "документ", "gent", f"1{N}(одного) документа"),
        (0, "школа", "nomn", f"0{N}(ноль) школ"),
    ],
)
def test_a_quantity_agrees_with_its_noun(number: int, noun: str, case: str, shown: str) -> None:
    assert quantity(russian(), number, noun)[case] == shown


@pytest.mark.parametrize(
    ("sum_", "figures", "words"),
    [
        (15001, f"15{N}001,00", f"15{N}001{N}(пятнадцать тысяч один) рубль 00{N}копеек"),
        (1.5, "1,50", f"1{N}(один) рубль 50{N}копеек"),
        (0.99, "0,99", f"0{N}(ноль) рублей 99{N}копеек"),
        (2.005, "2,00", f"2{N}(два) рубля 00{N}копеек"),
        (3.01, "3,01", f"3{N}(три) рубля 01{N}копейка"),
    ],
)
def test_money_is_the_same_in_figures_and_words(sum_: float, figures: str, words: str) -> None:
    assert money(russian(), sum_) == {"num": figures, "words": words}


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("<w:p><w:t>{{ a }}</w:t></w:p>", True),
        ("{% for a in b %}<w:tr>{% if a %}<w:t/>{% endif %}</w:tr>{% endfor %}", True),
        ("{% if a %}<w:p>{% endif %}</w:p>", False),
        ("<w:p>{% if a %}</w:p><w:p>{% endif %}</w:p>", False),
        ('<w:p w:id="{{ a }}"/>', False),
        ("<w:p>{{ a|safe }}</w:p>", False),
        ("{% macro m() %}<w:p/>{% endmacro %}{{ m() }}", False),
    ],
)
def test_only_templates_whole_in_every_branch_are_proved(source: str, *, whole: bool) -> None:
    assert proved(environment().parse(source)) is whole
