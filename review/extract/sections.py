"""Sections by headings; in prose without headings by the sentence a section opens with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.model.programme import Section

if TYPE_CHECKING:
    from review.extract.headings import Heading
    from review.extract.scene import Scene, Unit

_FEW = 2  # fewer known sections than this: the text has no headings worth the name


def sections(scene: Scene, found: list[Heading]) -> tuple[Section, ...]:
    """All sections in order, each with everything below it, subsections included."""
    blocks = scene.document.blocks
    made = []
    keyed: list[str | None] = []
    for place, heading in enumerate(found):
        end = next((h.unit.index for h in found[place + 1 :] if h.level <= heading.level), len(blocks))
        inside = [b for b in blocks[heading.unit.index + 1 : end] if b.part not in ("header", "footer")]
        key = heading.key or _inherited(scene, heading, found[:place], keyed)
        keyed.append(key)
        made.append(
            Section(
                key=key,
                heading=scene.quote(heading.unit, heading.start),
                level=heading.level,
                blocks=tuple(block.id for block in inside),
                words=sum(len(unit.text.split()) for block in inside for unit in scene.by_block.get(block.id, ())),
            )
        )
    if sum(section.key is not None for section in made) < _FEW:
        made += _by_openings(scene, found)
    return tuple(made)


def _inherited(scene: Scene, heading: Heading, before: list[Heading], keys: list[str | None]) -> str | None:
    """A heading that names a risk direction right after the analysis continues it, though it stands on its level."""
    if not before or before[-1].level > heading.level or keys[-1] != "analysis":
        return None
    lower = heading.unit.lower
    stems = {word.stem for word in heading.unit.words}
    named = any(_NAME_STEMS[risk.code] & stems for risk in scene.profile.risks if risk.code in _NAME_STEMS)
    return "analysis" if named or "риск" in lower else None


_NAME_STEMS: dict[str, frozenset[str]] = {}


def _by_openings(scene: Scene, found: list[Heading]) -> list[Section]:
    """Sections of plain prose: each begins at the first paragraph that speaks of its matter."""
    openings = {key: re.compile(pattern) for key, pattern in _OPENINGS.items()}
    starts: list[tuple[str, Unit]] = []
    headed = {heading.unit.id for heading in found}
    for unit in scene.body:
        if unit.cell is not None or unit.index < scene.front or unit.id in headed:
            continue
        key = next((k for k, p in openings.items() if k not in dict(starts) and p.search(_first(unit))), None)
        if key is not None:
            starts.append((key, unit))
    return [_section(scene, key, unit, starts[place + 1 :]) for place, (key, unit) in enumerate(starts)]


def _first(unit: Unit) -> str:
    """The opening sentence."""
    end = re.search(r"(?<=[^\W\d_]{3})[.!?:](?=\s|$)", unit.lower)
    return unit.lower[: end.end()] if end else unit.lower


def _section(scene: Scene, key: str, unit: Unit, later: list[tuple[str, Unit]]) -> Section:
    end = later[0][1].index if later else len(scene.document.blocks)
    inside = scene.document.blocks[unit.index : end]
    return Section(
        key=key,
        heading=scene.quote(unit, 0, len(_first(unit))),
        level=1,
        blocks=tuple(block.id for block in inside),
        words=sum(len(u.text.split()) for block in inside for u in scene.by_block.get(block.id, ())),
        implicit=True,
    )


_OPENINGS = {
    "goals": r"цел(?:ь|ью|ями|и)\b[^.]{0,80}(?:явля|развити|концепци|став|:|-)|(?:наша|главная|основная) цель|ставим перед собой",
    "responsible": r"ответственн\w+ за|отвеча(?:ет|ют) за|ответственность (?:за|несе|возл)|назначены ответственн|кто отвечает",
    "measures": r"(?:для достижения|чтобы достичь|для преодоления|для решения)[^.]{0,90}(?:план|провед|провод|намеч|предусм|меры|мероприяти)"
    r"|(?:намечены|запланированы|планируются|предусмотрены|предлагаются)[^.]{0,40}(?:мер|мероприяти)|основные мероприятия|что мы будем делать",
    "analysis": r"анализ[а-я]* (?:\w+ ){0,3}(?:состояни|результат|деятельн|показ)|по данным (?:рпш|рисково)|рисков\w+ профил"
    r"|в школе (?:обуча|уч[ия]т)|в школе работа|по итогам впр|результаты впр|контингент",
    "introduction": r"(?:настоящ\w+|данн\w+) (?:концепци|документ)|концепци\w+ (?:развития )?(?:\w+ ){0,8}(?:разработан|представля|определя)|введение",
}
