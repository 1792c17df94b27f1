"""Columns known by what stands in them, where the header is missing or worded in no known way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.tables import lower_of
from review.model.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Collection

    from review.extract.scene import Scene
    from review.extract.tables import Grid

_MOST = 0.6  # part of a column's cells that must look alike
_ENOUGH = 3  # rows a guess rests on
_LONG = 2.5  # words a column of measures has in the mean
_TERM = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{2,4}|январ|феврал|март|апрел|(?<![а-я])ма[йяе](?![а-я])|июн|июл|август|сентябр"
    r"|октябр|ноябр|декабр|в течение|постоянно|ежемесячно"
    r"|еженедельно|квартал|четверт|полугоди|ежегодно|регулярно|до \d|20\d\d"
)


def inferred(scene: Scene, grid: Grid, first: int, known: Collection[int]) -> dict[str, int]:
    """Key → column for columns not `known` from the header: terms, people, numbers, measures."""
    texts = _texts(grid, first)
    found: dict[str, int] = {}
    free = [col for col in range(len(texts)) if col not in known]
    posts = pattern((*scene.vocabulary.words("staff_posts"), *scene.vocabulary.words("collective")))
    for col in free:
        cells = [text for text in texts[col] if text]
        if len(cells) < _ENOUGH:
            continue
        if (
            "number" not in found
            and col == 0
            and _share(cells, re.compile(r"\s*\d[\d.]*\s*")) > _MOST
            and _mean(cells) <= 1
        ):
            found["number"] = col
        elif "term" not in found and _share(cells, _TERM) > _MOST and _mean(cells) < 2 * _LONG + 3:
            found["term"] = col
        elif "responsible" not in found and _share(cells, posts) > _MOST and _mean(cells) < 4 * _LONG:
            found["responsible"] = col
    left = [col for col in free if col not in found.values()]
    measure = max(left, key=lambda col: _mean([text for text in texts[col] if text]), default=None)
    if measure is not None and _mean([text for text in texts[measure] if text]) >= _LONG:
        found["measure"] = measure
    return found


def _texts(grid: Grid, first: int) -> list[list[str]]:
    width = len(grid[0]) if grid else 0
    return [[lower_of(line[col]) for line in grid[first:]] for col in range(width)]


def _share(cells: list[str], what: re.Pattern[str]) -> float:
    return sum(bool(what.search(cell)) for cell in cells) / len(cells)


def _mean(cells: list[str]) -> float:
    return sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0
