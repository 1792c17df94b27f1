"""Words that tell how often, and words that tell nothing anybody could check."""

from __future__ import annotations

import re
from dataclasses import dataclass

from review.language.dates.lexicon import ORDINAL, WEEKDAY, WEEKDAYS

CELL = 120  # characters; loose words («по плану») are a term only in a cell of a plan, not in prose

_SPAN = (
    r"(?:день|дня|дней|недел[юиьяе]|месяц(?:а|ев)?|мес\.?|квартал(?:а)?|четверт[ьи]|триместр(?:а)?|"
    r"полугоди[еяй]|полгода|год(?:а)?|учебный\sгод)"
)
_COUNT = r"(?:\d{1,2}(?:\s?-\s?\d{1,2})?|один|одного|одному|два|двух|три|трех|четыре|четырех|пять|пяти|несколько)"
_WHICH = rf"(?:перв[а-я]+|последн[а-я]+|{ORDINAL}|\d(?:\s?-?\s?(?:й|ый|я|ю|ая|ую|е|ое))?)"
_OF = r"(?:\s(?:каждого\s)?(?:месяца|недели|четверти|квартала))?"
_QUALIFIER = (
    rf"(?:\s?[,(]?\s?(?:по\s{WEEKDAYS}(?:\s?(?:,|и)\s?{WEEKDAYS})*"
    rf"|(?:(?:в|во|на)\s)?(?:кажд[а-я]+\s)?"
    rf"(?:{_WHICH}\s(?:рабоч[а-я]+\s)?(?:{WEEKDAY}|недел[а-я]+|декад[а-я]+|день|дня|числ[а-я]+)){_OF}"
    rf"|(?:до\s)?\d{{1,2}}(?:\s?-?\s?(?:го|е))?\sчисла{_OF}|{WEEKDAY})\s?\)?)*"
)
_ADVERB = r"(?:ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно|ежечетвертно|каждодневно)(?![а-я])"
_TIMES = (
    rf"(?:не\s(?:реже|менее|чаще)\s(?:чем\s)?)?(?:{_COUNT}\s?(?:-?х\s)?раза?|раз|дважды|трижды)\s?(?:в|/)\s?"
    rf"(?:(?:{_COUNT}|две|кажд[а-я]+)\s)?{_SPAN}(?![а-я])"
)
_EACH = (
    rf"(?:(?:в\s(?:конце|начале)|по\s(?:итогам|окончании|завершении))\s)?кажд(?:ый|ую|ое|ая|ые|ого|ой)\s(?:{_WHICH}\s)?"
    rf"(?:рабочий\s)?(?:{_SPAN}|{WEEKDAY}|числ[а-я]+){_OF}"
)
_WEEKLY = rf"по\s{WEEKDAYS}(?:\s?(?:,|и)\s?{WEEKDAYS})*"
_DAY_OF_MONTH = r"(?:до\s)?\d{1,2}(?:\s?-?\s?(?:го|е|му))?\sчисл[оау]\s(?:каждого\s)?(?:месяца|ежемесячно)"
_AFTER_TERMS = (
    r"по\s(?:итогам|окончании|завершении)\s"
    r"(?:четвертей|четверти|триместров|триместра|полугодий|полугодия|кварталов)(?![а-я])"
)
_PERIODIC = re.compile(
    rf"(?<![а-я\d])(?:{_ADVERB}{_QUALIFIER}|{_TIMES}{_QUALIFIER}|{_EACH}|{_WEEKLY}|{_DAY_OF_MONTH}|{_AFTER_TERMS})"
)

_ENDLESS = re.compile(
    r"(?<![а-я])(?:постоянно(?!\s(?:действующ|раст|мен))|на\sпостоянной\sоснове|систематически|регулярно|периодически|непрерывно|"
    r"круглогодично|по\sмере\s(?:необходимости|поступления|надобности|возможности|запроса|обращения)[а-я]*|"
    r"(?:по|при)\sнеобходимости|по\s(?:запросу|требованию|согласованию|обращению)|в\sрабочем\sпорядке|"
    r"(?:согласно|по)\s(?:(?:отдельно[а-я]+|утвержденно[а-я]+|особо[а-я]+|годово[а-я]+|учебно[а-я]+)\s)?"
    r"(?:план(?:у|ам)|график(?:у|ам)|расписани(?:ю|ям)))(?![а-я])"
)
_ALWAYS = re.compile(r"(?<![а-я])(?:по\sмере\s(?:необходимости|надобности)|на\sпостоянной\sоснове)(?![а-я])")
_RELATIVE = re.compile(
    r"(?<![а-я])в\sтечени[ие]\s(?:\d{1,3}(?:\s?-\s?\d{1,3})?|одно[а-я]+|двух|трех|пяти|семи|десяти|месяца|недели)\s?"
    r"(?:-?(?:ти|х)\s)?(?:рабочих|календарных|учебных)?\s?(?:дн(?:ей|я)|недел[ьи]|месяцев|месяца)?(?![а-я])"
)
THROUGHOUT = re.compile(
    r"(?<![а-я])(?:(?:в\sтечени[еи]|на\sпротяжении|за)\s(?:все(?:го|й)?\s)?|весь\s|всего\s)"
    r"(?:(?:текущего|текущий|календарного|календарный|учебного|учебный|отчетного|проектного|следующего)\s)*"
    r"(?:года?|период(?:а)?(?:\s(?:реализации|действия|участия|проведения))?"
    r"(?:\s(?:программы|проекта|мероприятий|концепции|плана|всей\sпрограммы))?|срока(?:\sреализации|\sдействия)(?:\s(?:программы|проекта))?)"
    r"(?![а-я])(?!\s(?:с\s)?\d)"
)


@dataclass(frozen=True, slots=True)
class Loose:
    """Words of time that name no day."""

    start: int
    end: int
    recurring: bool
    vague: bool
    throughout: bool = False


def loose_words(text: str) -> list[Loose]:
    """All of them in a text in `Normal.lower`, in order, none overlapping."""
    found = [Loose(*_trimmed(text, match), recurring=True, vague=False) for match in _PERIODIC.finditer(text)]
    found += [Loose(*match.span(), recurring=False, vague=True, throughout=True) for match in THROUGHOUT.finditer(text)]
    endless = _ENDLESS if len(text) <= CELL else _ALWAYS
    found += [Loose(*match.span(), recurring=True, vague=True) for match in endless.finditer(text)]
    found += [Loose(*_trimmed(text, match), recurring=False, vague=True) for match in _RELATIVE.finditer(text)]
    found.sort(key=lambda loose: (loose.start, -loose.end))
    kept: list[Loose] = []
    for loose in found:
        if not kept or loose.start >= kept[-1].end:
            kept.append(loose)
    return kept


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    while end > start and text[end - 1] in " ,(":
        end -= 1
    return start, end
