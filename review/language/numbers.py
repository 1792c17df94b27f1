"""Numbers written as words: «трёх», «двадцать пять», «две трети», «вдвое»."""

from __future__ import annotations

import re
from functools import lru_cache

from review.language.words import word

_ONES = (
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
)
_TEENS = ("четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать")
_TENS = ("двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто", "сто")
_COLLECTIVE = ("двое", "трое", "четверо", "пятеро", "шестеро", "семеро")
VALUES: dict[str, float] = {
    **{name: number for number, name in enumerate(_ONES + _TEENS, start=2)},
    **{name: number * 10 for number, name in enumerate(_TENS, start=2)},
    **{name: number for number, name in enumerate(_COLLECTIVE, start=2)},
    "двести": 200,
    "триста": 300,
    "пятьсот": 500,
    "полтора": 1.5,
    "полторы": 1.5,
    "оба": 2,
}
MULTIPLES = {"вдвое": 2.0, "втрое": 3.0, "вчетверо": 4.0, "наполовину": 2.0, "вполовину": 2.0}
MULTIPLE = re.compile(rf"(?<![а-я])(?:{'|'.join(MULTIPLES)})(?![а-я])")
_STEMS = (
    r"дв[аеуо]|тр[еиё]|четыр|четвер|пят[иье]|шест|сем[ьие]|восем|восьм|девят|девян|десят|один+адцат|[а-я]{3,9}надцат|тридцат|двадцат|"
    r"сорок|ст[оа](?![а-я])|полут|обо|обе|об[аеио]"
)
WORD_NUMBER = re.compile(rf"(?<![а-я\d-])(?:{_STEMS})[а-я]*(?:\s(?:{_STEMS})[а-я]*)*(?![а-я-])")
SHARE = re.compile(
    r"(?<![а-я])(?:(?P<thirds>дв(?:е|ух|умя)\sтрет(?:и|ей|ям|ями|ях))|(?P<quarters>тр(?:и|ех|емя)\sчетверт(?:и|ей|ям|ями|ях))"
    r"|(?P<half>половин(?:а|ы|е|у|ой))|(?P<third>(?:одн(?:а|ой|у)\s)?трет(?:ь|и|ью))"
    r"|(?P<quarter>(?:на|одн(?:а|ой|у))\sчетвер(?:ть|ти|тью)))(?![а-я])"
)
SHARES = {"thirds": 66.67, "quarters": 75.0, "half": 50.0, "third": 33.33, "quarter": 25.0}


@lru_cache(maxsize=10_000)
def value(words: str) -> float | None:
    """25 of «двадцать пять», «двадцати пяти»; None when some word is no number."""
    total = 0.0
    for form in words.split():
        found = next((VALUES[lemma] for lemma in word(form).lemmas if lemma in VALUES), None)
        if found is None:
            return None
        total += found
    return total or None
