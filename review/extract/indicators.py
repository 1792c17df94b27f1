"""Target indicators with their values by stage: from lists, from tables of their own, from the plan's column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.indicator_tables import from_tables
from review.extract.roles import role_of
from review.model.phrases import has_phrase
from review.model.programme import Indicator, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from review.extract.headings import Heading
    from review.extract.mentions import Mentions
    from review.extract.passport import Found
    from review.extract.scene import Line, Scene, Unit
    from review.model.language import Quantity
    from review.model.programme import Plan, Where

_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]\s+|[-•*–—]\s*)")
_PIECE = re.compile(r";\s*(?=[^\W\d_]|\d{1,2}[.)]\s)")
_VALUES = re.compile(
    r"\s*(?::|\s[-–—]\s(?=[^;]*\d)|\((?=[^)]*(?:баз|этап|план|итог|начал|\d+(?:[.,]\d+)?\s*%))|,? с (?=\d[^;]{1,30}до \d)"
    r"|,? (?:до|не (?:менее|более|ниже|выше)(?: чем)?) (?=\d+(?:[.,]\d+)?\s*[%а-я.]{0,12}\s*(?:\([^)]*\))?\W*$))"
)
_NO_VALUE = re.compile(
    r"[-\s]*(?:[йя]е?о?)?\s*(?:этап|полугоди|класс|кл\.|январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|год|г\.|задач)"
)
_UNIT = re.compile(
    r",\s*(%|ед(?:иниц\w*|\.)?|чел(?:овек|\.)?|шт\w*\.?|балл\w*|час\w*|процент\w*|мбит/с|раз\w*)\s*(?:\([^)]*\))?\s*$|\((%|ед\.?|чел\.?|человек|балл\w*|единиц\w*|процент\w*)\)"
)
_INTRO = re.compile(r"^\W*(?:целев\w+ )?(?:индикатор|показател)\w*[^:]{0,80}:\s*$")
_BAD = re.compile(r"^\W*(?:базов\w+ и |значени\w+ |план\w+ значени|приведен|указан|см\. )")


def indicators(
    scene: Scene, rows: Found, found: Sequence[Heading], plans: Sequence[Plan], mentions: Mentions
) -> tuple[Indicator, ...]:
    """All indicators: the passport's, those of tables, of lists under their heading, and the plan's column."""
    made: list[Indicator] = []
    for row in rows.rows:
        if row.key == "indicators":
            for value in row.values:
                unit = scene.by_id[value.block]
                span = unit.norm.at(value.start), unit.norm.at(value.end)
                lines = [line for line in scene.lines(unit) if span[0] <= line.start < max(span[1], span[0] + 1)]
                made += _from_lines(scene, lines, "passport", mentions)
    inside = {plan.block for plan in plans} | {row.block for plan in plans for row in plan.rows}
    made += from_tables(scene, inside | rows.blocks, mentions)
    made += _from_sections(scene, found, inside | rows.blocks, mentions)
    made += _from_plans(scene, plans, mentions)
    return tuple(made)


def _from_lines(scene: Scene, lines: Sequence[Line], where: Where, mentions: Mentions) -> Iterator[Indicator]:
    """One indicator per line or per part between semicolons; a part that only tells a stage's value goes on."""
    for line in lines:
        if _INTRO.match(line.lower) or _BAD.match(line.lower):
            continue
        for start, end in _parts(scene, line):
            indicator = _indicator(scene, line.unit, start, end, where, mentions)
            if indicator is not None:
                yield indicator


def _parts(scene: Scene, line: Line) -> Iterator[tuple[int, int]]:
    begin = line.start
    for match in _PIECE.finditer(line.lower):
        cut = line.start + match.end()
        following = line.unit.lower[cut : line.end].split(";")[0]
        head = re.split(r"\d", following, maxsplit=1)[0] if not re.match(r"\d", following) else following[:12]
        if role_of(scene, head[:40]) is not None and len(head.split()) <= 6:  # noqa: PLR2004 - «к концу второго этапа»
            continue
        yield begin, cut
        begin = cut
    yield begin, line.end


def _indicator(scene: Scene, unit: Unit, start: int, end: int, where: Where, mentions: Mentions) -> Indicator | None:
    text = unit.norm.text[start:end]
    number = _NUMBER.match(text)
    start += number.end() if number else 0
    text = unit.norm.text[start:end].rstrip(" ;.\n")
    if len(text.split()) < 2:  # noqa: PLR2004 - a number alone is no indicator
        return None
    cut = _VALUES.search(text)
    name = text[: cut.start()] if cut and len(text[: cut.start()].split()) > 1 else text
    values = _values(scene, text, cut.end() - 1 if cut and name != text else 0)
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
    return named


def _values(scene: Scene, text: str, start: int) -> tuple[Value, ...]:
    """Every number after the name; its role is told by the words between it and the number before."""
    counted = [q for q in scene.language.quantities(text) if not _NO_VALUE.match(text[q.end :].lower()) or q.unit]
    changes = scene.language.changes(text)
    if changes:
        change = changes[0]
        later = [q for q in counted if q.start >= change.end]
        rest = [v for v in _roled(scene, text, later, change.end) if v.role not in ("baseline", "other")]
        return (Value(change.baseline, "baseline"), Value(change.target, "target"), *rest)
    return tuple(_roled(scene, text, [q for q in counted if q.start >= start], start))


def _roled(scene: Scene, text: str, quantities: Sequence[Quantity], start: int) -> Iterator[Value]:
    place, last = start, None
    for quantity in quantities:
        between = text[place : quantity.start].lower()
        role = role_of(scene, between[-60:])
        if role is None:
            after = re.match(r"\s*\(([^)\d]*|[^)]*(?:этап|баз|итог)[^)]*)\)", text[quantity.end :].lower())
            role = role_of(scene, after[1]) if after else None
        if role is None and last is not None and re.fullmatch(r"[\s(/,;]*", between):
            role = last  # «58 чел. (20,3 %)»: the same value twice
        if role is None:
            role = "other" if quantity.comparison == "by" else "target"
        yield Value(quantity, role)
        place, last = quantity.end, role


def _is_document(scene: Scene, text: str, values: Sequence[Value]) -> bool:
    """A document named instead of a result, and nothing counted."""
    counted = any(value.quantity.unit for value in values)
    head = " ".join(text.split()[:4])
    return not counted and has_phrase(scene.vocabulary.words("document_words"), head)


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
