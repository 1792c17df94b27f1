"""The time a document is written for, as each place of it says, and the year for terms that name none."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from review.model.programme import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.extract.scene import Line, Scene, Unit
    from review.model.language import DateSpan
    from review.model.programme import PassportRow, Where

_RANGE = re.compile(r"(20\d\d)\s*(?:-|/|по|и|до)\s*(20\d\d)(?!\d)(?=\s*(?:гг?\b|год|учебн|$|[\s).,]))")
_YEAR = re.compile(r"(?<![\d.№])(?:на |в )?(20\d\d)\s*(?:год[ау]?|г\.|г\b|$|(?=\)))")
_STUDY = re.compile(r"учебн")
_SPEAKS = re.compile(
    r"(?:концепци|программ|дорожн|цел[ьи]|проект|план)\w*(?: (?:развити|мероприяти|школ|карт|реализаци"
    r"|работ|антирисков)\w*){0,3}[^.\n]{0,60}?"
    r"(?:\bна (?=20\d\d)|рассчитан\w* на |период[ауе]?(?: реализации)? |реализ(?:у\w+|ован\w*) (?:в |с )|охватыва\w+ )"
)
_FOREIGN = re.compile(
    r"федеральн|национальн|государственн|региональн|муниципальн\w+ программ|областн|целев\w+ программ|стратеги|указ"
)
_HEADING = re.compile(r"\bна (?=20\d\d)|20\d\d\s*-\s*20\d\d")
_FULL = re.compile(r"\d{1,2}\.\d{1,2}\.(20\d\d)|(20\d\d)")


def periods(
    scene: Scene, title: Sequence[Line], passport: Sequence[PassportRow], plan_headings: Sequence[Unit]
) -> tuple[Period, ...]:
    """Every place that says what years the document is for."""
    found: list[Period] = []
    for line in title:
        found += _years(scene, line.unit, line.start, line.end, "title")
    for row in passport:
        if row.key == "terms":
            found += _terms(scene, row)
        elif row.key == "name":
            for value in row.values:
                unit = scene.by_id[value.block]
                found += _years(scene, unit, unit.norm.at(value.start), unit.norm.at(value.end), "passport")
    for unit in scene.units:
        if unit.part in ("header", "footer"):
            found += _years(scene, unit, 0, len(unit.lower), "header")
    for unit in plan_headings:
        found += _years(scene, unit, 0, len(unit.lower), "plan")
    return (*found, *_body(scene, {p.quote.block for p in found}))


def _years(scene: Scene, unit: Unit, start: int, end: int, where: Where) -> list[Period]:
    """«2022-2024 годы» or «на 2022 год»; the longest wins."""
    text = unit.lower[start:end]
    match = _RANGE.search(text)
    if match is not None:
        quote = scene.quote(unit, start + match.start(), start + match.end())
        if _STUDY.search(text[match.end() : match.end() + 12]) and int(match[2]) - int(match[1]) == 1:
            return [Period(date(int(match[1]), 9, 1), date(int(match[2]), 8, 31), where, quote)]
        return [Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31), where, quote)]
    match = _YEAR.search(text)
    if match is None:
        return []
    year = int(match[1])
    return [
        Period(
            date(year, 1, 1), date(year, 12, 31), where, scene.quote(unit, start + match.start(), start + match.end())
        )
    ]


def _terms(scene: Scene, row: PassportRow) -> list[Period]:
    """The passport's terms: from the first to the last day of everything named there."""
    spans: list[DateSpan] = []
    for value in row.values:
        spans += scene.dates(value.text, _common(value.text) or scene.profile.year)
    days = [day for span in spans for day in (span.first, span.last) if day is not None]
    if not days or not row.values:
        return []
    years = [s for s in spans if s.whole_year or (s.first and s.last and s.first.year != s.last.year)]
    first = next((s for s in years if s.first is not None and s.last is not None), None)
    start, end = (first.first, first.last) if first and first.first and first.last else (min(days), max(days))
    return [Period(start, end, "passport", row.values[0])]


def _body(scene: Scene, used: set[str]) -> list[Period]:
    """Sentences that say for what years the document or its goal is."""
    found: list[Period] = []
    for unit in scene.body:
        if unit.id in used or unit.index < scene.front or "20" not in unit.lower:
            continue
        for match in _SPEAKS.finditer(unit.lower):
            before = unit.lower[max(0, match.start() - 60) : match.end()]
            if _FOREIGN.search(before):
                continue
            found += _years(scene, unit, match.end(), min(len(unit.lower), match.end() + 25), "body")
    return found


def _common(text: str) -> int | None:
    counted = Counter(int(m[1] or m[2]) for m in _FULL.finditer(text))
    return max(counted, key=lambda year: (counted[year], -year)) if counted else None


def year_of(scene: Scene, title: Sequence[Line], passport: Sequence[PassportRow]) -> int | None:
    """The document's year: the title's, the passport's, the first page's, else the one named most."""
    texts = ["\n".join(line.lower for line in title)]
    texts += [row.text for row in passport if row.key in ("terms", "name")]
    texts.append("\n".join(unit.lower for unit in scene.body if scene.in_front(unit)))
    for text in texts:
        match = _RANGE.search(text)
        if match is not None:
            first, last = int(match[1]), int(match[2])
            return scene.profile.year if first <= scene.profile.year <= last else first
        year = _common(text)
        if year is not None:
            return year
    return _common("\n".join(unit.lower for unit in scene.body))
