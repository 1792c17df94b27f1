"""Columns known by what stands in them, where the header is missing or worded in no known way."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from review.extract.shape.header import Header
from review.extract.shape.tables import lower_of
from review.model.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from review.extract.scene import Scene
    from review.extract.shape.tables import Grid

_AMOUNT = re.compile(
    r"(?<![\d.№])\d+(?:[.,]\d+)?\s*(?:%|процент|чел|сем|родител|обуча|учащ|учен|педагог|учител|работ|урок|встреч|балл)"
)
_CIRCLES = ("circle_pupils", "circle_teachers", "circle_parents")
_BRIEF = 6  # words in the mean that name a group
_WORDY = 2.5  # words in the mean
_WIDE = 3
_PEOPLE = 9  # words a cell of names and posts has at most in the mean
_PERSON = re.compile(
    r"(?<![а-я])(?:директор|завуч|заместител|зам\.|методист|(?:педагог-)?психолог|логопед|библиотекар|куратор|координатор"
    r"|руководител[ьи](?![а-я])|учитель(?![а-я])|начальник|специалист управлен)|[а-я]{3,} [а-я]\. ?[а-я]\."
)
_ASIDE = re.compile(
    r"мест|форм|уровен|бюджет|финанс|ресурс|отметк|примечан|комментар|школ|класс|для чего|зачем|обоснован"
)
_BARE = 4  # rows and columns of a table that may be a plan though it has no header
_MOST = 0.6  # part of a column's cells that must look alike
_ENOUGH = 3  # rows a guess rests on
_OWN = 0.7  # part of a column's cells that differ, for each to name a measure
_LONG = 2.5  # words a column of measures has in the mean
TERM = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{2,4}|январ|феврал|март|апрел|(?<![а-я])ма[йяе](?![а-я])|июн|июл|август|сентябр"
    r"|октябр|ноябр|декабр|в течение|постоянно|ежемесячно"
    r"|еженедельно|квартал|четверт|полугоди|ежегодно|регулярно|до \d|20\d\d"
)


def completed(scene: Scene, grid: Grid, header: Header | None, width: int) -> Header | None:
    """The header with columns it does not name told by their cells; a table without any header may still be a plan."""
    known = {col for cols in header.columns.values() for col in cols} if header is not None else set()
    if header is not None and ("measure" in header.columns or "goal" in header.columns):
        return _measured(grid, _by_cells(scene, grid, header))
    if header is not None and "task" in header.columns:
        return _measured(grid, _by_cells(scene, grid, _with_measure(grid, header, known)))
    if header is not None and not {"term", "responsible"} & header.columns.keys():
        return header
    if header is None and (width < _BARE or len(grid) < _BARE):
        return None
    more = inferred(scene, grid, header.until if header is not None else 0, known)
    columns = dict(header.columns) if header is not None else {}
    for key, col in more.items():
        columns.setdefault(key, [col])
    if header is None:
        if not {"measure", "term", "responsible"} <= columns.keys():
            return None
        return Header(0, 0, columns, ("",) * width, ())
    return _by_cells(scene, grid, replace(header, columns=columns))


def _by_cells(scene: Scene, grid: Grid, header: Header) -> Header:
    """Columns under unknown names whose cells tell for whom a measure is or what shows it."""
    columns = _by_people(grid, header)
    known = {col for cols in columns.values() for col in cols}
    for col, name in enumerate(header.names):
        if col in known or not name or not {"term", "responsible"} & columns.keys():
            continue
        cells = [text for line in grid[header.until :] if (text := lower_of(line[col]))]
        if len(cells) < _WIDE:
            continue
        people = pattern(tuple(w for circle in _CIRCLES for w in scene.vocabulary.words(circle)))
        shown = pattern((*scene.vocabulary.words("confirmation"), *scene.vocabulary.words("measured_document")))
        if (
            "participants" not in columns
            and _part(cells, people) > _MOST
            and _mean_words(grid, header.until, col) <= _BRIEF
        ):
            columns["participants"] = [col]
        elif not {"indicator", "result"} & columns.keys() and _part(cells, shown, _AMOUNT) > _MOST:
            columns["indicator"] = [col]
    return _by_place(grid, replace(header, columns=columns))


def _by_people(grid: Grid, header: Header) -> dict[str, list[int]]:
    """Columns under unknown names whose cells are posts and names, or times."""
    columns = dict(header.columns)
    known = {col for cols in columns.values() for col in cols}
    for col, name in enumerate(header.names):
        cells = [text for line in grid[header.until :] if (text := lower_of(line[col]))]
        if col in known or not name or len(cells) < _WIDE or _mean_words(grid, header.until, col) > _PEOPLE:
            continue
        if "responsible" not in columns and _part(cells, _PERSON) > _MOST:
            columns["responsible"] = [col]
        elif "term" not in columns and _part(cells, TERM) > _MOST:
            columns["term"] = [col]
    return columns


def _by_place(grid: Grid, header: Header) -> Header:
    """When, who and what are named, and one column of words is left: what is to come of it."""
    columns = header.columns
    if {"indicator", "result"} & columns.keys() or not {"term", "responsible"} <= columns.keys():
        return header
    known = {col for cols in columns.values() for col in cols}
    free = [col for col, name in enumerate(header.names) if col not in known and name and not _ASIDE.search(name)]
    if len(free) != 1 or _mean_words(grid, header.until, free[0]) < 2:  # noqa: PLR2004 - a word names a place or a form
        return header
    if len(_different(grid, header.until, free[0])) * 2 < len(grid[header.until :]):
        return header
    return replace(header, columns={**columns, "indicator": free})


def _part(cells: Sequence[str], *what: re.Pattern[str]) -> float:
    return sum(any(one.search(cell) for one in what) for cell in cells) / len(cells)


def _with_measure(grid: Grid, header: Header, known: Collection[int]) -> Header:
    """Beside a column of tasks the wordiest column of unknown name holds what is done, unless the tasks are wordier."""
    free = [col for col in range(len(header.names)) if col not in known and header.names[col]]
    if not {"term", "responsible"} <= header.columns.keys() or not free:
        return header
    words = {col: _mean_words(grid, header.until, col) for col in (*free, header.columns["task"][0])}
    best = max(free, key=lambda col: words[col])
    if words[best] < _WORDY or len(_different(grid, header.until, best)) < len(grid[header.until :]) / 2:
        return header
    return replace(header, columns={**header.columns, "measure": [best]})


def _measured(grid: Grid, header: Header) -> Header:
    """What confirms a measure may say by how much as well: «протокол, явка не ниже 51 %» is an indicator too."""
    result = header.column("result")
    if "indicator" in header.columns or result is None:
        return header
    cells = [lower_of(line[result]) for line in grid[header.until :]]
    filled = [text for text in cells if text]
    if len(filled) < _WIDE or sum(bool(_AMOUNT.search(text)) for text in filled) < 0.6 * len(filled):
        return header
    return replace(header, columns={**header.columns, "indicator": [result]})


def _mean_words(grid: Grid, first: int, col: int) -> float:
    cells = [lower_of(line[col]) for line in grid[first:]]
    filled = [len(text.split()) for text in cells if text]
    return sum(filled) / len(filled) if filled else 0.0


def _different(grid: Grid, first: int, col: int) -> set[str]:
    return {text for line in grid[first:] if (text := lower_of(line[col]))}


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
        elif "term" not in found and _share(cells, TERM) > _MOST and _mean(cells) < 2 * _LONG + 3:
            found["term"] = col
        elif "responsible" not in found and _share(cells, posts) > _MOST and _mean(cells) < 4 * _LONG:
            found["responsible"] = col
    left = [col for col in free if col not in found.values()]
    wordy = [col for col in left if _mean([text for text in texts[col] if text]) >= _LONG]
    named = [col for col in wordy if len(set(texts[col])) > _OWN * len(texts[col])]  # a task stands in several rows
    if not known and named:
        found |= _in_order(grid, first, texts, left, named)
    elif wordy:
        found["measure"] = max(wordy, key=lambda col: _mean([text for text in texts[col] if text]))
    return found


def _in_order(grid: Grid, first: int, texts: list[list[str]], free: list[int], named: list[int]) -> dict[str, int]:
    """Without a header columns stand in their usual order: task, measure, …, what shows it, for whom."""
    found = {"measure": named[0]}
    before = [col for col in free if col < named[0] and _mean_words(grid, first, col) > 1]
    if before:
        found["task"] = before[-1]
    after = [
        col for col in range(named[0] + 1, len(texts)) if _part([t for t in texts[col] if t] or [""], _AMOUNT) > _MOST
    ]
    words = {col: _mean_words(grid, first, col) for col in after}
    told = [col for col in after if words[col] >= 1]
    return found | dict(zip(("indicator", "participants"), told, strict=False))


def _texts(grid: Grid, first: int) -> list[list[str]]:
    width = len(grid[0]) if grid else 0
    return [[lower_of(line[col]) for line in grid[first:]] for col in range(width)]


def _share(cells: list[str], what: re.Pattern[str]) -> float:
    return sum(bool(what.search(cell)) for cell in cells) / len(cells)


def _mean(cells: list[str]) -> float:
    return sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0
