"""Plans told as lists: an item is a measure, its term stands in it, and who, for whom and what shows it follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.model.phrases import pattern
from review.model.plan import Plan, PlanRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from review.extract.scene import Scene, Unit
    from review.model.document import Quote
    from review.model.language import DateSpan
    from review.model.programme import Section

_LEAST = 4  # items that make a plan
_RUN = 3  # items of one list that may be a part of it
_DATED = 0.6  # part of them that tell a term
_MEASURED = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:дол[яи]|числ[оа]|количеств[оа]|процент|удельн|средн\w+ балл|показател|охват"
    r"|(?:\d|[ivx]+|перв\w+|втор\w+|трет\w+|четверт\w+)(?:-?[йя])?\s+этап|этап)"
)  # an indicator or a stage, no measure
_STAGE = re.compile(r"(?:^|\W)(?:этап|шаг|полугоди|четверт|квартал|весн|осен|зим|лет[он])", re.IGNORECASE)
_HERE = ("plan", "measures", "content")
_NOT_HERE = ("analysis", "goals", "tasks", "indicators", "methods", "results", "management", "passport")
_KINDS = (
    ("responsible", re.compile(r"\W*(?:отвеча[ею]т|ответственн\w+|исполнител\w+)\b", re.IGNORECASE)),
    ("participants", re.compile(r"\W*(?:участв\w+|участник\w*|приглаш\w+|охват\w*)\b", re.IGNORECASE)),
    ("indicator", re.compile(r"\W*(?:показател\w+|индикатор\w*|результат\w*|ожида\w+)\b", re.IGNORECASE)),
    ("extra", re.compile(r"\W*(?:оста[её]тся|остаются|подтвержд\w+|документ\w*|по итогам|итог)\b", re.IGNORECASE)),
)
_CUT = re.compile(
    r";\s*|(?<=[.;)])\s+(?=(?:Отвеч|Ответствен|Исполнит|Участ|Приглаш|Охват|Показател|Результат|Индикатор|Оста[её]тся|Остаются"
    r"|Подтвержд|Документ|По итогам))"
)
_BRACKETS = re.compile(r"\(([^()]{3,80})\)\W*$")
_AROUND = re.compile(r"[\s,;:.–—-]+$")
_WORDS = 2  # of a measure at least


@dataclass(frozen=True, slots=True)
class _Item:
    unit: Unit
    dates: tuple[DateSpan, ...]
    section: str


def listed_plans(scene: Scene, sections: Sequence[Section], skip: Collection[str], year: int) -> tuple[Plan, ...]:
    """One plan of all lists most items of which tell when, or none. It has rows but no columns and no header."""
    rows: list[PlanRow] = []
    for run in _runs(scene, sections, skip, year):
        told = [item for item in run if item.dates]
        measured = sum(bool(_MEASURED.match(item.unit.lower)) for item in run)
        if len(run) >= _RUN and len(told) >= _DATED * len(run) and measured * 2 < len(run):
            rows += [row for item in run if (row := _row(scene, item)) is not None]
    if len(rows) < _LEAST:
        return ()
    numbered = tuple(replace(row, row=place) for place, row in enumerate(rows, start=1))
    return (Plan(numbered[0].block, (), (), numbered),)


def _runs(scene: Scene, sections: Sequence[Section], skip: Collection[str], year: int) -> Iterator[list[_Item]]:
    """Items of one list; a short line about a stage between two parts of it heads what follows."""
    inside, outside = (
        {block for section in sections if section.key in keys and not section.implicit for block in section.blocks}
        for keys in (_HERE, _NOT_HERE)
    )
    run: list[_Item] = []
    heading = ""
    for unit in scene.body:
        if (
            unit.cell is not None
            or unit.index < scene.front
            or unit.block.id in skip
            or unit.block.id in outside - inside
        ):
            continue
        if unit.block.type == "list_item" and len(unit.words) > 1:
            run.append(_Item(unit, tuple(scene.dates(unit.text, year)), heading))
        elif len(unit.words) <= 12 and _STAGE.search(unit.lower):  # noqa: PLR2004 - a line that heads a part of the list
            heading = " ".join(unit.text.split())
        else:
            yield run
            run, heading = [], ""
    yield run


def _row(scene: Scene, item: _Item) -> PlanRow | None:
    unit = item.unit
    said = _said(scene, item)
    if "measure" not in said:
        return None
    term = scene.document.quote(unit.id, item.dates[0].start, item.dates[-1].end) if item.dates else None
    return PlanRow(
        row=0,
        number=(unit.block.number or "").strip("•.) "),
        task=None,
        measure=said["measure"],
        term=term,
        dates=item.dates,
        indicator=said.get("indicator"),
        responsible=said.get("responsible"),
        participants=said.get("participants"),
        extra=said.get("extra"),
        section=item.section,
        page=unit.block.page,
        block=unit.block.id,
    )


def _said(scene: Scene, item: _Item) -> dict[str, Quote]:
    """The item's sentences by what each tells; the first that tells nothing else is the measure."""
    unit = item.unit
    found: dict[str, Quote] = {}
    for first, last in _sentences(scene, unit):
        start, end = first, last
        key = next((name for name, what in _KINDS if what.match(unit.text, start)), "measure")
        if key == "measure" and "measure" not in found:
            bracket = _BRACKETS.search(unit.text, start, end)
            if bracket is not None and _names_somebody(scene, bracket[1]):
                found["responsible"] = scene.document.quote(unit.id, bracket.start(1), bracket.end(1))
                end = bracket.start()
            start, end = _without_term(unit.text, start, end, item.dates)
            if len(unit.text[start:end].split()) >= _WORDS:  # «С 28 марта по 8 апреля 2022 г.» may end a sentence
                found[key] = scene.document.quote(unit.id, start, end)
        elif key != "measure":
            found.setdefault(key, scene.document.quote(unit.id, start, end))
    if "responsible" not in found and _names_somebody(scene, unit.text):
        found["responsible"] = scene.document.quote(unit.id)
    return found


def _sentences(scene: Scene, unit: Unit) -> Iterator[tuple[int, int]]:
    for sentence in scene.language.sentences(unit.text):
        cuts = [match.span() for match in _CUT.finditer(unit.text, sentence.start, sentence.end)]
        starts = [sentence.start, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), sentence.end]
        for start, end in zip(starts, ends, strict=True):
            until = start + len(_AROUND.sub("", unit.text[start:end]))
            if until > start:
                yield start, until


def _without_term(text: str, start: int, end: int, dates: Sequence[DateSpan]) -> tuple[int, int]:
    """What is done, without the term it begins or ends with."""
    inside = [span for span in dates if start <= span.start and span.end <= end]
    if inside and not text[start : inside[0].start].split():
        start = inside[0].end
        start += len(text[start:end]) - len(text[start:end].lstrip(" ,.:;–—-"))
    elif inside and not text[inside[-1].end : end].strip(" .,;)"):
        end = start + len(_AROUND.sub("", text[start : inside[0].start]))
    return start, end


def _names_somebody(scene: Scene, text: str) -> bool:
    posts = pattern((*scene.vocabulary.words("staff_posts"), *scene.vocabulary.words("collective")))
    return posts.search(text.lower()) is not None or bool(scene.language.persons(text))
