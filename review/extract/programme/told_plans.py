"""Plans told in prose: month by month, or item by item with a date, where a document has no table of measures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from review.model.plan import Plan, PlanRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from review.extract.scene import Scene, Unit
    from review.model.document import Quote
    from review.model.language import DateSpan
    from review.model.programme import Section

_MONTHS = (
    r"(?:январ[ья]|феврал[ья]|март|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|август|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья])"
)
_LEAD = re.compile(
    rf"\W*(?:в )?{_MONTHS}(?: ?(?:-|и|,) ?{_MONTHS}){{0,2}}(?: 20\d\d(?: ?г(?:ода|\.)?)?)?\s*(?:[.:]|-|$)"
)
_DATED = re.compile(
    rf"\W*(?:с |до |к )?\d{{1,2}}(?:\s?[-–—]\s?\d{{1,2}})?(?:\.\d\d| {_MONTHS})\w*"
)  # a line of a cell: «21 апреля – опрос»
_CLAUSE = re.compile(r"[^;\n]+")
_START = re.compile(r"[\s.,:;\-–—•)]*(?:(?:а )?(?:затем|потом|также|тогда же)\s+)?")
_UNTIL = re.compile(
    r"\s*(?:\((?=[^()]*\)\s*(?:[.,;–—-]|$))"
    r"|,\s*(?:результат|ответственн|отвеча|составля|итог|справк|протокол|приказ|отч[её]т|на кажд|в кажд|докладыва)"
    r"|\s[-–—]\s*(?:ответственн|справк|протокол))",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:\d+|дв[аеу]\w*|тр[её]х?|тр[иё]м?\w*|четыр\w+|пят\w+|шест\w+|сем[ьи]\w*|восем\w+|восьм\w+|девят\w+|десят\w+|\w+надцат\w+)"
    r"\s+(?:\w+\s+)?(?:чел|педагог|учител|учащ|учен|обуча|родител|сем[ьеи]|дет|реб|наставник|пар\b|класс|участник|школьник)"
)
_POST = re.compile(
    r"(?<![а-я])(?:директор|завуч|заместител|зам\.|методист|психолог|педагог-|логопед|дефектолог|библиотекар|куратор"
    r"|руководител[ьяюи]|координатор|секретар|соц\w*\.? педагог|председател)"
)
_WORDS = 2  # of a measure at least
_ROWS = 3  # fewer dated clauses are no plan
_HEADING = 12  # words
_KEYS = ("plan", "measures", "content")


def told_plans(scene: Scene, sections: Sequence[Section], skip: Collection[str], year: int) -> tuple[Plan, ...]:
    """One plan of all dated clauses, or none. It has rows but no columns and no header."""
    rows: list[PlanRow] = []
    last: Quote | None = None
    for unit, month in _telling(scene, sections, skip):
        for start, end in _clauses(scene, unit, month):
            row = _row(scene, unit, (start, end), month, year, last)
            if row is not None:
                rows.append(row)
                last = row.responsible
    if len(rows) < _ROWS:
        return ()
    numbered = tuple(replace(row, row=place) for place, row in enumerate(rows, start=1))
    return (Plan(numbered[0].block, (), (), numbered),)


def _telling(scene: Scene, sections: Sequence[Section], skip: Collection[str]) -> Iterator[tuple[Unit, str]]:
    """Paragraphs that tell a plan, each with the words of the month it stands under."""
    inside = {
        block for section in sections if section.key in _KEYS and not section.implicit for block in section.blocks
    }
    elsewhere = {block for section in sections if section.key not in (None, *_KEYS) for block in section.blocks}
    headed = {section.heading.block for section in sections if not section.implicit}
    month = ""
    for unit in scene.body:
        if unit.index < scene.front or unit.block.id in skip:
            continue
        if unit.cell is not None:
            if any(_DATED.match(line.lower) for line in scene.lines(unit)):
                yield unit, ""
            continue
        lead = _LEAD.match(unit.lower)
        if lead is not None and len(unit.lower[lead.end() :].split()) < _WORDS:
            month = lead.group()
            continue
        if unit.id in headed or (unit.block.type == "heading" and len(unit.words) <= _HEADING):
            month = ""
            continue
        begins = unit.block.id not in elsewhere and _begins_dated(scene, unit)
        if lead is not None or month or unit.block.id in inside or begins:
            yield unit, lead.group() if lead is not None else month


def _begins_dated(scene: Scene, unit: Unit) -> bool:
    """«Двадцать девятого апреля 2022 года приглашаем родителей …»."""
    spans = [span for span in scene.dates(unit.text, scene.profile.year) if _is_dated(span)]
    return bool(spans) and len(unit.text[: spans[0].start].split()) < _WORDS


def _clauses(scene: Scene, unit: Unit, month: str) -> Iterator[tuple[int, int]]:
    """Sentences and what semicolons part, as places in the unit's own text; the month that leads them is cut off."""
    lead = _LEAD.match(unit.lower) if month else None
    begin = unit.norm.span(0, lead.end())[1] if lead is not None and lead.end() else 0
    for sentence in scene.language.sentences(unit.text):
        for match in _CLAUSE.finditer(unit.text[sentence.start : sentence.end]):
            start, end = max(begin, sentence.start + match.start()), sentence.start + match.end()
            if end > start and len(unit.text[start:end].split()) >= _WORDS:
                yield start, end


def _row(scene: Scene, unit: Unit, place: tuple[int, int], month: str, year: int, last: Quote | None) -> PlanRow | None:
    text = unit.text[place[0] : place[1]]
    dates = [span for span in scene.dates(text, year) if _is_dated(span)]
    if not dates and not (month and unit.block.type == "list_item"):
        return None
    spans = dates or [span for span in scene.dates(month, year) if span.last is not None]
    term = scene.document.quote(unit.id, place[0] + dates[0].start, place[0] + dates[-1].end) if dates else None
    measure, rest = _measure(scene, unit, place, dates)
    if measure is None:
        return None
    whole = scene.document.quote(unit.id, *place)
    responsible = whole if _names_somebody(scene, text) else last
    return PlanRow(
        row=0,
        number="",
        task=None,
        measure=measure,
        term=term or whole,
        dates=tuple(spans),
        indicator=None,
        responsible=responsible,
        participants=whole if _PEOPLE.search(text.lower()) else None,
        extra=rest,
        page=unit.block.page,
        block=unit.block.id,
        inherited=() if responsible is whole else ("responsible",),
    )


def _measure(
    scene: Scene, unit: Unit, place: tuple[int, int], dates: Sequence[DateSpan]
) -> tuple[Quote | None, Quote | None]:
    """What is done, without the date it begins with and the sign it ends with; and that sign."""
    start, end = place
    if dates and len(unit.text[start : start + dates[0].start].split()) < _WORDS:
        start += dates[0].end
    lead = _START.match(unit.text[start:end])
    start += lead.end() if lead is not None else 0
    cut = _UNTIL.search(unit.text, start, end)
    until = cut.start() if cut is not None and len(unit.text[start : cut.start()].split()) > _WORDS else end
    if len(unit.text[start:until].split()) < _WORDS:
        return None, None
    rest = scene.document.quote(unit.id, until, end) if until < end else None
    return scene.document.quote(unit.id, start, until), rest


def _is_dated(span: DateSpan) -> bool:
    return span.last is not None and not span.vague and not span.whole_year


def _names_somebody(scene: Scene, text: str) -> bool:
    return _POST.search(text.lower()) is not None or bool(scene.language.persons(text))
