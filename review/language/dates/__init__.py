"""Dates and periods as schools and ministries write them.

Three steps, each in its file: `lexer` finds single terms («марта 2022 г.», «II квартал»), `periods` joins them
(ranges, lists, «до», «с … по …»), `recurring` finds words without a day («ежемесячно», «в течение года»); here the
last two are put together. A grammar, not a list of examples: every part combines with every other.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from review.language.dates.lexer import lex
from review.language.dates.periods import Period, periods
from review.language.dates.recurring import loose_words
from review.model.language import DateSpan
from review.model.text import normal

if TYPE_CHECKING:
    from review.language.dates.recurring import Loose
    from review.model.text import Normal

_HINT = re.compile(
    r"\d\d|\d\s?(?:-|мар|ма|июн|июл|ию|авг|сен|окт|ноя|дек|янв|фев|апр|кв|пол|чет|раз)|январ|феврал|март|апрел|ма[йяюе]|июн|июл|"
    r"август|сентябр|октябр|ноябр|декабр|квартал|полугод|четверт|год|период|ежед|ежен|ежем|ежек|ежег|ежеч|кажд|раз|"
    r"постоян|систем|регуляр|необход|надоб|план|график|лет|весн|весен|осен|зим|порядк|запрос|согласов|течени|понедель|вторник|"
    r"сред|четверг|пятниц|суббот|воскрес|непрерыв|трижды|дважды|расписан|мере|требован|обращен"
)
_APART = re.compile(r"[\s,;:()-]*(?:в\s)?")


@lru_cache(maxsize=2_048)
def find_dates(text: str, year: int | None) -> tuple[DateSpan, ...]:
    """Terms and periods of a text, in order of place. The last answers are remembered: checks ask again and again."""
    plain = normal(text)
    low = plain.lower
    if not _HINT.search(low):
        return ()
    dated = periods(low, lex(low), year)
    loose = [words for words in loose_words(low) if not any(_overlap(words, period) for period in dated)]
    return tuple(_joined(plain, text, dated, loose, year))


def _overlap(words: Loose, period: Period) -> bool:
    return words.start < period.end and period.start < words.end


def _joined(plain: Normal, text: str, dated: list[Period], loose: list[Loose], year: int | None) -> list[DateSpan]:
    """«ежемесячно» beside a period tells how often in it; a list of periods shares it."""
    every: list[Period | Loose] = sorted((*dated, *loose), key=lambda span: span.start)
    spans: list[DateSpan] = []
    place = 0
    while place < len(every):
        chain = [every[place]]
        while place + 1 < len(every) and _APART.fullmatch(plain.lower, chain[-1].end, every[place + 1].start):
            place += 1
            chain.append(every[place])
        spans.extend(_chain(plain, text, chain, year))
        place += 1
    return spans


def _chain(plain: Normal, text: str, chain: list[Period | Loose], year: int | None) -> list[DateSpan]:
    often = [span for span in chain if not isinstance(span, Period) and span.recurring]
    how_often = " ".join(_words(plain, text, span.start, span.end) for span in often) or None
    vague = any(span.vague for span in often)
    dated = [span for span in chain if isinstance(span, Period) or span.throughout or not span.recurring]
    if not dated:
        return [_span(plain, text, Period(chain[0].start, chain[-1].end, None, None, vague=vague), how_often)]
    spans: list[DateSpan] = []
    for number, span in enumerate(dated):
        period = span if isinstance(span, Period) else _throughout(span, year)
        start = chain[0].start if number == 0 else period.start
        end = chain[-1].end if number == len(dated) - 1 else period.end
        is_vague = vague or (period.vague and not how_often)
        whole = Period(start, end, period.first, period.last, vague=is_vague, whole_year=period.whole_year)
        spans.append(_span(plain, text, whole, how_often))
    return spans


def _throughout(words: Loose, year: int | None) -> Period:
    """«в течение года» is the whole year of the document, and nobody can check it."""
    known = year is not None and words.throughout
    first = date(year, 1, 1) if known and year is not None else None
    last = date(year, 12, 31) if known and year is not None else None
    return Period(words.start, words.end, first, last, vague=True)


def _span(plain: Normal, text: str, period: Period, how_often: str | None) -> DateSpan:
    start, end = plain.span(period.start, period.end)
    return DateSpan(
        start,
        end,
        text[start:end],
        period.first,
        period.last,
        how_often,
        vague=period.vague,
        whole_year=period.whole_year,
    )


def _words(plain: Normal, text: str, start: int, end: int) -> str:
    first, last = plain.span(start, end)
    return " ".join(text[first:last].split())
