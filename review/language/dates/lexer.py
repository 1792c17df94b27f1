"""Terms as they stand in a text, one after another, not yet joined into periods."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from review.language.dates.lexicon import (
    ABLATIVE_MONTH,
    MONTH,
    NUMERAL,
    ORDINAL,
    SCHOOL_WORD,
    YEAR,
    YEAR_AFTER,
    YEAR_WORD,
    month_number,
    numeral,
    ordinal_number,
    season,
)
from review.language.dates.terms import Part, Term, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

_SEASON_WORD = r"(?:лет(?:о|а|у|ом)|весн(?:а|ы|е|у|ой)|осен(?:ь|и|ью)|зим(?:а|ы|е|у|ой))(?![а-я])"
_SEASON_ADJECTIVE = r"(?:(?:весенне|осенне|зимне|летне)\s?-\s?)?(?:весенн|летн|осенн|зимн)[а-я]{2,3}"

_FRACTION = rf",\d(?!\d?(?:,\s?\d{{1,2}})*(?:\sи\s\d{{1,2}})?\s{MONTH})"  # «3,5», but not «10,17,24 марта»

_ALTERNATIVES = {
    "blank": rf'"?\s?_+\s?"?\s?(?:{MONTH}|_+)?\s?(?:20[\d_]+{YEAR_WORD}?)?',
    "iso": r"(?P<iso_y>20\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-])",
    "full": r"(?P<full_d>\d{1,2})\s?[./]\s?(?P<full_m>\d{1,2})\s?[./]\s?"
    rf"(?P<full_y>{YEAR}|\d\d(?![\d.]))(?!\.\d){YEAR_WORD}?",
    "roman": rf"(?P<roman_d>\d{{1,2}})\s?[./ ]\s?(?P<roman_m>[ivxіх]{{1,4}})\s?[./ ]\s?(?P<roman_y>{YEAR}){YEAR_WORD}?",
    "romans": r"(?P<romans_d>\d{1,2})\.(?P<romans_m>[ivxіх]{1,4})(?![\w]|\.?\s?\d)",
    "school": rf"(?P<school_y>20\d\d)(?:\s?[-/]\s?(?:20)?\d\d(?!\d))?{SCHOOL_WORD}",
    "slash": r"(?P<slash_y>20\d\d)/(?P<slash_z>(?:20)?\d\d)(?![\d/])",
    "day": r'(?:"\s?(?P<day_q>\d{1,2})\s?"|(?P<day_d>\d{1,2})(?:\s?-?\s?(?:го|е|ое|ого|му|м)(?![а-я]))?)'
    rf"\s?(?P<day_m>{MONTH})" + YEAR_AFTER.format("day_"),
    "word": rf"(?P<word_d>{ORDINAL})\s(?P<word_m>{MONTH})" + YEAR_AFTER.format("word_"),
    "month": rf'(?:"\s?"\s?)?(?P<month_m>{MONTH})(?:\sмесяц[а-я]*)?' + YEAR_AFTER.format("month_"),
    "ablt": rf"(?P<ablt_m>{ABLATIVE_MONTH})" + YEAR_AFTER.format("ablt_"),
    "count": rf"(?P<count_a>{NUMERAL})(?:\s?(?:[,и]\s?(?:{NUMERAL})\s?)*(?:-|,|и|по)\s?(?P<count_b>{NUMERAL}))?\s?"
    r"(?P<count_u>квартал[а-я]*|кв\.(?!\s?(?:м|см|км)(?![а-я]))|полугоди[а-я]+|п/г|четверт(?:ь|и|ей|ях)(?![а-я]))"
    + YEAR_AFTER.format("count_"),
    "holidays": rf"(?P<holidays_s>{_SEASON_ADJECTIVE})\s"
    r"(?P<holidays_u>каникул[а-я]*|период[а-я]*|месяц[а-я]*|врем[а-я]+)" + YEAR_AFTER.format("holidays_"),
    "season": rf"(?P<season_s>{_SEASON_WORD})" + YEAR_AFTER.format("season_"),
    "now": r"учебн(?:ый|ого|ому|ом)\sгод(?:а|у|ом)?(?![а-я])",
    "this": r"(?:(?:текущего|календарного|отчетного)\s)?года(?![а-я])",
    "year": rf"(?P<year_y>{YEAR}){YEAR_WORD}",
    "bare": rf"(?P<bare_y>{YEAR})",
    "short": r"(?P<short_d>\d\d)\.(?P<short_m>\d\d)(?!\.?\d)(?!\s?(?:%|балл|п\.\s?п|час|руб))",
    "weak": rf'"?(?P<weak_n>\d{{1,2}}(?![\d%])(?!\.\d|{_FRACTION})|{ORDINAL}|[iі]{{1,3}}v?(?![a-zі]))'
    r'(?:-?(?:го|е|ое|ого))?"?(?=\s?(?:-|,|и\s|по\s|до\s))',
}
_ANY = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _ALTERNATIVES.items())
_LEXEME = re.compile(rf"(?<![\w.,/№+])(?<!\w-)(?=[\d\"_а-яiіv])(?:{_ANY})")
_ADJACENT = re.compile(rf"(?<=[-,/])(?:{_ANY})")  # right after a term and a sign: «14-18 марта»

_NUMBER_SIGN = re.compile(
    r"(?:№|n|(?<![а-я])(?:п|пп|ст|тел|каб|ауд|стр|гл|прил)\.|пункт[а-я]*|раздел[а-я]*|телефон[а-я]*)\s?:?\s?$"
)
_PLACE_NAME = re.compile(
    r"(?:(?<![а-я])(?:ул|им|пл|пер|пр|просп)\.|улиц[а-я]|имени|площад[а-я]+|проспект[а-я]*|колхоз[а-я]*|лет)\s?\"?$"
)
_PART = re.compile(
    rf"(?:(?P<begin>начал[аоуе]|началом)|(?P<middle>середин[аыеуой]+)|(?P<end>конец|кон(?:ца|цу|це))|"
    rf"(?P<last>последн[а-я]+)\s(?P<last_u>недел|декад|числ|дн)[а-я]+|"
    rf"(?P<number>{NUMERAL})\s(?P<number_u>половин|декад|недел)[а-я]+)\s(?:месяца\s)?$"
)

QUARTERS = 4
_LATIN = str.maketrans("іх", "ix")
_ROMAN_MONTHS = {
    name: number
    for number, name in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1)
}


def lex(text: str) -> list[Term]:
    """Terms of a text in `Normal.lower`, in order. Weak ones need a neighbour to become a term."""
    found: list[Term] = []
    place = 0
    while True:
        match = _next(text, place)
        if match is None:
            return found
        place = max(match.end(), match.start() + 1)
        term = _BUILDERS[str(match.lastgroup)](match)
        if term is None or _is_named(text, term):
            continue
        found.append(_with_part(text, term))


def _next(text: str, place: int) -> re.Match[str] | None:
    if place:
        adjacent = _ADJACENT.match(text, place + 1)
        if adjacent is not None:
            return adjacent
    return _LEXEME.search(text, place)


def _is_named(text: str, term: Term) -> bool:
    """Numbers of acts and names of streets are no terms."""
    before = text[max(0, term.start - 14) : term.start]
    if _NUMBER_SIGN.search(before):
        return text[term.start : term.end].replace(".", "").isdigit()
    return bool(term.unit in ("day", "month") and _PLACE_NAME.search(before))


def _with_part(text: str, term: Term) -> Term:
    if term.unit in ("number", "day", "break") or (term.weak and term.unit not in ("year", "school_year")):
        return term
    match = _PART.search(text, max(0, term.start - 30), term.start)
    if match is None or (match.start() and text[match.start() - 1].isalpha()):
        return term
    part: Part
    if match["number"]:
        part = ({"половин": "half", "декад": "decade", "недел": "week"}[match["number_u"]], numeral(match["number"]))
    elif match["last"]:
        part = ({"недел": "week", "декад": "decade"}.get(match["last_u"], "end"), -1)
    else:
        part = (next(name for name in ("begin", "middle", "end") if match[name]), 0)
    return replace(term, start=match.start(), part=part)


def _year(match: re.Match[str], name: str) -> int | None:
    if match[f"{name}_school"]:
        return int(match[f"{name}_school"][:4])
    if match[f"{name}_year"]:
        return int(match[f"{name}_year"])
    if match[f"{name}_short"]:
        return 2000 + int(match[f"{name}_short"])
    return None


def _blank(_: re.Match[str]) -> Term | None:
    return None


def _iso(match: re.Match[str]) -> Term:
    return Term(*match.span(), "day", int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))


def _full(match: re.Match[str]) -> Term | None:
    day, month, year = match["full_d"], match["full_m"], match["full_y"]
    if len(year) == len("гг"):
        if len(day + month) < len("ддмм") or not _is_day_of_month(day, month):
            return None
        year = "20" + year
    return Term(*match.span(), "day", int(year), int(month), int(day))


def _roman(match: re.Match[str]) -> Term | None:
    """«08.IV.2022»: the month in Roman figures, Latin or look-alike Cyrillic letters."""
    month = _ROMAN_MONTHS.get(match["roman_m"].translate(_LATIN))
    if month is None or not _is_day_of_month(match["roman_d"], str(month)):
        return None
    return Term(*match.span(), "day", int(match["roman_y"]), month, int(match["roman_d"]))


def _romans(match: re.Match[str]) -> Term | None:
    """«16.II-18.II.2022»: the first day leaves its year to the second."""
    month = _ROMAN_MONTHS.get(match["romans_m"].translate(_LATIN))
    if month is None or not _is_day_of_month(match["romans_d"], str(month)):
        return None
    return Term(*match.span(), "day", None, month, int(match["romans_d"]), weak=True)


def _is_day_of_month(day: str, month: str) -> bool:
    return int(month) in range(1, 13) and int(day) in range(1, 32)


def _school(match: re.Match[str]) -> Term:
    return Term(*match.span(), "school_year", int(match["school_y"]))


def _slash(match: re.Match[str]) -> Term | None:
    year, following = int(match["slash_y"]), int(match["slash_z"][-2:])
    return Term(*match.span(), "school_year", year) if (year + 1) % 100 == following else None


def _day(match: re.Match[str]) -> Term:
    return Term(
        *match.span(), "day", _year(match, "day"), month_number(match["day_m"]), int(match["day_d"] or match["day_q"])
    )


def _word(match: re.Match[str]) -> Term:
    day = ordinal_number(match["word_d"])
    return Term(*match.span(), "day", _year(match, "word"), month_number(match["word_m"]), day)


def _month(match: re.Match[str]) -> Term:
    return Term(*match.span(), "month", _year(match, "month"), month_number(match["month_m"]))


def _ablt(match: re.Match[str]) -> Term:
    return Term(*match.span(), "month", _year(match, "ablt"), month_number(match["ablt_m"]), weak=True)


def _count(match: re.Match[str]) -> Term | None:
    unit: Unit = "quarter"
    if match["count_u"].startswith("п"):
        unit = "half"
    elif match["count_u"].startswith("ч"):
        unit = "school_term"
    first = numeral(match["count_a"])
    last = numeral(match["count_b"]) if match["count_b"] else 0
    if not 1 <= first <= (2 if unit == "half" else QUARTERS) or last > QUARTERS:
        return None
    school = bool(match["count_school"])
    return Term(*match.span(), unit, _year(match, "count"), number=first, last_number=last, school=school)


def _holidays(match: re.Match[str]) -> Term:
    first, _, last = match["holidays_s"].replace(" ", "").partition("-")
    unit: Unit = "break" if match["holidays_u"].startswith("каник") else "season"
    return Term(*match.span(), unit, _year(match, "holidays"), season=season(first), last_season=season(last))


def _season_term(match: re.Match[str]) -> Term:
    return Term(*match.span(), "season", _year(match, "season"), season=season(match["season_s"]))


def _now(match: re.Match[str]) -> Term:
    return Term(*match.span(), "school_year", weak=True)


def _this(match: re.Match[str]) -> Term:
    return Term(*match.span(), "year", weak=True)


def _year_term(match: re.Match[str]) -> Term:
    return Term(*match.span(), "year", int(match["year_y"]))


def _bare(match: re.Match[str]) -> Term:
    return Term(*match.span(), "year", int(match["bare_y"]), weak=True)


def _short(match: re.Match[str]) -> Term | None:
    day, month = match["short_d"], match["short_m"]
    return Term(*match.span(), "day", None, int(month), int(day), weak=True) if _is_day_of_month(day, month) else None


def _weak(match: re.Match[str]) -> Term:
    number = match["weak_n"]
    return Term(*match.span(), "number", number=int(number) if number.isdigit() else numeral(number), weak=True)


_BUILDERS: dict[str, Callable[[re.Match[str]], Term | None]] = {
    "blank": _blank, "iso": _iso, "full": _full, "roman": _roman, "romans": _romans,
    "school": _school, "slash": _slash, "day": _day,
    "word": _word, "month": _month, "ablt": _ablt, "count": _count, "holidays": _holidays, "season": _season_term,
    "now": _now, "this": _this, "year": _year_term, "bare": _bare, "short": _short, "weak": _weak,
}  # fmt: skip
