"""Sections of prose without headings: each begins where a paragraph or a table starts to speak of its matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from review.extract.shape.tables import header_of
from review.model.phrases import pattern
from review.model.programme import Section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from review.extract.scene import Scene, Unit
    from review.extract.shape.headings import Heading
    from review.model.document import Block

ORDER = ("introduction", "analysis", "goals", "measures", "responsible")
_TABLE = 1.2  # a table says more surely than a sentence what part begins


class _Opening(NamedTuple):
    unit: Unit
    key: str
    weight: float


def by_openings(scene: Scene, found: list[Heading], plans: Collection[str]) -> list[Section]:
    """The parts of a concept in their usual order; of the possible openings the row that fits it best."""
    chain = _best_chain(list(_openings(scene, {heading.unit.id for heading in found}, plans)))
    return [_section(scene, opening, chain[place + 1 :]) for place, opening in enumerate(chain)]


def _openings(scene: Scene, headed: Collection[str], plans: Collection[str]) -> Iterator[_Opening]:
    words = {key: pattern(scene.vocabulary.words(f"opening_{key}")) for key in ORDER}
    for block in list(scene.document.body()):
        units = scene.by_block.get(block.id, ())
        if not units or units[0].index < scene.front or units[0].id in headed:
            continue
        if block.table is not None:
            key = _of_table(scene, block, plans)
            if key is not None:
                yield _Opening(units[0], key, _TABLE)
            continue
        lower = _first(units[0])
        for key, what in words.items():
            match = what.search(lower)
            if match is not None:
                yield _Opening(units[0], key, 1.0 - 0.5 * match.start() / max(1, len(lower)))


def _of_table(scene: Scene, block: Block, plans: Collection[str]) -> str | None:
    if block.id in plans:
        return "measures"
    header = header_of(scene, block.table, block.table.grid()) if block.table is not None else None
    return "responsible" if header is not None and "responsible" in header.columns else None


def _best_chain(openings: list[_Opening]) -> list[_Opening]:
    """The heaviest row of openings whose keys follow the usual order, each once; the earlier of two equal ones."""
    best: list[tuple[float, int | None]] = []
    for place, opening in enumerate(openings):
        rank = ORDER.index(opening.key)
        weight, before = opening.weight, None
        for earlier in range(place):
            other = openings[earlier]
            follows = ORDER.index(other.key) < rank and other.unit.order < opening.unit.order
            if follows and best[earlier][0] + opening.weight > weight:
                weight, before = best[earlier][0] + opening.weight, earlier
        best.append((weight, before))
    chain: list[_Opening] = []
    place_now = max(range(len(best)), key=lambda i: best[i][0], default=None)
    while place_now is not None:
        chain.append(openings[place_now])
        place_now = best[place_now][1]
    return chain[::-1]


def _first(unit: Unit) -> str:
    """The opening sentence."""
    end = re.search(r"(?<=[^\W\d_]{3})[.!?:](?=\s|$)", unit.lower)
    return unit.lower[: end.end()] if end else unit.lower


def _section(scene: Scene, opening: _Opening, later: list[_Opening]) -> Section:
    unit = opening.unit
    end = later[0].unit.index if later else len(scene.document.blocks)
    inside = scene.document.blocks[unit.index : end]
    return Section(
        key=opening.key,
        heading=scene.quote(unit, 0, len(_first(unit))),
        level=1,
        blocks=tuple(block.id for block in inside),
        words=sum(len(u.text.split()) for block in inside for u in scene.by_block.get(block.id, ())),
        implicit=True,
    )
