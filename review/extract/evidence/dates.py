"""Two dates of a confirming document: when it was issued, and when the thing it confirms took place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.extract.evidence.lines import requisite_lines
from review.model.phrases import find_phrases, has_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from review.extract.evidence.lines import Line
    from review.model.document import Document, Quote
    from review.model.language import DateSpan, Language
    from review.model.profile import Profile
    from review.model.programme import Facts

HEAD_LINES = 16
TAIL_LINES = 12
LONGEST = 200  # days; a school year is no time of an event
LONG = 120  # a line of requisites is short
TITLE = 260
PAIR = 2  # cells: a label and its value
LOOSE = 3  # rank of a time nothing but its place in a short line tells of
SHORT = 40  # letters of a label
_LAW = re.compile(
    r"№\s*\d+[-–]?\s*ФЗ|закон|постановлени|письм[оа]\s|распоряжени|Минпросвещени|Рособрнадзор", re.IGNORECASE
)
_CITED = re.compile(
    r"[\w,:]\s+(?:заключени|приказ|протокол|договор|справк|решени|положени)\w*[^.;]{0,40}$", re.IGNORECASE
)
_OWN = re.compile(r"№|(?<!\w)от\s*\d|составлен|дата документа|исх", re.IGNORECASE)
_REGISTERED = re.compile(r"(?:исх|рег|вх)\w*\.?(?:\s+номер)?\s*№?\s*\d[\w/.-]*\s+от\s*$", re.IGNORECASE)
_STAMP = re.compile(r"подписан\w*|электронн\w+ подпис\w+|сертификат", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day and the words that say it."""

    day: date
    quote: Quote


@dataclass(frozen=True, slots=True)
class Happened:
    """A time of the event and the words that say it."""

    span: DateSpan
    quote: Quote
    rank: int


def year_of(document: Document, facts: Facts, profile: Profile) -> int:
    """The year for dates without one: the last day written in full, the document's own year, the profile's."""
    if facts.year is not None:
        return facts.year
    years = [int(m) for _, text in document.units() for m in re.findall(r"(?<!\d)(20[12]\d)(?!\d)", text)]
    return max(years, key=years.count, default=profile.year)


def issue_date(
    document: Document, facts: Facts, profile: Profile, language: Language, *, shows_event: bool = False
) -> Dated | None:
    """The date in the head; else beside the signature; else that of the stamp.

    `shows_event`: in a list or a photo report the bare date of the head is the event's, unless a number stands by it.
    """
    lines = requisite_lines(document)
    year = year_of(document, facts, profile)
    head, tail = lines[:HEAD_LINES], lines[: -TAIL_LINES - 1 : -1]
    if shows_event:
        head = [line for line in head if _OWN.search(line.text) and not _is_event_line(line.text, profile)]
        tail = [line for line in tail if line not in lines[:HEAD_LINES] or line in head]
    for line in (*head, *tail):
        if not _STAMP.search(line.text) and (found := _issued_in(document, line, profile, language, year)):
            return found
    composed = profile.words.get("composed", ())
    for id_, text in document.units():
        if has_phrase(composed, text) or _STAMP.search(text):
            for span in language.dates(text, year=year):
                near = text[max(0, span.start - 60) : span.end]
                if _is_day(span) and span.last and (has_phrase(composed, near) or _STAMP.search(text)):
                    return Dated(span.last, document.quote(id_, span.start, span.end))
    return None


def meeting_date(document: Document, facts: Facts, profile: Profile, language: Language) -> Dated | None:
    """The day in the head of minutes: they are dated by the meeting."""
    year = year_of(document, facts, profile)
    for line in requisite_lines(document)[:HEAD_LINES]:
        for span in language.dates(line.text, year=year):
            if _is_day(span) and span.last is not None and re.search(r"\d{4}|\.\d\d(?!\d)", span.words):
                return Dated(span.last, line.quote(document, span.start, span.end))
    return None


def _issued_in(document: Document, line: Line, profile: Profile, language: Language, year: int) -> Dated | None:
    text = line.text
    if has_phrase(profile.words.get("event_label", ()), text) or _LAW.search(text):
        return None
    for span in language.dates(text, year=year):
        rest = text[: span.start] + " " + text[span.end :]
        written_year = re.search(r"\d{4}|\d\d\.\d\d\.\d\d", span.words) is not None
        before = text[max(0, span.start - 14) : span.start]
        wanted = has_phrase(profile.words.get("deadline", ()), before)
        if not _is_day(span) or span.last is None or not written_year or wanted or _CITED.search(text[: span.start]):
            continue
        if _REGISTERED.search(text[: span.start]):
            return Dated(span.last, line.quote(document, span.start, span.end))
        titled = re.search(r"(?<!\w)от\s*$", before) is not None and _begins_with_type(text, profile)
        if (titled and len(text) <= TITLE) or (len(text) <= LONG and _is_requisite(rest, profile)):
            return Dated(span.last, line.quote(document, span.start, span.end))
    return None


