"""Sections by headings; in prose without headings by the sentence a section opens with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.model.phrases import pattern
from review.model.programme import Section

if TYPE_CHECKING:
    from collections.abc import Collection

    from review.extract.headings import Heading
    from review.extract.scene import Scene, Unit

_ORDER = ("goals", "responsible", "measures", "analysis", "introduction")  # the surest words first
_FEW = 2  # fewer known sections than this: the text has no headings worth the name


def sections(scene: Scene, found: list[Heading], named: Collection[str], *, prose: bool) -> tuple[Section, ...]:
    """All sections in order, each with everything below it, subsections included; `named` units name a direction.

    With `prose`, a text that hardly has headings is divided by the sentences its sections open with.
    """
    blocks = scene.document.blocks
    made = []
    keyed: list[str | None] = []
    for place, heading in enumerate(found):
        end = next((h.unit.index for h in found[place + 1 :] if h.level <= heading.level), len(blocks))
        inside = [b for b in blocks[heading.unit.index + 1 : end] if b.part not in ("header", "footer")]
        key = heading.key or _inherited(heading, found[:place], keyed, named)
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
    if prose and sum(section.key is not None for section in made) < _FEW:
        made += _by_openings(scene, found)
    return tuple(made)


def _inherited(heading: Heading, before: list[Heading], keys: list[str | None], named: Collection[str]) -> str | None:
    """A heading that names a risk direction right after the analysis continues it, though it stands on its level."""
    if not before or before[-1].level > heading.level or keys[-1] != "analysis":
        return None
    return "analysis" if heading.unit.id in named else None


def _by_openings(scene: Scene, found: list[Heading]) -> list[Section]:
    """Sections of plain prose: each begins at the first paragraph that speaks of its matter."""
    openings = {key: pattern(scene.vocabulary.words(f"opening_{key}")) for key in _ORDER}
    starts: list[tuple[str, Unit]] = []
    headed = {heading.unit.id for heading in found}
    for unit in scene.body:
        if unit.cell is not None or unit.index < scene.front or unit.id in headed:
            continue
        opened = {k: m.start() for k, p in openings.items() if k not in dict(starts) and (m := p.search(_first(unit)))}
        if opened:
            starts.append((min(opened, key=lambda k: opened[k]), unit))
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
