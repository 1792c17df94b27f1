"""Sections by headings; in prose without headings by the sentence a section opens with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.shape.guessed import with_guesses
from review.extract.shape.openings import by_openings
from review.extract.shape.run_ins import run_ins
from review.model.programme import Section

if TYPE_CHECKING:
    from collections.abc import Collection

    from review.extract.scene import Scene
    from review.extract.shape.headings import Heading

_BY_DIRECTION = ("analysis", "measures", "content", "plan")  # sections that go on direction by direction
_BY_STAGE = ("measures", "content", "plan")
_STAGE = re.compile(
    r"^\W*(?:(?:\d|[ivx]+|перв\w+|втор\w+|трет\w+|четверт\w+|завершающ\w+|заключительн\w+)(?:-?[йя])?\s+(?:этап|шаг)"
    r"|(?:этап|шаг)\s+(?:\d|[ivx]+|перв|втор|трет|четверт|завершающ))"
)
_FEW = 2  # fewer known sections than this: the text has no headings worth the name


def sections(
    scene: Scene, found: list[Heading], named: Collection[str], plans: Collection[str], *, prose: bool
) -> tuple[Section, ...]:
    """All sections in order, each with everything below it, subsections included; `named` units name a direction.

    With `prose`, a text that hardly has headings is divided by the sentences its sections open with.
    """
    blocks = scene.document.blocks
    made = []
    keyed: list[str | None] = []
    for place, heading in enumerate(found):
        end = next((h.unit.index for h in found[place + 1 :] if h.level <= heading.level), len(blocks))
        inside = [b for b in blocks[heading.unit.index + 1 : end] if b.part not in ("header", "footer")]
        key = _staged(heading, keyed) or heading.key or _inherited(heading, found[:place], keyed, named)
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
    if not prose:
        return tuple(made)
    made += run_ins(scene, found, plans, {section.key for section in made if section.key is not None})
    made.sort(key=lambda section: scene.by_id[section.heading.block].index)
    guessed = with_guesses(scene, made)
    if sum(section.key is not None for section in guessed) < _FEW:
        return (*made, *by_openings(scene, found, plans))
    return tuple(guessed)


def _staged(heading: Heading, keys: list[str | None]) -> str | None:
    """«Этап второй, летний» after the measures: they go on stage by stage."""
    return keys[-1] if keys and keys[-1] in _BY_STAGE and _STAGE.search(heading.unit.lower[heading.start :]) else None


def _inherited(heading: Heading, before: list[Heading], keys: list[str | None], named: Collection[str]) -> str | None:
    """A heading that names a direction right after the analysis or the measures continues them on their own level."""
    if not before or before[-1].level > heading.level or keys[-1] not in _BY_DIRECTION:
        return None
    return keys[-1] if heading.unit.id in named else None
