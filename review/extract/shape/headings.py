"""Which paragraphs are headings: by style, or by how they look and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.extract.shape.numbering import number_of
from review.extract.stems import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.extract.scene import Scene, Unit
    from review.model.programme import Section

_ENDS_SENTENCE = re.compile(r"[.;,!]\s*$")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3,}[.!?] +[А-ЯЁ]")
_MOST_WORDS = 16
_MOST_STYLED = 30
_OWN_SHARE = 0.5  # part of the words a section's synonym covers for a plain line to be a heading


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line and how deep it stands; `key` names the section it opens, where known."""

    unit: Unit
    level: int
    key: str | None
    start: int  # of the words after the number, in unit.lower


def headings(scene: Scene) -> list[Heading]:
    """All headings of the running text in order."""
    units = [unit for unit in scene.body if unit.cell is None and unit.part == "body"]
    found: list[Heading] = []
    for place, unit in enumerate(units):
        heading = _heading(scene, units, place)
        if heading is not None:
            found.append(heading)
        elif unit.block.type == "heading" and unit.words and unit.index >= scene.front:
            found.append(Heading(unit, unit.block.level or 1, None, 0))
    return found


def keyed(found: list[Heading], sections: Iterable[Section]) -> list[Heading]:
    """The headings with the keys their sections got from what stands in them."""
    keys = {section.heading.block: section.key for section in sections if not section.implicit}
    return [replace(heading, key=heading.key or keys.get(heading.unit.id)) for heading in found]


def _heading(scene: Scene, units: list[Unit], place: int) -> Heading | None:
    unit = units[place]
    if unit.block.type == "list_item" and not _list_heading(unit):
        return None
    start, depth = number_of(unit.norm.text)
    rest = unit.lower[start:]
    amount = len(words_of(rest))
    styled = unit.block.type == "heading"
    if not amount or amount > (_MOST_STYLED if styled else _MOST_WORDS):
        return None
    key = scene.vocabulary.sections.longest(rest)
    if styled:
        return Heading(unit, unit.block.level or depth or 1, key, start)
    if unit.index < scene.front or _sentence(unit, start):
        return None
    return _looks(scene, units, place, Heading(unit, depth, key, start))


def _looks(scene: Scene, units: list[Unit], place: int, heading: Heading) -> Heading | None:
    """A plain paragraph: bold or in capitals, numbered before running text, or worded like a section's title."""
    unit, depth, start = heading.unit, heading.level, heading.start
    rest = unit.norm.text[start:]
    shown = unit.block.bold or _capitals(rest)
    if not shown and ": " in rest.strip():
        return None
    exact = scene.vocabulary.sections.longest(unit.lower[start:], share=_OWN_SHARE) is not None
    numbered = depth > 0 and not _in_list(units, place, depth)
    if not (shown or (numbered and (exact or not unit.text.rstrip().endswith(":"))) or (exact and _alone(unit, start))):
        return None
    if depth:
        return Heading(unit, depth, heading.key, start)
    return Heading(unit, 1 if exact or _capitals(rest) else 2, heading.key if exact or shown else None, start)


def _list_heading(unit: Unit) -> bool:
    return unit.block.bold and bool(unit.block.number) and unit.block.number != "•"


def _sentence(unit: Unit, start: int) -> bool:
    """Running text, not a title: ends like a sentence or holds more than one."""
    text = unit.norm.text[start:]
    if unit.lower[start:].startswith("приложени") and len(text.split()) <= _MOST_WORDS // 2:
        return False  # «Приложение 1. Дорожная карта»
    ends = _ENDS_SENTENCE.search(text) and not _capitals(text)
    return ("\n" in text.strip() and len(unit.words) > _MOST_WORDS // 2) or bool(ends or _SENTENCE_INSIDE.search(text))


def _capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) > 0.9 * len(letters)  # noqa: PLR2004 - МЭДК


def _alone(unit: Unit, start: int) -> bool:
    """A short line of its own that begins with a capital and ends without a colon."""
    text = unit.norm.text[start:].strip()
    return len(text.split()) <= 9 and text[:1].isupper() and not text.endswith(":")  # noqa: PLR2004 - a title's length


def _in_list(units: list[Unit], place: int, depth: int) -> bool:
    """Its neighbours are numbered lines of the same depth: a typed list, not headings."""
    for step in (-1, 1):
        if 0 <= place + step < len(units):
            other = units[place + step]
            if abs(other.index - units[place].index) == 1 and number_of(other.norm.text)[1] == depth:
                return True
    return False
