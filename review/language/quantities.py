"""Numbers that measure something, and pairs of them that tell a change.

Most numbers of a school's paper measure nothing: dates, acts, classes, list numbers. They are covered first; what is
left is a quantity when a unit, a counted thing or a word of comparison stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from review.language.dates import find_dates
from review.language.numbers import MULTIPLE, MULTIPLES, SHARE, SHARES, WORD_NUMBER, value
from review.language.wording import wording
from review.language.words import morphology
from review.model.language import Quantity
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.model.language import DateSpan
    from review.model.text import Normal

_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:\s\d{3})+(?![\d])|\d+)(?:[.,]\d+)?(?!\d)")
_NO_MEASURE = re.compile(
    r"(?:№|n°?)\s?[\d./-]+[а-я]*(?:-[а-я]+)?(?:\s?(?:,|и|-)\s?№?\s?\d+)*"
    r"|\d{1,2}\s?(?:-\s?\d{1,2}|(?:,\s?\d{1,2})*\sи\s\d{1,2})?\s?(?:-?\s?(?:х|й|го|ых|ого|м|ом|е|ым|ми))?\s?(?:[\"']\s?[а-я]\s?[\"'])?\s?(?:\([а-я]\)\s)?класс(?:а|ы|у|ом|е|ов|ах|ам|ами)?(?![а-я])"
    r"|\d{1,2}\s?[\"'][а-я][\"']|\d+\s?\+|[а-яa-z]+-\d+(?:[.,]\d+)*|\d+(?:[./]\d+)*-[а-яa-z]{1,4}(?![а-я])"
    r"|(?<![\d.,])(?:\d{1,2}:\d\d)(?::\d\d)?|\+?\d[\s(-]{1,2}\d{3}[)\s-]{1,2}\d{2,3}[\s-]?\d\d[\s-]?\d\d"
    r"|\d+(?:\.\d+){2,}(?:-\d+)?"
    r"|(?<![а-я])(?:п{1,2}|ст|ч|гл|разд|табл|рис|прил|стр|с|каб|ауд|д|кв|корп|тел)\.\s?\d+(?:[.,]\d+)*(?:\s?(?:,|и|-)\s?\d+(?:\.\d+)*)*"
    r"|(?<![а-я])(?:пункт|подпункт|раздел|глав|стат|таблиц|рисун|приложени|показател|задач|направлени|страниц|кабинет|аудитори|корпус|школ[аеуы]|лице|гимнази|сош|этап|"
    r"вариант|форм|модул|уровень|уровня|проект|классе|пятниц|мо\s|рф\s)[а-я]*\s?\d+(?:\.\d+)*(?!\s?%)(?:\s?(?:,|и|-)\s?\d+(?:\.\d+)*(?!\s?%))*"
    r"|\d+(?:\s?-?\s?(?:й|я|ый|ая|е|ое|го))?\s(?:этап|полугоди|четверт|квартал|смен[аеы]|уровн|модул)[а-я]*"
)
_ANY_NUMBER = re.compile(rf"\d|{WORD_NUMBER.pattern}|{MULTIPLE.pattern}|половин|трет|четверт")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[.;:\n])|(?<=[.;:]\s))\s?\d{1,2}(?:\.\d{1,2})*[.)](?=\s?[\"а-яa-z])", re.MULTILINE)
_AT_LEAST = re.compile(
    r"(?<![а-я])(?:не\s(?:менее|ниже|меньше)|(?<!не\s)(?:более|больше|выше)|свыше|минимум|>=?|≥)\s?(?:чем\s)?(?P<by>на\s)?(?:(?:до|у|в|из|для|с|по)\s)?$"
)
_AT_MOST = re.compile(
    r"(?<![а-я])(?:не\s(?:более|выше|больше)|(?<!не\s)(?:менее|меньше|ниже)|максимум|не\sпревы[а-я]+|<=?|≤)\s?(?:чем\s)?(?P<by>на\s)?(?:(?:до|у|в|из|для|с|по)\s)?$"
)
_BY = re.compile(r"(?<![а-я])на\s$")
_BY_TIMES = re.compile(r"(?<![а-я])в\s$")
_INTRODUCED = re.compile(
    r"(?:(?<![а-я])(?:до|с|со|на|от|баз[а-я]*|план[а-я]*|факт[а-я]*|цел[а-я]+|значени[а-я]+|показател[а-я]+|этап[а-я]*|"
    r"начало|итог[а-я]*|конец)\s?[:=-]?\s?|[=→>]\s?)$"
)
_RANGE = re.compile(r"\s?(?:-|до|по|и|→|->)\s?")
_COUNTED_BREAK = frozenset(
    {"класс", "год", "этап", "четверть", "квартал", "полугодие", "параллель", "день", "пункт", "число", "место"}
)
_NEXT_WORD = re.compile(r"\s?([а-я]+(?:-[а-я]+)*)")
_THOUSANDS = {"тыс. руб.": (1_000, "руб."), "млн руб.": (1_000_000, "руб.")}
LOOK_BACK = 32
ADJECTIVES = 2  # words between a number and what it counts: «5 открытых уроков»
YEARS = range(1950, 2100)


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with offsets of the normal text."""

    start: int
    end: int
    value: float
    unit: str
    comparison: str
    certain: bool  # a unit, a counted thing or a comparison stands beside it