def _begins_with_type(text: str, profile: Profile) -> bool:
    """«Отчёт о проведении … от 27.04.2022»: the title and the date in one line."""
    lists = [words for name, words in profile.words.items() if name.startswith("evidence_")]
    starts = [spans[0].start for words in lists if (spans := find_phrases(words, text))]
    return bool(starts) and not text[: min(starts)].strip(' «"\t')


def _is_requisite(rest: str, profile: Profile) -> bool:
    """What stands beside the date of a document: its number, its type, a post with a name; never a sentence."""
    if has_phrase(profile.words.get("happened", ()), rest):
        return False
    return len(re.findall(r"[а-яё]{2,}", rest)) <= 9  # noqa: PLR2004 - a post, a name, a place


def _is_event_line(text: str, profile: Profile) -> bool:
    """A line that tells when and where people met: «22.04.2022, актовый зал, 17.30»."""
    words = profile.words
    if has_phrase(words.get("event_label", ()), text):
        return True
    return has_phrase(words.get("event_place", ()), text) and not re.search(r"№|протокол", text, re.IGNORECASE)


def _is_day(span: DateSpan) -> bool:
    return span.first is not None and span.first == span.last


def events(
    document: Document, facts: Facts, profile: Profile, language: Language, issued: Dated | None
) -> tuple[Happened, ...]:
    """When the thing took place, surest first. Comparisons, deadlines and acts cited are left out."""
    year = issued.day.year if issued else year_of(document, facts, profile)
    found = [item for id_, text in document.units() for item in _in_unit(document, id_, text, profile, language, year)]
    found += _rows(document, profile, language, year)
    if issued:
        found = [
            item
            for item in found
            if not (item.quote.block == issued.quote.block and item.quote.start == issued.quote.start)
        ]
    elif not found:
        found = list(_loose(document, profile, language, year))
    return tuple(sorted(found, key=lambda item: item.rank))


def _loose(document: Document, profile: Profile, language: Language, year: int) -> Iterator[Happened]:
    """A time in a short line, when nothing better is told: «апрель 2022 г.», «12 мая в 18.00 состоится собрание»."""
    for place, line in enumerate(requisite_lines(document)):
        if _LAW.search(line.text) or (place >= HEAD_LINES and len(line.text) > LONG):
            continue
        for span in language.dates(line.text, year=year):
            before = line.text[max(0, span.start - 14) : span.start]
            dated = span.first is not None and span.last is not None
            told = dated and not (span.whole_year or span.vague or _is_long(span))
            if told and not has_phrase(profile.words.get("deadline", ()), before) and not _CITED.search(line.text):
                yield Happened(span, line.quote(document, span.start, span.end), LOOSE)


def _in_unit(
    document: Document, id_: str, text: str, profile: Profile, language: Language, year: int
) -> Iterator[Happened]:
    words = profile.words
    for sentence in language.sentences(text):
        part = text[sentence.start : sentence.end]
        for span in language.dates(part, year=year):
            if span.last is None or span.whole_year or _is_long(span):
                continue
            before = part[max(0, span.start - 50) : span.start]
            clause = _clause(part, span.start, span.end)
            if _LAW.search(before) or has_phrase(
                words.get("compared_with", ()), part[max(0, span.start - 25) : span.end]
            ):
                continue
            if has_phrase(words.get("deadline", ()), before[-12:] + span.words) or span.first is None:
                continue
            quote = document.quote(id_, sentence.start + span.start, sentence.start + span.end)
            if has_phrase(words.get("event_label", ()), before) or (
                len(text) <= LONG and _is_event_line(text, profile)
            ):
                yield Happened(span, quote, 0)
            elif has_phrase(words.get("happened", ()), clause):
                yield Happened(span, quote, 1)
            elif has_phrase(words.get("happened", ()), part) and not has_phrase(words.get("referred", ()), before):
                yield Happened(span, quote, 2)


def _is_long(span: DateSpan) -> bool:
    return span.first is not None and span.last is not None and (span.last - span.first).days > LONGEST


def _rows(document: Document, profile: Profile, language: Language, year: int) -> Iterator[Happened]:
    """«Дата | 14.04.2022»: a row whose first cell is the label of a time."""
    labels = ("дата", *profile.words.get("event_label", ()))
    for block in document.body():
        for row in block.table.rows if block.table is not None else ():
            if len(row) == PAIR and len(row[0].text) <= SHORT and has_phrase(labels, row[0].text):
                for span in language.dates(row[1].text, year=year):
                    if _is_day(span):
                        yield Happened(span, document.quote(row[1].id, span.start, span.end), 0)


def _clause(text: str, start: int, end: int) -> str:
    """The part of the sentence between signs that end a thought."""
    low = max((text.rfind(sign, 0, start) for sign in ";(:"), default=-1) + 1
    highs = [place for sign in ";)" if (place := text.find(sign, end)) >= 0]
    return text[low : min(highs, default=len(text))]


def has_event_words(text: str, profile: Profile) -> bool:
    """Does the text tell of something that took place?"""
    return bool(find_phrases(profile.words.get("happened", ()), text))
