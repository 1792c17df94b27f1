"""Headings run into their paragraph: «Анализ состояния. В школе 540 учеников …», «Ответственные: …»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.shape.numbering import number_of
from review.extract.stems import words
from review.model.programme import Section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from review.extract.scene import Scene, Unit
    from review.extract.shape.headings import Heading

_HEAD = re.compile(r"[^.:!?\n]{1,90}?[^\W\d_]{2,}\)?[.:](?=\s|$)")
_MOST = 8  # words
_SHARE = 0.5


def run_ins(scene: Scene, found: list[Heading], skip: Collection[str], have: Collection[str]) -> Iterator[Section]:
    """Sections no heading of their own announces; only of kinds not known from headings."""
    starts = [(unit, key, end) for unit, key, end in _starts(scene, found, skip) if key not in have]
    borders = sorted({heading.unit.index for heading in found} | {unit.index for unit, _, _ in starts})
    met: set[str] = set()
    for unit, key, end in starts:
        if key in met:
            continue
        met.add(key)
        until = next((index for index in borders if index > unit.index), len(scene.document.blocks))
        inside = [b for b in scene.document.blocks[unit.index : until] if b.part not in ("header", "footer")]
        begin = number_of(unit.norm.text)[0]
        yield Section(
            key=key,
            heading=scene.quote(unit, begin, end),
            level=2,
            blocks=tuple(block.id for block in inside),
            words=sum(len(u.text.split()) for block in inside for u in scene.by_block.get(block.id, ())),
            implicit=True,
        )


def _starts(scene: Scene, found: list[Heading], skip: Collection[str]) -> Iterator[tuple[Unit, str, int]]:
    headed = {heading.unit.id for heading in found}
    for unit in scene.body:
        if unit.cell is not None or unit.index < scene.front or unit.id in headed or unit.block.id in skip:
            continue
        begin = number_of(unit.norm.text)[0]
        match = _HEAD.match(unit.lower, begin)
        if match is None or len(words(match.group())) > _MOST or unit.block.type == "list_item":
            continue
        key = scene.vocabulary.sections.longest(match.group(), share=_SHARE)
        if key is not None:
            yield unit, key, match.end()