def find_quantities(text: str, dates: Iterable[DateSpan] | None = None) -> list[Quantity]:
    """Numbers that measure, in order of place."""
    plain = normal(text, lines=True)
    return [as_quantity(plain, text, found) for found in measured(plain, text, dates)]


def as_quantity(plain: Normal, text: str, found: Found) -> Quantity:
    """The same with the offsets and words of the text."""
    start, end = plain.span(found.start, found.end)
    comparison = found.comparison
    return Quantity(start, end, text[start:end], found.value, found.unit, comparison)  # type: ignore[arg-type]  # one of the literals


def measured(plain: Normal, text: str, dates: Iterable[DateSpan] | None = None) -> list[Found]:
    """Quantities with offsets of `plain`."""
    low = plain.lower
    if not _ANY_NUMBER.search(low):
        return []
    covered = _covered(plain, low, find_dates(text, None) if dates is None else dates)
    found = [*_digits(low, covered), *_words(low, covered)]
    found.sort(key=lambda one: one.start)
    found = _ranges(low, found)
    return [one for one in found if one.certain]


def _covered(plain: Normal, low: str, dates: Iterable[DateSpan]) -> bytearray:
    """1 where numbers measure nothing."""
    covered = bytearray(len(low) + 1)
    for span in dates:
        first, last = plain.at(span.start), plain.at(span.end)
        covered[first:last] = b"\1" * (last - first)
    for pattern in (_NO_MEASURE, _LIST_NUMBER):
        for match in pattern.finditer(low):
            covered[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return covered


def _digits(low: str, covered: bytearray) -> list[Found]:
    found: list[Found] = []
    for match in _NUMBER.finditer(low):
        if covered[match.start()]:
            continue
        number = float(re.sub(r"\s", "", match.group()).replace(",", "."))
        unit, end = _unit(low, match.end())
        found.append(_found(low, match.start(), end, number, unit, decimal="," in match.group()))
    return found


def _found(low: str, start: int, end: int, number: float, unit: str, *, decimal: bool) -> Found:
    comparison = _comparison(low, start, unit)
    if unit in _THOUSANDS:
        number, unit = number * _THOUSANDS[unit][0], _THOUSANDS[unit][1]
    introduced = _INTRODUCED.search(low, max(0, start - LOOK_BACK), start) is not None
    alone = not low[:start].strip() and not low[end:].strip(" .") and "." not in low[start:end]
    share_follows = bool(re.match(r"\s?\(\s?\d+(?:[.,]\d+)?\s?%", low[end : end + LOOK_BACK]))
    certain = bool(unit) or decimal or alone or share_follows or comparison in ("at_least", "at_most")
    if not certain and introduced and not re.match(r"\s?(?:и\s\d|[а-я])", low[end : end + LOOK_BACK]):
        certain = not (number in YEARS and number == int(number))
    return Found(start, end, number, unit, comparison, certain=certain)


def _comparison(low: str, start: int, unit: str) -> str:
    window = max(0, start - LOOK_BACK)
    for pattern, name in ((_AT_LEAST, "at_least"), (_AT_MOST, "at_most")):
        match = pattern.search(low, window, start)
        if match:
            return "by" if match["by"] else name
    if _BY.search(low, window, start) or (unit == "раз" and _BY_TIMES.search(low, window, start)):
        return "by"
    return ""


@lru_cache(maxsize=1)
def _units() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern of all written units, the longest first, and what each means."""
    table = sorted(wording().table("units").items(), key=lambda entry: -len(entry[0]))
    parts = [
        "("
        + r"\s?".join(
            re.escape(word.rstrip("*")) + (r"[а-я]*" if word.endswith("*") else "") for word in written.split()
        )
        + ")"
        for written, _ in table
    ]
    return re.compile(r"\s?(?:" + "|".join(parts) + r")(?![а-я])"), tuple(meaning for _, meaning in table)


def _unit(low: str, end: int) -> tuple[str, int]:
    """(unit, its end) of what follows a number; "" when nothing is counted."""
    pattern, meanings = _units()
    match = pattern.match(low, end)
    if match is not None and match.lastindex is not None:
        return meanings[match.lastindex - 1], match.end()
    place = end
    for _ in range(ADJECTIVES + 1):
        following = _NEXT_WORD.match(low, place)
        if following is None:
            break
        kind = _counted(following[1], one=low[:end].rstrip().endswith("1"))
        if kind != "adjective":
            return (kind, following.end()) if kind else ("", end)
        place = following.end()
    return "", end


@lru_cache(maxsize=20_000)
def _counted(form: str, *, one: bool) -> str:
    """What a word after a number is: "чел.", "ед.", "adjective" before the thing, or "" when it is not counted."""
    for parse in morphology().parse(form):
        tag = parse.tag
        if tag.POS in ("ADJF", "PRTF") and (tag.number == "plur" or one):
            return "adjective"
        if tag.POS == "NOUN" and "Abbr" not in tag:
            if parse.normal_form in _COUNTED_BREAK:
                return ""
            if "gent" in tag or "gen2" in tag or tag.number == "plur" or (one and "nomn" in tag):
                return "чел." if tag.animacy == "anim" else "ед."
        if tag.POS not in ("NOUN", "ADJF", "PRTF"):
            return ""
    return ""


def _words(low: str, covered: bytearray) -> list[Found]:
    """«трёх педагогов», «две трети», «вдвое»."""
    found: list[Found] = []
    for match in SHARE.finditer(low):
        if covered[match.start()]:
            continue
        start = match.start() + (3 if match.group().startswith("на ") else 0)
        unit_after, _ = _unit(low, match.end())
        comparison = _comparison(low, start, "%")
        if comparison or unit_after or match.lastgroup in ("thirds", "quarters"):
            found.append(Found(start, match.end(), SHARES[str(match.lastgroup)], "%", comparison, certain=True))
    taken = [(one.start, one.end) for one in found]
    for match in WORD_NUMBER.finditer(low):
        number = value(match.group())
        if number is None or covered[match.start()] or any(start <= match.start() < end for start, end in taken):
            continue
        unit, end = _unit(low, match.end())
        if unit:
            found.append(_found(low, match.start(), end, number, unit, decimal=False))
    found += [
        Found(*match.span(), MULTIPLES[match.group()], "раз", "by", certain=True) for match in MULTIPLE.finditer(low)
    ]
    return found


def _ranges(low: str, found: list[Found]) -> list[Found]:
    """«10–15 %», «с 35 до 50 баллов»: the first number has the unit of the second."""
    done = list(found)
    for place in range(len(done) - 2, -1, -1):
        left, right = done[place], done[place + 1]
        if not left.unit and right.unit and _RANGE.fullmatch(low, left.end, right.start):
            done[place] = replace(left, unit=right.unit, certain=True)
    return done
