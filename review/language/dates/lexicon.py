"""The words of the calendar and the patterns built of them. Everything is matched in `Normal.lower`."""

from __future__ import annotations

import re

MONTHS = (
    r"январ[ьяюе]|янв\.",
    r"феврал[ьяюе]|февр?\.",
    r"март[ауе]?|мар\.",
    r"апрел[ьяюе]|апр\.",
    r"ма[йяюе]",
    r"июн(?:[ьяюе]|\.)",
    r"июл(?:[ьяюе]|\.)",
    r"август[ауе]?|авг\.",
    r"сентябр[ьяюе]|сент?\.",
    r"октябр[ьяюе]|окт\.",
    r"ноябр[ьяюе]|нояб?\.",
    r"декабр[ьяюе]|дек\.",
)
MONTH = rf"(?:{'|'.join(MONTHS)})(?![а-я])"
# «По сравнению с декабрём»: a term only in a range or with a year.
ABLATIVE_MONTH = r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр|ма)ем|(?:март|август)ом)(?![а-я])"
MONTH_STEMS = {
    stem: number
    for number, stem in enumerate(
        ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"), start=1
    )
}

YEAR = r"(?:19|20)\d\d(?!\d)"
YEAR_WORD = r"(?:\s?(?:гг?\.?(?![а-я])|год(?:а|у|ом|е|ов|ы|ам|ах|ами)?(?![а-я])))"
SCHOOL_WORD = r"(?:\s?-?\s?(?:го|м|й|ом|ый))?\s?(?:учебн[а-я]+|уч\.?)\s?(?:год[а-я]*|гг?\.?(?![а-я]))"
# A year that completes what stands before it: «марта 2022 г.», «полугодие 2022-2023 учебного года».
YEAR_AFTER = (
    rf"(?:,?\s?\(?(?P<{{0}}school>(?:20\d\d)\s?[-/]\s?(?:20)?\d\d(?!\d)){SCHOOL_WORD}"
    rf"|,?\s?(?P<{{0}}year>{YEAR}){YEAR_WORD}?|\s(?P<{{0}}short>\d\d)\s?г(?:\.|од[а-я]*)"
    rf"|\s?(?P<{{0}}this>(?:этого|текущего|сего)\sгода|с\.\s?г\.))?"
)

_UNITS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_TEENS = (
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
)
_ENDING = r"(?:ый|ий|ой|ая|ья|ое|ье|ого|ьего|ому|ьему|ой|ьей|ом|ьем|ую|ью|ые|ьи|ых|ьих)"
ORDINAL = (
    rf"(?:(?:двадцать|тридцать)\s(?:{'|'.join(_UNITS)})|{'|'.join(_UNITS + _TEENS)}|двадцат|тридцат){_ENDING}(?![а-я])"
)

ROMAN = r"(?:[iі]v|v?[iі]{1,3}|v)(?![a-zі])"
NUMERAL = rf"(?:{ROMAN}|[1-9](?!\d)|{ORDINAL})(?:\s?-?\s?(?:й|ый|ий|я|ая|е|ое|го|ого|м|ом|ем|му)(?![а-я]))?"
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}

WEEKDAY = (
    r"(?:понедельник[а-я]*|вторник[а-я]*|сред(?:а|ы|е|у|ой)|четверг[а-я]*|пятниц[а-я]+|суббот[а-я]+|воскресень[а-я]+)"
    r"(?![а-я])"
)
WEEKDAYS = r"(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям)"
SEASONS = {"зим": "winter", "весе": "spring", "весн": "spring", "лет": "summer", "осен": "autumn"}


def month_number(word: str) -> int:
    """1…12 of a month's word form."""
    return MONTH_STEMS.get(word[:3]) or MONTH_STEMS["ма"]


def ordinal_number(words: str) -> int:
    """1…31 of «двадцать пятого»; 0 when it is none."""
    *tens, last = words.split()
    total = {"двадцать": 20, "тридцать": 30}.get(tens[0], 0) if tens else 0
    for number, stem in enumerate(_UNITS + _TEENS, start=1):
        if re.fullmatch(stem + _ENDING, last):
            return total + number
    for stem, number in (("двадцат", 20), ("тридцат", 30)):
        if re.fullmatch(stem + _ENDING, last):
            return number
    return 0


def numeral(words: str) -> int:
    """The number of «II», «2-й», «второе»."""
    plain = words.strip().replace("і", "i")
    digits = re.match(r"\d+", plain)
    if digits:
        return int(digits.group())
    roman = re.match(r"[iv]+", plain)
    if roman:
        return _ROMANS.get(roman.group(), 0)
    return ordinal_number(plain)


def season(word: str) -> str:
    """Season of «летний», «весной», «осенне»."""
    return next((name for stem, name in SEASONS.items() if word.startswith(stem)), "")
