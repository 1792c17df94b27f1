"""Target indicators with their values by stage: from lists, from tables of their own, from the plan's column."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from review.extract.programme.indicator_tables import from_tables
from review.extract.programme.values import values_after, values_within
from review.model.phrases import fold, pattern
from review.model.programme import Indicator

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from review.extract.names.mentions import Mentions
    from review.extract.programme.passport import Found
    from review.extract.scene import Line, Scene, Unit
    from review.extract.shape.headings import Heading
    from review.model.plan import Plan
    from review.model.programme import Value, Where

_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]\s+|[-•*–—]\s*)")
_PIECE = re.compile(
    r";\s*(?=[^\W\d_]|\d{1,2}[.)]\s)"
    r"|(?<=[\w%)])\.\s+(?=(?:\d{1,2}[.)]\s+)?(?:доля|доли|число|количество|процент|охват|удельн|средн|уровень|посещаем"
    r"|успеваем|качеств|оснащ|показатель))"
)
_SPELT = r"(?:[а-я]+(?:дцать|десят|надцать|сто|сот)|один|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|сорок)"
_VALUES = re.compile(
    rf"\s*(?::|\s[-–—]\s(?=(?:сейчас |сегодня )?{_SPELT}\b)|"
    r"\s[-–—]\s(?=[^;]*\d)|\((?=[^)]*(?:баз|этап|план|итог|начал|\d+(?:[.,]\d+)?\s*%))|,? с "
    r"(?=\d[^;]{1,30}до \d)"
    r"|,? (?:состав[ия]т|достигн\w+|вырас\w+|сниз[ия]тся|сниж\w+|подним\w+|увелич\w+|уменьш\w+|не превы\w+) (?=[^;]*\d)"
    r"|,? (?:до|не (?:менее|более|ниже|выше)(?: чем)?) (?=\d+(?:[.,]\d+)?\s*[%а-я.]{0,12}\s*(?:\([^)]*\))?\W*$))"
)
_UNIT = re.compile(
    r",\s*(%|ед(?:иниц\w*|\.)?|чел(?:овек|\.)?|шт\w*\.?|балл\w*|час\w*|процент\w*|мбит/с"
    r"|раз\w*)\s*(?:\([^)]*\))?\s*$|\((%|ед\.?|чел\.?|человек|балл\w*|единиц\w*|процент\w*)\)"
)
_GOES_ON = re.compile(
    r"\s*(?:(?:к|на|в|по)\s+)?(?:конц\w+ |начал\w+ |момент\w* |завершени\w+ |итогам )?"
    r"(?:(?:\d|i{1,3}|iv|перв\w+|втор\w+|трет\w+)(?:-?(?:й|го|м))?\s+(?:этап|полугод)|этап|баз|исходн"
    r"|итог|план|целев|цель|старт|факт|промежут"
    r"|конец|конц|начал|\d{1,2}[. ](?:\d\d|[а-я]+)|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр"
    r"|октябр|ноябр|декабр|\d+(?:[.,]\d+)?\s*%)"
)
_COUNTED = re.compile(r"\W*(?:[Чч]исло|[Кк]оличество) ([а-яё]{3,})")  # «Число семей»: the thing counted is its unit
_INTRO = re.compile(r"^\W*(?:целев\w+ )?(?:индикатор|показател)\w*[^:]{0,80}:\s*$")
_TOLD = re.compile(
    r"(?<![а-я])(?:дол(?:я|ю|ей)|числ(?:о|ом)|количеств(?:о|ом)|процент(?:ом)?|средн(?:ий|им) балл(?:ом)?|охват(?:ом)?)"
    r" (?=[а-я])"
)
_SAYS = re.compile(
    r"(?:,? (?:в|на) [а-я0-9 .]{3,20}20\d\d(?: года?)?)? (?:составля\w+|был[аои]?|равня\w+)(?![а-я])"
    r"|: ?(?=[а-я ]{0,12}\d)"
)
_TORN = re.compile(r"(?:(?<![а-яё])(?:на|до|с|со|по|к|в|и|от|не|более|менее|–|-)|,)\s*$")
_TIMES = 2  # roles of values that make a sentence an indicator
_REFERS = re.compile(
    r"(?:см\.|смотри|приведен\w*|указан\w*|представлен\w*|изложен\w*|дан[аоы]?|[-:])\s+(?:ниже\W*$|(?:во? )?"
    r"(?:\w+ )?(?:раздел|таблиц|приложени|матриц|част[иь]|пункт))"
)  # «четыре показателя, см. раздел 3», «исходные значения - в матрице целей»
_BAD = re.compile(
    r"^\W*(?:раздел \w{1,4}\W*$|таблиц\w+ \d+\W*$|базов\w+ и |значени\w+ |план\w+ значени|приведен|указан|см\. )"
)


def indicators(
    scene: Scene, rows: Found, found: Sequence[Heading], plans: Sequence[Plan], mentions: Mentions
) -> tuple[Indicator, ...]:
    """All indicators: the passport's, those of tables, of lists under their heading, and the plan's column."""
    made: list[Indicator] = []
    for row in rows.rows:
        if row.key == "indicators":
            for value in row.values:
                made += _from_lines(scene, scene.lines_of(value), "passport", mentions)
    inside = {plan.block for plan in plans} | {row.block for plan in plans for row in plan.rows}
    made += from_tables(scene, inside | rows.blocks, mentions)
    made += _from_sections(scene, found, inside | rows.blocks, mentions)
    if not made:
        made += _from_prose(scene, inside | rows.blocks, mentions)
    made += _from_plans(scene, plans, mentions)
    return tuple(made)


def _from_lines(scene: Scene, lines: Sequence[Line], where: Where, mentions: Mentions) -> Iterator[Indicator]:
    """One indicator per line or per part between semicolons; a part that only tells a stage's value goes on."""
    for line in _whole(lines):
        if _INTRO.match(line.lower) or _BAD.match(line.lower) or _REFERS.search(line.lower):
            continue
        for start, end in _parts(line):
            indicator = _indicator(scene, line.unit, start, end, where, mentions)
            if indicator is not None:
                yield indicator


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines a page has torn are one again: «…, на» and «01.11 – 31,6 %»."""
    last: Line | None = None
    for line in lines:
        if last is not None and last.unit is line.unit and _TORN.search(last.lower):
            last = replace(last, end=line.end)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _parts(line: Line) -> Iterator[tuple[int, int]]:
    begin = line.start
    for match in _PIECE.finditer(line.lower):
        cut = line.start + match.end()
        following = line.unit.lower[cut : line.end].split(";")[0]
        if _GOES_ON.match(following):
            continue
        yield begin, cut
        begin = cut
    yield begin, line.end


def _indicator(scene: Scene, unit: Unit, start: int, end: int, where: Where, mentions: Mentions) -> Indicator | None:
    text = unit.norm.text[start:end]
    number = _NUMBER.match(text)
    start += number.end() if number else 0
    text = unit.norm.text[start:end].rstrip(" ;.\n")
    if len(text.split()) < 2 or text.startswith("("):  # noqa: PLR2004 - a number alone, or a remark on the columns
        return None
    cut = _VALUES.search(text) if where != "plan" else None
    name = text[: cut.start()] if cut and len(text[: cut.start()].split()) > 1 else text
    values = values_after(scene, text, cut.start()) if cut and name != text else values_within(scene, text)
    unit_name = _unit(text, name, values)
    quote = scene.quote(unit, start, start + len(text))
    return Indicator(
        quote=quote,
        name=name.strip(" ,;:-"),
        unit=unit_name,
        values=values,
        where=where,
        is_document=_is_document(scene, text, values),
        quotes=(quote,),
        risks=mentions.of(quote),
    )


def _unit(text: str, name: str, values: Sequence[Value]) -> str:
    match = _UNIT.search(name.strip()) or _UNIT.search(text.lower())
    if match:
        return (match[1] or match[2]).rstrip(".")
    named = next((value.quantity.unit for value in values if value.quantity.unit), "")
    if not named and re.match(r"\W*(?:доля|процент|удельный вес)", text.lower()):
        return "%"
    counted = _COUNTED.match(name) if not named else None
    return counted[1].lower() if counted else named


def _is_document(scene: Scene, text: str, values: Sequence[Value]) -> bool:
    """A document named instead of a result, and nothing counted."""
    return not values and pattern(scene.vocabulary.words("document_words")).match(fold(text).lstrip(" -")) is not None


def _from_sections(
    scene: Scene, found: Sequence[Heading], skip: Collection[str], mentions: Mentions
) -> Iterator[Indicator]:
    """Lists under the heading «Целевые показатели», or after a line that announces them."""
    keys = {heading.unit.id: heading.key for heading in found}
    inside = announced = False
    for unit in scene.body:
        if unit.id in keys:
            inside, announced = keys[unit.id] == "indicators", False
            continue
        if unit.block.id in skip or unit.cell is not None or unit.index < scene.front:
            continue
        if _INTRO.match(unit.lower):
            announced = True
        elif unit.block.type == "list_item" and (inside or announced):
            yield from _from_lines(scene, scene.lines(unit), "body", mentions)
        else:
            announced = False


def _from_prose(scene: Scene, skip: Collection[str], mentions: Mentions) -> Iterator[Indicator]:
    """«Доля … составляла 35 процентов; к 1 июня ждём 32, к 1 ноября 29»: indicators told in sentences."""
    for unit in scene.body:
        if unit.block.id in skip or unit.cell is not None or unit.index < scene.front or not _TOLD.search(unit.lower):
            continue
        for sentence in scene.language.sentences(unit.text):
            begin, end = unit.norm.at(sentence.start), unit.norm.at(sentence.end)
            starts = [begin + m.start() for m in _TOLD.finditer(unit.lower[begin:end])]
            for start, until in pairwise([*starts, end]):
                text = unit.norm.text[start:until].rstrip(" ;.,\n")
                cut = _SAYS.search(text)
                values = values_after(scene, text, cut.start()) if cut is not None else ()
                if cut is None or len({value.role for value in values}) < _TIMES:
                    continue
                name = text[: cut.start()].strip(" ,;:-")
                quote = scene.quote(unit, start, start + len(text))
                yield Indicator(
                    quote, name, _unit(text, name, values), values, "body", quotes=(quote,), risks=mentions.of(quote)
                )


def _from_plans(scene: Scene, plans: Sequence[Plan], mentions: Mentions) -> Iterator[Indicator]:
    for plan in plans:
        for row in plan.rows:
            if row.indicator is None or not row.indicator.text or "indicator" in row.inherited:
                continue
            unit = scene.by_id[row.indicator.block]
            made = _indicator(scene, unit, 0, len(unit.lower), "plan", mentions)
            if made is None:
                quote = row.indicator
                made = Indicator(
                    quote, quote.text, "", (), "plan", is_document=_is_document(scene, quote.text, ()), quotes=(quote,)
                )
            yield made
